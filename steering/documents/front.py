"""What stands on top of every document."""

from models import Masterplan, MasterplanVersion
from steering.stage import Desk
from templates.document_facts import Front


def front(desk: Desk) -> Front:
    """Region, plan, round and day of the desk."""
    target = desk.records.by_id(MasterplanVersion).get(desk.cycle.target_version_id)
    plan = desk.records.by_id(Masterplan).get(target.masterplan_id) if target else None
    return Front(
        region_title=desk.region_title,
        plan_title=plan.title if plan else "",
        plan_label=target.label if target else "",
        round_number=desk.run.round,
        on_date=desk.today,
        is_simulated=desk.cycle.is_simulated,
    )
