"""The counties by the official register, each with its name."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def county_register() -> Mapping[str, str]:
    """The counties and independent towns of the official register, each with its name."""
    text = files("templates").joinpath("documents/counties.toml").read_text(encoding="utf-8")
    return {code: str(name) for code, name in tomllib.loads(text).items()}
