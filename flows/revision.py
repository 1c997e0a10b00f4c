"""The flow `revise_masterplan`: the six stages of the cycle as six tasks, in the cycle's order.

A run is short. It goes as far as the records allow and ends; a decision, a delivery or the
reconciling flow starts the next one. What is closed is skipped, so resuming is running again, and
Prefect's own memory is never asked where a cycle stands.
"""

from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

from prefect import Task, flow, get_run_logger
from prefect.artifacts import acreate_markdown_artifact, acreate_table_artifact
from prefect.cache_policies import NO_CACHE

from flows.anatomy import Reached, carry_on
from flows.in_words import in_words
from flows.opening import at_work
from models import StageRun
from steering.cycle import CYCLE
from steering.errors import OutsideFailed
from steering.office.standing import current_stage
from steering.stage import Stage

RETRIES = 2
BEFORE_RETRY = timedelta(seconds=10)


def as_task(stage: Stage) -> Task[..., Coroutine[Any, Any, Reached]]:
    """The Prefect task of one row of the cycle: validate, work, write, notify (flows/anatomy.py)."""

    async def take_stage(region_key: str, at: datetime | None = None) -> Reached:
        logger = get_run_logger()

        def say(step: str, facts: dict[str, object]) -> None:
            logger.info("%s: %s %s", stage.key, step, facts)

        with at_work(region_key, at) as office:
            cycle = office.archive.latest_cycle(region_key)
            reached = carry_on(office, cycle, stage, say=say)
        await _leave_a_trace(stage, reached)
        return reached

    return Task(
        take_stage,
        name=stage.key,
        task_run_name=stage.key,
        cache_policy=NO_CACHE,
        retries=RETRIES,
        retry_delay_seconds=BEFORE_RETRY.total_seconds(),
        retry_condition_fn=_is_worth_a_retry,
        persist_result=False,
    )


async def _is_worth_a_retry(_task: object, _run: object, state: object) -> bool:
    """Only what failed outside may succeed when it is tried again."""
    result = getattr(state, "data", None)
    return isinstance(result, OutsideFailed)


async def _leave_a_trace(stage: Stage, reached: Reached) -> None:
    """What the coordinator sees in Prefect: the findings as a table, and what is waited for."""
    slug = stage.key.replace("_", "-")
    if reached.faults:
        rows = [
            {
                "Schwere": finding.severity.value,
                "Was": finding.what,
                "Wo": finding.place,
                "Abhilfe": finding.mend,
                "Stand": finding.state.value,
            }
            for finding in reached.faults
        ]
        await acreate_table_artifact(table=rows, key=f"{slug}-findings", description=stage.title)
    if reached.waits_for:
        listed = "\n".join(f"- {each}" for each in reached.waits_for)
        await acreate_markdown_artifact(
            f"## {stage.title}\n\nEs fehlt noch:\n\n{listed}\n", key=f"{slug}-waits"
        )


STAGE_TASKS: dict[str, Task[..., Coroutine[Any, Any, Reached]]] = {
    stage.key: as_task(stage) for stage in CYCLE
}


@flow(name="revise_masterplan", flow_run_name="revise-{region_key}", persist_result=False)
@in_words
async def revise_masterplan(region_key: str = "heidekreis", at: datetime | None = None) -> Reached | None:
    """Take the open revision of a region as far as it goes today."""
    reached: Reached | None = None
    while True:
        with at_work(region_key, at) as office:
            cycle = office.archive.open_cycle(region_key)
            stage = current_stage(office.look(cycle, StageRun)) if cycle is not None else None
        if stage is None:
            return reached
        reached = await STAGE_TASKS[stage.key](region_key, at)
        if not (reached.is_closed or reached.goes_back):
            return reached
