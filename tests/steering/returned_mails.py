"""Mail that came back, as servers, mailboxes and mail programs write it; written after the RFCs."""

OUR_ID = "<0123456789abcdef0123456789abcdef@heidekreis.example.org>"
TO = "parents@example.org"
ENCLOSED = f"""\
From: office@example.org
To: {TO}
Subject: Bitte abstimmen
Message-ID: {OUR_ID}
"""


def a_report(
    *,
    kind: str = "delivery-status",
    told: str = "",
    fields: str = "",
    enclosed: str = ENCLOSED,
    enclosed_as: str = "text/rfc822-headers",
    sender: str = "MAILER-DAEMON@mx.example.org (Mail Delivery System)",
    extra: str = "",
) -> bytes:
    part = {"delivery-status": "delivery-status"}.get(kind, kind)
    return f"""\
From: {sender}
To: office@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
{extra}Content-Type: multipart/report; report-type={kind}; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

{told}

--B
Content-Type: message/{part}

{fields}

--B
Content-Type: {enclosed_as}

{enclosed}
--B--
""".encode()


def recipient(action: str, status: str, diagnostic: str = "", *, to: str = TO) -> str:
    said = f"Diagnostic-Code: {diagnostic}\n" if diagnostic else ""
    return (
        "Reporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\n{said}"
    )


def in_words(text: str, *, sender: str = "MAILER-DAEMON@example.org", extra: str = "") -> bytes:
    return (
        f"From: {sender}\nTo: office@example.org\nSubject: failure notice\n{extra}\n"
        f"{text}\n\n--- Below this line is a copy of the message.\n\n{ENCLOSED}\nGuten Tag\n"
    ).encode()


UNKNOWN_MAILBOX = "smtp; 550 5.1.1 <parents@example.org>: Recipient address rejected: User unknown"
POSTFIX = a_report(
    told="This is the mail system at host mx.", fields=recipient("failed", "5.1.1", UNKNOWN_MAILBOX)
)
WHOLE_LETTER = a_report(
    fields=recipient("failed", "5.2.2", "smtp; 552 5.2.2 Mailbox full"),
    enclosed=f"{ENCLOSED}\nGuten Tag,\n",
    enclosed_as="message/rfc822",
)
EXCHANGE = a_report(
    sender='"Microsoft Outlook" <postmaster@example.org>',
    told="Your message to parents@example.org couldn't be delivered.",
    fields=recipient("failed", "5.1.10", "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found"),
    extra="X-MS-Exchange-Message-Is-Ndr:\n",
)
DELAYED = a_report(fields=recipient("delayed", "4.4.1", "smtp; 451 4.4.1 Connection timed out"))
EXPIRED = a_report(fields=recipient("failed", "4.4.7", "X-Postfix; delivery temporarily suspended"))
DELIVERED = a_report(fields=recipient("delivered", "2.0.0"))
RELAYED = a_report(fields=recipient("relayed", "2.1.9"))
CAPITALS = a_report(fields=recipient("Failed", "5.7.1", "SMTP; 554 5.7.1 Refused by POLICY").upper())
NO_FIELDS = a_report(fields="")
FORGED = a_report(
    fields=recipient("failed", "5.1.1"), enclosed="Message-ID: <never-sent@heidekreis.example.org>\n"
)
ELSEWHERE = a_report(fields=recipient("failed", "5.1.1", to="private@example.net"))
QMAIL = in_words(
    "Hi. This is the qmail-send program at example.org.\n"
    "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
    "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
    f"<{TO}>:\nSorry, no mailbox here by that name. (#5.1.1)"
)
EXIM = in_words(
    "This message was created automatically by mail delivery software.\n\n"
    "A message that you sent could not be delivered to one or more of its recipients.\n"
    f"  {TO}\n    host mx [192.0.2.1]: 550 no such user here",
    extra=f"X-Failed-Recipients: {TO}\nAuto-Submitted: auto-generated\n",
)
STILL_TRYING = in_words(
    f"Your message has been delayed. Delivery will be retried.\n<{TO}>: 450 4.2.0 greylisted"
)
VACATION = f"""\
From: Eltern <{TO}>
To: office@example.org
Subject: Automatische Antwort: Bitte abstimmen
Auto-Submitted: auto-replied (vacation)
In-Reply-To: {OUR_ID}

Ja, ich bin einverstanden. Ich bin bis zum 20. im Urlaub.
""".encode()
OLD_VACATION = f"""\
From: {TO}
Subject: =?utf-8?q?Abwesenheitsnotiz=3A_B=C3=BCro?=
References: {OUR_ID}

Nein.
""".encode()
READ = a_report(
    kind="disposition-notification",
    sender=TO,
    fields=(
        f"Final-Recipient: rfc822; {TO}\nOriginal-Message-ID: {OUR_ID}\n"
        "Disposition: manual-action/MDN-sent-manually; displayed"
    ),
)
COMPLAINT = a_report(
    kind="feedback-report",
    fields=f"Feedback-Type: abuse\nUser-Agent: SomeGenerator/1.0\nVersion: 1\nOriginal-Rcpt-To: <{TO}>",
    enclosed_as="message/rfc822",
)
LOOP = a_report(
    fields=recipient("failed", "5.4.6", "smtp; 554 5.4.6 Hop count exceeded: possible mail loop"),
    extra="".join(f"Received: from mx{hop}.example.org by mx{hop + 1}.example.org\n" for hop in range(60)),
)
HUGE = POSTFIX + b"x" * 2_100_000
MALFORMED = b"\x00\xff\xfeContent-Type: multipart/report; boundary=\n\n--\n=?\x80" * 50
DEEP = b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (level, level) for level in range(2_000)
)
NO_BOUNDARY = b"From: MAILER-DAEMON\nContent-Type: multipart/report; report-type=delivery-status\n\nnothing\n"
ODD_CHARSET = (
    b"From: MAILER-DAEMON@example.org\nContent-Type: text/plain; charset=x-unknown\n\n\xff\xfe 5.1.1\n"
)
A_PERSON = f"""\
From: Eltern <{TO}>
To: office@example.org
Subject: AW: Bitte abstimmen
In-Reply-To: {OUR_ID}

Ja zu 1, Nein zu 2.
""".encode()
