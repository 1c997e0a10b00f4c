"""A cycle of the Heidekreis with records of every kind, as documents and drafts need them."""

from tests.steering.documented.council import a_comment, resolved
from tests.steering.documented.data import sources, value
from tests.steering.documented.desk import a_desk, everything
from tests.steering.documented.names import BASE, CYCLE, NOW, RESOLVED, SCRIPT, TARGET, TODAY
from tests.steering.documented.plan import plan

__all__ = [
    "BASE",
    "CYCLE",
    "NOW",
    "RESOLVED",
    "SCRIPT",
    "TARGET",
    "TODAY",
    "a_comment",
    "a_desk",
    "everything",
    "plan",
    "resolved",
    "sources",
    "value",
]
