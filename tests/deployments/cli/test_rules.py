"""`masterplan rules`: what a committee office reads and tries, without anything being kept."""

import json
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import Call

VOTE = ("rules", "decide", "county_council", "--present", "40")


def test_every_committee_stands_on_a_line_with_each_of_its_matters(call: Call) -> None:
    result = call("rules", "list")

    assert result.exit_code == 0
    assert "Strategiegruppe Bildung" in result.stdout
    assert "Hauptsatzung" in result.stdout
    assert "absolute Mehrheit aller Sitze" in result.stdout


def test_the_list_is_there_for_programs_too(call: Call) -> None:
    rules = json.loads(call("rules", "list", "--json").stdout)["rules"]

    council = next(
        each for each in rules if each["committee"] == "county_council" and each["matter"] == "any"
    )
    assert council["quorum_share"] == "1/2"
    assert council["sources"]["majority"] == "§ 66 (1) NKomVG"


def test_each_rule_is_shown_with_its_source(call: Call) -> None:
    result = call("rules", "show", "county_council")

    assert "- Bei Stimmengleichheit ist abgelehnt. [Paragraf 66 Absatz 1 NKomVG]" in result.stdout


def test_a_vote_is_tried_and_nothing_is_kept(call: Call, home: Path) -> None:
    result = call(*VOTE, "--yes", "21", "--no", "17", "--abstain", "2")

    assert result.exit_code == 0
    assert result.stdout.startswith("Kreistag (alle Angelegenheiten): angenommen.")
    assert "(Paragraf 66 Absatz 1 NKomVG)." in result.stdout
    assert not home.exists()


@pytest.mark.parametrize(
    ("words", "is_quorate", "result", "needs_approval"),
    [
        (("--present", "25", "--yes", "20", "--no", "5"), False, None, False),
        (("--present", "25", "--yes", "20", "--no", "5", "--second-summons"), True, "adopted", False),
        (
            ("--present", "25", "--yes", "20", "--no", "5", "--second-summons", "--unannounced"),
            False,
            None,
            False,
        ),
        (("--present", "20", "--yes", "9", "--no", "9", "--was-quorate"), True, "rejected", False),
        (("--present", "20", "--yes", "9", "--no", "9", "--was-quorate", "--doubted"), False, None, False),
        (("--present", "3", "--yes", "2", "--no", "1", "--recused", "26"), True, "adopted", True),
        (("--present", "30", "--yes", "25", "--no", "0", "--matter", "main_bylaw"), True, "rejected", False),
    ],
)
def test_the_law_can_be_tried_case_by_case(
    call: Call, words: tuple[str, ...], result: str | None, *, is_quorate: bool, needs_approval: bool
) -> None:
    told = json.loads(call("rules", "decide", "county_council", *words, "--json").stdout)

    assert (told["is_quorate"], told["result"]) == (is_quorate, result)
    assert told["needs_approval"] is needs_approval
    assert all(reason["text"] for reason in told["reasons"])


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        (("rules", "show", "kreistag"), 3, "county_council"),
        (("rules", "show", "county_council", "--matter", "money"), 3, "main_bylaw"),
        ((*VOTE, "--yes", "30", "--no", "20"), 2, "Anwesende"),
        ((*VOTE, "--yes", "1", "--no", "0", "--recused", "12"), 2, "51 Sitze"),
        ((*VOTE, "--yes", "1", "--no", "1", "--chair", "ja"), 2, "ja"),
    ],
)
def test_what_cannot_be_is_refused(call: Call, words: tuple[str, ...], exit_code: int, said: str) -> None:
    result = call(*words)

    assert result.exit_code == exit_code
    assert said in result.stderr


def test_a_lot_can_be_drawn_again(call: Call) -> None:
    order = json.loads(call("rules", "lot", "3fa92c", "T4", "T1", "--word", "7 13 21", "--json").stdout)[
        "order"
    ]

    assert [each["thing"] for each in order] == ["T1", "T4"]
    assert order[0]["line"] == "3fa92c 7 13 21 T1"
    assert order[0]["sha256"].startswith("0baaece1")
