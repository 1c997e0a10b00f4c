"""Descriptions of files in a profile: checked with everything else, line by line."""

from steering.profile import examine
from steering.profile.sheet import Sheet, read_sheet
from tests.steering.profile.a_profile import heidekreis, what_we_know

MAPPING = b"""
[[mapping]]
key = "town"
title = "Zahlen der Stadt"
known_by = ["Jahr", "Schulen"]
separator = ","
region = "03358021"
period_column = "Jahr"
reference_time = "school_year"
symbols = "full_count"

[[mapping.column]]
head = "Schulen"
variable = "schools"
"""


def test_a_profile_may_describe_a_file() -> None:
    own = {**heidekreis(), "sources.toml": heidekreis()["sources.toml"] + MAPPING}

    found = examine(own, what_we_know())

    assert found.faults == ()
    assert found.profile is not None
    assert [mapping.key for mapping in found.profile.sources.mapping] == ["town"]


def test_a_faulty_description_is_told_with_its_line() -> None:
    content = heidekreis()["sources.toml"] + MAPPING.replace(b'"full_count"', b'"unheard"')
    sheet = read_sheet("sources.toml", content)

    found = examine({**heidekreis(), "sources.toml": content}, what_we_know())

    assert isinstance(sheet, Sheet)
    assert [(fault.code, fault.line) for fault in found.faults] == [
        ("dictionary_unknown", sheet.line(("mapping", 0, "symbols")))
    ]


def test_two_descriptions_with_one_key_are_refused() -> None:
    content = heidekreis()["sources.toml"] + MAPPING + MAPPING

    found = examine({**heidekreis(), "sources.toml": content}, what_we_know())

    assert [fault.code for fault in found.faults] == ["doubled"]
