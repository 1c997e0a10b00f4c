"""A house with a begun revision, prepared once and copied for each test."""

from pathlib import Path

import pytest

from steering.office import cycles
from steering.office.opening import Office
from steering.office.settings import Settings
from tests.steering.office.an_office import copied, office_on


@pytest.fixture(scope="session")
def begun_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("begun") / "house"
    office = office_on(Settings(home=house))
    office.archive.prepare()
    cycles.start(office)
    office.archive.engine.dispose()
    return house


@pytest.fixture
def settings(begun_house: Path, tmp_path: Path) -> Settings:
    return copied(begun_house, tmp_path / "house")


@pytest.fixture
def office(settings: Settings) -> Office:
    return office_on(settings)
