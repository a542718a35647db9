"""The daily look at an intention: its clock, its calls, its alarms, its end. Safe to repeat, also after days off."""

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.parameters import law
from portal.reserve import domain, rules, service, tellings, timing
from portal.reserve.lifecycle import INTENTION
from portal.reserve.models import (
    AGREED,
    CALL_INVENTORS,
    CALL_MATCHED,
    CALLS,
    LAPSED,
    LOST,
    OPEN,
    WATCHED,
    Intention,
)
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.reserve.takeover_models import ENTERED, UNDER_WAY
from portal.workflow import engine
from portal.workflow.engine import take

_LOSABLE = INTENTION.step("lose").sources
RIGHT_ENDED = "right_ended"  # a name of `takeover.failure`
_NEXT = {CALL_INVENTORS: "to_matched", CALL_MATCHED: "to_public"}


def look_after(intention: Intention) -> None:
    """Bring the clock up to date, move the call on, raise one alarm, or note that it is over."""
    refresh(intention)
    if rules.has_ended(intention, {}) is None:
        end(intention)
    elif (
        intention.state in _LOSABLE
        and rules.safe_day_passed(intention, {}) is None
        and not _passed_in_time(intention)
    ):
        take(INTENTION, intention, "lose", SYSTEM)
        _give_takeover_up(intention)
    else:
        _move_on(intention)
        _alarm(intention)


def _passed_in_time(intention: Intention) -> bool:
    """Whether one side has entered a title that passed by the last safe day: the other may still confirm it (RSV-10)."""
    under_way = service.takeover_of(intention)
    if under_way is None or under_way.state != ENTERED or intention.last_safe_day is None:
        return False
    return under_way.told_title_on is not None and under_way.told_title_on <= intention.last_safe_day


def refresh(intention: Intention) -> None:
    """Read the last safe day again: a fee that was paid moves it, and the alarms begin anew."""
    found = timing.timing_of(intention.patent)
    if found is None or found.safe == intention.last_safe_day:
        return
    if intention.last_safe_day is None or found.safe > intention.last_safe_day:
        intention.alarmed_days = None
    intention.last_safe_day = found.safe


def _move_on(intention: Intention) -> None:
    """Go on to the next call as far as the days and the owner's wishes carry; after the last, let go."""
    while intention.state in CALLS and rules.call_over(intention, {}) is None:
        wanted = _NEXT.get(intention.state, "")
        if wanted and not engine.refusals(INTENTION.step(wanted), intention):
            take(INTENTION, intention, wanted, SYSTEM)
        elif _can_still_be_chosen(intention):
            return
        else:
            take(INTENTION, intention, "give_up", SYSTEM)


def _can_still_be_chosen(intention: Intention) -> bool:
    """Whether an offer stands that the owner has time to accept."""
    standing = any(interest.decision == OPEN for interest in intention.interests)
    return standing and rules.time_left(intention, {}) is None


def _alarm(intention: Intention) -> None:
    """Tell once at each of the law's distances from the last safe day; after days off only the nearest counts."""
    if not intention.is_live or intention.last_safe_day is None:
        return
    left = (intention.last_safe_day - clock.today()).days
    due = next((days for days in timing.alarm_days(clock.today()) if left <= days), None)
    if due is None or (intention.alarmed_days is not None and intention.alarmed_days <= due):
        return
    intention.alarmed_days = due
    people = [*tellings.people_of(intention.owner_id), *tellings.reviewers()]
    if due <= law.current().on("reserve.near_days", clock.today()) and intention.state in (*CALLS, AGREED):
        people += [user for match in intention.matches for user in tellings.people_of(match.organisation_id)]
    tellings.say(intention, "alarm", people)


def end(intention: Intention) -> None:
    """Note that the right has ended, and show its technology as free where the way it ended allows that."""
    if intention.state in (*WATCHED, LOST):
        take(INTENTION, intention, "lapse", SYSTEM)
        _give_takeover_up(intention)
    if intention.state == LAPSED and domain.may_be_published(intention.patent):
        take(INTENTION, intention, "publish", SYSTEM)
        domain.publish(intention.patent, SYSTEM, owner_id=intention.owner_id)


def _give_takeover_up(intention: Intention) -> None:
    """What was agreed comes to nothing once there is nothing left to register."""
    under_way = service.takeover_of(intention)
    if under_way is not None and under_way.state in UNDER_WAY:
        data = {"reason": RIGHT_ENDED, "record": {"reason": RIGHT_ENDED}}
        take(TAKEOVER, under_way, "fail", SYSTEM, data=data)
