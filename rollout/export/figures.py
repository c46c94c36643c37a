"""The maps of an analysis, in every format but paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rollout.choices import LAYERS, Layer
from rollout.errors import Lang, Text, parameter_error
from rollout.export.labels import label

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.maps.figure import Caption, MapFigure
    from rollout.planning.rolloutplan import RolloutPlan


def figure(
    analysis: Analysis, layer: Layer, lang: Lang, plan: RolloutPlan | None = None
) -> MapFigure:
    """Map figure of one layer; `waves` needs the plan."""
    return figures(analysis, (layer,), lang, plan)[0]


def figures(
    analysis: Analysis, layers: tuple[Layer, ...], lang: Lang, plan: RolloutPlan | None = None
) -> list[MapFigure]:
    """Map figures of several layers, from one set of paths."""
    from rollout.geo.svg import map_paths
    from rollout.maps import themes
    from rollout.maps.figure import seat_frame

    makers = {
        "status": themes.status_figure,
        "score": themes.score_figure,
        "need_capacity": themes.need_capacity_figure,
        "rules": themes.rules_figure,
    }
    if plan is not None:
        waves = {str(ags): int(wave) for ags, wave in plan.table["wave"].items()}
        makers["waves"] = partial(themes.waves_figure, waves_of=waves)
    unknown = [layer for layer in layers if layer not in makers]
    if unknown:
        found = Text(f"ist {unknown[0]}", f"is {unknown[0]}")
        raise parameter_error("layer", found, Text("eine Karte ohne Plan", "a map without a plan"))
    inputs = analysis.inputs
    paths = map_paths(inputs.display, inputs.laender, inputs.countries)
    seats = seat_frame(paths, analysis.coverage.initiatives)
    words, table = caption(analysis), analysis.table()
    return [makers[layer](paths, table, caption=words, lang=lang, seats=seats) for layer in layers]


def caption(analysis: Analysis) -> Caption:
    """Words every map of this analysis carries."""
    from rollout.maps.figure import Caption

    made = label(analysis)
    definition = Text(
        f"{made.definition.de} · {made.data_years.de}",
        f"{made.definition.en} · {made.data_years.en}",
    )
    sources = analysis.inputs.sources
    pairs = zip(sources["attribution_de"], sources["attribution_en"], strict=True)
    texts = (Text(de, en) for de, en in pairs)
    used = tuple(text for text in dict.fromkeys(texts) if isinstance(text.de, str) and text.de)
    return Caption(definition, analysis.register_date, used, made.note)


def map_bytes(
    analysis: Analysis, layer: Layer, lang: Lang, plan: RolloutPlan | None = None
) -> bytes:
    """One layer as a complete SVG page."""
    from rollout.maps.page import map_svg

    return map_svg(figure(analysis, layer, lang, plan)).encode("utf-8")


def html_bytes(analysis: Analysis, lang: Lang, plan: RolloutPlan | None = None) -> bytes:
    """The interactive map in one file, with every layer to choose from."""
    from rollout.maps.webmap import map_html

    inputs = analysis.inputs
    layers = tuple(layer for layer in LAYERS if plan is not None or layer != "waves")
    page = map_html(
        figures(analysis, layers, lang, plan),
        inputs.display,
        analysis.table(),
        laender=inputs.laender,
        countries=inputs.countries,
        initiatives=analysis.coverage.initiatives,
        rates=analysis.rates(),
    )
    return page.encode("utf-8")
