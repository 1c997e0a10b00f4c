"""Pages that lead to documents: where a revision stands, and the list of all revisions."""

from dataclasses import dataclass, fields
from datetime import date

from markupsafe import Markup

from templates.documents import stylesheet, stylesheet_hash
from templates.paper import paper


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document that was laid down, by its place without an ending."""

    title: str
    place: str
    written_on: date


@dataclass(frozen=True, kw_only=True)
class Round:
    """A round of a stage: how it stands, since when, and what it wrote."""

    number: int
    state: str
    opened_on: date
    due_on: date
    closed_on: date | None = None
    reason: str = ""
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StageShown:
    """A stage with its rounds; without any, the day on which it is planned to end."""

    place: int
    title: str
    planned_on: date
    rounds: tuple[Round, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing that is waited for, and who owes it: functions, never names."""

    what: str
    due_on: date
    who: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RevisionPage:
    """Where a revision stands."""

    plan: str
    region: str
    state: str
    opened_on: date
    changed_on: date
    stages: tuple[StageShown, ...]
    waits: tuple[Waiting, ...]
    contact: str
    address: str
    is_simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class RevisionListed:
    """One revision in the list of all."""

    key: str
    plan: str
    region: str
    state: str
    opened_on: date
    is_simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class RevisionsPage:
    """All revisions, the newest first."""

    revisions: tuple[RevisionListed, ...]


def write_page(facts: RevisionPage | RevisionsPage) -> str:
    """The page as one complete HTML file that asks nothing of any network."""
    name = "revision" if isinstance(facts, RevisionPage) else "revisions"
    return (
        paper("de")
        .get_template(f"pages/{name}.html.j2")
        .render(
            **{field.name: getattr(facts, field.name) for field in fields(facts)},
            stylesheet=Markup(stylesheet()),  # noqa: S704 - our own file
            stylesheet_hash=stylesheet_hash(),
        )
    )
