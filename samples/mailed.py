"""Mails and zip files as samples: Outlook's .msg is a compound file. The same content gives the same bytes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

# A storage: streams and storages by name.
Storage = Mapping[str, "bytes | Storage"]

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound_file(root: Storage) -> bytes:
    """A compound file with these streams and storages."""
    entries: list[dict[str, int | str]] = []
    big, small = bytearray(), bytearray()
    fat: list[int] = []
    mini_fat: list[int] = []

    def chain(content: bytes, into: bytearray, table: list[int], size: int) -> int:
        if not content:
            return _END
        first, count = len(table), -(-len(content) // size)
        table.extend(range(first + 1, first + count))
        table.append(_END)
        into.extend(content.ljust(count * size, b"\0"))
        return first

    def tree(numbers: Sequence[int]) -> int:
        """The children of a storage as a balanced tree; the number of its root."""
        if not numbers:
            return _FREE
        middle = len(numbers) // 2
        entries[numbers[middle]] |= {"left": tree(numbers[:middle]), "right": tree(numbers[middle + 1 :])}
        return numbers[middle]

    def add(name: str, content: bytes | Storage, kind: int) -> int:
        number = len(entries)
        entry: dict[str, int | str] = {
            "name": name,
            "kind": kind,
            "start": 0,
            "size": 0,
            **dict.fromkeys(("left", "right", "child"), _FREE),
        }
        entries.append(entry)
        if isinstance(content, bytes):
            is_small = len(content) < _CUTOFF
            where = (small, mini_fat, _MINI) if is_small else (big, fat, _SECTOR)
            entry |= {"start": chain(content, *where), "size": len(content)}
        else:
            names = sorted(content, key=lambda each: (len(each), each.upper()))
            entry["child"] = tree(
                [add(each, content[each], 2 if isinstance(content[each], bytes) else 1) for each in names]
            )
        return number

    add("Root Entry", root, 5)
    entries[0] |= {"start": chain(bytes(small), big, fat, _SECTOR), "size": len(small)}
    packed = b"".join(
        (str(e["name"]).encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        + struct.pack("<HBBIII", 2 * len(str(e["name"])) + 2, e["kind"], 1, e["left"], e["right"], e["child"])
        + bytes(36)
        + struct.pack("<IQ", e["start"], e["size"])
        for e in entries
    )
    directory = chain(packed, big, fat, _SECTOR)
    minis = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    mini_start = chain(minis + b"\xff" * (-len(minis) % _SECTOR), big, fat, _SECTOR)
    sectors = 1
    while (len(fat) + sectors) * 4 > sectors * _SECTOR:
        sectors += 1
    places = list(range(len(fat), len(fat) + sectors))
    table = [*fat, *([_FAT] * sectors)]
    table += [_FREE] * (sectors * _SECTOR // 4 - len(table))
    head = struct.pack("<8s16sHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack(
        "<IIIIIIIII", 0, sectors, directory, 0, _CUTOFF, mini_start, len(minis) and -(-len(minis) // _SECTOR), _END, 0
    )
    head += struct.pack("<109I", *places, *([_FREE] * (109 - sectors)))
    return head + bytes(big) + struct.pack(f"<{len(table)}I", *table)


def outlook(body: str, *attachments: tuple[str, bytes | Storage], subject: str = "") -> Storage:
    """The storage of an Outlook mail; an attachment that is a storage is such a mail itself."""

    def letters(number: str, said: str) -> dict[str, bytes]:
        return {f"__substg1.0_{number}001F": said.encode("utf-16-le")} if said else {}

    made: dict[str, bytes | Storage] = {
        "__properties_version1.0": bytes(32),
        **letters("1000", body),
        **letters("0037", subject),
    }
    for number, (name, content) in enumerate(attachments):
        data = "__substg1.0_37010102" if isinstance(content, bytes) else "__substg1.0_3701000D"
        made[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            data: content,
            **letters("3707", name),
        }
    return made


def zip_file(members: Mapping[str, bytes]) -> bytes:
    """A zip file with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 12, 0, 0)), content)
    return stream.getvalue()
