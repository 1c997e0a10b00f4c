"""Who answers for a seat: the private list where it names the seat, a function address elsewhere."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import models as m
from models import Role
from models.columns import key
from steering.errors import BadProfile
from steering.profile.bodies import Committee
from steering.profile.faults import Fault
from steering.profile.loading import Profile
from steering.profile.members import FILE, Member


def _same_place(one: Role, other: Role) -> bool:
    """Whether two roles compete for the seat itself, or both for standing in."""
    return (one is Role.DEPUTY) == (other is Role.DEPUTY)


def seat_id(profile: Profile, committee: Committee, number: int) -> str:
    """The id of a place: heidekreis/strategy_group/07."""
    return key(profile.key, committee.key, f"{number:02d}")


def mandates(profile: Profile, *, on: date, members: Sequence[Member] = ()) -> list[m.Mandate]:
    """The mandates of all seats. Raises BadProfile for rows of the list that fit no seat."""
    listed = _by_seat(profile, members)
    found: list[m.Mandate] = []
    for committee in profile.committees.committee:
        for number in range(1, len(committee.places) + 1):
            of_seat = listed.get(seat_id(profile, committee, number), [])
            found.extend(as_mandates(of_seat))
            found.extend(_by_function(profile, committee, number, on, of_seat))
    return found


def _by_seat(profile: Profile, members: Sequence[Member]) -> Mapping[str, list[Member]]:
    known = {
        seat_id(profile, committee, number)
        for committee in profile.committees.committee
        for number in range(1, len(committee.places) + 1)
    }
    faults = list(faults_in(members, known, unknown="seat_unknown"))
    if faults:
        raise BadProfile(f"The list of members has {len(faults)} faults.", faults=faults)
    listed: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        listed[member.seat_id].append(member)
    return listed


def faults_in(
    members: Sequence[Member],
    known: Collection[str],
    *,
    unknown: str = "seat_of_another_committee",
    not_before: date = date.min,
) -> Iterator[Fault]:
    """Rows of the list that name no seat of these, or a place that another row fills on the same day."""
    before: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        if member.seat_id not in known:
            yield _fault(member, unknown)
        if any(_clash(member, other) for other in before[member.seat_id]):
            yield _fault(member, "mandates_overlap")
        if member.from_on < not_before:
            days = {"begins": member.from_on, "on": not_before}
            yield _fault(member, "begins_before_constitution", "from", **days)
        before[member.seat_id].append(member)


def _fault(member: Member, code: str, column: str = "seat", **facts: object) -> Fault:
    told = {"value": member.seat_id, **facts}
    return Fault(file=FILE, line=member.row, field=column, code=code, facts=told)


def _clash(one: Member, other: Member) -> bool:
    """Whether two would fill the same place of a seat on the same day."""
    return (
        _same_place(one.role, other.role)
        and one.from_on <= (other.to_on or date.max)
        and other.from_on <= (one.to_on or date.max)
    )


def as_mandates(members: Iterable[Member]) -> Iterator[m.Mandate]:
    """The mandates that the rows of the list stand for."""
    for member in members:
        yield m.Mandate(
            id=key(member.seat_id, member.role.value, member.from_on.isoformat()),
            seat_id=member.seat_id,
            role=member.role,
            title=member.title,
            address=member.address,
            language=member.language,
            from_on=member.from_on,
            to_on=member.to_on,
            resolution=member.resolution,
            duty_briefing_on=member.duty_briefing_on,
        )


def _by_function(
    profile: Profile, committee: Committee, number: int, on: date, listed: Iterable[Member]
) -> Iterator[m.Mandate]:
    """The function mandates of a seat, as long as the list names nobody for the same place."""
    seat, place = committee.places[number - 1], seat_id(profile, committee, number)
    role = Role.CHAIR if seat.is_chair else Role.MEMBER if seat.has_vote else Role.ADVISORY
    roles = [(role, "", "")]
    if seat.has_deputy:
        roles.append((Role.DEPUTY, "-vertretung", " (Vertretung)"))
    for held, suffix, words in roles:
        named = [member.from_on for member in listed if _same_place(member.role, held)]
        if named and min(named) <= on:
            continue
        yield m.Mandate(
            id=key(place, held.value),
            seat_id=place,
            role=held,
            title=f"{seat.title}{words}",
            address=f"{committee.mail_name}-{number:02d}{suffix}@{profile.region.mail_domain}",
            language=profile.region.language,
            from_on=on,
            to_on=min(named) - timedelta(days=1) if named else None,
        )
