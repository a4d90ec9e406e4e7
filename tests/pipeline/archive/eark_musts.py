"""Our own second check of packages: each MUST of E-ARK CSIP and SIP 2.1.0, as an XPath that holds of METS.xml if it is met.

The validator's rules are of 2.0.4, some contradict each other, and none looks at a checksum.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

from lxml import etree

NAMES = {
    "m": "http://www.loc.gov/METS/",
    "xlink": "http://www.w3.org/1999/xlink",
    "csip": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS",
}
SUBMITTER = "/m:mets/m:metsHdr/m:agent[@ROLE='CREATOR' and (@TYPE='ORGANIZATION' or @TYPE='INDIVIDUAL')]"
SOFTWARE = "/m:mets/m:metsHdr/m:agent[@ROLE='CREATOR' and @TYPE='OTHER' and @OTHERTYPE='SOFTWARE']"
TOP = "/m:mets/m:structMap[@LABEL='CSIP']/m:div"

# Of the METS of a package and of a representation.
OF_BOTH = {
    "CSIP1": "/m:mets/@OBJID",
    "CSIP2": "/m:mets/@TYPE",
    "CSIP3": "/m:mets/@TYPE != 'OTHER' or /m:mets/@csip:OTHERTYPE",
    "CSIP4": "/m:mets/@csip:CONTENTINFORMATIONTYPE",
    "CSIP5": "/m:mets/@csip:CONTENTINFORMATIONTYPE != 'OTHER' or /m:mets/@csip:OTHERCONTENTINFORMATIONTYPE",
    "CSIP6": "/m:mets/@PROFILE",
    "CSIP7": "/m:mets/m:metsHdr/@CREATEDATE",
    "CSIP9": "/m:mets/m:metsHdr/@csip:OAISPACKAGETYPE",
    "CSIP10": "/m:mets/m:metsHdr/m:agent",
    "CSIP11 CSIP12 CSIP13": f"count({SOFTWARE}) = 1",
    "CSIP14": f"string({SOFTWARE}/m:name)",
    "CSIP15": f"string({SOFTWARE}/m:note)",
    "CSIP16": f"{SOFTWARE}/m:note/@csip:NOTETYPE = 'SOFTWARE VERSION'",
    "CSIP18": "not(//m:dmdSec[not(@ID)])",
    "CSIP19": "not(//m:dmdSec[not(@CREATED)])",
    "CSIP33": "not(//m:digiprovMD[not(@ID)])",
    "CSIP22 CSIP36": "not(//m:mdRef[not(@LOCTYPE='URL')])",
    "CSIP23 CSIP37": "not(//m:mdRef[not(@xlink:type='simple')])",
    "CSIP24 CSIP38": "not(//m:mdRef[not(@xlink:href)])",
    "CSIP25 CSIP39": "not(//m:mdRef[not(@MDTYPE)])",
    "CSIP26 CSIP40": "not(//m:mdRef[not(@MIMETYPE)])",
    "CSIP27 CSIP41": "not(//m:mdRef[not(@SIZE)])",
    "CSIP28 CSIP42": "not(//m:mdRef[not(@CREATED)])",
    "CSIP29 CSIP43": "not(//m:mdRef[not(@CHECKSUM)])",
    "CSIP30 CSIP44": "not(//m:mdRef[not(@CHECKSUMTYPE)])",
    "CSIP58": "count(/m:mets/m:fileSec) = 1",
    "CSIP59": "/m:mets/m:fileSec/@ID",
    "CSIP64": "not(//m:fileGrp[not(@USE)])",
    "CSIP65": "not(//m:fileGrp[not(@ID)])",
    "CSIP66": "not(//m:fileGrp[not(m:file)])",
    "CSIP67": "not(//m:file[not(@ID)])",
    "CSIP68": "not(//m:file[not(@MIMETYPE)])",
    "CSIP69": "not(//m:file[not(@SIZE)])",
    "CSIP70": "not(//m:file[not(@CREATED)])",
    "CSIP71": "not(//m:file[not(@CHECKSUM)])",
    "CSIP72": "not(//m:file[not(@CHECKSUMTYPE)])",
    "CSIP76": "not(//m:file[count(m:FLocat) != 1])",
    "CSIP77": "not(//m:FLocat[not(@LOCTYPE='URL')])",
    "CSIP78": "not(//m:FLocat[not(@xlink:type='simple')])",
    "CSIP79": "not(//m:FLocat[not(@xlink:href)])",
    "CSIP80": "count(/m:mets/m:structMap) = 1",
    "CSIP81": "/m:mets/m:structMap/@TYPE = 'PHYSICAL'",
    "CSIP82": "/m:mets/m:structMap/@LABEL = 'CSIP'",
    "CSIP83": "/m:mets/m:structMap/@ID",
    "CSIP84": f"count({TOP}) = 1",
    "CSIP85": f"{TOP}/@ID",
    "CSIP86": f"{TOP}/@LABEL = /m:mets/@OBJID",
    "CSIP88": f"count({TOP}/m:div[@LABEL='Metadata']) = 1",
    "CSIP89": f"{TOP}/m:div[@LABEL='Metadata']/@ID",
    "CSIP91": f"{TOP}/m:div[@LABEL='Metadata']/@ADMID = //m:digiprovMD/@ID",
    "CSIP117": "count(/m:mets/m:metsHdr) = 1",
    "SIP2": "/m:mets/@PROFILE = 'https://earksip.dilcis.eu/profile/E-ARK-SIP.xml'",
    "SIP4": "/m:mets/m:metsHdr/@csip:OAISPACKAGETYPE = 'SIP'",
    "SIP10": "not(//m:agent[not(@ROLE)])",
    "SIP11": "not(//m:agent[@ROLE='ARCHIVIST' and not(@TYPE='ORGANIZATION' or @TYPE='INDIVIDUAL')])",
    "SIP14": "not(//m:agent[@ROLE='ARCHIVIST']/m:note[not(@csip:NOTETYPE='IDENTIFICATIONCODE')])",
    "SIP15 SIP16 SIP17": f"count({SUBMITTER}) = 1",
    "SIP20": f"{SUBMITTER}/m:note/@csip:NOTETYPE = 'IDENTIFICATIONCODE'",
}
OF_A_PACKAGE = {
    "CSIP60": "//m:fileGrp[@USE='Documentation']",
    "CSIP113": "//m:fileGrp[@USE='Schemas']",
    "CSIP114": "//m:fileGrp[starts-with(@USE, 'Representations/')]",
    "CSIP62": "not(//m:fileGrp[starts-with(@USE, 'Representations') and not(@csip:CONTENTINFORMATIONTYPE)])",
    "CSIP63": "not(//m:fileGrp[@csip:CONTENTINFORMATIONTYPE='OTHER' and not(@csip:OTHERCONTENTINFORMATIONTYPE)])",
    "CSIP92": f"{TOP}/m:div[@LABEL='Metadata']/@DMDID = //m:dmdSec/@ID",
    "CSIP93 CSIP95": f"count({TOP}/m:div[@LABEL='Documentation']) = 1",
    "CSIP94": f"{TOP}/m:div[@LABEL='Documentation']/@ID",
    "CSIP96 CSIP116": f"{TOP}/m:div[@LABEL='Documentation']/m:fptr/@FILEID = //m:fileGrp[@USE='Documentation']/@ID",
    "CSIP97 CSIP99": f"count({TOP}/m:div[@LABEL='Schemas']) = 1",
    "CSIP98": f"{TOP}/m:div[@LABEL='Schemas']/@ID",
    "CSIP100 CSIP118": f"{TOP}/m:div[@LABEL='Schemas']/m:fptr/@FILEID = //m:fileGrp[@USE='Schemas']/@ID",
    "CSIP105": f"{TOP}/m:div[starts-with(@LABEL, 'Representations/')]",
    "CSIP106": f"not({TOP}/m:div[not(@ID)])",
    "CSIP107": f"not({TOP}/m:div[m:mptr and not(@LABEL = //m:fileGrp/@USE)])",
    "CSIP108": f"not({TOP}/m:div/m:mptr[not(@xlink:title = //m:fileGrp/@ID)])",
    "CSIP109": f"not({TOP}/m:div[starts-with(@LABEL, 'Representations/') and count(m:mptr) != 1])",
    "CSIP110": f"not({TOP}/m:div/m:mptr[not(@xlink:href = //m:FLocat/@xlink:href)])",
    "CSIP111": f"not({TOP}/m:div/m:mptr[not(@xlink:type='simple')])",
    "CSIP112": f"not({TOP}/m:div/m:mptr[not(@LOCTYPE='URL')])",
}


def unmet(package: Path) -> list[str]:
    """The requirements that a package (a folder) does not meet, by their ids; none if it is sound."""
    if not (package / "METS.xml").is_file():
        return ["CSIPSTR4"]
    root = etree.parse(str(package / "METS.xml")).getroot()
    missing = _unmet(root, OF_BOTH | OF_A_PACKAGE)
    missing += [] if root.get("OBJID") == package.name else ["CSIPSTR2"]
    told = {package / "METS.xml"} | set(_told(root, package))
    ids = _ids(root)
    for mets in sorted(package.glob("representations/*/METS.xml")):
        held = etree.parse(str(mets)).getroot()
        missing += [f"{mets.parent.name}: {each}" for each in _unmet(held, OF_BOTH)]
        missing += [] if held.get("OBJID") == mets.parent.name else ["CSIP1"]
        told |= set(_told(held, mets.parent))
        ids += _ids(held)
        missing += _harm(held, mets.parent)
    missing += _harm(root, package)
    missing += [f"not told of: {path.name}" for path in package.rglob("*") if path.is_file() and path not in told]
    missing += [f"twice: {one}" for one, count in Counter(ids).items() if count > 1]
    return missing


def _unmet(root: etree._Element, musts: dict[str, str]) -> list[str]:
    return [each for each, holds in musts.items() if not root.xpath(f"boolean({holds})", namespaces=NAMES)]


def _told(root: etree._Element, folder: Path) -> list[Path]:
    return [folder / place for place in root.xpath("//m:mdRef/@xlink:href | //m:FLocat/@xlink:href", namespaces=NAMES)]


def _ids(root: etree._Element) -> list[str]:
    return [str(one) for one in root.xpath("//@ID")]


def _harm(root: etree._Element, folder: Path) -> list[str]:
    """Files that are not there, or not what METS says of them."""
    found = []
    for element in root.xpath("//m:mdRef | //m:file", namespaces=NAMES):
        place = element.xpath("string(@xlink:href | m:FLocat/@xlink:href)", namespaces=NAMES)
        path = folder / place
        if not path.is_file():
            found.append(f"not there: {place}")
        elif (str(path.stat().st_size), hashlib.sha256(path.read_bytes()).hexdigest()) != (
            element.get("SIZE"),
            element.get("CHECKSUM"),
        ):
            found.append(f"altered: {place}")
    return found
