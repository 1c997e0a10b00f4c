"""Occasions about figures: what a statistical office revised after a draft had been put to people."""

from dataclasses import dataclass

from templates.envelope import Facts, Occasion, Stated


@dataclass(frozen=True, kw_only=True)
class RevisedFigure(Stated):
    """A figure that a draft cites, as it stands there and as it would be today."""

    reference: str
    title: str
    before: str
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class FiguresRevised(Facts):
    """Figures of a draft rest on numbers that a later release tells clearly differently."""

    occasion = Occasion.FIGURES_REVISED

    title: str
    figures: tuple[RevisedFigure, ...]
