"""The Prefect server of a local engine, as a process of its own: `python local_server.py <port>`.

It ends when whoever started it ends, however that happened: then its standard input is closed.
"""

import sys
import threading

import uvicorn


def main(port: int) -> None:
    """Serve Prefect's API on loopback until standard input ends."""
    config = uvicorn.Config(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=port,
        log_level="error",
        lifespan="on",
    )
    server = uvicorn.Server(config)
    threading.Thread(target=_end_with_the_caller, args=(server,), daemon=True).start()
    server.run()


def _end_with_the_caller(server: uvicorn.Server) -> None:
    sys.stdin.buffer.read()
    server.should_exit = True


if __name__ == "__main__":
    main(int(sys.argv[1]))
