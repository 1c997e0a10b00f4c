"""The picture of the cycle shows the cycle as it is declared."""

from docs.draw_cycle import PICTURE, picture
from steering.cycle import CYCLE


def test_the_picture_is_drawn_from_the_cycle_as_it_stands() -> None:
    kept = PICTURE.read_text(encoding="utf-8")

    assert kept == picture(), "The cycle has changed since the picture was drawn: make picture"


def test_the_picture_names_every_stage_in_words_for_those_who_do_not_see_it() -> None:
    drawn = picture()

    described = drawn.split("<desc", 1)[1].split("</desc>", 1)[0]
    assert [stage.title for stage in CYCLE if stage.title not in described] == []
