"""Charts say everything twice, in shapes and in words, and never on top of each other."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from models import IndicatorStatus
from templates.chart_shapes import TEXT_SIZE, WIDTH, text_width, ticks, wrapped
from templates.charts import Chart, describe, draw
from templates.document_facts import ChartLine, ChartPoint, ChartRow, ComparisonChart, LineChart, StripChart

SVG = "{http://www.w3.org/2000/svg}"
NUMBERS = st.floats(min_value=-1000, max_value=100_000).map(lambda value: round(value, 2))
TITLES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=60)


def a_comparison(**changes: object) -> ComparisonChart:
    facts: dict[str, object] = {
        "key": "D15-comparison",
        "message": "Heidekreis: 11,04 %",
        "subtitle": "Abgehende ohne Hauptschulabschluss, 2023",
        "unit": "pct",
        "digits": 2,
        "rows": (
            ChartRow(label="Heidekreis", value=11.04, low=9.54, high=12.74, is_region=True),
            ChartRow(label="Niedersachsen", value=7.67),
            ChartRow(label="Deutschland", value=None, status=IndicatorStatus.INPUT_CONFIDENTIAL),
        ),
        "counties_low": 3.2,
        "counties_high": 14.6,
        "counties_count": 45,
    }
    return ComparisonChart(**{**facts, **changes})  # type: ignore[arg-type]


def a_strip(values: list[float | None], *, land: float | None = 7.67) -> StripChart:
    points = (
        ChartPoint(label=f"Kreis {number}", value=value, is_region=number == 0)
        for number, value in enumerate(values)
    )
    return StripChart(
        key="strip",
        message="Heidekreis unter den Kreisen",
        subtitle="Abgehende, 2023",
        unit="pct",
        digits=2,
        points=tuple(points),
        land_label="Niedersachsen",
        land_value=land,
    )


def a_line(values: tuple[float | None, ...], *, first_year: int = 2015) -> LineChart:
    return LineChart(
        key="line",
        message="Heidekreis seit 2015",
        subtitle="Abgehende",
        unit="pct",
        digits=1,
        periods=tuple(str(first_year + place) for place in range(len(values))),
        lines=(ChartLine(label="Heidekreis", values=values, is_region=True),),
    )


def drawn(chart: Chart, language: str = "de") -> etree._Element:
    return etree.fromstring(str(draw(chart, language)))


def boxes(drawing: etree._Element) -> list[tuple[float, float, float, float, str]]:
    """The room of every text, by the widest of the usual fonts."""
    found = []
    for text in drawing.iter(f"{SVG}text"):
        size = int(text.get("font-size", str(TEXT_SIZE)))
        x, y, width = float(text.get("x", "0")), float(text.get("y", "0")), text_width(text.text or "", size)
        left = {"start": x, "middle": x - width / 2, "end": x - width}[text.get("text-anchor", "start")]
        found.append((left, y - 11, left + width, y + 3, text.text or ""))
    return found


def overlaps(drawing: etree._Element) -> list[tuple[str, str]]:
    return [
        (a[4], b[4])
        for a, b in itertools.combinations(boxes(drawing), 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def test_the_description_holds_every_figure_and_names_what_is_missing() -> None:
    chart = a_comparison()

    told = describe(chart)

    assert "Heidekreis: 11,04\u00a0% (9,54–12,74)" in told
    assert "Niedersachsen: 7,67\u00a0%" in told
    assert "Deutschland: kein Wert: Ausgangswerte sind geheim" in told
    assert "Spannweite der 45 Kreise: 3,20–14,60\u00a0%" in told


def test_title_is_the_message_and_description_the_alternative() -> None:
    chart = a_comparison()

    drawing = drawn(chart)

    assert drawing.findtext(f"{SVG}title") == chart.message
    assert drawing.findtext(f"{SVG}desc") == describe(chart)
    assert drawing.get("aria-labelledby") == "D15-comparison-title D15-comparison-desc"


@pytest.mark.parametrize("chart", [a_comparison(), a_strip([1.0, 2.0, None]), a_line((1.0, None, 3.0))])
def test_a_chart_is_drawn_the_same_every_time_and_without_styles(chart: Chart) -> None:
    first, second = str(draw(chart)), str(draw(chart))

    assert first == second
    assert " style=" not in first
    assert "href" not in first


@given(
    rows=st.lists(
        st.tuples(TITLES, st.none() | NUMBERS, st.floats(0, 50).map(lambda half: round(half, 2))),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_texts_of_a_comparison_never_overlap(rows: list[tuple[str, float | None, float]]) -> None:
    chart = a_comparison(
        rows=tuple(
            ChartRow(
                label=label,
                value=value,
                low=None if value is None else value - half,
                high=None if value is None else value + half,
                status=IndicatorStatus.COMPUTED if value is not None else IndicatorStatus.TOO_SMALL,
            )
            for label, value, half in rows
        )
    )

    assert overlaps(drawn(chart)) == []


@given(values=st.lists(st.none() | NUMBERS, min_size=1, max_size=45), land=st.none() | NUMBERS)
@settings(max_examples=60, deadline=None)
def test_dots_of_a_strip_never_cover_each_other(values: list[float | None], land: float | None) -> None:
    drawing = drawn(a_strip(values, land=land))

    places = [(float(dot.get("cx", "0")), float(dot.get("cy", "0"))) for dot in drawing.iter(f"{SVG}circle")]
    height = float(drawing.get("height", "0"))

    assert all(abs(a[0] - b[0]) >= 8 or abs(a[1] - b[1]) >= 8 for a, b in itertools.combinations(places, 2))
    assert all(0 <= x <= WIDTH and 0 <= y <= height for x, y in places)
    assert len(places) == sum(value is not None for value in values[1:])
    assert overlaps(drawing) == []


@given(values=st.lists(st.none() | NUMBERS, min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_texts_of_a_line_never_overlap_and_stay_inside(values: list[float | None]) -> None:
    drawing = drawn(a_line(tuple(values), first_year=1995))

    assert overlaps(drawing) == []
    assert all(left >= -0.1 and right <= WIDTH + 0.1 for left, _, right, _, _ in boxes(drawing))


def test_a_gap_stays_a_gap() -> None:
    drawing = drawn(a_line((8.2, 7.9, None, 9.6, 11.0)))

    pieces = [each.get("points") for each in drawing.iter(f"{SVG}polyline")]

    assert len(pieces) == 2
    assert "2017 kein Wert" in describe(a_line((8.2, 7.9, None, 9.6, 11.0)))


def test_a_single_value_between_gaps_is_still_marked() -> None:
    drawing = drawn(a_line((None, 7.9, None)))

    assert not list(drawing.iter(f"{SVG}polyline"))
    assert len(list(drawing.iter(f"{SVG}circle"))) == 2  # one in the legend, one in the drawing


def test_what_people_write_is_never_markup() -> None:
    chart = a_comparison(message="<script>alert(1)</script>", rows=(ChartRow(label="<b>&", value=1.0),))

    drawing = drawn(chart)

    assert drawing.findtext(f"{SVG}title") == "<script>alert(1)</script>"
    assert not list(drawing.iter(f"{SVG}script"))


def test_a_value_below_zero_reaches_to_the_left_of_zero() -> None:
    chart = a_comparison(rows=(ChartRow(label="Abstand", value=-2.5),), counties_low=None, counties_high=None)

    bar = next(each for each in drawn(chart).iter(f"{SVG}rect"))

    assert float(bar.get("width", "0")) > 0
    assert float(bar.get("x", "0")) < WIDTH / 2


@given(low=NUMBERS, span=st.floats(0, 10_000))
def test_ticks_enclose_the_values_and_are_few(low: float, span: float) -> None:
    marks = ticks(low, low + span)

    assert marks.low <= low + 1e-6
    assert marks.high >= low + span - 1e-6
    assert 2 <= len(marks.values) <= 7


@given(text=TITLES)
def test_a_long_name_is_wrapped_and_kept_whole(text: str) -> None:
    assert "".join("".join(line.split()) for line in wrapped(text)) == "".join(text.split())


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_marks_stand_out_from_white_and_from_each_other_in_grey() -> None:
    region, other, ground = luminance("#0b3d70"), luminance("#595959"), luminance("#d9d9d9")

    assert (1 + 0.05) / (other + 0.05) >= 4.5
    assert (1 + 0.05) / (region + 0.05) >= 4.5
    assert (ground + 0.05) / (region + 0.05) >= 3
