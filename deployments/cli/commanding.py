"""What every command has in common: its options, its texts, and how a refusal reaches a person."""

import inspect
import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from deployments.cli.door import Door, language
from steering.errors import Exit, OutsideFailed, SteeringError
from templates.command_line import command_text, has_text, in_words


class Spoken(TyperCommand):
    """A command whose help is in the reader's language throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return in_words(super().get_help(ctx), language())


class SpokenGroup(TyperGroup):
    """A group of commands whose help is in the reader's language throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return in_words(super().get_help(ctx), language())


AsJson = Annotated[bool, typer.Option("--json")]
Yes = Annotated[bool, typer.Option("--yes", "-y")]
DryRun = Annotated[bool, typer.Option("--dry-run")]
_EVERYWHERE: dict[str, Any] = {
    "region": Annotated[str | None, typer.Option("--region")],
    "profile": Annotated[Path | None, typer.Option("--profile")],
    "home": Annotated[Path | None, typer.Option("--home")],
    "is_quiet": Annotated[bool, typer.Option("--quiet", "-q")],
}


def a_group() -> typer.Typer:
    """Commands that belong together; help is plain text, which every reader and screen reader takes."""
    app = typer.Typer(cls=SpokenGroup, no_args_is_help=True, rich_markup_mode=None)
    # Without a callback of its own, a group of one command would become that command.
    app.callback()(_nothing_yet)
    return app


def _nothing_yet() -> None:
    return None


def command(app: typer.Typer, name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function a command: it is given the door, and never has to catch anything."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def called(ctx: typer.Context, **given: Any) -> None:
            # `masterplan --home x cycle status` and `masterplan cycle status --home x` are the same.
            before = ctx.find_root().params
            everywhere: dict[str, Any] = {name: given.pop(name) or before.get(name) for name in _EVERYWHERE}
            full_name = ctx.command_path.partition(" ")[2]
            door = Door(command=full_name, language=language(), **everywhere)
            try:
                function(door, **given)
            except SteeringError as error:
                raise typer.Exit(refuse(error)) from error
            except (typer.Exit, typer.Abort, typer.TyperException, KeyboardInterrupt, BrokenPipeError):
                raise
            except Exception as error:
                raise typer.Exit(_report(error, door)) from error

        own = list(inspect.signature(function).parameters.values())[1:]
        context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
        app.command(name, cls=Spoken)(_with_parameters(called, [context, *own]))
        return function

    return register


def root(
    ctx: typer.Context,
    **_everywhere: Any,
) -> None:
    """The first level: the options of every command may stand before its name, too."""


def with_shared_options(function: Callable[..., None]) -> Callable[..., None]:
    """A function that takes the options that every command has."""
    return _with_parameters(function, list(inspect.signature(function).parameters.values())[:1])


def _with_parameters(function: Callable[..., None], own: list[inspect.Parameter]) -> Callable[..., None]:
    shared = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=False if name == "is_quiet" else None,
            annotation=kind,
        )
        for name, kind in _EVERYWHERE.items()
    ]
    parameters = [*(each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own), *shared]
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {each.name: each.annotation for each in parameters}
    return function


def refuse(error: SteeringError) -> int:
    """Tell a person what was refused and what mends it; gives the exit code."""
    from templates.errors import error_text

    text = error_text(error.code, error.facts, language(), general=type(error).code, detail=str(error))
    typer.secho(text.what, fg="red", err=True)
    for detail in text.details:
        typer.secho(f"- {detail}", err=True)
    typer.secho(text.mend, err=True)
    return int(error.exit_code)


def _report(error: Exception, door: Door) -> int:
    """Keep what went wrong for whoever mends it; a person reads only the number of the report."""
    from templates.errors import error_text

    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        file = str(error.filename or "")
        return refuse(OutsideFailed(str(error), code="disk_failed", file=file, answer=reason))
    import traceback
    from uuid import uuid4

    report_id = uuid4().hex[:12]
    home = Path(door.home or os.environ.get("MASTERPLAN_HOME", "masterplan-data"))
    place = home / "reports" / f"{report_id}.txt"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        # The arguments stay out: they may hold what a member said.
        place.write_text(f"masterplan {door.command}\n\n{''.join(traceback.format_exception(error))}")
        place.chmod(0o600)
    except OSError:
        traceback.print_exception(error)
    text = error_text("our_fault", {"report_id": report_id}, language())
    typer.secho(f"{text.what} ({place})", fg="red", err=True)
    typer.secho(text.mend, err=True)
    return int(Exit.OUR_FAULT)


class Root(SpokenGroup):
    """The command line as a whole: usage errors in the reader's language, and our exit codes."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - as the library declares it
        windows_expand_args: bool = True,  # noqa: FBT001, FBT002 - as the library declares it
        **extra: Any,
    ) -> Any:
        """Run a command and end with its exit code."""
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except (typer.TyperException, typer.Abort) as error:
            if not standalone_mode:
                raise
            sys.exit(_tell_end(error))
        if not standalone_mode:
            return code
        sys.exit(code if isinstance(code, int) else int(Exit.OK))


def _tell_end(error: typer.TyperException | typer.Abort) -> int:
    if isinstance(error, typer.Abort):
        typer.echo(command_text("say", "aborted", language()), err=True)
        return int(Exit.INTERRUPTED)
    _tell_usage(error)
    return int(Exit.USAGE)


def _tell_usage(error: typer.TyperException) -> None:
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        typer.echo(error.format_message(), err=True)
        return
    parameter = getattr(error, "param", None)
    name = parameter.get_error_hint() if parameter is not None else getattr(error, "option_name", "")
    key = kind if has_text("usage", kind, language()) and name else "general"
    facts = {"name": str(name), "said": error.message or error.format_message()}
    typer.secho(command_text("usage", key, language(), **facts), fg="red", err=True)
    possible = getattr(error, "possibilities", None)
    if possible:
        typer.echo(command_text("usage", "meant", language(), names=", ".join(sorted(possible))), err=True)
    if context is not None:
        typer.echo(command_text("usage", "help", language(), path=context.command_path), err=True)
