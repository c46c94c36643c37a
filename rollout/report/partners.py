"""Who is around a district: initiatives near, twins to learn from, partners, open questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from rollout import language
from rollout.coverage.links import seat_points
from rollout.coverage.words import KIND_NAMES
from rollout.language import Text
from rollout.report.blocks import Block, column, table
from rollout.report.voice import Voice
from rollout.scenario.rules import RULES

if TYPE_CHECKING:
    from rollout.analysis import Analysis

NEAR, TWINS, TOPICS = 5, 3, 3
HOST = 40  # characters: longer addresses would leave their cell
LINKS = {
    "networked": Text("vernetzt", "networked"),
    "founding": Text("in Gründung", "being founded"),
    "unconnected": Text("nicht angebunden", "not linked"),
}
ADMINISTRATION = {
    "town": Text(
        "Stadtverwaltung: Wirtschaftsförderung", "City administration: business promotion"
    ),
    "county": Text(
        "Kreisverwaltung: Wirtschaftsförderung, mit den größeren Städten und Gemeinden",
        "County administration: business promotion, with the larger towns",
    ),
}
UNIONS = Text(
    "Gewerkschaften und Arbeitgeberverband: zuständige Bezirksleitungen",
    "Unions and employers' association: their regional offices",
)
FIRMS = Text(
    "Leitbetriebe, die für einen großen Teil der Industriearbeitsplätze stehen",
    "Lead firms that stand for a large part of the industrial jobs",
)


def initiatives_near(analysis: Analysis, ags: str, voice: Voice) -> Block:
    """The nearest seats of any counted initiative, by straight line from inside the district."""
    counted = analysis.coverage.initiatives
    seats = seat_points(counted)
    centre = analysis.inputs.districts.geometry.loc[[ags]].representative_point().iloc[0]
    km = (seats.distance(centre) / 1000).rename("km")
    nearest = counted.loc[km.index].assign(km=km)
    nearest = nearest.rename_axis("id").sort_values(["km", "id"]).head(NEAR)
    rows = [
        [
            str(row["name"]), _kind(row, voice), LINKS[str(row["network_status"])][voice.lang],
            f"{row['place']}, {voice.number(row['km'])} km",
            _known(row["carrier"]) or voice.number(None), _host(row["website"]),
        ]
        for _, row in nearest.iterrows()
    ]  # fmt: skip
    columns = [
        column("Initiative", width=1.5),
        column(voice.say("Art", "Kind"), width=1),
        column(voice.say("Netzwerk", "Network"), mm=18),
        column(voice.say("Sitz, Luftlinie", "Seat, straight line"), width=0.9),
        column(voice.say("Träger", "Carrier"), width=1.4),
        column(voice.say("Im Netz", "Website"), width=1.3),
    ]
    return table("", columns, rows)


def _known(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _host(website: object) -> str:
    """The host of an address, as text; a dash without one.

    >>> _host("https://www.example.org/page?x=1"), _host(float("nan"))
    ('www.example.org', '–')
    """
    host = urlsplit(_known(website)).netloc
    return host[:HOST] or language.number(None, 0, "de")


def _kind(row: pd.Series, voice: Voice) -> str:
    kind = str(row["kind"])
    return KIND_NAMES.get(kind, Text(kind, kind))[voice.lang]


def twins(analysis: Analysis, ags: str, voice: Voice) -> Block:
    """Similar districts and what the register says of the initiative that reaches each."""
    found = analysis.twins([ags], TWINS)
    names = analysis.inputs.catalogue[f"short_{voice.lang}"]
    rows = []
    for twin in found.to_dict("records"):
        alike = [str(names.get(key, key)) for key in str(twin["alike"]).split("; ") if key]
        likeness = ", ".join(alike) or voice.say("im Ganzen", "as a whole")
        rows.append([str(twin["twin_name"]), likeness, _learn(analysis, str(twin["twin"]), voice)])
    columns = [
        column(voice.say("Kreis", "District"), width=1),
        column(voice.say("ähnlich in", "alike in"), width=1),
        column(voice.say("Dort zu fragen", "Whom to ask there"), width=2.2),
    ]
    return table("", columns, rows)


def _learn(analysis: Analysis, twin: str, voice: Voice) -> str:
    """The networked initiative reaching the twin: name, kind, year, carrier and topics."""
    coverage = analysis.coverage
    position = coverage.status.index.get_loc(twin)
    reach = coverage.reach[[position], :].toarray().ravel() > 0
    rows = coverage.initiatives[reach & (coverage.initiatives["network_status"] == "networked")]
    first = rows.iloc[0]
    year = first["founded_year"]
    since = voice.say(f"seit {year:.0f}", f"since {year:.0f}") if pd.notna(year) else ""
    topics = ", ".join(_known(first["topics"]).split(";")[:TOPICS])
    bracket = ", ".join(part for part in (_kind(first, voice), since) if part)
    details = [f"{first['name']} ({bracket})", _known(first["carrier"]), topics]
    more = len(rows) - 1
    if more:
        details.append(voice.say(f"und {more} weitere", f"and {more} more"))
    return "; ".join(part for part in details if part)


def partners(analysis: Analysis, ags: str, voice: Voice) -> list[str]:
    """Whom to call, the chamber first; offices, never persons."""
    chambers = analysis.inputs.chambers
    mine = chambers[chambers["ags"] == ags].sort_values("share", ascending=False)
    shares = mine["share"].to_numpy()
    names = [
        str(name) if np.isclose(share, 1) else f"{name} ({voice.percent(share, 0)})"
        for name, share in zip(mine["chamber"], shares, strict=True)
    ]
    kind = str(analysis.inputs.districts.loc[ags, "type"])
    office = ADMINISTRATION["town" if kind in ("Kreisfreie Stadt", "Stadtkreis") else "county"]
    listed = " · ".join(names) or voice.number(None)
    chamber = voice.say(f"Kammer: {listed}", f"Chamber: {listed}")
    return [chamber, office[voice.lang], UNIONS[voice.lang], FIRMS[voice.lang]]


def open_questions(analysis: Analysis, ags: str, voice: Voice) -> list[str]:
    """What the data leave open about this district."""
    row: Any = analysis.table().loc[ags]
    compared = analysis.comparison(ags)
    names = analysis.inputs.catalogue[f"short_{voice.lang}"]
    unknown = [str(names[key]) for key in compared.index[compared["value"].isna()]]
    questions = []
    white, total = int(row["white_rules"]), len(RULES)
    if 0 < white < total:
        questions.append(
            voice.say(
                f"Unter {white} von {total} Regeln weiß: Wer fühlt sich hier zuständig, und trägt "
                "das erklärte Wirkungsgebiet?",
                f"White under {white} of {total} rules: who feels responsible here, and does the "
                "declared service area hold?",
            )
        )
    questions.append(_of_status(str(row["status"]), voice))
    if unknown:
        listed = voice.listed(unknown, 4)
        questions.append(
            voice.say(f"Unbekannt oder geheim: {listed}.", f"Unknown or secret: {listed}.")
        )
    weak = _weak_evidence(analysis, ags)
    if weak:
        listed = voice.listed(weak, 2)
        questions.append(voice.say(f"Schwach belegt: {listed}.", f"Weakly evidenced: {listed}."))
    return questions


_ASK = {
    "white": Text(
        "Gibt es einen informellen Kreis oder einen früheren Anlauf, den das Register nicht kennt?",
        "Is there an informal circle or an earlier attempt that the register does not know?",
    ),
    "unconnected": Text(
        "Besteht die Initiative noch, und was spräche für eine Anbindung an das Netzwerk?",
        "Does the initiative still exist, and what would speak for linking it to the network?",
    ),
    "founding": Text(
        "Wo steht die Gründung, und was braucht sie als Nächstes?",
        "Where does the founding stand, and what does it need next?",
    ),
    "covered": Text(
        "Erreicht die Initiative die Betriebe im ganzen Kreis?",
        "Does the initiative reach the firms of the whole district?",
    ),
}


def _of_status(status: str, voice: Voice) -> str:
    return _ASK[status][voice.lang]


def _weak_evidence(analysis: Analysis, ags: str) -> list[str]:
    """Names of initiatives reaching the district whose entry has low confidence."""
    coverage = analysis.coverage
    position = coverage.status.index.get_loc(ags)
    reach = coverage.reach[[position], :].toarray().ravel() > 0
    rows = coverage.initiatives[reach]
    return rows.loc[rows["confidence"] == "low", "name"].astype(str).tolist()
