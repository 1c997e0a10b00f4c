"""What is told about the calendar of a profile, and in which line."""

from dataclasses import replace
from datetime import date

import pytest

from steering.profile import Fault, examine, load, scaffold
from templates.profile_faults import fault_words
from tests.steering.profile.a_profile import changed, codes, heidekreis, line_of, templates, what_we_know
from tests.steering.profile.test_scaffold import MUSTERKREIS

LOOKING = replace(what_we_know(), today=date(2026, 11, 25))
FIRST = '[[school_holiday]]\ntitle = "Herbstferien 2025"'

TWICE = f'[[council_meeting]]\ncommittee = "county_council"\nheld_on = 2027-12-10\n\n{FIRST}'


def meeting(committee: str, on: str) -> str:
    return f'[[council_meeting]]\ncommittee = "{committee}"\nheld_on = {on} # here\n\n{FIRST}'


def warned(files: dict[str, bytes], code: str) -> list[Fault]:
    return [fault for fault in examine(files, LOOKING).warnings if fault.code == code]


def test_heidekreis_lists_what_the_kmk_publishes_and_no_more() -> None:
    found = codes(examine(heidekreis(), LOOKING).warnings)

    assert not {"school_holiday_lacking", "school_holiday_strange"} & set(found)


def test_the_days_that_no_publication_confirms_are_marked_as_assumed() -> None:
    profile = load(heidekreis())

    assumed = [span for span in profile.region.school_holiday if span.assumed]

    assert {span.from_on.year for span in assumed} == {2029, 2030}
    assert all(span.source for span in profile.region.school_holiday)


def test_holidays_that_are_left_out_are_named() -> None:
    files = changed(
        "region.toml", "from_on = 2027-03-22\nto_on = 2027-04-03", "from_on = 2027-03-22\nto_on = 2027-03-22"
    )

    (fault,) = warned(files, "school_holiday_lacking")

    assert "2027-03-23 – 2027-04-02" in str(fault.facts["spans"])
    assert fault.line == line_of(files, "region.toml", FIRST)


def test_a_slip_in_the_days_of_holidays_is_named_in_its_line() -> None:
    files = changed("region.toml", "from_on = 2027-03-22", "from_on = 2027-03-15 # slip")

    (fault,) = warned(files, "school_holiday_strange")

    assert fault.line == line_of(files, "region.toml", "# slip")
    assert fault.facts["first"] == "2027-03-15"
    assert fault.facts["last"] == "2027-03-19"


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        ("2027-12-12", "–"),
        ("2027-05-17", "Pfingstmontag"),
        ("2027-07-14", "Sommerferien 2027"),
    ],
)
def test_a_meeting_on_a_day_off_is_shown_not_forbidden(on: str, reason: str) -> None:
    files = changed("region.toml", FIRST, meeting("county_council", on))

    (fault,) = warned(files, "meeting_on_a_day_off")

    assert fault.line == line_of(files, "region.toml", "# here")
    assert fault.facts["reason"] == reason


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (FIRST, meeting("county_counsel", "2027-12-10"), "not_declared"),
        (FIRST, meeting("county_council", "2027-12-10").replace(FIRST, TWICE), "meeting_doubled"),
        ("to_on = 2027-04-03", "to_on = 2027-08-03", "holidays_very_long"),
        ("to_on = 2027-04-03", "to_on = 2027-05-07", "spans_overlap"),
        ("from_on = 2021-11-01", "from_on = 2021-10-31", "spans_overlap"),
        ("to_on = 2027-04-03", "to_on = 2027-03-03", "ends_before_it_begins"),
    ],
)
def test_what_cannot_be_is_a_fault(old: str, new: str, code: str) -> None:
    files = changed("region.toml", old, new)

    found = codes(examine(files, what_we_know()).faults)

    assert code in found


def test_an_election_long_before_the_next_term_is_shown() -> None:
    files = changed("region.toml", "held_on = 2026-09-13", "held_on = 2025-09-13 # early")

    (fault,) = warned(files, "election_without_term")

    assert fault.line == line_of(files, "region.toml", "# early")


@pytest.mark.parametrize(
    ("stage", "beside", "may"),
    [
        ("review_measures", "collect_data", True),
        ("review_measures", "analyse_indicators", True),
        ("agree_topics", "review_measures", False),
        ("approve_plan", "draft_plan", False),
    ],
)
def test_only_the_first_three_stages_may_overlap(stage: str, beside: str, *, may: bool) -> None:
    files = changed("process.toml", 'starts_with = "analyse_indicators"\n', "")
    text = files["process.toml"].decode()
    files["process.toml"] = text.replace(
        f'key = "{stage}"', f'key = "{stage}"\nstarts_with = "{beside}"', 1
    ).encode()

    found = codes(examine(files, what_we_know()).faults)

    assert ("stages_may_not_overlap" in found) != may


def test_a_new_profile_begins_with_the_school_holidays_of_its_land() -> None:
    files = {file: text.encode() for file, text in scaffold(templates(), MUSTERKREIS).items()}

    spans = load(files).region.school_holiday

    assert ("Sommerferien", 2027) in {(span.title, span.from_on.year) for span in spans}
    assert not warned(files, "school_holiday_lacking")
    assert not warned(files, "school_holiday_strange")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("old", ["to_on = 2027-04-03", "from_on = 2027-03-22"])
def test_every_warning_has_words_in_both_languages(language: str, old: str) -> None:
    files = changed("region.toml", old, old[:-2] + "25" if old.startswith("to") else old[:-2] + "15")
    files["region.toml"] += meeting("county_council", "2027-12-12").replace(FIRST, "").encode()

    for fault in examine(files, LOOKING).warnings:
        words = fault_words(fault.code, fault.all_facts, language)
        assert words.what
        assert words.mend
        assert "{" not in words.what
