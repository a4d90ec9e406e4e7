"""Build the PDF and DOCX samples: ``python samples/build.py [SLUG...]``.

Each ``samples/<slug>/make.py`` writes the ``source`` beside it, with the builders of ``printed.py`` (PDF) and
``worded.py`` (DOCX). The same content gives the same bytes. Text samples are written by hand and have no ``make.py``.
Every ``expected.json`` is written by hand from the document, never from the program's output.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path


def main(slugs: list[str]) -> None:
    """Build the samples named, or all."""
    for script in sorted(Path(__file__).parent.glob("*/make.py")):
        if not slugs or script.parent.name in slugs:
            runpy.run_path(str(script))


if __name__ == "__main__":
    main(sys.argv[1:])
