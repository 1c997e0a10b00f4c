from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models import migrating
from steering.office.database import open_engine
from tests.databases import KINDS, an_address


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with an_address(request.param, tmp_path) as address:
        engine = open_engine(address)
        yield engine
        engine.dispose()


@pytest.fixture
def migrated(empty: Engine) -> Engine:
    migrating.upgrade(empty)
    return empty
