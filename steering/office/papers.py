"""Documents of a stage: written, frozen by their hash, and laid down as files for people."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypedDict

from models import Cycle, Document, StageRun
from models.columns import key
from steering.documents.education_scope import EVERYTHING, Scope
from steering.documents.kinds import facts_of
from steering.errors import NotThere
from steering.office.clock import day_of
from steering.office.listing import lay_down_lists, put
from steering.office.opening import Office
from steering.stage import Desk
from templates.documents import write_document
from templates.pdf import to_pdf
from templates.phrases import phrase
from templates.word import to_docx

DECIDED = "_decided"
FORMS: Mapping[str, Callable[[Document], bytes]] = {
    "html": lambda document: document.html.encode(),
    "pdf": lambda document: to_pdf(document.html, **_named(document)),
    "docx": lambda document: to_docx(document.html, **_named(document)),
}


class Named(TypedDict):
    """What every form of a document says of itself."""

    title: str
    language: str
    created_on: date


def documents_of(
    desk: Desk, kinds: Sequence[str], *, is_decided: bool = False, scope: Scope = EVERYTHING
) -> list[Document]:
    """What a stage writes: before its gates as a proposal, after them as what was decided.

    The desk holds everything that belongs to the cycle; a document may tell of earlier stages.
    """
    ending = DECIDED if is_decided else ""
    return [_document(desk, kind, kind + ending, scope) for kind in kinds]


def _document(desk: Desk, kind: str, name: str, scope: Scope) -> Document:
    facts = facts_of(kind, desk, scope=scope)
    html = write_document(kind, facts)
    return Document(
        id=key(desk.run.id, "document", name),
        cycle_id=desk.cycle.id,
        stage_key=desk.run.stage_key,
        round=desk.run.round,
        kind=name,
        title=phrase(f"document.{name}", label=facts.front.plan_label),
        html=html,
        html_sha256=hashlib.sha256(html.encode()).hexdigest(),
        created_at=desk.now,
    )


def hashes(office: Office, cycle: Cycle, run: StageRun) -> list[str]:
    """The hashes of the documents that a round laid before its committee."""
    columns = ("id", "stage_key", "round", "kind", "html_sha256")
    rows = office.archive.columns(Document, columns, region_key=cycle.region_key, cycle_id=cycle.id)
    mine = [
        row for row in sorted(rows) if row[1:3] == (run.stage_key, run.round) and not row[3].endswith(DECIDED)
    ]
    return [row[4] for row in mine]


def lay_down(office: Office, cycle: Cycle, *, again: bool = False) -> list[Path]:
    """Write every document that is not there yet as HTML, PDF and Word; the record stays the truth.

    The pages that list them are written again whenever something changed.
    `again` writes them all: a file that somebody changed or damaged becomes what was decided on.
    """
    written: list[Path] = []
    for identity, place in _places(office, cycle):
        files = {form: place.with_suffix(f".{form}") for form in FORMS}
        if not again and all(file.exists() for file in files.values()):
            continue
        document = office.archive.find(Document, identity)
        for form, file in files.items():
            put(file, FORMS[form](document))
        written += files.values()
    return [*written, *lay_down_lists(office, cycle)]


def _named(document: Document) -> Named:
    return Named(title=document.title, language=document.language, created_on=day_of(document.created_at))


def named_document(office: Office, cycle: Cycle, name: str) -> Document:
    """A document by its full name, or the newest of its kind. Raises NotThere."""
    columns = ("created_at", "id", "kind")
    rows = office.archive.columns(Document, columns, region_key=cycle.region_key, cycle_id=cycle.id)
    meant = [identity for _, identity, kind in sorted(rows) if name in {identity, kind}]
    if not meant:
        kinds = ", ".join(sorted({kind for _, _, kind in rows}))
        raise NotThere(f"There is no document {name!r}.", code="no_document_named", name=name, kinds=kinds)
    return office.archive.find(Document, meant[-1])


def _places(office: Office, cycle: Cycle) -> list[tuple[str, Path]]:
    """Each document's id and place, without reading the documents themselves."""
    folder = office.settings.documents / cycle.id
    columns = ("id", "stage_key", "round", "kind")
    rows = office.archive.columns(Document, columns, region_key=cycle.region_key, cycle_id=cycle.id)
    return [(identity, folder / stage_key / str(number) / kind) for identity, stage_key, number, kind in rows]
