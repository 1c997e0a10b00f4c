"""Letting simulated people act: each act goes through the door that a real person would use."""

import shutil
import tempfile
from fnmatch import fnmatch
from functools import singledispatch
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from models import Committee, Cycle, Gate, Source
from steering.errors import NotThere
from steering.needs.acts import OwnNeed, Wording
from steering.office import acts, need_acts
from steering.office.inbox import deliver
from steering.office.opening import Office
from steering.office.profiles import profile_folder
from steering.simulate import (
    Answering,
    Delivering,
    Meeting,
    NeedWork,
    Remarking,
    Replying,
    Reviewing,
    SheetFilling,
)
from templates.phrases import phrase


@singledispatch
def perform(act: object, _office: Office) -> str:
    """Do what a simulated person does; gives a key for the line that tells of it."""
    raise TypeError(f"Nobody knows how to do {act!r}.")


@perform.register
def _(act: Delivering, office: Office) -> str:
    source = office.archive.find(Source, act.source_id)
    with tempfile.TemporaryDirectory() as folder:
        deliver(office, _copied(delivery_file(office, source), Path(folder)))
    return "delivered"


def delivery_file(office: Office, source: Source) -> Traversable:
    """The file that the profile brings for a source."""
    declared = next(each for each in office.profile.sources.source if each.key == source.key)
    pattern = PurePosixPath(declared.delivery)
    folder = profile_folder(office.settings).joinpath(*pattern.parent.parts)
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if fnmatch(entry.name, pattern.name):
            return entry
    raise NotThere(
        f"No file matches {declared.delivery}.", code="no_delivery_file", pattern=declared.delivery
    )


def _copied(entry: Traversable, folder: Path) -> Path:
    # A profile may travel inside a wheel that is never unpacked; the door takes a path.
    place = folder / entry.name
    with entry.open("rb") as content, place.open("wb") as copy:
        shutil.copyfileobj(content, copy)
    return place


@perform.register
def _(act: Reviewing, office: Office) -> str:
    what = acts.Review(
        status=act.status,
        output=act.output,
        obstacles=act.obstacles,
        proposal=act.proposal,
        reason=act.reason,
        indicator_key=act.indicator_key,
    )
    acts.review(office, act.request_id, what)
    return "reviewed"


@perform.register
def _(act: SheetFilling, office: Office) -> str:
    what = acts.Sheet(
        goal=act.goal,
        indicator_key=act.indicator_key,
        is_budget_relevant=act.is_budget_relevant,
        route=act.route,
        life_stage=act.life_stage,
        cost_eur=act.cost_eur,
        cost_yearly_eur=act.cost_yearly_eur,
        fiscal_year=act.fiscal_year,
        title=act.title,
    )
    acts.fill_sheet(office, act.request_id, what)
    return "sheet_filled"


@perform.register
def _(act: Answering, office: Office) -> str:
    given = {
        number: acts.Given(answer=answer, rank=act.ranks.get(number), remark=act.remark)
        for number, answer in act.answers.items()
    }
    acts.answer(office, act.gate_id, act.mandate_id, given)
    return "answered"


@perform.register
def _(act: Remarking, office: Office) -> str:
    acts.comment(
        office, act.gate_id, author=act.author, text=act.text, anchor=act.anchor, seat_id=act.seat_id
    )
    return "commented"


@perform.register
def _(act: Replying, office: Office) -> str:
    acts.answer_comment(office, act.comment_id, state=act.state, text=act.text)
    return "replied"


@perform.register
def _(act: Meeting, office: Office) -> str:
    counts = [
        acts.Reported(yes=each.yes, no=each.no, abstain=each.abstain, result=each.result, remark=each.remark)
        for each in act.counts
    ]
    gate = office.archive.find(Gate, act.gate_id)
    committee = office.archive.find(Committee, gate.committee_id)
    acts.report_meeting(
        office,
        act.gate_id,
        held_on=act.held_on,
        present=act.present,
        counts=counts,
        reported_by=phrase("title.council_office", committee=committee.title),
    )
    return "met"


@perform.register
def _(act: NeedWork, office: Office) -> str:
    cycle = office.archive.find(Cycle, act.cycle_id)
    if act.what == "add":
        own = OwnNeed(
            title=act.title or "",
            text=act.text or "",
            life_stage=act.life_stage,
            focus_area_key=act.focus_area_key,
            evidence=act.evidence,
        )
        need_acts.add(office, cycle, own, reason=act.reason)
    elif act.what == "reject":
        need_acts.reject(office, cycle, act.number, reason=act.reason)
    else:
        wording = Wording(title=act.title, text=act.text)
        need_acts.edit(office, cycle, act.number, wording, reason=act.reason)
    return "need_worked_on"
