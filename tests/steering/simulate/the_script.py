"""The script and the profile of the Heidekreis, as they travel with the product."""

from functools import cache
from pathlib import Path

import deployments
from steering.profile import Profile, load
from steering.simulate import Script, read_script

FOLDER = Path(deployments.__file__).parent / "regions" / "heidekreis"


@cache
def the_script() -> Script:
    """What the invented people of the Heidekreis say."""
    return read_script((FOLDER / "simulation.toml").read_bytes())


@cache
def the_profile() -> Profile:
    """What the Heidekreis says of itself."""
    return load({file.name: file.read_bytes() for file in FOLDER.glob("*.toml")})
