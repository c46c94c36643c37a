"""What reading a zip archive of unknown origin can raise."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

# Broken heads, sizes that lie, methods nobody has, passwords: the library has a word for each.
ARCHIVE_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OverflowError,
    NotImplementedError, RuntimeError, ValueError, OSError,
)  # fmt: skip
