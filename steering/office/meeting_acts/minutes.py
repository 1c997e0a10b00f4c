"""Minutes (Niederschrift): drafted from what was recorded, approved in a later meeting, then frozen."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models import (
    Meeting,
    MeetingDocument,
    MeetingDocumentKind,
    MeetingState,
    MinutesApproval,
    MinutesCorrection,
)
from models.columns import key
from steering.errors import NotAllowedNow
from steering.meeting_letters import lay_before, summoned, tell_approved
from steering.meetings.dossier import MeetingDossier
from steering.meetings.lifecycle import OVER, MeetingEvent, moved
from steering.meetings.outcome import lost_quorum
from steering.office.clock import day_of
from steering.office.meeting_acts.debating import Count
from steering.office.meeting_acts.desk import dossier_in, shift, short_name
from steering.office.meeting_acts.framing import frame_for
from steering.office.meeting_acts.paperwork import written
from steering.office.opening import Office

REMARKS_DAYS = timedelta(days=14)
APPROVES = (MeetingState.OPENED, *sorted(OVER))


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What of the draft is corrected, and how it reads now."""

    passage: str
    text: str


def draft_minutes(office: Office, meeting_id: str) -> list[MeetingDocument]:
    """Write the minutes from what was recorded, and lay them before the members."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        moved(dossier.meeting.state, MeetingEvent.DRAFT_MINUTES)
        earlier = minutes_of(dossier)
        version = 1 + max((each.version for each in earlier), default=0)
        newest = [each for each in earlier if each.version == version - 1]
        if newest and _same_text(
            newest, written(office, dossier, MeetingDocumentKind.MINUTES, version=version - 1)
        ):
            return newest
        documents = written(office, dossier, MeetingDocumentKind.MINUTES, version=version)
        attended = written(office, dossier, MeetingDocumentKind.ATTENDANCE_LIST, version=_next_list(dossier))
        frame, was_inquorate = frame_for(office, dossier), lost_quorum(dossier)
        due_on = office.due(REMARKS_DAYS.days)
        letters = [
            lay_before(frame, dossier, to, version=version, due_on=due_on, was_inquorate=was_inquorate)
            for to in summoned(dossier)
        ]
        shift(tx, dossier, MeetingEvent.DRAFT_MINUTES)
        tx.keep([*documents, *attended])
        tx.owe(letters)
        return documents


def approve_minutes(
    office: Office,
    meeting_id: str,
    count: Count,
    *,
    approved_in: str,
    corrections: Sequence[Correction] = (),
    at: datetime | None = None,
) -> MinutesApproval:
    """Another meeting approves the minutes, with corrections; after that they never change."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        if dossier.approval is not None:
            raise NotAllowedNow(
                f"{meeting_id} is approved.",
                code="minutes_approved_already",
                meeting=short_name(dossier.meeting),
            )
        moved(dossier.meeting.state, MeetingEvent.APPROVE_MINUTES)
        approving = tx.get(Meeting, approved_in)
        _refuse(dossier, approving, count, corrections)
        tx.keep(_corrections(meeting_id, corrections))
        version = 1 + max(each.version for each in minutes_of(dossier))
        approval = MinutesApproval(
            meeting_id=meeting_id,
            approved_in_id=approving.id,
            version=version,
            html_sha256="0" * 64,
            yes_count=count.yes,
            no_count=count.no,
            abstain_count=count.abstain,
            at=at or approving.opened_at or office.now,
        )
        final = written(
            office,
            replace(dossier_in(tx.session, meeting_id), approval=approval),
            MeetingDocumentKind.MINUTES,
            version=version,
            is_approved=True,
        )
        approval.html_sha256 = frozen_hash(final)
        after = shift(tx, dossier, MeetingEvent.APPROVE_MINUTES)
        tx.keep([*final, approval])
        frame = frame_for(office, dossier)
        approved_on = day_of(approval.at)
        tx.owe(
            [
                tell_approved(frame, dossier, to, approved_on=approved_on, corrections=len(corrections))
                for to in summoned(dossier)
            ]
        )
        tx.enter(
            "minutes.frozen", after.id, {"sha256": approval.html_sha256, "corrections": len(corrections)}
        )
        return tx.get(MinutesApproval, meeting_id)


def minutes_of(dossier: MeetingDossier) -> list[MeetingDocument]:
    """Every version of the minutes, in all parts and languages."""
    return [each for each in dossier.documents if each.kind is MeetingDocumentKind.MINUTES]


def frozen_hash(documents: Sequence[MeetingDocument]) -> str:
    """The hash over all parts and languages of one version, whatever order they are read in."""
    told = sorted(
        f"{each.part}/{each.language}/{hashlib.sha256(each.html.encode()).hexdigest()}" for each in documents
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def is_untouched(dossier: MeetingDossier) -> bool:
    """Whether the approved minutes are what was approved."""
    if dossier.approval is None:
        return True
    final = [each for each in minutes_of(dossier) if each.is_approved]
    return frozen_hash(final) == dossier.approval.html_sha256


def _next_list(dossier: MeetingDossier) -> int:
    lists = [each.version for each in dossier.documents if each.kind is MeetingDocumentKind.ATTENDANCE_LIST]
    return 1 + max(lists, default=0)


def _corrections(meeting_id: str, corrections: Sequence[Correction]) -> list[MinutesCorrection]:
    return [
        MinutesCorrection(
            id=key(meeting_id, "correction", number),
            meeting_id=meeting_id,
            number=number,
            passage=each.passage,
            text=each.text,
        )
        for number, each in enumerate(corrections, start=1)
    ]


def _refuse(
    dossier: MeetingDossier, approving: Meeting, count: Count, corrections: Sequence[Correction]
) -> None:
    meeting = dossier.meeting
    is_later = approving.held_on >= meeting.held_on and approving.id != meeting.id
    if approving.committee_id != meeting.committee_id or not is_later or approving.state not in APPROVES:
        raise NotAllowedNow(
            f"{approving.id} cannot approve.", code="approving_meeting_wrong", meeting=short_name(approving)
        )
    if count.yes <= count.no:
        raise NotAllowedNow("Not carried.", code="approval_not_carried", yes=count.yes, no=count.no)
    if any(not each.passage.strip() or not each.text.strip() for each in corrections):
        raise NotAllowedNow("What is corrected?", code="correction_incomplete")


def _same_text(newest: Sequence[MeetingDocument], again: Sequence[MeetingDocument]) -> bool:
    """Whether a new draft would say nothing else than the last one."""
    return {each.id: each.html_sha256 for each in newest} == {each.id: each.html_sha256 for each in again}
