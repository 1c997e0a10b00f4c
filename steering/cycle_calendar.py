"""When a revision is due, and by when each stage should be done."""

from datetime import date

from models import MasterplanVersion
from steering.calendar.working_days import months_later

# A revision takes about thirteen months and one for the unforeseen.
MONTHS_BEFORE_THE_END = 14


def next_revision_due(version: MasterplanVersion) -> date:
    """When the revision of a version should begin: fourteen months before its period ends."""
    return months_later(date(version.period_to_year, 12, 31), -MONTHS_BEFORE_THE_END)


def is_due(version: MasterplanVersion, today: date) -> bool:
    """Whether the revision of a version should be proposed to the coordinator."""
    return today >= next_revision_due(version)
