"""Programs that read Word files of old: LibreOffice, which makes a .docx of them, and antiword, which makes DocBook.

They are called where they are installed, one after the other, each in a folder of its own that is removed after it (its
home and profile too), for a limited time. LibreOffice is told to run no macro, follow no link and ask nobody anything.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

# A large document takes some seconds, the first start of LibreOffice ten on a slow machine.
_SECONDS = 120
# With this status LibreOffice asks to be started again: it has just made its profile.
_AGAIN = 81
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class Converted(NamedTuple):
    """What a program made of a file: bytes of another format, and who it was."""

    content: bytes
    program: str
    version: str


def as_docx(content: bytes) -> Converted | None:
    """A Word file of old as .docx, by LibreOffice; None where it is not installed or cannot read the file."""
    program = _libreoffice()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="paragraf-") as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        (folder / "source.doc").write_bytes(content)
        options = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--convert-to", "docx"]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        call = [program, profile, *options, "--outdir", str(folder / "out"), str(folder / "source.doc")]
        status = _run(call, folder)
        if status == _AGAIN:
            _run(call, folder)
        made = folder / "out" / "source.docx"
        return Converted(made.read_bytes(), "libreoffice", libreoffice_version() or "") if made.is_file() else None


def as_docbook(content: bytes) -> Converted | None:
    """A Word file of old as DocBook, by antiword; None where it is not installed or cannot read the file.

    Its plain text wraps the cells of tables; DocBook has them whole. Page heads and the numbers of lists are in neither.
    """
    program = shutil.which("antiword")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="paragraf-") as name:
        folder = Path(name)
        (folder / "source.doc").write_bytes(content)
        with (folder / "made.xml").open("wb") as output:
            call = [program, "-m", "UTF-8.txt", "-x", "db", str(folder / "source.doc")]
            status = _run(call, folder, output.fileno())
        made = (folder / "made.xml").read_bytes()
    return Converted(made, "antiword", antiword_version() or "") if status == 0 else None


def _run(call: list[str], folder: Path, output: int = subprocess.DEVNULL) -> int | None:
    """The exit status of a program; None where it took too long."""
    # In the process group of its caller, so that it ends when that is ended.
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            call,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.returncode


def _libreoffice() -> str | None:
    """The program itself and not the script that starts it, which would leave it running when it is ended."""
    script = shutil.which("soffice") or shutil.which("libreoffice")
    if script is None:
        return None
    program = Path(script).resolve().with_name("soffice.bin")
    return str(program) if program.exists() else script


def libreoffice_version() -> str | None:
    """The version of LibreOffice, such as ``7.4.7.2``; None where it is not installed."""
    program = _libreoffice()
    return None if program is None else _version(program, "--version")


def antiword_version() -> str | None:
    """The version of antiword, such as ``0.37``; None where it is not installed."""
    program = shutil.which("antiword")
    return None if program is None else _version(program, "-h")


@cache
def _version(program: str, option: str) -> str:
    with tempfile.TemporaryDirectory(prefix="paragraf-") as name:
        environment = {"HOME": name, "PATH": os.environ.get("PATH", "")}
        told = subprocess.run(
            [program, option], capture_output=True, text=True, check=False, env=environment, timeout=_SECONDS
        )
    found = re.search(r"\d+(?:\.\d+)+", told.stdout + told.stderr)
    return found[0] if found else "unknown"
