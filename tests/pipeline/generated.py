"""Minutes without end, invented: many small files that are all read, for tests and benchmarks of bulk import."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

_BODIES = ("Kommunstyrelsen", "Socialnämnden", "Byggnadsnämnden", "Kultur- och fritidsnämnden")
_SUBJECTS = ("Snöröjning av gång- och cykelvägar", "Budgetuppföljning", "Bidrag till föreningar", "Val av ombud")


def minutes(number: int) -> str:
    """The text of the *number*-th minutes: the same number, the same text."""
    day = datetime.date(2019, 1, 7) + datetime.timedelta(days=7 * (number % 200))
    body = _BODIES[number % len(_BODIES)]
    items = "\n\n".join(
        f"§ {first + 1} {_SUBJECTS[(number + first) % len(_SUBJECTS)]}\n\nDnr 2019/{number * 3 + first}\n\n"
        f"Beslut\n{body} beslutar att avsätta {(number + first) % 90 + 10} 000 kronor."
        for first in range(3)
    )
    return (
        f"Hällmora kommun\n{body}\nSammanträdesprotokoll {day.isoformat()}\n\n"
        f"Beslutande\nBirgitta Ekdahl (S), ordförande\nStaffan Öhrling (C)\n\n{items}\n"
    )


def write_minutes(folder: Path, count: int) -> None:
    """Write *count* files into *folder* and folders in it: minutes, and now and then a twin, an empty file, and none of ours.

    Of each hundred one is a zip file with minutes of its own, and a twin of the next.
    """
    for number in range(count):
        place = folder / f"{number % 7:02}"
        place.mkdir(parents=True, exist_ok=True)
        if number % 100 == 53:
            with zipfile.ZipFile(place / f"{number:06}.zip", "w") as archive:
                archive.writestr("egna.txt", minutes(number))
                archive.writestr("nästa.txt", minutes(number + 1))
            continue
        match number % 25:
            case 7:
                (place / f"{number:06}.txt").write_text(minutes(number - 7))
            case 13:
                (place / f"{number:06}.pdf").write_bytes(b"%PDF-1.7 cut off " + str(number).encode())
            case 19:
                (place / f"{number:06}.txt").write_bytes(b"")
            case _:
                (place / f"{number:06}.txt").write_text(minutes(number))
