"""Consent in a story: members say yes or no to deciding without a meeting, and change their mind."""

import json
import sqlite3
from collections.abc import Iterator
from functools import partial
from typing import Any

from steering.codes import canonical
from steering.office.consenting import consent_to_circulation
from steering.office.opening import Office
from tests.survival.play import Play

SHARE = "1/2"
ONE_NO_IN = 4
INTERRUPTED_IN = 5
UNTIL_DONE = 3


def want_consent(play: Play, _number: int) -> None:
    """The open question waits for the consent of half of the members."""
    look, gate_id = play.house.look, play.house.gate.id
    (kept,) = look.execute("SELECT rules FROM gate WHERE id = ?", (gate_id,)).fetchone()
    frozen = json.loads(kept)
    for rules in frozen["book"].values():
        rules["circulation_consent_share"] = SHARE
    look.execute("UPDATE gate SET rules = ? WHERE id = ?", (canonical(frozen), gate_id))
    play.tell("the question waits for consent")


def say_it(play: Play, number: int) -> None:
    """A member or a deputy consents, refuses, or takes a consent back."""
    mandate = play.house.voters[number % len(play.house.voters)]
    is_given = number // len(play.house.voters) % ONE_NO_IN != 0

    def kept() -> None:
        play.consents.append((mandate.seat_id, is_given))
        play.tell(f"acknowledged: {mandate.seat_id} {'consents' if is_given else 'does not consent'}")

    name, act = f"member {mandate.id}", partial(_say, play, mandate.id, is_given)
    play.go(name, act, then=kept)
    # Most say it in one go; some are interrupted by others, and some never come to an end.
    for _ in range(UNTIL_DONE if number % INTERRUPTED_IN else 0):
        if play.actors[name].is_busy:
            play.go(name, act)


def _say(play: Play, mandate_id: str, is_given: bool, office: Office) -> None:  # noqa: FBT001 - drawn
    consent_to_circulation(office, play.house.gate.id, mandate_id, is_given=is_given)


def of_consents(play: Play, connection: sqlite3.Connection) -> Iterator[str]:
    """What was acknowledged is kept, in its order; and nothing is taken back once all were asked."""
    rows = connection.execute("SELECT * FROM circulation_consent ORDER BY seat_id, revision").fetchall()
    for seat in {row["seat_id"] for row in rows} | {seat for seat, _ in play.consents}:
        said = [is_given for one, is_given in play.consents if one == seat]
        acknowledged = [each for place, each in enumerate(said) if not place or each != said[place - 1]]
        there = [bool(row["is_given"]) for row in rows if row["seat_id"] == seat]
        if there != acknowledged:
            yield f"consents of {seat}: acknowledged {acknowledged}, kept {there}"
    acts = connection.execute("SELECT act, subject, details FROM audit_entry ORDER BY number").fetchall()
    asks = [row for row in acts if row["act"] == "gate.consent"]
    if asks:
        yield from _of_the_round(acts, json.loads(asks[0]["details"])["needed"])


def _of_the_round(acts: list[Any], needed: int) -> Iterator[str]:
    """The round begins once, with the consent that completes them; no answer is taken before."""
    holds: set[str] = set()
    begun: set[str] = set()
    waiting = {entry["subject"] for entry in acts if entry["act"] == "gate.consent"}
    for entry in acts:
        details, gate = json.loads(entry["details"] or "{}"), entry["subject"]
        if entry["act"] == "gate.consent":
            (holds.add if details["is_given"] else holds.discard)(details["seat"])
            if gate in begun and not details["is_given"]:
                yield f"{details['seat']} took a consent back in the round"
        if entry["act"] == "gate.circulate":
            if gate in begun or len(holds) < needed:
                yield f"the round of {gate} began with {len(holds)} of {needed} consents"
            begun.add(gate)
        if entry["act"] == "gate.answer" and gate in waiting - begun:
            yield f"an answer to {gate} was taken before enough had consented"
