"""Rules of deliveries: the asked table, dated, whole, counted once, and not unlike the one before."""

from expectations.suite import Dimension, Rule
from models import Severity

FILE = ("source_key", "file_name")
FIGURE_OF_FILE = ("source_key", "file_name", "variable", "region_code", "period")


def _true(column: str, **limits: object) -> tuple[str, dict[str, object]]:
    return ("expect_column_to_be_true", {"column": column, **limits})


def _between(column: str, **limits: object) -> tuple[str, dict[str, object]]:
    return ("expect_numbers_to_be_between", {"column": column, **limits})


def _rule(
    key: str,
    severity: Severity,
    expectation: tuple[str, dict[str, object]],
    *numbers: int,
    frame: str = "releases",
    place: tuple[str, ...] = FILE,
    per: tuple[str, ...] = FILE,
    dimension: Dimension = Dimension.VALIDITY,
) -> Rule:
    return Rule(
        key=key,
        frame=frame,
        severity=severity,
        expectation=expectation,
        place=place,
        per=per,
        numbers=numbers,
        dimension=dimension,
    )


RULES = (
    _rule(
        "delivery_texts_are_whole",
        Severity.CRITICAL,
        _true("is_whole_text"),
        1,
    ),
    _rule(
        "table_is_the_asked_one",
        Severity.CRITICAL,
        _true("is_asked_table"),
        3,
        place=(*FILE, "table_code", "asked_code"),
    ),
    _rule("release_is_dated", Severity.WARNING, _true("is_dated"), 5, dimension=Dimension.TIMELINESS),
    _rule(
        "stand_does_not_go_back",
        Severity.WARNING,
        _true("is_not_older"),
        5,
        place=(*FILE, "stand", "stand_before"),
        dimension=Dimension.TIMELINESS,
    ),
    _rule(
        "file_counts_once",
        Severity.CRITICAL,
        _between("same_files_count", max_value=1),
        12,
        dimension=Dimension.UNIQUENESS,
    ),
    _rule(
        "file_holds_figures",
        Severity.CRITICAL,
        _between("cells_count", min_value=1),
        14,
        dimension=Dimension.COMPLETENESS,
    ),
    _rule(
        "gaps_do_not_grow",
        Severity.WARNING,
        _between("gap_points", max_value=10),
        24,
        place=(*FILE, "gap_points"),
        dimension=Dimension.COMPLETENESS,
    ),
    _rule(
        "revisions_are_small",
        Severity.WARNING,
        _between("change_points", max_value=1),
        63,
        frame="revisions",
        place=(*FIGURE_OF_FILE, "value_before", "value_after", "change_points"),
        per=FIGURE_OF_FILE,
        dimension=Dimension.CONSISTENCY,
    ),
    _rule(
        "inputs_are_near_in_time",
        Severity.WARNING,
        _between("days_apart", max_value=400),
        31,
        frame="inputs",
        place=("indicator_key", "days_apart", "first_period", "last_period"),
        per=("indicator_key",),
        dimension=Dimension.TIMELINESS,
    ),
)
