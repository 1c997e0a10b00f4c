"""Any table, written as CSV and as a workbook, says the same cell by cell."""

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.steering.sources.tables import a_table, read_text
from tests.steering.sources.workbooks import HEAD, TITLES, read_export

PLACES = ["row_number", "column_number"]
TIMES = ("31.12.2023", "31.12.2022", "31.12.2021", "2020", "1999")
REGIONS = ("DG", "02", "03", "03152", "03351", "03358", "03358022", "16077")
CSV_HEADS = (";;;Geschlecht;Geschlecht", ";;;Insgesamt;weiblich")
SIGNS = ("-", ".", "...", "/", "x", "(12)", "12 p", "0")

figures = (
    some.sampled_from(SIGNS)
    | some.integers(-9_999, 10**9)
    | some.decimals(-9_999, 99_999, places=3, allow_nan=False, allow_infinity=False).map(float)
)
rows = some.tuples(some.sampled_from(REGIONS), figures, figures)
blocks = some.lists(rows, min_size=1, max_size=4, unique_by=lambda row: row[0])
tables = some.dictionaries(some.sampled_from(TIMES), blocks, min_size=1, max_size=3)


def _printed(figure: object) -> str:
    if not isinstance(figure, float):
        return str(figure)
    return (
        f"{figure:.3f}".rstrip("0").rstrip(".").replace("-0", "0" if figure == 0 else "-0").replace(".", ",")
    )


@settings(max_examples=25, deadline=None)
@given(table=tables)
def test_a_table_says_the_same_in_both_forms(
    table: dict[str, list[tuple[str, object, object]]],
) -> None:
    lines = [
        f"{when};{code};  Gebiet {code} x;{_printed(all_)};{_printed(women)}"
        for when, block in table.items()
        for code, all_, women in block
    ]
    stacked: list[tuple[object, ...]] = []
    for when, block in table.items():
        stacked += [(when,), *((code, f"  Gebiet {code} x", all_, women) for code, all_, women in block)]

    text = read_text(a_table(*lines, titles=("Zahlen", "Eine Statistik", "Menge (Anzahl)"), heads=CSV_HEADS))
    book = read_export(*stacked, titles=(("Zahlen",), *TITLES[1:]), head=HEAD)

    assert book.cells.drop(columns=PLACES).astype(str).equals(text.cells.drop(columns=PLACES).astype(str))
    assert (book.title, book.table_code) == (text.title, text.table_code)
