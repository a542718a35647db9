"""Every rule that a refusal names is registered with its source, and stands on `/rules`."""

import re

from flask.testing import FlaskClient

from portal.core import rulebook
from portal.core.names import known_sentences
from tests.architecture.sources import python_files, relative, templates

_FAMILIES = (
    "ABN|ABT|AML|ANN|ASG|BRK|CAL|CLS|COO|EMP|EP|EQU|ESG|EXP|FAM|INV|KYC|LIC|LS|LST|NUM|OL|PAY|PII|PLG|PUB|REC|RSK|RWD|"
    "RSV|SEC|SLP|SOE|TAX|TCR|TRM|UFP|UNI|US|VAL|WO"
)
_RULE = re.compile(rf"\b({_FAMILIES})-(\d{{2}})(?: to (?:[A-Z]+-)?(\d{{2}}))?\b(?:/(\d{{2}})\b)?")
_REFUSAL = re.compile(
    r"""(?:RuleRefusal|InputError|Forbidden|refuse)\(\s*(?:["'][A-Z]+-\d+["'],\s*)?["']([a-z_]+\.[a-z_.]+)["']"""
)


def _named() -> dict[str, str]:
    found = {}
    for path in [*python_files(), *(path for path in templates() if path.suffix == ".html")]:
        if relative(path).endswith("rulebook.py"):
            continue
        for family, first, last, other in _RULE.findall(path.read_text(encoding="utf-8")):
            numbers = {*range(int(first), int(last or first) + 1), int(other or first)}
            found.update({f"{family}-{number:02}": relative(path) for number in numbers})
    return found


def test_every_rule_named_is_registered(client: FlaskClient) -> None:
    """Also where only a comment names it: a rule that is implemented is shown."""
    registered = {rule.id for rule in rulebook.everything()}
    unknown = {rule_id: where for rule_id, where in _named().items() if rule_id not in registered}
    assert not unknown


def test_every_rule_stands_on_the_page_in_both_languages(client: FlaskClient) -> None:
    for language in ("zh", "en"):
        page = client.get(f"/rules?lang={language}").text
        missing = [rule.id for rule in rulebook.everything() if f'id="{rule.id}"' not in page]
        assert not missing


def test_every_rule_has_text_and_source(client: FlaskClient) -> None:
    with client.application.test_request_context("/"):
        bare = [rule.id for rule in rulebook.everything() if not str(rule.text) or not str(rule.source)]
    assert not bare


def test_every_refusal_code_has_a_sentence(client: FlaskClient) -> None:
    codes = {
        code: relative(path)
        for path in python_files()
        for code in _REFUSAL.findall(path.read_text(encoding="utf-8"))
    }
    assert len(codes) > 50
    silent = {code: where for code, where in codes.items() if code not in known_sentences()}
    assert not silent
