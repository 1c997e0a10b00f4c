import re
from pathlib import Path

import pytest

from steering.errors import BadProfile
from steering.indicators.defining.catalogue import Direction, chosen, load_catalogue

ENTRY = """
[[indicator]]
key = "X1"
title = "Abgehende ohne Hauptschulabschluss"
title_en = "Leavers without a lower secondary certificate"
concern = "Mehr zum Abschluss führen"
concern_en = "Lead more to a certificate"
construct = "Schulabschluss"
construct_en = "Certificate"
question = "Wie viele?"
question_en = "How many?"
formula = { kind = "share", numerator = "lv_no", denominator = "lv" }
unit = "pct"
factor = 100
digits = 2
direction = "lower"
life_stage = "lower_secondary"
focus_area_key = "transitions"
table_codes = ["21111-02-06-4"]
reference_times = ["leaving_year"]
principle = "place_of_school"
caveat = "Am Schulort."
caveat_en = "At the place of school."
statement = "{value} {verließ|verließen} {place} {period} die Schule"
statement_en = "{value} left school {place} {period}"
expected_lag_days = 450
"""


def refused(folder: Path, text: str) -> str:
    folder.joinpath("own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadProfile) as refusal:
        load_catalogue(folder)
    return str(refusal.value)


def test_the_catalogue_answers_for_at_least_ten_indicators() -> None:
    catalogue = load_catalogue()

    assert {"A03", "A04", "A11", "A12", "A13", "D15", "D18", "D19", "E03", "E09"} <= set(catalogue)


def test_contested_shares_have_no_direction() -> None:
    catalogue = load_catalogue()

    assert catalogue["D19"].direction is Direction.NEUTRAL


def test_one_entry_is_enough_for_a_new_indicator(tmp_path: Path) -> None:
    tmp_path.joinpath("own.toml").write_text(ENTRY, encoding="utf-8")

    (indicator,) = load_catalogue(tmp_path).values()

    assert indicator.key == "X1"
    assert indicator.minimum_count == 3
    assert indicator.minimum_base == 30


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        ('"lv_no"', '"lv_noo"', "field formula: 'lv_noo' is no observation of 21111-02-06-4"),
        ('"lv_no"', '"open(1)"', r"field formula: numerator: 'open\(1\)' is no observation"),
        ('unit = "pct"', 'unit = "percent"', "field unit: 'percent' is none of pct"),
        ("digits = 2", 'digits = "two"', "field digits: must be a whole number"),
        ("digits = 2", "digits = -1", "field digits: must be a whole number"),
        ('direction = "lower"', 'direction = "down"', "field direction: 'down' is none of higher"),
        ('life_stage = "lower_secondary"', 'life_stage = "school"', "field life_stage: 'school'"),
        (
            '["leaving_year"]',
            '["school_year_begin"]',
            "field reference_times: 21111-02-06-4 is dated by leaving_year",
        ),
        ('["leaving_year"]', '["some_day"]', "field reference_times: 'some_day' is unknown"),
        ('["21111-02-06-4"]', '"21111-02-06-4"', "field table_codes: must be a list"),
        ("{value} left school", "left school", r"field statement_en: \{value\} must stand in it once"),
        ("{verließ|verließen}", "{verließ}", r"field statement: \{verließ\} is neither"),
        ("caveat_en", "caveat_fr", "field caveat_en: is missing.*field caveat_fr: is unknown"),
        ('title = "Ab', 'title = 7 # "Ab', "field title: must be text"),
        ("formula = {", "formula = 7 # {", "field formula: must be a table"),
    ],
)
def test_a_fault_names_its_file_entry_and_field(tmp_path: Path, good: str, bad: str, says: str) -> None:
    message = refused(tmp_path, ENTRY.replace(good, bad, 1))

    assert "own.toml, entry X1, field" in message
    assert re.search(says, message), message


def test_a_key_stands_in_the_catalogue_once(tmp_path: Path) -> None:
    assert "key: stands in the catalogue twice" in refused(tmp_path, ENTRY + ENTRY)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    message = refused(tmp_path, ENTRY.replace('"pct"', '"x"').replace('"lower"', '"y"'))

    assert "2 fault(s)" in message


def test_a_region_chooses_by_key_and_is_told_what_there_is() -> None:
    catalogue = load_catalogue()

    assert [indicator.key for indicator in chosen(catalogue, ["E09", "D15"])] == ["E09", "D15"]
    with pytest.raises(BadProfile, match="No indicator D99; the catalogue holds 76, near it D"):
        chosen(catalogue, ["D99"])


def test_an_indicator_that_can_stand_out_says_what_is_to_be_done(tmp_path: Path) -> None:
    unsaid = ENTRY.replace('concern_en = "Lead more to a certificate"\n', "")

    assert "entry X1, field concern_en: is missing" in refused(tmp_path, unsaid)
