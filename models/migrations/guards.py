"""Guards in the database itself: what was written stays written.

Our own code never changes these records. The guards are for everything else that can open the
database: a console, a script, a later mistake of ours.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

REFUSAL = "is append-only: nothing in it is changed or deleted, a correction is a new record"
BALLOT_REFUSAL = "a ballot stays as it was cast: it may only be replaced by a newer one"

_POSTGRES_APPEND_ONLY = f"""
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% {REFUSAL}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_POSTGRES_BALLOT = f"""
CREATE FUNCTION keep_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.is_current AND NOT NEW.is_current
        AND to_jsonb(OLD) - 'is_current' = to_jsonb(NEW) - 'is_current'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '{BALLOT_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""

# The same on both: one word may stand for an address, and an address may go; nothing else changes.
_WITHOUT_ADDRESS = "[address]"
_POSTGRES_ADDRESS = f"""
CREATE FUNCTION lose_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - 'answer' - 'address' = to_jsonb(NEW) - 'answer' - 'address'
        AND coalesce(to_jsonb(NEW) ->> 'address', '') IN ('', coalesce(to_jsonb(OLD) ->> 'address', ''))
        AND (NEW.answer = OLD.answer
            OR (position('{_WITHOUT_ADDRESS}' in NEW.answer) > 0 AND position('@' in NEW.answer) = 0))
        AND to_jsonb(OLD) <> to_jsonb(NEW)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% {REFUSAL}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def prepare_guards() -> None:
    """What the guards of PostgreSQL call; SQLite's guards stand alone."""
    if _on_sqlite():
        return
    op.execute(_POSTGRES_APPEND_ONLY)
    op.execute(_POSTGRES_BALLOT)


def drop_guards() -> None:
    """Take the functions away, after the tables and with them their triggers are gone."""
    if _on_sqlite():
        return
    op.execute("DROP FUNCTION refuse_change()")
    op.execute("DROP FUNCTION keep_ballot()")


def forbid(table: str, acts: Iterable[str]) -> None:
    """Refuse these acts ('UPDATE', 'DELETE') on every row of a table."""
    for act in acts:
        if _on_sqlite():
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
            )
            continue
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    if not _on_sqlite():
        # Row triggers do not see a TRUNCATE.
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def append_only(table: str) -> None:
    """Guard a table whose rows are written once."""
    forbid(table, ("UPDATE", "DELETE"))


def renew_ballots() -> None:
    """Guard the columns too that ballots were given since; PostgreSQL's guard compares whole rows."""
    if _on_sqlite():
        op.execute("DROP TRIGGER ballot_no_update")
        _keep_columns_of_ballots()


def keep_ballots() -> None:
    """Guard the ballots: the one change is that a newer ballot takes the place of the current one."""
    forbid("ballot", ("DELETE",))
    if not _on_sqlite():
        op.execute(
            "CREATE TRIGGER ballot_no_update BEFORE UPDATE ON ballot "
            "FOR EACH ROW EXECUTE FUNCTION keep_ballot()"
        )
        return
    _keep_columns_of_ballots()


def _keep_columns_of_ballots() -> None:
    names = [column["name"] for column in sa.inspect(op.get_bind()).get_columns("ballot")]
    same = " AND ".join(f'OLD."{name}" IS NEW."{name}"' for name in names if name != "is_current")
    op.execute(
        "CREATE TRIGGER ballot_no_update BEFORE UPDATE ON ballot "
        f"WHEN NOT (OLD.is_current = 1 AND NEW.is_current = 0 AND {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{BALLOT_REFUSAL}'); END"
    )


def let_addresses_go(tables: Iterable[str]) -> None:
    """Guard what servers answered: the one change is that an address goes, or a word stands for it."""
    if not _on_sqlite():
        op.execute(_POSTGRES_ADDRESS)
    for table in tables:
        _drop_guard_of_updates(table)
        if not _on_sqlite():
            op.execute(
                f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION lose_address()"
            )
            continue
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"WHEN NOT ({_loses_address(table)}) BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
        )


def hold_addresses(tables: Iterable[str]) -> None:
    """The way back: then these tables are append-only without exception."""
    for table in tables:
        _drop_guard_of_updates(table)
        how = (
            f"BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
            if _on_sqlite()
            else "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {how}")
    if not _on_sqlite():
        op.execute("DROP FUNCTION lose_address()")


def _drop_guard_of_updates(table: str) -> None:
    op.execute(f"DROP TRIGGER {table}_no_update" + ("" if _on_sqlite() else f" ON {table}"))


def _loses_address(table: str) -> str:
    names = [column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)]
    same = [f'OLD."{name}" IS NEW."{name}"' for name in names if name not in {"answer", "address"}]
    told = f"instr(NEW.answer, '{_WITHOUT_ADDRESS}') > 0 AND instr(NEW.answer, '@') = 0"
    if "address" not in names:
        return " AND ".join([*same, told])
    goes = "(NEW.address = '' OR NEW.address IS OLD.address)"
    changes = "NOT (NEW.address IS OLD.address AND NEW.answer IS OLD.answer)"
    return " AND ".join([*same, goes, changes, f"(NEW.answer IS OLD.answer OR ({told}))"])
