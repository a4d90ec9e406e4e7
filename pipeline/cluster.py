"""A Dask cluster in the place of this machine's cores; Dask is imported here only.

On one machine, or several that see the same files and archive::

    dask scheduler --port 8786
    dask worker tcp://HOST:8786 --nthreads 4

Each thread of a worker owns a child that reads. What a killed worker had in hand is done by another.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from schemas.errors import UsageError


@contextmanager
def connected(address: str) -> Iterator[tuple[Executor, int]]:
    """The cluster at *address* as an executor, and how many threads its workers have.

    Raises:
        UsageError: Dask is not installed, nobody answers, or the cluster has no workers.
    """
    try:
        import distributed
    except ImportError as error:
        raise UsageError(f"--cluster {address}", "needs Dask: pip install 'paragraf[cluster]'") from error
    # It has no types.
    library: Any = distributed
    try:
        client = library.Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise UsageError(f"--cluster {address}", f"no scheduler answers ({error})") from error
    with client:
        slots = sum(worker["nthreads"] for worker in client.scheduler_info(n_workers=-1)["workers"].values())
        if not slots:
            raise UsageError(f"--cluster {address}", "the scheduler has no workers")
        with client.get_executor(pure=False, retries=3) as executor:
            yield executor, slots
