"""Peer groups in a profile: each mistake with its file, its line and a mend; and what rules are given."""

from dataclasses import replace
from datetime import date

import pytest

from steering.office.profiles import known
from steering.profile import examine, load
from steering.profile.peer_groups import peer_groups_of
from templates.profile_faults import fault_words
from tests.steering.profile.a_profile import codes, heidekreis

MEMBERS = '["03351", "03357", "03358", "03360"]'
GROUP = f"""
[[peer_group]]
key = "rural_north"
title = "Ländliche Kreise im Norden"
title_en = "Rural counties in the north"
typology = "Einteilung eines Instituts"
year = 2021
members = {MEMBERS}
source = "example.org"
"""


def with_group(old: str = "", new: str = "") -> dict[str, bytes]:
    """The profile of Heidekreis with a peer group, one passage of it replaced."""
    assert old in GROUP
    files = heidekreis()
    return {**files, "region.toml": files["region.toml"] + GROUP.replace(old, new, 1).encode()}


def test_a_group_is_given_to_the_rules_as_it_is_written() -> None:
    region = load(with_group(), known()).region

    (group,) = peer_groups_of(region)

    assert (group.key, group.title, group.year) == ("rural_north", "Ländliche Kreise im Norden", 2021)
    assert group.members == ("03351", "03357", "03358", "03360")
    assert (group.typology, group.source) == ("Einteilung eines Instituts", "example.org")


def test_without_a_group_the_statistical_region_is_meant() -> None:
    (group,) = peer_groups_of(load(heidekreis(), known()).region)

    assert (group.key, group.title, group.title_en) == (
        "033",
        "Statistische Region Lüneburg",
        "Statistical region of Lüneburg",
    )
    assert (len(group.members), group.year) == (11, 2023)
    assert "GV100AD" in group.source


def test_where_a_land_has_no_regions_there_is_no_group() -> None:
    region = replace(load(heidekreis()).region, region_code="01053", land_code="01")

    assert peer_groups_of(region) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "passage"),
    [
        ('"03357"', '"03399"', "peer_unknown", '"03399"'),
        ('"03357"', '"3357"', "county_code_bad", '"3357"'),
        ('"03357"', '"03152"', "peer_dissolved", '"03152"'),
        ('"03357"', '"03351"', "peer_twice", "members ="),
        ('"03358", ', '"03361", ', "peer_without_own", "members ="),
        ('"03360"]', '"03358"]', "peer_twice", "members ="),
        ('"03351", "03357", ', "", "peer_group_small", "members ="),
        ("year = 2021\n", "", "key_missing", "[[peer_group]]"),
        ("year = 2021", 'year = "2021"', "not_a_whole_number", 'year = "2021"'),
        ('source = "example.org"\n', "", "key_missing", "[[peer_group]]"),
        ('source = "example.org"', 'source = " "', "empty", 'source = " "'),
        ('typology = "Einteilung eines Instituts"\n', "", "key_missing", "[[peer_group]]"),
        ('title = "Ländliche Kreise im Norden"\n', "", "key_missing", "[[peer_group]]"),
        ('title_en = "Rural counties in the north"\n', "", "key_missing", "[[peer_group]]"),
        ('key = "rural_north"', 'key = "Nord"', "key_bad", 'key = "Nord"'),
        ("members = ", "member = ", "key_misspelt", "member = "),
        (MEMBERS, '"03351"', "not_a_list", "members ="),
    ],
)
def test_each_mistake_is_told_with_its_line_and_how_to_mend_it(
    old: str, new: str, code: str, passage: str
) -> None:
    files = with_group(old, new)

    faults = examine(files, known()).faults

    assert code in codes(faults)
    fault = next(each for each in faults if each.code == code)
    text = files["region.toml"].decode()
    start = text.index("\n[[peer_group]]")
    line = text[: text.index(passage, start)].count("\n") + 1
    assert (fault.file, fault.line) == ("region.toml", line)
    for language in ("de", "en"):
        words = fault_words(code, fault.all_facts, language)
        assert words.what
        assert words.mend


def test_a_dissolved_county_is_told_with_the_one_that_took_it_in() -> None:
    fault = examine(with_group('"03357"', '"03152"'), known()).faults[0]

    assert "03159 Göttingen" in fault_words(fault.code, fault.all_facts).mend


def test_a_typology_of_a_year_to_come_is_refused_by_the_check_of_today() -> None:
    files = with_group("year = 2021", "year = 2028")

    assert codes(examine(files, replace(known(), today=date(2027, 6, 1))).faults) == ["peer_year_ahead"]
    assert codes(examine(files, replace(known(), today=date(2028, 6, 1))).faults) == []


def test_two_groups_of_one_key_are_one_too_many() -> None:
    files = with_group()
    faults = examine({**files, "region.toml": files["region.toml"] + GROUP.encode()}, known()).faults

    assert codes(faults) == ["doubled"]
