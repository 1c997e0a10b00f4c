"""What holds for all tests."""

import os
from typing import Any

import pytest
import sqlalchemy
from hypothesis import settings

from steering.office import database

# A slow machine is no fault of the code: how long a single example takes is measured in benchmarks/.
# The same commit tries the same examples everywhere, so that main is green or red for everyone;
# HYPOTHESIS_PROFILE=searching tries new ones, as `make survive` does.
settings.register_profile("masterplan", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "masterplan"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests first: begun last, one of them keeps the other processes waiting for the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def _translating_once() -> None:
    """Let all SQLite databases of a worker share what their queries look like in SQL.

    The product opens one database in a process and translates each query once. Tests open a thousand,
    and would spend half of their time on the same translations.
    """
    first: list[sqlalchemy.Engine] = []

    def create_engine(*address: Any, **options: Any) -> sqlalchemy.Engine:
        engine = sqlalchemy.create_engine(*address, **options)
        if engine.dialect.name != "sqlite":
            return engine
        if not first or getattr(first[0].dialect, "server_version_info", None) is None:
            # A dialect learns at its first connection which SQLite it speaks to; one without is not shared.
            first[:] = [engine]
            return engine
        engine.dialect = engine.pool._dialect = first[0].dialect
        engine._compiled_cache = first[0]._compiled_cache
        return engine

    database.create_engine = create_engine


_translating_once()
