"""To which source a file belongs: by its table code, by what a person says, never by guess."""

import pandas as pd
import pytest

from models import Source
from steering.errors import SteeringError
from steering.office.source_of_file import source_of
from steering.sources.cells import Reading

LEAVERS, YOUNG, POPULATION = "21111-02-06-4", "12411-02-03-4", "12411-01-01-4"


def a_source(key: str, table_code: str) -> Source:
    return Source(
        id=key, region_key="r", key=key, title=key, table_code=table_code, publisher="p", licence="l",
        owner_id="o", expected_lag_days=1,
    )  # fmt: skip


SOURCES = [a_source("leavers", LEAVERS), a_source("young", YOUNG), a_source("population", POPULATION)]


def a_reading(*variables: str, table_code: str = "") -> Reading:
    return Reading(
        table_code=table_code, title="", layout="flat_file", encoding="utf-8", stand="", attribution="",
        footnotes="", cells=pd.DataFrame({"variable": list(variables)}),
    )  # fmt: skip


def code_of(reading: Reading, source_key: str = "") -> tuple[str, dict[str, object]]:
    with pytest.raises(SteeringError) as refusal:
        source_of(SOURCES, reading, file_name="x.csv", source_key=source_key)
    return refusal.value.code, dict(refusal.value.facts)


def test_a_file_that_names_its_table_needs_nobody() -> None:
    assert source_of(SOURCES, a_reading("x", table_code=YOUNG), file_name="x.csv").key == "young"


def test_a_file_without_a_table_belongs_to_the_only_source_that_knows_all_that_it_tells() -> None:
    assert source_of(SOURCES, a_reading("lv", "lv_no"), file_name="x.csv").key == "leavers"


def test_a_file_that_no_table_explains_is_refused_with_all_that_come_into_question() -> None:
    code, facts = code_of(a_reading("lv", "something"))

    assert code == "source_unclear"
    assert all(source.key in str(facts["candidates"]) for source in SOURCES)


def test_a_file_that_says_nothing_belongs_to_nobody() -> None:
    assert code_of(a_reading())[0] == "source_unclear"


def test_a_person_may_name_the_source() -> None:
    assert source_of(SOURCES, a_reading("x"), file_name="x.csv", source_key="young").key == "young"


def test_a_person_cannot_make_a_file_another_table() -> None:
    assert code_of(a_reading("x", table_code=YOUNG), "leavers")[0] == "source_differs"
    assert code_of(a_reading("x"), "nothing")[0] == "no_source"
