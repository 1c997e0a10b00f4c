"""The only talk to Prefect's server: wake the next run, deploy the flows, see whether it is there.

Prefect is the motor, never the record. Whatever goes wrong here is told and otherwise harmless:
the reconciling flow finds in our record what is to be done.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Iterable
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from steering.errors import OutsideFailed

if TYPE_CHECKING:  # Prefect takes a second to import; whoever only asks whether it is set need not wait.
    from collections.abc import Iterator

    from prefect.client.orchestration import SyncPrefectClient

logger = logging.getLogger(__name__)

FLOW = "revise_masterplan"
WORK_POOL = "masterplan"
# Somebody waits at the terminal for the act, not for the engine.
LONGEST_TALK = 5.0
LONGEST_DEPLOY = 180.0


def is_configured() -> bool:
    """Whether the operator has set a Prefect server."""
    return bool(os.environ.get("PREFECT_API_URL"))


def is_reachable() -> bool:
    """Whether the server answers, and lets us in."""
    if not is_configured():
        return False
    from httpx import HTTPError
    from prefect.exceptions import PrefectException

    try:
        with _talk() as client:
            client.read_work_pools(limit=1)
    except (HTTPError, PrefectException, OSError) as error:
        logger.warning("Prefect's server does not answer: %r", error)
        return False
    return True


def wake(region_key: str, occasion_key: str) -> bool:
    """Start the next run of a region's revision, once per occasion; gives whether it is on its way."""
    if not is_configured():
        return False
    from httpx import HTTPError
    from prefect.exceptions import PrefectException

    try:
        with _talk() as client:
            deployment = client.read_deployment_by_name(f"{FLOW}/{region_key}")
            client.create_flow_run_from_deployment(
                deployment.id, idempotency_key=f"{region_key}/{occasion_key}", name=f"revise-{region_key}"
            )
    except (HTTPError, PrefectException, OSError) as error:
        logger.warning(
            "The next run of %s was not woken, the reconciling flow will do it: %r", region_key, error
        )
        return False
    return True


def deploy(
    regions: Iterable[str], *, definitions: Path | None = None, work_pool: str = WORK_POOL
) -> list[str]:
    """Deploy all flows for the regions, as `deployments/prefect.yaml` defines them; gives the regions.

    Relative paths in settings mean what they mean in the folder from which we deploy.
    """
    deployed = []
    with as_file(files("deployments").joinpath("prefect.yaml")) as ours:
        _need_work_pool(work_pool)
        for region_key in dict.fromkeys(regions):
            _deploy(region_key, definitions or ours, work_pool)
            deployed.append(region_key)
    return deployed


def _need_work_pool(name: str) -> None:
    from httpx import HTTPError
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists, PrefectException
    from prefect.workers.process import ProcessWorker

    template = ProcessWorker.get_default_base_job_template()
    try:
        with _talk() as client:
            client.create_work_pool(WorkPoolCreate(name=name, type="process", base_job_template=template))
    except ObjectAlreadyExists:
        return
    except (HTTPError, PrefectException, OSError) as error:
        raise OutsideFailed(f"No work pool: {error}", code="engine_not_reached", detail=str(error)) from error


def _deploy(region_key: str, definitions: Path, work_pool: str) -> None:
    told = {
        "MASTERPLAN_REGION": region_key,
        "MASTERPLAN_WORK_POOL": work_pool,
        "MASTERPLAN_WORKING_DIR": str(Path.cwd()),
    }
    command = [
        sys.executable,
        "-m",
        "prefect",
        "--no-prompt",
        "deploy",
        "--all",
        "--prefect-file",
        str(definitions),
    ]
    done = subprocess.run(
        command,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        timeout=LONGEST_DEPLOY,
        check=False,
    )
    if done.returncode != 0:
        detail = (done.stderr.strip() or done.stdout.strip())[-600:]
        raise OutsideFailed(
            f"prefect deploy: {detail}", code="not_deployed", region=region_key, detail=detail
        )


@contextmanager
def _talk() -> "Iterator[SyncPrefectClient]":
    """A client that gives up soon."""
    from prefect import get_client
    from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

    with (
        temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}),
        get_client(sync_client=True, httpx_settings={"timeout": LONGEST_TALK}) as client,
    ):
        yield client
