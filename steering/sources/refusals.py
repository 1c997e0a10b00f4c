"""How a reader refuses a file: a stable code, the place, and the facts that the text shows."""

from steering.errors import BadSource


def refusal(
    code: str, file: str, row: int | None = None, column: int | None = None, **facts: object
) -> BadSource:
    """The error to raise; its German and English words stand in templates/errors_sources_*.toml."""
    place = "" if row is None else f", line {row}" + ("" if column is None else f", column {column}")
    known = " ".join(f"{name}={fact!r}" for name, fact in facts.items())
    return BadSource(
        f"{file}{place}: {code} {known}".strip(), code=code, file=file, row=row, column=column, **facts
    )
