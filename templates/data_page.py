"""The report on the data (Datenbericht): findings by table, sources, quarantine and history on one page."""

from dataclasses import dataclass, fields
from datetime import date

from markupsafe import Markup

from models import QualityState, Severity
from templates.charts import draw
from templates.document_facts.charts import LineChart
from templates.documents import stylesheet, stylesheet_hash
from templates.paper import paper


@dataclass(frozen=True, kw_only=True)
class ShownFinding:
    """One finding as people read it."""

    id: str
    severity: Severity
    state: QualityState
    what: str
    place: str
    mend: str
    owner: str
    first_seen_on: date
    rows_count: int = 1
    held_count: int = 0
    is_acknowledged: bool = False
    snoozed_until_on: date | None = None
    waived_until_on: date | None = None
    waived_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ShownTable:
    """The findings of one table of figures."""

    title: str
    findings: tuple[ShownFinding, ...]
    more_count: int = 0


@dataclass(frozen=True, kw_only=True)
class ShownSource:
    """How one source stands."""

    title: str
    table_code: str
    owner: str
    state: str
    newest_period: str
    next_period: str
    expected_on: date | None
    days_late: int
    file_name: str
    retrieved_on: date | None
    breaches: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShownScore:
    """How good the data are in one dimension, in per cent."""

    dimension: str
    percent: float
    before: float | None = None


@dataclass(frozen=True, kw_only=True)
class ShownRun:
    """What stood after one check."""

    ran_on: date
    critical_count: int
    warning_count: int
    note_count: int


@dataclass(frozen=True, kw_only=True)
class DataPage:
    """Everything that the report says."""

    region: str
    checked_on: date | None
    rules_count: int
    rows_count: int
    tables: tuple[ShownTable, ...]
    waived: tuple[ShownFinding, ...]
    mended: tuple[ShownFinding, ...]
    sources: tuple[ShownSource, ...]
    scores: tuple[ShownScore, ...]
    runs: tuple[ShownRun, ...]
    charts: tuple[LineChart, ...]
    contact: str
    address: str
    is_simulated: bool = False
    has_list: bool = False
    """Whether the list of all revisions lies beside it."""

    @property
    def findings(self) -> tuple[ShownFinding, ...]:
        """All findings that stand."""
        return tuple(finding for table in self.tables for finding in table.findings)


def write_data_page(facts: DataPage) -> str:
    """The page as one complete HTML file that asks nothing of any network."""
    told = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return (
        paper("de")
        .get_template("pages/data.html.j2")
        .render(
            **told,
            findings=facts.findings,
            drawn=[(chart, draw(chart)) for chart in facts.charts],
            stylesheet=Markup(stylesheet()),  # noqa: S704 - our own file
            stylesheet_hash=stylesheet_hash(),
            language="de",
        )
    )
