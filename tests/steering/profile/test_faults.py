from typing import NamedTuple

import pytest

from steering.errors import BadProfile
from steering.profile import examine, load
from templates.profile_faults import fault_words
from tests.steering.profile.a_profile import changed, codes, heidekreis, line_of, what_we_know


class Case(NamedTuple):
    """One passage of Heidekreis replaced by another; `at` stands in the line that must be named."""

    code: str
    file: str
    old: str
    new: str
    at: str


BOARD = """decides = false
is_public = false
deputies_allowed = true
circulation_allowed = true
notice_days = 14"""
D18 = 'key = "D18" # Anteil mittlerer Abschluss\n'
D15 = 'is_focus = true\nfocus_area = "transitions"\n'
TARGET = f"""{D18}[indicator.target]
year = 2032
resolution = "Kreistag 2028"
decided_on = 2028-12-14
"""
CASES = (
    Case("syntax", "region.toml", 'language = "de"', "language = de", "language = de"),
    Case("key_missing", "region.toml", 'city = "Soltau"\n', "", "[office]"),
    Case("key_missing", "region.toml", 'title = "Landkreis Heidekreis"\n', "", "# Who steers"),
    Case("key_misspelt", "plan.toml", "motto =", "moto =", "moto ="),
    Case("key_misspelt", "committees.toml", "notice_days = 14", "notice_dais = 14", "notice_dais"),
    Case(
        "key_unknown", "sources.toml", "expected_lag_days = 60\n", "expected_lag_days = 60\nxyz = 1\n", "xyz"
    ),
    Case("not_a_text", "region.toml", 'region_code = "03358"', "region_code = 3358", "region_code = 3358"),
    Case(
        "not_a_whole_number",
        "committees.toml",
        "seats_count = 23",
        'seats_count = "23"',
        'seats_count = "23"',
    ),
    Case(
        "not_a_whole_number",
        "committees.toml",
        "seats_count = 23",
        "seats_count = 23.5",
        "seats_count = 23.5",
    ),
    Case("not_a_number", "committees.toml", "quorum_pct = 50.0", "quorum_pct = nan", "quorum_pct = nan"),
    Case("not_a_number", "committees.toml", "quorum_pct = 50.0", 'quorum_pct = "50"', 'quorum_pct = "50"'),
    Case("not_true_or_false", "committees.toml", "decides = true", "decides = 1", "decides = 1"),
    Case("not_a_date", "plan.toml", "adopted_on = 2018-12-31", 'adopted_on = "2018-12-31"', 'adopted_on = "'),
    Case(
        "not_a_date",
        "plan.toml",
        "adopted_on = 2018-12-31",
        "adopted_on = 2018-12-31T10:00:00",
        "adopted_on = 2",
    ),
    Case(
        "not_a_list",
        "process.toml",
        "mandate_ends_days = [90, 30]",
        "mandate_ends_days = 90",
        "mandate_ends_days = 90",
    ),
    Case("not_a_table", "process.toml", "[next_plan]\n", "next_plan = 3\n[other]\n", "next_plan = 3"),
    Case(
        "not_a_choice", "committees.toml", 'majority = "simple"', 'majority = "large"', 'majority = "large"'
    ),
    Case("too_small", "process.toml", "lead_months = 14", "lead_months = 0", "lead_months = 0"),
    Case("too_big", "committees.toml", "quorum_pct = 50.0", "quorum_pct = 100.0", "quorum_pct = 100.0"),
    Case("too_big", "plan.toml", "period_to_year = 2023", "period_to_year = 20230", "period_to_year = 20230"),
    Case("empty", "organisations.toml", 'title = "Kreiselternrat"', 'title = "  "', 'title = "  "'),
    Case("key_bad", "region.toml", 'key = "heidekreis"', 'key = "Heide/Kreis"', 'key = "Heide'),
    Case("region_code_bad", "region.toml", '"03358004"', '"3358004"', '"3358004"'),
    Case(
        "county_code_bad",
        "region.toml",
        'region_code = "03358"',
        'region_code = "3358"',
        'region_code = "3358"',
    ),
    Case("land_code_bad", "region.toml", 'land_code = "03"', 'land_code = "3"', 'land_code = "3"'),
    Case("table_code_bad", "sources.toml", '"21111-02-06-4"', '"21111 02"', '"21111 02"'),
    Case("measure_code_bad", "plan.toml", '"M07"', '"m 7"', '"m 7"'),
    Case("indicator_key_bad", "indicators.toml", '"D15"', '"d15"', '"d15"'),
    Case(
        "address_bad",
        "region.toml",
        '"bildung@heidekreis.example.org"',
        '"bildung@heide kreis"',
        '"bildung@heide k',
    ),
    Case("domain_bad", "region.toml", '"heidekreis.example.org"', '"@heidekreis"', '"@heidekreis"'),
    Case(
        "local_part_bad", "committees.toml", '"strategiegruppe"', '"Strategie Gruppe"', '"Strategie Gruppe"'
    ),
    Case("web_address_bad", "region.toml", '"https://www.heidekreis', '"www.heidekreis', '"www.heidekreis'),
    Case("time_zone_bad", "region.toml", '"Europe/Berlin"', '"Europe/Soltau"', '"Europe/Soltau"'),
    Case("month_day_bad", "region.toml", '"01-01"', '"1.1."', '"1.1."'),
    Case(
        "pattern_leads_outside", "sources.toml", '"deliveries/13211', '"../deliveries/13211', '"../deliveries'
    ),
    Case("licence_bad", "sources.toml", '"dl-de/by-2-0"', '"DL DE"', '"DL DE"'),
    Case("life_stage_bad", "plan.toml", '"non_formal"', '"nonformal"', '"nonformal"'),
    Case("language_bad", "region.toml", 'language = "de"', 'language = "fr"', 'language = "fr"'),
    Case("language_bad", "texts.toml", "[word.en]", "[word.fr]", "[word.fr]"),
    Case("doubled", "plan.toml", 'code = "M08"', 'code = "M07" # again', "# again"),
    Case("doubled", "sources.toml", '"12411-01-01-4"', '"12411-02-03-4" # again', "# again"),
    Case(
        "not_declared", "plan.toml", 'owner = "chamber_of_commerce"', 'owner = "chamber"', 'owner = "chamber"'
    ),
    Case("not_declared", "plan.toml", 'focus_area = "digitalisation"', 'focus_area = "digital"', '"digital"'),
    Case("not_declared", "plan.toml", 'route = "regular"', 'route = "usual"', 'route = "usual"'),
    Case("not_declared", "plan.toml", 'indicator = "E09"', 'indicator = "E08"', 'indicator = "E08"'),
    Case("not_declared", "committees.toml", '"pupils_council"', '"pupils"', '"pupils"'),
    Case("not_declared", "sources.toml", 'owner = "employment_agency"', 'owner = "agency"', '"agency"'),
    Case("not_declared", "region.toml", 'organisation = "office"', 'organisation = "ofice"', '"ofice"'),
    Case("not_declared", "indicators.toml", 'focus_area = "transitions"', 'focus_area = "x1"', '"x1"'),
    Case(
        "not_declared",
        "process.toml",
        '"executive_committee", "county',
        '"executive", "county',
        '"executive", ',
    ),
    Case("not_declared", "process.toml", 'starts_with = "analyse', 'starts_with = "analyze', '"analyze'),
    Case(
        "route_empty", "process.toml", 'committees = ["strategy_group"]', "committees = []", "committees = []"
    ),
    Case("indicator_unknown", "indicators.toml", '"A13"', '"A99"', '"A99"'),
    Case("stage_unknown", "process.toml", 'key = "draft_plan"', 'key = "draft_plans"', '"draft_plans"'),
    Case("stage_missing", "process.toml", 'key = "draft_plan"', 'key = "draft_plans"', "# The calendar"),
    Case(
        "committee_missing",
        "committees.toml",
        'key = "education_conference"',
        'key = "forum"',
        "# Committees",
    ),
    Case("word_unknown", "texts.toml", "[word.en]", '[word.en]\nstrategygroup = "Board"', "strategygroup"),
    Case(
        "budget_route_decides_nothing",
        "plan.toml",
        'route = "regular"',
        'route = "regular" # money\nis_budget_relevant = true',
        "# money",
    ),
    Case("seats_do_not_sum", "committees.toml", "seats_count = 23", "seats_count = 24", "seats_count = 24"),
    Case("seats_do_not_sum", "committees.toml", "\ncount = 9", "\ncount = 8", "seats_count = 23"),
    Case("no_seats", "committees.toml", "seats_count = 51", "seats_count = 0 # none", "# none"),
    Case(
        "more_than_one_chair",
        "committees.toml",
        'organisation = "county_politics"\n',
        'organisation = "county_politics"\nis_chair = true # second\n',
        "# second",
    ),
    Case("tie_needs_a_chair", "committees.toml", "is_chair = true\n", "", 'tie = "chair_decides"'),
    Case("board_may_not_decide", "committees.toml", BOARD, BOARD.replace("false", "true # x", 1), "# x"),
    Case(
        "deputies_not_allowed",
        "committees.toml",
        "has_vote = false",
        "has_vote = false\nhas_deputy = true # stray",
        "# stray",
    ),
    Case(
        "mail_name_shared",
        "committees.toml",
        'mail_name = "bildungskonferenz"',
        'mail_name = "strategiegruppe" # taken',
        "# taken",
    ),
    Case("count_differs", "plan.toml", "measures_count = 18", "measures_count = 17", "measures_count = 17"),
    Case(
        "count_differs",
        "plan.toml",
        "new_or_reoriented_count = 10",
        "new_or_reoriented_count = 9",
        "new_or_reoriented_count",
    ),
    Case("count_differs", "plan.toml", 'disposition = "continued"', 'disposition = "new"', "continued_count"),
    Case("not_part_of_the_plan", "plan.toml", 'disposition = "new"', 'disposition = "dropped"', '"dropped"'),
    Case("ends_before_it_begins", "plan.toml", "period_to_year = 2023", "period_to_year = 2018", "= 2018\n"),
    Case("ends_before_it_begins", "process.toml", "= 2032", "= 2027", "period_to_year = 2027"),
    Case(
        "ends_before_it_begins",
        "region.toml",
        "to_on = 2027-01-09",
        "to_on = 2026-01-09",
        "to_on = 2026-01-09",
    ),
    Case("ends_before_it_begins", "region.toml", "= 2011-07-31", "= 1911-07-31", "1911-07-31"),
    Case("ends_before_it_begins", "organisations.toml", "= 2020-11-30", "= 2010-11-30", "2010-11-30"),
    Case("adopted_after_the_period", "plan.toml", "adopted_on = 2018", "adopted_on = 2028", "adopted_on"),
    Case("label_is_taken", "process.toml", 'label = "3.0"', 'label = "2.0"', 'label = "2.0"'),
    Case("plans_overlap", "process.toml", "period_from_year = 2028", "period_from_year = 2023", "= 2023"),
    Case(
        "county_of_another_land",
        "region.toml",
        'land_code = "03"',
        'land_code = "04"',
        'region_code = "03358"',
    ),
    Case(
        "compared_with_itself",
        "region.toml",
        "compare_with = []",
        'compare_with = ["03358"]',
        "compare_with = [",
    ),
    Case(
        "territories_overlap",
        "region.toml",
        "valid_from_on = 2011-08-01",
        "valid_from_on = 2011-07-31",
        "valid_from_on = 2011-07-31",
    ),
    Case("target_without_limit", "indicators.toml", D18, TARGET, "[indicator.target]\nyear"),
    Case(
        "limits_crossed",
        "indicators.toml",
        D18,
        f"{TARGET}lower = 40.0\nupper = 30.0\n",
        "upper = 30.0",
    ),
    Case("target_of_neutral", "indicators.toml", D18, f"{TARGET}lower = 40.0\n", "[indicator.target]\nyear"),
    Case(
        "target_decided_too_late",
        "indicators.toml",
        D15,
        D15 + TARGET.removeprefix(D18).replace("year = 2032", "year = 2028") + "upper = 8.0\n",
        "decided_on = 2028-12-14",
    ),
    Case(
        "ends_before_it_begins",
        "indicators.toml",
        D15,
        f"{D15}{TARGET.removeprefix(D18)}upper = 8.0\nuntil_year = 2031\n",
        "until_year = 2031",
    ),
    Case(
        "assumed_is_absent",
        "plan.toml",
        'assumed = ["adopted_on"]',
        'assumed = ["adopted"]',
        'assumed = ["ad',
    ),
)


def files_of(case: Case) -> dict[str, bytes]:
    return changed(case.file, case.old, case.new)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{place}" for place, case in enumerate(CASES)])
def test_a_fault_is_named_with_its_file_and_its_line(case: Case) -> None:
    files = files_of(case)

    examination = examine(files, what_we_know())

    found = [(fault.file, fault.line) for fault in examination.faults if fault.code == case.code]
    assert (case.file, line_of(files, case.file, case.at)) in found
    assert examination.profile is None


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{place}" for place, case in enumerate(CASES)])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_fault_has_words_in_both_languages(case: Case, language: str) -> None:
    for fault in examine(files_of(case), what_we_know()).faults:
        words = fault_words(fault.code, fault.all_facts, language)

        assert words.what
        assert words.mend
        assert "{" not in words.what + words.mend


def test_warnings_have_words_too() -> None:
    for warning in examine(heidekreis()).warnings:
        assert fault_words(warning.code, warning.all_facts, "de").what
        assert fault_words(warning.code, warning.all_facts, "en").what


def test_one_misspelt_key_is_one_fault() -> None:
    files = changed("committees.toml", "seats_count = 23", "seat_count = 23")

    faults = examine(files).faults

    assert [(fault.code, fault.facts["meant"]) for fault in faults] == [("key_misspelt", "seats_count")]


def test_all_faults_of_all_files_are_told_at_once_in_the_order_of_the_lines() -> None:
    files = heidekreis()
    for case in (CASES[3], CASES[6], CASES[18]):
        files[case.file] = files[case.file].replace(case.old.encode(), case.new.encode(), 1)

    with pytest.raises(BadProfile) as refused:
        load(files)

    faults = refused.value.facts["faults"]
    assert isinstance(faults, list)
    assert [fault.file for fault in faults] == ["committees.toml", "plan.toml", "region.toml"]


def test_a_missing_file_and_a_strange_one_are_named() -> None:
    files = heidekreis()
    files["measures.toml"] = files.pop("plan.toml")

    faults = examine(files, what_we_know()).faults

    assert [(fault.file, fault.code) for fault in faults] == [
        ("measures.toml", "file_unknown"),
        ("plan.toml", "file_missing"),
    ]


def test_the_file_of_texts_may_be_absent() -> None:
    files = heidekreis()
    del files["texts.toml"]

    assert examine(files, what_we_know()).faults == ()


def test_a_file_in_the_old_windows_encoding_is_named_with_the_line_of_its_first_umlaut() -> None:
    files = heidekreis()
    text = files["region.toml"].decode()
    files["region.toml"] = text.replace("–", "-").encode("cp1252")

    faults = examine(files).faults

    assert codes(faults) == ["not_utf8"]
    assert faults[0].line == line_of(heidekreis(), "region.toml", "ÖPNV")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    files = {
        name: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n") for name, content in heidekreis().items()
    }

    assert examine(files, what_we_know()).faults == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b'title = """never closed', "syntax_at_end"), (b"a = " + b"[" * 5000, "nested_too_deep")],
)
def test_a_file_that_is_no_toml_is_named_before_anything_else(content: bytes, code: str) -> None:
    files = {**heidekreis(), "texts.toml": content}

    assert codes(examine(files).faults) == [code]


def test_a_revision_that_cannot_end_in_time_is_a_warning() -> None:
    files = changed("process.toml", "lead_months = 14", "lead_months = 12")

    warnings = [warning for warning in examine(files).warnings if warning.code == "revision_longer_than_lead"]

    assert [(w.line, w.facts["weeks"], w.facts["months"]) for w in warnings] == [
        (line_of(files, "process.toml", "lead_months = 12"), 58, 12)
    ]
    assert "58" in fault_words(warnings[0].code, warnings[0].all_facts, "de").what


def test_stages_that_run_beside_each_other_end_where_the_longer_one_ends() -> None:
    ends = load(heidekreis()).process.ends_after_weeks()

    assert ends == {
        "collect_data": 10,
        "analyse_indicators": 18,
        "review_measures": 18,
        "agree_topics": 24,
        "draft_plan": 48,
        "approve_plan": 58,
    }
