"""What must hold when a story is over, read from the database below the office's own words."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Any

from steering.office.archive import Archive
from tests.survival.house import House
from tests.survival.play import Play

_BALLOTS = "FROM ballot b JOIN gate_item i ON i.id = b.gate_item_id"


def broken(play: Play) -> list[str]:
    """Every promise that the story has broken."""
    connection = sqlite3.connect(play.house.database)
    connection.row_factory = sqlite3.Row
    try:
        return [
            *play.complaints,
            *of_letters(play, connection),
            *_of_answers(play, connection),
            *_of_gates(play.house, connection),
            *_of_the_trail(play.house, connection),
        ]
    finally:
        connection.close()


def of_letters(play: Play, connection: sqlite3.Connection) -> Iterator[str]:
    copies = Counter(identity for identity, _ in play.copies)
    names = Counter(identity for identity, _ in set(play.copies))
    rows = connection.execute("SELECT id, occasion, state, ended_at FROM message").fetchall()
    for letter in rows:
        if letter["id"] in play.house.old:
            continue
        identity, state = letter["id"], letter["state"]
        count, trouble = copies[identity], play.troubles[identity]
        is_reminder = letter["occasion"] == "reminder"
        if state in ("owed", "sending"):
            yield f"letter {identity} is {state} for ever"
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


def _of_answers(play: Play, connection: sqlite3.Connection) -> Iterator[str]:
    """Acknowledged votes are there, once, and the last one counts."""
    rows = connection.execute(f"SELECT b.*, i.number, i.gate_id {_BALLOTS} ORDER BY b.id").fetchall()
    kept: dict[tuple[str, str, int], list[sqlite3.Row]] = {}
    for row in rows:
        kept.setdefault((row["gate_id"], row["seat_id"], row["number"]), []).append(row)
    for about, ballots in kept.items():
        current = [ballot["id"] for ballot in ballots if ballot["is_current"]]
        if current != [ballots[-1]["id"]]:
            yield f"of {len(ballots)} votes of {about}, {len(current)} are in force"
    said: dict[tuple[str, str, int], list[str]] = {}
    for gate_id, seat_id, answers in play.votes:
        for number, answer in answers.items():
            mine = said.setdefault((gate_id, seat_id, number), [])
            if not mine or mine[-1] != answer:
                mine.append(answer)
    for about in said.keys() | kept.keys():
        there = [ballot["answer"] for ballot in kept.get(about, [])]
        if there != said.get(about, []):
            yield f"votes of {about}: acknowledged {said.get(about, [])}, kept {there}"


def _of_gates(house: House, connection: sqlite3.Connection) -> Iterator[str]:
    """A published result is the one that anybody gets who counts again by hand."""
    seats = house.committee.seats_count
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


def _of_item(gate: sqlite3.Row, item: sqlite3.Row, counted: Counter[str]) -> Iterator[str]:
    published = (item["yes_count"], item["no_count"], item["abstain_count"])
    by_hand = (counted["yes"], counted["no"], counted["abstain"])
    if published != by_hand:
        yield f"item {item['id']} ({gate['state']}): published {published}, there are {by_hand}"
    if counted["yes"] != counted["no"] and (item["result"] == "adopted") != (counted["yes"] > counted["no"]):
        yield f"item {item['id']} is {item['result']} with {by_hand}"


def _last_answers(connection: sqlite3.Connection, gate_id: str) -> dict[str, dict[str, str]]:
    last: dict[str, dict[str, str]] = {}
    query = f"SELECT b.* {_BALLOTS} WHERE i.gate_id = ? ORDER BY b.id"
    for row in connection.execute(query, (gate_id,)):
        last.setdefault(row["gate_item_id"], {})[row["seat_id"]] = row["answer"]
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
    written = [row["id"] for row in connection.execute("SELECT id FROM message")]
    receipts = sum("/receipt/" in each for each in written)
    answers = sum(each["act"] == "gate.answer" for each in acts)
    if receipts != answers:
        yield f"{answers} answers were entered and {receipts} receipts are owed"
    for each in acts:
        if each["act"] == "gate.close" and not any(f"/outcome/{each['subject']}/" in one for one in written):
            yield f"the outcome of {each['subject']} is told to nobody"
    yield from _of_reminders(house, acts, written)


def _of_reminders(house: House, acts: list[Any], written: list[str]) -> Iterator[str]:
    """Whoever has answered is not reminded."""
    seat_of = {mandate.id: mandate.seat_id for mandate in house.voters}
    answered: set[tuple[str, str]] = set()
    for entry in acts:
        if entry["act"] == "gate.answer":
            answered.add((entry["subject"], json.loads(entry["details"])["seat"]))
        if entry["act"] != "message.remind":
            continue
        number = json.loads(entry["details"])["number"]
        for each in written:
            if "/reminder/" not in each or entry["subject"] not in each or f"/{number}/" not in each:
                continue
            seat = next((seat for mandate, seat in seat_of.items() if each.endswith(mandate)), "")
            if (entry["subject"], seat) in answered:
                yield f"{each} reminds {seat}, who had answered"
