"""What the resolution paper (Beschlussvorlage) is given."""

from dataclasses import dataclass
from datetime import date

from models import ItemResult
from templates.document_facts.front import Front


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """One item of the proposed resolution, verbatim."""

    number: int
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class FinanceFacts:
    """What a measure costs; an empty cover says that nobody has named one."""

    code: str
    title: str
    cost_eur: int | None
    cost_yearly_eur: int | None
    fiscal_year: int | None
    cover: str = ""
    result: ItemResult | None = None
    is_simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class ConsultationFacts:
    """One step of the route through the committees (Beratungsfolge)."""

    committee: str
    role: str
    held_on: date | None
    is_public: bool


@dataclass(frozen=True, kw_only=True)
class StatementFacts:
    """Why a member did not go along (Sondervotum); without `who` the body does not name its members."""

    who: str
    text: str
    is_simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class VoteFacts:
    """What a body recommends or decides on one item, with its votes."""

    title: str
    result: ItemResult
    conditions: str = ""
    on_date: date
    yes_count: int
    no_count: int
    abstain_count: int
    present_count: int
    statements: tuple[StatementFacts, ...] = ()
    is_simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class AnnexFacts:
    """A document that lies with the paper."""

    title: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ResolutionPaperFacts:
    """Subject, facts, reasons, proposed resolution, money, route, annexes, recommendation."""

    front: Front
    committee: str
    held_on: date | None
    subject: str
    facts: str
    reasons: str
    proposed_resolution: str
    items: tuple[ItemFacts, ...]
    finances: tuple[FinanceFacts, ...]
    total_once_eur: int
    total_yearly_eur: int
    consultations: tuple[ConsultationFacts, ...]
    annexes: tuple[AnnexFacts, ...]
    advising_committee: str
    recommendations: tuple[VoteFacts, ...]
    preparing_committee: str = ""
    preparations: tuple[VoteFacts, ...] = ()
    resolutions: tuple[VoteFacts, ...] = ()
