"""The contract of a source: what a delivery holds, for which regions and periods, and when it is expected."""

from enum import StrEnum

from steering.profile.kinds import Count, MonthDay, Positive, Text, Year, declared


class RegionLevel(StrEnum):
    """A level of official regions, by the length of its keys."""

    COUNTRY = "country"
    LAND = "land"
    GOVERNMENT_DISTRICT = "government_district"
    DISTRICT = "district"
    MUNICIPALITY = "municipality"


@declared
class Contract:
    """What was agreed about a source; what is not named is not checked."""

    variables: tuple[Text, ...] = ()
    regions: tuple[RegionLevel, ...] = ()
    units: tuple[Text, ...] = ()
    first_year: Year | None = None
    rhythm_months: Positive = 12
    expected_by: MonthDay | None = None
    grace_days: Count = 0
