"""XML as the packages have it: names of the standards' namespaces, and one way to write a tree."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Final

from lxml import etree

METS: Final = "http://www.loc.gov/METS/"
XLINK: Final = "http://www.w3.org/1999/xlink"
CSIP: Final = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP: Final = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
PREMIS: Final = "http://www.loc.gov/premis/v3"
DC: Final = "http://purl.org/dc/elements/1.1/"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"

# A file's name may hold characters that XML has no way to write.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def child(parent: etree._Element, name: str, words: str | None = None, **attributes: str | None) -> etree._Element:
    """A new element at the end of *parent*, in its namespace.

    Args:
        words: its text.
        attributes: by name; ``csip_NOTETYPE``, ``sip_…``, ``xlink_…`` and ``xsi_…`` are in those namespaces. None is left out.
    """
    namespace = etree.QName(parent).namespace
    element = etree.SubElement(parent, f"{{{namespace}}}{name}")
    if words is not None:
        element.text = writable(words)
    dress(element, attributes)
    return element


def dress(element: etree._Element, attributes: Mapping[str, str | None]) -> None:
    """Give *element* attributes, named as for a child."""
    for key, value in attributes.items():
        if value is not None:
            element.set(_qualified(key), writable(value))


def identity(package: str, what: str) -> str:
    """An id for something in a package: the same whenever the package is made again, and in no other package.

    >>> identity("uuid-2f5fb1a1-3d3c-5b1e-8c36-8d1cbd2c6a0f", "METS.xml")
    'uuid-dbd05474-9446-534a-8e86-2d6dd8ab94d5'
    """
    return f"uuid-{uuid.uuid5(uuid.UUID(package.removeprefix('uuid-')), what)}"


def written(root: etree._Element) -> bytes:
    """The document of *root*, as UTF-8."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def writable(words: str) -> str:
    """*words* without what XML cannot hold.

    >>> writable("protokoll\\x07.pdf")
    'protokoll\ufffd.pdf'
    """
    return _FORBIDDEN.sub("\ufffd", words)


def _qualified(key: str) -> str:
    prefix, mark, name = key.partition("_")
    return f"{{{_PREFIXES[prefix]}}}{name}" if mark else key


_PREFIXES: Final = {"csip": CSIP, "sip": SIP, "xlink": XLINK, "xsi": XSI}
