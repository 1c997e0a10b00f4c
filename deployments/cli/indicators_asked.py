"""What `masterplan indicators` is asked: of a folder of files, or of what is kept in the database."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from deployments.cli.door import Door
from steering.disclosure.counts import FigureKey
from steering.errors import BadUsage, NotAllowedNow, NotThere, SteeringError
from steering.indicators.answering.asking import Asked, Question, ask
from steering.indicators.answering.composing import result_of
from steering.indicators.answering.peer_groups import usual_groups
from steering.indicators.answering.result import Result
from steering.indicators.answering.row_of_a_table import beside_of
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.indicator import Indicator
from steering.indicators.defining.origins import of_table
from steering.indicators.statistics.peers import PeerGroup
from steering.profile.peer_groups import peer_groups_of
from steering.releases.vintages import Drawn
from steering.sources.placing import Opened
from steering.sources.territory import is_one_key

MOST_NAMED = 5


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """A result with the files from which it came."""

    asked: Asked
    result: Result
    catalogue: Mapping[str, Indicator]
    files: Sequence[Drawn]
    paths: Mapping[str, Path]

    def line(self, release: str, row: int) -> str | None:
        """The line of a file as it stands there; None where the file is not at hand."""
        path = self.paths.get(release)
        if path is None:
            return None
        try:
            found = Opened(path.read_bytes(), file_name=path.name).line(row)
        except SteeringError:
            return None
        return found.text if found else None


def indicator_named(key: str) -> tuple[dict[str, Indicator], Indicator]:
    """The catalogue and the indicator that is meant. Raises NotThere with the nearest names."""
    catalogue = load_catalogue()
    found = catalogue.get(key.strip()) or catalogue.get(key.strip().upper())
    if found is None:
        near = difflib.get_close_matches(key.upper(), catalogue, n=MOST_NAMED, cutoff=0.5)
        raise NotThere(
            f"No indicator {key!r}.",
            code="no_indicator",
            indicator=key,
            known=", ".join(near or catalogue),
        )
    return catalogue, found


def answered(
    door: Door, key: str, folder: Path | None, question: Question, *, peer_group: str = ""
) -> Answer:
    """The answer for the region that the call names. Raises SteeringError for what is missing.

    It is held against all peer groups of the region, or the one that is named.
    """
    catalogue, indicator = indicator_named(key)
    withheld: frozenset[FigureKey] = frozenset()
    if folder is None:
        region, files, paths, groups, withheld = _kept(door)
    else:
        region, files, paths = _in_folder(door, folder, indicator.table_codes)
        groups = _groups(door, region)
    refuse_other_offices(indicator, [file.table_code for file in files])
    meant = replace(question, region=region, groups=_chosen(groups, peer_group, region))
    asked = ask(indicator, files, meant, beside=beside_of(indicator, catalogue))
    return Answer(
        asked=asked,
        result=result_of(asked, catalogue, withheld=withheld),
        catalogue=catalogue,
        files=files,
        paths=paths,
    )


def refuse_other_offices(indicator: Indicator, tables: Sequence[str]) -> None:
    """An indicator whose figures nobody has handed in says who has them. Raises NotAllowedNow."""
    lead = of_table(indicator.table_codes[0])
    if lead is None or lead.table_code in tables:
        return
    raise NotAllowedNow(
        f"{indicator.key} wants figures of {lead.publisher}.",
        code=f"indicator_{indicator.computability.value}",
        indicator=indicator.key,
        title=indicator.title,
        publisher=lead.publisher,
        ask=lead.ask,
        form=lead.key,
    )


def _in_folder(door: Door, folder: Path, tables: Sequence[str]) -> tuple[str, list[Drawn], dict[str, Path]]:
    from steering.office.data_folder import read_folder

    if door.region is None:
        raise BadUsage("No region.", code="region_missing")
    if not is_one_key(door.region):
        raise BadUsage(f"{door.region} is no key.", code="indicator_region_key", region=door.region)
    found = read_folder(folder, tables=tables)
    if found.refused:
        names = [name for name, _ in found.refused]
        listed = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
        door.say("indicator_files_unread", count=len(names), files=listed)
    if not found.files:
        raise NotThere(f"No table in {folder}.", code="no_tables_in_folder", folder=str(folder))
    return (
        door.region,
        [file.drawn(rank=0) for file in found.files],
        {file.name: file.path for file in found.files},
    )


def _groups(door: Door, region: str) -> tuple[PeerGroup, ...]:
    """The groups that a profile names for the region, if the call names a profile; else the usual one."""
    from steering.office.profiles import load_profile

    if door.profile is None:
        return usual_groups(region)
    own = load_profile(replace(door, region=None).settings).region
    return peer_groups_of(own) if own.region_code == region else usual_groups(region)


def _chosen(groups: tuple[PeerGroup, ...], key: str, region: str) -> tuple[PeerGroup, ...]:
    """The peer groups that are meant. Raises NotThere for one that the region does not have."""
    found = tuple(each for each in groups if key in {"", each.key})
    if key and not found:
        raise NotThere(
            f"No peer group {key}.",
            code="no_peer_group",
            group=key,
            region=region,
            known=", ".join(each.key for each in groups) or "–",
        )
    return found


def _kept(
    door: Door,
) -> tuple[str, list[Drawn], dict[str, Path], tuple[PeerGroup, ...], frozenset[FigureKey]]:
    """The region of the profile (or another by its key), its peer groups, all releases, what stays back."""
    from steering.office.indicator_files import kept_files, withheld_in_papers

    is_key = door.region is not None and is_one_key(door.region)
    standing_in = replace(door, region=None) if is_key else door
    with standing_in.reading() as office:
        files, paths = kept_files(office)
        withheld = withheld_in_papers(office)
        own = office.profile.region
        region = str(door.region) if is_key else own.region_code
        groups = peer_groups_of(own) if region == own.region_code else usual_groups(region)
    return region, files, paths, groups, withheld


def stored_values(door: Door) -> dict[str, dict[str, Any]]:
    """The newest value of each indicator that is kept for the region; nothing where nothing is kept."""
    from steering.office.indicator_files import newest_values
    from templates.paper import amount
    from templates.periods import written

    try:
        if door.settings.database_url is None and not (door.settings.home / "masterplan.db").is_file():
            return {}
        with door.reading() as office:
            values = newest_values(office)
    except SteeringError:
        # The catalogue is shown with or without a database; what is wrong with that one, doctor tells.
        return {}
    catalogue = load_catalogue()
    told = {}
    for key, value in values.items():
        indicator = catalogue.get(key)
        if indicator is None:
            continue
        shown = amount(value.value, indicator.unit, indicator.digits, language=door.language)
        told[key] = {
            "stored": f"{shown} ({written(value.period, door.language)})",
            "stored_value": value.value,
            "stored_period": value.period,
            "stored_status": value.status,
            "stored_id": value.id,
        }
    return told
