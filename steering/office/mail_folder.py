"""A folder of letters: every mail as a file that any mail program opens. Needs nothing to be installed."""

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from models import DeliveryOutcome, Message
from steering.delivery import Delivery
from steering.office.compose import Letter

BERLIN = ZoneInfo("Europe/Berlin")
LONGEST_WORD = 60
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


@dataclass(frozen=True, kw_only=True)
class MailFolder:
    """Where the letters are put."""

    path: Path

    @property
    def channel(self) -> str:
        """The name of the way, as it is kept with every attempt."""
        return f"folder {self.path}"

    def hand_over(self, letter: Letter, message: Message) -> Delivery:
        """Put a letter down, whole or not at all; the same letter again takes the same place."""
        target = self.path / file_name(message)
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(target, letter.as_bytes())
        except OSError as error:
            return Delivery(
                outcome=DeliveryOutcome.TEMPORARY,
                answer=f"{target}: {error.strerror}",
                channel=self.channel,
            )
        return Delivery(outcome=DeliveryOutcome.ACCEPTED, answer=target.name, channel=self.channel)


def laid_down(folder: Path, letters: Iterable[Message]) -> list[Path]:
    """The files of these letters that lie in a folder, also one that was only half written."""
    if not folder.is_dir():
        return []
    names = {file_name(letter) for letter in letters}
    return sorted(
        file
        for file in folder.iterdir()
        if file.name in names or (file.name.endswith(".part") and _whole_name(file.name) in names)
    )


def _whole_name(part: str) -> str:
    return part.removesuffix(".part").rpartition(".")[0].removeprefix(".")


def file_name(message: Message) -> str:
    """Day, recipient and occasion to read; a piece of the message's hash to be the only one."""
    day = message.owed_at.astimezone(BERLIN).date().isoformat()
    digest = sha256(message.id.encode()).hexdigest()[:10]
    return f"{day}_{_word(message.recipient)}_{_word(message.occasion)}_{digest}.eml"


def _word(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_GERMAN)).encode("ascii", "ignore").decode()
    kept = "".join(sign if sign.isalnum() else "-" for sign in plain)
    return "-".join(part for part in kept.split("-") if part)[:LONGEST_WORD] or "x"


def _write(target: Path, content: bytes) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        # A letter may hold a personal link: nobody else reads it.
        part.touch(mode=0o600)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """The new name must survive a power failure too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
