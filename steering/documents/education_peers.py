"""A county beside its peer groups in the education report: one row for each group, and what it is made of."""

from collections.abc import Iterator, Sequence

from models import IndicatorStatus, IndicatorValue
from steering.documents.education_counties import county_name
from steering.documents.values import Shown, status_of
from steering.indicators.answering.peer_standing import Member, PeerStanding, beside_peers
from steering.indicators.defining.formula import Kind
from steering.indicators.statistics.peers import PeerGroup
from steering.stage import Desk
from templates.document_facts import PeerRow
from templates.environment import number
from templates.paper import region_name, term
from templates.peers import group_named, group_titled, typology_named


def peer_rows(shown: Shown) -> Iterator[PeerRow]:
    """The groups without the county, in the period of its value; a group without any figure has no row.

    A sum is printed only where every case in it may be known one by one (`Gate.tells_cases`).
    """
    for group in shown.desk.groups:
        found = _standing(shown, group)
        if found is not None and found.counted:
            yield _row(shown, found.public)


def group_members(desk: Desk, language: str) -> Iterator[str]:
    """Of whom each group consists, and who says so."""
    for group in desk.groups:
        codes = (code for code in group.members if code != desk.region_code)
        yield term("peers_members", language).format(
            group=group_named(group, language),
            names="; ".join(sorted(region_name(code, language) for code in codes)),
            typology=typology_named(group, language),
            source=group.source,
        )


def _standing(shown: Shown, group: PeerGroup) -> PeerStanding | None:
    codes = [code for code in group.members if code != shown.desk.region_code]
    own = _member(shown, shown.desk.region_code, shown.value)
    return beside_peers(group, shown.indicator, own, [_member(shown, code, shown.at(code)) for code in codes])


def _member(shown: Shown, code: str, value: IndicatorValue | None) -> Member:
    if value is None:
        return Member(code=code, k=None, n=None, status=IndicatorStatus.INPUT_MISSING)
    if status_of(value) is IndicatorStatus.WITHHELD:
        # It has cases that nobody may know: the sum with it stays back, and without it would be another.
        return Member(code=code, k=0.0, n=1.0, status=IndicatorStatus.COMPUTED, is_told=False)
    return Member(
        code=code,
        k=value.numerator,
        n=value.denominator,
        status=value.status,
        is_told=shown.values.tells_cases(value),
    )


def _row(shown: Shown, found: PeerStanding) -> PeerRow:
    language, low_high = shown.language, found.ci or (None, None)
    title = group_named(found.group, language)
    key = "method_peers" if shown.indicator.formula.kind is Kind.SHARE else "method_peers_plain"
    return PeerRow(
        title=title,
        label=term("peer_row", language).format(group=title),
        method=term(key, language).format(
            title=group_titled(found.group, language),
            typology=typology_named(found.group, language),
            year=found.group.year,
        ),
        value=found.value,
        low=low_high[0],
        high=low_high[1],
        base_count=None if found.n is None else round(found.n),
        difference="" if found.difference is None else _signed(shown, found.difference),
        difference_range=_difference_range(shown, found),
        reason=_reason(found),
        counted=len(found.counted),
        members=found.members_count,
        absent=_absent(shown, found.absent),
    )


def _reason(found: PeerStanding) -> str:
    """Why there is no figure, as a key of wordings."""
    if not found.is_publishable:
        return IndicatorStatus.WITHHELD.value
    return "" if found.value is not None else "peer_few_members"


def _difference_range(shown: Shown, found: PeerStanding) -> str:
    if found.difference_ci is None:
        return ""
    low, high = (_signed(shown, each) for each in found.difference_ci)
    return shown.word("range_signed", low=low, high=high)


def _signed(shown: Shown, difference: float) -> str:
    """The county less the group, with its sign."""
    rounded = round(difference, shown.indicator.digits)
    sign = "+" if rounded > 0 else "" if rounded < 0 else "±"
    return f"{sign}{number(rounded, shown.indicator.digits, language=shown.language)}"


def _absent(shown: Shown, absent: Sequence[tuple[str, IndicatorStatus]]) -> str:
    """Members without a value, each by name with the reason."""
    listed = (
        shown.word("peer_absent_each", name=county_name(shown, code), reason=term(status, shown.language))
        for code, status in absent
    )
    told = "; ".join(listed)
    return shown.word("peer_absent", listed=told) if told else ""
