"""What must hold when a story is over, read from the database below the office's own words."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from steering.office.archive import Archive
from steering.office.clock import day_of
from steering.office.recounting import recounted
from tests.survival.consents import of_consents
from tests.survival.house import House
from tests.survival.play import Play

# How letters end here; nobody holds one back for long, and no mailbox gives one back.
FINAL = frozenset({"sent", "failed", "unclear", "merged", "cancelled"})
_BALLOTS = "FROM ballot b JOIN gate_item i ON i.id = b.gate_item_id"


def broken(play: Play) -> list[str]:
    """Every promise that the story has broken."""
    connection = play.house.look
    return [
        *play.complaints,
        *of_letters(play, connection),
        *_of_answers(play, connection),
        *of_consents(play, connection),
        *_of_gates(play, connection),
        *_of_the_trail(play.house, connection),
    ]


def of_letters(play: Play, connection: sqlite3.Connection) -> Iterator[str]:
    copies = Counter(identity for identity, _ in play.copies)
    names = Counter(identity for identity, _ in set(play.copies))
    query = "SELECT id, occasion, state, merged_into, title, subject, gist, text FROM message"
    rows = connection.execute(query).fetchall()
    texts = {letter["id"]: " ".join(letter["text"].split()) for letter in rows}
    for letter in rows:
        if letter["id"] in play.house.old:
            continue
        identity, state = letter["id"], letter["state"]
        count, trouble = copies[identity], play.troubles[identity]
        is_reminder = letter["occasion"] == "reminder"
        if state not in FINAL:
            yield f"letter {identity} is {state} for ever"
        yield from _of_the_untold(letter, count, texts)
        if names[identity] > 1:
            yield f"letter {identity} went out under {names[identity]} Message-IDs"
        if count > (1 if is_reminder or not trouble else 2):
            yield f"letter {identity} went out {count} times after {trouble} troubles"
        if state == "sent" and not count:
            yield f"letter {identity} counts as sent, and no server has it"
        if state == "unclear" and trouble < (1 if is_reminder else 2):
            yield f"letter {identity} is unclear after {trouble} troubles"
        if state == "failed" and not play.refusals[identity]:
            yield f"letter {identity} failed, and no server refused it"
    strange = set(copies) - {letter["id"] for letter in rows}
    yield from (f"letter {identity} went out and was never owed" for identity in sorted(strange))


def _of_the_untold(letter: sqlite3.Row, count: int, texts: dict[str, str]) -> Iterator[str]:
    """A letter that is told in another, or was taken back, went to nobody; and the other one tells it."""
    identity, state = letter["id"], letter["state"]
    if state in ("merged", "cancelled") and count:
        yield f"letter {identity} is {state} and went out {count} times"
    if state == "merged" and not _is_told_in(letter, texts.get(letter["merged_into"], "")):
        yield f"letter {identity} was to be told in another letter that does not tell it"


def _is_told_in(letter: sqlite3.Row, text: str) -> bool:
    """Whether a letter that tells several others tells this one; requests by title, news by subject."""
    words = (letter["title"], letter["subject"].removeprefix("[Übung] "), letter["gist"])
    return any(word and " ".join(word.split()) in text for word in words)


def _of_answers(play: Play, connection: sqlite3.Connection) -> Iterator[str]:
    """Acknowledged votes are there, once, in time, and the last one counts."""
    shown = _shown(connection)
    rows = connection.execute(f"SELECT b.*, i.number, i.gate_id {_BALLOTS} ORDER BY b.id").fetchall()
    kept: dict[tuple[str, str, int], list[sqlite3.Row]] = {}
    for row in rows:
        kept.setdefault((row["gate_id"], row["seat_id"], row["number"]), []).append(row)
    for about, ballots in kept.items():
        current = [ballot["id"] for ballot in ballots if ballot["is_current"]]
        last = ballots[-1]
        # A wording that was changed has ended the answers to the one before.
        if current != ([last["id"]] if last["content_sha256"] == shown[last["gate_item_id"]] else []):
            yield f"of {len(ballots)} votes of {about}, {len(current)} are in force"
    yield from _of_what_was_said(play, kept)
    yield from _of_last_days(rows, connection)


def _of_what_was_said(play: Play, kept: dict[tuple[str, str, int], list[sqlite3.Row]]) -> Iterator[str]:
    """What was acknowledged is what is kept, in its order."""
    said: dict[tuple[str, str, int], list[tuple[int, str]]] = {}
    for vote in play.votes:
        for number, answer in vote.answers.items():
            mine = said.setdefault((vote.gate_id, vote.seat_id, number), [])
            if not mine or mine[-1] != (vote.wordings[number], answer):
                mine.append((vote.wordings[number], answer))
    for about in said.keys() | kept.keys():
        there = [ballot["answer"] for ballot in kept.get(about, [])]
        acknowledged = [answer for _, answer in said.get(about, [])]
        if there != acknowledged:
            yield f"votes of {about}: acknowledged {acknowledged}, kept {there}"


def _of_last_days(rows: list[sqlite3.Row], connection: sqlite3.Connection) -> Iterator[str]:
    """Nothing is taken after the last day."""
    last_days = {gate["id"]: gate["due_on"] for gate in connection.execute("SELECT id, due_on FROM gate")}
    for row in rows:
        cast_on = day_of(datetime.fromisoformat(row["cast_at"]).replace(tzinfo=UTC))
        if cast_on.isoformat() > last_days[row["gate_id"]]:
            yield f"vote {row['id']} of {cast_on} was taken after the last day {last_days[row['gate_id']]}"


def _shown(connection: sqlite3.Connection) -> dict[str, str]:
    """What each item shows now, by its hash."""
    query = "SELECT gate_item_id, sha256 FROM item_version ORDER BY number"
    return {row["gate_item_id"]: row["sha256"] for row in connection.execute(query)}


def _of_gates(play: Play, connection: sqlite3.Connection) -> Iterator[str]:
    """A published result is the one that anybody gets who counts again by hand."""
    house, seats = play.house, play.house.committee.seats_count
    gates = connection.execute(
        "SELECT * FROM gate WHERE committee_id = ? AND state NOT IN ('open', 'cancelled')",
        (house.committee.id,),
    ).fetchall()
    for gate in gates:
        items = connection.execute("SELECT * FROM gate_item WHERE gate_id = ?", (gate["id"],)).fetchall()
        last = _last_answers(connection, gate["id"])
        present = {seat for answers in last.values() for seat in answers}
        is_quorate = 2 * len(present) > seats or (bool(gate["is_second_summons"]) and bool(present))
        if (gate["state"] == "inquorate") != (not is_quorate and not gate["is_second_summons"]):
            yield f"gate {gate['id']} is {gate['state']} with {len(present)} of {seats} seats"
        for item in items if is_quorate else ():
            yield from _of_item(gate, item, Counter(last.get(item["id"], {}).values()))
        for each in recounted(house.office, gate["id"]):
            # Where the clock went back, a vote before the close may bear a later time than the close.
            if each.code != "late_ballot" or not play.has_gone_back:
                yield f"recount of {gate['id']} finds published what the record does not give: {each}"


def _of_item(gate: sqlite3.Row, item: sqlite3.Row, counted: Counter[str]) -> Iterator[str]:
    published = (item["yes_count"], item["no_count"], item["abstain_count"])
    by_hand = (counted["yes"], counted["no"], counted["abstain"])
    if published != by_hand:
        yield f"item {item['id']} ({gate['state']}): published {published}, there are {by_hand}"
    if counted["yes"] != counted["no"] and (item["result"] == "adopted") != (counted["yes"] > counted["no"]):
        yield f"item {item['id']} is {item['result']} with {by_hand}"


def _last_answers(connection: sqlite3.Connection, gate_id: str) -> dict[str, dict[str, str]]:
    """The last answer of each seat to each item, unless the item reads otherwise by now."""
    shown, last = _shown(connection), dict[str, dict[str, str]]()
    query = f"SELECT b.* {_BALLOTS} WHERE i.gate_id = ? ORDER BY b.id"
    for row in connection.execute(query, (gate_id,)):
        mine = last.setdefault(row["gate_item_id"], {})
        mine.pop(row["seat_id"], None)
        if row["content_sha256"] == shown[row["gate_item_id"]]:
            mine[row["seat_id"]] = row["answer"]
    return last


def _of_the_trail(house: House, connection: sqlite3.Connection) -> Iterator[str]:
    """The trail is whole, nothing happened twice, and whoever had to be told was written to."""
    if Archive(house.engine).audit_break() is not None:
        yield "the trail is broken"
    acts = connection.execute(
        "SELECT number, act, subject, details FROM audit_entry ORDER BY number"
    ).fetchall()
    for act in ("gate.open", "gate.close", "stage.return"):
        twice = [
            subject for subject, n in Counter(a["subject"] for a in acts if a["act"] == act).items() if n > 1
        ]
        yield from (f"{act} of {subject} happened more than once" for subject in twice)
    written = [row["id"] for row in connection.execute("SELECT id FROM message ORDER BY rowid")]
    receipts = sum("/receipt/" in each for each in written)
    answers = sum(each["act"] == "gate.answer" for each in acts)
    if receipts != answers:
        yield f"{answers} answers were entered and {receipts} receipts are owed"
    for each in acts:
        if each["act"] == "gate.close" and not any(f"/outcome/{each['subject']}/" in one for one in written):
            yield f"the outcome of {each['subject']} is told to nobody"
    yield from _of_reminders(house, acts, written)


def _of_reminders(house: House, acts: list[Any], written: list[str]) -> Iterator[str]:
    """Whoever has answered is not reminded; `written` has the letters in their order."""
    seat_of = {mandate.id: mandate.seat_id for mandate in house.voters}
    reminders = iter([each for each in written if "/reminder/" in each])
    answered: set[tuple[str, str]] = set()
    for entry in acts:
        if entry["act"] == "gate.answer":
            answered.add((entry["subject"], json.loads(entry["details"])["seat"]))
        if entry["act"] == "gate.amend":
            answered = {(gate, seat) for gate, seat in answered if gate != entry["subject"]}
        if entry["act"] != "message.remind":
            continue
        for each in islice(reminders, json.loads(entry["details"])["letters"]):
            seat = next((seat for mandate, seat in seat_of.items() if each.endswith(mandate)), "")
            if (entry["subject"], seat) in answered:
                yield f"{each} reminds {seat}, who had answered"
