"""The note beside a file that was refused: what is wrong with it and what helps, for whoever put it there."""

from datetime import datetime

from templates.environment import render
from templates.errors import ErrorText


def refusal_note(
    file_name: str, refused_at: datetime, text: ErrorText, contact: str, address: str, language: str = "de"
) -> str:
    """The note as plain text."""
    facts = {
        "file_name": file_name,
        "refused_at": refused_at,
        "what": text.what,
        "mend": text.mend,
        "details": text.details,
        "contact": contact,
        "address": address,
    }
    return render(f"pages/refusal_{language}.txt.j2", facts, language=language).strip() + "\n"
