"""Documents of a stage: written, frozen by their hash, and laid down as files for people."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from models import Document, StageRun
from models.columns import key
from steering.documents.kinds import facts_of
from steering.office.clock import day_of
from steering.office.opening import Office
from steering.records import Records
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
    html = write_document(kind, facts_of(kind, desk))
    return Document(
        id=key(desk.run.id, "document", name),
        cycle_id=desk.cycle.id,
        stage_key=desk.run.stage_key,
        round=desk.run.round,
        kind=name,
        title=phrase(f"document.{name}"),
        html=html,
        html_sha256=hashlib.sha256(html.encode()).hexdigest(),
        created_at=desk.now,
    )


def hashes(records: Records, run: StageRun) -> list[str]:
    """The hashes of the documents that a round laid before its committee."""
    mine = [d for d in records.all(Document) if (d.stage_key, d.round) == (run.stage_key, run.round)]
    return [d.html_sha256 for d in sorted(mine, key=lambda d: d.id) if not d.kind.endswith(DECIDED)]


def place_of(office: Office, document: Document) -> Path:
    """Where a document lies as a file, without its ending."""
    folder = office.settings.documents / document.cycle_id / document.stage_key / str(document.round)
    return folder / document.kind


def lay_down(office: Office, records: Records) -> list[Path]:
    """Write every document that is not there yet as HTML and PDF; the record stays the truth."""
    written: list[Path] = []
    for document in records.all(Document):
        place = place_of(office, document)
        html, pdf = place.with_suffix(".html"), place.with_suffix(".pdf")
        if html.exists() and pdf.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(html, document.html.encode())
        made = to_pdf(
            document.html, title=document.title, language=document.language, created_on=day_of(document.created_at)
        )
        _write(pdf, made)
        written += [html, pdf]
    return written


def _write(place: Path, content: bytes) -> None:
    unfinished = place.with_name(f".{place.name}")
    unfinished.write_bytes(content)
    unfinished.replace(place)


def listed(documents: Sequence[Document]) -> list[Document]:
    """Documents in the order in which they were written."""
    return sorted(documents, key=lambda document: (document.created_at, document.id))
