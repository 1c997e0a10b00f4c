"""The facts of a meeting's documents, from its dossier, for one part of its readers."""

from dataclasses import dataclass
from datetime import date

from models import AgendaItem, AgendaKind, Attendance, MeetingDocumentKind, Motion, Part, Presence
from steering.documents.meeting_votes import vote_line
from steering.meetings.attending import present_seats
from steering.meetings.dossier import MeetingDossier
from steering.meetings.outcome import lost_quorum
from steering.meetings.summoning import is_statutory
from templates.document_facts.meeting import (
    Approved,
    AttendanceListFacts,
    CheckLine,
    CorrectionLine,
    InvitationFacts,
    ItemLine,
    ItemMinutes,
    MeetingHead,
    MinutesFacts,
    MotionLine,
    NoteLine,
    PaperLine,
    Proposal,
    SeatLine,
    StayLine,
    SummonsLine,
    WaiverLine,
)
from templates.meeting_documents import MeetingDocumentFacts
from templates.phrases import phrase
from templates.reasons import reason_text


@dataclass(frozen=True, kw_only=True)
class Writing:
    """For whom, when and where a document is written."""

    part: Part
    language: str
    region_title: str
    office: str
    today: date
    version: int = 1
    sentence: str = ""
    approved_on: date | None = None


def facts_for(kind: MeetingDocumentKind, dossier: MeetingDossier, how: Writing) -> MeetingDocumentFacts:
    """The facts of one kind of document."""
    if kind is MeetingDocumentKind.SUMMONS:
        return InvitationFacts(
            head=_head(dossier, how),
            items=_lines(dossier, how),
            sentence=how.sentence,
            has_other_part=_has_other_part(dossier, how.part),
        )
    if kind is MeetingDocumentKind.ATTENDANCE_LIST:
        return AttendanceListFacts(head=_head(dossier, how), seats=_seats(dossier), guests=_guests(dossier))
    return _minutes(dossier, how)


def parts_of(dossier: MeetingDossier) -> list[Part]:
    """Which parts a meeting's documents have; the public one is always there."""
    has_hidden = any(not item.is_public for item in dossier.agenda)
    return [Part.PUBLIC, Part.NON_PUBLIC] if has_hidden else [Part.PUBLIC]


def _has_other_part(dossier: MeetingDossier, part: Part) -> bool:
    return part is Part.PUBLIC and len(parts_of(dossier)) > 1


def _head(dossier: MeetingDossier, how: Writing) -> MeetingHead:
    meeting, committee = dossier.meeting, dossier.committee
    if meeting.starts_at is None:
        raise ValueError(f"{meeting.id} has no hour; its own office holds it.")
    return MeetingHead(
        region_title=how.region_title,
        committee=committee.title,
        decides=committee.decides,
        is_statutory=is_statutory(committee.kind),
        starts_at=meeting.starts_at,
        place=meeting.place,
        has_remote_access=bool(meeting.remote_link),
        chair=meeting.chair,
        minute_taker=meeting.minute_taker,
        office=how.office,
        part=how.part,
        written_on=how.today,
        is_second=meeting.is_second_summons,
        is_simulated=meeting.is_simulated,
        opened_at=meeting.opened_at,
        closed_at=meeting.closed_at,
    )


def _shown(item: AgendaItem, part: Part) -> bool:
    return item.is_public == (part is Part.PUBLIC)


def _lines(dossier: MeetingDossier, how: Writing) -> tuple[ItemLine, ...]:
    """The agenda; members' papers hold all of it, the public learns of the rest that it exists."""
    return tuple(_line(dossier, item, how) for item in dossier.agenda)


def _line(dossier: MeetingDossier, item: AgendaItem, how: Writing) -> ItemLine:
    if how.part is Part.PUBLIC and not item.is_public:
        hidden = phrase("meeting.hidden_item", how.language)
        return ItemLine(number=item.number, title=hidden, kind=AgendaKind.MATTER, is_public=False)
    return ItemLine(
        number=item.number,
        title=item.title,
        kind=item.kind,
        is_public=item.is_public,
        is_urgent=item.is_urgent,
        responsible=item.responsible,
        planned_minutes=item.planned_minutes,
        proposals=tuple(
            Proposal(title=point.title, text=point.proposal)
            for point in dossier.points_of(item)
            if point.proposal
        ),
        papers=tuple(
            PaperLine(title=paper.title, link=paper.link, sha256=paper.sha256, laid_on=paper.laid_on)
            for paper in dossier.papers_of(item)
        ),
    )


def _seats(dossier: MeetingDossier) -> tuple[SeatLine, ...]:
    return tuple(
        SeatLine(
            number=seat.number,
            title=seat.title,
            has_vote=seat.has_vote,
            stays=tuple(
                _stay(stay, seat.title, has_vote=seat.has_vote)
                for stay in dossier.stays
                if stay.seat_id == seat.id
            ),
        )
        for seat in dossier.seats
    )


def _guests(dossier: MeetingDossier) -> tuple[StayLine, ...]:
    return tuple(_stay(stay, "", has_vote=False) for stay in dossier.stays if stay.presence is Presence.GUEST)


def _stay(stay: Attendance, seat: str, *, has_vote: bool) -> StayLine:
    return StayLine(
        seat=seat,
        title=stay.title,
        presence=stay.presence,
        has_vote=has_vote,
        is_remote=stay.is_remote,
        came_at=stay.came_at,
        left_at=stay.left_at,
    )


def _minutes(dossier: MeetingDossier, how: Writing) -> MinutesFacts:
    approval = dossier.approval
    seats = _seats(dossier)
    mine = [item for item in dossier.agenda if _shown(item, how.part)]
    return MinutesFacts(
        head=_head(dossier, how),
        version=how.version,
        summonses=_summonses(dossier),
        waivers=_waivers(dossier),
        checks=_checks(dossier, how.language),
        seats=seats,
        guests=_guests(dossier),
        present_count=_opened_with(dossier),
        agenda=_lines(dossier, how),
        urgent=tuple(_motion(each) for each in dossier.motions if each.agenda_item_id is None),
        items=tuple(_item(dossier, item, how) for item in mine),
        has_other_part=_has_other_part(dossier, how.part),
        approved=Approved(
            on_date=how.approved_on or how.today,
            yes=approval.yes_count,
            no=approval.no_count,
            abstain=approval.abstain_count,
        )
        if approval
        else None,
        corrections=tuple(
            CorrectionLine(passage=each.passage, text=each.text) for each in dossier.corrections
        ),
    )


def _opened_with(dossier: MeetingDossier) -> int:
    opened = dossier.meeting.opened_at
    return len(present_seats(dossier.stays, dossier.seats, opened)) if opened else 0


def _summonses(dossier: MeetingDossier) -> tuple[SummonsLine, ...]:
    return tuple(
        SummonsLine(
            sent_at=each.sent_at,
            channel=each.channel,
            latest_on=each.latest_on,
            notice_days=each.notice_days,
            is_in_time=each.is_in_time,
            is_urgent=each.is_urgent,
            sentence=each.sentence,
        )
        for each in dossier.summonses
    )


def _waivers(dossier: MeetingDossier) -> tuple[WaiverLine, ...]:
    return tuple(
        WaiverLine(
            kind=each.kind,
            subject=each.subject,
            latest_on=each.latest_on,
            reason=each.reason,
            given_by=each.given_by,
        )
        for each in dossier.waivers
    )


def _checks(dossier: MeetingDossier, language: str) -> tuple[CheckLine, ...]:
    return tuple(
        CheckLine(
            occasion=each.occasion,
            at=each.at,
            present=each.present_count,
            needed=each.needed_count,
            seats=each.seats_count,
            is_met=each.is_met,
            doubted_by=each.doubted_by,
            reason=reason_text(
                each.reason,
                {"present": each.present_count, "needed": each.needed_count, "seats": each.seats_count},
                language,
            ),
        )
        for each in dossier.checks
    )


def _item(dossier: MeetingDossier, item: AgendaItem, how: Writing) -> ItemMinutes:
    titles = {seat.id: seat.title for seat in dossier.seats}
    points = dossier.points_of(item)
    votes = [(point, dossier.last_vote(point)) for point in points]
    return ItemMinutes(
        line=_line(dossier, item, how),
        recused=tuple(titles[seat] for seat in sorted(dossier.recused_from(item))),
        notes=tuple(
            NoteLine(kind=note.kind, author=note.author, text=note.text) for note in dossier.notes_to(item)
        ),
        motions=tuple(_motion(motion) for motion in _as_voted(dossier.motions_to(item))),
        votes=tuple(
            vote_line(dossier, point, vote, how.language) for point, vote in votes if vote is not None
        ),
        is_undecided=lost_quorum(dossier) and any(vote is None for _, vote in votes),
    )


def _as_voted(motions: list[Motion]) -> list[Motion]:
    """In the order in which they were decided."""
    return sorted(
        motions, key=lambda each: (each.decided_at is None, each.decided_at or each.moved_at, each.place)
    )


def _motion(motion: Motion) -> MotionLine:
    return MotionLine(
        number=motion.number,
        kind=motion.kind,
        moved_by=motion.moved_by,
        text=motion.text,
        old_text=motion.old_text,
        new_text=motion.new_text,
        state=motion.state,
        present=motion.present_count,
        yes=motion.yes_count,
        no=motion.no_count,
        abstain=motion.abstain_count,
    )
