"""The server: an application at an address of this machine, until somebody ends it."""

from __future__ import annotations

import signal
import socket

import uvicorn
from fastapi import FastAPI

from schemas.errors import UsageError


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes requests from now on; they wait until the application runs.

    Args:
        host, port: where; port 0 is any that is free.

    Raises:
        UsageError: the address is another program's, or none of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UsageError(f"{host}:{port}", error.strerror or str(error)) from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(2048)
    except OSError as error:
        made.close()
        said = (error.strerror or str(error)).lower()
        raise UsageError(
            f"{host}:{port}", f"cannot listen there: {said}; another address is given with --host and --port"
        ) from error
    return made


def address(listening: socket.socket) -> str:
    """Its URL, for people.

    >>> with listen("127.0.0.1", 0) as made:
    ...     address(made).startswith("http://127.0.0.1:")
    True
    """
    host, port, *_ = listening.getsockname()
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def run(app: FastAPI, listening: socket.socket) -> None:
    """Serve *app* until the process is told to end (Ctrl+C, SIGTERM), then come back."""
    # A request is logged by the proxy before it, if it is to be.
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5
    )
    # Once it has ended well, uvicorn raises the signal anew: it must find somebody who lets the caller clean up.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        uvicorn.Server(config).run([listening])
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)
