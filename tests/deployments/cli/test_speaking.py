"""Help, languages, usage errors and speed of the command line."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deployments.cli.cycle import STAGES
from deployments.cli.main import build
from steering.cycle import CYCLE
from templates.command_line import command_text
from tests.deployments.cli.conftest import Call, built

PROGRAM = "from deployments.cli.main import run; run()"
HEAVY = {"pandas", "sqlmodel", "sqlalchemy", "prefect", "apprise", "great_expectations", "rich", "pydantic"}
REPOSITORY = Path(__file__).parents[3]


def leaves(command: Any, path: str = "") -> dict[str, Any]:
    below = getattr(command, "commands", None)
    if below is None:
        return {path: command}
    return {
        name: leaf
        for key, inner in below.items()
        for name, leaf in leaves(inner, f"{path} {key}".strip()).items()
    }


COMMANDS = sorted(leaves(build("de")))


@pytest.mark.parametrize("spoken", ["de", "en"])
def test_every_command_and_every_option_has_a_text_and_an_example(spoken: str) -> None:
    made = leaves(build(spoken))

    for path, command in made.items():
        assert command_text("example", path, spoken).startswith(f"masterplan {path}"), path
        assert all(parameter.help for parameter in command.params if parameter.name not in ("ctx", "help")), (
            path
        )


@pytest.mark.parametrize("path", COMMANDS)
def test_every_example_is_understood(path: str) -> None:
    import shlex

    words = shlex.split(command_text("example", path, "de").removeprefix(f"masterplan {path}"))
    command = leaves(built("de"))[path]

    parsed = command.make_context(path, words, resilient_parsing=False)

    assert parsed.args == []


@pytest.mark.parametrize("path", COMMANDS)
def test_help_of_every_command_is_german(call: Call, path: str) -> None:
    result = call(*path.split(), "--help")

    assert result.exit_code == 0
    assert "Aufruf:" in result.stdout
    assert "Beispiel:" in result.stdout
    assert "Show this message" not in result.stdout


def test_help_speaks_english_where_asked(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTERPLAN_LANGUAGE", "en")

    result = call("cycle", "status", "--help")

    assert "Show what waits for whom" in result.stdout


def test_the_names_of_stages_are_those_of_the_cycle() -> None:
    assert tuple(stage.key for stage in CYCLE) == STAGES


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("cycle", "strat"), "start"),
        (("cycle", "skip", "draft_plan"), "Es fehlt: '--reason'."),
        (("cycle", "skip", "draft_plan", "--reson", "x"), "Die Option --reson gibt es nicht."),
        (("cycle", "extend", "draft_plan", "--until", "morgen", "--reason", "x"), "--until"),
        (("gate", "report", "resolution", "--held-on", "2027-01-01", "--present", "viele"), "--present"),
    ],
)
def test_a_slip_of_typing_ends_with_2_and_a_hint(call: Call, typed: tuple[str, ...], said: str) -> None:
    result = call(*typed)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert "Hilfe: masterplan" in result.stderr


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **more}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_help_wakes_nothing_heavy() -> None:
    asked = (
        "import sys\nfrom deployments.cli.main import build\n"
        "try:\n    build()(['--help'], prog_name='masterplan')\n"
        "finally:\n    print(sorted(name.partition('.')[0] for name in sys.modules), file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}

    done = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert "Der Steuerungskreislauf" in done.stdout
    assert not [name for name in HEAVY if f"'{name}'" in done.stderr]


# A look at the standing computes no figure, writes no letter and sends none.
NOT_FOR_A_LOOK = (
    "pandas",
    "numpy",
    "scipy",
    "great_expectations",
    "prefect",
    "alembic",
    "apprise",
    "yaml",
    "jinja2",
    "docx",
    "typst",
    "icalendar",
)


def test_where_a_revision_stands_is_told_without_tables_migrations_letters_and_the_post(asked: Path) -> None:
    program = (
        "import sys\nfrom deployments.cli.main import build\n"
        "try:\n    build()(['cycle', 'status'], prog_name='masterplan')\n"
        "finally:\n    print(sorted(name.partition('.')[0] for name in sys.modules), file=sys.stderr)"
    )
    settings = {"MASTERPLAN_HOME": str(asked), "MASTERPLAN_REGION": "heidekreis"}
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **settings}

    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "Datenerhebung" in done.stdout
    assert not [name for name in NOT_FOR_A_LOOK if f"'{name}'" in done.stderr]


def test_the_shell_completes_commands_and_stages() -> None:
    commands = run(_MASTERPLAN_COMPLETE="complete_bash", COMP_WORDS="masterplan cy", COMP_CWORD="1")
    stages = run(_MASTERPLAN_COMPLETE="complete_bash", COMP_WORDS="masterplan cycle skip dr", COMP_CWORD="3")

    assert commands.stdout.split() == ["cycle"]
    assert stages.stdout.split() == ["draft_plan"]
