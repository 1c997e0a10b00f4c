"""`masterplan decisions`: what became of what was decided (Beschlusskontrolle)."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door
from steering.errors import NotThere

if TYPE_CHECKING:  # The facts wake the records; a look at the help must not.
    from templates.document_facts import FollowUpListFacts

app = a_group()


class Form(StrEnum):
    """What the list can be written as."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    CSV = "csv"


@command(app, "list")
def list_decisions(
    door: Door, *, only_open: Annotated[bool, typer.Option("--open")] = False, is_json: AsJson = False
) -> None:
    """Each decision with its money and how far it is carried out, newest first."""
    from steering.office.decisions import as_values
    from templates.document_facts import Standing
    from templates.paper import term

    finished = {Standing.DONE, Standing.NOTHING_TO_DO}
    found = [each for each in _facts(door).decisions if not only_open or each.standing not in finished]
    if is_json:
        door.json(decisions=[as_values(each) for each in found])
        return
    if not found:
        door.line("decisions_none")
        return
    spoken = door.language
    rows = [
        (
            each.code,
            each.title,
            each.on_date,
            term(each.result, spoken),
            term(f"money_{each.money}", spoken),
            term(f"standing_{each.standing}", spoken),
            len(each.lacking),
        )
        for each in found
    ]
    heads = ("measure_code", "measure_title", "decided_on", "result", "budget", "standing", "lacking_count")
    door.table(tuple(f"decisions_{head}" for head in heads), rows)


@command(app, "show")
def show(door: Door, code: Annotated[str, typer.Argument()], *, is_json: AsJson = False) -> None:
    """One decision with wording, votes, money, indicator, and what is missing."""
    from steering.office.decisions import as_values
    from templates.paper import amount, period, term

    known = _facts(door).decisions
    meant = next((each for each in known if code in {each.code, each.key}), None)
    if meant is None:
        codes = ", ".join(each.code for each in known)
        raise NotThere(f"No decision on {code!r}.", code="no_decision_on", name=code, known=codes or "–")
    if is_json:
        door.json(decision=as_values(meant))
        return
    spoken = door.language
    facts = {
        "title": f"{meant.code} {meant.title}",
        "body": meant.body,
        "on_date": meant.on_date,
        "result": term(meant.result, spoken),
        "wording": meant.wording,
        "conditions": meant.conditions or "–",
        "votes": f"{meant.yes_count} / {meant.no_count} / {meant.abstain_count} ({meant.present_count})",
        "owner": meant.owner or "–",
        "money": term(f"money_{meant.money}", spoken),
        "standing": term(f"standing_{meant.standing}", spoken),
        "lacking": "; ".join(term(f"lacking_{what}", spoken) for what in meant.lacking) or "–",
        "indicator": "–",
    }
    if meant.indicator:
        shown = amount(meant.indicator.value, meant.indicator.unit, meant.indicator.digits, language=spoken)
        when = period(meant.indicator.period, meant.indicator.reference_time, language=spoken)
        facts["indicator"] = f"{meant.indicator.title}: {shown} ({when})"
    for name, value in facts.items():
        door.line(f"decision_{name}", **{name: value})


@command(app, "export")
def export(
    door: Door,
    *,
    form: Annotated[Form, typer.Option("--format")] = Form.DOCX,
    output: Annotated[Path | None, typer.Option("--output", "-o")] = None,
    is_json: AsJson = False,
) -> None:
    """Write the list as a Word, PDF or web page, or as a table for a spreadsheet."""
    facts = _facts(door)
    file = output or Path(f"follow_up_list.{form.value}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_written(facts, form, door.language))
    if is_json:
        door.json(file=str(file), decisions=len(facts.decisions))
        return
    typer.echo(str(file))
    door.say("decisions_exported", count=len(facts.decisions))


def _facts(door: Door) -> "FollowUpListFacts":
    from steering.office.decisions import decisions

    with door.reading() as office:
        return decisions(office)


def _written(facts: "FollowUpListFacts", form: Form, spoken: str) -> bytes:
    from steering.office.decisions import as_page, as_table
    from templates.pdf import to_pdf
    from templates.phrases import phrase
    from templates.word import to_docx

    if form is Form.CSV:
        return as_table(facts, spoken).encode()
    page = as_page(facts, spoken)
    title, on_date = phrase("document.follow_up_list", spoken), facts.front.on_date
    if form is Form.PDF:
        return to_pdf(page, title=title, language=spoken, created_on=on_date)
    if form is Form.DOCX:
        return to_docx(page, title=title, language=spoken, created_on=on_date)
    return page.encode()
