"""`masterplan config show`: what is set, and where each value comes from."""

import os

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door

app = a_group()
MASK = "********"


@command(app, "show")
def show(door: Door, *, is_json: AsJson = False) -> None:
    """Every setting with its value and origin; passwords stay hidden."""
    from pydantic import SecretStr

    asked = {"region": door.region, "profile": door.profile, "home": door.home}
    rows = []
    for name in type(door.settings).model_fields:
        value = getattr(door.settings, name)
        variable = f"MASTERPLAN_{name.upper()}"
        origin = "option" if asked.get(name) is not None else "default"
        if origin == "default" and any(given.upper() == variable for given in os.environ):
            origin = "environment"
        told = MASK if isinstance(value, SecretStr) else value
        rows.append({"name": variable, "value": told if told is None else str(told), "origin": origin})
    if is_json:
        door.json(settings=rows)
        return
    shown = [(row["name"], row["value"], door.text(f"origin_{row['origin']}")) for row in rows]
    door.table(("name", "value", "origin"), shown)
