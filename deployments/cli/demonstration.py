"""`masterplan demo`: the demonstration, loaded only when it is asked for."""

from pathlib import Path
from typing import Annotated

import typer

from deployments.cli.commanding import command
from deployments.cli.door import Door
from steering.errors import Exit


def register(app: typer.Typer) -> None:
    """Put the demonstration on the first level."""
    command(app, "demo")(demo)


def demo(
    door: Door,
    *,
    folder: Annotated[Path, typer.Argument()] = Path("masterplan-demo"),
    seed: Annotated[int | None, typer.Option("--seed")] = None,
) -> None:
    """Show a whole revision with invented people, in a folder of its own."""
    from deployments.demo.command import demo as perform

    if not perform(door.home or folder, seed=seed, language=door.language):
        raise typer.Exit(int(Exit.CHECKS_FAILED))
