"""Rules of procedure from the profile to the count: adopted with the region, and followed item by item."""

from datetime import date
from pathlib import Path

import pytest

from models import Committee, CommitteeRule
from steering.office import cycles
from steering.office.clock import StandingClock
from steering.office.opening import Office, open_office
from steering.office.settings import Settings
from steering.rules_of_procedure import rules_of
from tests.a_revision import morning
from tests.steering.profile.a_profile import heidekreis

BLOCK = '[[committee.rule]]\nmatter = "budget"\nmajority = "four_fifths"\n\n'
SEAT = '[[committee.seat]]\ntitle = "Landrat"'


def profile_in(folder: Path, block: str) -> Path:
    """A profile whose Strategiegruppe has a rule for the budget, or none."""
    folder.mkdir(exist_ok=True)
    for name, content in heidekreis().items():
        text = content.decode()
        changed = text.replace(SEAT, f"{block}{SEAT}") if name == "committees.toml" else text
        (folder / name).write_text(changed, encoding="utf-8")
    return folder


def adopted(home: Path, profile: Path) -> Office:
    settings = Settings(home=home, profile=profile)
    with open_office(settings, clock=StandingClock(at=morning(date(2027, 1, 11)))) as office:
        office.archive.prepare()
        cycles.adopt_profile(office)
        return office


def matters(office: Office) -> dict[str, str]:
    with office.writing() as tx:
        group = tx.get(Committee, "heidekreis/strategy_group")
        kept = [
            rule
            for rule in (tx.session.get(CommitteeRule, (group.id, name)) for name in ("any", "budget"))
            if rule is not None
        ]
        return {rule.matter: rules_of(group, kept, rule.matter).majority.value for rule in kept}


def test_a_rule_that_the_profile_no_longer_names_is_forgotten(tmp_path: Path) -> None:
    with_rule = matters(adopted(tmp_path / "home", profile_in(tmp_path / "profile", BLOCK)))
    without = matters(adopted(tmp_path / "home", profile_in(tmp_path / "profile", "")))

    assert with_rule == {"any": "simple", "budget": "four_fifths"}
    assert without == {"any": "simple"}


@pytest.mark.parametrize("times", [2])
def test_adopting_the_same_rules_again_changes_nothing(tmp_path: Path, times: int) -> None:
    profile = profile_in(tmp_path / "profile", BLOCK)

    seen = [matters(adopted(tmp_path / "home", profile)) for _ in range(times)]

    assert seen[0] == seen[1]
