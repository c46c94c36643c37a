"""Who is around a district: initiatives near, twins to learn from, partners, open questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from rollout import language
from rollout.abroad import BEYOND, beyond_border, name_across
from rollout.coverage.links import seat_points
from rollout.coverage.words import KIND_NAMES, NETWORK_WORDS, stated_status
from rollout.language import MISSING, Lang, Text, listed, number, percent
from rollout.potential.twins import METHOD
from rollout.report.blocks import Block, column, table
from rollout.report.words import (
    ADMINISTRATION,
    DISTRICT_HEAD,
    FIRMS,
    KIND_HEAD,
    QUESTIONS,
    UNIONS,
)
from rollout.scenario.rules import RULES

if TYPE_CHECKING:
    from rollout.analysis import Analysis

NEAR, TWINS, TOPICS = 5, 3, 3
HOST = 40  # characters: longer addresses would leave their cell


def initiatives_near(analysis: Analysis, ags: str, lang: Lang) -> Block:
    """The nearest seats of any counted initiative, by straight line from inside the district."""
    initiatives = analysis.coverage.initiatives
    seats = seat_points(initiatives)
    centre = analysis.inputs.districts.geometry.loc[[ags]].representative_point().iloc[0]
    km = (seats.distance(centre) / 1000).rename("km")
    nearest = initiatives.loc[km.index].assign(km=km)
    nearest = nearest.rename_axis("id").sort_values(["km", "id"]).head(NEAR)
    rows = [
        [
            name_across(row, lang), _kind(row, lang),
            NETWORK_WORDS[stated_status(row)][lang],
            f"{row['place']}, {number(row['km'], lang=lang)} km",
            _text_of(row["carrier"]) or MISSING, _host(row["website"]),
        ]
        for _, row in nearest.iterrows()
    ]  # fmt: skip
    columns = [
        column(Text("⟦Initiative⟧", "⟦Initiative⟧")[lang], width=1.5),
        column(KIND_HEAD[lang], width=1),
        column(Text("Netzwerk", "Network")[lang], mm=18),
        column(Text("Sitz, Luftlinie", "Seat, straight line")[lang], width=0.9),
        column(Text("Träger", "Carrier")[lang], width=1.4),
        column(Text("Im Netz", "Website")[lang], width=1.3),
    ]
    return table("", columns, rows)


def _text_of(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _host(website: object) -> str:
    """The host of an address, as text; a dash without one.

    >>> _host("https://www.example.org/page?x=1"), _host(float("nan"))
    ('www.example.org', '–')
    """
    host = urlsplit(_text_of(website)).netloc
    return host[:HOST] or language.number(None, 0, "de")


def _kind(row: pd.Series, lang: Lang) -> str:
    kind = str(row["kind"])
    return KIND_NAMES.get(kind, Text(kind, kind))[lang]


def twins(analysis: Analysis, ags: str, lang: Lang) -> Block:
    """Similar districts and what the register says of the initiative that reaches each."""
    similar = analysis.twins([ags], TWINS)
    names = analysis.inputs.catalogue[f"short_{lang}"]
    rows = []
    for twin in similar.to_dict("records"):
        alike = [str(names.get(key, key)) for key in str(twin["alike"]).split("; ") if key]
        likeness = ", ".join(alike) or Text("im Ganzen", "as a whole")[lang]
        rows.append([str(twin["twin_name"]), likeness, _learn(analysis, str(twin["twin"]), lang)])
    columns = [
        column(DISTRICT_HEAD[lang], width=1),
        column(Text("ähnlich in", "alike in")[lang], width=1),
        column(Text("Dort zu fragen", "Whom to ask there")[lang], width=2.2),
    ]
    return table("", columns, rows)


def nearest(analysis: Analysis, ags: str, lang: Lang) -> str:
    """Who can advise here, the nearest districts of the country, and how they are compared."""
    names = ", ".join(analysis.twins([ags], TWINS, linked=False)["twin_name"])
    alike = Text(f"Bundesweit am ähnlichsten: {names}. ", f"Most similar in the country: {names}. ")
    return f"{_advice(analysis, ags, lang)}{alike[lang] if names else ''}{METHOD[lang]}"


def _advice(analysis: Analysis, ags: str, lang: Lang) -> str:
    """Who can advise the first initiative here that is not linked; empty without one."""
    coverage = analysis.coverage
    position = coverage.status.index.get_loc(ags)
    here = coverage.initiatives.index[coverage.reach[[position], :].toarray().ravel() > 0]
    pairs = analysis.advisers()
    pairs = pairs[pairs["key"].isin(here)]
    if pairs.empty:
        return ""
    names = coverage.initiatives["name"]
    first = pairs[pairs["key"] == pairs["key"].iloc[0]]
    asks, advise = names[first["key"].iloc[0]], ", ".join(names[first["peer"]].head(2))
    return Text(f"Erfahrene für {asks}: {advise}. ", f"Experienced, for {asks}: {advise}. ")[lang]


def _learn(analysis: Analysis, twin: str, lang: Lang) -> str:
    """The networked initiative reaching the twin: name, kind, year, carrier and topics."""
    coverage = analysis.coverage
    position = coverage.status.index.get_loc(twin)
    reach = coverage.reach[[position], :].toarray().ravel() > 0
    rows = coverage.initiatives[reach & (coverage.initiatives["network_status"] == "networked")]
    first = rows.iloc[0]
    year = first["founded_year"]
    since = Text(f"seit {year:.0f}", f"since {year:.0f}")[lang] if pd.notna(year) else ""
    topics = ", ".join(_text_of(first["topics"]).split(";")[:TOPICS])
    bracket = ", ".join(part for part in (_kind(first, lang), since) if part)
    details = [f"{first['name']} ({bracket})", _text_of(first["carrier"]), topics]
    more = len(rows) - 1
    if more:
        details.append(Text(f"und {more} weitere", f"and {more} more")[lang])
    return "; ".join(part for part in details if part)


def partners(analysis: Analysis, ags: str, lang: Lang) -> list[str]:
    """Whom to call, the chamber first, those abroad last; offices, never persons."""
    chambers = analysis.inputs.chambers
    mine = chambers[chambers["ags"] == ags].sort_values("share", ascending=False)
    shares = mine["share"].to_numpy()
    names = [
        str(name) if np.isclose(share, 1) else f"{name} ({percent(share, 0, lang)})"
        for name, share in zip(mine["chamber"], shares, strict=True)
    ]
    kind = str(analysis.inputs.districts.loc[ags, "type"])
    office = ADMINISTRATION["town" if kind in ("Kreisfreie Stadt", "Stadtkreis") else "county"]
    names_text = " · ".join(names) or MISSING
    chamber = Text(f"Kammer: {names_text}", f"Chamber: {names_text}")[lang]
    abroad = beyond_border(analysis.inputs, ags, lang)
    beyond = [f"{BEYOND[lang]}, {text}" for text in abroad]
    return [chamber, office[lang], UNIONS[lang], FIRMS[lang], *beyond]


def open_questions(analysis: Analysis, ags: str, lang: Lang) -> list[str]:
    """What the data leave open about this district."""
    row: Any = analysis.table().loc[ags]
    comparison = analysis.comparison(ags)
    names = analysis.inputs.catalogue[f"short_{lang}"]
    unknown = [str(names[key]) for key in comparison.index[comparison["value"].isna()]]
    questions = []
    white, total = int(row["white_rules"]), len(RULES)
    if 0 < white < total:
        questions.append(
            Text(
                f"Unter {white} von {total} Regeln ⟦keine⟧ gefunden: Wer fühlt sich hier "
                "zuständig, und "
                "trägt das erklärte Wirkungsgebiet?",
                f"None found under {white} of {total} rules: who feels responsible here, and "
                "does the "
                "declared service area hold?",
            )[lang]
        )
    questions.append(_of_status(str(row["status"]), lang))
    if unknown:
        names_text = listed(unknown, lang, 4)
        questions.append(
            Text(f"Unbekannt oder geheim: {names_text}.", f"Unknown or secret: {names_text}.")[lang]
        )
    weak = _weak_evidence(analysis, ags)
    if weak:
        names_text = listed(weak, lang, 2)
        questions.append(
            Text(f"Schwach belegt: {names_text}.", f"Weakly evidenced: {names_text}.")[lang]
        )
    return questions


def _of_status(status: str, lang: Lang) -> str:
    return QUESTIONS[status][lang]


def _weak_evidence(analysis: Analysis, ags: str) -> list[str]:
    """Names of initiatives reaching the district whose entry has low confidence."""
    coverage = analysis.coverage
    position = coverage.status.index.get_loc(ags)
    reach = coverage.reach[[position], :].toarray().ravel() > 0
    rows = coverage.initiatives[reach]
    return rows.loc[rows["confidence"] == "low", "name"].astype(str).tolist()
