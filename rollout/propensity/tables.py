"""Tables that every face shows alike: past shares by fifth, and the look back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from rollout.language import MISSING, Lang, Text, number, percent
from rollout.propensity.estimation import Propensity
from rollout.propensity.out_of_time import BENCHMARK, ORDERS, RIVAL
from rollout.propensity.past_shares import FIFTHS
from rollout.propensity.words import ORDER_NAMES, UNIT_NAMES, years

SHARES_CAPTION = Text(
    "Anteil der Kreise ohne ⟦a:eine Initiative⟧, die in fünf Jahren eine bekamen (mit Band)",
    "Share of the districts without ⟦an initiative⟧ that got one within five years (with band)",
)
FIFTH_HEAD = Text("Fünftel nach Arbeitslosenquote", "Fifth by unemployment rate")
FIFTH_ENDS = {1: Text("1 (niedrigste)", "1 (lowest)"), 5: Text("5 (höchste)", "5 (highest)")}
CHECKS_CAPTION = Text(
    "Wie gut die Arbeitslosigkeit des Tages zeigte, wohin spätere Gründungen kamen: AUC mit Band",
    "How well unemployment of the day told where later foundings came: AUC with band",
)
CHECK_HEADS = (
    Text("Zeitraum", "Period"),
    Text("Ort", "Place"),
    Text("Kreise", "Districts"),
    Text("im ganzen Land", "whole country"),
    Text("innerhalb der Länder", "within Länder"),
    Text("Stadt mit Stadt im Land", "city with city in a Land"),
    Text("Mittel des Landes", "mean of the Land"),
    Text("Gewinn des Modells", "gain of the model"),
    Text("Präzision (Grundrate)", "precision (base rate)"),
    Text("erstes Fünftel", "first fifth"),
    Text("Zufallsorte so gut", "random places as good"),
)
CHECK_LEGEND = Text(
    "Sitz: Kreis, in dem ⟦die Initiative⟧ sitzt; Gebiet: alle bedienten Kreise. * bis zum letzten "
    "Jahr: Diese Rückblicke überlappen sich und sind eine Welle; die übrigen Abschnitte teilen "
    "kein Jahr. AUC: wie oft ein Kreis mit späterer Gründung vor einem ohne steht; 0,5 ist Zufall. "
    "Mittel des Landes: dieselbe Prüfung, wenn jeder Kreis nur den Schnitt seines Landes bekommt. "
    "Gewinn: AUC des Modells mit sechs Merkmalen minus AUC der Arbeitslosigkeit; es gilt nur, wenn "
    "das ganze Band in jedem Rückblick über 0 liegt. Erstes Fünftel: wie viel häufiger Gründungen "
    "dort lagen als im Mittel.",
    "Seat: district in which the ⟦initiative⟧ sits; area: all districts it serves. * until the "
    "last year: these look backs overlap and are one wave; the other windows share no year. AUC: "
    "how often a district with a later founding stands above one without; 0.5 is chance. Mean of "
    "the Land: the same test when every district gets the mean of its Land only. Gain: AUC of "
    "the model of six features minus AUC of unemployment; it counts only if the whole band lies "
    "above 0 in every look back. First fifth: how much more often foundings lay there than on "
    "average.",
)


Row = Mapping[Any, Any]


def share_rows(model: Propensity, lang: Lang) -> tuple[list[Text], list[list[str]]]:
    """Heads and rows: fifths by windows, the highest fifth first."""
    records = model.shares.reset_index().to_dict("records")
    cells = {
        (row["after"], row["until"], row["fifth"]): _share(row, lang)
        for row in records if row["unit"] == "area"
    }  # fmt: skip
    spans = list(dict.fromkeys((after, until) for after, until, _ in cells))
    heads = [FIFTH_HEAD, *(_period(*span) for span in spans)]
    return heads, [
        [
            FIFTH_ENDS.get(fifth, Text(str(fifth), str(fifth)))[lang],
            *(cells[(*span, fifth)] for span in spans),
        ]
        for fifth in reversed(FIFTHS)
    ]


def _share(row: Row, lang: Lang) -> str:
    if not row["districts"]:
        return MISSING
    low, high = (number(100 * row[name], lang=lang) for name in ("low", "high"))
    return f"{percent(row['share'], 0, lang)} ({low}–{high})"


def _windows(checks: pd.DataFrame) -> dict[tuple[str, str, int, int], dict[str, Row]]:
    """Rows by unit, kind, after and until, then by order; the seat and the look backs first."""
    windows: dict[tuple[str, str, int, int], dict[str, Row]] = {}
    for row in checks.reset_index().to_dict("records"):
        key = (str(row["unit"]), str(row["kind"]), int(row["after"]), int(row["until"]))
        windows.setdefault(key, {})[str(row["order"])] = {str(n): cell for n, cell in row.items()}
    order = sorted(windows, key=lambda key: (key[0] != "hub", key[1] != "look_back", key[2]))
    return {key: windows[key] for key in order}


def check_rows(checks: pd.DataFrame, lang: Lang) -> list[list[str]]:
    """Rows below `CHECK_HEADS`: every window at the seat and over the area served."""
    rows = []
    for (unit, kind, after, until), orders in _windows(checks).items():
        line = orders[BENCHMARK]
        precision, base = (number(line[n], 2, lang) for n in ("average_precision", "base_rate"))
        rows.append(
            [
                f"{years(after, until)}{'*' if kind == 'look_back' else ''}",
                UNIT_NAMES[unit][lang],
                number(line["events"], lang=lang),
                *(_banded(line, name, lang) for name in ("auc", "within", "within_kind")),
                _cell(orders, "land_mean", "auc", lang),
                _cell(orders, RIVAL, "gain", lang),
                f"{precision} ({base})",
                f"{number(line['lift_20'], 1, lang)} ×",
                percent(line["chance"], 1, lang),
            ]
        )
    return rows


def order_rows(checks: pd.DataFrame, unit: str, lang: Lang) -> tuple[list[Text], list[list[str]]]:
    """Heads and rows: every order that was tried, by look back."""
    windows = {
        (after, until): orders
        for (of, kind, after, until), orders in _windows(checks).items()
        if of == unit and kind == "look_back"
    }
    heads = [Text("Reihenfolge nach", "Order by"), *(_period(*span) for span in windows)]
    return heads, [
        [
            ORDER_NAMES[order][lang],
            *(_cell(orders, order, "auc", lang) for orders in windows.values()),
        ]
        for order in ORDERS
    ]


def _period(after: int, until: int) -> Text:
    return Text(years(after, until), years(after, until))


def _cell(orders: Mapping[str, Row], order: str, name: str, lang: Lang) -> str:
    return _banded(orders[order], name, lang) if order in orders else MISSING


def _banded(row: Row, name: str, lang: Lang) -> str:
    value, low, high = (number(row[f"{name}{end}"], 2, lang) for end in ("", "_low", "_high"))
    between = " … " if name == "gain" else "–"  # a minus may follow
    return f"{value} ({low}{between}{high})"
