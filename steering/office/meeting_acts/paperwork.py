"""The documents of a meeting: written in both languages, frozen by hash, laid down as files.

What is not public never lies where documents are served from.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from models import MeetingDocument, MeetingDocumentKind, Part
from models.columns import key
from steering.documents.meeting import Writing, facts_for, parts_of
from steering.meeting_letters import slug
from steering.meetings.appointments import public_file
from steering.meetings.dossier import MeetingDossier
from steering.office.clock import day_of
from steering.office.listing import put
from steering.office.meeting_acts.desk import dossier_of
from steering.office.meeting_acts.framing import PLACE, frame_for
from steering.office.opening import Office
from steering.office.papers import Named
from templates.meeting_documents import write_meeting_document
from templates.meeting_pages import MeetingPage, PageDocument, write_meeting_page
from templates.pdf import to_pdf
from templates.phrases import phrase
from templates.word import to_docx
from templates.words import LANGUAGES

HIDDEN = "non_public"
FORMS: Mapping[str, Callable[[MeetingDocument], bytes]] = {
    "html": lambda document: document.html.encode(),
    "pdf": lambda document: to_pdf(document.html, **_named(document)),
    "docx": lambda document: to_docx(document.html, **_named(document)),
}


def written(
    office: Office,
    dossier: MeetingDossier,
    kind: MeetingDocumentKind,
    *,
    version: int,
    sentence: str = "",
    is_approved: bool = False,
) -> list[MeetingDocument]:
    """One kind of document for each part of its readers, in each language."""
    parts = [Part.PUBLIC] if kind is MeetingDocumentKind.ATTENDANCE_LIST else parts_of(dossier)
    approval = dossier.approval
    return [
        _document(
            office,
            dossier,
            kind,
            Writing(
                part=part,
                language=language,
                region_title=office.profile.region.title,
                office=office.sender.function,
                today=office.today,
                version=version,
                sentence=sentence,
                approved_on=day_of(approval.at) if approval else None,
            ),
            is_approved=is_approved,
        )
        for part in parts
        for language in LANGUAGES
    ]


def _document(
    office: Office,
    dossier: MeetingDossier,
    kind: MeetingDocumentKind,
    how: Writing,
    *,
    is_approved: bool,
) -> MeetingDocument:
    html = write_meeting_document(kind, facts_for(kind, dossier, how), language=how.language)
    return MeetingDocument(
        id=key(dossier.meeting.id, kind, how.part, how.version, how.language),
        meeting_id=dossier.meeting.id,
        kind=kind,
        part=how.part,
        version=how.version,
        language=how.language,
        title=phrase(f"meeting.document.{kind}", how.language, committee=dossier.committee.title),
        html=html,
        html_sha256=hashlib.sha256(html.encode()).hexdigest(),
        is_approved=is_approved,
        created_at=office.now,
    )


def lay_down_meeting(office: Office, meeting_id: str) -> list[Path]:
    """Put the documents of a meeting where they belong, as HTML, PDF and Word; gives what was written."""
    dossier = dossier_of(office, meeting_id)
    made: list[Path] = []
    for document in dossier.documents:
        place = place_of(office, dossier, document)
        for ending, form in FORMS.items():
            file = place.with_suffix(f".{ending}")
            if not file.exists():
                put(file, form(document))
                made.append(file)
    folder = office.settings.documents / PLACE / slug(dossier)
    link = frame_for(office, dossier).link
    date_file = public_file(dossier, office.sender, now=_changed_at(office, dossier), link=link)
    for name, content in (
        ("index.html", write_meeting_page(_page(office, dossier))),
        ("termin.ics", date_file),
    ):
        if put(folder / name, content.encode()):
            made.append(folder / name)
    return made


def _changed_at(office: Office, dossier: MeetingDossier) -> datetime:
    """When people were last told of the date: the same date gives the same file."""
    return dossier.summonses[-1].sent_at if dossier.summonses else office.now


def _named(document: MeetingDocument) -> Named:
    return {
        "title": document.title,
        "language": document.language,
        "created_on": day_of(document.created_at),
    }


def place_of(office: Office, dossier: MeetingDossier, document: MeetingDocument) -> Path:
    """Where a document lies, without its ending."""
    root = office.settings.documents if document.part is Part.PUBLIC else office.settings.home / HIDDEN
    return root / PLACE / slug(dossier) / f"{document.kind}-{document.version}-{document.language}"


def _page(office: Office, dossier: MeetingDossier) -> MeetingPage:
    """The page to which letters lead: what anybody may read of a meeting."""
    meeting = dossier.meeting
    public = [each for each in dossier.documents if each.part is Part.PUBLIC]
    return MeetingPage(
        committee=dossier.committee.title,
        region=office.profile.region.title,
        state=meeting.state,
        starts_at=meeting.starts_at or office.now,
        place=meeting.place,
        reason=meeting.reason if meeting.state.value == "cancelled" else "",
        is_simulated=meeting.is_simulated,
        documents=tuple(
            PageDocument(
                title=each.title,
                file=f"{each.kind}-{each.version}-{each.language}",
                language=each.language,
                version=each.version,
                created_on=day_of(each.created_at),
                is_approved=each.is_approved,
            )
            for each in public
        ),
    )
