"""`masterplan flows`: handing the flows to a Prefect server."""

from deployments.cli.commanding import a_group, command
from deployments.cli.door import Door

app = a_group()


@command(app, "deploy")
def deploy(door: Door) -> None:
    """Hand the flows and their schedules to the Prefect server."""
    from steering.office import engine
    from steering.office.profiles import load_profile

    names = engine.deploy([load_profile(door.settings).key])
    door.line("deployed", names=", ".join(names))
