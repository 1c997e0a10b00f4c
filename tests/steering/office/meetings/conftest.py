"""Houses with a meeting at several steps, each prepared once and copied for each test."""

from pathlib import Path

import pytest

from steering.office.meeting_acts import attending, summoning
from steering.office.opening import Office
from tests.steering.office.an_office import copied, office_on
from tests.steering.office.meetings.a_meeting import (
    MEETING,
    STARTS_AT,
    office_at,
    seated,
    the_question,
    with_agenda,
)


@pytest.fixture(scope="session")
def agreed_house(begun_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("agreed") / "house"
    office = office_on(copied(begun_house, house))
    with_agenda(office)
    office.archive.engine.dispose()
    return house


@pytest.fixture(scope="session")
def summoned_house(agreed_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("summoned") / "house"
    office = office_on(copied(agreed_house, house))
    summoning.summon(office, MEETING)
    office.archive.engine.dispose()
    return house


@pytest.fixture(scope="session")
def asked_house(begun_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The strategy group is asked whether it recommends the plan."""
    house = tmp_path_factory.mktemp("asked") / "house"
    office = office_on(copied(begun_house, house))
    the_question(office)
    office.archive.engine.dispose()
    return house


@pytest.fixture(scope="session")
def opened_house(asked_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A meeting on that question has begun, with eighteen of twenty-three."""
    house = tmp_path_factory.mktemp("opened") / "house"
    office = office_on(copied(asked_house, house))
    with_agenda(office, the_question(office))
    summoning.summon(office, MEETING)
    day = office_at(office, STARTS_AT)
    seated(day, MEETING, 18)
    attending.open_meeting(day, MEETING)
    day.archive.engine.dispose()
    return house


@pytest.fixture
def agreed(agreed_house: Path, tmp_path: Path) -> Office:
    return office_on(copied(agreed_house, tmp_path / "agreed"))


@pytest.fixture
def invited(summoned_house: Path, tmp_path: Path) -> Office:
    return office_on(copied(summoned_house, tmp_path / "invited"))


@pytest.fixture
def questioned(asked_house: Path, tmp_path: Path) -> Office:
    return office_on(copied(asked_house, tmp_path / "questioned"))


@pytest.fixture
def day(opened_house: Path, tmp_path: Path) -> Office:
    return office_at(office_on(copied(opened_house, tmp_path / "day")), STARTS_AT)
