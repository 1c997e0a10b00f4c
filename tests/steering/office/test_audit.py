"""The chain of the audit trail: every change to it is found, and where."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import Answer, AuditEntry, Gate
from steering.office import acts
from steering.office.acts import Given
from steering.office.archive.audit import canonical, first_break, hash_of
from steering.office.opening import Office
from tests.steering.office.an_office import asked, voters

FIELDS = ("at", "actor", "origin", "act", "cycle_id", "subject", "details", "previous_sha256", "sha256")


@pytest.fixture
def trail(office: Office) -> list[AuditEntry]:
    """A trail of a dozen acts."""
    gate: Gate = asked(office, "collect_data")
    for member in voters(office, gate):
        acts.answer(office, gate.id, member.id, {1: Given(answer=Answer.YES)})
    found = office.archive.audit_trail()
    assert len(found) > 10
    return found


def copy(trail: list[AuditEntry]) -> list[AuditEntry]:
    return [AuditEntry(**entry.model_dump()) for entry in trail]


def test_an_untouched_trail_is_whole(trail: list[AuditEntry]) -> None:
    assert first_break(trail) is None
    assert first_break([]) is None


@pytest.mark.parametrize("field", FIELDS)
def test_every_changed_field_of_every_entry_is_found(trail: list[AuditEntry], field: str) -> None:
    for place, entry in enumerate(trail):
        forged = copy(trail)
        value = getattr(entry, field)
        setattr(forged[place], field, value + timedelta(microseconds=1) if field == "at" else f"{value}x")

        found = first_break(forged)

        assert found is not None
        assert found.number == entry.number


def test_an_entry_that_was_forged_with_its_own_hash_is_found_at_the_next(trail: list[AuditEntry]) -> None:
    for place, entry in enumerate(trail[:-1]):
        forged = copy(trail)
        forged[place].details = canonical({"nothing": "happened"})
        forged[place].sha256 = hash_of(forged[place])

        found = first_break(forged)

        assert found is not None
        assert (found.number, found.reason) == (entry.number + 1, "does_not_follow")


def test_every_removed_entry_but_the_last_is_missed(trail: list[AuditEntry]) -> None:
    for place, entry in enumerate(trail[:-1]):
        found = first_break([*trail[:place], *trail[place + 1 :]])

        assert found is not None
        assert (found.number, found.reason) == (entry.number, "missing")


def test_every_exchange_of_two_entries_is_found(trail: list[AuditEntry]) -> None:
    for place in range(len(trail) - 1):
        forged = copy(trail)
        forged[place], forged[place + 1] = forged[place + 1], forged[place]
        assert first_break(forged) is not None
        # Even if the numbers are exchanged too.
        forged[place].number, forged[place + 1].number = forged[place + 1].number, forged[place].number
        assert first_break(forged) is not None


def test_an_entry_that_was_slipped_in_is_found(trail: list[AuditEntry]) -> None:
    for place in range(len(trail)):
        forged = copy(trail)
        forged.insert(place, AuditEntry(**trail[place].model_dump()))

        assert first_break(forged) is not None


def test_the_database_itself_refuses_changes_to_the_trail(office: Office, trail: list[AuditEntry]) -> None:
    for statement in ("UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry"):
        with pytest.raises(Exception, match="append-only"), office.archive.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    assert office.archive.audit_trail() == trail


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), values, max_size=5))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_details_have_one_form_whatever_their_order(details: dict[str, object]) -> None:
    backwards = dict(reversed(list(details.items())))

    assert canonical(details) == canonical(backwards)
