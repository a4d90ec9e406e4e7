"""Options that several commands have: what is too large, or takes too long, to be read."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.readers.base import MEGABYTE

MaxPages = Annotated[int, typer.Option(help="Refuse documents of more pages.", min=1)]
MaxBytes = Annotated[int, typer.Option(help="Refuse larger files.", min=1)]
MaxUnpacked = Annotated[int, typer.Option(help="Refuse packed files (DOCX) that unpack to more bytes.", min=1)]
MaxMemory = Annotated[int, typer.Option(help="Take no more bytes of memory for a file (on Linux).", min=500 * MEGABYTE)]
MaxSeconds = Annotated[float, typer.Option(help="Take no longer for a file, for each ten pages of it.", min=0.1)]
