"""What is in a home, so that a test can say that nothing was written."""

import hashlib
import sqlite3
from pathlib import Path

from steering.office.database import shared_engine
from steering.office.settings import Settings

DELIVERIES = Path(__file__).parents[3] / "deployments" / "regions" / "heidekreis" / "deliveries"
HEIDEKREIS = DELIVERIES.parent


def shut(home: Path) -> None:
    """Let go of the database, so that its folder can be copied or removed."""
    shared_engine(Settings(home=home, database_url=None, now=None).database).dispose()


def content_of(home: Path) -> dict[str, str]:
    """Every table's rows and every file's hash; the database's own side files left out."""
    if not home.exists():
        return {}
    files = {
        str(place.relative_to(home)): hashlib.sha256(place.read_bytes()).hexdigest()
        for place in sorted(home.rglob("*"))
        if place.is_file() and not place.name.startswith("masterplan.db")
    }
    return files | _tables(home / "masterplan.db")


def _tables(database: Path) -> dict[str, str]:
    if not database.is_file():
        return {}
    connection = sqlite3.connect(database)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            f"table {name}": repr(sorted(map(repr, connection.execute(f"SELECT * FROM {name}"))))
            for name in names
        }
    finally:
        connection.close()
