"""Invented tables in every shape of the layout, with every sign, come back as they were written."""

from contextlib import suppress
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from steering.errors import BadSource
from steering.sources.reading import Reading, read
from tests.steering.sources.tables import LICENCE, STAND

SIGNS = {
    "-": "nothing_or_not_existing",
    ".": "unknown_or_confidential",
    "...": "not_yet_available",
    "/": "too_uncertain",
    "x": "not_applicable",
    "()": "too_uncertain",
}
KEYS = st.one_of(
    st.just("DG"),
    st.sampled_from(["01", "03", "16"]),
    st.sampled_from(["031", "091"]),
    st.integers(1001, 16077).map(lambda number: f"{number:05}").filter(lambda key: "01" <= key[:2] <= "16"),
    st.integers(3358000, 3358999).map(lambda number: f"0{number}"),
)
NAMES = st.text("abcdefghijklmnopqrstuvwxyzäöüß, -.()", min_size=1, max_size=20).map(
    lambda name: " ".join(f"Ort {name}".split())
)
LABELS = st.text('abcdefghijklmnopqrstuvwxyzäöüß;"-. ', min_size=1, max_size=12).map(
    lambda label: f"Merkmal {label}".strip()
)
NUMBERS = st.tuples(st.integers(1, 10**9), st.sampled_from(["", ",5", ",25"])).map(
    lambda parts: "".join(map(str, parts))
)
FIGURES = st.one_of(
    NUMBERS,
    NUMBERS.map(lambda number: f"-{number}"),
    NUMBERS.map(lambda number: f"({number})"),
    st.tuples(NUMBERS, st.sampled_from("prse")).map("".join),
    st.sampled_from(["0", "0,0", *SIGNS]),
)
DATES = ("31.12.2019", "31.12.2020", "30.06.2021")
ISO = {"31.12.2019": "2019-12-31", "31.12.2020": "2020-12-31", "30.06.2021": "2021-06-30"}


@dataclass(frozen=True)
class Invented:
    """A table and what every one of its cells says: (key, period, row label, column label) -> text."""

    text: str
    figures: dict[tuple[str, str, str, int], str]


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if ";" in cell or '"' in cell else cell


@st.composite
def tables(draw: st.DrawFn) -> Invented:
    shape = draw(st.sampled_from("ABCD"))
    keys = draw(st.lists(KEYS, min_size=1, max_size=6, unique=True))
    names = {key: draw(NAMES) for key in keys}
    columns = draw(
        st.lists(LABELS.filter(lambda x: x == " ".join(x.split())), min_size=1, max_size=4, unique=True)
    )
    details = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True)) if shape in "CD" else [""]
    dates = (
        draw(st.lists(st.sampled_from(DATES), min_size=1, max_size=3, unique=True))
        if shape in "ABD"
        else [DATES[0]]
    )
    stub = {"A": 2, "B": 3, "C": 3, "D": 4}[shape]
    across = [(date, column) for date in (dates if shape == "A" else [""]) for column in range(len(columns))]
    lines = [
        "GENESIS-Tabelle: 99999-01-01-4",
        "Ein Titel, der mitten im Satz",
        "umbricht",
        "Eine Statistik",
        "Menge (Anzahl)",
    ]
    lines += ["Stichtag: 31.12.2019"] if shape == "C" else []
    gap = ";" * stub
    lines += [gap + ";".join(["Stichtag"] * len(across)), gap + ";".join(date for date, _ in across)] * (
        shape == "A"
    )
    lines.append(gap + ";".join(_quoted(columns[column]) for _, column in across))
    figures: dict[tuple[str, str, str, int], str] = {}
    for date in dates if shape in "BD" else [dates[0]]:
        for key in keys:
            for detail in details:
                texts = [draw(FIGURES) for _ in across]
                for (above, column), text in zip(across, texts, strict=True):
                    figures[key, ISO[above or date], detail, column] = text
                about = (
                    ([date] if shape in "BD" else [])
                    + [key, "    " + names[key]]
                    + ([detail] if shape in "CD" else [])
                )
                lines.append(";".join([*about, *texts]))
    return Invented("\n".join([*lines, "__________", '"Note"', LICENCE, STAND]), figures)


def _said(reading: Reading) -> dict[tuple[str, str, str, int], tuple[str, float, str]]:
    cells = reading.cells
    heads = {name: place for place, name in enumerate(dict.fromkeys(cells["variable"].astype(str)))}
    return {
        (row.region_code, row.period, row.breakdown.removeprefix("item="), heads[row.variable]): (
            row.status,
            row.value,
            row.symbol,
        )
        for row in cells.itertuples()
    }


@given(table=tables())
@settings(max_examples=150, deadline=None)
def test_every_cell_comes_back_as_it_was_written(table: Invented) -> None:
    reading = read(table.text.encode("cp1252"), file_name="invented.csv")

    said = _said(reading)
    assert set(said) == {
        (key, period, detail.strip(), column) for key, period, detail, column in table.figures
    }
    for (key, period, detail, column), text in table.figures.items():
        status, value, symbol = said[key, period, detail.strip(), column]
        if text in SIGNS:
            assert symbol == text
            assert value != value  # noqa: PLR0124 - not a number is the only value unlike itself
            assert status == SIGNS[text] or (text == "-" and status.startswith("region_"))
        else:
            number = text.strip("()prse").replace(",", ".")
            assert value == float(number)
            assert (symbol == "") == (text.replace(",", "").lstrip("-").isdigit())
            expected = (
                "limited_reliability" if "(" in text else "rounded_to_zero" if value == 0 else "reported"
            )
            assert status == expected


@given(table=tables(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_lines_and_columns_lead_back_to_the_cell(table: Invented, data: st.DataObject) -> None:
    reading = read(table.text.encode("cp1252"), file_name="invented.csv")

    found = reading.cells.iloc[data.draw(st.integers(0, len(reading.cells) - 1))]

    text = table.text.split("\n")[found["row_number"] - 1].split(";")[found["column_number"] - 1]
    assert found["symbol"] == text or float(text.replace(",", ".")) == found["value"]


@given(table=tables(), noise=st.binary(min_size=1, max_size=40), place=st.floats(0, 1))
@settings(max_examples=150, deadline=None)
def test_noise_in_a_file_never_breaks_the_reader(table: Invented, noise: bytes, place: float) -> None:
    content = table.text.encode("cp1252")
    at = int(place * len(content))

    # Whatever the noise hits: the file is refused with a reason or read without doubles.
    with suppress(BadSource):
        reading = read(content[:at] + noise + content[at + len(noise) :], file_name="noisy.csv")
        assert not reading.cells.duplicated(["variable", "region_code", "period", "breakdown"]).any()
