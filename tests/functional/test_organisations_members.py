"""Members and invitations: roles, abuse, and an organisation that never loses its last administrator."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts import members, people, registration
from portal.accounts.organisations import Invitation, Membership
from portal.accounts.queries import administrators, members_of
from portal.core import clock
from portal.core.errors import InputError
from portal.extensions import db
from portal.workflow.history import history_of
from tests.cast import Cast
from tests.letters import letters

Work = Callable[[], int]
VISITOR = "han.weiming@example.org"


def members_path(cast: Cast, key: str = "haiyu") -> str:
    """Return the address of the page of members."""
    return f"/organisations/{cast.organisation(key).public_id}/members"


def invite(cast: Cast, email: str = VISITOR, roles: tuple[str, ...] = ("officer",)) -> Invitation:
    """Invite somebody to the university in the browser of its administrator."""
    answer = cast.browser("shen").post(members_path(cast), data={"email": email, "roles": list(roles)})
    assert answer.status_code == 303, answer.text
    return db.session.scalars(select(Invitation).order_by(Invitation.id.desc())).first()  # type: ignore[return-value]


def accept_path(invitation: Invitation) -> str:
    """Return where an invitation is accepted."""
    return f"/invitations/{invitation.public_id}/accept"


def test_invited_and_accepted(cast: Cast, work: Work, client: FlaskClient) -> None:
    invite(cast)
    work()
    letter = letters()[-1]
    assert letter.to == VISITOR and "海屿理工大学" in letter.subject
    assert client.get(letter.link).status_code == 200
    browser = cast.browser("visitor")
    assert browser.get(letter.link).status_code == 200
    assert "海屿理工大学" in cast.browser("visitor", "zh").get("/account").text
    assert browser.post(letter.link + "/accept").status_code == 303
    haiyu = cast.organisation("haiyu")
    assert cast.person("visitor").organisations == {haiyu.id: frozenset({"officer"})}
    assert [entry.action for entry in history_of(haiyu)] == ["invited", "joined"]


def test_an_invitation_works_once(cast: Cast) -> None:
    path = accept_path(invite(cast))
    browser = cast.browser("visitor")
    assert browser.post(path).status_code == 303
    members.remove(cast.organisation("haiyu"), cast.person("visitor"), cast.person("shen"))
    assert browser.post(path).status_code == 404
    assert cast.person("visitor").organisations == {}


def test_an_invitation_is_for_one_address(cast: Cast, client: FlaskClient) -> None:
    path = accept_path(invite(cast))
    assert cast.browser("okoro").post(path).status_code == 303
    assert cast.organisation("haiyu").id not in cast.person("okoro").organisations
    assert client.post(path).status_code == 302
    assert cast.browser("visitor").post(path).status_code == 303
    assert cast.person("visitor").organisations


def test_an_invitation_expires(cast: Cast) -> None:
    path = accept_path(invite(cast))
    browser = cast.browser("visitor")
    row = db.session.scalars(select(Invitation)).one()
    row.expires_at = clock.now() - timedelta(seconds=1)
    assert browser.post(path).status_code == 404
    assert browser.get(path.removesuffix("/accept")).status_code == 404


def test_a_withdrawn_invitation_is_useless(cast: Cast) -> None:
    invitation = invite(cast)
    path = (
        f"/organisations/{cast.organisation('haiyu').public_id}/invitations/{invitation.public_id}/withdraw"
    )
    assert cast.browser("okoro").post(path).status_code == 403
    assert cast.browser("shen").post(path).status_code == 303
    assert cast.browser("visitor").post(accept_path(invitation)).status_code == 404


def test_nobody_withdraws_the_invitation_of_another_organisation(cast: Cast) -> None:
    invitation = invite(cast)
    path = (
        f"/organisations/{cast.organisation('bolan').public_id}/invitations/{invitation.public_id}/withdraw"
    )
    assert cast.browser("okoro").post(path).status_code == 404
    assert members.usable_invitation(invitation.public_id) is not None


def test_inviting_again_replaces_the_first_invitation(cast: Cast) -> None:
    first = accept_path(invite(cast, roles=("admin",)))
    second = accept_path(invite(cast, roles=("member",)))
    browser = cast.browser("visitor")
    assert browser.post(first).status_code == 404
    assert browser.post(second).status_code == 303
    assert list(cast.person("visitor").organisations.values()) == [frozenset({"member"})]


def test_a_removed_administrator_leaves_no_invitations_behind(cast: Cast) -> None:
    invitation = invite(cast, roles=("admin",))
    haiyu = cast.organisation("haiyu")
    members.set_roles(haiyu, cast.person("lin"), ["admin"], cast.person("shen"))
    members.remove(haiyu, cast.person("shen"), cast.person("lin"))
    assert cast.browser("visitor").post(accept_path(invitation)).status_code == 404


@pytest.mark.parametrize("roles", [[], ["owner"], ["reviewer"], ["admin", "reviewer"]])
def test_roles_that_do_not_exist_there_are_refused(cast: Cast, roles: list[str]) -> None:
    answer = cast.browser("shen").post(members_path(cast), data={"email": VISITOR, "roles": roles})
    assert answer.status_code == 422
    assert db.session.scalar(select(Invitation.id)) is None


def test_the_operator_has_reviewers(cast: Cast) -> None:
    path = members_path(cast, "operator")
    sent = {"email": VISITOR, "roles": ["reviewer"]}
    assert cast.browser("gao").post(path, data=sent).status_code == 303


def test_only_administrators_see_and_invite_members(cast: Cast, client: FlaskClient) -> None:
    path = members_path(cast)
    assert client.get(path).status_code == 302
    for key in ("lin", "zhao", "okoro", "gao", "visitor"):
        assert cast.browser(key).get(path).status_code == 403
        assert cast.browser(key).post(path, data={"email": VISITOR, "roles": ["admin"]}).status_code == 403


def test_members_are_not_invited_again(cast: Cast) -> None:
    sent = {"email": "lin.xiaocheng@example.org", "roles": ["admin"]}
    assert cast.browser("shen").post(members_path(cast), data=sent).status_code == 422


def test_unverified_organisations_write_to_few_strangers(cast: Cast) -> None:
    jigu, su = cast.organisation("jigu"), cast.person("su")
    for number in range(members.MOST_OPEN_UNVERIFIED):
        members.invite(jigu, f"stranger{number}@example.org", ["member"], su)
    with pytest.raises(InputError):
        members.invite(jigu, "one.more@example.org", ["member"], su)
    members.withdraw(jigu, members.open_invitations(jigu)[0].public_id, su)
    with pytest.raises(InputError):
        members.invite(jigu, "one.more@example.org", ["member"], su)


def test_new_roles_count_at_once(cast: Cast) -> None:
    lin = cast.browser("lin")
    assert lin.get(members_path(cast)).status_code == 403
    path = f"{members_path(cast)}/{cast.person('lin').public_id}"
    sent = {"roles": ["admin", "finance"]}
    assert cast.browser("shen").post(path, data=sent).status_code == 303
    assert lin.get(members_path(cast)).status_code == 200


def test_removal_counts_at_once(cast: Cast) -> None:
    lin = cast.browser("lin")
    haiyu = cast.organisation("haiyu")
    assert haiyu.contact_phone in lin.get(f"/organisations/{haiyu.public_id}").text
    path = f"{members_path(cast)}/{cast.person('lin').public_id}/remove"
    assert cast.browser("shen").post(path).status_code == 303
    assert haiyu.contact_phone not in lin.get(f"/organisations/{haiyu.public_id}").text


def test_everybody_may_leave_but_not_remove_others(cast: Cast) -> None:
    lin = cast.browser("lin")
    zhao = cast.person("zhao").public_id
    assert lin.post(f"{members_path(cast)}/{zhao}/remove").status_code == 403
    assert lin.post(f"{members_path(cast)}/{cast.person('lin').public_id}/remove").status_code == 303
    assert cast.person("lin").organisations == {}


def test_strangers_are_no_members_to_remove(cast: Cast) -> None:
    okoro = cast.person("okoro").public_id
    assert cast.browser("shen").post(f"{members_path(cast)}/{okoro}/remove").status_code == 404
    assert (
        cast.browser("shen").post(f"{members_path(cast)}/{okoro}", data={"roles": ["admin"]}).status_code
        == 404
    )


def test_the_last_administrator_stays(cast: Cast) -> None:
    shen = cast.browser("shen")
    mine = cast.person("shen").public_id
    shen.post(f"{members_path(cast)}/{mine}/remove")
    assert shen.post(f"{members_path(cast)}/{mine}", data={"roles": ["member"]}).status_code == 422
    assert [user.email for user in administrators(cast.organisation("haiyu"))] == ["shen.yining@example.org"]


def test_a_blocked_administrator_does_not_count(cast: Cast) -> None:
    haiyu = cast.organisation("haiyu")
    members.set_roles(haiyu, cast.person("lin"), ["admin"], cast.person("shen"))
    people.block(cast.person("lin"), cast.person("gao"))
    with pytest.raises(InputError):
        members.remove(haiyu, cast.person("shen"), cast.person("shen"))


def test_two_who_leave_at_the_same_moment_leave_one_administrator(app: Flask, cast: Cast) -> None:
    """Both remove themselves at once; on either database one administrator is left."""
    haiyu = cast.organisation("haiyu")
    members.set_roles(haiyu, cast.person("lin"), ["admin"], cast.person("shen"))
    browsers = {key: cast.browser(key) for key in ("shen", "lin")}
    paths = {key: f"{members_path(cast)}/{cast.person(key).public_id}/remove" for key in browsers}
    db.session.commit()
    start = Barrier(2)

    def leave(key: str) -> None:
        start.wait()
        browsers[key].post(paths[key])

    threads = [Thread(target=leave, args=(key,)) for key in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(administrators(cast.organisation("haiyu"))) == 1


def test_accepting_adds_to_the_roles_one_has(cast: Cast) -> None:
    haiyu = cast.organisation("haiyu")
    invitation = members.invite(haiyu, VISITOR, ["finance"], cast.person("shen"))
    registration.join_as(cast.person("visitor"), haiyu, ["officer"])
    members.accept(invitation, cast.person("visitor"))
    mine = [item for item in members_of(haiyu) if item.user_id == cast.person("visitor").id]
    assert [item.roles for item in mine] == [["officer", "finance"]]


def test_the_page_says_when_an_invitation_ends(cast: Cast) -> None:
    invite(cast)
    with time_machine.travel(clock.now() + timedelta(days=15)):
        assert members.open_invitations(cast.organisation("haiyu")) == []
    assert VISITOR in cast.browser("shen").get(members_path(cast)).text
    assert (
        db.session.scalar(select(Membership.id).where(Membership.user_id == cast.person("visitor").id))
        is None
    )
