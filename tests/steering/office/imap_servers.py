"""A small IMAP server on this machine: one folder of mails, TLS from the first byte or after STARTTLS."""

import re
import socket
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

USER, PASSWORD = "office", 'pass "word" \\ 1'
FOLDER = "Zurück & da"
ENCODED = "Zur&APw-ck &- da"


@dataclass(kw_only=True)
class Folder:
    """What the server holds, and what it heard; it can be told to hang up at a command."""

    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)
    hangs_up_at: str = ""
    has_starttls: bool = True
    readonly: bool = False
    more: str = ""


class _Line:
    """One client, command by command."""

    def __init__(
        self, line: socket.socket, folder: Folder, context: ssl.SSLContext, *, is_safe: bool
    ) -> None:
        self.line, self.folder, self.context, self.is_safe = line, folder, context, is_safe
        self.reader = line.makefile("rb")

    def serve(self) -> None:
        try:
            self._serve()
        finally:
            self.reader.close()
            self.line.close()

    def _serve(self) -> None:
        self.say("* OK ready")
        while raw := self.reader.readline():
            tag, _, command = raw.decode().rstrip("\r\n").partition(" ")
            self.folder.heard.append(command)
            if self.folder.hangs_up_at and command.upper().startswith(self.folder.hangs_up_at):
                return
            if not self.answer(tag, command):
                return

    def answer(self, tag: str, command: str) -> bool:  # noqa: C901 - one branch per command
        name = command.upper()
        if name == "CAPABILITY":
            more = " STARTTLS" if self.folder.has_starttls and not self.is_safe else ""
            self.say(f"* CAPABILITY IMAP4rev1{more}{self.folder.more}")
        elif name == "STARTTLS":
            self.say(f"{tag} OK begin")
            self.line = self.context.wrap_socket(self.line, server_side=True)
            self.reader, self.is_safe = self.line.makefile("rb"), True
            return True
        elif name == "AUTHENTICATE PLAIN":
            self.say("+ ")
            if b64decode(self.reader.readline()).decode() != f"\0{USER}\0{PASSWORD}":
                self.say(f"{tag} NO [AUTHENTICATIONFAILED] wrong")
                return True
        elif name.startswith("LOGIN"):
            quoted = PASSWORD.replace("\\", "\\\\").replace('"', '\\"')
            if not self.is_safe or command != f'LOGIN {USER} "{quoted}"':
                self.say(f"{tag} NO [AUTHENTICATIONFAILED] wrong")
                return True
        elif name.startswith(("SELECT", "EXAMINE")):
            self.folder.readonly = name.startswith("EXAMINE")
            if command.partition(" ")[2] not in (f'"{ENCODED}"', '"INBOX"'):
                self.say(f"{tag} NO no such folder")
                return True
            self.say(f"* {len(self.folder.mails)} EXISTS")
        elif name.startswith("UID"):
            self.uid(command.split(" ", 2)[1].upper(), command.split(" ", 2)[2])
        elif name == "LOGOUT":
            self.say("* BYE")
            self.say(f"{tag} OK")
            return False
        self.say(f"{tag} OK done")
        return True

    def uid(self, what: str, rest: str) -> None:
        if what == "SEARCH":
            assert rest == "UNSEEN"
            found = sorted(set(self.folder.mails) - self.folder.seen)
            self.say("* SEARCH " + " ".join(map(str, found)))
        elif what == "FETCH":
            asked = re.fullmatch(r"(\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", rest)
            assert asked is not None
            mail = self.folder.mails.get(int(asked[1]))
            if mail is not None:
                piece = mail[: int(asked[2])]
                self.line.sendall(f"* 1 FETCH (UID {asked[1]} BODY[]<0> {{{len(piece)}}}\r\n".encode())
                self.line.sendall(piece + b")\r\n")
        else:
            asked = re.fullmatch(r"([\d,]+) \+FLAGS\.SILENT \(\\Seen\)", rest)
            assert asked is not None
            assert not self.folder.readonly
            self.folder.seen |= {int(each) for each in asked[1].split(",")}

    def say(self, text: str) -> None:
        self.line.sendall(text.encode() + b"\r\n")


@contextmanager
def an_imap_server(folder: Folder, context: ssl.SSLContext, *, is_safe: bool = True) -> Iterator[int]:
    """The server on loopback; gives its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)

    def serve() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with suppress(OSError):
                line.settimeout(20)
                safe = context.wrap_socket(line, server_side=True) if is_safe else line
                with safe:
                    _Line(safe, folder, context, is_safe=is_safe).serve()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
