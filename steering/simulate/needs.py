"""How the internal steering group works on the needs in a simulation: what its script says, once each."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from models import Gate, Need, StageRun
from steering.deadlines import workday
from steering.needs.folder import LIVE, Folder, folder_of
from steering.needs.table import GATE
from steering.records import Records
from steering.simulate.acts import NeedWork
from steering.simulate.script import Script


def work_on_needs(records: Records, gate: Gate, run: StageRun, script: Script) -> Iterator[NeedWork]:
    """What the script lets the group do with the needs that lie before it, in the first round only."""
    if gate.key != GATE or run.round > 1:
        return
    folder = folder_of(records, cycle_id=run.cycle_id, round_number=run.round)
    reasons = {version.reason for version in folder.versions}
    for entry in script.needs:
        need = _meant(folder, entry)
        if entry["reason"] in reasons or (need is None and entry["act"] != "add"):
            continue
        yield NeedWork(
            on=workday(gate.opened_at.date() + timedelta(days=entry.get("after_days", 1))),
            cycle_id=run.cycle_id,
            what=entry["act"],
            number=need.number if need else 0,
            reason=entry["reason"],
            title=entry.get("title"),
            text=entry.get("text"),
            life_stage=entry.get("station", ""),
            focus_area_key=entry.get("focus_area", ""),
            evidence=tuple(entry.get("evidence", ())),
        )


def _meant(folder: Folder, entry: Mapping[str, Any]) -> Need | None:
    """The living need that rests on a finding of the indicator, or that bears the title."""
    for need in folder.needs:
        indicators = {finding.indicator_key for finding in folder.findings_of(need)}
        is_meant = entry.get("indicator") in indicators or entry.get("need") == need.title
        if is_meant and need.state in LIVE:
            return need
    return None
