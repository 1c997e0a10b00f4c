"""The ledger of deliveries as one HTML page, made like every document."""

from dataclasses import fields

from markupsafe import Markup

from templates.document_facts.ledger import LedgerFacts
from templates.documents import stylesheet, stylesheet_hash
from templates.paper import paper


def write_ledger(facts: LedgerFacts, *, language: str = "de") -> str:
    """The ledger, ready to be printed or set as PDF."""
    template = paper(language).get_template(f"documents/{language}/delivery_ledger.html.j2")
    return template.render(
        **{field.name: getattr(facts, field.name) for field in fields(facts)},
        arrived_count=facts.arrived_count,
        stylesheet=Markup(stylesheet()),  # noqa: S704 - our own file
        stylesheet_hash=stylesheet_hash(),
    )
