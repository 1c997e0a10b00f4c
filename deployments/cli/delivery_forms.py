"""`masterplan data template`: the form in which a source is delivered, for whoever fills it in."""

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli.commanding import command
from deployments.cli.door import Door
from steering.errors import BadUsage, NotAllowedNow, NotThere

if TYPE_CHECKING:  # A profile wakes much; a look at the help must not.
    from steering.profile.plans import Source

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
) -> None:
    """Write the form for a source of the profile; a file that is there is never overwritten."""
    from steering.delivery_forms import FormFormat, delivery_form, write_form
    from steering.office.profiles import load_profile

    asked = (form or (output.suffix.lstrip(".").lower() if output else FORMATS[1])) or FORMATS[1]
    if asked not in FORMATS:
        raise BadUsage(f"No form as {asked}.", code="form_format", value=asked, known=", ".join(FORMATS))
    profile = load_profile(door.settings)
    chosen = _source(profile.sources.source, source)
    place = output or Path(f"vorlage_{chosen.key}.{asked}")
    made = delivery_form(chosen, [(profile.region.region_code, profile.region.title)])
    try:
        with place.open("xb") as file:
            file.write(write_form(made, FormFormat(asked)))
    except FileExistsError as error:
        raise NotAllowedNow(f"{place} is there.", code="form_is_there", file=str(place)) from error
    owner = next(each for each in profile.organisations.organisation if each.key == chosen.owner)
    door.line("form_written", file=str(place), title=chosen.title, owner=owner.title)
    door.say("form_next", file=str(place))


def _source(sources: "tuple[Source, ...]", named: str) -> "Source":
    """The source by its key or its table code."""
    for source in sources:
        if named in (source.key, source.table_code):
            return source
    keys = [source.key for source in sources]
    near = difflib.get_close_matches(named, keys, n=1)
    raise NotThere(
        f"No source {named!r}.", code="source_not_in_profile", source=named, known=", ".join(near or keys)
    )
