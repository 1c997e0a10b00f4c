"""The agenda: numbers, hash, agreement, and who may see what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import AgendaAct, AgendaEntry, AgendaParty
from steering.errors import NotAllowedNow, NotThere
from steering.meetings.agenda import (
    agenda_sha256,
    in_order,
    missing_parties,
    next_number,
    non_public_part,
    public_part,
    refuse_number,
)
from tests.steering.meetings.a_dossier import SHA, START, a_dossier, an_item

CHANGES = [
    {"title": "anders"},
    {"number": "1.1"},
    {"proposal": "Wir tun nichts."},
    {"is_public": False},
    {"is_withdrawn": True},
]


def an_entry(party: AgendaParty, act: AgendaAct = AgendaAct.AGREED, sha256: str = SHA) -> AgendaEntry:
    return AgendaEntry(
        id=f"{party}{act}", meeting_id="mt", number=1, act=act, party=party, agenda_sha256=sha256, at=START
    )


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_in_an_agenda_changes_its_hash(change: dict[str, object]) -> None:
    before = agenda_sha256(a_dossier())

    assert agenda_sha256(a_dossier(items=(an_item("1", **change),))) != before


def test_who_presents_an_item_does_not_change_the_agenda() -> None:
    after = a_dossier(items=(an_item("1", responsible="Bildungsbüro", planned_minutes=20),))

    assert agenda_sha256(after) == agenda_sha256(a_dossier())


def test_an_agenda_is_agreed_by_two_and_for_one_wording() -> None:
    both = [an_entry(AgendaParty.CHAIR), an_entry(AgendaParty.CHIEF_EXECUTIVE)]

    assert missing_parties(both, SHA) == []
    assert missing_parties(both[:1], SHA) == [AgendaParty.CHIEF_EXECUTIVE]
    assert missing_parties(both, "b" * 64) == list(AgendaParty)


def test_whoever_demands_an_item_agrees_and_whoever_only_changes_does_not() -> None:
    demanded = an_entry(AgendaParty.CHAIR, AgendaAct.DEMANDED)
    changed = an_entry(AgendaParty.CHIEF_EXECUTIVE, AgendaAct.CHANGED)

    assert missing_parties([demanded, changed], SHA) == [AgendaParty.CHIEF_EXECUTIVE]


def test_numbers_are_ordered_as_people_read_them() -> None:
    numbers = ["10", "8.10", "8", "A", "8.2", "9"]

    assert [item.number for item in in_order(an_item(each) for each in numbers)] == [
        "8",
        "8.2",
        "8.10",
        "9",
        "10",
        "A",
    ]


def test_the_next_number_comes_after_the_highest_whole_one() -> None:
    assert next_number([]) == "1"
    assert next_number([an_item("8.1"), an_item("3"), an_item("A")]) == "9"


@given(st.lists(st.integers(1, 99), max_size=12, unique=True))
def test_the_next_number_is_always_free(numbers: list[int]) -> None:
    items = [an_item(str(number)) for number in numbers]

    refuse_number(items, next_number(items))


@pytest.mark.parametrize(("number", "code"), [("1", "agenda_number_taken"), (" ", "agenda_number_missing")])
def test_a_number_is_given_once(number: str, code: str) -> None:
    with pytest.raises(NotAllowedNow) as refusal:
        refuse_number([an_item("1")], number)

    assert refusal.value.code == code


def test_a_withdrawn_item_gives_its_number_back() -> None:
    refuse_number([an_item("1", is_withdrawn=True)], "1")


def test_every_item_is_in_one_part() -> None:
    items = [an_item("1"), an_item("2", is_public=False)]

    assert [item.number for item in public_part(items)] == ["1"]
    assert [item.number for item in non_public_part(items)] == ["2"]


def test_an_unknown_number_is_named() -> None:
    with pytest.raises(NotThere) as refusal:
        a_dossier().item("7")

    assert (refusal.value.code, refusal.value.facts["number"]) == ("no_such_agenda_item", "7")
