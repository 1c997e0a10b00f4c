"""How a meeting looks: for programs in parts, for people in lines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deployments.cli.door import Door

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import AgendaItem, AgendaParty
    from steering.meetings.dossier import MeetingDossier


def agenda_rows(dossier: "MeetingDossier") -> list[dict[str, Any]]:
    """The agenda, item by item."""
    return [_item(dossier, item) for item in dossier.agenda]


def _item(dossier: "MeetingDossier", item: "AgendaItem") -> dict[str, Any]:
    return {
        "order": item.position,
        "number": item.number,
        "title": item.title,
        "kind": item.kind,
        "is_public": item.is_public,
        "is_urgent": item.is_urgent,
        "gate": item.gate_id,
        "papers": len(dossier.papers_of(item)),
        "parts": [{"title": point.title, "proposal": point.proposal} for point in dossier.points_of(item)],
    }


def missing_agreement(dossier: "MeetingDossier") -> "list[AgendaParty]":
    """Who has not yet agreed to the agenda as it is."""
    from steering.meetings.agenda import agenda_sha256, missing_parties

    return missing_parties(dossier.entries, agenda_sha256(dossier))


def in_parts(dossier: "MeetingDossier") -> dict[str, Any]:
    """Everything of a meeting beside itself, for programs."""
    from steering.meetings.outcome import last_votes
    from steering.office.meeting_acts.minutes import is_untouched

    hidden = {"html", "lock_version"}
    return {
        "agenda": agenda_rows(dossier),
        "missing_agreement": missing_agreement(dossier),
        "summonses": [each.model_dump() for each in dossier.summonses],
        "waivers": [each.model_dump() for each in dossier.waivers],
        "attendance": [each.model_dump() for each in dossier.stays],
        "quorum": [each.model_dump() for each in dossier.checks],
        "motions": [each.model_dump() for each in dossier.motions],
        "votes": [vote.model_dump() for _, vote in last_votes(dossier)],
        "documents": [each.model_dump(exclude=hidden) for each in dossier.documents],
        "corrections": [each.model_dump() for each in dossier.corrections],
        "approval": dossier.approval.model_dump() if dossier.approval else None,
        "is_untouched": is_untouched(dossier),
    }


def in_lines(door: Door, dossier: "MeetingDossier") -> Iterator[str]:
    """A meeting as a person reads it."""
    meeting = dossier.meeting
    yield door.text(
        "meeting_shown",
        committee=dossier.committee.title,
        on=meeting.starts_at or meeting.held_on,
        place=meeting.place,
        state=meeting.state,
    )
    if meeting.reason and meeting.state.value == "cancelled":
        yield meeting.reason
    for item in dossier.agenda:
        public = "" if item.is_public else f" ({door.word('non_public', 'part')})"
        yield f"TOP {item.number}: {item.title}{public}"
        yield from _at_item(door, dossier, item)
    yield from _room(door, dossier)


def _at_item(door: Door, dossier: "MeetingDossier", item: "AgendaItem") -> Iterator[str]:
    for motion in dossier.motions_to(item):
        yield "  " + door.text(
            "motion_shown", number=motion.number, kind=motion.kind, who=motion.moved_by, state=motion.state
        )
    for place, point in enumerate(dossier.points_of(item), start=1):
        vote = dossier.last_vote(point)
        if vote is None:
            yield "  " + door.text("point_open", part=place, title=point.title)
            continue
        yield "  " + door.text(
            "point_voted",
            part=place,
            title=point.title,
            result=vote.result,
            yes=vote.yes_count,
            no=vote.no_count,
            abstain=vote.abstain_count,
        )


def _room(door: Door, dossier: "MeetingDossier") -> Iterator[str]:
    from templates.reasons import reason_text

    if dossier.stays:
        there = [stay for stay in dossier.stays if stay.left_at is None]
        yield door.text("meeting_present", count=len(there), total=len(dossier.stays))
    for check in dossier.checks:
        facts = {"present": check.present_count, "needed": check.needed_count, "seats": check.seats_count}
        yield f"{door.word(check.occasion.value, 'quorum_occasion')}: " + reason_text(
            check.reason, facts, door.language
        )
    if dossier.approval is not None:
        yield door.text("minutes_frozen", sha256=dossier.approval.html_sha256)
