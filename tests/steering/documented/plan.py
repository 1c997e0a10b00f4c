"""The plan, its versions, the cycle, and who acts."""

from datetime import date

from sqlmodel import SQLModel

from models import (
    Committee,
    CommitteeKind,
    Cycle,
    FocusArea,
    Masterplan,
    MasterplanVersion,
    Organisation,
    VersionState,
)
from tests.steering.documented.names import (
    BASE,
    CYCLE,
    NOW,
    TARGET,
)


def plan(*, is_simulated: bool = False) -> list[SQLModel]:
    """The plan, its versions, the cycle, who acts."""
    organisations = [
        Organisation(id=f"heidekreis/{key}", region_key="heidekreis", key=key, title=title)
        for key, title in (
            ("office", "Stabsstelle Schulverwaltung, Bildung und ÖPNV"),
            ("vhs", "Volkshochschule Heidekreis gGmbH"),
            ("youth", "Fachbereich Kinder, Jugend und Familie"),
        )
    ]
    committees = [
        Committee(
            id=f"heidekreis/{key}",
            region_key="heidekreis",
            key=key,
            title=title,
            kind=kind,
            seats_count=seats,
            decides=decides,
            is_public=public,
        )
        for key, title, kind, seats, decides, public in (
            ("strategy_group", "Strategiegruppe Bildung", CommitteeKind.ADVISORY_BOARD, 23, False, False),
            (
                "school_committee",
                "Ausschuss für Schule und Bildung",
                CommitteeKind.STANDING_COMMITTEE,
                13,
                False,
                True,
            ),
            ("executive_committee", "Kreisausschuss", CommitteeKind.EXECUTIVE_COMMITTEE, 11, False, False),
            ("county_council", "Kreistag", CommitteeKind.COUNTY_COUNCIL, 50, True, True),
        )
    ]
    return [
        Masterplan(id="heidekreis/masterplan", region_key="heidekreis", title="Masterplan Bildung"),
        MasterplanVersion(
            id=BASE,
            masterplan_id="heidekreis/masterplan",
            label="2.0",
            period_from_year=2019,
            period_to_year=2023,
            motto="Strukturen verstetigen – das Bild vervollständigen – Entwicklungen aufnehmen",
            state=VersionState.IN_FORCE,
            adopted_on=date(2018, 12, 31),
        ),
        MasterplanVersion(
            id=TARGET,
            masterplan_id="heidekreis/masterplan",
            label="3.0",
            period_from_year=2028,
            period_to_year=2032,
            base_version_id=BASE,
        ),
        Cycle(
            id=CYCLE,
            region_key="heidekreis",
            base_version_id=BASE,
            target_version_id=TARGET,
            opened_at=NOW,
            is_simulated=is_simulated,
        ),
        *(
            FocusArea(id=f"{TARGET}/{key}", version_id=TARGET, key=key, title=title)
            for key, title in (("transitions", "Übergänge"), ("framework", "Rahmenbedingungen"))
        ),
        *organisations,
        *committees,
    ]
