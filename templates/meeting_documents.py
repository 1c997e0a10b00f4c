"""Documents of a meeting as HTML: invitation, attendance list, minutes, in German and English.

German is the leading language; what was proposed, moved and resolved stands in it verbatim in both.
"""

from collections.abc import Mapping
from dataclasses import fields

from markupsafe import Markup

from models import MeetingDocumentKind
from templates.document_facts.meeting import AttendanceListFacts, InvitationFacts, MinutesFacts
from templates.documents import stylesheet, stylesheet_hash
from templates.paper import paper

MeetingDocumentFacts = InvitationFacts | AttendanceListFacts | MinutesFacts
KINDS: Mapping[MeetingDocumentKind, type[MeetingDocumentFacts]] = {
    MeetingDocumentKind.SUMMONS: InvitationFacts,
    MeetingDocumentKind.ATTENDANCE_LIST: AttendanceListFacts,
    MeetingDocumentKind.MINUTES: MinutesFacts,
}


def write_meeting_document(
    kind: MeetingDocumentKind, facts: MeetingDocumentFacts, *, language: str = "de"
) -> str:
    """The document as one complete HTML page."""
    if not isinstance(facts, KINDS[kind]):
        raise TypeError(f"A {kind} is written from {KINDS[kind].__name__}, not {type(facts).__name__}.")
    template = paper(language).get_template(f"documents/{language}/meeting_{kind}.html.j2")
    return template.render(
        **{field.name: getattr(facts, field.name) for field in fields(facts)},
        stylesheet=Markup(stylesheet()),  # noqa: S704 - our own file
        stylesheet_hash=stylesheet_hash(),
    )
