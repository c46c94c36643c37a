"""Tables of Eurostat as tab-separated text (TSV)."""

from __future__ import annotations

# freq,unit,geo\TIME_PERIOD and then one column for each year.
_LAST_LABELS = (rb"geo\time", rb"geo\time_period")


def is_eurostat(raw: bytes) -> bool:
    """Tell from the first line."""
    labels, tab, _ = raw[:2000].split(b"\n")[0].partition(b"\t")
    return bool(tab) and labels.split(b",")[-1].strip().lower() in _LAST_LABELS


def without_comma_header(raw: bytes) -> bytes:
    """Give each of the comma-joined codes in front of a row a column of its own.

    The items (unit, sex, ...) come to stand behind the region, so that they are read as its
    category.

    >>> without_comma_header(b"unit,geo\\\\TIME\\t2020 \\nEUR,DE111\\t5 b\\n")
    b'unit\\tgeo\\t2020 \\nEUR\\tDE111\\t5 b\\n'
    """
    lines = []
    for number, line in enumerate(raw.split(b"\n")):
        labels, tab, rest = line.partition(b"\t")
        if number == 0:
            labels = labels.split(b"\\")[0]
        lines.append(labels.replace(b",", b"\t") + tab + rest)
    return b"\n".join(lines)
