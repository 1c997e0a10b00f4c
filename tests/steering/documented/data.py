"""Sources, files, cells, values and quality findings."""

from datetime import date
from typing import Any

import pandas as pd
from sqlmodel import SQLModel

from models import (
    Assessment,
    DataSnapshot,
    IndicatorInput,
    IndicatorStatus,
    IndicatorValue,
    QualityFinding,
    QualityRun,
    QualityState,
    RejectedRow,
    Release,
    Severity,
    Source,
    ValueStatus,
)
from steering.records import CELL_COLUMNS
from tests.steering.documented.names import COUNTIES, CYCLE, NOW, sha


def sources() -> list[SQLModel]:
    """Two tables and their files."""
    tables = (
        ("21111-02-06-4", "Absolvierende/Abgehende nach Abschlussarten"),
        ("13211-02-05-4", "Arbeitslose nach ausgewählten Personengruppen sowie Arbeitslosenquoten"),
    )
    made: list[SQLModel] = [
        Source(
            id="heidekreis/none",
            region_key="heidekreis",
            key="none",
            title="Schuleingangsuntersuchung",
            table_code="99999-01-01-4",
            publisher="Gesundheitsamt",
            licence="",
            owner_id="heidekreis/youth",
            expected_lag_days=100,
        )
    ]
    for code, title in tables:
        made += [
            Source(
                id=f"heidekreis/{code}",
                region_key="heidekreis",
                key=code,
                title=title,
                table_code=code,
                publisher="Statistische Ämter des Bundes und der Länder",
                licence="dl-de/by-2-0",
                owner_id="heidekreis/office",
                expected_lag_days=400,
            ),
            Release(
                id=f"release/{code}",
                source_id=f"heidekreis/{code}",
                table_code=code,
                title=title,
                file_name=f"{code}_2023.csv",
                sha256=sha(code),
                size_bytes=120_000,
                encoding="cp1252",
                layout="genesis_table",
                stand="13.03.2025 / 10:21:04",
                retrieved_at=NOW,
            ),
        ]
    return made


def cells() -> pd.DataFrame:
    rows = [
        (
            1,
            "release/21111-02-06-4",
            "lv_no",
            "03358",
            "2023",
            "leaving_year",
            "",
            163.0,
            "count",
            ValueStatus.REPORTED,
            "",
            301,
            5,
        ),
        (
            2,
            "release/21111-02-06-4",
            "lv",
            "03358",
            "2023",
            "leaving_year",
            "",
            1477.0,
            "count",
            ValueStatus.REPORTED,
            "",
            301,
            3,
        ),
        (
            3,
            "release/21111-02-06-4",
            "lv_fhr",
            "03358",
            "2023",
            "leaving_year",
            "",
            None,
            "count",
            ValueStatus.UNKNOWN_OR_CONFIDENTIAL,
            ".",
            301,
            11,
        ),
        (
            4,
            "release/13211-02-05-4",
            "alq",
            "03358",
            "2025",
            "annual_mean",
            "",
            6.5,
            "pct",
            ValueStatus.REPORTED,
            "",
            288,
            9,
        ),
        (
            5,
            "release/21111-02-06-4",
            "lv_ahr",
            "03358",
            "2023",
            "leaving_year",
            "",
            2.0,
            "count",
            ValueStatus.REPORTED,
            "",
            301,
            13,
        ),
    ]
    return pd.DataFrame(rows, columns=list(CELL_COLUMNS))


def value(key: str, code: str, period: str, number: float | None, **more: object) -> IndicatorValue:
    """One value of one indicator."""
    facts: dict[str, object] = {
        "id": f"{CYCLE}/1/{key}/{code}/{period}",
        "cycle_id": CYCLE,
        "round": 1,
        "indicator_key": key,
        "indicator_version": 1,
        "region_code": code,
        "period": period,
        "value": number,
        "status": IndicatorStatus.COMPUTED if number is not None else IndicatorStatus.INPUT_CONFIDENTIAL,
    }
    return IndicatorValue.model_validate({**facts, **more})


def values() -> list[SQLModel]:
    """Leavers without certificate with all that belongs to it, the unemployment rate, a secret one."""
    made: list[SQLModel] = [
        value(
            "D15",
            "03358",
            "2023",
            11.0358835,
            numerator=163,
            denominator=1477,
            ci_low=9.54,
            ci_high=12.74,
            method="wilson95+funnel",
            assessment=Assessment.USUAL,
            z_adjusted=1.96,
        ),
        value(
            "D15",
            "03",
            "2023",
            7.67,
            numerator=6000,
            denominator=78227,
            ci_low=7.49,
            ci_high=7.86,
            method="wilson95",
        ),
        value("D15", "DG", "2023", 7.12, ci_low=7.05, ci_high=7.19, method="wilson95"),
        *(
            value("D15", "03358", year, number, method="wilson95")
            for year, number in (("2019", 8.2), ("2020", 7.9), ("2022", 9.6))
        ),
        value("D15", "03358", "2021", None),
        *(
            value("D15", "03", year, number)
            for year, number in (("2019", 6.1), ("2020", 6.3), ("2021", 6.2), ("2022", 7.1))
        ),
        *(
            value("D15", code, "2023", 4.0 + (number * 37 % 90) / 10)
            for number, code in enumerate(COUNTIES)
            if code != "03358"
        ),
        value("A11", "03358", "2025", 6.5, method="official"),
        value("A11", "03", "2025", 6.1, method="official"),
        value("D19", "03358", "2023", None),
        value("A12", "03358", "2025", 18.3, is_publishable=False, numerator=2, denominator=16),
    ]
    inputs = (("D15", "2023", 1, "lv_no"), ("D15", "2023", 2, "lv"), ("A11", "2025", 4, "alq"))
    return made + [
        IndicatorInput(value_id=f"{CYCLE}/1/{key}/03358/{period}", observation_id=cell, name=name)
        for key, period, cell, name in inputs
    ]


def quality() -> list[SQLModel]:
    """Quality findings of all severities, one waived, one gone, and a rejected row."""

    def found(number: int, severity: Severity, state: QualityState, **more: Any) -> QualityFinding:
        return QualityFinding(
            id=f"quality/{number}",
            region_key="heidekreis",
            suite_key="collect_data",
            rule_key=f"rule_{number}",
            severity=severity,
            state=state,
            what=f"Befund {number}: Der Wert passt nicht zur Summe.",
            place="21111-02-06-4_2023.csv, Zeile 301, Spalte 5",
            mend="Datei neu abrufen.",
            owner_id="heidekreis/office",
            first_seen_at=NOW,
            last_seen_at=NOW,
            last_run_id="run/1",
            **more,
        )

    return [
        QualityRun(
            id="run/1",
            region_key="heidekreis",
            cycle_id=CYCLE,
            suite_key="collect_data",
            round=1,
            ran_at=NOW,
            rules_count=41,
            rows_count=1200,
            failed_count=3,
        ),
        found(1, Severity.NOTE, QualityState.OPEN),
        found(2, Severity.CRITICAL, QualityState.NEW),
        found(
            3,
            Severity.WARNING,
            QualityState.WAIVED,
            waived_by="Interne Steuerungsgruppe",
            waived_reason="Die Abweichung ist gerundet.",
            waived_until_on=date(2027, 12, 31),
        ),
        found(4, Severity.WARNING, QualityState.GONE),
        RejectedRow(
            id=1,
            release_id="release/21111-02-06-4",
            row_number=512,
            column_number=2,
            reason="Schlüssel 3358 hat vier Stellen.",
            mend="Führende Null ergänzen: 03358.",
        ),
        DataSnapshot(id="snapshot/1", cycle_id=CYCLE, round=1, sha256=sha("snapshot"), taken_at=NOW),
    ]
