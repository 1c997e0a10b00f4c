"""A real Prefect server and worker for tests, on loopback, set up as `prefect.env.example` says."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

LONGEST = 90.0


def hardened(home: Path) -> dict[str, str]:
    """The environment of the example, with a folder, a port and a password of our own."""
    example = files("deployments").joinpath("prefect.env.example").read_text(encoding="utf-8")
    lines = [line for line in example.splitlines() if line and not line.startswith("#")]
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = str(listening.getsockname()[1])
    said = dict(line.replace("CHANGE-ME", "a-password").replace("4200", port).split("=", 1) for line in lines)
    return {**said, "PREFECT_HOME": str(home)}


@contextmanager
def a_server(settings: Mapping[str, str]) -> Iterator[None]:
    """A server, ready to answer."""
    with a_process("server", "start", settings=settings):
        opener = build_opener(ProxyHandler({}))
        health = f"{settings['PREFECT_API_URL']}/health"
        until_true(lambda: _answers(opener, health))
        yield


def _answers(opener: object, address: str) -> bool:
    try:
        with opener.open(address, timeout=2):  # type: ignore[attr-defined]
            return True
    except OSError:
        return False


@contextmanager
def a_process(*words: str, settings: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A command of Prefect's in a process group of its own, so that nothing of it stays behind."""
    home = Path(settings["PREFECT_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    with (home / f"{words[0]}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "prefect", *words],
            env={**_without_prefect(), **settings},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _without_prefect() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


def until_true(condition: Callable[[], object], *, longest: float = LONGEST) -> None:
    """Look again and again, until it is so."""
    until = time.monotonic() + longest
    while time.monotonic() < until:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("It never came true.")
