"""How a county beside its peer groups looks for people: a row of the table, and what must be said of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from deployments.cli.door import Door
from deployments.cli.indicators_shown import change_text, value_text

if TYPE_CHECKING:  # The rules wake pandas; a look at the help must not.
    from deployments.cli.indicators_asked import Answer
    from steering.indicators.answering.peer_standing import PeerStanding
    from steering.indicators.answering.result import Result


def peer_row(door: Door, result: "Result", found: "PeerStanding") -> list[object]:
    """The group without the county, as a row beside the other areas."""
    from steering.indicators.answering.kept import whole
    from templates.peers import group_named

    interval = "–"
    if found.ci is not None:
        low, high = (value_text(result, each, door.language) for each in found.ci)
        interval = door.text("from_to", low=low, high=high)
    name = door.text("beside_peers", group=group_named(found.group, door.language))
    return [name, value_text(result, found.value, door.language), whole(found.k), whole(found.n), interval]


def show_peers(door: Door, answer: "Answer", found: "PeerStanding") -> None:
    """How far the county lies from the group, who made the group, and who is not counted."""
    from templates.peers import group_named, typology_named

    spoken, group = door.language, group_named(found.group, door.language)
    _show_distance(door, answer.result, found, group)
    door.line(
        "peers_counted",
        counted=len(found.counted),
        of=found.members_count,
        typology=typology_named(found.group, spoken),
        year=str(found.group.year),
        source=found.group.source,
    )
    if found.absent:
        listed = (
            f"{_named(door, answer, code)} ({door.word(status.value, 'indicator_status')})"
            for code, status in found.absent
        )
        door.line("peers_absent", listed="; ".join(listed))
    if not found.is_publishable:
        door.line("peers_internal", listed=_listed(door, answer, found.untold))


def _show_distance(door: Door, result: "Result", found: "PeerStanding", group: str) -> None:
    if found.difference is None:
        return
    told = change_text(result, found.difference, door.language)
    if found.difference_ci is None:
        door.line("compare_peers_plain", group=group, difference=told)
        return
    low, high = (change_text(result, each, door.language) for each in found.difference_ci)
    door.line("compare_peers", group=group, difference=told, low=low, high=high)
    if found.z is not None and found.z_adjusted is not None:
        door.line("compare_peers_z_adjusted", z=found.z, adjusted=found.z_adjusted)
    elif found.z is not None:
        door.line("compare_peers_z", z=found.z)


def _listed(door: Door, answer: "Answer", codes: Iterable[str]) -> str:
    own = answer.result.region
    return "; ".join(_named(door, answer, code) for code in codes) or _named(door, answer, own)


def _named(door: Door, answer: "Answer", code: str) -> str:
    from templates.paper import region_name

    known = region_name(code, door.language)
    return known if known != code else answer.asked.names.get(code, code)
