"""Reference files: what is known beside the figures, and how a bad entry is told."""

import pytest

from steering.errors import BadProfile
from steering.reference.breaks import BreakKind, Breaks, all_breaks, breaks
from steering.reference.entries import read_entries
from steering.reference.events import events, known_events
from steering.reference.rounding import Regimes, base, regime, regimes

ENTRY = '[[regime]]\nland = "03"\nstatistic = "21111"\nbase = {base}\nsource = "x"\n'


@pytest.mark.parametrize(
    ("land", "table", "year", "expected"),
    [
        ("01", "21111-02-06-4", 2023, 3),
        ("01", "21111-02-06-4", 2018, 1),
        ("01057", "21111-02-06-4", 2019, 3),
        ("01", "21111-01-03-4", 2018, 3),
        ("15", "21111-02-06-4", 2018, 3),
        ("05", "21111-02-06-4", 2023, 5),
        ("05", "21111-01-03-4", 2019, 5),
        ("05", "21111-02-06-4", 2019, 1),
        ("03", "21111-02-06-4", 2023, 1),
        ("03358", "21121-02-02-4", 2023, 1),
        ("04", "21121-02-02-4", 2023, 3),
        ("02", "21311-01-01-4-B", 2023, 3),
        ("DG", "21111-02-06-4", 2023, 1),
        ("05", "12411-01-01-4", 2023, 1),
        ("05", "21111", 2023, 1),
    ],
)
def test_a_land_rounds_as_its_footnote_says(land: str, table: str, year: int, expected: int) -> None:
    assert base(land, table, year) == expected


def test_the_narrowest_table_decides() -> None:
    wide = read_entries(Regimes, "rounding.toml", ENTRY.format(base=3).encode()).regime
    narrow = read_entries(
        Regimes, "rounding.toml", ENTRY.format(base=5).replace("21111", "21111-02").encode()
    ).regime

    found = regime("03", "21111-02-06-4", 2023, known=(*narrow, *wide))

    assert found is not None
    assert found.base == 5
    assert regime("03", "211110", 2023, known=wide) is None


def test_schools_are_counted_where_pupils_are_rounded() -> None:
    assert base("01", "21111-01-03-4", 2023, "pup") == 3
    assert base("01", "21111-01-03-4", 2023, "schools") == 1


@pytest.mark.parametrize(
    ("statistic", "land", "year", "variable", "keys"),
    [
        ("21111-02-06-4", "03", 2020, "lv_ahr", ["ni_2020_abitur"]),
        ("21111-02-06-4", "03358", 2020, "lv_ahr", ["ni_2020_abitur"]),
        ("21111-02-06-4", "03", 2020, "lv_no", []),
        ("21111-02-06-4", "03", 2020, "", ["ni_2020_abitur"]),
        ("21111-02-06-4", "05", 2020, "lv_ahr", []),
        ("21111-02-06-4", "03", 2016, "lv_no", ["ni_2016_quality"]),
        ("21111-02-06-4", "03", 2004, "lv_mid", ["ni_2004_double_count"]),
        ("21111-02-06-4", "03", 2011, "lv_ahr", ["ni_2011_abitur"]),
        ("21121-02-02-4", "05", 2007, "vlv_hsa", ["nw_2006_vocational_hsa"]),
        ("13211-02-05-4", "03358", 2017, "alq_for", ["all_2017_foreign_rate"]),
        ("12411-01-01-4", "03", 2020, "", []),
    ],
)
def test_a_known_event_is_found(statistic: str, land: str, year: int, variable: str, keys: list[str]) -> None:
    assert [each.key for each in known_events(statistic, land, year, variable)] == keys


def test_what_no_source_says_is_marked() -> None:
    assert [each.key for each in events() if not each.is_verified] == ["ni_2011_abitur"]


def test_the_breaks_of_a_table_stand_in_the_order_of_their_years() -> None:
    found = breaks("12411-01-01-4", "08")

    assert [each.first_year for each in found] == sorted(each.first_year for each in found)
    assert {each.key for each in found} >= {"census_2011", "census_2022", "bw_population_2011"}
    assert "bw_population_2011" not in {each.key for each in breaks("12411-01-01-4", "03")}
    assert {each.kind for each in breaks("21111-02-06-4", "08")} >= {BreakKind.TERRITORY}


def test_every_entry_names_its_source_and_its_years_in_order() -> None:
    assert all(each.source for each in (*regimes(), *events(), *all_breaks()))
    assert all(each.from_year <= each.to_year for each in events())
    keys = [each.key for each in (*events(), *all_breaks())]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("wrong", "line", "code"),
    [
        (ENTRY.format(base=0), 4, "too_small"),
        (ENTRY.format(base=3) + 'lnd = "03"\n', 6, "key_misspelt"),
        ('[[regime]]\nland = "03"\n', 1, "key_missing"),
        ('[[regime]]\nland = "03\n', 2, "syntax"),
    ],
)
def test_a_bad_entry_is_told_with_file_and_line(wrong: str, line: int, code: str) -> None:
    with pytest.raises(BadProfile) as refused:
        read_entries(Regimes, "rounding.toml", wrong.encode())

    faults = refused.value.facts["faults"]
    assert isinstance(faults, list)
    assert (faults[0].file, faults[0].line, faults[0].code) == ("rounding.toml", line, code)


def test_a_break_of_an_unknown_kind_is_refused() -> None:
    text = '[[series_break]]\nkey = "a"\nland = "*"\nstatistic = "1"\nfirst_year = 2011\nkind = "odd"\n'
    text += 'title = "a"\ntitle_en = "a"\nsource = "a"\n'

    with pytest.raises(BadProfile, match="line 6: not_a_choice"):
        read_entries(Breaks, "breaks.toml", text.encode())
