from models import Cycle, DisclosureDecision, Withheld, WithheldKind
from models.disclosure import Ground
from steering.disclosure.counts import FigureKey
from steering.office.indicator_files import withheld_in_papers
from steering.office.opening import Office


def a_decision(cycle: Cycle, number: int, *periods: str) -> list[DisclosureDecision | Withheld]:
    """The decision on a round: one county's share stays back in these periods."""
    decided = DisclosureDecision(
        cycle_id=cycle.id, round=number, figures_count=9, protected_count=0, lost_count=0, is_optimal=True
    )
    kept = [
        Withheld(
            cycle_id=cycle.id,
            round=number,
            number=place,
            kind=kind,
            name="D15",
            region_code="03358",
            period=period,
            ground=Ground.TOO_FEW,
        )
        for place, (kind, period) in enumerate(
            [*((WithheldKind.FIGURE, period) for period in periods), (WithheldKind.CELL, "2019")], start=1
        )
    ]
    return [decided, *kept]


def keep(office: Office, records: list[DisclosureDecision | Withheld]) -> None:
    with office.archive.writing(clock=office.clock, actor="test", origin="flow") as tx:
        tx.keep(records)


def test_what_the_newest_round_keeps_back_is_known_to_the_command_line(office: Office) -> None:
    cycle = office.archive.latest_cycle(office.region_key)
    assert withheld_in_papers(office) == frozenset()

    keep(office, a_decision(cycle, 1, "2022", "2023"))
    first = withheld_in_papers(office)
    keep(office, a_decision(cycle, 2, "2021"))

    assert first == {FigureKey("D15", "", "03358", year) for year in ("2022", "2023")}
    assert withheld_in_papers(office) == {FigureKey("D15", "", "03358", "2021")}
