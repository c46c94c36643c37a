"""Do the data fit together, and do their totals meet the published ones?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from rollout.ags import LAENDER
from rollout.language import Text
from rollout.model import Inputs
from rollout.selfcheck.result import OWN, Check, Finding, equal, number
from rollout.territory import FIRST, dated_changes

if TYPE_CHECKING:
    import geopandas as gpd

DISTRICTS_2021 = 400
NEIGHBOUR_COUNTRIES = 9.0
POPULATION_2022 = 84_358_845.0
AREA_2022_KM2 = 357_588.51
AREA_TOLERANCE = 0.005  # water and generalised outlines
SEAT_KM = 5.0  # as readers tolerate


def number_of_districts(inputs: Inputs) -> Finding:
    """Count districts and Länder; those of 2021 and what changed since."""
    changes = dated_changes(inputs.district_changes)
    since = [change for change in changes if FIRST < change.since <= inputs.territory]
    expected = DISTRICTS_2021 + sum(len(c.added) - len(c.removed) for c in since)
    laender = set(inputs.districts["land"])
    counts = equal([float(inputs.districts.index.nunique()), float(len(laender))],
                  [float(expected), float(len(LAENDER))])  # fmt: skip
    return Finding(counts.computed, counts.expected, counts.is_right and laender == set(LAENDER))


def keys_agree(inputs: Inputs) -> Finding:
    """Count keys that are missing in a table, or that are no district."""
    keys = set(inputs.districts.index)
    full = {
        "indicators": inputs.indicators.index,
        "chambers": inputs.chambers["ags"],
        "district_types": inputs.district_types.index,
        "postcodes": inputs.postcodes["ags"],
    }
    partial = {
        "borders": inputs.borders["ags"],
        "initiatives": inputs.initiatives["district_ags"],
        "served": inputs.served["ags"],
        "neighbours": inputs.neighbours["ags"],
    }
    wrong = sum(len(keys ^ set(column)) for column in full.values())
    wrong += sum(len(set(column) - keys) for column in partial.values())
    return equal([float(wrong)], [0.0])


def outlines_fit(inputs: Inputs) -> Finding:
    """Count districts whose outline is broken, or overlaps or gapes towards a neighbour."""
    layers = (inputs.districts.geometry, inputs.display.geometry)
    return equal([float(_misfits(layer)) for layer in layers], [0.0, 0.0])


def _misfits(shapes: gpd.GeoSeries) -> int:
    import shapely

    polygons = shapes.to_numpy()
    edges = shapely.coverage_invalid_edges(polygons)
    return int((~shapely.is_valid(polygons) | ~shapely.is_empty(edges)).sum())


def area_of_outlines(inputs: Inputs) -> Finding:
    """Compare the area of all outlines with the official one."""
    area = float(inputs.districts.geometry.area.sum()) / 1e6
    official = float(inputs.districts["area_km2"].sum())
    return Finding(
        number(area), number(official), abs(area / official - 1) <= AREA_TOLERANCE
    )  # fmt: skip


def official_area(inputs: Inputs) -> Finding:
    """Add up the official areas."""
    return equal([float(inputs.districts["area_km2"].sum())], [AREA_2022_KM2], 2)


def population(inputs: Inputs) -> Finding:
    """Add up the inhabitants, if they are those of 31.12.2022."""
    if inputs.catalogue.loc["population", "source"] != "bkg_vg250_ew":
        return Finding(Text("andere Quelle", "another source"), number(POPULATION_2022), None)
    # Estimates for parts of a district are no whole numbers, their sum is.
    return equal([round(float(inputs.indicators["population"].sum()), 3)], [POPULATION_2022])


def chamber_shares(inputs: Inputs) -> Finding:
    """Add up the shares of chambers per district: least and largest sum."""
    sums = inputs.chambers.groupby("ags")["share"].sum()
    return equal([float(sums.min()), float(sums.max())], [1.0, 1.0], 5)


def countries(inputs: Inputs) -> Finding:
    """Count neighbour countries: with outline, and with a border district."""
    counts = [float(len(inputs.countries)), float(inputs.borders["country"].nunique())]
    return equal(counts, [NEIGHBOUR_COUNTRIES] * 2)


def neighbours_symmetric(inputs: Inputs) -> Finding:
    """Count pairs of neighbours that stand in one direction only."""
    pairs = set(zip(inputs.neighbours["ags"], inputs.neighbours["neighbour"], strict=True))
    return equal([float(sum((b, a) not in pairs for a, b in pairs))], [0.0])


def seats_in_districts(inputs: Inputs) -> Finding:
    """Count seats farther than 5 km from the district of their key."""
    import geopandas as gpd
    import shapely

    seats = inputs.initiatives.dropna(subset=["latitude", "longitude"])
    points = gpd.GeoSeries(
        gpd.points_from_xy(seats["longitude"], seats["latitude"], crs=4326), index=seats.index
    ).to_crs(25832)
    shapes = inputs.districts.geometry.reindex(seats["district_ags"]).to_numpy()
    distance = shapely.distance(shapes, points.to_numpy())
    return equal([float(np.sum(~(distance <= SEAT_KM * 1000)))], [0.0])


def sources_have_licences(inputs: Inputs) -> Finding:
    """Count sources in use without licence or attribution."""
    in_use = inputs.sources.loc[inputs.sources.index.isin(inputs.catalogue["source"])]
    columns = ["licence", "attribution_de", "attribution_en"]
    gaps = (in_use[columns].isna() | (in_use[columns] == "")).any(axis=1)
    return equal([float(gaps.sum())], [0.0])


def checks(inputs: Inputs) -> tuple[Check, ...]:
    """Build all of them."""
    vg250 = Text("BKG VG250-EW, 31.12.2022 (Summe KFL)", "BKG VG250-EW, 31.12.2022 (sum of KFL)")
    destatis = Text("Destatis, Bevölkerung am 31.12.2022", "Destatis, population on 31.12.2022")
    register = Text("Destatis, Gemeindeverzeichnis 31.12.2024",
                    "Destatis, municipality register 31.12.2024")  # fmt: skip
    rows: tuple[tuple[str, Text, Text, Callable[[Inputs], Finding]], ...] = (
        ("districts", Text("Kreise und Länder", "districts and Länder"), register,
         number_of_districts),
        ("keys", Text("Schlüssel, die in einer Tabelle fehlen oder keine Kreise sind",
                      "keys missing in a table or of no district"),
         OWN, keys_agree),
        ("outlines", Text("Umrisse mit Fehler, Lücke oder Überlappung (genau, vereinfacht)",
                          "outlines broken, gaping or overlapping (full, simplified)"),
         OWN, outlines_fit),
        ("outline-area", Text("Fläche der Umrisse (km², auf 0,5 %)",
                              "area of the outlines (km², within 0.5 %)"),
         vg250, area_of_outlines),
        ("official-area", Text("Summe der amtlichen Flächen (km²)", "sum of official areas (km²)"),
         vg250, official_area),
        ("population", Text("Einwohner", "inhabitants"), destatis, population),
        ("chambers", Text("Summe der IHK-Anteile je Kreis (kleinste, größte)",
                          "sum of chamber shares per district (least, largest)"),
         OWN, chamber_shares),
        ("countries", Text("Nachbarstaaten (mit Umriss, mit Grenzkreis)",
                           "neighbour countries (with outline, with border district)"),
         OWN, countries),
        ("neighbours", Text("einseitige Nachbarschaften", "one-sided neighbours"), OWN,
         neighbours_symmetric),
        ("seats", Text("Sitze weiter als 5 km vom Kreis ihres Schlüssels",
                       "seats farther than 5 km from the district of their key"),
         OWN, seats_in_districts),
        ("licences", Text("Quellen ohne Lizenz oder Quellenvermerk",
                          "sources without licence or attribution"),
         OWN, sources_have_licences),
    )  # fmt: skip
    return tuple(
        Check(id, "data", name, source, lambda test=test: test(inputs))  # type: ignore[misc]
        for id, name, source, test in rows
    )
