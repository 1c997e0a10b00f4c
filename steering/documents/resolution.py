"""The facts of the resolution paper (Beschlussvorlage)."""

from collections.abc import Mapping, Sequence
from datetime import date

from models import (
    Committee,
    CommitteeKind,
    Document,
    Gate,
    GateItem,
    GateKind,
    ItemResult,
    Measure,
    Meeting,
    MeetingState,
    Paper,
    PlannedMeasure,
    Recommendation,
    Resolution,
)
from steering.documents.front import front
from steering.documents.minority import statements_on
from steering.drafting_chapters import planned_measures
from steering.errors import NotThere
from steering.measures import route_of
from steering.stage import Desk
from templates.document_facts import (
    AnnexFacts,
    ConsultationFacts,
    FinanceFacts,
    ItemFacts,
    ResolutionPaperFacts,
    StatementFacts,
    VoteFacts,
)

ADVISING = "strategy_group"
PREPARING = "executive_committee"
ADOPTED = frozenset({ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED})
# A document that a stage writes again after its gates carries this behind its kind.
DECIDED = "_decided"
# What the last stage writes itself is no annex to its paper.
OWN = frozenset({"resolution_paper", "masterplan"})


def resolution_paper(desk: Desk, committee_key: str = "county_council") -> ResolutionPaperFacts:
    """The newest paper for a body, with money, route, recommendation and annexes."""
    committees = {committee.key: committee for committee in desk.records.all(Committee)}
    if committee_key not in committees:
        raise NotThere(
            f"No committee is called {committee_key!r}.", code="no_committee", committee=committee_key
        )
    committee = committees[committee_key]
    paper = _paper(desk, committee)
    sheets = planned_measures(desk)
    money = [(sheet, measure) for sheet, measure in sheets if sheet.is_budget_relevant]
    advising, preparing = committees.get(ADVISING), committees.get(PREPARING)
    finances = tuple(_finance(desk, sheet, measure) for sheet, measure in money)
    counted = [each for each in finances if each.result is None or each.result in ADOPTED]
    return ResolutionPaperFacts(
        front=front(desk),
        committee=committee.title,
        held_on=_meets_on(desk, committee),
        subject=paper.subject,
        facts=paper.facts,
        reasons=paper.reasons,
        proposed_resolution=paper.proposed_resolution,
        items=_items(desk, committee, paper),
        finances=finances,
        total_once_eur=sum(each.cost_eur or 0 for each in counted),
        total_yearly_eur=sum(each.cost_yearly_eur or 0 for each in counted),
        consultations=_consultations(desk, [sheet for sheet, _ in money], committee),
        annexes=_annexes(desk),
        advising_committee=advising.title if advising else "",
        recommendations=_recommendations(desk, advising),
        preparing_committee=preparing.title if preparing and preparing != committee else "",
        preparations=_recommendations(desk, preparing),
        resolutions=_resolutions(desk, committee),
    )


def _paper(desk: Desk, committee: Committee) -> Paper:
    mine = [
        each
        for each in desk.records.all(Paper)
        if each.cycle_id == desk.cycle.id and each.committee_id == committee.id
    ]
    if not mine:
        raise NotThere(f"No paper for {committee.title}.", code="no_paper", committee=committee.title)
    return max(mine, key=lambda each: each.round)


def _meets_on(desk: Desk, committee: Committee) -> date | None:
    """The next meeting of a body, or its last one if none is planned."""
    days = sorted(
        each.held_on
        for each in desk.records.all(Meeting)
        if each.committee_id == committee.id and each.state is not MeetingState.CANCELLED
    ) or _recommended_on(desk, committee)
    return next((day for day in days if day >= desk.today), days[-1] if days else None)


def _recommended_on(desk: Desk, committee: Committee) -> list[date]:
    """The days of a body that answers by circulation and holds no meeting for it."""
    return sorted(
        each.on_date for each in desk.records.all(Recommendation) if each.committee_id == committee.id
    )


def _items(desk: Desk, committee: Committee, paper: Paper) -> tuple[ItemFacts, ...]:
    """The items verbatim: from the gate once it is open, before that line by line from the paper."""
    gates = [
        gate
        for gate in desk.records.all(Gate)
        if gate.committee_id == committee.id and gate.kind in {GateKind.DECIDE, GateKind.RECOMMEND}
    ]
    if gates:
        newest = max(gates, key=lambda gate: (gate.opened_at, gate.attempt))
        items = sorted(
            (each for each in desk.records.all(GateItem) if each.gate_id == newest.id),
            key=lambda each: each.number,
        )
        return tuple(ItemFacts(number=each.number, title=each.title, text=each.text) for each in items)
    lines = [line.strip() for line in paper.proposed_resolution.splitlines() if line.strip()]
    return tuple(ItemFacts(number=number, title="", text=line) for number, line in enumerate(lines, start=1))


def _finance(desk: Desk, sheet: PlannedMeasure, measure: Measure) -> FinanceFacts:
    decided = [each.result for each in desk.records.all(Resolution) if each.subject_id == sheet.id]
    return FinanceFacts(
        code=measure.code,
        title=measure.title,
        cost_eur=sheet.cost_eur,
        cost_yearly_eur=sheet.cost_yearly_eur,
        fiscal_year=sheet.fiscal_year,
        result=decided[-1] if decided else None,
        is_simulated=sheet.is_simulated,
    )


def _consultations(
    desk: Desk, sheets: Sequence[PlannedMeasure], last: Committee
) -> tuple[ConsultationFacts, ...]:
    """The longest route of the budget-relevant measures, ending with the body of the paper."""
    committees = {committee.key: committee for committee in desk.records.all(Committee)}
    longest = max((route_of(sheet) for sheet in sheets), key=len, default=[])
    steps = longest[: longest.index(last.key)] if last.key in longest else longest
    return tuple(
        ConsultationFacts(
            committee=committees[key].title,
            role=_role(committees[key]),
            held_on=_meets_on(desk, committees[key]),
            is_public=committees[key].is_public,
        )
        for key in [*steps, last.key]
        if key in committees
    )


def _role(committee: Committee) -> str:
    if committee.decides:
        return "consult_decide"
    return "consult_recommend" if committee.kind is CommitteeKind.ADVISORY_BOARD else "consult_prepare"


def _annexes(desk: Desk) -> tuple[AnnexFacts, ...]:
    """The newest document of each earlier stage, in the order in which they were written."""
    newest: dict[str, Document] = {}
    for each in sorted(desk.records.all(Document), key=lambda each: (each.created_at, each.round)):
        kind = each.kind.removesuffix(DECIDED)
        if each.cycle_id == desk.cycle.id and each.language == "de" and kind not in OWN:
            newest[kind] = each
    return tuple(AnnexFacts(title=each.title, sha256=each.html_sha256) for each in newest.values())


def _recommendations(desk: Desk, advising: Committee | None) -> tuple[VoteFacts, ...]:
    mine = [
        each for each in desk.records.all(Recommendation) if advising and each.committee_id == advising.id
    ]
    newest = max((each.on_date for each in mine), default=None)
    return _votes(desk, [each for each in mine if each.on_date == newest])


def _resolutions(desk: Desk, committee: Committee) -> tuple[VoteFacts, ...]:
    """What the body decided, once it has."""
    return _votes(desk, [each for each in desk.records.all(Resolution) if each.committee_id == committee.id])


def _votes(desk: Desk, votes: Sequence[Recommendation | Resolution]) -> tuple[VoteFacts, ...]:
    items = desk.records.by_id(GateItem)
    ordered = sorted(votes, key=lambda each: items[each.gate_item_id].number)
    return tuple(
        vote_facts(items, each, statements=statements_on(desk.records, items[each.gate_item_id]))
        for each in ordered
    )


def vote_facts(
    items: Mapping[str, GateItem],
    vote: Recommendation | Resolution,
    *,
    statements: tuple[StatementFacts, ...] = (),
) -> VoteFacts:
    """What a body recommended or decided on one item, with its votes and what members stated."""
    return VoteFacts(
        title=items[vote.gate_item_id].title,
        result=vote.result,
        conditions=vote.conditions if isinstance(vote, Resolution) else "",
        on_date=vote.on_date,
        yes_count=vote.yes_count,
        no_count=vote.no_count,
        abstain_count=vote.abstain_count,
        present_count=vote.present_count,
        statements=statements,
        is_simulated=vote.is_simulated,
    )
