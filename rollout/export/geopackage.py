"""The GeoPackage: districts once, lists as views, styles and captions that GIS programs read."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from rollout.export.columns import Column, column_of
from rollout.export.geopackage_styles import styles
from rollout.export.labels import lines
from rollout.export.tables import display_frame, with_whole_counts
from rollout.export.words import TARGET_KINDS
from rollout.language import Lang, Text

if TYPE_CHECKING:
    import geopandas as gpd

    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

VERSION = "1.3"  # the newest that GDAL 3.6 (Debian 12, QGIS 3.22) reads without a warning
FIXED_TIME = "2000-01-01T00:00:00.000Z"  # two runs are equal bytes only without the time of writing
CRS = 25832
VIEWS = {
    "targets": f"status IN ({', '.join(repr(status) for status in TARGET_KINDS)})",
    "plan": "wave IS NOT NULL",
}
LAYER_WORDS = {
    "districts": Text("Alle Kreise (Umrisse vereinfacht für die Anzeige)",
                      "All districts (outlines generalised for display)"),
    "targets": Text("Zielkreise: ⟦keine⟧ gefunden oder nicht angebunden",
                    "Target districts: none found or not linked"),
    "plan": Text("Kreise des Plans nach Wellen", "Districts of the plan by wave"),
    "initiatives": Text("⟦Initiativen⟧ (Sitze)", "⟦Initiatives⟧ (seats)"),
}  # fmt: skip
_EXTENSIONS = (
    ("gpkg_data_columns", "gpkg_schema", "http://www.geopackage.org/spec121/#extension_schema"),
    ("gpkg_data_column_constraints", "gpkg_schema",
     "http://www.geopackage.org/spec121/#extension_schema"),
    ("gpkg_metadata", "gpkg_metadata", "http://www.geopackage.org/spec121/#extension_metadata"),
    ("gpkg_metadata_reference", "gpkg_metadata",
     "http://www.geopackage.org/spec121/#extension_metadata"),
)  # fmt: skip
_TABLES = """
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT,
 title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,
 CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
 CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL,
 constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC,
 max_is_inclusive BOOLEAN, description TEXT,
 CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
 md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
 mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT,
 column_name TEXT, row_id_value INTEGER, timestamp DATETIME NOT NULL, md_file_id INTEGER NOT NULL,
 md_parent_id INTEGER, CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id)
 REFERENCES gpkg_metadata(id));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT,
 f_table_schema TEXT, f_table_name TEXT, f_geometry_column TEXT, styleName TEXT, styleQML TEXT,
 styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT,
 update_time DATETIME);
"""


def write_geopackage(
    analysis: Analysis, path: Path, plan: RolloutPlan | None = None, lang: Lang = "de"
) -> None:
    """Write districts and initiatives as tables, targets and plan as views of them (EPSG:25832).

    The table `about` and the metadata of the file hold the label; captions of the columns and
    styles, which QGIS takes up by itself, are in one language.
    """
    import pyogrio

    districts = with_whole_counts(display_frame(analysis, plan), analysis)
    initiatives = _initiative_points(analysis)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FIXED_TIME})  # global to GDAL
    try:
        version = {"VERSION": VERSION}
        districts.to_file(path, layer="districts", driver="GPKG", dataset_options=version)
        initiatives.to_file(path, layer="initiatives", driver="GPKG")
        about = pd.DataFrame({"de": lines(analysis, "de"), "en": lines(analysis, "en")})
        pyogrio.write_dataframe(about, path, layer="about", driver="GPKG")
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    views = VIEWS if plan is not None else {"targets": VIEWS["targets"]}
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(_TABLES)
        _add_views(database, views)
        _add_extensions(database)
        _add_captions(database, analysis, ["districts", *views], districts, lang)
        _add_metadata(database, "\n".join(lines(analysis, lang)))
        last_wave = len(plan.waves.plans) if plan is not None else 0
        _add_styles(database, last_wave, list(views), lang)


def _add_views(database: sqlite3.Connection, views: Mapping[str, str]) -> None:
    """Lists of districts without a second copy: views, registered like any layer."""
    for name, condition in views.items():
        # Names and conditions are ours, never a text of a file.
        database.execute(f"CREATE VIEW {name} AS SELECT * FROM districts WHERE {condition}")  # noqa: S608
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
            "last_change, min_x, min_y, max_x, max_y, srs_id) SELECT ?, data_type, ?, '', "
            "last_change, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents "
            "WHERE table_name = 'districts'",
            (name, name),
        )
        database.execute(
            "INSERT INTO gpkg_geometry_columns SELECT ?, column_name, geometry_type_name, srs_id, "
            "z, m FROM gpkg_geometry_columns WHERE table_name = 'districts'",
            (name,),
        )


def _add_extensions(database: sqlite3.Connection) -> None:
    rows = [(*extension, "read-write") for extension in _EXTENSIONS]
    database.executemany(
        "INSERT INTO gpkg_extensions (table_name, extension_name, definition, scope) "
        "VALUES (?, ?, ?, ?)",
        rows,
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, "
        "srs_id) VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, 0)",
        (FIXED_TIME,),
    )


def _add_captions(
    database: sqlite3.Connection,
    analysis: Analysis,
    layers: list[str],
    frame: gpd.GeoDataFrame,
    lang: Lang,
) -> None:
    """Name every column as the tables do, in one language; both stand in the description."""
    catalogue = analysis.inputs.catalogue
    names = [str(name) for name in frame.columns if name != frame.geometry.name]
    captions = {name: column_of(name, catalogue) for name in names}
    titles = _distinct(captions, lang)
    rows = [
        (layer, name, titles[name], titles[name], f"{column.caption.de} / {column.caption.en}")
        for layer in layers
        for name, column in captions.items()
    ]
    database.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) "
        "VALUES (?, ?, ?, ?, ?)",
        rows,
    )
    for layer in (*layers, "initiatives"):
        database.execute(
            "UPDATE gpkg_contents SET description = ? WHERE table_name = ?",
            (LAYER_WORDS[layer][lang], layer),
        )


def _distinct(captions: Mapping[str, Column], lang: Lang) -> dict[str, str]:
    """Captions, with the name of the column where two are alike."""
    texts = [column.caption[lang] for column in captions.values()]
    return {
        name: f"{text} ({name})" if texts.count(text) > 1 else text
        for (name, text) in zip(captions, texts, strict=True)
    }


def _add_metadata(database: sqlite3.Connection, text: str) -> None:
    database.execute(
        "INSERT INTO gpkg_metadata (id, md_scope, md_standard_uri, mime_type, metadata) "
        "VALUES (1, 'dataset', 'https://www.dublincore.org/specifications/dublin-core/', "
        "'text/plain', ?)",
        (text,),
    )
    database.execute(
        "INSERT INTO gpkg_metadata_reference (reference_scope, timestamp, md_file_id) "
        "VALUES ('geopackage', ?, 1)",
        (FIXED_TIME,),
    )


def _add_styles(database: sqlite3.Connection, last_wave: int, views: list[str], lang: Lang) -> None:
    rows = [
        ("", "", style.layer, "geom", style.name[lang], style.qml(lang), "", style.is_default,
         style.name[lang], "", "", FIXED_TIME)
        for style in styles(last_wave)
        if style.layer in ("districts", "initiatives", *views)
    ]  # fmt: skip
    database.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
        "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, "
        "update_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _initiative_points(analysis: Analysis) -> gpd.GeoDataFrame:
    import geopandas as gpd

    from rollout.coverage.links import seat_points

    initiatives = analysis.coverage.initiatives
    points = seat_points(initiatives)
    frame = initiatives.loc[points.index].reset_index()
    return gpd.GeoDataFrame(with_whole_counts(frame, analysis), geometry=points.to_numpy(), crs=CRS)
