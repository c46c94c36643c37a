"""All files of one run, written together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rollout.errors import parameter_error
from rollout.export.datapackage import datapackage_json
from rollout.export.geopackage import write_geopackage
from rollout.export.labels import label
from rollout.export.manifest import manifest_json
from rollout.export.map_files import fitting_page, html_bytes, map_bytes, map_pdf, map_png
from rollout.export.notes import notes_text
from rollout.export.sheets import targets_workbook
from rollout.export.tables import (
    districts_csv,
    districts_geojson,
    targets_csv,
)
from rollout.files.atomic import Staging, write_atomic
from rollout.files.databases import free_to_replace
from rollout.language import Lang, Text
from rollout.readers.left_out import left_out_csv
from rollout.report.report import report_pdf

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.parts_of_country import Part
    from rollout.plan.plan import RolloutPlan

STEPS = 5  # times that `write_outputs` reports

Report = Callable[[Text], None]

TABLES = Text("Tabellen", "tables")
GEOMETRY = Text("Geodaten", "geometry")
MAPS = Text("Karten", "maps")
REPORT = Text("Bericht", "report")
PROTOCOL = Text("Protokoll", "manifest")


def write_outputs(
    analysis: Analysis,
    plan: RolloutPlan,
    folder: Path,
    lang: Lang,
    report: Report = lambda step: None,
) -> list[Path]:
    """Write every file of a run into a folder; a failure leaves the folder as it was.

    Parameters
    ----------
    report
        Called with the name of each step as it begins.
    """
    files: dict[str, bytes] = {}
    free_to_replace(folder / "rollout.gpkg")
    with Staging(folder) as staging:
        report(TABLES)
        files["districts.csv"] = districts_csv(analysis, plan)
        files["targets.csv"] = targets_csv(analysis, lang, plan)
        files["targets.xlsx"] = targets_workbook(analysis, lang, plan)
        if analysis.inputs.left_out is not None:
            files["left_out.csv"] = left_out_csv(analysis.inputs.left_out, lang)
        report(GEOMETRY)
        files["districts.geojson"] = districts_geojson(analysis, plan)
        package = staging.path("rollout.gpkg")
        write_geopackage(analysis, package, plan, lang)
        report(MAPS)
        files["coverage.svg"] = map_bytes(analysis, "status", lang)
        files["coverage.pdf"] = map_pdf(analysis, "status", lang)
        files["plan.svg"] = map_bytes(analysis, "waves", lang, plan)
        files["map.html"] = html_bytes(analysis, lang, plan)
        report(REPORT)
        files["report.pdf"] = report_pdf(analysis, plan, lang)
        report(PROTOCOL)
        files["notes.txt"] = notes_text(analysis, plan, lang)
        files["scenario.toml"] = scenario_toml(analysis)
        contents = files | {package.name: package.read_bytes()}
        files["datapackage.json"] = datapackage_json(analysis, contents, lang)
        contents |= {"datapackage.json": files["datapackage.json"]}
        files["manifest.json"] = manifest_json(analysis, plan, contents)
        for name, content in files.items():
            staging.write(name, content)
        free_to_replace(folder / package.name)  # somebody may have opened it meanwhile
    return sorted(folder / name for name in (*files, package.name))


def scenario_toml(analysis: Analysis) -> bytes:
    """The scenario file, with the definition as a comment on top."""
    labels = label(analysis)
    comments = [labels.definition.de, labels.data_years.de, labels.note.de]
    head = "".join(f"# {line}\n" for line in comments if line)
    return f"{head}\n{analysis.recorded_scenario.to_toml()}".encode()


def write_map(
    analysis: Analysis,
    path: Path,
    layer: str,
    lang: Lang,
    plan: RolloutPlan | None = None,
    *,
    page: str | None = None,
    part: Part | None = None,
    dpi: int = 300,
) -> Path:
    """Write one map; the ending of the file (.svg, .pdf, .png, .html) tells the format.

    The interactive .html always shows the whole country and has no page; by default a page fits
    its part.
    """
    if path.suffix == ".html":
        if part is not None or page is not None:
            flags = "--page" if part is None else "--land, --chamber"
            finding = Text(f"steht neben {path.name}", f"stands beside {path.name}")
            raise parameter_error(flags, finding, Text(".svg, .pdf, .png", ".svg, .pdf, .png"))
        return write_atomic(path, html_bytes(analysis, lang, plan))
    makers: dict[str, Callable[..., bytes]] = {
        ".svg": map_bytes,
        ".pdf": map_pdf,
        ".png": partial(map_png, dpi=dpi),
    }
    if path.suffix not in makers:
        finding = Text(f"endet auf {path.suffix!r}", f"ends in {path.suffix!r}")
        names = "{}, {}, {}".format(*makers)
        expectation = Text(f"{names} oder .html", f"{names} or .html")
        raise parameter_error("--out", finding, expectation)
    make = makers[path.suffix]
    page = page or fitting_page(analysis, part)
    return write_atomic(path, make(analysis, layer, lang, plan, page=page, part=part))
