from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import create_engine, event
from sqlmodel import Session, SQLModel

import models as m
from models import Role
from steering.errors import BadProfile
from steering.profile import load, read_members, to_records
from tests.steering.profile.a_profile import heidekreis

TODAY = date(2026, 11, 23)
SEVENTH = "heidekreis/strategy_group/07"
HEAD = "seat;role;title;address;language;from;to\n"


def stored(records: Sequence[SQLModel]) -> Session:
    """A database with foreign keys on, filled in the order in which the records were given."""
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys = ON"))
    SQLModel.metadata.create_all(engine)
    session = Session(engine)
    for record in records:
        session.add(record)
        session.flush()
    return session


def kinds(records: Sequence[SQLModel]) -> Counter[type[SQLModel]]:
    return Counter(type(record) for record in records)


def mandates(members: bytes = b"") -> dict[str, list[m.Mandate]]:
    listed = read_members(members) if members else ()
    records = to_records(load(heidekreis()), on=TODAY, members=listed)
    found: dict[str, list[m.Mandate]] = {}
    for record in records:
        if isinstance(record, m.Mandate):
            found.setdefault(record.seat_id, []).append(record)
    return found


def test_the_database_takes_the_region_as_it_is_given() -> None:
    records = to_records(load(heidekreis()), on=TODAY)
    numbers = kinds(records)

    with stored(records) as session:
        version = session.get(m.MasterplanVersion, "heidekreis/2.0")

    assert version is not None
    assert version.state == m.VersionState.IN_FORCE
    assert numbers[m.PlannedMeasure] == numbers[m.Measure] == numbers[m.MeasureStatus] == 18
    assert numbers[m.Committee] == 5
    assert numbers[m.Seat] == 7 + 23 + 1
    assert numbers[m.Source] == 6


def test_giving_the_records_twice_gives_the_same_names() -> None:
    once = to_records(load(heidekreis()), on=TODAY)
    again = to_records(load(heidekreis()), on=TODAY)

    assert [repr(record) for record in once] == [repr(record) for record in again]


def test_every_seat_has_one_mandate_addressed_by_function() -> None:
    found = mandates()

    seventh = found["heidekreis/strategy_group/07"]
    addresses = [mandate.address for listed in found.values() for mandate in listed]

    assert [mandate.address for mandate in seventh] == [
        "strategiegruppe-07@heidekreis.example.org",
        "strategiegruppe-07-vertretung@heidekreis.example.org",
    ]
    assert [mandate.role for mandate in seventh] == [Role.MEMBER, Role.DEPUTY]
    assert len(found) == 31
    assert len(set(addresses)) == len(addresses)
    assert found["heidekreis/strategy_group/01"][0].role == Role.CHAIR
    assert found["heidekreis/education_conference/01"][0].role == Role.ADVISORY


def test_the_private_list_takes_the_place_of_the_function_address_and_leaves_the_others() -> None:
    members = (
        HEAD + "heidekreis/strategy_group/07;member;Mitglied für den Kreiselternrat;"
        "elternrat@example.org;de;2027-01-01;31.12.2028\n"
        "heidekreis/strategy_group/07;member;Mitglied für den Kreiselternrat;neu@example.org;;2029-01-01;\n"
    )

    found = mandates(members.encode())

    seventh = {
        mandate.id.removeprefix("heidekreis/strategy_group/07/"): mandate for mandate in found[SEVENTH]
    }
    assert set(seventh) == {"member/2027-01-01", "member/2029-01-01", "member", "deputy"}
    assert seventh["member"].to_on == date(2026, 12, 31)
    assert seventh["deputy"].to_on is None
    assert found["heidekreis/strategy_group/08"][0].address == "strategiegruppe-08@heidekreis.example.org"


def test_a_listed_deputy_leaves_the_member_of_the_seat_in_place() -> None:
    members = f"{HEAD}{SEVENTH};deputy;Vertretung;stellvertretung@example.org;de;2026-01-01;\n"

    found = mandates(members.encode())

    assert [(mandate.role, mandate.address) for mandate in found[SEVENTH]] == [
        (Role.DEPUTY, "stellvertretung@example.org"),
        (Role.MEMBER, "strategiegruppe-07@heidekreis.example.org"),
    ]


def test_every_seat_is_filled_on_the_day_whatever_the_list_says() -> None:
    members = (
        f"{HEAD}{SEVENTH};member;Bald;bald@example.org;de;2027-01-01;\n"
        "heidekreis/strategy_group/08;member;Längst;laengst@example.org;de;2020-01-01;\n"
    )

    for seat, listed in mandates(members.encode()).items():
        today = [mandate for mandate in listed if mandate.role != Role.DEPUTY]
        holding = [each for each in today if each.from_on <= TODAY <= (each.to_on or date.max)]
        assert len(holding) == 1, seat


def test_a_seat_that_does_not_exist_and_a_seat_filled_twice_are_refused_with_their_rows() -> None:
    members = (
        HEAD + "heidekreis/strategy_group/24;member;Zuviel;a@example.org;de;2027-01-01;\n"
        "heidekreis/strategy_group/08;member;Erste;b@example.org;de;2027-01-01;2027-06-30\n"
        "heidekreis/strategy_group/08;chair;Zweite;c@example.org;de;2027-06-30;\n"
    )

    with pytest.raises(BadProfile) as refused:
        mandates(members.encode())

    faults = refused.value.facts["faults"]
    assert isinstance(faults, list)
    assert [(fault.line, fault.code) for fault in faults] == [(2, "seat_unknown"), (4, "mandates_overlap")]


def test_a_measure_carries_its_owner_its_focus_area_and_its_route() -> None:
    records = to_records(load(heidekreis()), on=TODAY)

    planned = {record.id: record for record in records if isinstance(record, m.PlannedMeasure)}
    kodex = planned["heidekreis/2.0/M02"]

    assert kodex.owner_id == "heidekreis/chamber_of_commerce"
    assert kodex.focus_area_key == "transitions"
    assert kodex.route == "strategy_group"
    assert kodex.decision_status == m.DecisionStatus.DECIDED


def test_an_organisation_without_an_address_gets_one_made_of_its_key() -> None:
    records = to_records(load(heidekreis()), on=TODAY)

    bodies = {record.key: record for record in records if isinstance(record, m.Organisation)}
    names = [record.title for record in records if isinstance(record, m.OrganisationName)]

    assert bodies["crafts_association"].address == "crafts-association@heidekreis.example.org"
    assert bodies["office"].address == "bildung@heidekreis.example.org"
    assert names[0] == "Niedersächsische Landesschulbehörde"
