"""The rows of a mapped file: region, period and breakdown of each, as the mapping says."""

import re
from dataclasses import dataclass

from steering.profile.mappings import FileMapping, PeriodFormat
from steering.sources import periods
from steering.sources.cells import RejectedCell
from steering.sources.mapping_heads import Head
from steering.sources.refusals import refusal
from steering.sources.territory import is_one_key

_FORMS = {
    PeriodFormat.YEAR: re.compile(r"[0-9]{4}"),
    PeriodFormat.SCHOOL_YEAR: re.compile(r"[0-9]{4}/(?:[0-9]{2}|[0-9]{4})"),
    PeriodFormat.DAY: re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{4}"),
    PeriodFormat.SEMESTER: re.compile(r"[WS].+|[0-9]{4}-(?:10|04)P6M"),
}
_DIGITS = re.compile(r"[0-9]{2}|[0-9]{3}|[0-9]{5}|[0-9]{8}|[0-9]{9}|[0-9]{12}")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a mapped file with what its figures have in common."""

    number: int
    cells: tuple[str, ...]
    region: str
    region_name: str
    period: str
    breakdown: tuple[str, ...]
    unit: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class Rows:
    """How the rows of one file are understood."""

    mapping: FileMapping
    head: Head
    file_name: str

    def understand(self, number: int, cells: tuple[str, ...]) -> Row:
        """The row. Raises BadSource where a key, a name or a period is not as the mapping says."""
        if len(cells) < self.head.width or any(cells[self.head.width :]):
            raise refusal("ragged_row", self.file_name, number, found=len(cells), expected=self.head.width)
        region, name = self._region(number, cells)
        return Row(
            number=number,
            cells=cells,
            region=region,
            region_name=name,
            period=self._period(number, cells),
            breakdown=self._breakdown(number, cells),
            unit=self._said(cells, self.mapping.unit_column),
            mark=self._mark(cells),
        )

    def is_no_region(self, cells: tuple[str, ...]) -> bool:
        """The key has digits like a key, but names no Land, county or municipality.

        Where the mapping knows how long keys are, one of another length is no key, whatever its digits.
        """
        if self.mapping.region_column is None or self.mapping.regions:
            return False
        said = cells[self.head.places[self.mapping.region_column]]
        lengths = self.mapping.key_lengths
        if _DIGITS.fullmatch(said) is None:
            return False
        return not is_one_key(said) or bool(lengths and len(said) not in lengths)

    def rejected(self, number: int, cells: tuple[str, ...]) -> RejectedCell:
        """Such a row, kept aside with its reason."""
        place = self.head.places[self.mapping.region_column or ""]
        return RejectedCell(
            row=number,
            column=place + 1,
            reason="unknown_region",
            mend="unknown_region",
            symbol=cells[place],
        )

    def period_of(self, text: str, number: int, place: int) -> str:
        """A period in the form of the mapping, in our words."""
        found = periods.period(text) if _FORMS[self.mapping.period_format].fullmatch(text) else None
        if found is None:
            raise refusal("unknown_period", self.file_name, number, place + 1, symbol=text)
        return found

    def _said(self, cells: tuple[str, ...], head: str | None) -> str:
        return "" if head is None else cells[self.head.places[head]]

    def _mark(self, cells: tuple[str, ...]) -> str:
        said = self._said(cells, self.mapping.mark_column)
        return "" if said in self.mapping.no_mark else said

    def _region(self, number: int, cells: tuple[str, ...]) -> tuple[str, str]:
        mapping = self.mapping
        if mapping.region_column is None:
            return mapping.region or "", mapping.region_name
        place = self.head.places[mapping.region_column]
        said = cells[place]
        if mapping.regions:
            if said not in mapping.regions:
                raise refusal("unmapped_region", self.file_name, number, place + 1, symbol=said)
            return mapping.regions[said], said
        self._refuse_bad_key(said, number, place)
        return said, self._said(cells, mapping.region_name_column)

    def _refuse_bad_key(self, said: str, number: int, place: int) -> None:
        if is_one_key(said):
            return
        if len(said) in {1, 4, 7} and is_one_key("0" + said):
            raise refusal(
                "lost_leading_zero", self.file_name, number, place + 1, symbol=said, expected="0" + said
            )
        raise refusal("bad_region_key", self.file_name, number, place + 1, symbol=said)

    def _period(self, number: int, cells: tuple[str, ...]) -> str:
        mapping = self.mapping
        if mapping.period_column is None:
            return periods.period(mapping.period) or "" if mapping.period else ""
        place = self.head.places[mapping.period_column]
        return self.period_of(cells[place], number, place)

    def _breakdown(self, number: int, cells: tuple[str, ...]) -> tuple[str, ...]:
        pairs = []
        for part in self.mapping.breakdown:
            place = self.head.places[part.head]
            said = cells[place]
            if not said:
                raise refusal("shifted_row", self.file_name, number, place + 1, symbol=said)
            if said not in part.totals:
                category = part.categories.get(said) or " ".join(
                    said.replace(";", ",").replace("=", ":").split()
                )
                pairs.append(f"{part.dimension}={category}")
        return tuple(pairs)
