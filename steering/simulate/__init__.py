"""Simulated people: who answers what on which day, drawn from a seed and written by a script.

Nothing here acts. These rules read the records and say what would be done today; the caller does
it through the same doors as real people, and everything it does is marked as simulated.
"""

from steering.simulate.acts import (
    Act,
    Answering,
    Delivering,
    Meeting,
    NeedWork,
    Remarking,
    Replying,
    Reviewing,
    SheetFilling,
)
from steering.simulate.people import acts_due, next_day
from steering.simulate.script import Script, read_script

__all__ = [
    "Act",
    "Answering",
    "Delivering",
    "Meeting",
    "NeedWork",
    "Remarking",
    "Replying",
    "Reviewing",
    "Script",
    "SheetFilling",
    "acts_due",
    "next_day",
    "read_script",
]
