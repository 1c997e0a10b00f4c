"""A list of regions as it stood on a day: key, name, kind."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a listed region is."""

    NATION = "nation"
    LAND = "land"
    DISTRICT = "district"
    PLANNING_REGION = "planning_region"
    COUNTY = "county"
    ASSOCIATION = "association"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A region in an official list; `parent` is empty where the list names none."""

    key: str
    name: str
    kind: Kind
    valid_at: date | None = None
    parent: str = ""
