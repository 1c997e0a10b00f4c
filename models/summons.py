"""The agenda's agreement, its papers, and the summons (Ladung) with which a meeting is called."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class AgendaAct(StrEnum):
    """What was done to an agenda before its meeting."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DEMANDED = "demanded"
    CHANGED = "changed"


class AgendaParty(StrEnum):
    """Who draws up an agenda: the head of administration, in consultation with the chair (s. 59 (3))."""

    CHAIR = "chair"
    CHIEF_EXECUTIVE = "chief_executive"


class SummonsKind(StrEnum):
    """For what members are written to."""

    FIRST = "first"
    AGENDA_CHANGED = "agenda_changed"
    MOVED = "moved"
    SECOND = "second"


class SummonsChannel(StrEnum):
    """By which way members are called; the law asks for writing or an electronic document (s. 59 (1))."""

    MAIL = "mail"
    LETTER = "letter"
    PORTAL = "portal"


class WaiverKind(StrEnum):
    """Which period was not kept."""

    NOTICE = "notice"
    PAPERS = "papers"


class AgendaEntry(SQLModel, table=True):
    """One act on an agenda, by one of the two who draw it up; for which wording it was done."""

    __tablename__ = "agenda_entry"

    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    number: int
    act: AgendaAct = choice(AgendaAct)
    party: AgendaParty = choice(AgendaParty)
    agenda_sha256: str
    note: str = ""
    at: datetime = moment()

    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        one_of("act", AgendaAct, "ck_agenda_entry_act"),
        one_of("party", AgendaParty, "ck_agenda_entry_party"),
        CheckConstraint("length(agenda_sha256) = 64", name="ck_agenda_entry_sha256"),
    )


class AgendaPaper(SQLModel, table=True):
    """A paper that lies with an agenda item, with the hash of what it was."""

    __tablename__ = "agenda_paper"

    id: str = Field(primary_key=True)
    agenda_item_id: str = Field(foreign_key="agenda_item.id", index=True)
    number: int
    title: str
    link: str = ""
    sha256: str
    document_id: str | None = Field(default=None, foreign_key="document.id")
    laid_on: date

    __table_args__ = (
        UniqueConstraint("agenda_item_id", "number"),
        CheckConstraint("length(sha256) = 64", name="ck_agenda_paper_sha256"),
    )


class Summons(SQLModel, table=True):
    """That members were called: when, how, for which agenda, and whether in time."""

    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    number: int
    kind: SummonsKind = choice(SummonsKind, default=SummonsKind.FIRST)
    channel: SummonsChannel = choice(SummonsChannel, default=SummonsChannel.MAIL)
    sent_at: datetime = moment()
    held_on: date = Field(description="the day for which members were called")
    agenda_sha256: str
    papers_sha256: str
    notice_days: int
    latest_on: date = Field(description="last day on which it could be sent in time")
    is_in_time: bool
    is_urgent: bool = False
    letters_count: int
    sentence: str = Field(default="", description="the sentence that a second summons must hold, verbatim")

    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        one_of("kind", SummonsKind, "ck_summons_kind"),
        one_of("channel", SummonsChannel, "ck_summons_channel"),
        CheckConstraint(
            "length(agenda_sha256) = 64 AND length(papers_sha256) = 64", name="ck_summons_sha256"
        ),
        CheckConstraint("kind <> 'second' OR sentence <> ''", name="ck_summons_sentence"),
        CheckConstraint("letters_count > 0", name="ck_summons_letters"),
    )


class MeetingWaiver(SQLModel, table=True):
    """That a period was not kept, why, and who answers for it."""

    __tablename__ = "meeting_waiver"

    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    kind: WaiverKind = choice(WaiverKind)
    subject: str = Field(description="the summons, or the title of the paper that came late")
    latest_on: date
    reason: str
    given_by: str
    at: datetime = moment()

    __table_args__ = (
        one_of("kind", WaiverKind, "ck_meeting_waiver_kind"),
        CheckConstraint("reason <> '' AND given_by <> ''", name="ck_meeting_waiver_reason"),
    )
