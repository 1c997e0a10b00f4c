"""Needs that lie before the internal steering group, without an analysis before."""

from models import Gate
from steering.cycle import stage_named
from steering.office import asking
from steering.office.opening import Office
from tests.steering.needs.a_folder import needs
from tests.steering.office.an_office import at_stage, the_cycle, the_gate

STAGE = "analyse_indicators"


def put_before_the_group(office: Office) -> Gate:
    """Three needs with four findings, and the question whether they are acknowledged."""
    run = at_stage(office, STAGE)
    cycle = the_cycle(office)
    with office.writing() as tx:
        tx.keep(needs(cycle_id=cycle.id))
    stage = stage_named(STAGE)
    case = asking.Case(
        office=office,
        cycle=cycle,
        stage=stage,
        run=run,
        records=office.glance(cycle),
        question=stage.gates[0],
    )
    assert asking.ask(case)
    return the_gate(office, "report")
