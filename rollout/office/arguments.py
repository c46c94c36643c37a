"""What speaks for a founding in one part of the country, said to one kind of reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from rollout.coverage.words import STATUS_NAMES
from rollout.language import Lang, Text, in_both, number, percent
from rollout.model import STATUSES
from rollout.office.words import ARGUMENTS
from rollout.programme.words import DEMAND, demand_words

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.parts_of_country import Part

_EXAMPLES = 3  # initiatives named as examples
BEST = 6  # districts of the list


@dataclass(frozen=True)
class Addressee:
    """A kind of reader.

    Parameters
    ----------
    name
        Who is written to.
    evidence
        Indicators that concern them, and on which side of the middle district it counts.
    requests
        What they are asked for.
    """

    name: Text
    evidence: tuple[tuple[str, str], ...]
    requests: tuple[Text, ...]


_CALL = Text(
    "Zehn Minuten am Telefon: Gibt es bei Ihnen schon ⟦eine Initiative⟧, die wir nicht kennen?",
    "Ten minutes on the phone: is there ⟦an initiative⟧ in your region that we do not know?",
)
ADDRESSEES = {
    "chamber": Addressee(
        Text("Kammer", "chamber"),
        (("manufacturing_per_1000", "above"), ("large_sites_pct", "above")),
        (
            _CALL,
            Text(
                "Wenn nein: ein erstes Treffen mit Gewerkschaft, Arbeitgebern und den Kreisen bis "
                "[Datum], zu dem Sie einladen.",
                "If not: a first meeting with union, employers and districts by [date], to which "
                "you invite.",
            ),
        ),
    ),
    "union": Addressee(
        Text("Gewerkschaft", "union"),
        (("industry_change_5y", "below"), ("unemployment_pct", "above")),
        (
            _CALL,
            Text(
                "Welche Betriebsräte sollten beim ersten Treffen dabei sein?",
                "Which works councils should be at the first meeting?",
            ),
        ),
    ),
    "municipality": Addressee(
        Text("Kreis, Stadt oder Gemeinde", "district, city or municipality"),
        (("industry_pct", "above"), ("tax_per_head", "below")),
        (
            _CALL,
            Text(
                "Wer in Ihrer Wirtschaftsförderung kann das erste Treffen mit vorbereiten?",
                "Who in your economic development office can help to prepare the first meeting?",
            ),
        ),
    ),
    "firms": Addressee(
        Text("Betriebe und Arbeitgeberverband", "firms and employers' association"),
        (("manufacturing_pct", "above"), ("apprentices_per_100", "below")),
        (
            _CALL,
            Text(
                "Welches Thema würde Ihre Betriebe an einen Tisch bringen: Fachkräfte, Fläche, "
                "Energie, Akzeptanz?",
                "Which subject would bring your firms to one table: skilled workers, sites, "
                "energy, acceptance?",
            ),
        ),
    ),
}


def arguments(analysis: Analysis, part: Part, addressee: Addressee, lang: Lang) -> list[str]:
    """Sentences that follow from the figures of the part, the weightiest first."""
    keys = list(part.keys)
    said = [
        _weight(analysis, keys),
        _state(analysis, keys),
        *(_evidence(analysis, keys, *which) for which in addressee.evidence),
        _examples(analysis, keys),
        _one_contact(analysis, part),
    ]
    return [text[lang] for text in said if text is not None]


def best_districts(analysis: Analysis, part: Part) -> pd.DataFrame:
    """Districts of the part without a linked initiative, best rank first; as `targets()`."""
    targets = analysis.targets()
    mine = targets[targets.index.isin(part.keys)]
    return mine.dropna(subset=["rank"]).sort_values("rank", kind="stable").head(BEST)


def _weight(analysis: Analysis, keys: list[str]) -> Text | None:
    """How much of the demand is here, beside the share of the people."""
    facts = analysis.table()
    here, everywhere = facts.loc[keys, DEMAND], facts[DEMAND]
    if here.isna().any() or not everywhere.sum() > 0:
        return None  # a sum with a gap is no share
    people = facts["population"]
    return ARGUMENTS["weight"].filled(
        base=demand_words(begins=True),
        count=in_both(lambda lang: number(float(here.sum()), 0, lang)),
        share=in_both(lambda lang: percent(float(here.sum() / everywhere.sum()), 1, lang)),
        people=in_both(lambda lang: percent(float(people[keys].sum() / people.sum()), 1, lang)),
    )


def _state(analysis: Analysis, keys: list[str]) -> Text:
    """How the districts stand, states that none is in left out."""
    counts = analysis.table().loc[keys, "status"].value_counts()
    states = [status for status in STATUSES if counts.get(status, 0)]
    return ARGUMENTS["state"].filled(
        total=len(keys),
        states=in_both(
            lambda lang: ", ".join(f"{STATUS_NAMES[key][lang]} ({counts[key]})" for key in states)
        ),
    )


def _evidence(analysis: Analysis, keys: list[str], indicator: str, side: str) -> Text | None:
    """That most districts lie on the telling side of the middle district; None where not."""
    inputs = analysis.inputs
    if indicator not in inputs.indicators or indicator not in inputs.catalogue.index:
        return None
    values = inputs.indicators[indicator]
    here, middle = values[keys].dropna(), float(values.median())
    beyond = int((here > middle).sum() if side == "above" else (here < middle).sum())
    if beyond * 2 <= len(here):  # of the fewer half, it would speak against the letter
        return None
    row = inputs.catalogue.loc[indicator]
    decimals = int(str(row["decimals"]))
    return ARGUMENTS[side].filled(
        some=beyond, known=len(here),
        name=Text(str(row["short_de"]), str(row["short_en"])),
        middle=in_both(lambda lang: number(middle, decimals, lang)),
        unit=Text(str(row["unit_de"]), str(row["unit_en"])),
        year=f"{row['year']:.0f}",
    )  # fmt: skip


def _examples(analysis: Analysis, keys: list[str]) -> Text | None:
    """Linked initiatives of the districts most alike."""
    pairs = analysis.twins(keys, 1).sort_values(["distance", "key"], kind="stable")
    named: dict[str, str] = {}
    for twin, initiatives in zip(pairs["twin_name"], pairs["initiatives"], strict=True):
        for name in str(initiatives).split("; "):
            if name and name not in named and len(named) < _EXAMPLES:
                named[name] = f"{name} ({twin})"
    if not named:
        return None
    return ARGUMENTS["examples"].filled(names="; ".join(named.values()))


def _one_contact(analysis: Analysis, part: Part) -> Text | None:
    """That one chamber and one Land suffice, where it is so."""
    laender = analysis.table().loc[list(part.keys), "land_name"].unique()
    if part.kind != "ihk" or len(laender) != 1:
        return None
    return ARGUMENTS["one_contact"].filled(total=len(part.keys), land=str(laender[0]))
