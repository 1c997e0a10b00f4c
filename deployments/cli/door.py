"""The door that a command stands in: which region, which language, and where words and results go."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from deployments.cli.showing import as_json, print_table
from steering.errors import BadUsage, NotAllowedNow, NotThere
from templates.command_line import command_text, shown
from templates.words import LANGUAGES

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Cycle
    from steering.office.clock import Clock
    from steering.office.opening import Office
    from steering.office.settings import Settings


def language() -> str:
    """The language of the command line, known before any settings are read."""
    asked = os.environ.get("MASTERPLAN_LANGUAGE", LANGUAGES[0]).lower()
    return asked if asked in LANGUAGES else LANGUAGES[0]


@dataclass(frozen=True, kw_only=True)
class Door:
    """One call of one command."""

    command: str
    region: str | None = None
    profile: Path | None = None
    home: Path | None = None
    is_quiet: bool = False
    language: str = "de"

    @cached_property
    def settings(self) -> "Settings":
        """What the operator set, and above it what this call asks for."""
        from pydantic import ValidationError

        from steering.office.settings import Settings

        try:
            settings = Settings()
        except ValidationError as error:
            names = ", ".join(f"MASTERPLAN_{'_'.join(map(str, e['loc'])).upper()}" for e in error.errors())
            raise BadUsage(f"Settings: {names}.", code="bad_settings", names=names) from error
        asked = {"region": self.region, "profile": self.profile, "home": self.home}
        if self.region is not None:
            # Who names a region means one that travels with the product.
            settings = settings.model_copy(update={"profile": None})
        return settings.model_copy(update={name: value for name, value in asked.items() if value is not None})

    @cached_property
    def clock(self) -> "Clock":
        """The wall clock, or the moment that a simulation asks for."""
        from steering.office.clock import StandingClock, WallClock

        return WallClock() if self.settings.now is None else StandingClock(at=self.settings.now)

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.clock.now()

    @contextmanager
    def reading(self) -> Iterator["Office"]:
        """The office, for a look. Raises NotThere where nothing was ever kept, and keeps nothing."""
        from steering.office.health import schema_of
        from steering.office.opening import open_office

        if self.settings.database_url is None and not (self.settings.home / "masterplan.db").is_file():
            raise NotThere("Nothing is kept yet.", code="empty_home", home=str(self.settings.home))
        with open_office(self.settings, clock=self.clock, actor="coordinator", origin="cli") as office:
            kept = schema_of(office)
            if not kept.has_records:
                raise NotThere("Nothing is kept yet.", code="empty_home", home=str(self.settings.home))
            if not kept.is_newest:
                raise NotAllowedNow("Migrations are pending.", code="migrations_pending")
            yield office

    @contextmanager
    def writing(self) -> Iterator["Office"]:
        """The office, ready to keep something: the archive is there and in its newest form."""
        from steering.office.opening import open_office
        from steering.office.waking import woken_afterwards

        with open_office(self.settings, clock=self.clock, actor="coordinator", origin="cli") as office:
            office.archive.prepare()
            with woken_afterwards(office):
                yield office

    @contextmanager
    def steering(self) -> Iterator[tuple["Office", "Cycle"]]:
        """The office and its open revision, for those who act in it; what they do wakes the flow."""
        from steering.office.waking import woken_afterwards

        with self.reading() as office:
            cycle = office.archive.open_cycle(office.region_key)
            if cycle is None:
                raise NotThere("No revision is open.", code="no_open_cycle", region=office.region_key)
            with woken_afterwards(office):
                yield office, cycle

    def say(self, key: str, /, **facts: object) -> None:
        """Tell a person something; programs that read the result never see it."""
        if not self.is_quiet:
            typer.echo(self.text(key, **facts), err=True)

    def text(self, key: str, /, **facts: object) -> str:
        """A wording of the command line."""
        return command_text("say", key, self.language, **facts)

    def line(self, key: str, /, **facts: object) -> None:
        """One line of the result."""
        typer.echo(self.text(key, **facts))

    def json(self, **payload: object) -> None:
        """The result for programs."""
        typer.echo(as_json(self.command, payload))

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """The result as a table; headings are keys of texts."""
        named = [command_text("head", heading, self.language) for heading in headings]
        print_table(named, [[shown(cell, self.language) for cell in row] for row in rows])

    def word(self, term: str, kind: str | None = None) -> str:
        """A value of the records in words."""
        from templates.words import word

        return word(term, self.language, kind=kind)

    def confirm(self, *, is_agreed: bool) -> None:
        """Go on only if somebody agrees. Raises BadUsage where nobody can be asked."""
        if is_agreed:
            return
        if not sys.stdin.isatty():
            raise BadUsage("Nobody can be asked.", code="needs_yes")
        if not typer.confirm(self.text("confirm"), err=True):
            raise typer.Abort

    @contextmanager
    def in_environment(self, more: Mapping[str, str] | None = None) -> Iterator[None]:
        """What this call asks for, as settings of this process: flows read them for themselves."""
        asked = {"MASTERPLAN_REGION": self.settings.region, "MASTERPLAN_HOME": str(self.settings.home)}
        if self.settings.profile is not None:
            asked["MASTERPLAN_PROFILE"] = str(self.settings.profile)
        before = {name: os.environ.get(name) for name in (*asked, "MASTERPLAN_PROFILE", *(more or {}))}
        if self.settings.profile is None:
            os.environ.pop("MASTERPLAN_PROFILE", None)
        os.environ.update({**asked, **(more or {})})
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
