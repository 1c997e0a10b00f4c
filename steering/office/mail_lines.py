"""Lines to mail servers that stay open from letter to letter, as long as somebody sends."""

import smtplib
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

# Servers end long conversations themselves; we do it first, in a moment that suits us.
LETTERS_PER_LINE = 200


class Lines:
    """The open lines, one to each server; every line in it is ready for a letter."""

    def __init__(self) -> None:
        self._open: dict[Hashable, tuple[smtplib.SMTP, int]] = {}

    def take(self, server: Hashable) -> smtplib.SMTP | None:
        """The line that is open, unless it has carried enough."""
        line, carried = self._open.get(server, (None, 0))
        if line is None:
            return None
        if carried >= LETTERS_PER_LINE:
            self.drop(server)
            return None
        self._open[server] = (line, carried + 1)
        return line

    def put(self, server: Hashable, line: smtplib.SMTP) -> smtplib.SMTP:
        """Keep a new line."""
        self._open[server] = (line, 1)
        return line

    def drop(self, server: Hashable) -> None:
        """End a line."""
        line, _ = self._open.pop(server, (None, 0))
        if line is not None:
            part(line)

    def drop_all(self) -> None:
        """End every line."""
        for server in list(self._open):
            self.drop(server)


KEPT: ContextVar[Lines | None] = ContextVar("kept_lines", default=None)


@contextmanager
def keeping_lines() -> Iterator[None]:
    """Within this, lines to mail servers stay open for the next letter."""
    lines = Lines()
    before = KEPT.set(lines)
    try:
        yield
    finally:
        KEPT.reset(before)
        lines.drop_all()


def part(line: smtplib.SMTP) -> None:
    """End a line politely; what was accepted stays accepted, however the goodbye goes."""
    with suppress(smtplib.SMTPException, OSError):
        line.quit()
    line.close()
