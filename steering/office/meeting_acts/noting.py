"""In the meeting and after it: what is put down at an item beside motions and votes."""

from models import AgendaNote, MeetingState, NoteKind
from models.columns import key
from steering.errors import NotAllowedNow
from steering.office.meeting_acts.desk import dossier_in, refuse_unless
from steering.office.opening import Office


def note(
    office: Office, meeting_id: str, number: str, kind: NoteKind, text: str, *, author: str = ""
) -> AgendaNote:
    """Put down the course of a debate, a statement, or what a minority wants to be read."""
    if not text.strip() or (kind is not NoteKind.DISCUSSION and not author.strip()):
        raise NotAllowedNow("Who says what?", code="note_incomplete")
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        refuse_unless(
            dossier, (MeetingState.OPENED, MeetingState.CLOSED, MeetingState.INQUORATE), "meeting_not_open"
        )
        item = dossier.item(number)
        mine = dossier.notes_to(item)
        for known in mine:
            if (known.kind, known.text, known.author) == (kind, text.strip(), author.strip()):
                return known
        kept = AgendaNote(
            id=key(item.id, "note", len(mine) + 1),
            agenda_item_id=item.id,
            number=len(mine) + 1,
            kind=kind,
            author=author.strip(),
            text=text.strip(),
            at=office.now,
        )
        tx.keep([kept])
        tx.enter("meeting.note", kept.id, {"kind": kind})
        return tx.get(AgendaNote, kept.id)
