"""Write docs/dependencies.md: licence and home of every pinned package.

    python tools/licences.py [--out docs/dependencies.md]

Read from the metadata of the installed packages; run it after `constraints.txt` has changed.
"""

from __future__ import annotations

import argparse
import importlib.metadata as metadata
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
MAX_SHORT = 60
# Where the metadata say too little; read in the package's own licence file.
KNOWN = {
    "axe-playwright-python": "MIT",
    "xstatic-leaflet": "BSD-2-Clause (Leaflet)",
}
HOMES = ("homepage", "home", "source", "source code", "repository", "github", "documentation")
HEAD = """# Verwendete Pakete und ihre Lizenzen

Diese Liste schreibt `tools/licences.py` aus den Angaben der installierten Pakete; die Versionen
stehen in `constraints.txt`. Ob zu einer Version Sicherheitsmeldungen vorliegen, prüft `make audit`
(braucht eine Verbindung zum Paketverzeichnis).

*This list is written by `tools/licences.py` from the metadata of the installed packages. `make
audit` looks for known security advisories; it needs a connection to the package index.*

Die fertigen Pakete bringen Bibliotheken als eigene, austauschbare Dateien mit: shapely GEOS
(LGPL-2.1-or-later), pyogrio GDAL (MIT), pyproj PROJ (MIT). dash verlangt außerdem setuptools (MIT),
das zu jeder Python-Umgebung gehört und deshalb nicht festgehalten ist. Die Schrift der Oberfläche,
Source Sans 3 (Adobe, SIL Open Font License 1.1), liegt mit ihrer Lizenz in `dashboard/page/`;
`tools/build_font.py` holt sie aus dem npm-Paket.
"""


@dataclass(frozen=True)
class Package:
    """A pinned package.

    Parameters
    ----------
    name, version
        As in `constraints.txt`.
    licence, home
        As its metadata say; "" if they do not.
    """

    name: str
    version: str
    licence: str
    home: str


def pins(text: str) -> dict[str, tuple[str, str]]:
    """Canonical name -> name and version.

    >>> pins("Flask==3.1.3\\n# why\\n")
    {'flask': ('Flask', '3.1.3')}
    """
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    pairs = (line.split("==") for line in lines if "==" in line)
    return {canonicalize_name(name): (name.strip(), version.strip()) for name, version in pairs}


def closure(requirements: Iterable[str]) -> set[str]:
    """Canonical names of packages and of everything they need here, transitively."""
    names: set[str] = set()
    open_names = [(requirement.name, frozenset(requirement.extras))
                  for requirement in map(Requirement, requirements)]  # fmt: skip
    while open_names:
        name, extras = open_names.pop()
        key = canonicalize_name(name)
        if key in names:
            continue
        names.add(key)
        for text in metadata.requires(name) or ():
            need = Requirement(text)
            conditions = [{"extra": extra} for extra in (*extras, "")]
            if need.marker is None or any(map(need.marker.evaluate, conditions)):
                open_names.append((need.name, frozenset(need.extras)))
    return names


def package(name: str, version: str) -> Package:
    """Licence and home of an installed package; raises if another version is installed."""
    info = metadata.metadata(name)
    if info["Version"] != version:
        raise SystemExit(f"{name} {info['Version']} is installed, {version} is pinned")
    return Package(name, version, licence(info), home(info))


def licence(info: metadata.PackageMetadata) -> str:
    """Licence as an expression where there is one, else as the package words it."""
    own_word = KNOWN.get(canonicalize_name(info["Name"]), "")
    expression = info.get("License-Expression") or ""
    text = (info.get("License") or "").strip()
    short = text if len(text) <= MAX_SHORT and "\n" not in text else ""
    classifiers = [
        entry.rpartition(" :: ")[2]
        for entry in info.get_all("Classifier") or ()
        if entry.startswith("License :: ")
    ]
    return own_word or expression or short or ", ".join(classifiers)


def home(info: metadata.PackageMetadata) -> str:
    """Address of a package's own page, else of its source."""
    pairs = (entry.split(", ", 1) for entry in info.get_all("Project-URL") or ())
    addresses = {label.casefold(): url for label, url in pairs}
    homepage = next((addresses[label] for label in HOMES if label in addresses), "")
    return homepage or info.get("Home-page") or ""


def table(packages: Iterable[Package]) -> str:
    """Markdown table, by name."""
    rows = [
        f"| {p.name} | {p.version} | {p.licence or 'nicht angegeben / not stated'} | {_link(p)} |"
        for p in sorted(packages, key=lambda p: p.name.casefold())
    ]
    return "\n".join(["| Paket | Version | Lizenz | Seite |", "|---|---|---|---|", *rows])


def _link(package: Package) -> str:
    return f"<{package.home}>" if re.match(r"https?://\S+$", package.home) else ""


def document() -> str:
    """The whole page: what running needs, then what only developing needs."""
    pinned = pins((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = closure(project["dependencies"])
    packages = {key: package(*pin) for key, pin in pinned.items()}
    needed = [packages[key] for key in packages if key in runtime]
    others = [packages[key] for key in packages if key not in runtime]
    parts = [HEAD, "## Zum Betrieb", table(needed), "## Nur zum Entwickeln und Messen",
             table(others)]  # fmt: skip
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "dependencies.md")
    options = parser.parse_args()
    options.out.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
