"""To which source a delivered file belongs: by its table code, by what a person says, and never by guess."""

from collections.abc import Sequence

from models import Source
from steering.errors import BadUsage, NotThere
from steering.sources import vocabulary
from steering.sources.reading import Reading


def source_of(sources: Sequence[Source], reading: Reading, *, file_name: str, source_key: str = "") -> Source:
    """The source that expects this file. Raises NotThere, with those that come into question."""
    if source_key:
        return _named(sources, reading, file_name, source_key)
    if reading.table_code:
        for source in sources:
            if source.table_code == reading.table_code:
                return source
        raise NotThere(
            f"{file_name} holds table {reading.table_code}, which no source expects.",
            code="table_not_expected",
            file=file_name,
            table=reading.table_code,
            expected=", ".join(sorted(source.table_code for source in sources)),
        )
    fitting = candidates(sources, reading)
    if len(fitting) == 1:
        return fitting[0]
    raise NotThere(
        f"{file_name} names no table; {len(fitting)} sources could expect it.",
        code="source_unclear",
        file=file_name,
        candidates=", ".join(f"{source.key} ({source.table_code})" for source in fitting or sources),
    )


def candidates(sources: Sequence[Source], reading: Reading) -> list[Source]:
    """The sources whose table is known to hold everything that the file tells."""
    told = {str(variable) for variable in reading.cells["variable"].unique()}
    return [source for source in sources if told and told <= _known(source.table_code)]


def _known(table_code: str) -> set[str]:
    try:
        return {column.variable for column in vocabulary.table(table_code).columns}
    except (KeyError, NotThere):
        return set()


def _named(sources: Sequence[Source], reading: Reading, file_name: str, source_key: str) -> Source:
    source = next((each for each in sources if each.key == source_key), None)
    if source is None:
        known = ", ".join(sorted(each.key for each in sources))
        raise NotThere(f"No source {source_key!r}.", code="no_source", source=source_key, known=known)
    if reading.table_code and reading.table_code != source.table_code:
        raise BadUsage(
            f"{file_name} holds {reading.table_code}, not {source.table_code}.",
            code="source_differs",
            file=file_name,
            table=reading.table_code,
            source=source_key,
            expected=source.table_code,
        )
    return source
