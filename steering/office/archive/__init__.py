"""The archive: the only place where database sessions live."""

from steering.office.archive.archive import Archive
from steering.office.archive.transaction import Transaction

__all__ = ["Archive", "Transaction"]
