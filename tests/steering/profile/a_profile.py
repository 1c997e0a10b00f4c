from collections.abc import Mapping
from datetime import date
from pathlib import Path

from steering.cycle import CYCLE
from steering.profile import Fault, Known, known_from

REGIONS = Path(__file__).parents[3] / "deployments" / "regions"
CHOSEN = ("A03", "A04", "A11", "A12", "A13", "D15", "D17", "D18", "D19", "D20", "E03", "E09")


def heidekreis() -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (REGIONS / "heidekreis").glob("*.toml")}


def templates() -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in (REGIONS / "_template").glob("*.toml")}


def what_we_know() -> Known:
    return known_from(
        indicators=CHOSEN,
        stages=[stage.key for stage in CYCLE],
        committees={question.committee for stage in CYCLE for question in stage.gates},
        words={"strategy_group", "cycle"},
        neutral_indicators={"A03", "A04", "D18", "D19"},
        countable_from=lambda _, year: date(year, 6, 1),
    )


def changed(file: str, old: str, new: str) -> dict[str, bytes]:
    """The profile of Heidekreis with one passage replaced, once."""
    files = heidekreis()
    text = files[file].decode()
    assert old in text, f"{file} does not say {old!r}"
    return {**files, file: text.replace(old, new, 1).encode()}


def line_of(files: Mapping[str, bytes], file: str, passage: str) -> int:
    """The line of a passage, found without our own index."""
    text = files[file].decode()
    return text[: text.index(passage)].count("\n") + 1


def codes(faults: tuple[Fault, ...]) -> list[str]:
    return [fault.code for fault in faults]
