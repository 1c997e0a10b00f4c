"""A mail server (SMTP): hands over one letter and says exactly what the server made of it.

A library that only knows sent or not sent cannot be retried: after a line that broke in the
middle, a second attempt may be a second copy.

Within `with keeping_lines():` the line stays open for the next letter. Each letter still has its
one recipient and its own transaction, and trouble with a line costs no letter: what fails on a kept
line before the letter itself has begun is tried once on a new one.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address

from models import DeliveryOutcome
from steering.delivery import Delivery
from steering.office.compose import Letter, NotPostable
from steering.office.mail_lines import KEPT, Lines, part
from steering.server_words import without_addresses

READY_FOR_DATA = 354
GOING_DOWN = 421
LONGEST_ANSWER = 500
_BY_FIRST_DIGIT = {2: DeliveryOutcome.ACCEPTED, 5: DeliveryOutcome.PERMANENT}


class Security(StrEnum):
    """How the line to the server is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where the server is, and how it knows us."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str | None = None
    timeout_seconds: float = 30
    # RFC 5321 4.5.3.2.6: whoever gives up earlier makes duplicates.
    answer_seconds: float = 600

    def __post_init__(self) -> None:
        """Refuse what cannot be sent, or must not be sent over an open line."""
        if not f"{self.user}{self.password}".isascii():
            raise NotPostable(
                f"User and password for {self.host} must be ASCII to sign in.",
                code="channel_refused",
                host=self.host,
            )
        if self.password and self.security is Security.NONE and not _is_this_machine(self.host):
            raise NotPostable(
                f"A password for {self.host} would travel unprotected.",
                code="channel_refused",
                host=self.host,
            )

    @property
    def channel(self) -> str:
        """The name of the way, as it is kept with every attempt."""
        return f"smtp {self.host}:{self.port} {self.security}"

    def hand_over(self, letter: Letter) -> Delivery:
        """One letter to one recipient, in one transaction. Never raises for what the server does."""
        kept = KEPT.get()
        try:
            if kept is None:
                with self._line(_domain(letter)) as line:
                    code, answer = self._hand_over(line, letter)
            else:
                code, answer = self._on_kept(kept, letter)
        except _NoAnswerError as silence:
            return self._delivery(DeliveryOutcome.UNCLEAR, None, str(silence))
        except smtplib.SMTPAuthenticationError as error:
            # The fault is ours, not the letter's; it is tried again until the password is mended.
            return self._delivery(DeliveryOutcome.TEMPORARY, error.smtp_code, error.smtp_error)
        except smtplib.SMTPResponseException as error:
            return self._delivery(_outcome(error.smtp_code), error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            return self._delivery(DeliveryOutcome.TEMPORARY, None, self._in_words(error))
        return self._delivery(_outcome(code), code, answer)

    def _hand_over(self, line: smtplib.SMTP, letter: Letter) -> tuple[int, bytes]:
        self._introduce(line)
        self._address(line, letter)
        return self._body(line, letter)

    def _address(self, line: smtplib.SMTP, letter: Letter) -> None:
        _expect(*line.mail(letter.sender))
        _expect(*line.rcpt(letter.recipient))
        code, answer = line.docmd("DATA")
        if code != READY_FOR_DATA:
            raise smtplib.SMTPResponseException(code, answer)

    def _on_kept(self, kept: Lines, letter: Letter) -> tuple[int, bytes]:
        """The same over a line that may have carried letters before."""
        line = kept.take(self)
        if line is not None and not self._is_addressed(line, letter):
            kept.drop(self)
            line = None
        try:
            if line is None:
                line = kept.put(self, self._introduced(_domain(letter)))
                self._address(line, letter)
            code, answer = self._body(line, letter)
        except smtplib.SMTPResponseException as error:
            if error.smtp_code == GOING_DOWN:
                kept.drop(self)
            raise
        except (smtplib.SMTPException, OSError, _NoAnswerError):
            kept.drop(self)
            raise
        return code, answer

    def _introduced(self, own_domain: str) -> smtplib.SMTP:
        """A new line on which everything before the first letter is done: protected, and signed in."""
        line = self._connected(own_domain)
        try:
            self._introduce(line)
        except BaseException:
            # A line without its protection must never be found by the next letter.
            part(line)
            raise
        return line

    def _is_addressed(self, line: smtplib.SMTP, letter: Letter) -> bool:
        """Begin a letter on a line that was used before; False where the line is no longer any good.

        Nothing of the letter has been sent by then, so another line may begin again. A refusal of
        this recipient is no fault of the line.
        """
        try:
            if line.sock is not None:
                line.sock.settimeout(self.timeout_seconds)
            _expect(*line.rset())
            self._address(line, letter)
        except smtplib.SMTPResponseException as error:
            if error.smtp_code == GOING_DOWN or error.smtp_code < 0:
                return False
            raise
        except (smtplib.SMTPException, OSError):
            return False
        return True

    def knock(self, own_domain: str) -> str:
        """Greet the server and sign in, as before a letter, but hand nothing over; gives what went wrong."""
        try:
            with self._line(own_domain) as line:
                self._introduce(line)
        except (smtplib.SMTPException, OSError) as error:
            said = f"{self.channel}: {self._in_words(error)}"
            return said.replace(self.password, "***") if self.password else said
        return ""

    @contextmanager
    def _line(self, own_domain: str) -> Iterator[smtplib.SMTP]:
        line = self._connected(own_domain)
        try:
            yield line
        finally:
            # What was accepted stays accepted, however the goodbye goes.
            part(line)

    def _connected(self, own_domain: str) -> smtplib.SMTP:
        # Without a name of our own the library asks the network for one, which can take long.
        if self.security is Security.TLS:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, own_domain, timeout=self.timeout_seconds, context=self._trust()
            )
        else:
            line = smtplib.SMTP(self.host, self.port, own_domain, timeout=self.timeout_seconds)
        if line.sock is not None:
            # The dot goes by itself; without this it would wait for the last answer, 40 ms each time.
            line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line

    def _introduce(self, line: smtplib.SMTP) -> None:
        line.ehlo_or_helo_if_needed()
        if self.security is Security.STARTTLS:
            if not line.has_extn("starttls"):
                raise smtplib.SMTPNotSupportedError("the server offers no STARTTLS; nothing is sent openly")
            _expect(*line.starttls(context=self._trust()))
            line.ehlo_or_helo_if_needed()
        if self.user:
            line.login(self.user, self.password)

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca_file)

    def _body(self, line: smtplib.SMTP, letter: Letter) -> tuple[int, bytes]:
        # Until the dot is sent, a broken line means that nothing was taken.
        line.send(_dotted(letter))
        try:
            if line.sock is not None:
                line.sock.settimeout(self.answer_seconds)
            line.send(b".\r\n")
            code, answer = line.getreply()
        except (smtplib.SMTPException, OSError) as error:
            raise _NoAnswerError(f"No answer after the letter was handed over: {error}") from error
        if code < 0:
            raise _NoAnswerError(f"An answer without a number to the letter: {_text(answer)}")
        return code, answer

    def _in_words(self, error: Exception) -> str:
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"The certificate of {self.host} is not trusted: {error.verify_message}"
        return f"{type(error).__name__}: {error}"

    def _delivery(self, outcome: DeliveryOutcome, code: int | None, answer: str | bytes) -> Delivery:
        text = _text(answer)
        if self.password:
            text = text.replace(self.password, "***")
        return Delivery(
            outcome=outcome, code=code, answer=without_addresses(text)[:LONGEST_ANSWER], channel=self.channel
        )


class _NoAnswerError(Exception):
    """Nobody knows whether the server took the letter."""


def _domain(letter: Letter) -> str:
    return letter.sender.rpartition("@")[2]


def _expect(code: int, answer: bytes) -> None:
    if _outcome(code) is not DeliveryOutcome.ACCEPTED:
        raise smtplib.SMTPResponseException(code, answer)


def _outcome(code: int) -> DeliveryOutcome:
    return _BY_FIRST_DIGIT.get(code // 100, DeliveryOutcome.TEMPORARY)


def _dotted(letter: Letter) -> bytes:
    """The letter as it travels: a line that begins with a dot gets a second one (RFC 5321 4.5.2)."""
    body = letter.as_bytes()
    if body.startswith(b"."):
        body = b"." + body
    body = body.replace(b"\r\n.", b"\r\n..")
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _text(answer: str | bytes) -> str:
    """What the server said, as one line that can be shown."""
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
