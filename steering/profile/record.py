"""From a profile to the records with which a region begins."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from sqlmodel import SQLModel

import models as m
from models import DecisionStatus, VersionState
from models.columns import key
from steering.decision import quorum_needed
from steering.profile.bodies import Committee, Organisation
from steering.profile.loading import Profile
from steering.profile.mandates import mandates, seat_id
from steering.profile.members import Member
from steering.profile.plans import Measure
from steering.profile.seating import quotas, seating_rules
from steering.rules_of_procedure import Rules, to_json


def to_records(profile: Profile, *, on: date, members: Sequence[Member] = ()) -> list[SQLModel]:
    """The region's records, parents before children; function mandates begin on the day."""
    return [
        *_region(profile),
        *_organisations(profile),
        *_committees(profile),
        *quotas(profile, on=on),
        *mandates(profile, on=on, members=members),
        *_plan(profile),
        *_sources(profile),
    ]


def _region(profile: Profile) -> Iterator[SQLModel]:
    region = profile.region
    yield m.Region(
        key=region.key,
        region_code=region.region_code,
        title=region.title,
        land_code=region.land_code,
        language=region.language,
    )
    for territory in region.territory:
        yield m.TerritorialStatus(
            region_code=territory.region_code,
            title=territory.title,
            valid_from_on=territory.valid_from_on,
            valid_to_on=territory.valid_to_on,
            successor_code=territory.successor_code,
        )


def _organisations(profile: Profile) -> Iterator[SQLModel]:
    for organisation in profile.organisations.organisation:
        yield m.Organisation(
            id=key(profile.key, organisation.key),
            region_key=profile.key,
            key=organisation.key,
            title=organisation.title,
            kind=organisation.kind,
            address=_address(profile, organisation),
            language=organisation.language or profile.region.language,
        )
        for name in organisation.name:
            yield m.OrganisationName(
                organisation_id=key(profile.key, organisation.key),
                valid_from_on=name.valid_from_on,
                valid_to_on=name.valid_to_on,
                title=name.title,
            )


def _address(profile: Profile, organisation: Organisation) -> str:
    """The organisation's own address, or one made of its key."""
    return organisation.address or f"{organisation.key.replace('_', '-')}@{profile.region.mail_domain}"


def _committees(profile: Profile) -> Iterator[SQLModel]:
    for committee in profile.committees.committee:
        book = profile.rule_books[committee.key]
        yield _committee(profile, committee, book.default)
        for matter in book.matters:
            yield m.CommitteeRule(
                committee_id=key(profile.key, committee.key), matter=matter, rules=to_json(book.on(matter))
            )
        for number, seat in enumerate(committee.places, start=1):
            yield m.Seat(
                id=seat_id(profile, committee, number),
                committee_id=key(profile.key, committee.key),
                number=number,
                title=seat.title,
                organisation_id=None if seat.organisation is None else key(profile.key, seat.organisation),
                is_chair=seat.is_chair,
                has_vote=seat.has_vote,
            )
    yield from seating_rules(profile)


def _committee(profile: Profile, committee: Committee, rules: Rules) -> m.Committee:
    return m.Committee(
        id=key(profile.key, committee.key),
        region_key=profile.key,
        key=committee.key,
        title=committee.title,
        kind=committee.kind,
        legal_basis=committee.legal_basis,
        seats_count=committee.seats_count,
        quorum_pct=_exceeded_pct(rules),
        majority=rules.majority,
        majority_base=rules.majority_base,
        tie=rules.tie,
        voting=committee.voting,
        decides=committee.decides,
        is_public=rules.is_public,
        deputies_allowed=rules.deputies_allowed,
        circulation_allowed=rules.circulation_allowed,
        notice_days=rules.notice_days,
        office_address=f"{committee.mail_name}@{profile.region.mail_domain}",
    )


def _exceeded_pct(rules: Rules) -> float:
    """The quorum at a glance: the share that must be exceeded, also where it need only be reached."""
    if rules.quorum_is_exceeded or rules.seats_count == 0:
        return float(min(rules.quorum_share, Fraction(999, 1000)) * 100)
    return 100 * (quorum_needed(rules) - 1) / rules.seats_count


def _plan(profile: Profile) -> Iterator[SQLModel]:
    plan, masterplan_id = profile.plan, key(profile.key, "masterplan")
    version_id = key(profile.key, plan.label)
    yield m.Masterplan(id=masterplan_id, region_key=profile.key, title=plan.title)
    yield m.MasterplanVersion(
        id=version_id,
        masterplan_id=masterplan_id,
        label=plan.label,
        motto=plan.motto,
        period_from_year=plan.period_from_year,
        period_to_year=plan.period_to_year,
        state=VersionState.IN_FORCE,
        adopted_on=plan.adopted_on,
    )
    for area in plan.focus_area:
        yield m.FocusArea(id=key(version_id, area.key), version_id=version_id, key=area.key, title=area.title)
    for measure in plan.measure:
        yield from _measure(profile, version_id, measure)


def _measure(profile: Profile, version_id: str, measure: Measure) -> Iterator[SQLModel]:
    measure_id = key(profile.key, measure.code)
    routes = {route.key: route.committees for route in profile.process.route}
    yield m.Measure(
        id=measure_id,
        region_key=profile.key,
        code=measure.code,
        title=measure.title,
        title_source=measure.title_source,
    )
    yield m.MeasureStatus(
        measure_id=measure_id,
        on_date=profile.plan.adopted_on,
        status=measure.status,
        source="profile",
    )
    yield m.PlannedMeasure(
        id=key(version_id, measure.code),
        version_id=version_id,
        measure_id=measure_id,
        disposition=measure.disposition,
        decision_status=DecisionStatus.DECIDED,
        focus_area_key=measure.focus_area,
        life_stage=measure.life_stage or "",
        owner_id=key(profile.key, measure.owner),
        goal=measure.goal,
        indicator_key=measure.indicator,
        is_budget_relevant=measure.is_budget_relevant,
        route=">".join(routes[measure.route]),
    )


def _sources(profile: Profile) -> Iterator[SQLModel]:
    for source in profile.sources.source:
        yield m.Source(
            id=key(profile.key, source.key),
            region_key=profile.key,
            key=source.key,
            title=source.title,
            table_code=source.table_code,
            publisher=source.publisher,
            licence=source.licence,
            owner_id=key(profile.key, source.owner),
            expected_lag_days=source.expected_lag_days,
            is_required=source.is_required,
        )
