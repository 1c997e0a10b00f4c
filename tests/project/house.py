"""The project as files: what the tests of its shape look at."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("deployments", "flows", "steering", "expectations", "templates", "models")
BESIDE = ("benchmarks", "docs", "tests")
# Deliveries (.csv) are the words of others.
TEXT = {".py", ".toml", ".md", ".j2", ".css", ".typ", ".txt", ".yaml", ".svg", ".mako", ""}


def declared() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def ours() -> Iterator[Path]:
    """Every file of ours, relative to the root; hidden folders are the tools' own, except .ci."""
    made = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()}
    for top in sorted(ROOT.iterdir()):
        if top.name in made or (top.is_dir() and top.name.startswith(".") and top.name != ".ci"):
            continue
        files = sorted(top.rglob("*")) if top.is_dir() else [top]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                yield file.relative_to(ROOT)


def modules(*rooms: str) -> Iterator[Path]:
    """Every Python file of these rooms."""
    for room in rooms:
        for file in sorted((ROOT / room).rglob("*.py")):
            yield file.relative_to(ROOT)


def text_of(file: Path) -> str:
    return (ROOT / file).read_text(encoding="utf-8")
