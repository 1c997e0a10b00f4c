"""What the engine shows of a check of the data: a short summary and a table of findings, in German."""

from collections.abc import Sequence

from models import QualityFinding, Severity
from templates.words import word

_MOST_SHOWN = 10


def finding_row(finding: QualityFinding) -> dict[str, str]:
    """One finding as a row of the table."""
    return {
        "Schwere": word(finding.severity),
        "Was": finding.what,
        "Wo": finding.place,
        "Stellen": str(finding.rows_count),
        "Abhilfe": finding.mend,
        "Stand": word(finding.state),
        "Kennung": finding.id,
    }


def summary(
    *, region: str, findings: Sequence[QualityFinding], stopping_count: int, letters_count: int
) -> str:
    """The result in a few lines of Markdown."""
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    lines = [
        f"## Stand der Daten: {region}",
        "",
        f"- schwere Fehler: {counts[Severity.CRITICAL]}, davon halten die Arbeit auf: {stopping_count}",
        f"- Warnungen: {counts[Severity.WARNING]}",
        f"- Hinweise: {counts[Severity.NOTE]}",
        f"- neue Nachrichten: {letters_count}",
    ]
    worst = [finding for finding in findings if finding.severity is not Severity.NOTE][:_MOST_SHOWN]
    if worst:
        lines += ["", *(f"- **{word(each.severity)}**: {_plain(each.what)}" for each in worst)]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """A text without signs that Markdown would take for its own."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)


def taken_row(file_name: str, folder: str, reason: str) -> dict[str, str]:
    """What became of one file of the watched folder."""
    return {"Datei": file_name, "liegt jetzt in": folder, "Grund": reason or "–"}
