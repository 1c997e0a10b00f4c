"""A Prefect server of our own for the demonstration: on loopback, for as long as a block runs.

    with local_engine(home) as engine:
        ...                         # the server starts while other work goes on
        engine.wait_until_ready()
        asyncio.run(revise_masterplan())

Measured on two cores: an empty home takes 6 to 7 s (113 migrations of Prefect's), a used one 2.7 s.
"""

import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from steering.errors import OutsideFailed

LONGEST_START = 90.0
LONGEST_STOP = 5.0
BETWEEN_LOOKS = 0.03
END_OF_CERTIFICATE = "-----END CERTIFICATE-----"

# Nothing is scheduled, late, paused or automated on a server that lives for one demonstration.
NOT_NEEDED = (
    "CANCELLATION_CLEANUP",
    "CLEANUP_RECONCILER",
    "DB_VACUUM",
    "EVENT_PERSISTER",
    "FOREMAN",
    "LATE_RUNS",
    "PAUSE_EXPIRATIONS",
    "REPOSSESSOR",
    "SCHEDULER",
    "TRIGGERS",
)

# Written one by one, task runs fight with the runs themselves for SQLite's one writer: six tasks
# then take 2.2 s instead of 0.14 s.
IN_BATCHES = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
}


@dataclass(frozen=True, kw_only=True)
class LocalEngine:
    """A server that is starting or has started."""

    home: Path
    url: str
    server: "subprocess.Popen[bytes]"

    def wait_until_ready(self) -> None:
        """Wait for the first answer; raises OutsideFailed where there is none."""
        # A county's proxy would not know our own loopback address.
        opener = build_opener(ProxyHandler({}))
        until = time.monotonic() + LONGEST_START
        while time.monotonic() < until:
            if self.server.poll() is not None:
                break
            try:
                with opener.open(f"{self.url}/health", timeout=LONGEST_STOP):
                    return
            except (URLError, OSError):
                time.sleep(BETWEEN_LOOKS)
        raise OutsideFailed(
            f"Prefect's server did not start; see {_log(self.home)}.",
            code="engine_not_started",
            log=_log(self.home),
        )


@contextmanager
def local_engine(home: Path) -> Iterator[LocalEngine]:
    """A server whose memory is in the folder; the environment points to it until the block ends."""
    home.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    settings = settings_for(home.resolve(), port=port, password=secrets.token_urlsafe(24))
    with prefect_settings(settings), _log(home).open("ab") as log:
        server = subprocess.Popen(
            # -P keeps our own modules from hiding those of the libraries.
            [sys.executable, "-P", str(Path(__file__).with_name("local_server.py")), str(port)],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
        )
        try:
            yield LocalEngine(home=home, url=settings["PREFECT_API_URL"], server=server)
        finally:
            if server.poll() is None:
                _hand_over_the_rest()
            _stop(server)


def settings_for(home: Path, *, port: int, password: str) -> dict[str, str]:
    """Prefect's settings for a server of our own and for the flows that use it."""
    address = f"http://127.0.0.1:{port}"
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_API_URL": f"{address}/api",
        "PREFECT_API_SSL_CERT_FILE": str(_one_authority(home)),
        "PREFECT_API_AUTH_STRING": f"masterplan:{password}",
        "PREFECT_SERVER_API_AUTH_STRING": f"masterplan:{password}",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": address,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home / 'prefect.db'}",
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
        "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
        # Runs tell their steps to the server, and only warnings to the terminal.
        "PREFECT_LOGGING_LEVEL": "INFO",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
        "PREFECT__SERVER_FINAL": "1",
        **IN_BATCHES,
        **{f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false" for service in NOT_NEEDED},
    }


def _one_authority(home: Path) -> Path:
    """A file with a single certificate authority.

    Prefect makes a client for every run and loads some 140 authorities into each, 22 ms, although
    a server on loopback speaks without TLS.
    """
    import certifi

    place = home / "authority.pem"
    bundle = Path(certifi.where()).read_text(encoding="utf-8")
    begins = bundle.index("-----BEGIN CERTIFICATE-----")
    place.write_text(bundle[begins : bundle.index(END_OF_CERTIFICATE) + len(END_OF_CERTIFICATE)] + "\n")
    return place


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _log(home: Path) -> Path:
    return home / "server.log"


@contextmanager
def prefect_settings(settings: Mapping[str, str]) -> Iterator[None]:
    """Only our own settings of Prefect; whatever the operator had set comes back afterwards."""
    before = {name: value for name, value in os.environ.items() if name.startswith("PREFECT_")}
    _replace(before, settings)
    try:
        yield
    finally:
        _replace(settings, before)


def _replace(old: Mapping[str, str], new: Mapping[str, str]) -> None:
    for name in old:
        os.environ.pop(name, None)
    os.environ.update(new)
    if "prefect.context" in sys.modules:
        # Prefect reads its settings when it is imported; where that has happened, it reads again.
        sys.modules["prefect.context"].refresh_global_settings_context()


def _hand_over_the_rest() -> None:
    """Let logs and events arrive that Prefect sends from threads of its own."""
    if "prefect.flow_engine" not in sys.modules:
        return
    # Outside of any event loop, Prefect waits until everything has been sent.
    draining = threading.Thread(target=_drain)
    draining.start()
    draining.join()


def _drain() -> None:
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for worker in (EventsWorker, APILogWorker):
        worker.drain_all(timeout=LONGEST_STOP, at_exit=False)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    if server.stdin is not None:
        server.stdin.close()
    try:
        server.wait(LONGEST_STOP)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
