"""The maps of an analysis: SVG, PDF, PNG and one interactive file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from rollout.analysis import COUNTRY
from rollout.carried import status_line
from rollout.errors import check_choice, parameter_error
from rollout.export.labels import label
from rollout.issuer import issuer
from rollout.language import Lang, Text, in_both
from rollout.maps.layers import LAYERS, layer_of

if TYPE_CHECKING:
    import shapely

    from rollout.analysis import Analysis
    from rollout.geo.svg import MapPaths
    from rollout.maps.figure import Caption, MapFigure
    from rollout.maps.page import Page
    from rollout.parts_of_country import Part
    from rollout.plan.plan import RolloutPlan

# A page of another shape than the part shows some of what lies around it.
_SURROUNDINGS = 0.25
_AROUND_M = 60_000
CITIES = ("Kreisfreie Stadt", "Stadtkreis")  # as the districts' official names say
OF_INDICATORS = ("score", "need_capacity", "waves")  # layers that rest on indicators
GEOMETRY = ("bkg_vg250", "bkg_vg250_ew", "bkg_vg1000", "natural_earth")
# Sources of the look back, of settlement types and of addresses: no map draws them.
NOT_ON_MAPS = (
    "inkar_history", "regionalstatistik_history", "founding_cases", "partners_abroad",
    "kreistypen", "destatis_changes",
)  # fmt: skip
WIDE = 0.85  # from this shape on a page across shows more: the legend stands beside the map
TOWN = 195_000  # inhabitants of a city named on the map of the country
LARGE_CITY = 100_000  # inhabitants
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
    facts = analysis.table().loc[keys]
    is_city = facts["type"].isin(CITIES)
    best = _best(facts, analysis.scenario.top_k)
    close = zoomed(
        whole, analysis.inputs.display, keys, part.name, part.margin_km, _priority(facts, best)
    )
    return replace(
        close,
        caption=replace(close.caption, note=_note(analysis, _area(analysis, part))),
        cities=frozenset(facts.index[is_city]),
        strong=frozenset(best),
        strong_words=_best_words(facts, best, analysis.scenario.top_k),
    )


def _area(analysis: Analysis, part: Part) -> str:
    """Key of the Land that a part is; of the country where it is none."""
    lands = analysis.inputs.districts["land"]
    land = str(lands[part.keys[0]])
    return land if set(lands.index[lands == land]) == set(part.keys) else COUNTRY


def _note(analysis: Analysis, area: str) -> Text:
    """What the register is not, and how many districts of an area are linked at least."""
    words, bounds = label(analysis).note, analysis.linked_bounds(area)
    return in_both(lambda lang: f"{words[lang]} {bounds[lang]}".strip())


def _best(facts: pd.DataFrame, top_k: int) -> list[str]:
    """Districts of a part among the first of the ranking, best first."""
    return list(facts[facts["rank"] <= top_k].sort_values("rank", kind="stable").index)


def _priority(facts: pd.DataFrame, best: Sequence[str]) -> list[str]:
    """Who gets a name first: the best, then large cities, then by inhabitants."""
    others = facts.drop(list(best)).sort_values("population", ascending=False, kind="stable")
    is_large = others["type"].isin(CITIES) & (others["population"] >= LARGE_CITY)
    return [*best, *others.index[is_large], *others.index[~is_large]]


def _best_words(facts: pd.DataFrame, best: Sequence[str], top_k: int) -> Text:
    """What a bold name means, with the ranks."""
    from rollout.maps.part_lettering import short_name

    ranks, names = facts["rank"], facts["display_name"]
    rows = [f"{float(ranks[ags]):.0f} {short_name(str(names[ags]))}" for ags in best]
    words = Text("unter den ersten {n} der Rangliste", "among the first {n} of the ranking")
    listed = ", ".join(rows)
    return Text("{words} ({listed})", "{words} ({listed})").filled(
        words=words.filled(n=top_k), listed=listed
    )


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
        place = pd.Series(range(len(plan.table)), plan.table.index, dtype=float)
        table["region_place"] = place.reindex(table.index)
    for layer in layers:
        _check_plan(layer, plan)
    paths = paths or analysis.work.of(country_paths)
    seats = seat_frame(paths, analysis.coverage.initiatives)
    drawn = [
        layer_figure(layer, paths, table, caption(analysis, layer), lang, seats) for layer in layers
    ]
    towns, regions = _towns(table), _regions(analysis, plan)
    return [
        # Seats would hide the small regions of a plan, and say nothing of it.
        replace(entry, towns=towns, regions=regions, seats=None) if entry.numbered
        else replace(entry, towns=towns)
        for entry in drawn
    ]  # fmt: skip


def _towns(table: pd.DataFrame) -> tuple[str, ...]:
    """Large cities, the largest first."""
    cities = table[table["type"].isin(CITIES) & (table["population"] >= TOWN)]
    return tuple(cities.sort_values("population", ascending=False, kind="stable").index)


def _regions(analysis: Analysis, plan: RolloutPlan | None) -> dict[str, shapely.Geometry]:
    """Outlines of the target regions by their hub."""
    from rollout.maps.pins import hub_outlines

    if plan is None:
        return {}
    outlines = analysis.inputs.display.geometry
    members = {str(hub): tuple(keys) for hub, keys in plan.table["members"].items()}
    return hub_outlines(members, dict(zip(outlines.index, outlines, strict=True)))


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


def caption(analysis: Analysis, layer: str) -> Caption:
    """Words a map of a layer carries: what it rests on, and the sources that it shows."""
    from rollout.maps.figure import Caption

    words = label(analysis)
    status = status_line(analysis.inputs)
    below = words.data_years if layer in OF_INDICATORS else status
    definition = words.definition
    if below is not None:
        definition = Text("{definition} · {below}", "{definition} · {below}").filled(
            definition=words.definition, below=below
        )
    sources = _attributions(analysis, layer)
    return Caption(definition, analysis.register_date, sources, _note(analysis, COUNTRY))


def _attributions(analysis: Analysis, layer: str) -> tuple[Text, ...]:
    """Wordings of the sources that a map shows; a source of one's own always counts."""
    sources = analysis.inputs.sources
    unused = set(NOT_ON_MAPS)
    if layer not in OF_INDICATORS:
        unused |= set(analysis.inputs.catalogue["source"]) - set(GEOMETRY)
    shown = sources[~sources.index.isin(unused)]
    pairs = zip(shown["attribution_de"], shown["attribution_en"], strict=True)
    texts = dict.fromkeys(Text(de, en) for de, en in pairs)
    office = issuer()
    edited = () if office is None else tuple(filter(lambda t: t.de, (office.editor, office.notice)))
    return edited + tuple(text for text in texts if isinstance(text.de, str) and text.de)


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
    from rollout.maps.typeface import font_faces

    drawn = figure(analysis, layer, lang, plan, part)
    return map_svg(drawn, paper(page), font_faces()).encode("utf-8")


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


def fitting_page(analysis: Analysis, part: Part | None) -> str:
    """Name of the page that a part fills best: upright where it is higher than wide."""
    from rollout.maps.figure import extent_of

    if part is None:
        return "a4"
    left, bottom, right, top = extent_of(analysis.inputs.display, part.keys)
    return "a4-landscape" if (right - left) > WIDE * (top - bottom) else "a4"


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
        dict(zip(layers, figures(analysis, layers, lang, plan), strict=True)),
        inputs.display,
        analysis.table(),
        laender=inputs.laender,
        countries=inputs.countries,
        initiatives=analysis.coverage.initiatives,
        rates=analysis.rates(),
    )
    return page.encode("utf-8")
