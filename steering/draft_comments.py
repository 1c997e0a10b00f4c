"""Comments on a draft: none is left unanswered when a round ends."""

from collections.abc import Iterable

from models import Comment


def unanswered(comments: Iterable[Comment]) -> list[Comment]:
    """Comments that the office has not answered, oldest first."""
    waiting = [comment for comment in comments if not comment.answer]
    return sorted(waiting, key=lambda comment: (comment.made_at, comment.id))
