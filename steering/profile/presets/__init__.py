"""Presets: rules of procedure that travel with the product, one TOML file per Land or family of bodies."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from steering.errors import BadProfile
from steering.profile.form import read_form
from steering.profile.procedure import Preset, Presets
from steering.profile.sheet import Sheet, read_sheet


@cache
def built_in() -> Mapping[str, Preset]:
    """The presets of the product by key. Raises BadProfile where one of its files is wrong."""
    found: dict[str, Preset] = {}
    for file in sorted(files("steering.profile").joinpath("presets").iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        sheet = read_sheet(file.name, file.read_bytes())
        presets, faults = read_form(Presets, sheet) if isinstance(sheet, Sheet) else (None, [sheet])
        if presets is None:
            raise BadProfile(f"{file.name}: {faults[0].code}, line {faults[0].line}.", faults=faults)
        found |= {preset.key: preset for preset in presets.preset}
    return found


def presets_with(own: Presets | None) -> Mapping[str, Preset]:
    """The presets of the product, and those that a county brings along; a known name stays ours."""
    brought = () if own is None else own.preset
    return {**{preset.key: preset for preset in brought}, **built_in()}
