"""Quotas: how many voting seats each organisation holds in a committee, from when to when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models import SeatQuota
from models.columns import key
from steering.changes import changed


@dataclass(frozen=True, kw_only=True)
class QuotaSum:
    """What the quotas of a committee amount to on a day, beside the legal number of seats."""

    listed: int
    legal: int

    @property
    def is_sound(self) -> bool:
        """Whether every legal seat belongs to somebody, and no seat twice."""
        return self.listed == self.legal


def quotas_on(quotas: Iterable[SeatQuota], on: date) -> list[SeatQuota]:
    """The quotas that hold on a day."""
    holding = [each for each in quotas if each.from_on <= on and (each.to_on is None or each.to_on >= on)]
    return sorted(holding, key=lambda each: (each.organisation_id is None, each.title))


def summed(quotas: Iterable[SeatQuota], legal: int, on: date) -> QuotaSum:
    """The sum of the quotas that hold on a day."""
    return QuotaSum(listed=sum(each.seats_count for each in quotas_on(quotas, on)), legal=legal)


def renewed(kept: Sequence[SeatQuota], declared: Sequence[SeatQuota], on: date) -> list[SeatQuota]:
    """What must be written when a committee's quotas change: the old ones end, the new ones begin.

    A quota that is the same goes on; one that began today is corrected in place.
    """
    running = {_whose(each): each for each in kept if each.to_on is None or each.to_on >= on}
    wanted = {_whose(each): each for each in declared}
    ended = [
        changed(each, to_on=on - timedelta(days=1))
        for whose, each in running.items()
        if not _goes_on(each, wanted.get(whose)) and each.from_on < on
    ]
    begun = [
        _from(each, on) if whose in running else each
        for whose, each in wanted.items()
        if not _goes_on(running.get(whose), each)
    ]
    return [*ended, *begun]


def quota_id(committee_id: str, organisation_id: str | None, from_on: date) -> str:
    """What a quota is called: committee, organisation and first day."""
    whose = "further" if organisation_id is None else organisation_id.rpartition("/")[2]
    return key(committee_id, "quota", whose, from_on.isoformat())


def _from(quota: SeatQuota, on: date) -> SeatQuota:
    """A quota that follows another one of the same organisation begins on the day of the change."""
    return changed(quota, id=quota_id(quota.committee_id, quota.organisation_id, on), from_on=on)


def _whose(quota: SeatQuota) -> tuple[str, str | None]:
    return (quota.committee_id, quota.organisation_id)


def _goes_on(one: SeatQuota | None, other: SeatQuota | None) -> bool:
    return one is not None and other is not None and one.seats_count == other.seats_count
