import pytest

from templates.places import place


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Heidekreis", "im Heidekreis"),
        ("Heidekreis, Landkreis", "im Heidekreis"),
        ("Landkreis Heidekreis", "im Landkreis Heidekreis"),
        ("Celle, Landkreis", "im Landkreis Celle"),
        ("Dithmarschen, Kreis", "im Kreis Dithmarschen"),
        ("Ennepe-Ruhr-Kreis", "im Ennepe-Ruhr-Kreis"),
        ("Emsland", "im Emsland"),
        ("Friesland", "in Friesland"),
        ("Saarland", "im Saarland"),
        ("Region Hannover, Landkreis", "in der Region Hannover"),
        ("Flensburg, kreisfreie Stadt", "in Flensburg"),
        ("Lübeck, kreisfreie Stadt, Hansestadt", "in Lübeck"),
        ("Niedersachsen", "in Niedersachsen"),
        ("  Niedersachsen", "in Niedersachsen"),
        ("Deutschland", "in Deutschland"),
    ],
)
def test_a_region_comes_with_its_preposition(name: str, told: str) -> None:
    assert place(name) == told


def test_english_has_one_preposition() -> None:
    assert place("Heidekreis, Landkreis", "en") == "in Heidekreis"
