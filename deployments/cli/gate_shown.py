"""A question as it is shown: its rules, its items, what was remarked and stated, and how it was reworded."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from deployments.cli.door import Door

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Gate
    from steering.records import Records

# What a voter wants to know of the rules: when it counts, and what carries.
_RULES = ("quorum_share", "second_summons", "majority", "abstentions", "tie", "is_secret")


def told_of(records: "Records", gate: "Gate") -> dict[str, Any]:
    """What belongs to a question, for programs and for people."""
    from models import Comment, GateVersion, MinorityStatement, ReadReceipt, Seat
    from steering.office.waiting import items_of

    items = items_of(records, gate)
    numbers = {item.id: item.number for item in items}
    seats = records.by_id(Seat)
    versions = sorted(
        (each for each in records.all(GateVersion) if each.gate_id == gate.id), key=lambda v: v.number
    )
    stated = [each for each in records.all(MinorityStatement) if each.gate_item_id in numbers]
    return {
        "items": [_item(item) for item in items],
        "versions": [_version(each) for each in versions],
        "comments": [_remark(each) for each in records.all(Comment) if each.gate_id == gate.id],
        "statements": [
            {"item": numbers[each.gate_item_id], "seat": seats[each.seat_id].title, "text": each.text}
            for each in sorted(stated, key=lambda each: (each.made_at, each.id))
        ],
        "read_by": sorted(
            seats[each.seat_id].title for each in records.all(ReadReceipt) if each.gate_id == gate.id
        ),
    }


def rules_told(records: "Records", gate: "Gate", language: str) -> dict[str, Any]:
    """The rules by which a question is counted, in figures and in words; none where nothing is counted."""
    from models import Committee, CommitteeKind, GateKind
    from steering.decision import quorum_needed
    from steering.frozen_rules import rules_at
    from steering.office.waiting import items_of
    from steering.rules_of_procedure import rules_to_facts
    from templates.procedure import rule_sentences

    committee = records.by_id(Committee)[gate.committee_id]
    if committee.kind is CommitteeKind.CONFERENCE or gate.kind is GateKind.INFORM:
        return {}
    rules = rules_at(records, gate, committee, items_of(records, gate)).default
    facts = {**rules_to_facts(rules), "quorum_needed": quorum_needed(rules), "is_secret": gate.is_secret}
    said = {each.key: each.sentence for each in rule_sentences(facts, rules.sources, language)}
    wanted = [*_RULES, *(["ranking"] if gate.kind is GateKind.RANK else [])]
    return {
        "voting": committee.voting,
        "seats": rules.seats_count,
        "needed": 1 if gate.is_second_summons else quorum_needed(rules),
        "is_frozen": bool(gate.rules),
        "sentences": [said[key] for key in wanted if key in said],
    }


def consents_told(records: "Records", gate: "Gate") -> dict[str, Any]:
    """How many consents to circulation a question needs, who gave one, who did not, and who has not said."""
    from models import Seat
    from steering.consent import consenting, consents_needed_by, refusing, silent
    from steering.office.asked_now import asks_consent, last_day_to_consent, rules_of

    rules = rules_of(records, gate)
    seats = records.by_id(Seat)

    def titles(named: Iterable[str]) -> list[str]:
        return sorted(seats[each].title for each in named)

    needed, given = consents_needed_by(rules), consenting(records, gate)
    is_asked = asks_consent(records, gate)
    return {
        "needed": needed,
        "given": len(given),
        "who": ", ".join(titles(given)),
        "refused": titles(refusing(records, gate)) if needed else [],
        "missing": titles(silent(records, gate)) if is_asked else [],
        "until": last_day_to_consent(gate, rules) if is_asked else None,
    }


def print_consents(door: Door, told: dict[str, Any]) -> None:
    """Who consents to circulation, who does not, and who has not said it yet."""
    if not told["needed"]:
        return
    door.line("gate_consents", given=told["given"], needed=told["needed"], who=told["who"])
    if told["refused"]:
        door.line("gate_consents_refused", who=", ".join(told["refused"]))
    if told["missing"]:
        door.line("gate_consents_missing", who=", ".join(told["missing"]), until=told["until"])


def print_rules(door: Door, rules: dict[str, Any]) -> None:
    """The rules in words, with what the quorum comes to here."""
    if rules:
        door.line("gate_rules", needed=rules["needed"], seats=rules["seats"])
        for sentence in rules["sentences"]:
            door.line("gate_rule", sentence=sentence)


def print_told(door: Door, told: dict[str, Any]) -> None:
    """Versions, items, remarks and statements, each on lines of its own."""
    for version in told["versions"][1:]:
        door.line("gate_version", **version)
    for item in told["items"]:
        if item["result"] is None:
            # Nobody sees a result before the close: it would sway those who have yet to answer.
            door.line("gate_item_open", **item)
            continue
        door.line("gate_item", **{**item, "result": door.word(item["result"].value, "item_result")})
    for remark in told["comments"]:
        state = door.word(remark["state"].value, "comment_state")
        door.line("gate_remark", **{**remark, "state": state})
    for statement in told["statements"]:
        door.line("gate_statement", **statement)
    if told["read_by"]:
        door.line("gate_read_by", who=", ".join(told["read_by"]))


def _item(item: Any) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "text": item.text,
        "result": item.result,
        "yes_count": item.yes_count,
        "no_count": item.no_count,
        "abstain_count": item.abstain_count,
    }


def _version(version: Any) -> dict[str, Any]:
    return {
        "number": version.number,
        "shown_at": version.shown_at,
        "actor": version.actor,
        "reason": version.reason,
        "sha256": version.sha256,
    }


def _remark(said: Any) -> dict[str, Any]:
    return {
        "id": said.id,
        "author": said.author,
        "anchor": said.anchor,
        "text": said.text,
        "state": said.state,
        "answer": said.answer,
    }
