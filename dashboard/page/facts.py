"""What the scripts in the browser draw from: plain values, ready for JSON."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from rollout.analysis import Analysis, check_columns
from rollout.carried import short_remarks
from rollout.coverage.verified import asked_none
from rollout.geo.palette import Symbol, all_symbols, pattern_svg, symbols_css
from rollout.geo.svg import MapPaths, map_geometry
from rollout.language import Lang
from rollout.maps.figure import seat_frame
from rollout.maps.layers import LAYERS, MapClass
from rollout.model import NETWORK_STATUSES, STATUSES, Inputs
from rollout.programme.words import DEMAND
from rollout.readers.district_names import CITY_TYPES
from rollout.scenario.rules import RULES
from rollout.tokens import SCREEN, SCREEN_DARK, SHARED, custom_properties, dark_properties

from .contract import LARGEST_UPLOAD, LONGEST_SCENARIO
from .form_fields import TARGETS
from .settings import COUNTRY, EVERYTHING, LONGEST_REASON
from .words import TEXTS

PATTERN_SCALE = 11
SWATCH = "swatch-"
Entry = dict[str, str]
CODES = {status: status[0] for status in STATUSES}
TARGET_STATUSES = ("white", "unconnected")  # one is to be founded there, or to be connected

DIFFERENCE = {
    "both": Symbol("difference-both", SHARED["accent"]),
    "a": Symbol("difference-a", "#e3b04b", "hatch", "#7a5200"),
    "b": Symbol("difference-b", "#9fb7dd", "dots", "#1f3a7a"),
    "none": Symbol("difference-none", "#f7f5ef", edge=SHARED["pale-edge"]),
}
PLAIN_ON_SCREEN = {"status-unconnected"}
# Layers whose classes the browser computes itself, from statuses, scores or a plan.
DRAWN_THERE = ("status", "rules", "score", "need_capacity", "waves")


def further_layers() -> list[str]:
    """Layers of the register that the browser cannot compute: their classes travel as they are."""
    return [key for key, layer in LAYERS.items() if key not in DRAWN_THERE and not layer.needs_plan]


def _difference_classes() -> list[MapClass]:
    return [MapClass(key, TEXTS[f"difference_{key}"], symbol) for key, symbol in DIFFERENCE.items()]


def _legend(classes: Iterable[MapClass], lang: Lang, codes: Mapping[str, str]) -> list[Entry]:
    return [
        {
            "key": codes.get(entry.key, entry.key),
            "symbol": entry.symbol.name,
            "paint": _on_screen(entry.symbol).paint.replace("url(#", f"url(#{SWATCH}"),
            "label": entry.label[lang],
        }
        for entry in classes
    ]


def legends(lang: Lang) -> dict[str, list[Entry]]:
    """Legend of every layer: key of the class, symbol, paint of its swatch and label."""
    layers = {
        key: _legend(layer.whole_legend(), lang, CODES if key == "status" else {})
        for key, layer in LAYERS.items()
    }
    return {**layers, "difference": _legend(_difference_classes(), lang, {})}


WEIGHTS = (DEMAND, "population")  # what makes a district urgent, the first known


def _symbols() -> tuple[Symbol, ...]:
    """Every symbol once; layers of the register may bring their own."""
    further = (entry.symbol for key in further_layers() for entry in LAYERS[key].whole_legend())
    return tuple(dict.fromkeys(map(_on_screen, (*all_symbols(), *further, *DIFFERENCE.values()))))


def _on_screen(symbol: Symbol) -> Symbol:
    """A symbol without the dots that paper needs where a grey copy has to keep it apart."""
    return replace(symbol, pattern="solid") if symbol.name in PLAIN_ON_SCREEN else symbol


def stylesheet() -> str:
    """Colours of the page by name, and those of all classes on the map."""
    colours = f"{custom_properties(SCREEN)}\n{dark_properties(SCREEN_DARK)}"
    return f"{colours}\n{symbols_css(_symbols())}"


def geometry(paths: MapPaths) -> dict[str, Any]:
    """Outlines, ways of the arrow keys and patterns; the same for both languages."""
    patterns = "".join(
        pattern_svg(symbol, PATTERN_SCALE) + pattern_svg(symbol, 1, SWATCH) for symbol in _symbols()
    )
    defs = f'<svg xmlns="http://www.w3.org/2000/svg"><defs>{patterns}</defs></svg>'
    return {**map_geometry(paths), "patterns": defs, "pattern_scale": PATTERN_SCALE}


def facts(inputs: Inputs, paths: MapPaths, words: Mapping[str, str], lang: Lang) -> dict[str, Any]:
    """What never changes while the page is open: names, memberships, seats, words."""
    districts = inputs.districts
    return {
        "lang": lang,
        "words": words,
        "constants": constants(),
        "legends": legends(lang),
        "keys": districts.index.tolist(),
        "names": districts["display_name"].tolist(),
        "remarks": short_remarks(inputs, lang),
        "types": districts["type"].tolist(),
        "chambers": members(inputs.chambers, "chamber", districts.index),
        "borders": members(inputs.borders, "country", districts.index),
        "seats": seats(inputs, paths),
        "people": _whole(people_of(inputs)),
        "weight": weight_of(inputs, lang),
        "lettering": lettering(inputs),
    }


def lettering(inputs: Inputs) -> dict[str, Any]:
    """Names on the map: districts as people call them, the largest first, and which are cities.

    Returns
    -------
    lettering
        names: a short one per district; order: their positions by inhabitants, unknown ones last;
        cities: positions of towns that are no part of a rural district, in this order.
    """
    districts = inputs.districts
    order = people_of(inputs).fillna(0).to_numpy().argsort(kind="stable")[::-1].tolist()
    is_city = districts["type"].isin(CITY_TYPES).to_numpy()
    names = [str(name).removesuffix(" (Stadt)") for name in districts["display_name"]]
    return {"names": names, "order": order, "cities": [n for n in order if is_city[n]]}


def people_of(inputs: Inputs) -> pd.Series:
    """Inhabitants of every district, NaN where unknown."""
    people = inputs.indicators.get("population", pd.Series(dtype=float))
    return people.reindex(inputs.districts.index)


def weight_of(inputs: Inputs, lang: Lang) -> dict[str, Any]:
    """What makes one district more urgent than another: its producing sector, else its people."""
    names = [
        name for name in WEIGHTS if name in inputs.indicators and name in inputs.catalogue.index
    ]
    if not names:
        return {"label": "", "values": [None] * len(inputs.districts)}
    values = inputs.indicators[names[0]].reindex(inputs.districts.index)
    return {"label": inputs.catalogue.loc[names[0], f"short_{lang}"], "values": _whole(values)}


def _whole(values: pd.Series) -> list[int | None]:
    return [None if pd.isna(value) else round(value) for value in values]


def row_of(frame: pd.DataFrame, key: str) -> pd.Series:
    """One row of a table whose keys stand only once."""
    row = frame.loc[key]
    assert isinstance(row, pd.Series)
    return row


def constants() -> dict[str, Any]:
    """What the scripts have to name as the server does."""
    return {
        "codes": CODES,
        "target_codes": [CODES[status] for status in TARGET_STATUSES],
        "seat_statuses": NETWORK_STATUSES,
        "country": COUNTRY,
        "everything": EVERYTHING,
        "targets": TARGETS,
        "limits": {
            "upload": LARGEST_UPLOAD,
            "scenario_file": LONGEST_SCENARIO,
            "reason": LONGEST_REASON,
        },
    }


def members(pairs: pd.DataFrame, column: str, index: pd.Index) -> list[list[str]]:
    """Values of a column per district, in the order of the index."""
    groups = pairs.sort_values(["ags", column]).groupby("ags")[column].unique()
    return [list(groups.get(key, ())) for key in index]


def seats(inputs: Inputs, paths: MapPaths) -> list[dict[Hashable, Any]]:
    """Initiatives with a known seat, the networked last so that they lie on top."""
    frame = seat_frame(paths, inputs.initiatives).reset_index(names="id")
    frame = frame.rename(columns={"network_status": "status"})
    if "point_km" in inputs.initiatives:
        km = inputs.initiatives["point_km"].reindex(frame["id"]).to_numpy()
        # An assumed point says how far off it may be; the sign needs no language.
        marks = ["" if np.isnan(k) else f" (± {max(k, 1.0):.0f} km)" for k in km]
        frame["name"] = frame["name"] + marks
    years = _whole(inputs.initiatives["founded_year"].reindex(frame["id"]))
    rows = frame[["id", "name", "status", "x", "y"]].to_dict("records")
    return [row | ({"since": year} if year else {}) for row, year in zip(rows, years, strict=True)]


def postcodes(inputs: Inputs) -> dict[str, list[str]]:
    """District keys per postcode."""
    pairs = inputs.postcodes[["plz", "ags"]].drop_duplicates().sort_values(["plz", "ags"])
    keys: dict[str, list[str]] = {}  # grouping ten thousand postcodes takes fifty times as long
    for plz, ags in zip(pairs["plz"], pairs["ags"], strict=True):
        keys.setdefault(str(plz), []).append(ags)
    return keys


def result(analysis: Analysis) -> dict[str, Any]:
    """What the map and the list show for one scenario, in the order of the district keys."""
    statuses, potential, more = analysis.coverage.statuses, analysis.potential, further_layers()
    # The wide table has all that and takes twenty times as long.
    table = analysis.table() if more else pd.DataFrame()
    return {
        "rule": analysis.scenario.rule,
        "statuses": {rule: "".join(map(CODES.__getitem__, statuses[rule])) for rule in RULES},
        "cluster": analysis.cluster.astype(int).tolist(),
        "nearest_km": [
            None if np.isnan(km) else round(km, 1) for km in analysis.nearest["nearest_km"]
        ],
        "need_capacity": need_capacity(potential.need_class, potential.capacity_class),
        "score": [None if np.isnan(value) else round(value, 1) for value in potential.score],
        "areas": areas(analysis),
        "checks": checks(analysis),
        "layers": {key: LAYERS[key].class_of(table).fillna("").tolist() for key in more},
    }


def checks(analysis: Analysis) -> list[int]:
    """Positions of the districts in which none was found and somebody said so."""
    answers = analysis.work.of(check_columns)["check_answer"]
    return np.flatnonzero(asked_none(analysis.coverage.status, answers)).tolist()


def areas(analysis: Analysis) -> dict[str, list[int]]:
    """Positions of the districts each counted initiative reaches under the chosen rule."""
    columns = analysis.coverage.reach.tocsc()
    return {
        str(key): sorted(columns.indices[columns.indptr[n] : columns.indptr[n + 1]].tolist())
        for n, key in enumerate(analysis.coverage.initiatives.index)
    }


def need_capacity(need: pd.Series, capacity: pd.Series) -> list[str]:
    """Class of need and capacity of every district, such as "high-low"; "" if unknown."""
    pairs = zip(need, capacity, strict=True)
    return [f"{a}-{b}" if isinstance(a, str) and isinstance(b, str) else "" for a, b in pairs]
