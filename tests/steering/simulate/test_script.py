"""The script: every measure has its report, every planned one its sheet, and all can be checked."""

import re
from collections import Counter

import pytest

from models import CommentState, Disposition, ImplementationStatus
from steering.drafting import amended_wording
from steering.indicators.defining.indicator import LIFE_STAGES
from steering.references import unreferenced_figures
from steering.simulate import Script, read_script
from tests.steering.simulate.the_script import FOLDER, the_profile, the_script

LEAVES = {Disposition.COMPLETED, Disposition.DROPPED}
NEW = {"3.0-N01", "3.0-N02", "3.0-N03"}
ORGAN_OF_THE_DRAFT = "strategy_group"


def _staying() -> set[str]:
    return {
        code for code, said in the_script().reviews.items() if Disposition(said["proposal"]) not in LEAVES
    }


def test_every_measure_of_the_plan_in_force_has_one_report() -> None:
    plan = {measure.code for measure in the_profile().plan.measure}

    reported = set(the_script().reviews)

    assert reported == plan
    assert len(plan) == 18


def test_eleven_measures_go_on_three_change_two_are_done_and_two_end() -> None:
    fates = Counter(Disposition(said["proposal"]) for said in the_script().reviews.values())

    assert fates == {
        Disposition.CONTINUED: 11,
        Disposition.REORIENTED: 3,
        Disposition.COMPLETED: 2,
        Disposition.DROPPED: 2,
    }


def test_every_report_says_how_far_it_is_what_was_done_and_why() -> None:
    for code, said in the_script().reviews.items():
        assert ImplementationStatus(said["status"]), code
        assert 2 <= said["output"].count(".") <= 3, code
        assert said["reason"].endswith("."), code
        goes_on_unhindered = Disposition(said["proposal"]) is Disposition.COMPLETED
        assert bool(said.get("obstacles")) is not goes_on_unhindered, code


def test_every_measure_that_stays_and_every_new_one_has_a_sheet_and_no_other() -> None:
    planned = set(the_script().sheets)

    assert planned == _staying() | NEW


def test_every_goal_can_be_checked_by_an_indicator_or_a_year() -> None:
    chosen = {indicator.key for indicator in the_profile().indicators.indicator}

    for code, said in the_script().sheets.items():
        indicator = said.get("indicator")
        assert indicator in chosen or re.search(r"\b20\d{2}\b", said["goal"]), code
        assert indicator is None or indicator in chosen, code
        assert said.get("life_stage", "framework") in LIFE_STAGES, code


def test_four_measures_need_money_and_say_how_much_and_from_when() -> None:
    needing = {code: said for code, said in the_script().sheets.items() if said.get("is_budget_relevant")}

    assert len(needing) == 4
    for code, said in needing.items():
        assert said["cost_eur"] > 0, code
        assert said["cost_yearly_eur"] > 0, code
        assert said["fiscal_year"] == 2028, code


def test_only_new_measures_get_a_title_from_their_sheet() -> None:
    titled = {code for code, said in the_script().sheets.items() if said.get("title")}

    assert titled == NEW


def test_the_measure_that_the_kreistag_postpones_needs_its_money() -> None:
    script = the_script()

    assert len(script.postponed) == 1
    assert all(script.sheets[code]["is_budget_relevant"] for code in script.postponed)


def test_those_who_are_late_are_asked_at_all() -> None:
    script, profile = the_script(), the_profile()

    assert script.late_sources <= {source.key for source in profile.sources.source}
    assert script.late_reviews <= set(script.reviews)
    assert script.late_sources
    assert script.late_reviews


def test_whoever_speaks_in_the_committee_has_a_seat_there() -> None:
    committee = next(each for each in the_profile().committees.committee if each.key == ORGAN_OF_THE_DRAFT)
    spoken = [entry["seat"] for entry in the_script().remarks if entry["gate"] == "draft"]

    assert all(1 <= seat <= committee.seats_count for seat in [*spoken, the_script().sent_back["draft"].seat])
    assert Counter(entry["round"] for entry in the_script().remarks if entry["gate"] == "draft") == {
        1: 3,
        2: 1,
    }


def test_every_remark_points_to_a_passage_and_is_answered() -> None:
    sheets = {f"measure-{code}" for code in the_script().sheets}

    for entry in the_script().remarks:
        assert entry["anchor"] in {*sheets, "review", "implementation", "fates", "topics"}, entry
        assert CommentState(entry["state"]) is not CommentState.OPEN, entry
        assert entry["answer"].endswith((".", "“")), entry


def test_an_answer_that_accepts_quotes_the_new_wording_and_one_that_declines_does_not() -> None:
    for entry in the_script().remarks:
        quotes = "„" in entry["answer"]
        assert quotes is (CommentState(entry["state"]) is not CommentState.DECLINED), entry
        assert not quotes or amended_wording(entry["answer"]).endswith("."), entry


def test_nothing_that_goes_into_the_draft_holds_a_figure_without_evidence() -> None:
    script = the_script()
    worked_in = [
        *(said["goal"] for said in script.sheets.values()),
        *(said.get("title", "") for said in script.sheets.values()),
        *(amended_wording(entry["answer"]) for entry in script.remarks),
    ]

    assert [text for text in worked_in if unreferenced_figures(text)] == []


def test_the_file_says_at_its_head_that_all_of_it_is_invented() -> None:
    head = (FOLDER / "simulation.toml").read_text(encoding="utf-8").split("seed =")[0]

    assert "INVENTED FOR PRACTICE" in head


def test_the_script_is_no_part_of_the_profile() -> None:
    # Loading the folder refuses every file that it does not know.
    assert the_profile().region.key == "heidekreis"


def test_an_empty_script_is_a_script() -> None:
    assert read_script(b"") == Script()


@pytest.mark.parametrize(("said", "seat"), [("", 1), ("seat = 6\n", 6)])
def test_a_refusal_is_spoken_by_the_chair_unless_a_seat_is_named(said: str, seat: int) -> None:
    script = read_script(f'[[sent_back]]\ngate = "draft"\nreason = "Zu kurz."\n{said}'.encode())

    assert script.sent_back["draft"].seat == seat
