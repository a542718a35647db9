"""The invented data is sound: numbers pass their checks, dates follow each other, every reference leads somewhere."""

import csv
import re
from datetime import date, timedelta

import pytest

from portal.accounts.organisations import KINDS, ROLES, SIZES, VERIFIED
from portal.core import clock
from portal.core.classification import parse_symbol
from portal.core.numbers import is_valid_uscc, parse_application_number, parse_publication_number
from portal.demo.cast import read
from portal.demo.patents import BASE, Patents
from portal.listings.models import FEE_WAYS, MODES, STREAMS
from portal.openlicence.rules import ALIVE
from portal.parameters import law as figures
from portal.patents.rules import GROUPS, status_group, term

PROMOTION = re.compile("最佳|国家级|独家|领先|首创|百分百|填补空白|world-class|revolutionary|unmatched")
TEXTS = ("title", "summary", "problem", "solution", "advantage", "applications", "trl_evidence", "support")
PATENTS = read("patents")
LISTINGS = read("listings")
STATEMENTS = read("statements")
DEALS = read("deals")
ORGANISATIONS = {row["key"]: row for row in read("organisations")}
PEOPLE = {row["key"]: row for row in read("cast")}
BY_KEY = {row["key"]: row for row in PATENTS}


def test_there_is_as_much_as_the_demonstration_promises():
    assert len(PATENTS) >= 150
    assert len(LISTINGS) >= 80
    assert len(STATEMENTS) >= 12
    kinds = [row["kind"] for row in ORGANISATIONS.values()]
    assert kinds.count("university") + kinds.count("institute") == 6
    assert (kinds.count("enterprise"), kinds.count("broker_agency"), kinds.count("operator")) == (12, 2, 1)
    assert sum(bool(row["broker"]) for row in PEOPLE.values()) == 4


def test_organisations_have_valid_codes_of_their_own():
    codes = [row["uscc"] for row in ORGANISATIONS.values()]
    assert all(is_valid_uscc(code) for code in codes)
    assert len(set(codes)) == len(codes)
    for row in ORGANISATIONS.values():
        assert row["kind"] in KINDS
        assert (row["size_class"] in SIZES) is (row["kind"] == "enterprise")


def test_no_real_university_bears_an_invented_name(real_data):
    with (real_data / "universities_cn.csv").open(encoding="utf-8-sig") as lines:
        real = {row["name"] for row in csv.DictReader(lines)}
    assert len(real) > 2_000
    assert real.isdisjoint(row["name_zh"] for row in ORGANISATIONS.values())


def test_people_write_from_example_org_and_belong_somewhere_known():
    for row in PEOPLE.values():
        assert row["email"].endswith("@example.org")
        assert row["language"] in ("zh", "en")
        assert row["organisation"] is None or row["organisation"] in ORGANISATIONS
        assert set(row["roles"]) <= set(ROLES)
    assert {row["language"] for row in PEOPLE.values()} == {"zh", "en"}
    assert len({row["email"] for row in PEOPLE.values()}) == len(PEOPLE)


@pytest.mark.parametrize("row", PATENTS, ids=lambda row: row["key"])
def test_a_patents_numbers_and_dates_agree(row):
    number = parse_application_number(row["application_no"])
    assert str(number) == row["application_no"]
    assert number.kind == row["kind"]
    filed = date.fromisoformat(row["filing_date"])
    assert number.year == filed.year
    days = [row["filing_date"], row.get("publication_date"), row.get("grant_date")]
    known = [day for day in days if day]
    assert known == sorted(set(known))
    assert known[-1] < BASE.isoformat()
    assert ("grant_date" in row) is (
        status_group(row["status"]) in ("in_force", "dead")
        and row["status"] not in ("REJECTED", "DEEMED_WITHDRAWN")
    )
    for publication in row["publications"]:
        assert parse_publication_number(publication["number"]).kind == row["kind"]
    for symbol in row["classes"]:
        assert (parse_symbol(symbol).scheme == "locarno") is (row["kind"] == "D")


@pytest.mark.parametrize("row", PATENTS, ids=lambda row: row["key"])
def test_a_patents_status_fits_its_age(row):
    lives = term(row["kind"], date.fromisoformat(row["filing_date"]))
    assert lives is not None
    alive = status_group(row["status"]) in ("in_force", "pending")
    assert not alive or lives.ends > BASE + timedelta(days=366)
    assert row["status"] != "EXPIRED" or lives.ends <= BASE


def test_patents_stand_in_many_states_and_fields():
    statuses = {row["status"] for row in PATENTS}
    assert len(statuses) >= 12
    assert all(statuses & set(group) for name, group in GROUPS.items() if name != "unknown")
    assert {row["kind"] for row in PATENTS} == {"I", "U", "D"}
    assert any("pledged" in row["overlays"] for row in PATENTS)
    subclasses = {symbol[:4] for row in PATENTS if row["scheme"] == "ipc" for symbol in row["classes"]}
    assert len(subclasses) > 120
    assert {subclass[0] for subclass in subclasses} == set("ABCDEFGH")


def test_texts_are_written_and_each_its_own():
    for row in PATENTS:
        assert 70 <= len(row["abstract_zh"]) <= 220
        assert row["title_zh"]
        assert row["title_en"]
    assert sum(bool(row["abstract_en"]) for row in PATENTS) > 0.7 * len(PATENTS)
    for name in ("title_zh", "title_en", "abstract_zh", "application_no", "key"):
        values = [row[name] for row in PATENTS]
        assert len(set(values)) == len(values)


@pytest.mark.parametrize("row", LISTINGS, ids=lambda row: row["key"])
def test_a_listing_is_whole_in_both_languages(row):
    assert {BY_KEY[key]["owner"] for key in row["patents"]} == {row["owner"]}
    assert all(status_group(BY_KEY[key]["status"]) == "in_force" for key in row["patents"])
    assert row["stream"] in STREAMS
    assert 1 <= row["trl"] <= 9
    for text in TEXTS:
        assert re.search("[\u4e00-\u9fff]", row[f"{text}_zh"])
        assert re.search("[A-Za-z]{2}", row[f"{text}_en"])
        assert not re.search("[\u4e00-\u9fff]", row[f"{text}_en"])
        assert not PROMOTION.search(row[f"{text}_zh"] + row[f"{text}_en"])


@pytest.mark.parametrize("row", LISTINGS, ids=lambda row: row["key"])
def test_a_listings_modes_are_priced_and_may_stand_together(row):
    modes = {mode["mode"]: mode for mode in row["modes"]}
    assert modes
    assert set(modes) <= set(MODES)
    assert len(modes) == len(row["modes"])
    assert not ("open_licence" in modes and {"sole", "exclusive"} & set(modes))
    assert all(mode["fee_way"] in FEE_WAYS for mode in modes.values())
    assert modes.get("open_licence", {}).get("fee_way") != "negotiable"


def test_listings_use_every_stream_mode_and_way_to_pay():
    assert {row["stream"] for row in LISTINGS} == set(STREAMS)
    assert {mode["mode"] for row in LISTINGS for mode in row["modes"]} == set(MODES)
    assert {mode["fee_way"] for row in LISTINGS for mode in row["modes"]} == set(FEE_WAYS)
    assert any(len(row["patents"]) > 1 for row in LISTINGS)


@pytest.mark.parametrize("row", STATEMENTS, ids=lambda row: row["patent"])
def test_a_statement_is_for_a_live_invention_within_the_caps(row):
    patent = BY_KEY[row["patent"]]
    assert patent["kind"] == "I"
    assert patent["status"] in ALIVE
    assert not patent["overlays"]
    law = figures.shipped()
    assert max(row.get("amount") or 0, row.get("entry_fee") or 0) <= law.on("openlicence.cap.fixed", BASE)
    assert (row.get("royalty_rate") or 0) <= law.on("openlicence.cap.net_sales", BASE)
    assert sum(part["amount"] for part in row.get("instalments", [])) in (0, row.get("amount"))
    assert not PROMOTION.search(row["plain_zh"] + row["payment_zh"] + row["legal_zh"])
    announced = row["announced_days_ago"]
    assert announced is None or date.fromisoformat(patent["grant_date"]) < BASE - timedelta(days=announced)


def test_deals_are_between_verified_parties_who_may():
    for row in DEALS:
        statement = next(entry for entry in STATEMENTS if entry["patent"] == row["statement"])
        licensee = ORGANISATIONS[row["licensee"]]
        assert statement["regime"] == "STATUTORY"
        assert licensee["state"] == VERIFIED
        assert licensee["kind"] == "enterprise"
        assert PEOPLE[row["by"]]["organisation"] == row["licensee"]
        assert row["broker"] is None or PEOPLE[row["broker"]]["broker"]["state"] == VERIFIED
        assert statement["announced_days_ago"] > row["notice_days_ago"]


@pytest.mark.parametrize("today", [BASE, BASE + timedelta(days=200), date(2029, 2, 28), date(2031, 12, 31)])
def test_the_data_moves_on_with_the_years(today):
    rows = Patents(today).rows
    with clock.pretend(clock.start_of(today)):
        numbers = {key: parse_application_number(row["application_no"]) for key, row in rows.items()}
    for key, row in rows.items():
        assert numbers[key].year == row["filing_date"].year
        lives = term(row["kind"], row["filing_date"])
        if status_group(row["status"]) in ("in_force", "pending"):
            assert lives.ends > today
        if row["status"] == "IN_FORCE_LATE":
            anniversary = row["filing_date"].replace(year=today.year)
            late_since = anniversary if anniversary < today else anniversary.replace(year=today.year - 1)
            assert 0 < (today - late_since).days < 180
        assert Patents(today).imported_days_ago(key) in (420, 160, 40, 5)
    assert len({row["application_no"] for row in rows.values()}) == len(rows)


def test_figures_say_what_the_listing_says():
    first = {row["patents"][0]: row for row in LISTINGS}
    for figure in read("figures"):
        for bar in figure["rows"]:
            assert bar["ours"] != bar["theirs"]
            plain = figure["listing"] not in ("wat1", "tex1")  # these state a reduction, not both values
            if plain:
                said = first[figure["listing"]]["advantage_zh"]
                assert f"{bar['ours']:g}" in said
                assert f"{bar['theirs']:g}" in said
