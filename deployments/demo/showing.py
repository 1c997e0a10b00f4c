"""How the demonstration looks on a terminal: a timeline that grows, and a summary to read."""

from datetime import date
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from deployments.demo.timeline import Line
from templates.phrases import phrase

MARKS = {
    "stage.open": ("▶", "bold cyan"),
    "stage.accept": ("✔", "bold green"),
    "cycle.send_back": ("↩", "bold yellow"),
    "gate.escalate": ("!", "yellow"),
    "gate.open": ("?", "cyan"),
    "letters": ("✉", "dim"),
}


class Timeline:
    """The lines of a revision, printed as they come; a day is named once."""

    def __init__(self, console: Console, language: str) -> None:
        self.console = console
        self.language = language
        self.last: date | None = None

    def begin(self, region: str) -> None:
        """What this is, and what in it is invented."""
        title = phrase("demo.title", self.language, region=region)
        self.console.print(Panel(phrase("demo.notice", self.language), title=title, title_align="left"))

    def show(self, line: Line) -> None:
        """One line, behind its day."""
        is_new_day = line.on != self.last
        shown = f"{line.on:%d.%m.%Y}" if is_new_day else ""
        self.last = line.on
        mark, style = MARKS.get(line.act, ("·", "" if line.is_good else "yellow"))
        row = Table.grid(padding=(0, 1))
        row.add_column(width=10, style="dim")
        row.add_column(width=1)
        row.add_column(overflow="fold")
        row.add_row(shown, Text(mark, style=style), Text(line.text, style=style))
        self.console.print(row)


def summary(console: Console, rows: list[tuple[str, str]], *, title: str, is_good: bool) -> None:
    """The outcome as a small table."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(name, value)
    console.print()
    style = "green" if is_good else "yellow"
    console.print(Panel(table, title=title, title_align="left", border_style=style))


def places(console: Console, language: str, rows: list[tuple[str, Path]]) -> None:
    """Where the results lie; paths are never cut, so that they can be copied."""
    console.print(phrase("demo.where", language), style="bold")
    for name, place in rows:
        console.print(f"  {phrase(name, language)}: {place}", soft_wrap=True, highlight=False)


def commands(console: Console, language: str, rows: list[tuple[str, str]]) -> None:
    """Three commands that look deeper, ready to be copied."""
    console.print(phrase("demo.deeper", language), style="bold")
    for name, command in rows:
        console.print(f"  # {phrase(name, language)}", style="dim", highlight=False)
        console.print(f"  {command}", soft_wrap=True, highlight=False)
