"""Whether what is asked for meets a licence in force: time, territory and field (LIC-09)."""

import re
from datetime import date

from portal.patents.facts.right import Licence
from portal.patents.may.verdict import Scope

_BETWEEN = re.compile(r"[\s,，、;；/]+")
_EVERYWHERE = frozenset({"", "CN", "中国", "全国", "china"})
_ENDS = ("省", "市", "自治区", "特别行政区")


def meets(scope: Scope, licence: Licence, day: date) -> bool | None:
    """Return whether they meet; None where only a person can tell, as with two descriptions of a field of use."""
    if not _in_time(scope, licence, day):
        return False
    if not _same_ground(scope.territory, licence.territory):
        return False
    if scope.field.strip() and licence.field.strip() and scope.field.strip() != licence.field.strip():
        return None
    return True


def _in_time(scope: Scope, licence: Licence, day: date) -> bool:
    starts = scope.starts or day
    if licence.ends is not None and licence.ends < starts:
        return False
    return scope.ends is None or licence.starts <= scope.ends


def _same_ground(one: str, other: str) -> bool:
    """Places meet where one is the other or lies in it: 广东 and 广东省深圳市."""
    if one.strip().lower() in _EVERYWHERE or other.strip().lower() in _EVERYWHERE:
        return True
    return any(_within(mine, theirs) for mine in _places(one) for theirs in _places(other))


def _within(mine: str, theirs: str) -> bool:
    return mine.startswith(theirs) or theirs.startswith(mine)


def _places(text: str) -> list[str]:
    return [_bare(place) for place in _BETWEEN.split(text.strip().lower()) if place]


def _bare(place: str) -> str:
    """Return a province without the word for its rank, also in front of a city: 广东省深圳市 is 广东深圳."""
    for end in _ENDS:
        place = place.replace(end, "")
    return place
