"""All files of one run, written together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rollout.atomic import Staging, write_atomic
from rollout.errors import Lang, Text, parameter_error
from rollout.export.labels import label
from rollout.export.manifest import manifest_json
from rollout.export.sheets import targets_workbook
from rollout.export.tables import (
    districts_csv,
    districts_geojson,
    targets_csv,
    write_geopackage,
)
from rollout.scenario import LAYERS, Layer

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.maps.figure import Caption, MapFigure

Report = Callable[[Text], None]

TABLES = Text("Tabellen", "tables")
GEOMETRY = Text("Geodaten", "geometry")
MAPS = Text("Karten", "maps")
PROTOCOL = Text("Protokoll", "manifest")


def write_outputs(
    analysis: Analysis, folder: Path, lang: Lang, report: Report = lambda step: None
) -> list[Path]:
    """Write every file of a run into a folder; a failure leaves the folder as it was.

    Parameters
    ----------
    report
        Called with the name of each step as it begins.
    """
    files: dict[str, bytes] = {}
    with Staging(folder) as staging:
        report(TABLES)
        files["districts.csv"] = districts_csv(analysis)
        files["targets.csv"] = targets_csv(analysis, lang)
        files["targets.xlsx"] = targets_workbook(analysis, lang)
        report(GEOMETRY)
        files["districts.geojson"] = districts_geojson(analysis)
        package = staging.path("rollout.gpkg")
        write_geopackage(analysis, package)
        report(MAPS)
        files["coverage.svg"] = map_bytes(analysis, "status", lang)
        files["map.html"] = html_bytes(analysis, lang)
        report(PROTOCOL)
        files["scenario.toml"] = scenario_toml(analysis)
        hashed = files | {package.name: package.read_bytes()}
        files["manifest.json"] = manifest_json(analysis, hashed)
        for name, content in files.items():
            staging.write(name, content)
    return sorted(folder / name for name in (*files, package.name))


def scenario_toml(analysis: Analysis) -> bytes:
    """The scenario file, with the definition as a comment on top."""
    made = label(analysis)
    comments = [made.definition.de, made.data_years.de, made.note.de]
    head = "".join(f"# {line}\n" for line in comments if line)
    return f"{head}\n{analysis.scenario.to_toml()}".encode()


def write_map(analysis: Analysis, path: Path, layer: Layer, lang: Lang) -> Path:
    """Write one map; the ending of the file (.svg, .html) tells the format."""
    if path.suffix == ".svg":
        return write_atomic(path, map_bytes(analysis, layer, lang))
    if path.suffix == ".html":
        return write_atomic(path, html_bytes(analysis, lang))
    found = Text(f"endet auf {path.suffix!r}", f"ends in {path.suffix!r}")
    raise parameter_error("--out", found, Text(".svg oder .html", ".svg or .html"))


def map_bytes(analysis: Analysis, layer: Layer, lang: Lang) -> bytes:
    """One layer as a complete SVG page."""
    from rollout.maps.page import map_svg

    return map_svg(figure(analysis, layer, lang)).encode("utf-8")


def figure(analysis: Analysis, layer: Layer, lang: Lang) -> MapFigure:
    """Map figure of one layer of an analysis."""
    from rollout.geo.svg import map_paths
    from rollout.maps import themes
    from rollout.maps.figure import seat_frame

    makers = {
        "status": themes.status_figure,
        "score": themes.score_figure,
        "need_capacity": themes.need_capacity_figure,
        "rules": themes.rules_figure,
    }
    inputs = analysis.inputs
    paths = map_paths(inputs.display, inputs.laender, inputs.countries)
    seats = seat_frame(paths, analysis.coverage.initiatives)
    return makers[layer](paths, analysis.table(), caption(analysis), lang, seats)


def caption(analysis: Analysis) -> Caption:
    """Words every map of this analysis carries."""
    from rollout.maps.figure import Caption

    made = label(analysis)
    definition = Text(
        f"{made.definition.de} · {made.data_years.de}",
        f"{made.definition.en} · {made.data_years.en}",
    )
    sources = analysis.inputs.sources
    texts = [
        Text(de, en)
        for de, en in zip(sources["attribution_de"], sources["attribution_en"], strict=True)
    ]
    used = tuple(text for text in dict.fromkeys(texts) if isinstance(text.de, str) and text.de)
    return Caption(definition, analysis.register_date, used, made.note)


def html_bytes(analysis: Analysis, lang: Lang) -> bytes:
    """The interactive map in one file, with every layer to choose from."""
    from rollout.maps.webmap import map_html

    inputs = analysis.inputs
    page = map_html(
        [figure(analysis, layer, lang) for layer in LAYERS],
        inputs.display,
        analysis.table(),
        laender=inputs.laender,
        countries=inputs.countries,
        initiatives=analysis.coverage.initiatives,
        rates=analysis.rates(),
    )
    return page.encode("utf-8")
