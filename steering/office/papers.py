"""Documents of a stage: written, frozen by their hash, and laid down as files for people."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from models import Cycle, Document, StageRun
from models.columns import key
from steering.documents.kinds import facts_of
from steering.office.clock import day_of
from steering.office.listing import lay_down_lists, put
from steering.office.opening import Office
from steering.stage import Desk
from templates.documents import write_document
from templates.pdf import to_pdf
from templates.phrases import phrase

DECIDED = "_decided"


def documents_of(desk: Desk, kinds: Sequence[str], *, is_decided: bool = False) -> list[Document]:
    """What a stage writes: before its gates as a proposal, after them as what was decided.

    The desk holds everything that belongs to the cycle; a document may tell of earlier stages.
    """
    return [_document(desk, kind, kind + (DECIDED if is_decided else "")) for kind in kinds]


def _document(desk: Desk, kind: str, name: str) -> Document:
    facts = facts_of(kind, desk)
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
    """Write every document that is not there yet as HTML and PDF; the record stays the truth.

    The pages that list them are written again whenever something changed.
    `again` writes them all: a file that somebody changed or damaged becomes what was decided on.
    """
    written: list[Path] = []
    for identity, place in _places(office, cycle):
        html, pdf = place.with_suffix(".html"), place.with_suffix(".pdf")
        if not again and html.exists() and pdf.exists():
            continue
        document = office.archive.find(Document, identity)
        put(html, document.html.encode())
        made = to_pdf(
            document.html,
            title=document.title,
            language=document.language,
            created_on=day_of(document.created_at),
        )
        put(pdf, made)
        written += [html, pdf]
    return [*written, *lay_down_lists(office, cycle)]


def _places(office: Office, cycle: Cycle) -> list[tuple[str, Path]]:
    """Each document's id and place, without reading the documents themselves."""
    folder = office.settings.documents / cycle.id
    columns = ("id", "stage_key", "round", "kind")
    rows = office.archive.columns(Document, columns, region_key=cycle.region_key, cycle_id=cycle.id)
    return [(identity, folder / stage_key / str(number) / kind) for identity, stage_key, number, kind in rows]
