"""What a mail server or a mailbox answered, as far as it is kept: without the address of anybody."""

import re

ADDRESS = "[address]"

_PART = r"[^\s<>()\[\]{}\"',;:|]*"
# Whatever stands around an at sign without a gap, also as it is written in a link.
_ANY = re.compile(rf'(?:"[^"\n]*")?{_PART}(?:@|%40|\uff20){_PART}', re.IGNORECASE)
# A name in front of the at sign looks like one by these marks; "postmaster" or "info" says nothing.
_OF_A_PERSON = re.compile(r"[._\-+\d]")


def without_addresses(answer: str, *known: str) -> str:
    """The answer with a fixed word in place of each address; codes and the other words stay.

    `known` are addresses that it was about: their part before the at sign goes too, where a server
    repeats it alone, as a quoted word or by the look of a name.
    """
    for address in known:
        if address:
            answer = re.sub(re.escape(address), ADDRESS, answer, flags=re.IGNORECASE)
    answer = _ANY.sub(ADDRESS, answer)
    for address in known:
        answer = _without_name(answer, address.partition("@")[0])
    return answer


def _without_name(answer: str, name: str) -> str:
    if not name or name.isdigit():
        return answer
    word = re.escape(name)
    quoted = rf"(?<=[<\"'\[(]){word}(?=[>\"'\])])"
    alone = rf"(?<![\w.+-]){word}(?![\w+-]|\.\w)" if _OF_A_PERSON.search(name) else quoted
    return re.sub(rf"{quoted}|{alone}", ADDRESS, answer, flags=re.IGNORECASE)
