"""The latest and the earliest days are the optimum: held against an exhaustive search."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from steering.calendar.network import DayKind, Lag, Link, Network, Node
from steering.calendar.notice import DayUnit
from tests.steering.calendar.a_calendar import CALENDAR

# Around Easter 2027: holidays, public holidays and weekends on few days.
WINDOW = [date(2027, 3, 17) + timedelta(days=number) for number in range(12)]
# Where a listed day is too late, the search may leave the years that are known.
EVERYDAY = CALENDAR.everyday
KEYS = ("a", "b", "c", "d")
LAGS = st.builds(Lag, days=st.integers(0, 3), unit=st.sampled_from(DayUnit), is_clear=st.booleans())


@st.composite
def networks(draw: st.DrawFn) -> Network:
    count = draw(st.integers(2, 3))
    nodes = tuple(
        Node(
            key=key,
            kind=draw(st.sampled_from(DayKind)),
            listed=frozenset(draw(st.sets(st.sampled_from(WINDOW), max_size=3))),
        )
        for key in KEYS[:count]
    )
    links = tuple(
        Link(before=before.key, after=after.key, lag=draw(LAGS))
        for place, after in enumerate(nodes)
        for before in nodes[:place]
        if draw(st.booleans())
    )
    return Network(nodes=nodes, links=links, calendar=EVERYDAY)


def ways(network: Network) -> Iterator[dict[str, date]]:
    """Every way to lay the steps into the window, by trying all of them."""
    days = [[day for day in WINDOW if node.may_be(day, EVERYDAY)] for node in network.nodes]
    for chosen in product(*days):
        laid = dict(zip((node.key for node in network.nodes), chosen, strict=True))
        if all(is_kept(link, laid) for link in network.links):
            yield laid


def is_kept(link: Link, laid: dict[str, date]) -> bool:
    """Whether enough lies between two steps, counted day by day."""
    first, last = laid[link.before], laid[link.after]
    after = [first + timedelta(days=number) for number in range(1, (last - first).days + 1)]
    counted = after[:-1] if link.lag.is_clear else after
    if link.lag.unit == DayUnit.WORKING:
        counted = [day for day in counted if EVERYDAY.is_working(day)]
    in_order = first < last if link.lag.is_clear else first <= last
    return in_order and len(counted) >= link.lag.days


@given(network=networks())
def test_the_latest_days_are_those_of_an_exhaustive_search(network: Network) -> None:
    end = WINDOW[-1]
    all_ways = list(ways(network))

    latest = network.latest({node.key: end for node in network.nodes})

    inside = all(day >= WINDOW[0] for day in latest.values())
    if inside:
        assert latest == {key: max(way[key] for way in all_ways) for key in latest}
        assert latest in all_ways
    else:
        assert not all_ways


@given(network=networks())
def test_the_earliest_days_are_those_of_an_exhaustive_search(network: Network) -> None:
    begin = WINDOW[0]
    all_ways = list(ways(network))

    earliest = network.earliest({node.key: begin for node in network.nodes})

    if all(day <= WINDOW[-1] for day in earliest.values()):
        assert earliest == {key: min(way[key] for way in all_ways) for key in earliest}
        assert earliest in all_ways
    else:
        assert not all_ways


@given(network=networks())
def test_the_earliest_days_never_come_after_the_latest(network: Network) -> None:
    end = date(2027, 6, 18)
    latest = network.latest({node.key: end for node in network.nodes})

    earliest = network.earliest(
        {node.key: latest[node.key] for node in network.nodes if not _waits(network, node.key)}
    )

    assert all(earliest[key] <= latest[key] for key in earliest)


def _waits(network: Network, key: str) -> bool:
    return any(link.after == key for link in network.links)


def test_the_driving_chain_leads_from_the_first_step_to_the_last() -> None:
    network = Network(
        nodes=tuple(Node(key=key, kind=DayKind.WORKING) for key in KEYS),
        links=(
            Link(before="a", after="b", lag=Lag(days=3)),
            Link(before="a", after="c", lag=Lag(days=9)),
            Link(before="b", after="d"),
            Link(before="c", after="d"),
        ),
        calendar=EVERYDAY,
    )

    earliest = network.earliest({"a": date(2027, 2, 1)})

    assert network.driving(earliest, "d") == ("a", "c", "d")
