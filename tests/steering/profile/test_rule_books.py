"""From a profile to rule books: the law first, then what the county writes, each with its source."""

from fractions import Fraction

import pytest
from sqlmodel import select

from models import Committee, CommitteeKind, CommitteeRule, Majority, Tie
from steering.decision import quorum_needed
from steering.profile import load, to_records
from steering.profile.presets import built_in
from steering.profile.rule_books import KEYS
from steering.rules_of_procedure import Rules, from_json, rules_of
from tests.steering.profile.a_profile import changed, heidekreis, what_we_know
from tests.steering.profile.test_record import TODAY, stored

COUNCIL = 'preset = "nkomvg_county_council"\n'


def council(added: str = "", matter: str = "any") -> Rules:
    """The council's rules with some lines added to its block."""
    files = changed("committees.toml", COUNCIL, COUNCIL + added)
    return load(files, what_we_know()).rule_books["county_council"].on(matter)


@pytest.mark.parametrize("preset", built_in().values(), ids=lambda preset: preset.key)
def test_every_rule_of_a_preset_names_its_source_and_no_other(preset: object) -> None:
    for rule in preset.rule:  # type: ignore[attr-defined]
        written = {key for key in KEYS if getattr(rule, key) is not None}

        assert written == set(rule.sources)
        assert all(source == "proposed" or source.startswith("§") for source in rule.sources.values())


@pytest.mark.parametrize("preset", built_in().values(), ids=lambda preset: preset.key)
def test_there_is_a_preset_for_every_kind_of_body(preset: object) -> None:
    assert {each.kind for each in built_in().values()} == set(CommitteeKind)
    assert "any" in {rule.matter for rule in preset.rule}  # type: ignore[attr-defined]


def test_only_bodies_without_a_law_have_proposals_for_majority_and_quorum() -> None:
    for preset in built_in().values():
        general = next(rule for rule in preset.rule if rule.matter == "any")
        is_organ = preset.key.startswith("nkomvg")

        assert (general.sources["majority"] != "proposed") == is_organ
        assert (general.sources["quorum_share"] != "proposed") == is_organ


def test_the_council_follows_the_law_in_every_rule_that_the_county_does_not_write() -> None:
    rules = council()

    assert (rules.majority, rules.tie, rules.is_public) == (Majority.SIMPLE, Tie.REJECTED, True)
    assert rules.law("tie") == "§ 66 (1) NKomVG"
    assert rules.law("notice_days") == ""
    assert rules.source("notice_days") == "assumed"


def test_the_main_bylaw_and_elections_have_rules_of_their_own() -> None:
    bylaw, election = council(matter="main_bylaw"), council(matter="election")

    assert (bylaw.majority, bylaw.law("majority")) == (Majority.ABSOLUTE, "§ 12 (2) NKomVG")
    assert (election.is_secret, election.tie) == (True, Tie.LOT)
    # What is not different stays as it is for all matters.
    assert bylaw.quorum_holds_until_doubted


def test_what_the_county_writes_goes_before_the_preset_and_is_no_law() -> None:
    rules = council('majority = "two_thirds"\n')

    assert rules.majority is Majority.TWO_THIRDS
    assert (rules.law("majority"), rules.source("majority")) == ("", "profile")


def test_a_county_names_its_rules_of_procedure_once_for_all_its_rules() -> None:
    rules = council('rules_source = "Geschäftsordnung vom 3. November 2026"\nurgent_notice_days = 3\n')

    assert rules.law("urgent_notice_days") == "Geschäftsordnung vom 3. November 2026"


def test_who_says_again_what_the_law_says_still_follows_the_law() -> None:
    assert council('majority = "simple"\n').law("majority") == "§ 66 (1) NKomVG"


def test_a_named_majority_takes_the_place_of_a_share_of_ones_own() -> None:
    added = 'majority = "own"\nmajority_share = "3/5"\n'

    assert council(added).needed_share == (Fraction(3, 5), True)
    assert council(added, "main_bylaw").majority is Majority.ABSOLUTE


def test_percent_are_taken_as_exactly_as_they_are_written() -> None:
    assert council("quorum_pct = 66.6\n").quorum_share == Fraction(333, 500)


def test_a_block_changes_one_kind_of_matter_only() -> None:
    text = heidekreis()["committees.toml"].decode()
    block = '\n[[committee.rule]]\nmatter = "budget"\nmajority = "three_quarters"\nsource = "§ 8 GO"\n'
    head, _, tail = text.partition("# A public conference")
    files = {**heidekreis(), "committees.toml": f"{head}{block}\n# A public conference{tail}".encode()}

    book = load(files, what_we_know()).rule_books["county_council"]

    assert (book.on("budget").majority, book.on("budget").law("majority")) == (
        Majority.THREE_QUARTERS,
        "§ 8 GO",
    )
    assert book.default.majority is Majority.SIMPLE


def test_every_committee_keeps_its_whole_book_and_shows_it_at_a_glance() -> None:
    profile = load(heidekreis())
    records = to_records(profile, on=TODAY)

    with stored(records) as session:
        kept = session.exec(select(CommitteeRule)).all()
        for committee in session.exec(select(Committee)).all():
            book = profile.rule_books[committee.key]
            assert {rule.matter for rule in kept if rule.committee_id == committee.id} == set(book.matters)
            assert rules_of(committee, kept) == book.default
            # The columns, and with them a record that is older than rule books, say the same.
            assert quorum_needed(rules_of(committee)) == quorum_needed(book.default)
            assert rules_of(committee).majority is book.default.majority
        assert all(from_json(rule.rules).matter == rule.matter for rule in kept)
