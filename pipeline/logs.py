"""What long work says while it runs: a line of JSON for each thing; of the nightly job on standard error, and in a file a night if wanted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Final, Protocol

import structlog

# A night's file: nightly-20240506T010000Z.ndjson.
PREFIX: Final = "nightly-"


class Log(Protocol):
    """What says things: an event in words, and what is to be known of it by name."""

    def info(self, event: str, **known: Any) -> Any:
        """Say how far the job is."""

    def warning(self, event: str, **known: Any) -> Any:
        """Say what a person should look at."""

    def error(self, event: str, **known: Any) -> Any:
        """Say what failed; ``exc_info=True`` adds where."""


class _Both:
    """Several streams as one."""

    def __init__(self, streams: list[IO[str]]) -> None:
        self._streams = streams

    def write(self, text: str) -> None:
        for stream in self._streams:
            stream.write(text)

    def flush(self) -> None:
        for stream in self._streams:
            stream.flush()


@contextmanager
def opened(folder: Path | None, night: str) -> Iterator[Log]:
    """A log on standard error, and in a file for this *night* (``20240506T010000Z``) in *folder*."""
    with ExitStack() as stack:
        streams: list[IO[str]] = [sys.stderr]
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            streams.append(stack.enter_context((folder / f"{PREFIX}{night}.ndjson").open("a", encoding="utf-8")))
        yield on(streams)


def on(streams: list[IO[str]]) -> Log:
    """A log that writes to *streams*."""
    processors: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.dict_tracebacks,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    log: Log = structlog.wrap_logger(structlog.WriteLogger(_Both(streams)), processors=processors)  # type: ignore[arg-type]
    return log
