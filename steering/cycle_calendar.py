"""When a revision is due, and by when each stage should be done."""

from datetime import date

from models import MasterplanVersion

# DOMAIN, rhythms between revisions: a revision takes about thirteen months and one for the unforeseen.
MONTHS_BEFORE_THE_END = 14


def next_revision_due(version: MasterplanVersion) -> date:
    """When the revision of a version should begin: fourteen months before its period ends."""
    months = version.period_to_year * 12 + 11 - MONTHS_BEFORE_THE_END
    return date(months // 12, months % 12 + 1, 31 if months % 12 in (0, 2, 4, 6, 7, 9, 11) else 30)


def is_due(version: MasterplanVersion, today: date) -> bool:
    """Whether the revision of a version should be proposed to the coordinator."""
    return today >= next_revision_due(version)
