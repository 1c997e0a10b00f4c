"""Writes docs/quality-checks.md from the suites and their wordings, so that the list cannot drift.

Run it with `make picture`.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from expectations.sources import contracts
from expectations.suite import Rule, Suite
from models import Severity
from steering.cycle import CYCLE
from templates.rules import rule_texts

LIST = Path(__file__).with_name("quality-checks.md")

HEAD = """# What is checked

Every stage checks its input before it works. A rule is an expectation of Great Expectations; its place is
`expectations/stages/<stage>.py`, its wording `templates/rules_en.toml` and `templates/rules_de.toml`.

- **critical** stops the stage until the fault is mended, or waived with a reason that everybody sees.
- **warning** is shown in the report and to the owner of the data.
- **note** is kept and counted.

A finding keeps its name from run to run: new, still there, gone. Words in braces are filled in with the place
of the fault. This list is written by `make picture`; a test compares it with the rules.
"""

DELIVERIES = "collect_data"
SEVERITY = {Severity.CRITICAL: "critical", Severity.WARNING: "warning", Severity.NOTE: "note"}


def listed() -> str:
    """The whole list."""
    parts = [HEAD]
    for number, stage in enumerate(CYCLE, 1):
        module = import_module(f"expectations.stages.{stage.key}")
        parts += [f"## {number}. {stage.title} (`{stage.key}`)", _table(module.SUITE)]
        if stage.has_closing_check:
            parts += ["Before the stage is closed:", _table(module.CLOSING)]
        if stage.key == DELIVERIES:
            agreed = Suite(key=DELIVERIES, rules=contracts.RULES)
            parts += ["Where a source has a contract in `sources.toml`:", _table(agreed)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _table(suite: Suite) -> str:
    rows = ["| rule | severity | what is told when it does not hold | how to mend it |", "|---|---|---|---|"]
    return "\n".join([*rows, *_rows(suite)])


def _rows(suite: Suite) -> Iterator[str]:
    for rule in suite.rules:
        yield f"| `{rule.key}` | {SEVERITY[rule.severity]} | {_said(rule, 'what')} | {_said(rule, 'mend')} |"


def _said(rule: Rule, part: str) -> str:
    return " ".join(rule_texts("en")[rule.key][part].split()).replace("|", "\\|")


if __name__ == "__main__":
    LIST.write_text(listed(), encoding="utf-8")
