"""Words, symbols and days of the cells: whole, understood, and saying the same as their status."""

import re
from collections.abc import Callable

import numpy as np

from expectations.sources.equations import ReferenceDay, all_of, is_of
from models import WITH_NUMBER, ValueStatus
from steering.cube.coding import Coded, joined
from steering.cube.cube import Mask
from steering.figures.failing import Failing, Gathered
from steering.figures.figures import Figures, ends_of
from steering.sources import vocabulary
from steering.sources.periods import year_of

_NUMBERED = frozenset(status.value for status in WITH_NUMBER)
_DAMAGED = re.compile("\ufffd|Ã[\u0080-\u00bf]|Ã[ƒ„¤¶¼Ÿ]|â€|Â[\u00a0-\u00bf]")
_FOOTER = re.compile(r"_{8,}|©|\(C\)opyright|^Stand:|Datenlizenz", re.IGNORECASE)
_TOTALS = frozenset({"insgesamt", "total", "zusammen", "gesamt", ""})
_SECRET = frozenset({".", "/", "x", "...", "…", "()", "( )", "k", "t", "u", "g"})
_NEW_LSN = frozenset({"k", "t", "u", "g"})
_UNSURE = re.compile(r"^\(.*\d.*\)$|\d\s?u$")
_PRELIMINARY = re.compile(r"\d\s?[ps]$")
_DIGITS = re.compile(r"\d+(?:,\d+)?")
_SAME = 1e-9
_FIRST_YEAR, _LAST_YEAR = 1850, 2150
_NUMBER_WORDS = ("variable", "breakdown", "region_code", "period")


def texts_are_whole(figures: Figures) -> Failing:
    """No word holds a destroyed letter: "Städte" is neither "StÃ¤dte" nor "St\ufffddte"."""
    return _words(figures, _named(figures, "variable", "breakdown", "symbol", "region_name"), is_damaged)


def footers_stay_outside(figures: Figures) -> Failing:
    """No footnote, licence or time stamp stands among the figures."""
    return _words(figures, _named(figures, "variable", "breakdown", "symbol", "region_name"), _is_footer)


def totals_are_no_categories(figures: Figures) -> Failing:
    """A total is told by the absence of a category, never by one called "Insgesamt"."""
    return _words(figures, ["breakdown"], _has_total)


def keys_hold_no_blanks(figures: Figures) -> Failing:
    """Keys and names have no blanks around them and no doubled ones within."""
    return _words(figures, _named(figures, *_NUMBER_WORDS, "region_name"), _is_untidy)


def names_belong_to_one_key(figures: Figures) -> Failing:
    """A key has one name within a delivery; a name may belong to several keys and joins nothing."""
    found = Gathered()
    if "region_name" not in figures.cells.columns:
        return found.done()
    for release in range(len(figures.column("release_id").words)):
        rows = np.flatnonzero(figures.column("release_id").codes == release)
        regions, names = figures.column("region_code").of(rows), figures.column("region_name").of(rows)
        codes, pairs = joined(regions, names)
        keys = [region for region, _ in pairs]
        found.look(len(set(keys)))
        doubled = [at for at, region in enumerate(keys) if region in keys[:at]]
        for at in doubled:
            found.add(rows[np.flatnonzero(codes == at)[:1]], region_name=pairs[at][1])
    return found.done()


def periods_are_understood(figures: Figures) -> Failing:
    """A period is a year, a day, a school year or a semester, and in our times."""
    return _words(figures, ["period"], lambda word: not _is_period(word))


def secrets_are_no_zeros(figures: Figures) -> Failing:
    """A cell that hides its figure has neither a number nor the status of one."""
    secret = figures.column("symbol").is_among(_SECRET)
    numbered = figures.column("status").is_among(_NUMBERED) | np.isfinite(figures.values)
    return _cells(secret & numbered, looked_at=int(secret.sum()))


def possible_secrets_are_marked(figures: Figures) -> Failing:
    """Where an office hides figures behind letters and zeros, its zeros are marked as possibly secret."""
    releases = figures.column("release_id")
    letters = figures.column("symbol").is_among(_NEW_LSN)
    with_letters = np.bincount(releases.codes[letters], minlength=len(releases.words)) > 0
    zero = figures.values == 0
    zero &= ~figures.column("status").is_among({ValueStatus.ZERO_POSSIBLY_CONFIDENTIAL.value})
    mine = with_letters[releases.codes]
    return _cells(zero & mine, looked_at=int(mine.sum()))


def unsure_are_marked(figures: Figures) -> Failing:
    """A number in brackets is of limited reliability and says so."""
    unsure = _matching(figures.column("symbol"), lambda word: _UNSURE.search(word) is not None)
    unsure &= np.isfinite(figures.values)
    limited = figures.column("status").is_among({ValueStatus.LIMITED_RELIABILITY.value})
    return _cells(unsure & ~limited, looked_at=int(unsure.sum()))


def preliminary_are_told(figures: Figures) -> Failing:
    """Preliminary and estimated figures are named, until the final ones replace them."""
    marked = _matching(figures.column("symbol"), lambda word: _PRELIMINARY.search(word) is not None)
    return _cells(marked, looked_at=len(figures.values))


def symbols_tell_their_value(figures: Figures) -> Failing:
    """Where a symbol holds a number, it is the value: blanks and brackets changed nothing."""
    symbols = figures.column("symbol")
    numbers = np.array([_number(word) for word in symbols.words] + [np.nan])[symbols.codes]
    asked = np.isfinite(numbers) & np.isfinite(figures.values)
    with np.errstate(invalid="ignore"):
        unlike = np.abs(numbers - figures.values) > _SAME
    return _cells(asked & unlike, looked_at=int(asked.sum()))


def reference_times_fit(figures: Figures) -> Failing:
    """The kind of time is the one that the table means: the end of a school year, or its beginning."""
    codes, pairs = joined(figures.column("table_code"), figures.column("reference_time"))
    wrong = [not _fits(table, told) for table, told in pairs]
    return _cells(np.array([*wrong, False])[codes], looked_at=len(codes))


def days_are_the_statistics(figures: Figures) -> Failing:
    """A statistic counts on its own day: child care on 15 March until 2008, on 1 March from 2009."""
    codes, pairs = joined(figures.column("table_code"), figures.column("period"))
    wrong = [not _is_its_day(table, period) for table, period in pairs]
    return _cells(np.array([*wrong, False])[codes], looked_at=len(codes))


def _words(figures: Figures, columns: list[str], is_wrong: Callable[[str], bool]) -> Failing:
    failing = np.zeros(len(figures.cells), dtype=bool)
    for name in columns:
        failing |= _matching(figures.column(name), is_wrong)
    return _cells(failing, looked_at=len(failing))


def _matching(column: Coded, is_wrong: Callable[[str], bool]) -> Mask:
    told = np.array([*(is_wrong(word) for word in column.words), False], dtype=bool)
    found: Mask = told[column.codes] if told.any() else np.zeros(len(column.codes), dtype=bool)
    return found


def _cells(failing: Mask, *, looked_at: int) -> Failing:
    found = Gathered()
    found.look(looked_at)
    found.add(np.flatnonzero(failing))
    return found.done()


def _named(figures: Figures, *columns: str) -> list[str]:
    return [name for name in columns if name in figures.cells.columns]


def is_damaged(word: str) -> bool:
    """Whether letters of a text were destroyed on the way."""
    return _DAMAGED.search(word) is not None


def _is_footer(word: str) -> bool:
    return _FOOTER.search(word) is not None


def _is_untidy(word: str) -> bool:
    return word != " ".join(word.split())


def _has_total(breakdown: str) -> bool:
    pairs = [pair.partition("=")[2] for pair in breakdown.split(";")] if breakdown else []
    return any(category.strip().casefold() in _TOTALS for category in pairs)


def _is_period(word: str) -> bool:
    return ends_of(word) is not None and _FIRST_YEAR <= year_of(word) <= _LAST_YEAR


def _number(word: str) -> float:
    """The number in a symbol, whatever stands around it; NaN where there is none."""
    plain = word.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    found = _DIGITS.findall(plain)
    if len(found) != 1:
        return np.nan
    sign = -1.0 if plain.lstrip("(").startswith("-") else 1.0
    return sign * float(found[0].replace(",", "."))


def _fits(table_code: str, told: str) -> bool:
    usual = vocabulary.usual_reference_time(table_code)
    return (
        usual in {"unstated", told}
        or told == "part_of_year"
        or (told.startswith("date_") and usual.startswith("date_"))
    )


def _is_its_day(table_code: str, period: str) -> bool:
    """A period that names a day names one of the statistic's; a year alone names none."""
    if len(period) != len("2023-12-31") or "P" in period:
        return True
    known = [
        entry
        for entry in all_of(ReferenceDay)
        if is_of(table_code, entry.tables) and entry.from_year <= year_of(period) <= entry.to_year
    ]
    return not known or any(period[5:] in entry.days for entry in known)
