"""Flat files and cubes as the portals write them, for tests: written here, never downloaded."""

from collections.abc import Sequence
from pathlib import Path

REAL_FLAT = Path("../shared/data/public")

NEW_HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;"
    "1_variable_code;1_variable_label;1_variable_attribute_code;1_variable_attribute_label;"
    "2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;"
    "value;value_unit;value_variable_code;value_variable_label"
)
OLD_HEAD = (
    "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;"
    "1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;1_Auspraegung_Label;"
    "2_Merkmal_Code;2_Merkmal_Label;2_Auspraegung_Code;2_Auspraegung_Label;"
    "BEVSTD__Bevoelkerungsstand__Anzahl"
)
MEN, WOMEN, ALL = "GESM;männlich", "GESW;weiblich", ";Insgesamt"


def new_row(
    value: str,
    *,
    region: str = "03358",
    name: str = "Heidekreis",
    level: str = "KREISE;Kreise und kreisfreie Städte",
    time: str = "2023-12-31",
    sex: str = ALL,
    measure: str = "Anzahl;BEVSTD;Bevölkerungsstand",
) -> str:
    """One fact of the population, in the new form."""
    return (
        f"12411;Fortschreibung des Bevölkerungsstandes;STAG;Stichtag;{time};{level};{region};{name};"
        f"GES;Geschlecht;{sex};{value};{measure}"
    )


def old_row(
    value: str,
    *,
    region: str = "03358",
    name: str = "      Heidekreis, Landkreis",
    time: str = "31.12.2023",
    sex: str = ALL,
) -> str:
    """One fact of the population, in the old form."""
    return (
        f"12411;Fortschreibung des Bevölkerungsstandes;STAG;Stichtag;{time};"
        f"KREISE;Kreise und kreisfreie Städte;{region};{name};GES;Geschlecht;{sex};{value}"
    )


def new_file(*rows: str, head: str = NEW_HEAD) -> str:
    """A flat file of the new form."""
    return "\n".join([head, *rows, ""])


def old_file(*rows: str, head: str = OLD_HEAD) -> str:
    """A flat file of the old form."""
    return "\n".join([head, *rows, ""])


CUBE_ABOVE = (
    'K;DQ;FACH-SCHL;GHH-ART;GHM-WERTE-JN;GENESIS-VBD;REGIOSTAT;EU-VBD;"mit Werten"',
    "D;12411KJ001;;N;N;N;N",
    "K;DQ-ERH;FACH-SCHL",
    "D;12411",
    "K;DQA;NAME;RHF-BSR;RHF-ACHSE",
    "D;KREISE;1;1",
    "D;GES;2;2",
    "K;DQZ;NAME;ZI-RHF-BSR;ZI-RHF-ACHSE",
    "D;STAG;1;1",
)


def a_cube(
    *rows: str,
    measures: Sequence[str] = ("D;BEVSTD;Anzahl;GANZ;N;0",),
    values: str = "WERT;QUALITAET",
    above: Sequence[str] = CUBE_ABOVE,
) -> str:
    """A cube file of the population by sex."""
    return "\n".join(
        [
            "* Der Quader wurde erstellt",
            *above,
            "K;DQI;NAME;ME-NAME;DST;TYP;NKM-STELLEN",
            *measures,
            f"K;QEI;FACH-SCHL;FACH-SCHL;ZI-WERT;{values}",
            *rows,
            "",
        ]
    )
