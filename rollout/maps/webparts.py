"""HTML parts around the map: legends, rates, the list and the table of districts, notes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from rollout import language
from rollout.coverage.verified import ASKED_NONE, NOT_ASKED, OF_THESE, check_line
from rollout.coverage.words import BASE_NAMES, LEVEL_NAMES
from rollout.geo.svg import without_control
from rollout.language import Lang, Text
from rollout.maps.figure import SEAT_NAMES, MapFigure
from rollout.scenario.rules import RULES

_LINK = re.compile(r"https://[^\s<>\"'()]+[^\s<>\"'().,;]")

WORDS = {
    "map": Text("Karte der Kreise", "Map of the districts"),
    "zoomIn": Text("Vergrößern", "Zoom in"),
    "zoomOut": Text("Verkleinern", "Zoom out"),
    "close": Text("Schließen", "Close"),
    "choose": Text("Kreis suchen", "Find a district"),
    "none": Text("bitte wählen", "please choose"),
    "seats": Text("Sitze ⟦g:der Initiativen⟧", "Seats of ⟦initiatives⟧"),
    "sources": Text("Quellen", "Sources"),
    "date": Text("Stand des Registers", "Register as of"),
    "table": Text("Alle Kreise als Tabelle", "All districts as a table"),
    "district": Text("Kreis", "District"),
    "class": Text("Klasse", "Class"),
    "rates": Text("Abdeckung in Deutschland", "Coverage of Germany"),
    "initiative": Text("⟦Initiative⟧", "⟦Initiative⟧"),
    "shown": Text("Karte", "Map"),
    "names": Text("Namen", "Names"),
    "regions": Text("Zielregionen", "Target regions"),
    "reset": Text("Ganz Deutschland, nichts gewählt", "All of Germany, nothing chosen"),
}
_DETAILS = {
    "reason": Text("Warum", "Why"),
    "check": Text("Nachgefragt", "Asked"),
    "nearest": Text("⟦Nächste vernetzte Initiative⟧", "⟦Nearest linked initiative⟧"),
    "initiatives": Text("⟦Initiativen⟧, die ihn erreichen", "⟦Initiatives⟧ reaching it"),
    "white_rules": Text(
        "⟦Keine⟧ gefunden unter k von {rules} Regeln", "None found under k of {rules} rules"
    ),
    "potential": Text("Gründungspotenzial (0 bis 100)", "Founding potential (0 to 100)"),
    "rank": Text("Rang", "Rank"),
    "chambers": Text("IHK", "Chamber (IHK)"),
    "land_name": Text("Land", "Land"),
    "type": Text("Art", "Type"),
}


def plain(text: object) -> str:
    """Text for an HTML element or attribute."""
    return html.escape(without_control(text))


def linked(text: str) -> str:
    """HTML of a text whose https addresses become links.

    >>> linked("<a> https://example.org/x.")
    '&lt;a&gt; <a href="https://example.org/x">https://example.org/x</a>.'
    """
    parts, end = [], 0
    for match in _LINK.finditer(text):
        address = plain(match[0])
        parts += [plain(text[end : match.start()]), f'<a href="{address}">{address}</a>']
        end = match.end()
    return "".join([*parts, plain(text[end:])])


def headers(figures: Mapping[str, MapFigure]) -> str:
    """Title and subtitle of every layer, of which the script shows the chosen one's."""
    return "".join(
        f"<div{_shown_with(key, number)}><h1>{plain(figure.title)}</h1>"
        f"<p>{plain(figure.subtitle)}</p></div>"
        for number, (key, figure) in enumerate(figures.items())
    )


def _shown_with(key: str, number: int) -> str:
    """Attributes of a part that is shown with one layer; without a script, the first one."""
    return f' data-layer="{plain(key)}"{" hidden" if number else ""}'


def map_chooser(figures: Mapping[str, MapFigure]) -> str:
    """Which map is shown, what is drawn on top of it, and the way back to the start."""
    first = next(iter(figures.values()))
    lang = first.lang
    maps = "".join(
        f'<label><input type="radio" name="layer" value="{plain(key)}"'
        f"{'' if number else ' checked'}> {plain(figure.title)}</label>"
        for number, (key, figure) in enumerate(figures.items())
    )
    on_top = ("names", "seats") if first.seats is not None and len(first.seats) else ("names",)
    boxes = "".join(
        f'<label><input type="checkbox" id="{name}" checked> {WORDS[name][lang]}</label>'
        for name in on_top
    )
    return (
        f'<fieldset class="maps"><legend>{WORDS["shown"][lang]}</legend>{maps}'
        f'<div class="on-top">{boxes}</div>'
        f'<button type="button" id="reset">{WORDS["reset"][lang]}</button></fieldset>'
    )


def chooser(figure: MapFigure) -> str:
    """List of all districts: the way to a district without a mouse."""
    names = figure.names.sort_values(kind="stable", key=lambda names: names.map(language.by_name))
    options = "".join(
        f'<option value="{plain(ags)}">{plain(name)}</option>' for ags, name in names.items()
    )
    choose, none = WORDS["choose"][figure.lang], WORDS["none"][figure.lang]
    return (
        f'<label for="district">{choose}</label>'
        f'<select id="district"><option value="">{none}</option>{options}</select>'
    )


def legends(figures: Mapping[str, MapFigure]) -> Iterator[str]:
    """One legend per figure, shown with its layer, and one for the seats."""
    for number, (key, figure) in enumerate(figures.items()):
        counts = figure.counts
        entries = "".join(
            f'<li><svg aria-hidden="true"><rect x=".5" y=".5" width="25" height="17" '
            f'fill="{entry.symbol.paint}"/></svg><span>{plain(entry.label[figure.lang])} '
            f"({language.number(counts[entry.key], 0, figure.lang)})</span></li>"
            for entry in figure.classes
        )
        if figure.verified_shown:
            entries += (
                f"<li><span>{plain(OF_THESE[figure.lang])} {plain(ASKED_NONE[figure.lang])} "
                f"({language.number(len(figure.verified_shown), 0, figure.lang)})</span></li>"
            )
        yield (
            f"<section{_shown_with(key, number)}><h2>{plain(figure.legend_title)}</h2>"
            f'<ul class="legend">{entries}</ul>{_numbered(figure)}</section>'
        )
    first = next(iter(figures.values()))
    if first.seats is not None and len(first.seats):
        yield _seat_legend(first.seats["network_status"].value_counts(), first.lang)


def _numbered(figure: MapFigure) -> str:
    """Names of the regions whose numbers stand on the map."""
    if not figure.numbered_names:
        return ""
    names = "".join(f"<li>{plain(name)}</li>" for name in figure.numbered_names)
    return f'<h2>{WORDS["regions"][figure.lang]}</h2><ol class="regions">{names}</ol>'


def _seat_legend(counts: pd.Series, lang: Lang) -> str:
    entries = "".join(
        f'<li><svg aria-hidden="true"><circle class="seat seat-{status}" cx="13" cy="9" r="6"/>'
        f"</svg><span>{label[lang]} ({language.number(int(counts.get(status, 0)), 0, lang)})</span>"
        "</li>"
        for status, label in SEAT_NAMES.items()
    )
    return f'<ul class="legend" id="seat-legend">{entries}</ul>'


def rates_table(rates: pd.DataFrame | None, lang: Lang) -> str:
    """The four nationwide rates as a small table."""
    if rates is None:
        return ""
    country = rates[rates["area"] == "DE"]
    keys = zip(country["base"], country["level"], strict=True)
    shares = dict(zip(keys, country["share"].astype(float), strict=True))
    head = "".join(f'<th scope="col">{plain(name[lang])}</th>' for name in LEVEL_NAMES.values())
    rows = "".join(
        f'<tr><th scope="row">{plain(BASE_NAMES[base][lang])}</th>'
        + "".join(
            f'<td class="number">{language.percent(shares.get((base, level)), 1, lang)}</td>'
            for level in LEVEL_NAMES
        )
        + "</tr>"
        for base in BASE_NAMES
    )
    title = WORDS["rates"][lang]
    return (
        f'<h2>{title}</h2><table class="facts"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def notes(figures: Mapping[str, MapFigure]) -> str:
    """Definition, note on the sample, date and sources; said once where all layers share them."""
    lines = {key: _note_lines(figure) for key, figure in figures.items()}
    if len(set(lines.values())) == 1:
        return next(iter(lines.values()))
    return "".join(
        f"<div{_shown_with(key, number)}>{text}</div>"
        for number, (key, text) in enumerate(lines.items())
    )


def _note_lines(figure: MapFigure) -> str:
    caption, lang = figure.caption, figure.lang
    sources = " · ".join(linked(source[lang]) for source in caption.sources)
    lines = [f"<p>{plain(caption.definition[lang])}</p>", f"<p>{plain(caption.note[lang])}</p>"]
    if figure.date:
        lines.append(f"<p>{WORDS['date'][lang]}: {plain(figure.date)}</p>")
    if sources:
        lines.append(f'<p class="sources">{WORDS["sources"][lang]}: {sources}</p>')
    return "".join(lines)


def district_table(figures: Sequence[MapFigure]) -> str:
    """Every district with its class in every layer, for readers who see no map."""
    lang = figures[0].lang
    heads = [WORDS["district"][lang], *(figure.legend_title for figure in figures)]
    head = "".join(f'<th scope="col">{plain(text)}</th>' for text in heads)
    rows = "".join(
        f'<tr><th scope="row">{plain(name)}</th>'
        + "".join(f"<td>{plain(figure.label_of(str(ags)))}</td>" for figure in figures)
        + "</tr>"
        for ags, name in figures[0].names.items()
    )
    return (
        f"<details><summary>{WORDS['table'][lang]}</summary>"
        f'<table class="facts"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        "</details>"
    )


def _detail(table: pd.DataFrame, name: str, lang: Lang) -> list[str] | None:
    """Texts of one popup line; None if the table lacks the column."""
    if name == "nearest":
        if not {"nearest_name", "nearest_km"} <= set(table.columns):
            return None
        pairs = zip(table["nearest_name"], table["nearest_km"], strict=True)
        return [
            language.MISSING if pd.isna(km) else f"{who}, {language.number(km, 0, lang)} km"
            for who, km in pairs
        ]
    if name == "check":
        return _checks(table, lang)
    column = f"{name}_{lang}" if name == "reason" else name
    if column not in table.columns:
        return None
    if name == "reason" and f"carried_{lang}" in table.columns:
        pairs = zip(table[column], table[f"carried_{lang}"], strict=True)
        return [f"{reason} {carried}".strip() for reason, carried in pairs]
    decimals = 1 if name == "potential" else 0
    return [
        language.number(value, decimals, lang) if isinstance(value, (int, float)) else str(value)
        for value in table[column].tolist()
    ]


def _checks(table: pd.DataFrame, lang: Lang) -> list[str] | None:
    """Who was asked in each district; None where nobody was asked anywhere."""
    columns = ["check_answer", "check_asked", "check_date"]
    if not set(columns) <= set(table.columns) or not table["check_answer"].any():
        return None
    lines = [check_line(row)[lang] for row in table[columns].to_dict("records")]
    return [line or NOT_ASKED[lang] for line in lines]


def popup_rows(figures: Sequence[MapFigure], table: pd.DataFrame) -> dict[str, dict[str, str]]:
    """What a popup says of each district: label -> text, the same labels for all."""
    lang, names = figures[0].lang, figures[0].names
    facts = table.reindex(names.index)
    columns = {WORDS["district"][lang]: [f"{name} ({ags})" for ags, name in names.items()]}
    for figure in figures:
        columns[figure.legend_title] = [figure.label_of(str(ags)) for ags in names.index]
    for name, label in _DETAILS.items():
        texts = _detail(facts, name, lang)
        if texts is not None:
            columns[label[lang].format(rules=len(RULES))] = texts
    rows = zip(*columns.values(), strict=True)
    keys = names.index.astype(str)
    return {ags: dict(zip(columns, row, strict=True)) for ags, row in zip(keys, rows, strict=True)}
