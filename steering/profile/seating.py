"""How seats are shared out and acted for, as the profile declares it."""

from collections.abc import Iterator
from datetime import date

import models as m
from models.columns import key
from steering.changes import changed
from steering.profile.bodies import Committee
from steering.profile.loading import Profile
from steering.seating.filled import default_rules
from steering.seating.quotas import quota_id
from templates.phrases import phrase


def seating_rules(profile: Profile) -> Iterator[m.SeatingRules]:
    """The rules of each committee on who may act for a seat."""
    for committee in profile.committees.committee:
        declared = committee.seating
        given = {
            "delegation_allowed": declared.delegation_allowed,
            "delegations_per_member": declared.delegations_per_member,
            "principal_goes_first": declared.principal_goes_first,
            "deputy_needs_absence": declared.deputy_needs_absence,
            "duty_briefing": declared.duty_briefing,
            "has_recusal": declared.has_recusal,
        }
        usual = default_rules(key(profile.key, committee.key), committee.kind)
        yield changed(usual, **{name: value for name, value in given.items() if value is not None})


def quotas(profile: Profile, *, on: date) -> list[m.SeatQuota]:
    """How many voting seats each organisation holds; seats without one are counted together."""
    return [quota for committee in profile.committees.committee for quota in _of(profile, committee, on)]


def _of(profile: Profile, committee: Committee, on: date) -> Iterator[m.SeatQuota]:
    titles = {each.key: each.title for each in profile.organisations.organisation}
    counts: dict[str | None, int] = {}
    since: dict[str | None, date] = {}
    for seat in committee.seat:
        if seat.has_vote:
            counts[seat.organisation] = counts.get(seat.organisation, 0) + seat.count
            since[seat.organisation] = max(
                seat.since_on or on, since.get(seat.organisation, seat.since_on or on)
            )
    committee_id = key(profile.key, committee.key)
    for organisation, count in counts.items():
        organisation_id = None if organisation is None else key(profile.key, organisation)
        yield m.SeatQuota(
            id=quota_id(committee_id, organisation_id, since[organisation]),
            committee_id=committee_id,
            organisation_id=organisation_id,
            title=phrase("title.further_seats") if organisation is None else titles[organisation],
            seats_count=count,
            from_on=since[organisation],
        )
