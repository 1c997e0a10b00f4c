"""The page of a meeting, to which its letters lead: what anybody may read of it."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from markupsafe import Markup

from models import MeetingState
from templates.documents import stylesheet, stylesheet_hash
from templates.paper import paper


@dataclass(frozen=True, kw_only=True)
class PageDocument:
    """A document that was laid down beside the page, by its file without an ending."""

    title: str
    file: str
    language: str
    version: int
    created_on: date
    is_approved: bool


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """When and where a meeting is, how it stands, and its public documents."""

    committee: str
    region: str
    state: MeetingState
    starts_at: datetime
    place: str
    reason: str
    documents: tuple[PageDocument, ...]
    is_simulated: bool = False


def write_meeting_page(facts: MeetingPage) -> str:
    """The page as one complete HTML file that asks nothing of any network."""
    return (
        paper("de")
        .get_template("pages/meeting.html.j2")
        .render(
            **{field.name: getattr(facts, field.name) for field in fields(facts)},
            stylesheet=Markup(stylesheet()),  # noqa: S704 - our own file
            stylesheet_hash=stylesheet_hash(),
        )
    )
