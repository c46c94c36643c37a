"""With another programme no face speaks of the shipped one."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.programme.example import make_folder
from tests.report.pdfs import text_of

SHIPPED_WORDS = re.compile(r"initiativ|industr", re.IGNORECASE)
AROUND = 40  # signs before and behind a word, enough for every exception below
# The one list of exceptions: keys and names of files, which programs read and no programme changes,
# and what chambers and a planning region are called by law.
KEYS = re.compile(
    r"""(?<=["`,/_'.-])initiatives?(?=["`,._'\\])"""  # a column or a layer
    r"|initiatives\.csv|\{initiative\}|--initiative TEXT|\bINITIATIVE\b|plain initiatives"
    r"|Industrie- und Handelskammer|Chamber of industry and commerce"
    r"|Industrieregion\b|Industrier\w{0,5}…"  # Mittelfranken, broken over lines or cut off
)


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with all that the product says of the made-up hospital sites."""
    folder = tmp_path_factory.mktemp("programme")
    data, out = make_folder(folder / "data"), folder / "out"
    out.mkdir()
    command = [sys.executable, "-m", "tests.programme.walk", str(data), str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-4000:]
    return out


def texts(path: Path) -> Iterator[str]:
    """What a file says, parts of workbooks and pages of PDFs included."""
    raw = path.read_bytes()
    if raw.startswith(b"%PDF"):
        yield text_of(raw)
    elif raw.startswith(b"PK"):
        book = zipfile.ZipFile(io.BytesIO(raw))
        yield from (book.read(name).decode("utf-8", "replace") for name in book.namelist())
    elif path.suffix == ".gpkg":  # names of tables run together with what stands before them
        yield re.sub(rb"initiatives", b"", raw).decode("utf-8", "replace")
    else:
        yield raw.decode("utf-8", "replace")


def told_of_the_shipped(text: str) -> Iterator[str]:
    """Every word of the shipped programme with what stands around it, exceptions left out."""
    for word in SHIPPED_WORDS.finditer(text):
        around = text[max(word.start() - AROUND, 0) : word.end() + AROUND]
        if SHIPPED_WORDS.search(KEYS.sub("", around)):
            yield around


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_no_face_speaks_of_the_shipped_programme(faces):
    told = {
        f"{path.name}: {words}"
        for path in files(faces)
        for text in texts(path)
        for words in told_of_the_shipped(text)
    }
    assert told == set()


def test_the_walk_hears_a_word_beside_an_exception():
    assert list(told_of_the_shipped("`initiatives`, initiatives.csv, die {initiative}")) == []
    assert list(told_of_the_shipped("der Industrie- und Handelskammer")) == []
    assert len(list(told_of_the_shipped("initiatives.csv nennt Initiativen"))) == 2


def test_every_face_is_there(faces):
    names = {path.name for path in files(faces)}
    assert {"report.pdf", "map.html", "targets.xlsx", "districts.csv", "rollout.gpkg"} <= names
    assert {"cli-plan-de.txt", "help-de.txt", "help-founding-add-en.txt"} <= names
    assert {
        "page-coverage-de.html",
        "page-data-en.html",
        "factsheet-de.pdf",
        "slides-de.pptx",
        "letter-union-en.docx",
    } <= names
    assert {"callback-de-profile.json", "layout-en.json", "payload-de-1.json"} <= names


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("help-de.txt", "Planer für Klinikstandorte (erfunden)"),
        ("cli-plan-de.txt", "Anteil mit zertifiziertem Klinikstandort"),
        ("cli-run-de.txt", "Menschen ab"),
        ("cli-check-de.txt", "'Uniklinik' als"),
        ("run-de/report.pdf", "Den Kreis erreichen nur Klinikstandorte, deren Anbindung"),
        ("download-en-report.pdf", "• Certified are "),
        (
            "run-de/districts.csv",
            "Keiner gefunden: Im Register erreicht kein Klinik",
        ),
        ("factsheet-de.pdf", "Ähnliche Kreise mit zertifiziertem Klinikstandort"),
        ("run-de/map.html", "Klinikstandorte für Telemedizin (erfunden)"),
        ("page-spots-de.html", "Wo fehlt ein Klinikstandort, und warum?"),
        ("page-coverage-en.html", "Hospital sites for telemedicine (made up)"),
        ("layout-de.json", "Weit zur Klinik"),
    ],
)
def test_faces_speak_of_the_programme_in_the_right_forms(faces, name, words):
    said = " ".join(re.sub(r"\s+", " ", text) for text in texts(faces / name))
    assert words in said
