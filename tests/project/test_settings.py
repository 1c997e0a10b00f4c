"""The README lists every setting, and only those that exist."""

import re
from pathlib import Path

from steering.office.settings import Settings
from tests.project.house import text_of

ROW = re.compile(r"^\| `MASTERPLAN_([A-Z_]+)` \| (.+) \| (.+) \|$", re.MULTILINE)


def test_every_setting_is_in_the_readme() -> None:
    listed = [name.lower() for name, _, _ in ROW.findall(text_of(Path("README.md")))]

    assert listed == list(Settings.model_fields)


def test_the_readme_shows_the_defaults_as_they_are() -> None:
    shown = {name.lower(): default for name, default, _ in ROW.findall(text_of(Path("README.md")))}

    wrong = {
        name: field.default
        for name, field in Settings.model_fields.items()
        if field.default is not None and shown[name].strip("`") != str(field.default)
    }

    assert wrong == {}


def test_every_setting_is_described_where_it_is_declared() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
