"""What no body can follow, or no law allows, in the rules of procedure of a profile."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from fractions import Fraction

from steering.profile.bodies import Committee
from steering.profile.faults import Fault
from steering.profile.presets import built_in
from steering.profile.procedure import Preset, fraction_of
from steering.profile.rule_books import KEYS
from steering.profile.sheet import Entry, Sheet
from steering.profile.written_rules import Written, all_written, known_presets
from steering.rules_of_procedure import ANY_MATTER, NEVER_BY_SILENCE

ORGANS = frozenset({"county_council", "executive_committee", "standing_committee"})
# What a committee without a preset has to say itself.
_NEEDED = (
    "quorum_pct",
    "majority",
    "majority_base",
    "tie",
    "is_public",
    "deputies_allowed",
    "circulation_allowed",
    "notice_days",
)
_KNOWN_KEYS = frozenset(each.name for each in fields(Committee))
_HALF = Fraction(1, 2)
_FOUR_FIFTHS = Fraction(4, 5)
_SHORTEST_SILENCE = 7


def check_procedure(committee: Entry, presets: Sheet | None, land_code: str | None) -> Iterator[Fault]:
    """Faults of a committee's preset, of its own rules, and of what both amount to."""
    known = known_presets(presets)
    yield from _preset(committee, known, land_code)
    yield from _doubled_matters(committee)
    preset = known.get(committee.text("preset") or "")
    for written in all_written(committee, preset):
        for check in _CHECKS:
            yield from check(written)


def check_presets(presets: Sheet) -> Iterator[Fault]:
    """Faults of the presets that a county brings along: a name that is ours, a rule without a source."""
    for preset in presets.entries("preset"):
        name = preset.text("key")
        if name in built_in():
            yield preset.fault("key", "preset_is_ours", value=name)
        rules = preset.entries("rule")
        if ANY_MATTER not in [rule.text("matter") for rule in rules]:
            yield preset.fault("key", "preset_without_any", value=name)
        for rule in rules:
            sources = rule.table.get("sources")
            given = sources if isinstance(sources, Mapping) else {}
            for key in KEYS:
                if key in rule.table and not given.get(key):
                    yield rule.fault(key, "rule_without_source", value=name, key=key)


def _preset(committee: Entry, known: Mapping[str, Preset], land_code: str | None) -> Iterator[Fault]:
    name = committee.text("preset")
    if name is None:
        yield from _needed(committee)
        return
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        meant = near[0] if near else ", ".join(sorted(known))
        yield committee.fault("preset", "preset_unknown", value=name, meant=meant)
        return
    kind = committee.text("kind")
    if kind is not None and kind != known[name].kind:
        yield committee.fault(
            "preset", "preset_of_another_kind", value=name, kind=kind, meant=known[name].kind.value
        )
    land = known[name].land_code
    if land is not None and land_code is not None and land != land_code:
        yield committee.fault(
            "preset", "preset_of_another_land", is_warning=True, value=name, land=land, own=land_code
        )


def _needed(committee: Entry) -> Iterator[Fault]:
    """Without a preset nothing is taken for granted: the county says how the body decides."""
    strange = [name for name in committee.table if name not in _KNOWN_KEYS]
    for name in _NEEDED:
        is_said = name in committee.table or (name == "quorum_pct" and "quorum_share" in committee.table)
        # A misspelt key is told as such; it is not missing besides.
        if not is_said and not difflib.get_close_matches(name, strange, n=1):
            yield committee.fault(name, "key_missing")


def _doubled_matters(committee: Entry) -> Iterator[Fault]:
    seen: set[str] = set()
    for rule in committee.entries("rule"):
        matter = rule.text("matter")
        if matter == ANY_MATTER:
            yield rule.fault("matter", "matter_is_any", value=committee.text("key"))
        elif matter in seen:
            yield rule.fault("matter", "matter_doubled", value=committee.text("key"), matter=matter)
        seen.add(matter or "")


def _quorum(rules: Written) -> Iterator[Fault]:
    for _, table in rules.layers:
        if "quorum_pct" in table and "quorum_share" in table:
            yield rules.fault("quorum_twice", "quorum_share")


def _majority(rules: Written) -> Iterator[Fault]:
    own, is_own = rules.own_share, rules.get("majority") == "own"
    share = fraction_of(own) if isinstance(own, str) else None
    if own is not None and not is_own:
        yield rules.fault("share_without_own", "majority_share", majority=rules.get("majority") or "–")
    if is_own and own is None:
        yield rules.fault("own_without_share", "majority")
    is_exceeded = rules.get("majority_is_exceeded") is not False
    if is_own and share is not None and (share < _HALF or (share == _HALF and not is_exceeded)):
        yield rules.fault("share_too_small", "majority_share", share=own)
    weighs_always = rules.get("majority_base") in {"present", "seats"} or rules.get("majority") == "absolute"
    if weighs_always and rules.get("abstentions") == "do_not_count" and rules.says("abstentions"):
        yield rules.fault("abstentions_weigh", "abstentions")


def _tie(rules: Written) -> Iterator[Fault]:
    if rules.get("tie") != "chair_decides":
        return
    chairs = [seat for seat in rules.committee.entries("seat") if seat.table.get("is_chair") is True]
    if not chairs and rules.committee.text("voting") == "ballots":
        yield rules.fault("tie_needs_a_chair", "tie")
    if rules.get("is_secret") is True and rules.get("casting_vote") != "extra_vote":
        yield rules.fault("casting_vote_reveals", "is_secret", "tie")


def _silence(rules: Written) -> Iterator[Fault]:
    if rules.get("silence_is_consent") is not True:
        return
    if rules.committee.text("kind") in ORGANS or rules.committee.table.get("decides") is True:
        yield rules.fault("silence_in_organ", "silence_is_consent")
    if rules.matter in NEVER_BY_SILENCE:
        yield rules.fault("silence_on_matter", "silence_is_consent", matter=rules.matter)
    days = rules.number("silence_days") or 0
    if days < _SHORTEST_SILENCE:
        yield rules.fault(
            "silence_too_short", "silence_days", "silence_is_consent", days=days, shortest=_SHORTEST_SILENCE
        )
    if rules.number("silence_answers_count") == 0:
        yield rules.fault("silence_without_answer", "silence_answers_count")


def _circulation(rules: Written) -> Iterator[Fault]:
    if rules.get("circulation_allowed") is not True or rules.committee.text("kind") != "county_council":
        return
    if rules.get("circulation_is_legal_exception") is not True:
        yield rules.fault("circulation_in_council", "circulation_allowed")
        return
    share = rules.share("circulation_consent_share")
    if share is None or share < _FOUR_FIFTHS:
        yield rules.fault("circulation_consent_too_small", "circulation_consent_share", "circulation_allowed")


def _periods(rules: Written) -> Iterator[Fault]:
    notice, papers = rules.number("notice_days"), rules.number("papers_days")
    unit = rules.get("notice_unit") or "calendar"
    # Working days and calendar days cannot be compared without a calendar.
    is_comparable = unit == (rules.get("papers_unit") or "calendar")
    if notice is not None and papers is not None and is_comparable and notice < papers:
        yield rules.fault(
            "notice_shorter_than_papers", "notice_days", "papers_days", notice=notice, papers=papers
        )
    urgent = rules.number("urgent_notice_days")
    if notice is not None and urgent is not None and urgent > notice:
        yield rules.fault("urgent_is_longer", "urgent_notice_days", urgent=urgent, notice=notice)


def _remote(rules: Written) -> Iterator[Fault]:
    if rules.get("remote_chair_allowed") is True and rules.committee.text("kind") in ORGANS:
        yield rules.fault("remote_chair", "remote_chair_allowed")


def _deputies(rules: Written) -> Iterator[Fault]:
    if rules.matter != ANY_MATTER or rules.get("deputies_allowed") is not False:
        return
    for seat in rules.committee.entries("seat"):
        if seat.table.get("has_deputy") is True:
            yield seat.fault("has_deputy", "deputies_not_allowed", value=rules.committee.text("key"))


_CHECKS: tuple[Callable[[Written], Iterator[Fault]], ...] = (
    _quorum,
    _majority,
    _tie,
    _silence,
    _circulation,
    _periods,
    _remote,
    _deputies,
)
