"""What must agree in the committees: seats with the legal number, rules with what a body may do."""

from collections.abc import Iterator, Mapping

from steering.profile.faults import Fault
from steering.profile.procedure_faults import ORGANS, check_presets, check_procedure
from steering.profile.references import Sheets, entries
from steering.profile.sheet import Entry


def check_committees(sheets: Sheets) -> Iterator[Fault]:
    """Faults of the committees, and of routes that end where nothing is decided."""
    committees = entries(sheets, "committees.toml", "committee")
    presets = sheets.get("presets.toml")
    land_code = sheets["region.toml"].whole.text("land_code") if "region.toml" in sheets else None
    for committee in committees:
        yield from _committee(committee)
        yield from check_procedure(committee, presets, land_code)
    if presets is not None:
        yield from check_presets(presets)
    yield from _shared_mail_names(committees)
    yield from _budget_routes(sheets)


def _committee(committee: Entry) -> Iterator[Fault]:
    yield from _seats(committee)
    kind = committee.text("kind")
    if committee.table.get("decides") is True and kind is not None and kind not in ORGANS:
        yield committee.fault("decides", "board_may_not_decide", value=committee.text("key"), kind=kind)
    yield from _seating(committee, kind)


def _seating(committee: Entry, kind: str | None) -> Iterator[Fault]:
    """A mandate in an organ is free and personal: its vote is handed to nobody."""
    seating = committee.table.get("seating")
    if isinstance(seating, Mapping) and seating.get("delegation_allowed") is True and kind in ORGANS:
        entry = Entry(sheet=committee.sheet, path=(*committee.path, "seating"), table=seating)
        yield entry.fault("delegation_allowed", "delegation_in_an_organ", value=committee.text("key"))


def _seats(committee: Entry) -> Iterator[Fault]:
    seats = committee.entries("seat")
    chairs = [seat for seat in seats if seat.table.get("is_chair") is True]
    places = sum(seat.number("count") or 1 for seat in chairs)
    if places > 1:
        yield chairs[-1].fault("is_chair", "more_than_one_chair", value=committee.text("key"), count=places)
    legal = committee.number("seats_count")
    if legal == 0 and committee.text("kind") not in {None, "conference"}:
        yield committee.fault("seats_count", "no_seats", value=committee.text("key"))
    # A body that reports a tally keeps its own list of members; we need none.
    if legal is None or (committee.text("voting") == "tally" and not seats):
        return
    listed = sum(seat.number("count") or 1 for seat in seats if seat.table.get("has_vote") is not False)
    if listed != legal:
        yield committee.fault(
            "seats_count", "seats_do_not_sum", value=committee.text("key"), listed=listed, legal=legal
        )


def _shared_mail_names(committees: list[Entry]) -> Iterator[Fault]:
    """Two committees with seats and one mail name would put two members behind one address."""
    taken: dict[str, str | None] = {}
    for committee in committees:
        name = committee.text("mail_name")
        if name is None or not committee.entries("seat"):
            continue
        if name in taken:
            yield committee.fault("mail_name", "mail_name_shared", value=name, other=taken[name])
        taken.setdefault(name, committee.text("key"))


def _budget_routes(sheets: Sheets) -> Iterator[Fault]:
    """A measure that costs money must reach a body that decides."""
    if not {"process.toml", "committees.toml", "plan.toml"} <= set(sheets):
        return
    organs = {
        committee.text("key")
        for committee in entries(sheets, "committees.toml", "committee")
        if committee.table.get("decides") is True
    }
    routes = {
        route.text("key"): [key for _, key in route.texts("committees")]
        for route in entries(sheets, "process.toml", "route")
    }
    for measure in entries(sheets, "plan.toml", "measure"):
        route = routes.get(measure.text("route"))
        if measure.table.get("is_budget_relevant") is True and route and route[-1] not in organs:
            yield measure.fault(
                "route", "budget_route_decides_nothing", value=measure.text("code"), last=route[-1]
            )
