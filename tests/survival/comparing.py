"""What must be the same in a revision that was killed and in one that was not."""

import json
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from models import DeliveryAttempt, Message, MessageState
from steering.office.archive import Archive
from steering.office.archive.audit import first_break
from steering.office.database import open_engine
from steering.office.dispatch import ABANDONED
from steering.office.mail_folder import file_name
from steering.office.settings import Settings
from tests.survival.dying import HANDED_OVER

# The whole of every row, except for moments and row numbers, which a second attempt may change.
COMPARED = {
    "cycle": "id, state, next_due_on",
    "stage_run": "id, state, round, lock_version, due_on, reason",
    "request": "id, due_on, reminded_count, answered_at IS NULL",
    "gate": "id, state, attempt, content_sha256, due_on, reason, is_escalated, reminded_count",
    "gate_item": "id, subject_id, title, text, result, yes_count, no_count, abstain_count, remark",
    "elector": "gate_id, seat_id, has_vote",
    "ballot": "gate_item_id, seat_id, revision, is_current, answer, rank, remark, mandate_id",
    "gate_version": "gate_id, number, sha256, documents_sha256, reason",
    "item_version": "gate_item_id, number, title, text, sha256",
    "gate_outcome": "gate_id, state, present_count, results, places, reasons, sha256",
    "gate_expiry": "gate_id, rule",
    "published_receipt": "gate_id, code",
    "escalation": "id, step, due_on, letters_count",
    "tally": "gate_item_id, yes_count, no_count, abstain_count, present_count, result, remark",
    "comment": "id, author, text, state, answer",
    "recommendation": "gate_item_id, committee_id, subject_id, result, on_date",
    "resolution": "gate_item_id, committee_id, subject_id, result, on_date, fiscal_year",
    "measure_review": "id, proposal, reason",
    "fate": "id, disposition, is_confirmed",
    "need": "id, title, state",
    "topic": "id, title, state, place",
    "planned_measure": "id, disposition, decision_status, goal, cost_eur, fiscal_year",
    "masterplan_version": "id, state, adopted_on",
    "data_snapshot": "id, sha256",
    "release": "id, supersedes_id",
    "indicator_value": "id, value, ci_low, ci_high, status",
    "draft_version": "id, sha256",
    "document": "id, html_sha256",
    "message": "id, address, subject, text, mail_id, merged_into",
}
# Read below the office's own words, whichever database it is.
DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}
# Acts that a repeated step repeats: looking at the data again, and how often a letter was tried.
REPEATABLE = frozenset({"quality.run", "profile.adopt"})


def differences(one: Settings, other: Settings) -> list[str]:
    """Every way in which two revisions came to something else."""
    found = []
    for table, columns in COMPARED.items():
        rows = [Counter(_rows(each, f"SELECT {columns} FROM {table}")) for each in (one, other)]
        found += [f"{table}, only undisturbed: {row}" for row in rows[0] - rows[1]]
        found += [f"{table}, only killed: {row}" for row in rows[1] - rows[0]]
    acts = [Counter(_acts(each)) for each in (one, other)]
    found += [f"act only undisturbed: {act}" for act in acts[0] - acts[1]]
    found += [f"act only killed: {act}" for act in acts[1] - acts[0]]
    return found


def _rows(settings: Settings, query: str) -> list[tuple[object, ...]]:
    engine = create_engine(make_url(settings.database).set(drivername=DRIVERS[_kind(settings)]))
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


def _kind(settings: Settings) -> str:
    return make_url(settings.database).get_backend_name()


def _acts(settings: Settings) -> Iterable[tuple[object, ...]]:
    for act, subject, at, details in _rows(settings, "SELECT act, subject, at, details FROM audit_entry"):
        if act in REPEATABLE:
            continue
        if act == "message.end":
            # When and at which attempt a letter went is the one thing that a kill may change.
            yield (act, subject)
            continue
        yield (act, subject, at, json.dumps(json.loads(str(details)), sort_keys=True))


def faults(settings: Settings, folder: Path) -> list[str]:
    """Every promise that a revision broke, whether it was killed or not."""
    engine = open_engine(settings.database)
    archive = Archive(engine)
    letters = archive.messages()
    attempts = archive.table(DeliveryAttempt)
    trail = archive.audit_trail()
    engine.dispose()
    abandoned = Counter(attempts.loc[attempts["answer"] == ABANDONED, "message_id"])
    found = [f"chain: {broken}" for broken in [first_break(trail)] if broken is not None]
    found += [
        f"trail goes back in time at {later.number}"
        for earlier, later in pairwise(trail)
        if later.at < earlier.at
    ]
    found += _of_letters(letters, abandoned, settings)
    return found + _of_copies(folder / HANDED_OVER, letters, abandoned)


def _of_letters(letters: list[Message], abandoned: Counter[str], settings: Settings) -> list[str]:
    found = []
    laid = {path.name for path in settings.outbox.glob("*.eml")}
    known = {letter.id for letter in letters}
    for letter in letters:
        if letter.state is MessageState.MERGED and letter.merged_into in known:
            # Its own fate is that of the letter that tells it.
            continue
        allowed = {MessageState.SENT}
        # Who died with a letter in hand may have sent it: once more, and then the office has to look.
        if abandoned[letter.id] >= (1 if letter.occasion == "reminder" else 2):
            allowed = {MessageState.UNCLEAR}
        if letter.state not in allowed:
            found.append(f"{letter.id} is {letter.state} after {abandoned[letter.id]} abandoned attempts")
        if letter.state is MessageState.SENT and file_name(letter) not in laid:
            found.append(f"{letter.id} is sent, but no letter lies in the folder")
    strange = laid - {file_name(letter) for letter in letters}
    return found + [f"{name} was never owed" for name in sorted(strange)]


def _of_copies(log: Path, letters: list[Message], abandoned: Counter[str]) -> list[str]:
    """Copies that no crash explains: one more for the first letter that a worker died with, and no more."""
    if not log.exists():
        return []
    handed = Counter(tuple(line.split("\t")) for line in log.read_text(encoding="utf-8").splitlines())
    occasions = {letter.id: letter.occasion for letter in letters}
    ids = Counter(identity for identity, _ in handed)
    found = [f"{identity} has {count} Message-IDs" for identity, count in ids.items() if count > 1]
    for (identity, _), copies in handed.items():
        is_reminder = occasions.get(identity) == "reminder"
        most = 1 if is_reminder or not abandoned[identity] else 2
        if copies > most:
            found.append(f"{identity} was handed over {copies} times")
    return found
