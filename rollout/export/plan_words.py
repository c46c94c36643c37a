"""What every face says of a plan in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rollout.language import LANGS, Lang, Text, number, percent
from rollout.plan.actions import ACTIONS
from rollout.plan.by_hand import ALL, DROPPED
from rollout.plan.words import DEMAND_WORDS, days_words

if TYPE_CHECKING:
    import pandas as pd

    from rollout.plan.fewest import Fewest
    from rollout.plan.plan import RolloutPlan

BESIDE = {
    "today": Text("heute", "today"),
    "plan": Text("dieser Plan", "this plan"),
    "ask": Text("alle fragen", "ask all"),
    "connect": Text("fragen und anbinden", "ask and connect"),
}
BESIDE_NOTE = Text(
    "Alle fragen: jede ⟦Initiative⟧, deren Anbindung niemand kennt; die Anteile gelten, wenn alle "
    "vernetzt wären, mehr kann es nicht sein. Fragen und anbinden: was die Tage dieses Plans dort "
    "höchstens brächten.",
    "Ask all: every ⟦initiative⟧ whose link nobody knows; the shares hold if all were linked, it "
    "cannot be more. Ask and connect: the most the days of this plan would bring there.",
)

EVENNESS = (
    (Text("Weg im Mittel (km)", "mean way (km)"), 1),
    (Text("schlechtestes Zehntel (km)", "worst tenth (km)"), 1),
    (Text("Gini", "Gini"), 3),
    (Text("Theil", "Theil"), 3),
    (Text("Theil in Ländern", "Theil within Länder"), 3),
    (Text("Theil zwischen Ländern", "Theil between Länder"), 3),
)
EVENNESS_NOTE = Text(
    "Weg der Einwohnerinnen und Einwohner ⟦d:zur nächsten vernetzten Initiative⟧ oder zum "
    "Mittelpunkt einer Zielregion (Luftlinie). Schlechtestes Zehntel: das Zehntel mit dem längsten "
    "Weg. Gini und Theil: 0 heißt gleicher Weg für alle; die Teile von Theil ergeben zusammen das "
    "Ganze. Der Weg kann kürzer und zugleich ungleicher werden.",
    "Way of the inhabitants to the ⟦nearest linked initiative⟧ or the hub of a target region "
    "(straight line). Worst tenth: the tenth with the longest way. Gini and Theil: 0 is the same "
    "way for all; the parts of Theil add up to the whole. Ways can become shorter and more uneven "
    "at once.",
)


def evenness_words(frame: pd.DataFrame) -> Text | None:
    """Ways before and after, and how unevenly they lie; None where no way is known."""
    if frame["mean_km"].isna().any():
        return None
    figures = {
        lang: [
            number(float(frame[name].iloc[row]), digits, lang)
            for name, digits in (("mean_km", 0), ("worst_km", 0), ("gini", 2), ("theil", 2),
                                 ("between", 2))
            for row in (0, -1)
        ]
        for lang in LANGS
    }  # fmt: skip
    de, en = figures["de"], figures["en"]
    return Text(
        f"Der Weg der Einwohnerinnen und Einwohner ⟦d:zur nächsten vernetzten Initiative⟧ oder zum "
        f"Mittelpunkt einer Zielregion sinkt im Mittel von {de[0]} auf {de[1]} km (Luftlinie), für "
        f"das Zehntel mit dem längsten Weg von {de[2]} auf {de[3]} km. Wie ungleich die Wege sind: "
        f"Gini {de[4]} vorher, {de[5]} nachher; Theil {de[6]} und {de[7]}, davon zwischen den "
        f"Ländern {de[8]} und {de[9]}. Wege können kürzer und zugleich ungleicher werden.",
        f"The way of the inhabitants to the ⟦nearest linked initiative⟧ or the hub of a target "
        f"region falls from {en[0]} to {en[1]} km on average (straight line), for the tenth with "
        f"the longest way from {en[2]} to {en[3]} km. How uneven the ways are: Gini {en[4]} "
        f"before, {en[5]} after; Theil {en[6]} and {en[7]}, of this between the Länder {en[8]} and "
        f"{en[9]}. Ways can become shorter and more uneven at once.",
    )


def step_words(step: str, lang: Lang) -> str:
    """What is done; before every connection there is a question."""
    if step == "connect":
        return Text("fragen, dann anbinden", "ask, then connect")[lang]
    return ACTIONS[step].words[lang]


PRICES_BY_HAND = Text(
    "Anteile an dem, was der Plan ohne diese Entscheidung wert ist: am Ende, und über alle Wellen "
    "zusammengezählt.",
    "Shares of what the plan without this decision is worth: in the end, and added up over all "
    "waves.",
)


def hand_words(row: Mapping[Any, Any], lang: Lang) -> str:
    """A decision by hand in words."""
    if row["label"] == ALL:
        return Text("alle zusammen", "all together")[lang]
    if row["wave"] == DROPPED:
        return Text(f"{row['region']}: gestrichen", f"{row['region']}: dropped")[lang]
    wave = row["wave"]
    return Text(f"{row['region']}: Welle {wave}", f"{row['region']}: wave {wave}")[lang]


def fewest_words(fewest: Fewest, plan: RolloutPlan) -> Text:
    """How few regions or actions reach a share, and how sure that is."""
    unit, count = DEMAND_WORDS[plan.scenario.demand], len(fewest.labels)
    share, reached = (
        Text(percent(value), percent(value, lang="en")) for value in (fewest.share, fewest.reached)
    )
    days = days_words(fewest.days)
    proof = (
        Text("weniger reichen nachweislich nicht", "provably fewer do not suffice")
        if fewest.proven
        else Text("ob weniger reichen, ist offen", "whether fewer suffice is open")
    )
    if not count:
        return Text(
            f"{share.de} ({unit.de}) gibt es schon heute: {reached.de}.",
            f"{share.en} ({unit.en}) is there today already: {reached.en}.",
        )
    return Text(
        f"Für {share.de} ({unit.de}) braucht es {count}, zusammen {days.de} Personentage; sie "
        f"bringen {reached.de}; {proof.de}.",
        f"{share.en} ({unit.en}) takes {count}, together {days.en} staff days; they bring "
        f"{reached.en}; {proof.en}.",
    )
