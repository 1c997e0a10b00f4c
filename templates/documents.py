"""Documents as HTML: each kind is written once, in restricted semantic HTML.

The same HTML is read on a screen, printed from a browser, and set as a PDF (templates/pdf.py).
"""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from templates.charts import draw
from templates.document_facts import (
    DataSheetFacts,
    DraftPlanFacts,
    EducationReportFacts,
    FollowUpListFacts,
    MasterplanFacts,
    QualityReportFacts,
    ResolutionPaperFacts,
    ReviewReportFacts,
    TopicListFacts,
)
from templates.paper import paper

DocumentFacts = (
    QualityReportFacts
    | EducationReportFacts
    | DataSheetFacts
    | ReviewReportFacts
    | TopicListFacts
    | DraftPlanFacts
    | ResolutionPaperFacts
    | MasterplanFacts
    | FollowUpListFacts
)
KINDS: Mapping[str, type[DocumentFacts]] = {
    "quality_report": QualityReportFacts,
    "education_report": EducationReportFacts,
    "education_data_sheet": DataSheetFacts,
    "review_report": ReviewReportFacts,
    "topic_list": TopicListFacts,
    "draft_plan": DraftPlanFacts,
    "resolution_paper": ResolutionPaperFacts,
    "masterplan": MasterplanFacts,
    "follow_up_list": FollowUpListFacts,
}


def write_document(kind: str, facts: DocumentFacts, *, language: str = "de") -> str:
    """The document as one complete HTML page that asks nothing of any network."""
    if not isinstance(facts, KINDS[kind]):
        raise TypeError(f"A {kind} is written from {KINDS[kind].__name__}, not {type(facts).__name__}.")
    template = paper(language).get_template(f"documents/{language}/{kind}.html.j2")
    return template.render(
        **{field.name: getattr(facts, field.name) for field in fields(facts)},
        references=frozenset(evidence.reference for evidence in getattr(facts, "evidence", ())),
        draw=lambda chart: draw(chart, language),
        stylesheet=Markup(stylesheet()),  # noqa: S704 - our own file
        stylesheet_hash=stylesheet_hash(),
    )


@cache
def stylesheet() -> str:
    """The one stylesheet of all documents."""
    return files("templates").joinpath("documents/document.css").read_text(encoding="utf-8").strip()


@cache
def stylesheet_hash() -> str:
    """What a Content-Security-Policy must name to let the embedded stylesheet through."""
    return "sha256-" + b64encode(hashlib.sha256(stylesheet().encode()).digest()).decode()
