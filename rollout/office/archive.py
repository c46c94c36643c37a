"""Office files whose bytes follow from their content alone."""

from __future__ import annotations

import io
import re
import zipfile

_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP file can say
_CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def same_bytes(office_file: bytes) -> bytes:
    """The same file without the time it was made, in its parts and in workbooks inside of it.

    Two files of the same content are the same bytes, so that a folder under version control and a
    check by fingerprint see a change only where there is one.
    """
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office_file)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith(".xlsx"):
                content = same_bytes(content)
            if part.filename == "docProps/core.xml":
                content = _CREATED.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
            entry = zipfile.ZipInfo(part.filename, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content)
    return buffer.getvalue()
