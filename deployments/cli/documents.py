"""`masterplan documents`: what the stages have written, and the files of it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door

app = a_group()


class Form(StrEnum):
    """What a document can be written as."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


@command(app, "list")
def list_documents(door: Door, *, is_json: AsJson = False) -> None:
    """The documents of the newest revision, with their hashes."""
    from models import Document

    names = ("created_at", "title", "stage_key", "round", "kind", "id", "html_sha256")
    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        found = office.archive.columns(Document, names, region_key=office.region_key, cycle_id=cycle.id)
        folder = office.settings.documents / cycle.id
    rows = [dict(zip(names, row, strict=True)) for row in sorted(found, key=lambda row: (row[0], row[4]))]
    for row in rows:
        place = folder / str(row["stage_key"]) / str(row["round"]) / str(row["kind"])
        row["file"] = str(place.with_suffix(".pdf"))
    if is_json:
        door.json(cycle=cycle.id, documents=rows)
        return
    if not rows:
        door.line("documents_none")
        return
    shown = [(row["created_at"].date(), row["title"], row["round"], row["kind"], row["file"]) for row in rows]
    door.table(("since", "title", "round", "document_kind", "file"), shown)


@command(app, "export")
def export(
    door: Door,
    document: Annotated[str, typer.Argument()],
    form: Annotated[Form, typer.Option("--format")] = Form.DOCX,
    output: Annotated[Path | None, typer.Option("--output", "-o")] = None,
    *,
    is_json: AsJson = False,
) -> None:
    """Write one document as it was decided on, in the form that the reader needs."""
    from steering.office import papers

    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        meant = papers.named_document(office, cycle, document)
        file = output or Path(f"{meant.kind}.{form.value}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(papers.FORMS[form.value](meant))
    if is_json:
        door.json(document=meant.id, title=meant.title, html_sha256=meant.html_sha256, file=str(file))
        return
    typer.echo(str(file))
    door.say("document_exported", title=meant.title, file=file.name)


@command(app, "build")
def build(door: Door, *, is_json: AsJson = False) -> None:
    """Lay every document down again as HTML, PDF and Word, as it was decided on."""
    from steering.office import papers

    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        written = papers.lay_down(office, cycle, again=True)
    if is_json:
        door.json(cycle=cycle.id, files=[str(place) for place in written])
        return
    for place in written:
        typer.echo(str(place))
    door.say("documents_written", count=len(written))
