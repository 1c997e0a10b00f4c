"""The kinds of values that a profile is written in, each with what it refuses and why."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar, dataclass_transform
from zoneinfo import available_timezones

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import PydanticCustomError

Declared = TypeVar("Declared")

TO_FILL = "noch auszufüllen"
_KEY = re.compile(r"[a-z][a-z0-9_]{0,38}")
_REGION_CODE = re.compile(r"\d{2}|\d{5}|\d{8}")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LIFE_STAGES = (
    "early_childhood",
    "primary",
    "lower_secondary",
    "upper_secondary",
    "vocational_transition",
    "vocational_education",
    "higher_education",
    "continuing_education",
    "non_formal",
    "framework",
)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def declared(cls: type[Declared]) -> type[Declared]:
    """A frozen value of the profile; a key that it does not know is refused."""
    made: Any = checked_dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))
    wrapped: type[Declared] = made(cls)
    return wrapped


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A test of one text, and the code of the fault when it fails."""

    code: str
    holds: Callable[[str], bool]

    def __call__(self, value: str) -> str:
        """The text, unchanged."""
        if not self.holds(value):
            raise PydanticCustomError("profile", "refused", {"code": self.code, "value": value})
        return value


def is_address(value: str) -> bool:
    """Whether the text can be an e-mail address; nothing is sent to find out."""
    local, at, domain = value.rpartition("@")
    if not at or len(value) > 254 or len(local) > 64:  # noqa: PLR2004 - limits of RFC 5321
        return False
    return bool(_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain))


def _is_inside(value: str) -> bool:
    parts = value.replace("\\", "/").split("/")
    return not value.startswith(("/", "~")) and ":" not in value and ".." not in parts


def _is_time_zone(value: str) -> bool:
    return value in available_timezones()


def _text_that(code: str, holds: Callable[[str], bool]) -> AfterValidator:
    return AfterValidator(Refusal(code=code, holds=holds))


Text = Annotated[str, _text_that("empty", lambda value: bool(value.strip()))]
Key = Annotated[str, _text_that("key_bad", lambda value: bool(_KEY.fullmatch(value)))]
RegionCode = Annotated[str, _text_that("region_code_bad", lambda value: bool(_REGION_CODE.fullmatch(value)))]
LandCode = Annotated[str, _text_that("land_code_bad", lambda value: bool(re.fullmatch(r"\d{2}", value)))]
CountyCode = Annotated[str, _text_that("county_code_bad", lambda value: bool(re.fullmatch(r"\d{5}", value)))]
TableCode = Annotated[
    str, _text_that("table_code_bad", lambda value: bool(re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", value)))
]
Address = Annotated[str, _text_that("address_bad", is_address)]
Domain = Annotated[str, _text_that("domain_bad", lambda value: bool(_DOMAIN.fullmatch(value)))]
LocalPart = Annotated[
    str, _text_that("local_part_bad", lambda value: bool(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,40}", value)))
]
WebAddress = Annotated[
    str, _text_that("web_address_bad", lambda value: bool(re.fullmatch(r"https://[^\s/]+\S*", value)))
]
TimeZone = Annotated[str, _text_that("time_zone_bad", _is_time_zone)]
MonthDay = Annotated[
    str,
    _text_that(
        "month_day_bad", lambda value: bool(re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])", value))
    ),
]
FilePattern = Annotated[str, _text_that("pattern_leads_outside", _is_inside)]
MeasureCode = Annotated[
    str, _text_that("measure_code_bad", lambda value: bool(re.fullmatch(r"[A-Z][A-Z0-9-]{0,11}", value)))
]
IndicatorKey = Annotated[
    str, _text_that("indicator_key_bad", lambda value: bool(re.fullmatch(r"[A-Z]\d{2}", value)))
]
Licence = Annotated[
    str, _text_that("licence_bad", lambda value: bool(re.fullmatch(r"[a-z0-9][a-z0-9./-]*", value)))
]
LifeStage = Annotated[str, _text_that("life_stage_bad", lambda value: value in LIFE_STAGES)]
Language = Annotated[str, _text_that("language_bad", lambda value: value in {"de", "en"})]

Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=0, le=10_000)]
Positive = Annotated[int, Field(strict=True, ge=1, le=10_000)]
Hour = Annotated[int, Field(strict=True, ge=0, le=24)]
Year = Annotated[int, Field(strict=True, ge=1900, le=2200)]
Share = Annotated[float, Field(strict=True, ge=0, lt=100, allow_inf_nan=False)]
Figure = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Day = Annotated[date, Field(strict=True)]
# Names of fields of the same table whose values nobody has confirmed yet.
Assumed = tuple[str, ...]
