"""The shared template pieces say what they must: exact money, marked errors, named pages, other languages."""

from collections.abc import Callable
from contextvars import Context
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask, render_template_string
from wtforms import BooleanField, Form, FormField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from portal.web import Page

Render = Callable[..., Tag]
IMPORTS = (
    "{% import 'components/ui.html' as ui %}{% import 'components/forms.html' as forms %}"
    "{% import 'components/search.html' as search_ui %}{% import 'components/flow.html' as flow %}"
    "{% import 'components/charts.html' as charts %}"
)


@pytest.fixture
def render(app: Flask) -> Render:
    """Render a snippet as a reader of `lang` sees it."""

    def in_request(source: str, lang: str, context: dict[str, object]) -> Tag:
        with app.test_request_context("/help", query_string={"lang": lang}):
            return BeautifulSoup(render_template_string(IMPORTS + source, **context), "html.parser")

    def render(source: str, lang: str = "en", **context: object) -> Tag:
        return Context().run(in_request, source, lang, context)

    return render


class Address(Form):
    """A form within a form."""

    city = StringField("City", [InputRequired("Enter the city.")])


class Enquiry(Form):
    """One field of each kind that the macro draws differently."""

    subject = StringField("Subject", [InputRequired("Enter a subject.")], description="A few words")
    size = SelectField("Size", choices=["", "small", "large"], validate_choice=False)
    kind = RadioField("Kind", choices=["a", "b"], validators=[InputRequired("Choose a kind.")])
    agreed = BooleanField("Agreed")
    address = FormField(Address)


def refused() -> Enquiry:
    """Return an enquiry that nothing was entered into."""
    form = Enquiry()
    assert not form.validate()
    return form


def test_money_is_short_in_chinese_with_the_exact_figure_beside_it(render: Render) -> None:
    shown = render("{{ ui.money(12_345_678) }}", "zh").find(class_="money")
    assert shown["title"] == "¥123,456.78"
    assert shown.find(attrs={"aria-hidden": "true"}).get_text() == "约12.35万元"
    assert shown.find(class_="visually-hidden").get_text() == "¥123,456.78"


def test_money_is_exact_in_english(render: Render) -> None:
    shown = render("{{ ui.money(12_345_678) }}", "en").find(class_="money")
    assert shown.get_text() == "CN¥123,456.78"
    assert not shown.has_attr("title")


def test_money_that_is_unknown_is_a_dash(render: Render) -> None:
    assert render("{{ ui.money(none) }}").get_text().strip() == "—"


def test_error_summary_links_to_every_field_even_inside_a_nested_form(render: Render) -> None:
    summary = render("{{ forms.error_summary(form) }}", form=refused()).find(id="error-summary")
    assert summary["role"] == "alert"
    assert [link["href"] for link in summary.find_all("a")] == ["#subject", "#kind", "#address-city"]


def test_error_summary_is_silent_when_nothing_is_wrong(render: Render) -> None:
    assert render("{{ forms.error_summary(form) }}", form=Enquiry()).find(id="error-summary") is None


def test_field_names_its_hint_and_its_error(render: Render) -> None:
    page = render("{{ forms.field(form.subject) }}", form=refused())
    entry = page.find("input")
    assert entry["aria-invalid"] == "true"
    assert entry["aria-describedby"] == "subject-hint subject-error"
    assert "Enter a subject." in page.find(id="subject-error").get_text()
    assert page.find("label")["for"] == "subject"


def test_only_fields_that_may_stay_empty_say_so(render: Render) -> None:
    page = render("{{ forms.field(form.subject) }}{{ forms.field(form.size) }}", form=Enquiry())
    required, optional = page.find_all("label")
    assert required.find(class_="optional") is None
    assert optional.find(class_="optional") is not None


def test_radio_buttons_stand_in_a_group_that_the_summary_can_reach(render: Render) -> None:
    group = render("{{ forms.field(form.kind, 'Hint') }}", form=refused()).find("fieldset")
    assert group["id"] == "kind"
    assert group["aria-describedby"] == "kind-hint kind-error"
    assert len(group.find_all("input", type="radio")) == 2


@pytest.mark.parametrize(("number", "before", "after"), [(1, False, True), (3, True, True), (9, True, False)])
def test_pager_offers_the_neighbours(render: Render, number: int, before: bool, after: bool) -> None:
    pager = render("{{ ui.pager(page) }}", page=Page([], 180, number)).find("nav")
    assert (pager.find("a", rel="prev") is not None, pager.find("a", rel="next") is not None) == (
        before,
        after,
    )
    assert pager.find(attrs={"aria-current": "page"}).get_text() == str(number)


def test_pager_of_one_page_is_not_there(render: Render) -> None:
    assert render("{{ ui.pager(page) }}", page=Page([], 3, 1)).find("nav") is None


def test_highlights_are_marked_and_escaped(render: Render) -> None:
    title = render("{{ search_ui.segments(parts) }}", parts=[("<b>heat", False), ("pump", True)])
    assert title.find("b") is None
    assert title.find("mark").get_text() == "pump"


def test_result_in_another_language_than_the_page_is_marked(render: Render) -> None:
    card = "{{ search_ui.result_card({'href': '/x', 'title': '电池', 'lang': 'zh'}) }}"
    assert render(card, "en").find("a")["lang"] == "zh"
    assert not render(card, "zh").find("a").has_attr("lang")


def test_facets_keep_what_is_ticked_and_the_words_searched(render: Render) -> None:
    groups = [
        {"key": "stream", "label": "Stream", "options": [{"value": "s", "label": "S", "checked": True}]}
    ]
    page = render("{{ search_ui.facets('/search', groups, q='电池') }}", groups=groups)
    assert page.find("input", attrs={"name": "q"})["value"] == "电池"
    assert page.find("input", type="checkbox").has_attr("checked")
    assert page.find("label")["for"] == page.find("input", type="checkbox")["id"]


def test_stepper_says_where_one_is(render: Render) -> None:
    steps = render("{{ flow.stepper([('Who', '/1'), ('Terms', '/2'), ('Notice', '/3')], 2) }}").find_all("li")
    assert [step["class"][0] for step in steps] == ["done", "now", "later"]
    assert steps[1]["aria-current"] == "step"
    assert [step.find("a") is not None for step in steps] == [True, False, False]


def test_bars_are_a_table_that_can_be_read(render: Render) -> None:
    table = render("{{ charts.bars([('A', 4), ('B', 1)]) }}").find("table")
    assert [cell.get_text() for cell in table.find_all(class_="bar-value")] == ["4", "1"]
    assert [bar["width"] for bar in table.find_all("rect", class_="bar-fill")] == ["100.0%", "25.0%"]


def test_bars_of_nothing_are_empty(render: Render) -> None:
    assert render("{{ charts.bars([]) }}").find("tr") is None


def test_history_shows_beijing_time(render: Render) -> None:
    entry = {"at": datetime(2026, 11, 23, 16, 30, tzinfo=UTC), "title": "Paid"}
    assert "24 Nov 2026, 00:30" in render("{{ ui.timeline([e]) }}", e=entry).find("time").get_text()


def test_facts_leave_out_what_is_not_known(render: Render) -> None:
    facts = render("{{ ui.facts([('A', 0), ('B', none), ('C', '')]) }}")
    assert [term.get_text() for term in facts.find_all("dt")] == ["A"]


def test_file_that_may_not_be_opened_has_no_link(render: Render) -> None:
    files = [{"name": "a.pdf", "href": "/a"}, {"name": "b.pdf"}]
    rows = render("{{ flow.file_list(files) }}", files=files).find_all("li")
    assert [row.find("a") is not None for row in rows] == [True, False]


def test_stepper_beyond_the_last_step_is_all_done(render: Render) -> None:
    stepper = render("{{ flow.stepper(['Who', 'Terms'], 3) }}").find("nav")
    assert [step["class"][0] for step in stepper.find_all("li")] == ["done", "done"]
    assert stepper.find(class_="stepper-now").get_text() == "All steps are done"
