"""All files of the public edition, written together or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from rollout.analysis import analyse, country_paths
from rollout.edition import pages
from rollout.edition.archive import FOLDER, State, earlier_states, with_state
from rollout.edition.pages import DISTRICTS, FILES, Edition
from rollout.edition.public import DISTRICT_COLUMNS, INITIATIVE_COLUMNS, public_inputs
from rollout.export.labels import label
from rollout.export.map_files import map_bytes
from rollout.export.tables import EXACT, districts_geojson, spreadsheet_safe
from rollout.files.atomic import Staging
from rollout.files.guarded import read_bytes
from rollout.geo.palette import STATUS, symbols_css
from rollout.language import LANGS, Lang
from rollout.programme import programme
from rollout.readers.findings import Findings
from rollout.readers.text import decode
from rollout.tokens import SCREEN

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.model import Inputs
    from rollout.scenario import Scenario


@dataclass(frozen=True)
class Texts:
    """Texts of who publishes, as Markdown files; None: the edition has no such page."""

    imprint: Path | None = None
    privacy: Path | None = None


def write_edition(
    inputs: Inputs, scenario: Scenario, folder: Path, day: dt.date, texts: Texts
) -> list[Path]:
    """Write the edition of a day into a folder, whose earlier states stay in its archive.

    The same data, day and archive give the same bytes.

    Raises
    ------
    DataError
        A text or the archive cannot be read, or the folder cannot be written.
    """
    analysis = analyse(public_inputs(inputs), scenario)
    state = state_of(analysis, day)
    edition = Edition(
        analysis, analysis.work.of(country_paths), with_state(earlier_states(folder), state),
        _texts(texts),
    )  # fmt: skip
    content = {**_data(analysis), **_looks(), **_pages(edition)}
    content[f"{FOLDER}/{day.isoformat()}.json"] = state.to_json()
    with Staging(folder) as staging:
        for name, data in content.items():
            staging.write(name, data)
    return sorted(folder / name for name in content)


def state_of(analysis: Analysis, day: dt.date) -> State:
    """What the archive keeps of an analysis."""
    table = analysis.table()
    status = dict(zip(map(str, table.index), map(str, table["status"]), strict=True))
    names = dict(zip(map(str, table.index), map(str, table["display_name"]), strict=True))
    return State(day, status, names, analysis.linked_bounds())


def public_table(analysis: Analysis) -> pd.DataFrame:
    """The columns of the wide table that the edition shows, index `ags`."""
    return analysis.table()[list(DISTRICT_COLUMNS)]


def _data(analysis: Analysis) -> dict[str, bytes]:
    attribution = label(analysis).attribution.en
    districts = public_table(analysis)
    register = analysis.inputs.initiatives[list(INITIATIVE_COLUMNS)]
    return {
        "data/districts.csv": _csv(districts.assign(attribution=_once(attribution, districts))),
        "data/initiatives.csv": _csv(register.assign(attribution=_once(attribution, register))),
        "data/districts.geojson": districts_geojson(analysis, columns=DISTRICT_COLUMNS),
        **{f"data/map-{lang}.svg": map_bytes(analysis, "status", lang) for lang in LANGS},
    }


def _once(text: str, table: pd.DataFrame) -> list[str]:
    return [text, *[""] * (len(table) - 1)][: len(table)]


def _csv(table: pd.DataFrame) -> bytes:
    safe = table.reset_index().map(spreadsheet_safe)
    return safe.to_csv(index=False, lineterminator="\n", float_format=EXACT).encode()


def _looks() -> dict[str, bytes]:
    room = files("rollout.edition")
    colours = ";".join(f"--{name}:{value}" for name, value in SCREEN.items())
    css = f":root{{{colours}}}\n{symbols_css(STATUS.values())}\n"
    return {
        "style.css": (css + (room / "style.css").read_text(encoding="utf-8")).encode(),
        "search.js": (room / "search.js").read_bytes(),
    }


def _pages(edition: Edition) -> dict[str, bytes]:
    title = str(programme().title.text["de"])
    content = {"index.html": pages.root_page("de", title)}
    for lang in LANGS:
        content |= _pages_of(edition, lang)
    return {name: text.encode() for name, text in content.items()}


def _pages_of(edition: Edition, lang: Lang) -> dict[str, str]:
    content = {
        FILES["index"][lang]: pages.start_page(edition, lang),
        FILES["archive"][lang]: pages.archive_page(edition, lang),
        FILES["embed"][lang]: pages.embed_page(edition, lang),
    }
    for page in edition.texts:
        content[FILES[page][lang]] = pages.text_page(edition, page, lang)
    districts: Iterable[str] = map(str, edition.table.index)
    for ags in districts:
        content[f"{DISTRICTS[lang]}/{ags}.html"] = pages.district_page(edition, ags, lang)
    return {f"{lang}/{name}": text for name, text in content.items()}


def _texts(texts: Texts) -> Mapping[str, str]:
    """Given texts as HTML; HTML in them stays text."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False})
    paths = {"imprint": texts.imprint, "privacy": texts.privacy}
    return {
        page: reader.render(decode(read_bytes(path), Findings(str(path))))
        for page, path in paths.items() if path is not None
    }  # fmt: skip
