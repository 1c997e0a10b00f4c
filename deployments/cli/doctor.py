"""`masterplan doctor`: whether everything that a revision needs is there and safe."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

import typer

from deployments.cli.commanding import AsJson, command
from deployments.cli.door import Door
from steering.errors import BadProfile, Exit, SteeringError
from templates.command_line import command_text

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.opening import Office

OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 38, 0)
FASTAPI_FROM, FASTAPI_BELOW = (0, 139), (0, 151)
LEAST_FREE_BYTES, LITTLE_FREE_BYTES = 200_000_000, 2_000_000_000
BUILT_IN = datetime(2026, 1, 1, tzinfo=UTC)
WANTED_PRAGMAS = {"journal_mode": "wal", "foreign_keys": "1", "synchronous": "2"}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One thing that was looked at: how it is, and what the texts need to say so."""

    key: str
    state: Literal["ok", "warn", "fail"] = "ok"
    facts: dict[str, object] = field(default_factory=dict)


def register(app: typer.Typer) -> None:
    """Put the doctor on the first level."""
    command(app, "doctor")(doctor)


def doctor(door: Door, *, is_json: AsJson = False) -> None:
    """Look at everything that a revision needs; sends and changes nothing."""
    seen = list(_all(door))
    if is_json:
        door.json(
            checks=[
                {"key": each.key, "state": each.state, "what": _what(each, door), "mend": _mend(each, door)}
                for each in seen
            ]
        )
    else:
        for each in seen:
            state = command_text("doctor_state", each.state, door.language)
            typer.echo(f"{state:<9} {_what(each, door)}")
            if each.state != "ok":
                typer.echo(f"{'':<9} {_mend(each, door)}")
    if any(each.state == "fail" for each in seen):
        raise typer.Exit(int(Exit.CHECKS_FAILED))


def _what(seen: Seen, door: Door) -> str:
    return command_text("doctor", seen.key, door.language, **seen.facts)


def _mend(seen: Seen, door: Door) -> str:
    return "" if seen.state == "ok" else command_text("doctor_mend", seen.key, door.language, **seen.facts)


def _all(door: Door) -> Iterator[Seen]:
    yield from _versions()
    yield from _disk(door)
    yield from _clock(door)
    yield from _engine()
    yield from _records(door)


def _versions() -> Iterator[Seen]:
    import sqlite3
    from importlib.metadata import PackageNotFoundError, version

    python = ".".join(map(str, sys.version_info[:3]))
    yield Seen(
        key="python",
        state="ok" if sys.version_info >= OLDEST_PYTHON else "fail",
        facts={"version": python},
    )
    is_new = sqlite3.sqlite_version_info >= OLDEST_SQLITE
    yield Seen(key="sqlite", state="ok" if is_new else "fail", facts={"version": sqlite3.sqlite_version})
    try:
        fastapi, prefect = version("fastapi"), version("prefect")
    except PackageNotFoundError as missing:
        yield Seen(key="package_missing", state="fail", facts={"package": str(missing.name)})
        return
    parts = tuple(int(part) for part in fastapi.split(".")[:2])
    fits = FASTAPI_FROM <= parts < FASTAPI_BELOW
    yield Seen(key="fastapi", state="ok" if fits else "fail", facts={"fastapi": fastapi, "prefect": prefect})


def _disk(door: Door) -> Iterator[Seen]:
    import shutil

    home = door.settings.home.absolute()
    nearest = next(place for place in (home, *home.parents) if place.exists())
    if not os.access(nearest, os.W_OK):
        yield Seen(key="home", state="fail", facts={"home": str(nearest)})
        return
    free = shutil.disk_usage(nearest).free
    state: Literal["ok", "warn", "fail"] = "ok"
    if free < LITTLE_FREE_BYTES:
        state = "warn" if free >= LEAST_FREE_BYTES else "fail"
    yield Seen(key="disk", state=state, facts={"free": free // 1_000_000, "home": str(home)})


def _clock(door: Door) -> Iterator[Seen]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("Europe/Berlin")
    except ZoneInfoNotFoundError:
        yield Seen(key="zone", state="fail")
        return
    if door.settings.now is not None:
        yield Seen(key="clock_stands", state="warn", facts={"now": door.now})
        return
    yield Seen(key="clock", state="ok" if door.now >= BUILT_IN else "fail", facts={"now": door.now})


def _engine() -> Iterator[Seen]:
    """What a server of the operator's lets strangers do; its own defaults are open."""
    from prefect.settings import get_current_settings

    settings = get_current_settings()
    if settings.api.url is None:
        yield Seen(key="engine_own")
        return
    # The address may hold a password: only the host is told.
    host = str(settings.api.url).split("@")[-1].split("//")[-1].split("/")[0]
    yield Seen(key="engine", facts={"host": host})
    server = settings.server
    is_open = {
        "engine_auth": server.api.auth_string is None and settings.api.auth_string is None,
        "engine_csrf": not server.api.csrf_protection_enabled,
        "engine_cors": server.api.cors_allowed_origins == "*",
        "engine_analytics": server.analytics_enabled,
    }
    for key, is_bad in is_open.items():
        yield Seen(key=key, state="warn" if is_bad else "ok")


def _records(door: Door) -> Iterator[Seen]:
    """The profile, and, where it is sound, what is kept and how letters leave."""
    from steering.office.opening import open_office

    is_empty = door.settings.database_url is None and not (door.settings.home / "masterplan.db").is_file()
    had_home = door.settings.home.exists()
    try:
        with open_office(door.settings, clock=door.clock) as office:
            yield Seen(key="profile", facts={"region": office.profile.region.title})
            yield _holidays(office)
            yield from _channel(door)
            if is_empty:
                yield Seen(key="home_empty", state="warn", facts={"home": str(door.settings.home)})
            else:
                yield from _database(office)
    except BadProfile as error:
        faults = error.facts.get("faults")
        count = len(faults) if isinstance(faults, (list, tuple)) else 1
        yield Seen(key="profile_faults", state="fail", facts={"count": count})
    except SteeringError as error:
        from templates.errors import error_text

        text = error_text(error.code, error.facts, door.language, general=type(error).code, detail=str(error))
        yield Seen(key="office_closed", state="fail", facts={"what": text.what, "mend": text.mend})
    finally:
        if not had_home and door.settings.home.is_dir() and not any(door.settings.home.iterdir()):
            door.settings.home.rmdir()


def _holidays(office: "Office") -> Seen:
    """Whether the school holidays reach as far as a revision that begins today."""
    from steering.calendar.horizon import horizon_of

    horizon = horizon_of(office.calendar)
    if horizon.school_holidays_until is None:
        return Seen(key="holidays_none", state="warn")
    facts = {"until": horizon.school_holidays_until, "school_year": horizon.missing_school_year}
    return Seen(key="holidays", state="warn" if horizon.ends_soon(office.today) else "ok", facts=facts)


def _channel(door: Door) -> Iterator[Seen]:
    from urllib.parse import quote

    from steering.office.health import channel_fault

    settings = door.settings
    url = (
        settings.mail_url.get_secret_value()
        if settings.mail_url
        else f"folder://{quote(str(settings.outbox.resolve()))}"
    )
    fault = channel_fault(url, settings.sender.rpartition("@")[2])
    schema = url.partition("://")[0]
    yield Seen(
        key="channel_fault" if fault else "channel",
        state="fail" if fault else "ok",
        facts={"schema": schema, "said": fault},
    )


def _seats(office: "Office") -> Iterator[Seen]:
    """Whether every body could work: a chair, and enough seats filled for a quorum."""
    from steering.office.bodies import bodies_of, read_bodies
    from steering.seating.vacancies import vacancies

    bodies = bodies_of(read_bodies(office))
    is_bad = any(each.is_urgent for body in bodies for each in vacancies(body, office.today))
    if bodies:
        yield Seen(key="seats", state="warn" if is_bad else "ok")


def _database(office: "Office") -> Iterator[Seen]:
    from steering.office.archive.audit import first_break
    from steering.office.health import pragmas, schema_of

    schema = schema_of(office)
    if not schema.has_records:
        yield Seen(key="home_empty", state="warn", facts={"home": str(office.settings.home)})
        return
    if not schema.is_newest:
        yield Seen(key="migrations", state="fail", facts={"names": ", ".join(schema.pending)})
        return
    yield Seen(key="migrated")
    found = pragmas(office)
    if found:
        wrong = [name for name, wanted in WANTED_PRAGMAS.items() if found[name] != wanted]
        yield Seen(key="pragmas", state="fail" if wrong else "ok", facts={"names": ", ".join(wrong)})
    yield from _seats(office)
    broken = first_break(office.archive.audit_trail())
    yield Seen(key="audit", state="fail" if broken else "ok")
    yield from _letters(office)


def _letters(office: "Office") -> Iterator[Seen]:
    """Letters that nobody settles by waiting, and mailboxes that give letters back."""
    from steering.office.troubles import troubles

    found = troubles(office)
    counts = {"stuck": len(found.stuck), "lost": len(found.lost), "held": len(found.held)}
    yield (
        Seen(key="letters_stuck", state="warn", facts=dict(counts))
        if any(counts.values())
        else Seen(key="letters")
    )
    if found.unreachable:
        yield Seen(key="mailboxes", state="warn", facts={"count": len(found.unreachable)})
