"""Layouts that a mapping describes: columns by their heads, numbers as they are said to be written."""

from collections.abc import Sequence
from time import process_time

import pytest

from models import ValueStatus
from steering.errors import BadProfile, BadSource
from steering.profile.mappings import FileMapping
from steering.sources.cells import Delivery, Reading, Workbook, Worksheet
from steering.sources.mapped import built_in, read_mappings
from steering.sources.mapped import read as read_mapped
from steering.sources.mapping_numbers import spell
from steering.sources.reading import read
from tests.steering.sources.tables import PUBLIC, cell, real_file

MAPPING = """
[[mapping]]
key = "own"
title = "Eigene Zahlen"
known_by = ["Gebiet", "Jahr", "Kinder"]
region_column = "Gebiet"
region_name_column = "Name"
period_column = "Jahr"
period_format = "school_year"
reference_time = "school_year"
symbols = "lsn_new"
thousands = "."
ignore = ["Bemerkung"]
ends_with = "Quelle"
mark_column = "M"
no_mark = [""]

[[mapping.column]]
head = "Kinder"
variable = "children"
unit = "Anzahl"
empty = "not_recorded"
breakdown = { age = "03-06" }

[[mapping.breakdown]]
head = "Art"
dimension = "kind"
totals = ["alle"]
categories = { "öffentlich" = "public" }
"""
HEAD = "Gebiet;Name;Jahr;Art;Kinder;M;Bemerkung"


def _mapping(text: str = MAPPING) -> FileMapping:
    return read_mappings("own.toml", text.encode())[0]


def _read(*rows: str, text: str = MAPPING, head: str = HEAD) -> Reading:
    content = "\n".join([head, *rows, ""]).encode()
    return read(content, file_name="own.csv", mappings=(_mapping(text),))


def test_a_described_file_is_read() -> None:
    reading = _read(
        "03358;Heidekreis;2022/23;alle;1.234,5;;",
        "03358;Heidekreis;2022/23;öffentlich;12;p;vorläufig",
        "03358;Heidekreis;2022/23;frei;;;",
        "Quelle: eigene Zählung;;;;;;",
    )

    total = cell(reading, breakdown="age=03-06")
    public = cell(reading, breakdown="age=03-06;kind=public")
    private = cell(reading, breakdown="age=03-06;kind=frei")
    assert (total["value"], total["raw"], total["symbol"]) == (1234.5, "1.234,5", "")
    assert (public["value"], public["raw"], public["symbol"]) == (12, "12", "p")
    assert private["status"] == ValueStatus.NOT_RECORDED.value
    assert (total["period"], total["reference_time"]) == ("2022/23", "school_year")
    assert (total["row_number"], total["column_number"]) == (2, 5)
    assert (reading.layout, reading.footnotes) == ("mapped", "Quelle: eigene Zählung")


@pytest.mark.parametrize(
    ("code", "row", "column", "rows"),
    [
        ("lost_leading_zero", 2, 1, ["3358;H;2022/23;alle;1;;"]),
        ("bad_region_key", 2, 1, ["Heidekreis;H;2022/23;alle;1;;"]),
        ("unknown_period", 2, 3, ["03358;H;2022;alle;1;;"]),
        ("unknown_period", 2, 3, ["03358;H;2022/24;alle;1;;"]),
        ("unknown_period", 2, 3, ["03358;H;Mrz 25;alle;1;;"]),
        ("unclear_number", 2, 5, ["03358;H;2022/23;alle;12.34;;"]),
        ("unclear_number", 2, 5, ["03358;H;2022/23;alle;1 234;;"]),
        ("unclear_number", 2, 5, ["03358;H;2022/23;alle;1.23,4;;"]),
        ("unknown_symbol", 2, 5, ["03358;H;2022/23;alle;-;;"]),
        ("unclear_number", 2, 5, ["03358;H;2022/23;alle;5;?;"]),
        ("ragged_row", 3, None, ["03358;H;2022/23;alle;1;;", "03358;H;2022/23;frei;1"]),
        ("ragged_row", 2, None, ["03358;H;2022/23;alle;1;;;x"]),
        ("shifted_row", 2, 4, ["03358;H;2022/23;;1;;"]),
        ("duplicate_observation", 3, 5, ["03358;H;2022/23;alle;1;;", "03358;H;2022/23;alle;2;;"]),
        ("no_rows", 2, None, ["Quelle: nichts;;;;;;"]),
        ("open_quote", 2, None, ['03358;"H;2022/23;alle;1;;']),
    ],
)
def test_a_faulty_cell_is_refused_with_its_place(
    code: str, row: int, column: int | None, rows: Sequence[str]
) -> None:
    with pytest.raises(BadSource) as refused:
        _read(*rows)

    assert (refused.value.code, refused.value.facts["row"], refused.value.facts["column"]) == (
        code,
        row,
        column,
    )


def test_a_column_that_nobody_described_is_refused() -> None:
    with pytest.raises(BadSource) as refused:
        _read("03358;H;2022/23;alle;1;;;9", head=HEAD + ";Neu")

    assert (refused.value.code, refused.value.facts["column"]) == ("unmapped_column", 8)


def test_a_column_that_is_missing_is_refused_by_its_name() -> None:
    with pytest.raises(BadSource) as refused:
        _read("03358;H;2022/23;1;;", head=HEAD.replace("Art;", ""))

    assert (refused.value.code, refused.value.facts["symbol"]) == ("mapped_column_missing", "Art")


def test_a_zero_that_may_hide_a_secret_has_no_number() -> None:
    found = cell(_read("03358;H;2022/23;alle;0;;"), breakdown="age=03-06")

    assert found["status"] == ValueStatus.ZERO_POSSIBLY_CONFIDENTIAL.value
    assert found["value"] != found["value"]
    assert found["symbol"] == "0"


def test_a_sheet_of_a_workbook_is_read_by_the_same_mapping() -> None:
    rows = [tuple(HEAD.split(";")), ("03358", "H", "2022/23", "alle", "12,5", "", "")]
    book = Workbook(
        sheets=(Worksheet(title="Hinweis", rows=(("x",),)), Worksheet(title="Daten", rows=tuple(rows)))
    )

    reading = read_mapped(Delivery(text="", encoding="xlsx", file_name="own.xlsx", workbook=book), _mapping())

    assert cell(reading, breakdown="age=03-06")["value"] == 12.5


def test_a_workbook_never_has_a_decimal_point() -> None:
    book = Workbook(sheets=(Worksheet(title="Daten", rows=(tuple(HEAD.split(";")),)),))
    text = MAPPING.replace('thousands = "."', 'decimal = "."')

    with pytest.raises(BadSource, match="mapping_decimal"):
        read_mapped(Delivery(text="", encoding="xlsx", file_name="o", workbook=book), _mapping(text))


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "spelt"),
    [
        ("9.66", ".", "", "9,66"),
        ("9,66", ".", "", None),
        ("1.234", ",", "", None),
        ("1.234", ",", ".", "1234"),
        ("1.234", ".", "", "1,234"),
        ("1,234.5", ".", ",", "1234,5"),
        ("12 345", ",", " ", "12345"),
        ("1 2345", ",", " ", None),
        ("-3,5", ",", "", "-3,5"),
        ("(12)", ",", "", "(12)"),
        ("12p", ",", "", "12p"),
        ("1e5", ",", "", None),
        ("", ",", "", None),
        ("NaN", ",", "", None),
    ],
)
def test_numbers_are_spelt_by_the_mapping_and_never_guessed(
    text: str, decimal: str, thousands: str, spelt: str | None
) -> None:
    own = MAPPING.replace('thousands = "."', f'decimal = "{decimal}"\nthousands = "{thousands}"')

    found = spell(text, _mapping(own), frozenset())

    assert found == (spelt if spelt is not None else "\x00")


FAULTS = [
    ('symbols = "lsn_new"', 'symbols = "lsn"', "dictionary_unknown", 11),
    ('reference_time = "school_year"', 'reference_time = "stichtag"', "reference_time_unknown", 10),
    ('thousands = "."', 'thousands = ","', "signs_clash", 12),
    ('thousands = "."', 'thousands = ";"', "not_a_choice", 12),
    ('ignore = ["Bemerkung"]', 'ignore = ["Kinder"]', "head_twice", None),
    ('known_by = ["Gebiet", "Jahr", "Kinder"]', 'known_by = ["Kreis"]', "head_without_role", 5),
    ('period_column = "Jahr"', 'period = "2023"\nperiod_column = "Jahr"', "said_twice", 9),
    ('period_column = "Jahr"\n', "", "one_of_missing", 2),
    ('region_column = "Gebiet"', 'region = "3358"', "stored_key_bad", 6),
    ('empty = "not_recorded"', 'empty = "leer"', "not_a_choice", 22),
    ('unit = "Anzahl"', 'unti = "Anzahl"', "key_misspelt", 21),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), FAULTS, ids=[fault[2] for fault in FAULTS])
def test_a_faulty_mapping_is_told_with_file_and_line(old: str, new: str, code: str, line: int | None) -> None:
    with pytest.raises(BadProfile) as refused:
        _mapping(MAPPING.replace(old, new))

    faults = refused.value.facts["faults"]
    assert isinstance(faults, list)
    found = {fault.code: fault for fault in faults}
    assert code in found
    assert found[code].file == "own.toml"
    assert line is None or found[code].line == line


def test_every_mapping_of_the_product_has_its_own_key_and_source() -> None:
    keys = [mapping.key for mapping in built_in()]

    assert len(keys) == len(set(keys)) == 10
    assert all(mapping.source for mapping in built_in())


@pytest.mark.parametrize(
    ("head", "row", "breakdown"),
    [
        ("Schulart", "Hauptschulen", "school_type=Hauptschulen"),
        (
            "Ausgabeart_1;Ausgabeart_2",
            "Gesamtausgaben;darunter: Länder",
            "kind_of_spending_detail=darunter: Länder",
        ),
    ],
)
def test_a_sign_in_a_preliminary_year_stays_a_sign(head: str, row: str, breakdown: str) -> None:
    text = (
        f"Statistik;Gebiet;{head};Jahr;Masseinheit;Ausgaben_je_Schueler;Anmerkung\n"
        f"Bildung;Sachsen-Anhalt ;{row};2024;Euro;-;p\nBildung;Bayern;{row};2024;Euro;14500;p\n"
    )

    reading = read(text.encode(), file_name="ausgaben.csv")

    nothing = cell(reading, region_code="15", breakdown=breakdown)
    money = cell(reading, region_code="09", breakdown=breakdown)
    assert (nothing["status"], nothing["symbol"]) == ("nothing_or_not_existing", "-")
    assert (money["value"], money["symbol"]) == (14_500, "p")


def test_a_row_for_no_region_of_ours_is_kept_aside() -> None:
    reading = _read("03358;H;2022/23;alle;1;;", "99;Ausland;2022/23;alle;2;;")

    assert [(cell.row, cell.column, cell.symbol) for cell in reading.rejected] == [(3, 1, "99")]
    assert set(reading.cells["region_code"]) == {"03358"}


REAL = pytest.mark.skipif(not PUBLIC.is_dir(), reason="the published files are not at hand")


@REAL
def test_the_export_of_inkar_is_read_whole() -> None:
    reading = real_file("inkar/AverageAge_1997-2016.csv")

    assert len(reading.cells) == 401 * 20
    first = cell(reading, region_code="03358", period="1997")
    assert (first["value"], first["raw"], first["variable"]) == (39.77, "39,77", "mean_age")
    assert cell(reading, region_code="03358", period="2014")["value"] == 44.40


@REAL
def test_the_report_on_spending_is_read_whole() -> None:
    reading = real_file("destatis_bericht/ausgaben_21711-01.csv")

    schools = "school_type=Allgemeinbildende Schulen"
    assert len(reading.cells) == 136
    own = cell(reading, region_code="03", period="2023", breakdown=schools)
    later = cell(reading, region_code="03", period="2024", breakdown=schools)
    assert (own["value"], own["unit"], own["symbol"]) == (10_300, "Euro", "")
    assert (later["value"], later["symbol"], later["status"]) == (11_300, "p", "reported")
    assert cell(reading, region_code="DG", period="2023", breakdown=schools)["value"] == 10_500


@REAL
@pytest.mark.parametrize(
    ("name", "count", "wanted", "value"),
    [
        ("ausgaben", 125, {"variable": "school_budget", "period": "2001"}, 9.66),
        ("betreuungsquote", 100, {"variable": "care_rate", "period": "2007", "breakdown": "age=00-03"}, 27.1),
        ("kinderbetreuung", 120, {"variable": "children_in_playgroups", "period": "2026"}, 66),
        (
            "schulen",
            312,
            {"variable": "pup", "period": "2025/26", "breakdown": "school_type=gymnasium"},
            2883,
        ),
        ("uebergangsquote", 104, {"period": "2000/01", "breakdown": "from=primary;to=gymnasium"}, 47.3),
        ("vhs", 78, {"variable": "vhs_enrol", "period": "2000", "region_code": "08335"}, 22410),
    ],
)
def test_the_series_of_a_town_are_read_whole(
    name: str, count: int, wanted: dict[str, str], value: float
) -> None:
    reading = real_file(f"kommune_konstanz/{name}.csv")

    assert len(reading.cells) == count
    assert cell(reading, **wanted)["value"] == value


@REAL
def test_an_empty_cell_means_only_what_the_mapping_says() -> None:
    online = cell(real_file("kommune_konstanz/vhs.csv"), variable="vhs_enrol_online", period="2000")
    need = cell(real_file("kommune_konstanz/ausgaben.csv"), variable="school_need_per_pupil", period="2001")

    assert (online["status"], need["status"]) == ("not_recorded", "unknown_or_confidential")


@REAL
@pytest.mark.parametrize(
    "name", ["inkar/AverageAge_1997-2016.csv", "kommune_konstanz/vhs.csv", "kommune_konstanz/schulen.csv"]
)
def test_a_series_that_was_cut_is_refused(name: str) -> None:
    content = (PUBLIC / name).read_bytes()

    for lost in (1, 2, 3, 10, len(content) // 2):
        with pytest.raises(BadSource):
            read(content[:-lost], file_name="cut.csv")


@REAL
def test_a_list_of_regions_is_no_table() -> None:
    with pytest.raises(BadSource, match="region_list"):
        real_file("regions/datenguide_regions.csv")


def test_a_large_file_of_another_kind_is_not_taken_apart_to_find_its_head() -> None:
    large = ("a;b;c\n" + "1;2;3\n" * 500_000).encode()
    begun = process_time()

    with pytest.raises(BadSource, match="not_a_table"):
        read(large, file_name="large.csv")

    assert process_time() - begun < 2
