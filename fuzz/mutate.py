"""Breaking files at random, always the same for a seed."""

from __future__ import annotations

import io
import random
import zipfile

PIECES = [
    b"", b";", b",", b"\t", b"|", b'"', b'""', b"\n", b"\r", b"\r\n", b"\x00", b"\xff", b"\xfe",
    b"\xef\xbb\xbf", b"-", b".", b"0", b"9" * 400, b"1e309", b"-1", b"nan", b"inf", b"=1+1",
    b"=HYPERLINK(1)", b"02", b"01001", b"9162", b"03152", b"DEG0P", b"Bayern", b"IHK Kiel",
    b"sep=;\n", b"Summe", b"id", b"ags", b"name", b"x" * 3000, b"[", b"]", b"{", b"}", b"<", b">",
    b"&amp;", b"javascript:1", b"../../etc/passwd", b"2020-01-01", b"32477000", b"5551000",
    b"3477000,5", b"48,25", "\u202e".encode(), "\u0663".encode(), "ß".encode("cp1252"),
    "…".encode(), b"true", b"None", b"PK\x03\x04", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
]  # fmt: skip


LONGEST = 20_000  # signs of a piece repeated: slow patterns show on such texts


def mutate(raw: bytes, chance: random.Random) -> bytes:
    """The bytes with a few random changes; parts of workbooks are changed when unpacked."""
    if raw.startswith(b"PK\x03\x04") and chance.random() < 0.7:
        return _inside_archive(raw, chance)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        raw = _change(raw, chance)
    if chance.random() < 0.03:
        raw = raw.decode("utf-8", "replace").encode(chance.choice(("utf-16", "cp1252")), "replace")
    return raw[:60_000]


def _change(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(raw) + 1)
    length = chance.choice((0, 0, 1, 1, 3, 10, 60, 400))
    kind = chance.random()
    if kind < 0.04:
        piece = chance.choice(PIECES) or b"a"
        times = chance.choice((100, 1000, LONGEST)) // len(piece) + 1
        return raw[:start] + (piece * times)[:LONGEST] + raw[start + length :]
    if kind < 0.5:
        return raw[:start] + chance.choice(PIECES) + raw[start + length :]
    if kind < 0.65:
        noise = bytes(chance.randrange(256) for _ in range(chance.choice((1, 2, 8))))
        return raw[:start] + noise + raw[start + len(noise) :]
    if kind < 0.8:
        return raw[:start] + raw[start : start + length] * 3 + raw[start + length :]
    if kind < 0.9:
        return _swap_cells(raw, chance)
    return raw[:start] if chance.random() < 0.3 else raw[:start] + raw[start + length :]


def _swap_cells(raw: bytes, chance: random.Random) -> bytes:
    """Swap two lines, or two cells of one line."""
    lines = raw.split(b"\n")
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    if chance.random() < 0.5:
        lines[a], lines[b] = lines[b], lines[a]
    else:
        mark = chance.choice((b",", b";"))
        cells = lines[a].split(mark)
        chance.shuffle(cells)
        lines[a] = mark.join(cells)
    return b"\n".join(lines)


def _inside_archive(raw: bytes, chance: random.Random) -> bytes:
    """Change one part of an archive and pack it again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w") as new:
        names = old.namelist()
        victim = chance.choice(names)
        for name in names:
            content = old.read(name)
            if name == victim:
                content = b"" if chance.random() < 0.05 else _change(content, chance)
            if name != victim or chance.random() > 0.03:
                new.writestr(name, content)
    return stream.getvalue()
