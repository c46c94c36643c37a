"""Fetch the typeface of the dashboard: Source Sans 3 (Adobe, SIL Open Font License 1.1).

    python tools/build_font.py

Takes the file with the Latin signs, all weights in one, and the licence out of the npm package
named below and puts them beside the styles. The dashboard serves them itself, so that no reader's
browser asks a foreign host, and nobody who installs it needs npm.
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@fontsource-variable/source-sans-3@5.3.1"
FOLDER = Path(__file__).resolve().parents[1] / "dashboard" / "page"
FILES = {
    "package/files/source-sans-3-latin-wght-normal.woff2": "source-sans-3.woff2",
    "package/LICENSE": "source-sans-3.LICENSE.txt",
}


def main() -> None:
    """Fetch the package and keep the two files."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            for name, target in FILES.items():
                content = archive.extractfile(name)
                assert content is not None
                (FOLDER / target).write_bytes(content.read())


if __name__ == "__main__":
    main()
