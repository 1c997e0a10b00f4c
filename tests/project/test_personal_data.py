"""Which personal data the tables can hold is said in docs/data-protection.md, and no more."""

import re
from pathlib import Path

from sqlmodel import SQLModel

import models
from tests.project.house import text_of

PAGE = Path("docs/data-protection.md")
NEVER = re.compile(r"birth|surname|first_name|last_name|phone|street|gender|nationality|religion|ip_address")


def _columns() -> list[tuple[str, str]]:
    assert models.Region.metadata is SQLModel.metadata
    return [
        (table.name, column.name) for table in SQLModel.metadata.sorted_tables for column in table.columns
    ]


def test_every_table_that_holds_an_address_is_named() -> None:
    holding = {table for table, column in _columns() if "address" in column}

    assert [table for table in sorted(holding) if f"`{table}`" not in text_of(PAGE)] == []


def test_every_table_in_which_a_member_speaks_is_named() -> None:
    speaking = {
        table for table, column in _columns() if column in {"mandate_id", "author", "actor", "given_by"}
    }

    assert [table for table in sorted(speaking) if f"`{table}`" not in text_of(PAGE)] == []


def test_no_table_has_a_place_for_what_must_not_be_kept() -> None:
    assert [f"{table}.{column}" for table, column in _columns() if NEVER.search(column)] == []


def test_the_page_names_tables_that_exist() -> None:
    told = set(re.findall(r"`([a-z_]+)`", text_of(PAGE))) - {"voting"}

    assert [name for name in sorted(told) if name not in SQLModel.metadata.tables] == []
