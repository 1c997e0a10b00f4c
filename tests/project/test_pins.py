"""The pins are complete: an installation takes no version that nobody tried."""

import re
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project.house import ROOT, declared


def _pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): number for name, number in pairs}


def _needed() -> set[str]:
    """Everything that the project and its extras need, as far as it is installed here."""
    project = declared()["project"]
    open_ends = [Requirement(each) for each in project["dependencies"]]  # type: ignore[index]
    for extra in project["optional-dependencies"].values():  # type: ignore[index]
        open_ends += [Requirement(each) for each in extra]
    seen: set[tuple[str, frozenset[str]]] = set()
    while open_ends:
        each = open_ends.pop()
        name, extras = canonicalize_name(each.name), frozenset(each.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            follow = [Requirement(told) for told in requires(name) or ()]
        except PackageNotFoundError:
            continue
        open_ends += [
            one
            for one in follow
            if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in {"", *extras})
        ]
    return {name for name, _ in seen}


def test_every_package_that_is_needed_is_pinned() -> None:
    assert _needed() - set(_pins()) == set()


def test_what_builds_the_wheel_is_pinned() -> None:
    built_with = [Requirement(each).name for each in declared()["build-system"]["requires"]]  # type: ignore[index]

    assert {*built_with, "packaging", "pathspec", "pluggy", "trove-classifiers"} <= set(_pins())


def test_the_pins_fit_what_the_project_says_it_works_with() -> None:
    project = declared()["project"]

    wrong = [
        told
        for told in project["dependencies"]  # type: ignore[index]
        if _pins()[canonicalize_name(Requirement(told).name)] not in Requirement(told).specifier
    ]

    assert wrong == []


def test_the_tests_run_with_the_pinned_versions() -> None:
    installed = {name: version(name) for name in _needed() & set(_pins()) if _is_installed(name)}

    assert {name: number for name, number in installed.items() if _pins()[name] != number} == {}


def test_the_pins_name_versions_and_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()

    odd = [line for line in lines if not re.match(r"^(#|[A-Za-z0-9._-]+==[A-Za-z0-9.]+$)", line)]

    assert odd == []


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True
