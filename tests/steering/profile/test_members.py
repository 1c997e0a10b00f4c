from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Role
from steering.errors import BadProfile
from steering.profile import Fault, read_members
from templates.profile_faults import fault_words

HEAD = "seat;role;title;address;language;from;to\n"
GOOD = "heidekreis/strategy_group/07;member;Kreiselternrat;elternrat@example.org;de;2027-01-01;\n"


def faults_of(content: bytes) -> list[Fault]:
    with pytest.raises(BadProfile) as refused:
        read_members(content)
    faults = refused.value.facts["faults"]
    assert isinstance(faults, list)
    return faults


def test_a_list_from_a_spreadsheet_is_read() -> None:
    content = (
        "\ufeff"
        + HEAD.upper()
        + GOOD.replace("2027-01-01", "01.01.2027").replace("\n", "\r\n")
        + "\r\n;;;;;;\r\n"
    )

    (member,) = read_members(content.encode())

    assert member.seat_id == "heidekreis/strategy_group/07"
    assert member.role == Role.MEMBER
    assert member.from_on == date(2027, 1, 1)
    assert member.to_on is None


def test_commas_separate_as_well_as_semicolons() -> None:
    content = (HEAD + GOOD).replace(";", ",")

    assert len(read_members(content.encode())) == 1


def test_an_address_does_not_show_where_a_member_is_printed() -> None:
    (member,) = read_members((HEAD + GOOD).encode())

    assert "elternrat@" not in repr(member)


@pytest.mark.parametrize(
    ("old", "new", "column", "code"),
    [
        ("heidekreis/strategy_group/07", "07", "seat", "seat_id_bad"),
        ("heidekreis/strategy_group/07", "", "seat", "cell_empty"),
        ("member", "mitglied", "role", "not_a_choice"),
        ("Kreiselternrat", " ", "title", "cell_empty"),
        ("elternrat@example.org", "elternrat", "address", "address_bad"),
        (";de;", ";tlh;", "language", "language_bad"),
        ("2027-01-01", "1. Januar", "from", "cell_is_no_date"),
        ("2027-01-01", "2027-02-30", "from", "cell_is_no_date"),
        ("2027-01-01;", "2027-01-01;2026-01-01", "to", "ends_before_it_begins"),
        ("Kreiselternrat", "Kreis;elternrat", "", "row_of_other_width"),
    ],
)
def test_a_fault_is_named_with_its_row_and_column(old: str, new: str, column: str, code: str) -> None:
    content = HEAD + GOOD + GOOD.replace(old, new)

    faults = faults_of(content.encode())

    assert [(fault.line, fault.field, fault.code) for fault in faults] == [(3, column, code)]
    assert fault_words(code, faults[0].all_facts, "de").what
    assert fault_words(code, faults[0].all_facts, "en").mend


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEAD.replace("address;", "").encode(), "column_missing"),
        (b"", "column_missing"),
        (HEAD.encode() + "Kreiselternr\u00e4te".encode("cp1252"), "not_utf8"),
        (HEAD.encode() + b'"never closed', "member_list_unreadable"),
    ],
)
def test_a_list_that_is_none_is_refused(content: bytes, code: str) -> None:
    faults = faults_of(content)

    assert {fault.code for fault in faults} == {code}
    assert fault_words(code, faults[0].all_facts, "de").what
    assert fault_words(code, faults[0].all_facts, "en").mend


@given(
    content=st.one_of(
        st.binary(max_size=120),
        st.text(max_size=120).map(lambda text: (HEAD + text).encode("utf-8", "replace")),
    )
)
def test_no_list_breaks_the_reader(content: bytes) -> None:
    # Whatever comes, it is read or refused; any other error fails the test.
    with suppress(BadProfile):
        read_members(content)


def test_a_list_may_tell_the_resolution_and_the_briefing_and_need_not() -> None:
    head = HEAD.replace("\n", ";resolution;duty_briefing\n")
    row = GOOD.replace("\n", ";Kreistag, 12.11.2026, TOP 7;12.11.2026\n")

    (told,) = read_members((head + row).encode())
    (silent,) = read_members((HEAD + GOOD).encode())

    assert (told.resolution, told.duty_briefing_on) == ("Kreistag, 12.11.2026, TOP 7", date(2026, 11, 12))
    assert (silent.resolution, silent.duty_briefing_on) == ("", None)


def test_a_briefing_on_no_day_is_refused() -> None:
    content = HEAD.replace("\n", ";duty_briefing\n") + GOOD.replace("\n", ";im November\n")

    (fault,) = faults_of(content.encode())

    assert (fault.field, fault.code) == ("duty_briefing", "cell_is_no_date")
