"""What topics must rest on, and what no topic may forget."""

from expectations.check import Rule, Suite
from models import Severity

TOPIC = ("number", "title")
PER_TOPIC = ("number",)

SUITE = Suite(
    key="agree_topics",
    rules=(
        Rule(
            key="grounds_exist",
            frame="grounds",
            severity=Severity.CRITICAL,
            expectation=("expect_table_row_count_to_be_between", {"min_value": 1}),
        ),
        Rule(
            key="topic_rests_on_ground",
            frame="topics",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "grounds_count", "min_value": 1}),
            place=TOPIC,
            per=PER_TOPIC,
        ),
        Rule(
            key="topic_has_title",
            frame="topics",
            severity=Severity.CRITICAL,
            expectation=("expect_texts_to_be_written", {"column": "title"}),
            place=("number",),
        ),
        Rule(
            key="topic_number_is_unique",
            frame="topics",
            severity=Severity.CRITICAL,
            expectation=("expect_cells_to_be_unique", {"columns": ["number"]}),
            place=TOPIC,
            per=PER_TOPIC,
        ),
        Rule(
            key="need_rests_on_finding",
            frame="needs",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "findings_count", "min_value": 1}),
            place=TOPIC,
            per=PER_TOPIC,
        ),
        Rule(
            key="need_rests_on_current_values",
            frame="needs",
            severity=Severity.WARNING,
            expectation=("expect_numbers_to_be_between", {"column": "stale_count", "max_value": 0}),
            place=TOPIC,
            per=PER_TOPIC,
        ),
        Rule(
            key="need_is_taken_up",
            frame="needs",
            severity=Severity.WARNING,
            expectation=(
                "expect_numbers_to_be_between",
                {"column": "topics_count", "min_value": 1, "where": "is_due"},
            ),
            place=TOPIC,
            per=PER_TOPIC,
        ),
    ),
)
