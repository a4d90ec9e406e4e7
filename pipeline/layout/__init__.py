"""From what stands on a page to running text: lines, columns, tables, words cut at a line end, page heads and feet.

A reader that knows where each word stands (PDF, OCR) gives its pages as ``PlacedPage`` to ``compose``. ``page_furniture`` finds
the heads and feet of any pages, and ``joined_hyphen`` joins a word cut in two: readers of text files use them as well.
"""

from pipeline.layout.furniture import EdgeLine, page_furniture
from pipeline.layout.hyphens import joined_hyphen
from pipeline.layout.rows import Placed, PlacedPage, rows_of
from pipeline.layout.writing import compose

__all__ = ["EdgeLine", "Placed", "PlacedPage", "compose", "joined_hyphen", "page_furniture", "rows_of"]
