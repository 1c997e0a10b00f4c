"""The documents by kind, and what builds the facts of each."""

from collections.abc import Callable, Mapping

from steering.documents.draft import draft_plan
from steering.documents.education import data_sheet, education_report
from steering.documents.education_scope import EVERYTHING, Scope
from steering.documents.masterplan import masterplan
from steering.documents.quality import quality_report
from steering.documents.resolution import resolution_paper
from steering.documents.review import review_report
from steering.documents.topics import topic_list
from steering.errors import NotThere
from steering.follow_up import follow_up
from steering.stage import Desk
from templates.documents import DocumentFacts

FACTS: Mapping[str, Callable[[Desk], DocumentFacts]] = {
    "quality_report": quality_report,
    "education_report": education_report,
    "education_data_sheet": data_sheet,
    "review_report": review_report,
    "topic_list": topic_list,
    "draft_plan": draft_plan,
    "resolution_paper": resolution_paper,
    "masterplan": masterplan,
    "follow_up_list": follow_up,
}


def facts_of(kind: str, desk: Desk, language: str = "de", *, scope: Scope = EVERYTHING) -> DocumentFacts:
    """The facts of one kind of document, from the records on the desk.

    Only the education report and its data sheet make sentences of their own, so only their facts have a
    language; what people wrote stays as they wrote it. `scope` is theirs, too.
    """
    if kind not in FACTS:
        raise NotThere(f"No document is called {kind!r}.", code="no_such_document", kind=kind)
    if kind == "education_report":
        return education_report(desk, language, scope)
    if kind == "education_data_sheet":
        return data_sheet(desk, language, scope)
    return FACTS[kind](desk)
