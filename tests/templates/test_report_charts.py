"""The charts of the education report: nothing covers anything, nothing is told by colour alone."""

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from models import IndicatorStatus
from templates.chart_shapes import WIDTH
from templates.charts import Chart, describe, draw
from templates.document_facts import (
    Absence,
    ChartLine,
    ChartMark,
    FunnelChart,
    FunnelLimit,
    FunnelPoint,
    LineChart,
    MapArea,
    MapChart,
    Tile,
    TilesChart,
)
from tests.templates.test_charts import NUMBERS, SVG, boxes, drawn, overlaps

LANGUAGES = ("de", "en")


def a_course(
    values: tuple[float | None, ...], *, marks: tuple[ChartMark, ...] = (), half: float = 1.0
) -> LineChart:
    own = ChartLine(
        label="Landkreis Heidekreis",
        values=values,
        lows=tuple(None if value is None else value - half for value in values),
        highs=tuple(None if value is None else value + half for value in values),
        is_region=True,
    )
    return LineChart(
        key="D15-line",
        message="Heidekreis seit 2015",
        subtitle="Abgehende",
        unit="pct",
        digits=1,
        periods=tuple(str(2015 + place) for place in range(len(values))),
        lines=(own, ChartLine(label="Niedersachsen", values=tuple(7.0 for _ in values))),
        marks=marks,
        absences=tuple(
            Absence(place=place, period=str(2015 + place), status=IndicatorStatus.INPUT_CONFIDENTIAL)
            for place, value in enumerate(values)
            if value is None
        ),
    )


def a_mark(place: int, *, is_break: bool = True) -> ChartMark:
    title = f"Ab {2015 + place} wird anders gezählt"
    return ChartMark(place=place, period=str(2015 + place), title=title, is_break=is_break)


def a_funnel(points: list[tuple[float, float]]) -> FunnelChart:
    bases = [base for base, _ in points]
    return FunnelChart(
        key="D15-funnel",
        message="Heidekreis unter den Kreisen",
        subtitle="Abgehende, 2023",
        unit="pct",
        digits=2,
        points=tuple(
            FunnelPoint(label=f"Kreis {place}", base=base, value=value, is_region=place == 0)
            for place, (base, value) in enumerate(points)
        ),
        limits=tuple(
            FunnelLimit(base=base, low_95=6, high_95=9, low_998=5, high_998=10)
            for base in (min(bases) * 0.85, max(bases) * 1.15)
        ),
        land_label="Niedersachsen",
        land_value=7.67,
        widened=2.5,
        missing_count=2,
    )


def some_tiles(values: list[float | None], periods: int) -> TilesChart:
    return TilesChart(
        key="D15-tiles",
        message="Jeder Kreis für sich",
        subtitle="Abgehende, 2023",
        unit="pct",
        digits=2,
        periods=tuple(str(2020 + place) for place in range(periods)),
        tiles=tuple(
            Tile(
                label=f"Grafschaft Bentheim {place}",
                values=(value,) * periods,
                status=IndicatorStatus.TOO_SMALL,
                is_region=place == 1,
            )
            for place, value in enumerate(values)
        ),
        land_label="Niedersachsen",
        land_values=(7.67,) * periods,
    )


def a_map() -> MapChart:
    areas = (("03351", 7.0, 0), ("03358", 11.0, 1), ("03360", None, None))
    return MapChart(
        key="D15-map",
        message="Auf der Karte",
        subtitle="Abgehende, 2023",
        unit="pct",
        digits=1,
        areas=tuple(
            MapArea(
                label=code,
                outline="M0,0L40,0L40,40Z",
                value=value,
                step=step,
                centre=(20.0, 20.0),
                status=IndicatorStatus.INPUT_MISSING,
                is_region=code == "03358",
            )
            for code, value, step in areas
        ),
        edges=(7.0, 9.0, 11.0),
        width=420,
        height=300,
    )


EVERY = (
    a_course((8.0, None, 9.0, 11.0), marks=(a_mark(3),)),
    a_funnel([(1477, 11.04), (500, 7.0), (10_000, 6.0)]),
    some_tiles([7.0, 11.0, None], 4),
    some_tiles([7.0, 11.0, None], 1),
    a_map(),
)


@pytest.mark.parametrize("chart", EVERY, ids=lambda chart: chart.key)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_has_title_description_and_no_style_and_the_same_bytes(chart: Chart, language: str) -> None:
    drawing = drawn(chart, language)

    assert drawing.findtext(f"{SVG}title") == chart.message
    assert drawing.findtext(f"{SVG}desc") == describe(chart, language)
    assert drawing.get("role") == "img"
    assert not [each for each in drawing.iter() if each.get("style") or each.get("class")]
    assert draw(chart, language) == draw(chart, language)


@pytest.mark.parametrize("chart", EVERY, ids=lambda chart: chart.key)
def test_the_description_names_every_figure_and_what_is_missing(chart: Chart) -> None:
    told = describe(chart)

    assert "11" in told
    assert re.search(r"kein Wert|ohne Wert", told)


@given(
    values=st.lists(st.none() | NUMBERS, min_size=3, max_size=25),
    places=st.lists(st.tuples(st.integers(1, 24), st.booleans()), max_size=5),
)
@settings(max_examples=30)
def test_letters_notes_and_years_of_a_course_never_cover_each_other(
    values: list[float | None], places: list[tuple[int, bool]]
) -> None:
    marks = tuple(a_mark(place, is_break=kind) for place, kind in sorted(places) if place < len(values))

    drawing = drawn(a_course(tuple(values), marks=marks))

    height = float(drawing.get("height", "0"))
    assert overlaps(drawing) == []
    assert all(left >= -0.1 and right <= WIDTH + 0.1 for left, _, right, _, _ in boxes(drawing))
    assert all(top >= 0 and bottom <= height + 1 for _, top, _, bottom, _ in boxes(drawing))
    shown = " ".join(text for *_, text in boxes(drawing))
    assert all(f"{letter}: " in shown for letter in "ABCDEFGH"[: len(marks)])


def test_no_line_and_no_range_crosses_a_break_or_a_gap() -> None:
    drawing = drawn(a_course((8.0, 8.5, None, 9.0, 11.0, 12.0), marks=(a_mark(5),)))

    own = [each for each in drawing.iter(f"{SVG}polyline") if each.get("stroke") == "#0b3d70"]

    assert [len((each.get("points") or "").split()) for each in own] == [2, 2]
    assert len(list(drawing.iter(f"{SVG}polygon"))) == 3
    assert describe(a_course((8.0, None, 9.0))).endswith("× kein Wert 2016: Ausgangswerte sind geheim.")


@given(
    points=st.lists(
        st.tuples(st.floats(30, 200_000), st.floats(0, 100)),
        min_size=5,
        max_size=60,
        unique_by=lambda each: each[0],
    )
)
@settings(max_examples=60)
def test_a_funnel_stays_inside_and_its_texts_apart(points: list[tuple[float, float]]) -> None:
    drawing = drawn(a_funnel(points))

    height = float(drawing.get("height", "0"))
    assert overlaps(drawing) == []
    for dot in drawing.iter(f"{SVG}circle"):
        assert 0 <= float(dot.get("cx", "0")) <= WIDTH
        assert 0 <= float(dot.get("cy", "0")) <= height
    for line in drawing.iter(f"{SVG}polyline"):
        for place in (line.get("points") or "").split():
            assert 0 <= float(place.split(",")[1]) <= height


@pytest.mark.parametrize("periods", [1, 4])
def test_the_own_county_is_framed_and_named_among_the_small_drawings(periods: int) -> None:
    drawing = drawn(some_tiles([7.0, 11.0, None], periods))

    frames = list(drawing.iter(f"{SVG}rect"))
    bold = [each.text for each in drawing.iter(f"{SVG}text") if each.get("font-weight") == "bold"]
    assert len(frames) == 1
    assert bold[1] == "11,00"
    assert "kein Wert" in [each.text for each in drawing.iter(f"{SVG}text")]


def test_a_land_without_a_value_has_neither_a_line_nor_a_word_for_it() -> None:
    chart = some_tiles([7.0, 11.0], 1)

    assert "Gestrichelt: Niedersachsen (7,67\u00a0%)" in draw(chart)
    assert "Gestrichelt" not in draw(replace(chart, land_values=(None,)))


def test_classes_of_a_map_are_told_by_number_and_hatching_too() -> None:
    drawing = drawn(a_map())

    texts = [each.text for each in drawing.iter(f"{SVG}text")]
    assert texts[:3] == ["1: 7,0 bis unter 9,0\u00a0%", "2: 9,0 bis 11,0\u00a0%", "kein Wert"]
    assert texts[3:] == ["1", "2"]
    hatched = [each for each in drawing.iter(f"{SVG}path") if (each.get("fill") or "").startswith("url(#")]
    assert len(hatched) == 1


def test_shades_of_the_map_stand_apart_in_grey() -> None:
    fills = [each.get("fill", "") for each in drawn(a_map()).iter(f"{SVG}path")]
    shades = sorted({_grey(fill) for fill in fills if re.fullmatch(r"#[0-9a-f]{6}", fill)})

    assert all(b - a > 25 for a, b in itertools.pairwise(shades))


def _grey(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_what_people_write_is_never_markup_in_any_chart() -> None:
    nasty = "<script>alert('x')</script>"
    chart = some_tiles([1.0, 2.0], 1)
    told = draw(TilesChart(**{**vars(chart), "message": nasty, "land_label": nasty}))

    assert "<script>" not in told
    etree.fromstring(str(told))
