"""`masterplan data template`: the form in which a source is delivered, for whoever fills it in."""

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli.commanding import command
from deployments.cli.door import Door
from steering.errors import BadUsage, NotAllowedNow, NotThere

if TYPE_CHECKING:  # A profile wakes much; a look at the help must not.
    from steering.indicators.defining.origins import Origin
    from steering.profile import Profile
    from steering.profile.plans import Source
    from templates.delivery_form import DeliveryForm

FORMATS = ("csv", "xlsx")


def register(app: typer.Typer) -> None:
    """Put the command among those of `masterplan data`."""
    command(app, "template")(template)


def template(
    door: Door,
    *,
    source: Annotated[str, typer.Argument()],
    form: Annotated[str | None, typer.Option("--format")] = None,
    output: Annotated[Path | None, typer.Option("--output")] = None,
    year: Annotated[int | None, typer.Option("--year", min=1900, max=2999)] = None,
) -> None:
    """Write the form for a source or an indicator; a file that is there is never overwritten."""
    from steering.delivery_forms import FormFormat, write_form
    from steering.office.profiles import load_profile

    asked = (form or (output.suffix.lstrip(".").lower() if output else FORMATS[1])) or FORMATS[1]
    if asked not in FORMATS:
        raise BadUsage(f"No form as {asked}.", code="form_format", value=asked, known=", ".join(FORMATS))
    profile = load_profile(door.settings)
    made, owner, origin = _form(door, profile, source, year)
    place = output or Path(f"vorlage_{made.source}.{asked}")
    try:
        with place.open("xb") as file:
            file.write(write_form(made, FormFormat(asked)))
    except FileExistsError as error:
        raise NotAllowedNow(f"{place} is there.", code="form_is_there", file=str(place)) from error
    door.line("form_written", file=str(place), title=made.title, owner=owner)
    if origin is not None:
        door.say("form_ask", ask=origin.ask, published=origin.published)
    door.say("form_next", file=str(place))
    if origin is not None:
        door.say("form_source", key=origin.key, table=origin.table_code)


def _form(
    door: Door, profile: "Profile", named: str, year: int | None
) -> "tuple[DeliveryForm, str, Origin | None]":
    """The form, who fills it in, and where it comes from if not from the profile."""
    from steering.delivery_forms import delivery_form, origin_form

    regions = [(profile.region.region_code, profile.region.title)]
    sources = profile.sources.source
    chosen = next((each for each in sources if named in (each.key, each.table_code)), None)
    origin = None if chosen else _origin(named)
    if origin is not None:
        # A county that has taken the source into its profile says there what its form asks for.
        chosen = next((each for each in sources if each.table_code == origin.table_code), None)
    if chosen is not None:
        owner = next(each for each in profile.organisations.organisation if each.key == chosen.owner)
        return delivery_form(chosen, regions), owner.title, None
    if origin is None:
        raise _not_there(sources, named)
    known = {} if year is None else _known(door, origin, year)
    return origin_form(origin, regions, year=year, known=known), origin.publisher, origin


def _known(door: Door, origin: "Origin", year: int) -> dict[str, int]:
    """What our own record holds of the form; where there is no record yet, the form stays open."""
    from steering.indicators.measuring.own_records import KINDS, own_figures

    if door.settings.database_url is None and not (door.settings.home / "masterplan.db").is_file():
        return {}
    with door.reading() as office:
        records = office.archive.read(KINDS, region_key=office.region_key)
        found = own_figures(origin.key, records, year)
    if found:
        door.say("form_known", count=len(found), year=year)
    return found


def _origin(named: str) -> "Origin | None":
    """A source of the catalogue by its key, the code of its form, or an indicator that needs it."""
    from steering.indicators.defining.catalogue import load_catalogue
    from steering.indicators.defining.origins import origins

    for origin in origins().values():
        if named in (origin.key, origin.table_code):
            return origin
    indicator = load_catalogue().get(named)
    if indicator is not None and not indicator.source_entry:
        raise NotThere(
            f"{named} rests on official tables.",
            code="form_not_needed",
            indicator=named,
            title=indicator.title,
            tables=", ".join(indicator.table_codes),
        )
    return origins().get(indicator.source_entry) if indicator is not None else None


def _not_there(sources: "tuple[Source, ...]", named: str) -> NotThere:
    from steering.indicators.defining.origins import origins

    keys = [*(source.key for source in sources), *origins()]
    near = difflib.get_close_matches(named, keys, n=1)
    return NotThere(
        f"No source {named!r}.", code="source_not_in_profile", source=named, known=", ".join(near or keys)
    )
