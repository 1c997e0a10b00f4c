"""What `masterplan check` finds in rules of procedure: each fault in its file and line, in both languages."""

from typing import NamedTuple

import pytest

from steering.profile import examine, load
from templates.profile_faults import fault_texts, fault_words
from tests.steering.profile.a_profile import changed, heidekreis, line_of, what_we_know

COUNCIL = 'preset = "nkomvg_county_council"\n'
BOARD = 'preset = "advisory_board"\n'
TOP = "# Committees (Gremien)"
OWN = """[[preset]]
key = "nrw_county_council"
title = "Kreistag (Nordrhein-Westfalen)"
kind = "county_council"
land_code = "05"
[[preset.rule]]
matter = "any"
majority = "simple"
quorum_pct = 50.0
notice_days = 8 # x
[preset.rule.sources]
quorum_pct = "§ 34 (1) KrO NRW"
majority = "§ 35 (1) KrO NRW"
notice_days = "§ 32 (1) KrO NRW"
"""


class Case(NamedTuple):
    """Lines put after a passage of Heidekreis; `at` stands in the line that must be named."""

    code: str
    after: str
    added: str
    at: str


CASES = (
    Case("portion_bad", BOARD, 'quorum_share = "3/2" # x\n', "# x"),
    Case("portion_bad", BOARD, 'majority_share = "two thirds" # x\n', "# x"),
    Case("quorum_twice", BOARD, 'quorum_share = "1/2" # x\n', "# x"),
    Case("share_without_own", COUNCIL, 'majority = "absolute"\nmajority_share = "1/2" # x\n', "# x"),
    Case("own_without_share", COUNCIL, 'majority = "own" # x\n', "# x"),
    Case("share_too_small", COUNCIL, 'majority = "own"\nmajority_share = "2/5" # x\n', "# x"),
    Case(
        "share_too_small",
        COUNCIL,
        'majority = "own"\nmajority_share = "1/2" # x\nmajority_is_exceeded = false\n',
        "# x",
    ),
    Case("abstentions_weigh", COUNCIL, 'majority_base = "seats"\nabstentions = "do_not_count" # x\n', "# x"),
    Case("casting_vote_reveals", 'preset = "internal_group"\n', "is_secret = true # x\n", "# x"),
    Case("silence_in_organ", COUNCIL, "silence_is_consent = true # x\nsilence_days = 10\n", "# x"),
    Case("silence_too_short", BOARD, "silence_is_consent = true\nsilence_days = 2 # x\n", "# x"),
    Case("silence_too_short", BOARD, "silence_is_consent = true # x\n", "# x"),
    Case(
        "silence_without_answer",
        BOARD,
        "silence_is_consent = true\nsilence_days = 10\nsilence_answers_count = 0 # x\n",
        "# x",
    ),
    Case("circulation_in_council", COUNCIL, "circulation_allowed = true # x\n", "# x"),
    Case(
        "circulation_consent_too_small",
        COUNCIL,
        "circulation_allowed = true # x\ncirculation_is_legal_exception = true\n",
        "# x",
    ),
    Case(
        "circulation_consent_too_small",
        COUNCIL,
        "circulation_allowed = true\ncirculation_is_legal_exception = true\n"
        'circulation_consent_share = "3/4" # x\n',
        "# x",
    ),
    Case("notice_shorter_than_papers", BOARD, "papers_days = 20\n", "notice_days = 14\n"),
    Case("urgent_is_longer", BOARD, "urgent_notice_days = 21 # x\n", "# x"),
    Case("remote_chair", COUNCIL, "remote_chair_allowed = true # x\n", "# x"),
)
BLOCKS = (
    ("silence_on_matter", 'matter = "budget"\nsilence_is_consent = true # x\nsilence_days = 10'),
    ("tie_needs_a_chair", 'matter = "budget"\ntie = "chair_decides" # x'),
    ("matter_is_any", 'matter = "any" # x'),
    ("matter_doubled", 'matter = "budget"\n[[committee.rule]]\nmatter = "budget" # x'),
    ("share_without_own", 'matter = "budget"\nmajority_share = "3/5" # x'),
)


def faults_of(files: dict[str, bytes]) -> list[tuple[str, int]]:
    return [(fault.code, fault.line) for fault in examine(files, what_we_know()).faults]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{place}" for place, case in enumerate(CASES)])
def test_a_rule_that_nobody_can_follow_is_named_in_its_line(case: Case) -> None:
    files = changed("committees.toml", case.after, case.after + case.added)
    at = files["committees.toml"].decode()
    start = at.index(case.after)
    line = at[: at.index(case.at, start)].count("\n") + 1

    assert (case.code, line) in faults_of(files)


@pytest.mark.parametrize(("code", "block"), BLOCKS)
def test_a_rule_for_one_matter_is_checked_in_its_own_block(code: str, block: str) -> None:
    text = heidekreis()["committees.toml"].decode()
    seat = text.index('[[committee.seat]]\ntitle = "Landrat"')
    mended = f"{text[:seat]}[[committee.rule]]\n{block}\n\n{text[seat:]}".replace("is_chair = true\n", "")
    files = {**heidekreis(), "committees.toml": mended.encode()}

    assert (code, line_of(files, "committees.toml", "# x")) in faults_of(files)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (COUNCIL, 'preset = "nkomvg_council"\n', "preset_unknown"),
        (COUNCIL, 'preset = "advisory_board"\n', "preset_of_another_kind"),
        (COUNCIL, "", "key_missing"),
    ],
)
def test_a_committee_builds_on_a_preset_that_fits_or_says_everything_itself(
    old: str, new: str, code: str
) -> None:
    assert code in [found for found, _ in faults_of(changed("committees.toml", old, new))]


def test_a_county_brings_the_rules_of_its_own_land() -> None:
    files = changed("committees.toml", COUNCIL, 'preset = "nrw_county_council"\n')
    files["presets.toml"] = OWN.encode()

    profile = load(files, what_we_know())

    rules = profile.rule_books["county_council"].default
    assert rules.law("majority") == "§ 35 (1) KrO NRW"
    assert rules.law("quorum_share") == "§ 34 (1) KrO NRW"
    assert [w.code for w in profile.warnings if w.code.startswith("preset")] == ["preset_of_another_land"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("nrw_county_council", "nkomvg_county_council", "preset_is_ours"),
        ('matter = "any"', 'matter = "budget"', "preset_without_any"),
        ('notice_days = "§ 32 (1) KrO NRW"\n', "", "rule_without_source"),
    ],
)
def test_a_preset_of_a_county_is_checked_as_strictly_as_ours(old: str, new: str, code: str) -> None:
    files = {**heidekreis(), "presets.toml": OWN.replace(old, new).encode()}

    found = [fault for fault in examine(files, what_we_know()).faults if fault.code == code]

    assert [fault.file for fault in found] == ["presets.toml"]


def test_these_faults_have_words_in_both_languages() -> None:
    seen = set()
    for case in CASES:
        files = changed("committees.toml", case.after, case.after + case.added)
        for fault in examine(files, what_we_know()).faults:
            seen.add(fault.code)
            for language in ("de", "en"):
                words = fault_words(fault.code, fault.all_facts, language)
                assert "{" not in words.what + words.mend

    assert len(seen) > 12
    assert seen <= set(fault_texts("de"))
