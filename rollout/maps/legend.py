"""What stands beside a map: legend with counts, seats, date, scale bar, definition, sources."""

from __future__ import annotations

from rollout import language
from rollout.coverage.verified import ASKED_NONE, OF_THESE
from rollout.geo.palette import LEFT_OUT, NO_DATA, Symbol
from rollout.language import Lang, Text
from rollout.maps.figure import SEAT_NAMES, MapFigure
from rollout.maps.layers import MapClass
from rollout.maps.lettering import text_width
from rollout.maps.panel import asked_mark, seat_mark
from rollout.maps.part_lettering import Lettering
from rollout.maps.setting import Column, num, rect_at, text_svg
from rollout.tokens import MAP

_TOTAL = Text("{n} Kreise insgesamt", "{n} districts in all")
_ONE = Text("1 Kreis", "1 district")
_MORE = Text("und {n} weitere", "and {n} more")
_DATE = Text("Stand des Registers: {date}", "Register as of {date}")
_SOURCES = Text("Quellen", "Sources")
_NEED = Text("Bedarf →", "need →")
_CAPACITY = Text("Voraussetzungen →", "capacity →")
BESIDE = (LEFT_OUT, NO_DATA)  # classes that stand beside every scale
_BOLD = Text("Fett", "Bold")
_RINGS = Text("Ring: kreisfreie Stadt; „Lkr.“: Landkreis gleichen Namens",
              "Ring: city; “Lkr.”: the rural district of the same name")  # fmt: skip
_PALE = Text("Umgebung: dieselben Farben, blass", "Surroundings: the same colours, pale")
_NUMBERS = Text("Mit Nummer", "By number")
_PROJECTION = "UTM 32N (EPSG:25832)"
POINTS_PER_KM = 1_000_000 / 25.4 * 72  # at full size
_BARS_KM = (1, 2, 5, 10, 20, 50, 100, 200)


def set_legend(side: Column, figure: MapFigure, text: float) -> None:
    """Legend with counts, seats, total and date; `text` is the size of plain text."""
    side.lines(figure.legend_title, text * 1.1, "strong")
    side.space(text * 0.5)
    counts, lang = figure.counts, figure.lang
    if figure.kind == "matrix":
        _matrix(side, figure, text)
    for entry in figure.classes:
        if figure.areas and not counts[entry.key]:
            continue  # a part has few classes; those of the country are no news there
        if figure.kind == "classes" or entry.symbol in BESIDE:
            _entry(side, entry, f"{entry.label[lang]} ({_count(figure, counts[entry.key])})", text)
    if figure.verified_shown:
        side.parts.append(asked_mark(side.x + text, side.y + text * 0.62, text * 0.5))
        count = _count(figure, len(figure.verified_shown))
        words = f"{OF_THESE[lang]} {ASKED_NONE[lang]} ({count})"
        side.lines(words, text, indent=text * 2.7)
    if figure.seats is not None and len(figure.seats):
        side.space(text * 0.6)
        _seats(side, figure, text)
    side.space(text * 0.8)
    total = sum(counts.values())
    words = _ONE[lang] if total == 1 else _TOTAL[lang].format(n=_count(figure, total))
    side.lines(words, text, "soft")
    if figure.date:
        side.lines(_DATE[lang].format(date=figure.date), text, "soft")


def set_lettering_key(side: Column, figure: MapFigure, lettering: Lettering, text: float) -> None:
    """What bold names and rings mean, and the names of the districts that carry a number."""
    lang = figure.lang
    side.space(text * 0.8)
    if figure.strong and figure.strong_words[lang]:
        side.lines(f"{_BOLD[lang]}: {figure.strong_words[lang]}", text * 0.9)
    if lettering.rings:
        side.lines(_RINGS[lang], text * 0.9)
    side.lines(_PALE[lang], text * 0.9)
    if lettering.numbered:
        names = ", ".join(f"{n} {name}" for n, name in enumerate(lettering.numbered, 1))
        side.space(text * 0.5)
        side.lines(f"{_NUMBERS[lang]}: {names}", text * 0.9)


def set_key(side: Column, figure: MapFigure, text: float, bottom: float) -> None:
    """Numbers and names of the numbered regions under their class, as far as there is room."""
    size, lang = text * 0.9, figure.lang
    numbers = {ags: n for n, ags in enumerate(figure.numbered, start=1)}
    names = dict(zip(figure.numbered, figure.numbered_names, strict=True))
    left_out = 0
    for entry in figure.classes:
        mine = [ags for ags in figure.numbered if figure.district_class.get(ags) == entry.key]
        if mine and side.y + size * 4 < bottom:
            side.space(size * 0.8)
            side.lines(entry.label[lang], size, "strong")
        for ags in mine:
            if side.y + size * 2.5 > bottom:
                left_out += 1
                continue
            at = side.y + size * 1.25 - size * 0.27
            side.parts.append(text_svg(str(numbers[ags]), side.x, at, size, "strong"))
            side.lines(names[ags], size, indent=size * 1.8)
    if left_out:
        side.lines(_MORE[lang].format(n=_count(figure, left_out)), size, "soft")


def _count(figure: MapFigure, value: int) -> str:
    return language.number(value, 0, figure.lang)


def _swatch(symbol: Symbol, x: float, y: float, width: float, height: float) -> str:
    fill = symbol.fill if symbol.pattern == "solid" else f"url(#key-{symbol.name})"
    place = rect_at((x, y, x + width, y + height))
    return f'<rect {place} fill="{fill}" stroke="{MAP["swatch-edge"]}" stroke-width=".6"/>'


def _entry(side: Column, entry: MapClass, label: str, text: float) -> None:
    start, height = side.y, text * 1.25
    side.parts.append(_swatch(entry.symbol, side.x, start, text * 2, height))
    side.lines(label, text, indent=text * 2.7)
    side.y = max(side.y, start + height) + text * 0.45


def _matrix(side: Column, figure: MapFigure, text: float) -> None:
    """Three by three cells with counts: need to the right, capacity upwards."""
    counts = figure.counts
    cell, left, bottom = text * 3.4, side.x + text * 1.6, side.y + text * 3.4 * 3
    for entry in figure.classes:
        if entry.symbol in BESIDE:
            continue
        x = left + (int(entry.key[0]) - 1) * cell
        y = bottom - int(entry.key[1]) * cell
        side.parts.append(_swatch(entry.symbol, x, y, cell, cell))
        side.parts.append(
            _chip(_count(figure, counts[entry.key]), x + cell / 2, y + cell / 2, text)
        )
    turn = f"rotate(-90 {num(side.x + text)} {num(bottom)})"
    capacity = text_svg(_CAPACITY[figure.lang], side.x + text, bottom, text)
    side.parts.append(f'<g transform="{turn}">{capacity}</g>')
    side.parts.append(text_svg(_NEED[figure.lang], left, bottom + text * 1.25, text))
    side.y = bottom + text * 2.2


def _chip(number: str, x: float, y: float, text: float) -> str:
    """A number on a white ground, centred at a point."""
    half = text_width(number, text, bold=True) / 2 + text * 0.25
    ground = rect_at((x - half, y - text * 0.65, x + half, y + text * 0.65))
    label = text_svg(number, x, y + text * 0.36, text, "strong", "middle")
    return f'<rect {ground} rx="2" fill="{MAP["paper"]}"/>{label}'


def _seats(side: Column, figure: MapFigure, text: float) -> None:
    assert figure.seats is not None
    counts = figure.seats["network_status"].value_counts()
    for status, label in SEAT_NAMES.items():
        if figure.areas and not counts.get(status, 0):
            continue
        mark = seat_mark(status, side.x + text, side.y + text * 0.62, text * 0.36)
        side.parts.append(mark)
        number = _count(figure, int(counts.get(status, 0)))
        side.lines(f"{label[figure.lang]} ({number})", text, indent=text * 2.7)
        side.space(text * 0.3)


def set_scale_bar(side: Column, points_per_km: float, text: float, lang: Lang) -> None:
    """Bar of a round length that fits the column, the scale in numbers and the projection."""
    room_km = min(side.width * 0.6, text * 18) / points_per_km
    length_km = max((length for length in _BARS_KM if length <= room_km), default=_BARS_KM[0])
    length = length_km * points_per_km
    side.space(text * 1.2)
    tick = num(text * 0.4)
    bar = f"M{num(side.x)} {num(side.y - text * 0.4)}v{tick}h{num(length)}v-{tick}"
    side.parts.append(f'<path d="{bar}" class="bar" stroke-width="1"/>')
    x = side.x + length + text * 0.6
    side.parts.append(text_svg(f"{length_km} km", x, side.y + text * 0.1, text, "soft"))
    side.space(text * 0.6)
    ratio = round(POINTS_PER_KM / points_per_km, -4)
    side.lines(f"1 : {language.number(ratio, 0, lang)} · {_PROJECTION}", text * 0.85, "soft")
    side.space(text * 0.5)


def set_notes(column: Column, figure: MapFigure, text: float) -> None:
    """Definition, note on the sample and sources."""
    caption, lang = figure.caption, figure.lang
    column.lines(caption.definition[lang], text * 0.95)
    column.space(text * 0.4)
    column.lines(caption.note[lang], text * 0.95)
    sources = " · ".join(source[lang] for source in caption.sources)
    if sources:
        column.space(text * 0.4)
        column.lines(f"{_SOURCES[lang]}: {sources}", text * 0.75, "soft")
