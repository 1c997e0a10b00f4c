"""Gates: what a committee is asked in a stage, its items, ballots and reported counts."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from models.columns import choice, empty, moment, one_of


class GateKind(StrEnum):
    """What the committee is asked to do."""

    INFORM = "inform"
    RELEASE = "release"
    ACKNOWLEDGE = "acknowledge"
    CONFIRM = "confirm"
    RANK = "rank"
    COMMENT = "comment"
    VOTE = "vote"
    RECOMMEND = "recommend"
    DECIDE = "decide"


class GateState(StrEnum):
    """How a gate stands."""

    OPEN = "open"
    PASSED = "passed"
    PASSED_WITH_CONDITIONS = "passed_with_conditions"
    SENT_BACK = "sent_back"
    REJECTED = "rejected"
    INQUORATE = "inquorate"
    CANCELLED = "cancelled"


class Answer(StrEnum):
    """What a ballot says to an item."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class ItemResult(StrEnum):
    """What became of an item."""

    ADOPTED = "adopted"
    ADOPTED_AS_AMENDED = "adopted_as_amended"
    REJECTED = "rejected"
    POSTPONED = "postponed"
    REFERRED_BACK = "referred_back"
    NOTED = "noted"


class Gate(SQLModel, table=True):
    """One question put to one committee, in one round of a stage; a second summons is a new attempt."""

    id: str = Field(primary_key=True)
    stage_run_id: str = Field(foreign_key="stage_run.id", index=True)
    committee_id: str = Field(foreign_key="committee.id")
    key: str
    attempt: int = 1
    kind: GateKind = choice(GateKind)
    question: str
    state: GateState = choice(GateState, default=GateState.OPEN)
    lock_version: int = 0
    content_sha256: str = Field(description="hash of what is shown now; each version of it stays readable")
    rules: str = Field(
        default="",
        sa_column_kwargs={"server_default": ""},
        description="canonical JSON of the rules as they were when the gate was opened",
    )
    is_secret: bool = Field(
        default=False,
        sa_column_kwargs={"server_default": false()},
        description="answers are kept without seat and without time",
    )
    is_second_summons: bool = Field(default=False, description="quorate with any number (NKomVG s. 65 (2))")
    opened_at: datetime = moment()
    due_on: date
    closed_at: datetime | None = moment(default=None, nullable=True)
    closed_by: str = ""
    reason: str = Field(default="", description="the outcome in words")
    reminded_count: int = 0
    is_escalated: bool = False

    __table_args__ = (
        UniqueConstraint("stage_run_id", "key", "attempt"),
        one_of("kind", GateKind, "ck_gate_kind"),
        one_of("state", GateState, "ck_gate_state"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="ck_gate_closed_at"),
        CheckConstraint("state = 'open' OR reason <> ''", name="ck_gate_reason"),
        CheckConstraint("attempt > 0", name="ck_gate_attempt"),
        CheckConstraint("length(content_sha256) = 64", name="ck_gate_sha256"),
        Index(
            "uq_one_open_gate_per_question",
            "stage_run_id",
            "key",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )


class GateItem(SQLModel, table=True):
    """One thing to answer in a gate: the whole, a topic, a measure."""

    __tablename__ = "gate_item"

    id: str = Field(primary_key=True)
    gate_id: str = Field(foreign_key="gate.id", index=True)
    number: int
    subject_id: str = Field(description="id of the record that is decided on")
    title: str
    text: str = Field(description="the proposed wording, verbatim")
    result: ItemResult | None = choice(ItemResult, default=None, nullable=True)
    yes_count: int = 0
    no_count: int = 0
    abstain_count: int = 0
    remark: str = ""

    __table_args__ = (
        UniqueConstraint("gate_id", "number"),
        UniqueConstraint("gate_id", "subject_id"),
        CheckConstraint(
            "result IS NULL OR result IN ('adopted', 'adopted_as_amended', 'rejected', 'postponed', "
            "'referred_back', 'noted')",
            name="ck_item_result",
        ),
        CheckConstraint("yes_count >= 0 AND no_count >= 0 AND abstain_count >= 0", name="ck_item_counts"),
    )


class Elector(SQLModel, table=True):
    """A seat that may answer a gate: the electorate, frozen when the gate was opened."""

    gate_id: str = Field(foreign_key="gate.id", primary_key=True)
    seat_id: str = Field(foreign_key="seat.id", primary_key=True)
    has_vote: bool = True
    is_chair: bool = Field(
        default=False,
        sa_column_kwargs={"server_default": false()},
        description="whose vote may decide a tie",
    )


class Ballot(SQLModel, table=True):
    """What a seat answered to an item; a new answer replaces the old, both stay.

    A change of the item's wording ends it too: nobody has agreed to what was not shown.
    """

    id: int | None = Field(default=None, primary_key=True)
    gate_item_id: str = Field(foreign_key="gate_item.id", index=True)
    seat_id: str = Field(foreign_key="seat.id")
    revision: int = 1
    is_current: bool = True
    answer: Answer = choice(Answer)
    rank: int | None = Field(default=None, description="1 is most urgent; only where a gate ranks")
    remark: str = ""
    mandate_id: str = Field(foreign_key="mandate.id", description="who answered: the member or a deputy")
    is_by_deputy: bool = False
    content_sha256: str = Field(description="hash of what the voter saw of this item")
    cast_at: datetime = moment()
    is_simulated: bool = False

    __table_args__ = (
        UniqueConstraint("gate_item_id", "seat_id", "revision"),
        one_of("answer", Answer, "ck_ballot_answer"),
        CheckConstraint("revision > 0", name="ck_ballot_revision"),
        CheckConstraint("rank IS NULL OR rank > 0", name="ck_ballot_rank"),
        Index(
            "uq_one_current_ballot_per_seat",
            "gate_item_id",
            "seat_id",
            unique=True,
            sqlite_where=text("is_current = 1"),
            postgresql_where=text("is_current"),
        ),
    )


class Tally(SQLModel, table=True):
    """The count that a body's own office reports for an item, after its meeting."""

    gate_item_id: str = Field(foreign_key="gate_item.id", primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id")
    present_count: int
    yes_count: int
    no_count: int
    abstain_count: int
    result: ItemResult = choice(ItemResult)
    remark: str = ""
    reported_by: str
    reported_at: datetime = moment()
    is_simulated: bool = False
    text: str = empty(description="the wording that was adopted, where it differs from the proposal")

    __table_args__ = (
        one_of("result", ItemResult, "ck_tally_result"),
        CheckConstraint("yes_count >= 0 AND no_count >= 0 AND abstain_count >= 0", name="ck_tally_counts"),
        CheckConstraint(
            "yes_count + no_count + abstain_count <= present_count", name="ck_tally_not_more_than_present"
        ),
    )
