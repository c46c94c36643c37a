"""What the product says of past foundings, in whole sentences."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from rollout.language import Lang, Text, in_both, number
from rollout.programme import programme
from rollout.propensity.estimation import Propensity

TITLE = Text("Was in Kreisen wie diesem geschah", "What happened in districts like this one")
IN_COUNTRY = Text("Was in ähnlichen Kreisen geschah", "What happened in districts alike")
WARNING = Text("Keine Vorhersage.", "No forecast.")
HIGHEST = Text("Im Fünftel mit der höchsten Arbeitslosigkeit",
               "In the fifth with the highest unemployment")  # fmt: skip
NO_CHECKS = Text(
    "Der Rückblick gehört zum mitgelieferten Register; für dieses ist er nicht gerechnet.",
    "The look back belongs to the shipped register; it is not computed for this one.",
)
SHORT = Text("Bisher in solchen Kreisen", "So far in such districts")
ORDER_NAMES = {
    "unemployment": Text("Arbeitslosigkeit allein (gilt)", "unemployment alone (in use)"),
    "land_mean": Text("Mittel des Landes (Vergleich)", "mean of the Land (baseline)"),
    "inhabitants": Text("Einwohner", "inhabitants"),
    "both": Text("Arbeitslosigkeit und Einwohner", "unemployment and inhabitants"),
    "city": Text("kreisfreie Stadt", "independent city"),
    "industry": Text("Anteil des Produzierenden Gewerbes", "share of the producing sector"),
    "structural": Text("Modell mit sechs Merkmalen", "model of six features"),
    "held_out": Text("dasselbe, Land ungesehen", "the same, Land unseen"),
}
FEATURE_NAMES = {
    "unemployment_pct": Text("Arbeitslosenquote", "unemployment rate"),
    "long_term_unemployed_pct": Text("Anteil Langzeitarbeitsloser", "long-term unemployed"),
    "population": Text("Einwohner (logarithmiert)", "inhabitants (log)"),
    "gdp_per_head": Text("Wirtschaftsleistung je Kopf (log.)", "GDP per head (log)"),
    "tax_per_head": Text("Steuerkraft je Kopf (log.)", "tax revenue per head (log)"),
    "is_city": Text("kreisfreie Stadt", "independent city"),
}
UNIT_NAMES = {"hub": Text("Sitz", "seat"), "area": Text("Gebiet", "area")}
ORDERS_TITLE = {
    "hub": Text(
        "Was versucht wurde: AUC am Sitz ⟦g:der Initiative⟧",
        "What was tried: AUC at the seat of the ⟦initiative⟧",
    ),
    "area": Text(
        "Was versucht wurde: AUC im bedienten Gebiet",
        "What was tried: AUC over the area served",
    ),
}
COEFFICIENTS = Text(
    "Wem Gründungen folgten: Wirkung einer Standardabweichung auf den Sitz (log. Chancen)",
    "What foundings followed: effect of one standard deviation on the seat (log odds)",
)
COEFFICIENT_HEADS = (
    Text("Merkmal", "Feature"), Text("Wirkung", "Effect"), Text("Band 5–95 %", "Band 5–95%"),
)  # fmt: skip
LIMITS = Text(
    "Das sagt, was geschah, nicht, was kommt, und nicht, wo Bedarf ist.",
    "This says what happened, not what will come, and not where there is need.",
)
NO_HISTORY = Text(
    "Für diese Daten gibt es keine Werte früherer Jahre oder zu wenige datierte Gründungen.",
    "There are no values of earlier years for these data, or too few dated foundings.",
)
TEN = 10
CHANCE = 0.5


def years(after: int, until: int) -> str:
    """The years in which foundings of a window were made.

    >>> years(2018, 2023)
    '2019–2023'
    """
    return f"{after + 1}–{until}"


def of_ten(share: float) -> Text:
    """How many of ten, in words where that is none or one.

    >>> [of_ten(share).de for share in (0.0, 0.04, 0.1, 0.3, 1.0)]
    ['keiner', 'kaum einer', 'einer', '3', 'alle']
    """
    count = round(TEN * share)
    if count == 0:
        nobody, hardly = Text("keiner", "none"), Text("kaum einer", "hardly any")
        return nobody if share == 0 else hardly
    if count == TEN:
        return Text("alle", "all")
    return Text("einer", "one") if count == 1 else Text(str(count), str(count))


def band_of_ten(low: float, high: float) -> Text:
    """From how many to how many of ten; rounded outwards where both would be the same.

    >>> band_of_ten(0.18, 0.41).de, band_of_ten(0.0, 0.048).de
    ('Band 2 bis 4', 'Band 0 bis 1')
    """
    first, last = round(TEN * low), round(TEN * high)
    if first == last:
        first, last = math.floor(TEN * low), math.ceil(TEN * high)
    return Text(f"Band {first} bis {last}", f"band {first} to {last}")


def district_sentence(model: Propensity, ags: str) -> Text:
    """How many of ten districts like this one got an initiative, and how that changed.

    Never without the second half: the shares of one window say nothing of the next.
    """
    fifth = model.districts["fifth"].to_dict()[ags]
    if math.isnan(fifth):
        return Text("Die Arbeitslosenquote dieses Kreises ist unbekannt.",
                    "The unemployment rate of this district is unknown.")  # fmt: skip
    return fifth_sentence(model.shares, int(fifth))


def fifth_sentence(shares: pd.DataFrame, fifth: int) -> Text:
    """The sentence on all districts of one fifth."""
    table = shares.reset_index()
    of_fifth = table[(table["unit"] == "area") & (table["fifth"] == fifth)]
    rows = of_fifth.sort_values("after").to_dict("records")
    row = rows[-1]
    if row["districts"] == 0:
        return Text("Solche Kreise ohne ⟦Initiative⟧ gab es nicht.",
                    "There were no such districts without ⟦an initiative⟧.")  # fmt: skip
    count, band = of_ten(row["share"]), band_of_ten(row["low"], row["high"])
    is_one = round(TEN * row["share"]) <= 1
    text = Text(
        "In den letzten fünf Jahren ({span}) {verb} von 10 solchen Kreisen {count} "
        "⟦a:eine Initiative⟧ ({band}); {before}.",
        "Over the last five years ({span}) {count} of 10 such districts got ⟦an initiative⟧ "
        "({band}); {before}.",
    )
    return text.filled(
        span=_period(row), verb="bekam" if is_one else "bekamen", count=count, band=band,
        before=_before(rows),
    )  # fmt: skip


def _before(rows: Sequence[Mapping[Hashable, Any]]) -> Text:
    """The earlier window in which it was most different, the latest of equals."""
    last = round(TEN * rows[-1]["share"])
    earlier = [row for row in rows[:-1] if row["districts"] > 0]
    if not earlier:
        return Text("davor ist nichts bekannt", "nothing is known of the time before")
    gaps = [abs(round(TEN * row["share"]) - last) for row in earlier]
    if max(gaps) == 0:
        span = years(earlier[0]["after"], earlier[-1]["until"])
        return Text(f"{span} war es nicht anders", f"it was no different in {span}")
    row = earlier[max(range(len(gaps)), key=lambda place: (gaps[place], place))]
    verb = "war" if round(TEN * row["share"]) <= 1 else "waren"
    span, count = _period(row), of_ten(row["share"])
    return Text(f"{span} {verb} es {count.de}", f"in {span} it was {count.en}")


def _period(row: Mapping[Hashable, Any]) -> str:
    return years(row["after"], row["until"])


def likeness(model: Propensity, ags: str) -> Text:
    """What makes districts like this one: the fifth of the unemployment rate."""
    row = model.districts.loc[[ags]].to_dict("records")[0]
    if math.isnan(row["fifth"]):
        return Text("", "")
    year, fifth = f"{row['value_year']:.0f}", f"{row['fifth']:.0f}"

    def line(lang: Lang) -> str:
        text = Text(
            "Solche Kreise: Fünftel {fifth} von 5 nach der Arbeitslosenquote (5 = höchste; hier "
            "{value} % im Jahr {year}), ohne ⟦Initiative⟧ am Anfang des Zeitraums.",
            "Such districts: fifth {fifth} of 5 by unemployment rate (5 = highest; here {value}% "
            "in {year}), without ⟦an initiative⟧ at the start of the period.",
        )
        value = number(row["value"], 1, lang)
        return text.filled(fifth=fifth, value=value, year=year)[lang]

    return in_both(line)


def left_out_line(model: Propensity) -> Text:
    """Foundings without a figure: those of a federal call, and those without a year."""
    counts = model.foundings
    text = Text(
        "Gezählt sind {n} datierte Gründungen. Getrennt davon: {federal} {name}, über die ein "
        "Förderaufruf entscheidet (ohne Zahl), und {undated} ohne Gründungsjahr, die auf keiner "
        "Seite zählen.",
        "{n} dated foundings are counted. Apart from them: {federal} {name}, decided by a federal "
        "call (no figure), and {undated} without a founding year, which count on neither side.",
    )
    return text.filled(
        n=counts.initiatives, federal=counts.federal, undated=counts.undated,
        name=programme().federal.many.text,
    )  # fmt: skip


def verdict(checks: pd.DataFrame) -> Text:
    """How far the order can be trusted: over the country, inside a Land, in earlier windows."""
    rows = checks.reset_index()
    line = rows[(rows["order"] == "unemployment") & (rows["unit"] == "hub")]
    back, spans = (line[line["kind"] == kind] for kind in ("look_back", "five_years"))
    if back.empty:
        return Text(
            "Nichts zu prüfen: zu wenige Gründungen.", "Nothing to test: too few foundings."
        )

    is_doubtful = bool((back["within_kind_low"] <= CHANCE).any())
    doubt = Text(", vom Zufall nicht sicher zu trennen", ", not surely apart from chance")
    doubt = doubt if is_doubtful else Text("", "")

    def said(lang: Lang) -> str:
        text = Text(
            "Im Rückblick lag der Sitz einer späteren Gründung meist dort, wo die Arbeitslosigkeit "
            "höher war (AUC {auc}; 0,5 ist Zufall). Innerhalb eines Landes {within}, unter Kreisen "
            "gleicher Art (Stadt mit Stadt) im selben Land {alike}{doubt}. Der Zusammenhang ist "
            "nicht stabil: in getrennten Fünfjahresabschnitten {spans}.{industry}",
            "Looking back, the seat of a later founding mostly lay where unemployment was higher "
            "(AUC {auc}; 0.5 is chance). Inside a Land {within}, among districts of the same kind "
            "(city with city) in the same Land {alike}{doubt}. The relation is not stable: {spans} "
            "in separate windows of five years.{industry}",
        )
        return text.filled(
            auc=_span(back["auc"], lang), within=_span(back["within"], lang),
            alike=_span(back["within_kind"], lang), doubt=doubt, spans=_span(spans["auc"], lang),
            industry=_industry(rows),
        )[lang]  # fmt: skip

    return in_both(said)


def _industry(rows: pd.DataFrame) -> Text:
    """What a high share of the producing sector said of the seat, where it was against it."""
    back = rows[(rows["unit"] == "hub") & (rows["kind"] == "look_back")]
    values = back.loc[back["order"] == "industry", "auc"]
    if values.empty or values.max() >= CHANCE:
        return Text("", "")
    return in_both(
        lambda lang: Text(
            " Ein hoher Anteil des Produzierenden Gewerbes sprach eher dagegen (AUC {auc}).",
            " A high share of the producing sector rather spoke against it (AUC {auc}).",
        ).filled(auc=_span(values, lang))[lang]
    )


def _span(values: pd.Series, lang: Lang) -> str:
    low, high = number(values.min(), 2, lang), number(values.max(), 2, lang)
    return low if low == high else Text(f"{low} bis {high}", f"{low} to {high}")[lang]
