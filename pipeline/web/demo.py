"""The samples as a site to look at: an archive of them, and its register."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from pipeline import bulk
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import Archive
from pipeline.listing import listed
from pipeline.register import building
from pipeline.register.masking import Policy
from pipeline.register.store import Register
from schemas.errors import SourceMissingError

# They lie beside the packages in the source tree.
SAMPLES: Final = Path(__file__).parents[2] / "samples"


def made(folder: Path) -> tuple[Archive, str]:
    """Import the samples into an archive in *folder*, and fill a register from it, of the public edition.

    Returns:
        The archive, and the URL of the register.

    Raises:
        SourceMissingError: the samples are not there: only the packages were installed.
    """
    sources = sorted(map(str, SAMPLES.glob("*/source.*")))
    if not sources:
        raise SourceMissingError("--demo", "shows the samples, which are in Paragraf's source tree alone")
    archive = Archive(str(folder / "archive"))
    ledger = Ledger(archive.ledger_url)
    jobs = os.cpu_count() or 1
    with bulk.local(jobs) as executor:
        bulk.run(listed(sources), archive, ledger, executor, jobs, bulk.Settings(archive.url))
    ledger.close()
    url = f"sqlite:///{folder}/register.db"
    register = Register(url, "public")
    building.fill_from_archive(register, archive.url, Policy())
    register.close()
    return archive, url
