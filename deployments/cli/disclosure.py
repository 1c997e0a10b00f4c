"""`masterplan disclosure`: which figures stay back, and the attack on everything that is published."""

from typing import TYPE_CHECKING, Any

import typer

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door
from steering.errors import Exit

if TYPE_CHECKING:  # The facts wake the records; a look at the help must not.
    from steering.documents.disclosure_audit import Audit

app = a_group()


@command(app, "check")
def check(door: Door, *, is_json: AsJson = False) -> None:
    """Attack all papers of the newest revision; 1 if a protected count can be worked out."""
    from steering.office.disclosure import audited

    with door.reading() as office:
        cycle_id, found = audited(office)
        titles = {
            each.key: each.title if door.language == "de" else each.title_en for each in office.catalogue
        }
    if is_json:
        door.json(cycle=cycle_id, **_as_values(found))
    else:
        _show(door, found, titles)
    if not found.is_sound:
        raise typer.Exit(int(Exit.CHECKS_FAILED))


def _show(door: Door, found: "Audit", titles: dict[str, str]) -> None:
    rows = [
        (
            door.word(each["kind"], "withheld_kind"),
            titles.get(each["name"], each["name"]) + (f" [{each['breakdown']}]" if each["breakdown"] else ""),
            each["region_code"],
            each["period"],
            door.word(each["ground"], "ground"),
            "; ".join(each["protects"]) or "–",
        )
        for each in _withheld(found)
    ]
    if rows:
        heads = ("kind", "what", "region", "period", "ground", "protects")
        door.table(tuple(f"disclosure_{head}" for head in heads), rows)
    for key in found.attacked.given_away:
        door.line("disclosure_given_away", what=_named(key))
    for printed in found.printed:
        door.line(
            "disclosure_printed",
            what=_named(printed.figure),
            text=printed.text,
            document=printed.document_id,
        )
    door.line(
        "disclosure_sound" if found.is_sound else "disclosure_leaks",
        figures=found.figures_count,
        documents=found.documents_count,
        protected=len(found.attacked.protected),
        withheld=len(rows),
    )


def _as_values(found: "Audit") -> dict[str, Any]:
    return {
        "round": found.round_number,
        "is_sound": found.is_sound,
        "is_smallest": found.decision.is_optimal,
        "figures": found.figures_count,
        "documents": found.documents_count,
        "protected": [_named(key) for key in found.attacked.protected],
        "withheld": _withheld(found),
        "given_away": [_named(key) for key in found.attacked.given_away],
        "printed": [
            {"document": each.document_id, "figure": _named(each.figure), "text": each.text}
            for each in found.printed
        ],
    }


def _withheld(found: "Audit") -> list[dict[str, Any]]:
    from steering.disclosure.keeping import lines_of

    return [
        {
            "kind": each.kind.value,
            "name": each.name,
            "breakdown": each.breakdown,
            "region_code": each.region_code,
            "period": each.period,
            "ground": each.verdict.ground.value,
            "is_primary": each.verdict.ground.is_primary,
            "protects": each.protects,
        }
        for each in lines_of(found.decision)
    ]


def _named(key: object) -> str:
    from steering.disclosure.keeping import named

    return named(key)
