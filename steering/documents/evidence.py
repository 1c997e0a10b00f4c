"""From a printed figure back to the cells: reference, value, release, row and column."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import pandas as pd

from models import WITH_NUMBER, Evidence, IndicatorInput, IndicatorValue, Release, Source, ValueStatus
from steering.disclosure.counts import Count, year_of
from steering.disclosure.rules import few
from steering.documents.evidence_places import UsedCell, places_of
from steering.documents.releasing import hidden_cells
from steering.documents.values import indicator_titled, title_of
from steering.sources.cells import pairs_of
from steering.stage import Desk
from templates.document_facts import CellFacts, EvidenceFacts, SourceFacts
from templates.indicator_words import term_named

OPEN_LICENCE = "dl-de/by-2-0"
STATISTICAL_OFFICES = "© Statistische Ämter des Bundes und der Länder, Deutschland, {year}"


class Ledger:
    """Gives each cited value one number, in the order of citing, and remembers what was printed."""

    def __init__(self) -> None:
        self._shown: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}

    def cite(self, value_id: str, shown: str) -> str:
        """The reference of a value: E3."""
        printed = self._shown.setdefault(value_id, [])
        if shown and shown not in printed:
            printed.append(shown)
        return f"E{self._numbers.setdefault(value_id, len(self._numbers) + 1)}"

    def written(self, draft_id: str) -> list[Evidence]:
        """One record per reference."""
        return [
            Evidence(draft_id=draft_id, reference=f"E{number}", value_id=value_id, shown="; ".join(shown))
            for number, (value_id, shown) in enumerate(self._shown.items(), start=1)
        ]


def evidence_facts(
    desk: Desk, evidence: Iterable[Evidence], language: str = "de"
) -> tuple[EvidenceFacts, ...]:
    """Everything that leads from the references back to the files."""
    listed = sorted(evidence, key=lambda each: int(each.reference.removeprefix("E")))
    values = desk.records.by_id(IndicatorValue)
    cells = _cells_by_value(desk, {each.value_id for each in listed}, language)
    known = {indicator.key: indicator for indicator in desk.catalogue}
    times = {key: each.reference_times[0] for key, each in known.items() if each.reference_times}
    return tuple(
        EvidenceFacts(
            reference=each.reference,
            shown=tuple(part for part in each.shown.split("; ") if part),
            indicator_title=indicator_titled(desk, values[each.value_id].indicator_key, language),
            region_title=title_of(desk, values[each.value_id].region_code, language),
            period=values[each.value_id].period,
            reference_time=times.get(values[each.value_id].indicator_key, ""),
            method=values[each.value_id].method,
            cells=tuple(cell.facts for cell in cells[each.value_id]),
            indicator_key=values[each.value_id].indicator_key,
            places=places_of(cells[each.value_id], known.get(values[each.value_id].indicator_key), language),
        )
        for each in listed
    )


def _cells_by_value(desk: Desk, value_ids: set[str], language: str) -> dict[str, list[UsedCell]]:
    """The cells of each value, each under the name that it has in the formula."""
    inputs = [each for each in desk.records.all(IndicatorInput) if each.value_id in value_ids]
    cells = desk.records.cells
    wanted = cells[cells["id"].isin({each.observation_id for each in inputs})]
    rows = {int(row["id"]): row for row in wanted.to_dict("records")}
    releases = desk.records.by_id(Release)
    hidden = hidden_cells(desk) if rows else frozenset()
    found: dict[str, list[UsedCell]] = defaultdict(list)
    for each in sorted(inputs, key=lambda one: (one.value_id, one.name, one.observation_id)):
        if each.observation_id in rows:
            row = rows[each.observation_id]
            variable, _, breakdown = each.name.partition("[")
            found[each.value_id].append(
                UsedCell(
                    variable=variable,
                    breakdown=pairs_of(breakdown.rstrip("]")),
                    region_code=str(row["region_code"]),
                    year=year_of(str(row["period"])),
                    facts=_cell(
                        term_named(each.name, language), row, releases[str(row["release_id"])], hidden
                    ),
                )
            )
    return found


def _cell(name: str, row: Mapping[object, object], release: Release, hidden: Collection[Count]) -> CellFacts:
    status = ValueStatus(str(row["status"]))
    value = float(str(row["value"])) if status in WITH_NUMBER and not pd.isna(row["value"]) else None  # type: ignore[call-overload]
    return CellFacts(
        name=name,
        value=value,
        status=status,
        symbol="" if pd.isna(row["symbol"]) else str(row["symbol"]),  # type: ignore[call-overload]
        row_number=int(str(row["row_number"])),
        column_number=int(str(row["column_number"])),
        file_name=release.file_name,
        sha256=release.sha256,
        table_code=release.table_code,
        # Official tables publish ones and twos; our own output does not repeat them.
        is_hidden=count_of(row) in hidden or (value is not None and value.is_integer() and few(value)),
    )


def count_of(row: Mapping[object, object]) -> Count:
    """What a cell counts."""
    variable, breakdown, region, period = (
        str(row[name]) for name in ("variable", "breakdown", "region_code", "period")
    )
    return Count(variable, breakdown, region, year_of(period))


def used_sources(desk: Desk, evidence: Sequence[EvidenceFacts]) -> tuple[SourceFacts, ...]:
    """The files that the references lead to, each once."""
    hashes = {cell.sha256 for each in evidence for cell in each.cells}
    return source_facts(desk, (release for release in desk.records.all(Release) if release.sha256 in hashes))


def source_facts(desk: Desk, releases: Iterable[Release]) -> tuple[SourceFacts, ...]:
    """Releases with publisher, licence and attribution, by table code."""
    sources = desk.records.by_id(Source)
    return tuple(
        SourceFacts(
            table_code=release.table_code,
            title=release.title,
            publisher=sources[release.source_id].publisher,
            licence=sources[release.source_id].licence or OPEN_LICENCE,
            attribution=attribution(release, sources[release.source_id]),
            file_name=release.file_name,
            sha256=release.sha256,
            stand=release.stand,
        )
        for release in sorted(releases, key=lambda each: (each.table_code, each.id))
    )


def attribution(release: Release, source: Source) -> str:
    """The words that the licence asks for, with the year of the file."""
    if release.attribution:
        return release.attribution
    if source.licence.startswith("dl-de"):
        return STATISTICAL_OFFICES.format(year=release.retrieved_at.year)
    return f"© {source.publisher}, {release.retrieved_at.year}"
