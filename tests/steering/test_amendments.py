"""What comments demanded is worked in, and stays."""

import pytest

from models import (
    Comment,
    CommentState,
    DraftVersion,
    Passage,
)
from steering.drafting import amended_wording, write_passages
from steering.stage import Desk
from tests.steering.documented import CYCLE, NOW, a_comment, a_desk, everything


def written(desk: Desk) -> dict[str, str]:
    """The passages of a draft by anchor."""
    passages, _ = write_passages(desk, "draft/1")
    return {passage.anchor: passage.text for passage in passages}


def after_comments(*comments: Comment) -> list[Passage]:
    """The second draft, after comments on the first."""
    draft = DraftVersion(
        id="draft/1", cycle_id=CYCLE, round=1, title="Entwurf", sha256="0" * 64, created_at=NOW
    )
    passages, _ = write_passages(a_desk(records=[*everything(), draft, *comments]), "draft/2")
    return passages


def test_an_accepted_comment_changes_its_passage_and_no_other() -> None:
    before = written(a_desk())

    after = {
        each.anchor: each.text
        for each in after_comments(a_comment("measure-M02", "Gern: „Eltern wirken mit.“", draft_id="draft/1"))
    }

    simulated = " Diese Angaben sind simuliert."
    assert after["measure-M02"] == (
        before["measure-M02"].removesuffix(simulated) + " Eltern wirken mit." + simulated
    )
    assert {anchor for anchor in after if after[anchor] != before.get(anchor)} == {"measure-M02"}


@pytest.mark.parametrize("state", [CommentState.DECLINED, CommentState.OPEN])
def test_a_declined_or_open_comment_changes_nothing(state: CommentState) -> None:
    answer = "Das passt nicht." if state is CommentState.DECLINED else ""

    after = after_comments(a_comment("measure-M02", answer, draft_id="draft/1", state=state))

    assert {each.anchor: each.text for each in after} == written(a_desk())


def test_a_comment_on_the_whole_gets_a_chapter_of_its_own() -> None:
    last = after_comments(a_comment("", "Neu: „Der Plan wird jährlich vorgestellt.“", draft_id="draft/1"))[-1]

    assert (last.anchor, last.heading, last.text) == (
        "amendments",
        "Ergänzungen aus der Beratung",
        "Der Plan wird jährlich vorgestellt.",
    )


def test_comments_of_other_cycles_change_nothing() -> None:
    after = after_comments(a_comment("measure-M02", "„Fremd.“", draft_id="another/draft"))

    assert {each.anchor: each.text for each in after} == written(a_desk())


def test_what_round_two_promised_is_still_there_in_round_three() -> None:
    drafts = [
        DraftVersion(id=f"draft/{n}", cycle_id=CYCLE, round=n, title="E", sha256=f"{n}" * 64, created_at=NOW)
        for n in (1, 2)
    ]
    comments = [
        a_comment("measure-M02", "„Eltern wirken mit.“", draft_id="draft/1"),
        a_comment(
            "measure-M01",
            "„Tagespflege gehört dazu.“",
            draft_id="draft/2",
            state=CommentState.PARTLY_ACCEPTED,
        ),
    ]

    third = written(a_desk(records=[*everything(), *drafts, *comments]))

    assert third["measure-M02"].endswith("Eltern wirken mit. Diese Angaben sind simuliert.")
    assert third["measure-M01"].endswith("Tagespflege gehört dazu.")


@pytest.mark.parametrize(
    ("answer", "wording"),
    [
        ("Übernommen: „Neuer Satz.“", "Neuer Satz."),
        ("Ein Satz ohne Anführung.", "Ein Satz ohne Anführung."),
        (" “ verdreht „ ", "“ verdreht „"),
    ],
)
def test_the_amended_wording_stands_in_quotes_or_is_the_whole_answer(answer: str, wording: str) -> None:
    assert amended_wording(answer) == wording
