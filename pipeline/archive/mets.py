"""METS by E-ARK SIP and CSIP 2.1.0 (FGS Paketstruktur 2.0): what a package holds, file by file, and how it hangs together.

The ids in brackets are the requirements of those specifications.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipeline import __version__
from pipeline.archive.markup import CSIP, METS, SIP, XLINK, XSI, child, dress, identity, written
from pipeline.archive.premis import File

_PROFILE: Final = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
# From the specification's list of content categories, en dash and all [CSIP2].
_TYPE: Final = "Textual works – Digital"
# No content information type of the list is for records of minutes [CSIP4, CSIP5].
_CONTENT: Final = {"csip_CONTENTINFORMATIONTYPE": "OTHER", "csip_OTHERCONTENTINFORMATIONTYPE": "Paragraf record 1.0"}
_SCHEMA: Final = " ".join(
    (
        METS,
        "http://www.loc.gov/standards/mets/mets.xsd",
        XLINK,
        "http://www.loc.gov/standards/mets/xlink.xsd",
        CSIP,
        "https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd",
        SIP,
        "https://earksip.dilcis.eu/schema/DILCISExtensionSIPMETS.xsd",
    )
)


@dataclass(frozen=True)
class Party:
    """An organisation, and its number in the form of the Swedish specifications: ``ORG:2120000142``."""

    name: str
    code: str | None


@dataclass(frozen=True)
class Head:
    """What the METS of a package and that of its representation have in common."""

    package: str
    label: str
    created: str
    submitter: Party
    # Whose minutes they are, where that is one and known.
    archivist: Party | None
    # What the deliverer and the archive have agreed, by its name there.
    agreement: str | None


def representation(head: Head, name: str, files: Sequence[File], preservation: File) -> bytes:
    """The METS of a representation: its files and its PREMIS. Paths are relative to the representation's folder.

    Args:
        name: the representation's folder [CSIP1].
    """
    root = _root(head, name)
    _administrative(root, head, preservation)
    section = child(root, "fileSec", ID=_id(head, name, "files"))
    group = _group(section, head, name, "Data", files, preservation)
    top = _structure(root, head, name)
    _division(top, head, name, "Metadata", ADMID=preservation.id)
    child(_division(top, head, name, "Data"), "fptr", FILEID=group)
    return written(root)


def package(
    head: Head,
    description: File,
    preservation: File,
    documentation: Sequence[File],
    schemas: Sequence[File],
    representations: Sequence[File],
) -> bytes:
    """The METS of a package. Paths are relative to its folder.

    Args:
        description: Dublin Core.
        preservation: PREMIS.
        documentation, schemas: the files in those folders.
        representations: the METS of each representation.
    """
    root = _root(head, head.package)
    section = child(root, "dmdSec", ID=_id(head, "", "dmd"), CREATED=head.created, STATUS="CURRENT")
    _reference(section, description, "DC")
    _administrative(root, head, preservation)
    files = child(root, "fileSec", ID=_id(head, "", "files"))
    groups = {
        use: _group(files, head, "", use, held, preservation)
        for use, held in (("Documentation", documentation), ("Schemas", schemas))
    }
    pointed = {}
    for each in representations:
        use = "R" + each.path.rpartition("/")[0][1:]
        pointed[use] = each, _group(files, head, "", use, [each], preservation, content=True)
    top = _structure(root, head, "")
    _division(top, head, "", "Metadata", ADMID=preservation.id, DMDID=section.get("ID"))
    for use, group in groups.items():
        child(_division(top, head, "", use), "fptr", FILEID=group)
    for use, (each, group) in pointed.items():
        division = _division(top, head, "", use)
        child(division, "mptr", LOCTYPE="URL", xlink_type="simple", xlink_href=each.path, xlink_title=group)
    return written(root)


def _root(head: Head, name: str) -> etree._Element:
    spaces = {"mets": METS, "xlink": XLINK, "xsi": XSI, "csip": CSIP, "sip": SIP}
    root = etree.Element(f"{{{METS}}}mets", nsmap=spaces)
    dress(root, {"OBJID": name, "LABEL": head.label, "TYPE": _TYPE, "PROFILE": _PROFILE, **_CONTENT})
    dress(root, {"xsi_schemaLocation": _SCHEMA})
    _header(root, head)
    return root


def _header(root: etree._Element, head: Head) -> None:
    header = child(root, "metsHdr", CREATEDATE=head.created, RECORDSTATUS="NEW", csip_OAISPACKAGETYPE="SIP")
    software = child(header, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    child(software, "name", "Paragraf")
    child(software, "note", __version__, csip_NOTETYPE="SOFTWARE VERSION")
    if head.archivist is not None:
        _organisation(header, "ARCHIVIST", head.archivist)
    _organisation(header, "CREATOR", head.submitter)
    if head.agreement is not None:
        child(header, "altRecordID", head.agreement, TYPE="SUBMISSIONAGREEMENT")


def _organisation(header: etree._Element, role: str, party: Party) -> None:
    agent = child(header, "agent", ROLE=role, TYPE="ORGANIZATION")
    child(agent, "name", party.name)
    if party.code is not None:
        child(agent, "note", party.code, csip_NOTETYPE="IDENTIFICATIONCODE")


def _administrative(root: etree._Element, head: Head, preservation: File) -> None:
    section = child(child(root, "amdSec"), "digiprovMD", ID=preservation.id, CREATED=head.created, STATUS="CURRENT")
    _reference(section, preservation, "PREMIS", "3.0")


def _reference(section: etree._Element, file: File, kind: str, version: str | None = None) -> None:
    child(
        section,
        "mdRef",
        LOCTYPE="URL",
        MDTYPE=kind,
        MDTYPEVERSION=version,
        xlink_type="simple",
        xlink_href=file.path,
        **_facts(file),
    )


def _group(
    section: etree._Element,
    head: Head,
    place: str,
    use: str,
    files: Sequence[File],
    preservation: File,
    content: bool = False,
) -> str:
    """A file group at the end of *section*; its id comes back.

    Args:
        content: whether it says which content information type its files have [CSIP62].
    """
    own = _id(head, place, f"group {use}")
    group = child(section, "fileGrp", ID=own, USE=use, **(_CONTENT if content else {}))
    for file in files:
        element = child(group, "file", ID=file.id, OWNERID=file.name, ADMID=preservation.id, **_facts(file))
        child(element, "FLocat", LOCTYPE="URL", xlink_type="simple", xlink_href=file.path)
        told = file.format
        dress(element, {"sip_FILEFORMATNAME": told.name, "sip_FILEFORMATVERSION": told.version})
        dress(element, {"sip_FORMATREGISTRY": told.key and "PRONOM", "sip_FORMATREGISTRYKEY": told.key})
    return own


def _facts(file: File) -> dict[str, str | None]:
    return {
        "MIMETYPE": file.format.media_type,
        "SIZE": str(file.size),
        "CREATED": file.created,
        "CHECKSUM": file.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }


def _structure(root: etree._Element, head: Head, place: str) -> etree._Element:
    """The one structural map that CSIP knows; its outermost division comes back."""
    structure = child(root, "structMap", ID=_id(head, place, "structure"), TYPE="PHYSICAL", LABEL="CSIP")
    return child(structure, "div", ID=_id(head, place, "division"), LABEL=root.get("OBJID"))


def _division(top: etree._Element, head: Head, place: str, label: str, **attributes: str | None) -> etree._Element:
    return child(top, "div", ID=_id(head, place, f"division {label}"), LABEL=label, **attributes)


def _id(head: Head, place: str, what: str) -> str:
    return identity(head.package, f"{place} {what}")
