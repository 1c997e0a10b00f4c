"""The migrations by their numbers: enough to see that a database has its newest form, without Alembic."""

from functools import cache
from importlib.resources import files

from sqlalchemy import Connection, inspect, text

DIGITS = 4


@cache
def newest() -> str:
    """The number of the newest migration; each migration follows the one with the next smaller number."""
    names = (each.name for each in files("models").joinpath("migrations", "versions").iterdir())
    return max(name[:DIGITS] for name in names if name[:DIGITS].isdigit())


def has_newest_form(connection: Connection) -> bool:
    """Whether the database stands at the newest migration and at no other."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    kept = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    return list(kept) == [newest()]
