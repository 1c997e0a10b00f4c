"""Records that were kept in words become numbers, and words again, and lose nothing."""

from sqlalchemy import Connection, Engine, text

from models import migrating
from tests.models.a_world import ROWS, insert

BEFORE = ("region", "organisation", "masterplan", "masterplan_version", "cycle", "source", "release")
WORDS = (
    "release_id, variable, region_code, period, reference_time, breakdown, value, unit, status, symbol, "
    "row_number, column_number"
)
CELLS = (
    ("rel", "pupils", "03358", "2026", "annual_mean", "", 12.0, "", "reported", "", 7, 4),
    ("rel", "pupils", "03358", "2026", "annual_mean", "sex=female", None, "", "confidential", ".", 7, 5),
    ("rel", "pupils", "DG", "2026", "annual_mean", "", 0.0, "", "rounded_to_zero", "0", 8, 4),
    (
        "rel2",
        "pupils",
        "03358",
        "2026",
        "annual_mean",
        "",
        0.1,
        "Anzahl",
        "limited_reliability",
        "(0,1)",
        7,
        4,
    ),
    ("rel2", "Ärzte", "03", "2025-12-31", "date_31_12", "item=a;b", None, "", "missing_row", "", 9, 1),
)


def told(connection: Connection, table: str = "observation") -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in connection.execute(text(f"SELECT {WORDS} FROM {table}"))), key=repr)


def keep_in_words(connection: Connection) -> None:
    for table, row in ROWS:
        if table in BEFORE:
            insert(connection, table, row)
            if table == "release":
                insert(connection, table, {**row, "id": "rel2", "sha256": "b" * 64})
    names = WORDS.split(", ")
    for number, cell in enumerate(CELLS, start=1):
        insert(connection, "observation", {"id": number, **dict(zip(names, cell, strict=True))})
    value = dict(ROWS)["indicator_value"]
    insert(connection, "indicator_value", value)
    insert(connection, "indicator_input", {"value_id": "val", "observation_id": 2, "name": "women"})
    insert(connection, "indicator_input", {"value_id": "val", "observation_id": 4, "name": "all"})


def inputs(connection: Connection) -> set[tuple[object, ...]]:
    query = (
        "SELECT name, release_id, breakdown, symbol FROM indicator_input "
        "JOIN observation ON observation.id = indicator_input.observation_id"
    )
    return {tuple(row) for row in connection.execute(text(query))}


def test_cells_keep_their_words_and_values_their_cells(empty: Engine) -> None:
    migrating.upgrade(empty, "0009")
    with empty.begin() as connection:
        keep_in_words(connection)
        before, rested_on = told(connection), inputs(connection)

    migrating.upgrade(empty)
    with empty.begin() as connection:
        narrow = told(connection)
        still = inputs(connection)
    migrating.downgrade(empty, "0009")

    assert len(before) == len(CELLS)
    assert narrow == before
    assert still == rested_on == {("women", "rel", "sex=female", "."), ("all", "rel2", "", "(0,1)")}
    with empty.begin() as connection:
        assert told(connection) == before
        assert inputs(connection) == rested_on
