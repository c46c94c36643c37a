"""Tables and geometry as other programs read them: CSV and GeoJSON."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from rollout.coverage.words import STATUS_NAMES
from rollout.export.columns import captions, column_of
from rollout.export.labels import label, lines
from rollout.export.words import EXCLUDED, REQUIRED, TARGET_KINDS
from rollout.language import Lang
from rollout.parts_of_country import Area, area_of
from rollout.programme.words import DEMAND

if TYPE_CHECKING:
    import geopandas as gpd

    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

Frame = TypeVar("Frame", bound=pd.DataFrame)  # a table of outlines stays one

TARGET_COLUMNS = [
    "order", "wave", "region", "ags", "display_name", "land_name", "target_kind", "potential",
    "rank", "rank_group", "rank_low", "rank_high", "top_k_share", "need", "capacity",
    "known_share", "population", DEMAND, "chambers", "nearest_name", "nearest_km",
    "border_countries", "partner_countries",
    "white_rules", "cluster", "why", "next_step",
]  # fmt: skip
_AFTER_WHY = TARGET_COLUMNS.index("why") + 1
TARGET_CSV_COLUMNS = [
    *TARGET_COLUMNS[:_AFTER_WHY], "decision", *TARGET_COLUMNS[_AFTER_WHY:], "definition", "note",
    "attribution",
]  # fmt: skip
# What a spreadsheet runs when it opens a CSV (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
EXACT = "%.14g"  # no digits that only the arithmetic of the machine has
DEGREES_DECIMALS = 6  # about a tenth of a metre


def wide_table(analysis: Analysis, plan: RolloutPlan | None) -> pd.DataFrame:
    """The wide table with wave and name of the planned regions (missing: not planned)."""
    table = analysis.table()
    if plan is None:
        return table.assign(wave=pd.array([pd.NA] * len(table), dtype="Int64"), region="")
    waves, regions = plan.district_waves, plan.district_regions["region"]
    return table.assign(
        wave=waves.reindex(table.index).astype("Int64"),
        region=regions.reindex(waves.index).reindex(table.index).fillna(""),
    )


def target_table(
    analysis: Analysis, lang: Lang, plan: RolloutPlan | None = None, area: Area | None = None
) -> pd.DataFrame:
    """Target regions with the columns planners work with, best potential first.

    Parameters
    ----------
    area
        Only its districts; None: those of the area the scenario plans in, else of the country.
    """
    planned = wide_table(analysis, plan)[["wave", "region"]]
    targets = analysis.targets().join(planned).reset_index()
    area = area or planned_area(analysis)
    if area is not None:
        targets = targets[targets["ags"].isin(area.districts)]
    return targets.assign(
        order=range(1, len(targets) + 1),
        target_kind=[TARGET_KINDS[status][lang] for status in targets["status"]],
        why=targets[f"reason_{lang}"],
        next_step="",
    )[TARGET_COLUMNS]


def planned_area(analysis: Analysis) -> Area | None:
    """Area the scenario plans in; None: the whole country."""
    return area_of(analysis.inputs, analysis.scenario.area)


def not_target_table(analysis: Analysis, lang: Lang) -> pd.DataFrame:
    """Districts that are no target region and why."""
    rest = analysis.not_targets().reset_index()
    status = [STATUS_NAMES[value][lang] for value in rest["status"]]
    columns = ["ags", "display_name", "land_name", "status", "potential", "rank", "why"]
    return rest.assign(status=status, why=rest[f"why_{lang}"])[columns]


def spreadsheet_safe(text: object) -> object:
    """Text that no spreadsheet takes for a formula: a leading sign gets an apostrophe.

    >>> spreadsheet_safe("=1+1"), spreadsheet_safe("Aachen"), spreadsheet_safe(-5)
    ("'=1+1", 'Aachen', -5)
    """
    if isinstance(text, str) and text.startswith(FORMULA_STARTS):
        return f"'{text}"
    return text


def districts_csv(analysis: Analysis, plan: RolloutPlan | None = None) -> bytes:
    """The wide table for programs: UTF-8, comma, decimal point; every row says its definition.

    What the licences ask for is long, so it stands once: in the first row.
    """
    table = wide_table(analysis, plan).reset_index()
    labels = label(analysis)
    table = with_whole_counts(table, analysis).assign(
        definition=f"{labels.definition.en} · {labels.data_years.en}",
        note=labels.note.en,
        attribution=_once(labels.attribution.en, len(table)),
    )
    text = table.map(spreadsheet_safe).to_csv(index=False, lineterminator="\n", float_format=EXACT)
    return text.encode("utf-8")


def _once(text: str, rows: int) -> list[str]:
    """A text in the first row of a column.

    >>> _once("©", 2)
    ['©', '']
    """
    return [text, *[""] * (rows - 1)] if rows else []


def with_whole_counts(table: Frame, analysis: Analysis) -> Frame:
    """The table with counts and ranks as whole numbers; those that are not whole stay."""
    catalogue = analysis.inputs.catalogue
    floats = list(map(str, table.select_dtypes("float")))
    names = [name for name in floats if column_of(name, catalogue).kind == "count"]
    ranks = [name for name in names if name.startswith("rank")]  # between two of drawn ranks
    return whole_numbers(table.round(dict.fromkeys(ranks, 0)), names)


def whole_numbers(table: Frame, names: Iterable[str]) -> Frame:
    """A table with some columns as whole numbers, where all their values are.

    >>> whole_numbers(pd.DataFrame({"a": [1.0, None], "b": [1.5, 2]}), ["a", "b"]).dtypes.tolist()
    [Int64Dtype(), dtype('float64')]
    """
    whole = [name for name in names if (table[name].dropna() % 1 == 0).all()]
    return table.astype(dict.fromkeys(whole, "Int64"))


def targets_csv(
    analysis: Analysis, lang: Lang, plan: RolloutPlan | None = None, area: Area | None = None
) -> bytes:
    """Target regions for a German Excel: semicolon, decimal comma, UTF-8 with BOM.

    The wording of the sources stands once: in the first row. `area` as in `target_table`.
    """
    labels = label(analysis)
    table = target_table(analysis, lang, plan, area)
    rounded_table = rounded(table, analysis.inputs.catalogue)
    table = with_whole_counts(rounded_table, analysis).assign(
        decision=decisions(analysis, table, lang),
        definition=f"{labels.definition[lang]} · {labels.data_years[lang]}",
        note=labels.note[lang],
        attribution=_once(labels.attribution[lang], len(table)),
    )
    names = captions(TARGET_CSV_COLUMNS, analysis.inputs.catalogue, lang)
    return german_csv(table[TARGET_CSV_COLUMNS].set_axis(names, axis=1))


def rounded(table: pd.DataFrame, catalogue: pd.DataFrame) -> pd.DataFrame:
    """Numbers as exact as people read them: counts whole, scores to two, shares to four."""
    decimals = {"share": 4, "number": 2, "count": 0}
    kinds = {name: column_of(str(name), catalogue).kind for name in table.select_dtypes("float")}
    return table.round({name: decimals.get(kind, 2) for name, kind in kinds.items()})


def german_csv(table: pd.DataFrame) -> bytes:
    """A table for a German Excel: semicolon, decimal comma, UTF-8 with BOM, no formulas."""
    buffer = io.StringIO()
    table.map(spreadsheet_safe).to_csv(
        buffer, index=False, sep=";", decimal=",", lineterminator="\r\n"
    )
    return buffer.getvalue().encode("utf-8-sig")


def decisions(analysis: Analysis, table: pd.DataFrame, lang: Lang) -> list[str]:
    """What the planner decided about every district of a table, and why."""
    texts: dict[str, str] = {}
    for word, pairs in (
        (REQUIRED, analysis.scenario.require),
        (EXCLUDED, analysis.scenario.exclude),
    ):
        texts |= {key: f"{word[lang]}: {why}" if why else word[lang] for key, why in pairs}
    return [texts.get(ags, "") for ags in table["ags"]]


def districts_geojson(
    analysis: Analysis, plan: RolloutPlan | None = None, columns: Sequence[str] | None = None
) -> bytes:
    """Display geometry with the wide table, WGS84 (RFC 7946), two runs alike.

    A feature's id is its district key. With `columns` it has these and its key only.
    """
    frame = display_frame(analysis, plan).to_crs(4326)
    if columns is not None:
        frame = frame[["ags", *columns, "geometry"]]
    display = frame.set_geometry(_round_coordinates(frame.geometry))
    collection: dict[str, Any] = json.loads(display.set_index("ags", drop=False).to_json())
    content = {
        "type": "FeatureCollection",
        "bbox": [round(float(edge), DEGREES_DECIMALS) for edge in display.total_bounds],
        "metadata": {"lines_de": lines(analysis, "de"), "lines_en": lines(analysis, "en")},
        "features": collection["features"],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _round_coordinates(geometry: gpd.GeoSeries) -> gpd.GeoSeries:
    """Outer rings counter-clockwise and six decimals; no snapping, so nothing collapses."""
    import shapely

    polygons = shapely.transform(geometry.to_numpy(), lambda xy: xy.round(DEGREES_DECIMALS))
    return shapely.orient_polygons(polygons)


def display_frame(analysis: Analysis, plan: RolloutPlan | None) -> gpd.GeoDataFrame:
    """The wide table with outlines generalised for display (EPSG:25832)."""
    import geopandas as gpd

    table = wide_table(analysis, plan).reset_index()
    geometry = analysis.inputs.display.geometry.reindex(table["ags"]).to_numpy()
    return gpd.GeoDataFrame(table, geometry=geometry, crs=25832)
