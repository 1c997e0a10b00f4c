"""The list of checks says what is checked."""

from docs.list_checks import LIST, listed


def test_the_list_of_checks_is_written_from_the_rules_as_they_stand() -> None:
    kept = LIST.read_text(encoding="utf-8")

    assert kept == listed(), "The rules have changed since the list was written: make picture"
