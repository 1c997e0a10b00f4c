"""Gates, votes, papers and remarks."""

from datetime import date

from sqlmodel import SQLModel

from models import (
    Comment,
    CommentState,
    Document,
    Gate,
    GateItem,
    GateKind,
    ItemResult,
    Meeting,
    Paper,
    Recommendation,
    Resolution,
)
from tests.steering.documented.names import (
    CYCLE,
    NOW,
    RESOLVED,
    TARGET,
    TODAY,
    sha,
)


def council() -> list[SQLModel]:
    """The papers and votes of the last stage, and the votes on topics."""

    def gate(number: int, committee: str, key: str, kind: GateKind) -> Gate:
        return Gate(
            id=f"gate/{key}",
            stage_run_id=f"{CYCLE}/{number}",
            committee_id=f"heidekreis/{committee}",
            key=key,
            kind=kind,
            question="?",
            content_sha256=sha(key),
            opened_at=NOW,
            due_on=TODAY,
        )

    return [
        gate(1, "strategy_group", "topics", GateKind.RANK),
        GateItem(
            id="item/topic/1",
            gate_id="gate/topics",
            number=1,
            subject_id="topic/1",
            title="Thema 1",
            text="Das Thema wird aufgenommen.",
            result=ItemResult.ADOPTED,
            yes_count=15,
            no_count=2,
            abstain_count=1,
        ),
        gate(2, "county_council", "resolution", GateKind.DECIDE),
        GateItem(
            id="item/plan",
            gate_id="gate/resolution",
            number=1,
            subject_id=TARGET,
            title="Masterplan Bildung 3.0 (2028–2032)",
            text="Der Masterplan Bildung 3.0 für die Jahre 2028 bis 2032 wird beschlossen.",
        ),
        GateItem(
            id="item/M01",
            gate_id="gate/resolution",
            number=2,
            subject_id=f"{TARGET}/M01",
            title="M01",
            text=RESOLVED,
        ),
        gate(3, "strategy_group", "final_discussion", GateKind.RECOMMEND),
        GateItem(
            id="item/recommend/plan",
            gate_id="gate/final_discussion",
            number=1,
            subject_id=TARGET,
            title="Masterplan Bildung 3.0 (2028–2032)",
            text="Dem Kreistag wird empfohlen, den Plan zu beschließen.",
        ),
        Recommendation(
            gate_item_id="item/recommend/plan",
            committee_id="heidekreis/strategy_group",
            subject_id=TARGET,
            result=ItemResult.ADOPTED,
            text="Dem Kreistag wird empfohlen, den Plan zu beschließen.",
            on_date=date(2027, 9, 1),
            yes_count=17,
            no_count=1,
            abstain_count=2,
            present_count=20,
        ),
        Meeting(id="meeting/1", committee_id="heidekreis/county_council", held_on=date(2027, 11, 19)),
        Paper(
            id="paper/county_council",
            cycle_id=CYCLE,
            round=1,
            committee_id="heidekreis/county_council",
            subject="Masterplan Bildung 3.0: Fortschreibung für die Jahre 2028 bis 2032",
            facts="Die Fortschreibung begann 2027.",
            reasons="Die Strategiegruppe hat beraten.",
            proposed_resolution="Der Masterplan Bildung 3.0 für die Jahre 2028 bis 2032 wird beschlossen.",
            created_at=NOW,
        ),
        Document(
            id="document/draft",
            cycle_id=CYCLE,
            stage_key="draft_plan",
            round=1,
            kind="draft_plan",
            title="Entwurf",
            html="<p></p>",
            html_sha256=sha("draft"),
            created_at=NOW,
        ),
    ]


def resolved() -> list[SQLModel]:
    """What the council decided: the plan is adopted, its first measure waits."""

    def resolution(item: str, subject: str, result: ItemResult, conditions: str = "") -> Resolution:
        return Resolution(
            gate_item_id=item,
            committee_id="heidekreis/county_council",
            meeting_id="meeting/1",
            subject_id=subject,
            result=result,
            text="",
            conditions=conditions,
            on_date=date(2027, 11, 19),
            yes_count=30,
            no_count=15,
            abstain_count=2,
            present_count=47,
        )

    return [
        resolution("item/plan", TARGET, ItemResult.ADOPTED),
        resolution("item/M01", f"{TARGET}/M01", ItemResult.POSTPONED, "bis zum Haushalt 2029"),
    ]


def a_comment(
    anchor: str, answer: str, *, draft_id: str, state: CommentState = CommentState.ACCEPTED
) -> Comment:
    """A remark with the office's answer."""
    return Comment(
        id=f"comment/{anchor}/{state}",
        gate_id="gate/draft",
        draft_id=draft_id,
        anchor=anchor,
        author="Mitglied für den Kreiselternrat",
        text="Die Eltern kommen nicht vor.",
        made_at=NOW,
        state=state,
        answer=answer,
        answered_at=NOW if answer else None,
    )
