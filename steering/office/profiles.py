"""Region profiles as files: those that travel with the product, and a county's own folder."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from steering.cycle import CYCLE
from steering.errors import NotThere
from steering.indicators.defining.catalogue import Direction, load_catalogue
from steering.office.settings import Settings
from steering.profile import Known, Member, Profile, known_from, load, read_members
from steering.profile.mappings import FileMapping
from templates.counties import county_register


def profile_folder(settings: Settings) -> Traversable:
    """The folder of the profile in use: the county's own, or one that travels with the product."""
    if settings.profile is not None:
        return settings.profile
    return files("deployments").joinpath("regions", settings.region)


def profile_files(folder: Traversable) -> Mapping[str, bytes]:
    """The TOML files of a profile by name. Raises NotThere for a folder that is none."""
    if not folder.is_dir():
        raise NotThere(f"There is no folder {folder}.", code="no_profile_folder", folder=str(folder))
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.name.endswith(".toml")}


def known() -> Known:
    """What a profile may refer to: indicators, stages and words of the product."""
    catalogue = load_catalogue()

    def countable_from(key: str, year: int) -> date:
        from steering.frames.days import first_day

        return min(first_day(str(year), kind) for kind in catalogue[key].reference_times)

    return known_from(
        indicators=catalogue.keys(),
        stages=[stage.key for stage in CYCLE],
        committees={question.committee for stage in CYCLE for question in stage.gates},
        neutral_indicators=[key for key, each in catalogue.items() if each.direction is Direction.NEUTRAL],
        counties=county_register(),
        countable_from=countable_from,
    )


def load_profile(settings: Settings) -> Profile:
    """The profile in use. Raises BadProfile with every fault at once."""
    return _loaded(tuple(sorted(profile_files(profile_folder(settings)).items())))


def file_mappings(settings: Settings) -> tuple[FileMapping, ...]:
    """The descriptions of files in the profile in use; none where no profile is at hand.

    Raises BadProfile where the profile has descriptions and faults.
    """
    folder = profile_folder(settings)
    place = folder.joinpath("sources.toml") if folder.is_dir() else None
    if place is None or not place.is_file() or b"[[mapping]]" not in place.read_bytes():
        return ()
    return load_profile(settings).sources.mapping


@lru_cache(maxsize=4)
def _loaded(contents: tuple[tuple[str, bytes], ...]) -> Profile:
    # By content: a file that was mended is read anew, one that was not is not checked again.
    return load(dict(contents), known())


def members(settings: Settings) -> list[Member]:
    """The private list of mandates, if the operator named one."""
    if settings.members is None:
        return []
    if not settings.members.is_file():
        raise NotThere(
            f"There is no file {settings.members}.", code="no_members_file", file=str(settings.members)
        )
    return read_members(settings.members.read_bytes())
