"""Reading published pages again: what stands in them about an indicator."""

from lxml import html


def passages_about(page: str, indicator_key: str) -> list[str]:
    """The texts of a page about an indicator, each whole: its section, or the passage that bears its name."""
    names = {indicator_key, f"figure-{indicator_key}"}
    found = []
    for element in html.document_fromstring(page).iter():
        if element.get("id") in names:
            around = next(element.iterancestors("section"), element)
            # A heading alone says nothing; the section that it opens does.
            found.append("".join(str(text) for text in around.itertext()))
    return found


def stands_in(page: str, sentence: str) -> bool:
    """Whether a sentence stands in a page, however its lines are broken."""
    told = "".join(str(text) for text in html.document_fromstring(page).itertext())
    return " ".join(sentence.split()) in " ".join(told.split())
