"""The register of municipalities: fields at their places, and no line that is not whole."""

from collections.abc import Sequence
from datetime import date

import pytest

from models import ValueStatus
from steering.errors import BadSource
from steering.sources import gv100ad
from steering.sources.cells import Reading
from steering.sources.encoding import decode
from steering.sources.reading import read
from steering.sources.territory_list import Kind
from tests.steering.sources.tables import PUBLIC, cell, real_file

REGISTER = "regions/GV100AD_301123.txt"
needs_register = pytest.mark.skipif(
    not (PUBLIC / REGISTER).is_file(), reason="the register is not at hand (../shared/data/public)"
)


def _line(kind: str, key: str, name: str, figures: Sequence[int] = (), day: str = "20231130") -> str:
    own = f"{kind}{day}{key:<12}{name:<50}"
    numbers = "".join(f"{figure:011d}" for figure in figures)
    return f"{own:<128}{numbers}".ljust(220)


def _register(*more: str) -> list[str]:
    return [
        _line("10", "03", "Niedersachsen"),
        _line("20", "033", "Statistische Region Lüneburg"),
        _line("40", "03358", "Heidekreis"),
        _line("50", "03358   0021", "Soltau, Stadt"),
        _line("60", "033580210021", "Soltau, Stadt", (20377, 21808, 10660)),
        *more,
    ]


def _read(lines: Sequence[str]) -> Reading:
    return read("\n".join([*lines, ""]).encode(), file_name="GV100AD.txt")


def test_a_municipality_has_an_area_in_square_kilometres_and_people_by_sex() -> None:
    reading = _read(_register())

    area = cell(reading, variable="area_km2")
    people = cell(reading, variable="pop_total")
    men = cell(reading, variable="pop_total", breakdown="sex=male")
    assert (area["value"], area["unit"], area["raw"]) == (203.77, "qkm", "00000020377")
    assert (people["value"], people["row_number"], people["column_number"]) == (21808, 5, 140)
    assert men["value"] == 10660
    assert set(reading.cells["region_code"]) == {"03358021"}
    assert set(reading.cells["period"]) == {"2023-11-30"}
    assert [remark.code for remark in reading.remarks] == ["population_day_unstated"]


def test_nobody_living_in_a_forest_is_exactly_nobody() -> None:
    forest = (
        _line("50", "03358   9501", "Osterheide"),
        _line("60", "033585019501", "Osterheide", (17867, 0, 0)),
    )

    reading = _read(_register(*forest))

    none = reading.cells[(reading.cells["region_code"] == "03358501") & (reading.cells["value"] == 0)]
    assert set(none["status"]) == {ValueStatus.TRUE_ZERO.value}
    assert len(none) == 2


def test_the_same_lines_with_a_mark_and_returns_are_the_same() -> None:
    text = "\ufeff" + "\r\n".join([*_register(), ""])

    reading = read(text.encode(), file_name="GV100AD.txt")

    assert reading.cells.equals(_read(_register()).cells)


def test_the_list_names_every_region_with_its_kind() -> None:
    found = gv100ad.listed(decode("\n".join(_register()).encode(), file_name="r.txt"))

    assert [(each.key, each.kind) for each in found] == [
        ("03", Kind.LAND),
        ("033", Kind.DISTRICT),
        ("03358", Kind.COUNTY),
        ("033580021", Kind.ASSOCIATION),
        ("03358021", Kind.MUNICIPALITY),
    ]
    assert {each.valid_at for each in found} == {date(2023, 11, 30)}
    assert found[2].name == "Heidekreis"


BROKEN = [
    ("wrong_line_width", 5, [*_register()[:4], _register()[4].rstrip()]),
    ("wrong_line_width", 5, [*_register()[:4], _register()[4] + " "]),
    ("wrong_line_width", 5, [*_register()[:4], _register()[4][1:]]),
    ("unknown_record_kind", 6, _register(_line("70", "03358022", "Walsrode"))),
    ("bad_region_key", 6, _register(_line("60", "3358022 0022", "Walsrode", (1, 2, 1)))),
    ("bad_region_key", 6, _register(_line("60", "173580220022", "Walsrode", (1, 2, 1)))),
    ("duplicate_key", 6, _register(_register()[4])),
    ("two_dates", 6, _register(_line("40", "03351", "Celle", day="20241231"))),
    ("register_incomplete", 6, _register(_line("40", "03351", "Celle"))),
    ("register_incomplete", 6, _register(_line("50", "03358   0022", "Walsrode"))),
    ("register_incomplete", 6, _register(_line("60", "033580220022", "Walsrode", (1, 2, 1)))),
    ("shifted_row", 6, _register(_line("60", "033580220021", "", (1, 2, 1)))),
    ("unclear_number", 5, [*_register()[:4], _register()[4].replace("00000021808", "0000002180x")]),
    ("unclear_number", 5, [*_register()[:4], _register()[4].replace("00000021808", "      21808")]),
    ("unclear_number", 5, [*_register()[:4], _register()[4].replace("00000021808", "0000-021808")]),
    ("unknown_period", 1, [_line("10", "03", "Niedersachsen", day="20231331")]),
    ("no_rows", 1, [_line("10", "03", "Niedersachsen")]),
]


@pytest.mark.parametrize(("code", "row", "lines"), BROKEN)
def test_a_broken_register_is_refused_with_its_line(code: str, row: int, lines: list[str]) -> None:
    with pytest.raises(BadSource) as refused:
        _read(lines)

    assert (refused.value.code, refused.value.facts["row"]) == (code, row)


@needs_register
def test_the_register_of_2023_is_read_whole() -> None:
    reading = real_file(REGISTER)

    people = reading.cells[(reading.cells["variable"] == "pop_total") & (reading.cells["breakdown"] == "")]
    heidekreis = people[people["region_code"].astype(str).str.startswith("03358")]
    assert len(reading.cells) == 3 * 10_981
    assert people["value"].sum() == 84_358_845  # Germany on 31 December 2022, as published
    assert heidekreis["value"].sum() == 145_394
    assert cell(reading, region_code="03358021", variable="area_km2")["value"] == 203.77
    assert cell(reading, region_code="03358024", variable="pop_total")["value"] == 30_819
    assert cell(reading, region_code="03358501", variable="pop_total")["value"] == 4_437
    assert set(reading.cells["status"]) == {"reported", "true_zero"}


@needs_register
def test_the_key_of_konstanz_is_the_one_of_the_register() -> None:
    path = PUBLIC / REGISTER
    found = {each.key: each.name for each in gv100ad.listed(decode(path.read_bytes(), file_name=path.name))}

    assert found["08335043"] == "Konstanz, Universitätsstadt"
    assert found["08335"] == "Konstanz"
    assert len(found) == 16_035


@needs_register
@pytest.mark.parametrize("keep", [0.3, 0.7, 0.99])
def test_a_register_that_was_cut_is_refused(keep: float) -> None:
    content = (PUBLIC / REGISTER).read_bytes()

    with pytest.raises(BadSource):
        read(content[: int(len(content) * keep)], file_name="GV100AD.txt")
