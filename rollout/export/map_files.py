"""The maps of an analysis: SVG, PDF, PNG and one interactive file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from rollout.errors import check_choice, parameter_error
from rollout.export.labels import label
from rollout.language import Lang, Text, in_both
from rollout.maps.layers import LAYERS, layer_of

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.geo.svg import MapPaths
    from rollout.maps.figure import Caption, MapFigure
    from rollout.maps.page import Page
    from rollout.parts_of_country import Part
    from rollout.plan.plan import RolloutPlan

# A page of another shape than the part shows some of what lies around it.
_SURROUNDINGS = 0.25
_AROUND_M = 60_000
DPI = (50, 600)


def figure(
    analysis: Analysis,
    layer: str,
    lang: Lang,
    plan: RolloutPlan | None = None,
    part: Part | None = None,
) -> MapFigure:
    """Map figure of one layer, of the country or a part; some layers need the plan."""
    from rollout.maps.figure import zoomed

    if part is None:
        return figures(analysis, (layer,), lang, plan)[0]
    whole = figures(analysis, (layer,), lang, plan, _detailed(analysis, part))[0]
    keys = pd.Index(part.keys)
    return zoomed(whole, analysis.inputs.display, keys, part.name, part.margin_km)


def figures(
    analysis: Analysis,
    layers: Sequence[str],
    lang: Lang,
    plan: RolloutPlan | None = None,
    paths: MapPaths | None = None,
) -> list[MapFigure]:
    """Map figures of several layers, from one set of paths (default: the whole country)."""
    from rollout.analysis import country_paths
    from rollout.maps.figure import layer_figure, seat_frame

    table = analysis.table()
    if plan is not None:
        table["wave"] = plan.district_waves.reindex(table.index)
        table["region"] = plan.table["region"].reindex(table.index)
    for layer in layers:
        _check_plan(layer, plan)
    paths = paths or analysis.work.of(country_paths)
    seats = seat_frame(paths, analysis.coverage.initiatives)
    words = caption(analysis)
    return [layer_figure(layer, paths, table, words, lang, seats) for layer in layers]


def _check_plan(layer: str, plan: RolloutPlan | None) -> None:
    if layer_of(layer).needs_plan and plan is None:
        without = ", ".join(key for key, other in LAYERS.items() if not other.needs_plan)
        finding = Text(f"ist {layer}", f"is {layer}")
        expected = Text(f"ein Plan, oder eines von {without}", f"a plan, or one of {without}")
        raise parameter_error("layer", finding, expected)


def _detailed(analysis: Analysis, part: Part) -> MapPaths:
    """Finer outlines around a part, wide enough for a page of another shape than the part."""
    from rollout.geo.detail import detailed_paths
    from rollout.maps.figure import extent_of

    inputs = analysis.inputs
    left, bottom, right, top = extent_of(inputs.display, part.keys)
    across, up = (right - left) * _SURROUNDINGS + _AROUND_M, (top - bottom) * _SURROUNDINGS
    up += _AROUND_M
    bounds = (left - across, bottom - up, right + across, top + up)
    return detailed_paths(inputs.districts, inputs.countries, bounds)


def caption(analysis: Analysis) -> Caption:
    """Words every map of this analysis carries."""
    from rollout.maps.figure import Caption

    words = label(analysis)
    definition = Text("{definition} · {years}", "{definition} · {years}").filled(
        definition=words.definition, years=words.data_years
    )
    sources = analysis.inputs.sources
    pairs = zip(sources["attribution_de"], sources["attribution_en"], strict=True)
    texts = (Text(de, en) for de, en in pairs)
    attributions = tuple(
        text for text in dict.fromkeys(texts) if isinstance(text.de, str) and text.de
    )
    note = in_both(lambda lang: f"{words.note[lang]} {words.linked[lang]}".strip())
    return Caption(definition, analysis.register_date, attributions, note)


def map_bytes(
    analysis: Analysis,
    layer: str,
    lang: Lang,
    plan: RolloutPlan | None = None,
    *,
    page: str = "a4",
    part: Part | None = None,
) -> bytes:
    """One layer as a complete SVG page; `page` is a key of `rollout.maps.page.PAGES`."""
    from rollout.maps.page import map_svg

    return map_svg(figure(analysis, layer, lang, plan, part), paper(page)).encode("utf-8")


def map_pdf(
    analysis: Analysis,
    layer: str,
    lang: Lang,
    plan: RolloutPlan | None = None,
    *,
    page: str = "a4",
    part: Part | None = None,
) -> bytes:
    """The same page as PDF/UA, text as text and the map as vectors."""
    from rollout.typeset import typeset_pdf

    sheet = _sheet(figure(analysis, layer, lang, plan, part), page)
    return typeset_pdf("mapsheet.typ", sheet, lang=lang)


def map_png(
    analysis: Analysis,
    layer: str,
    lang: Lang,
    plan: RolloutPlan | None = None,
    *,
    page: str = "a4",
    part: Part | None = None,
    dpi: int = 300,
) -> bytes:
    """The same page as a picture of 50 to 600 dots per inch."""
    from rollout.typeset import typeset_png

    if not DPI[0] <= dpi <= DPI[1]:
        finding = Text(f"ist {dpi}", f"is {dpi}")
        raise parameter_error(
            "--dpi", finding, Text("{} bis {}".format(*DPI), "{} to {}".format(*DPI))
        )
    sheet = _sheet(figure(analysis, layer, lang, plan, part), page)
    return typeset_png("mapsheet.typ", sheet, lang=lang, dpi=dpi)


def paper(name: str) -> Page:
    """Page of a name, or an error that lists the names."""
    from rollout.maps.page import PAGES

    check_choice("--page", name, PAGES)
    return PAGES[name]


def _sheet(content: MapFigure, page: str) -> dict[str, object]:
    from rollout.maps.page import description, map_svg

    size = paper(page)
    return {
        "title": f"{content.title}: {content.subtitle}",
        "width_mm": size.width_mm,
        "height_mm": size.height_mm,
        "svg": map_svg(content, size),
        "alt": description(content),
    }


def html_bytes(analysis: Analysis, lang: Lang, plan: RolloutPlan | None = None) -> bytes:
    """The interactive map in one file, with every layer to choose from."""
    from rollout.maps.webmap import map_html

    inputs = analysis.inputs
    layers = [key for key, layer in LAYERS.items() if plan is not None or not layer.needs_plan]
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
