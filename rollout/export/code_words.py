"""Words for the codes that tables hold, so that no sheet asks its reader to know them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from rollout.coverage.words import STATUS_NAMES
from rollout.inquiries import ANSWERS
from rollout.language import Lang, Text
from rollout.potential.words import BASELINES, CLASS_WORDS, METHOD_WORDS
from rollout.scenario.presets import PRESETS

DIRECTION = {
    "more": Text("viel spricht dafür", "more speaks for it"),
    "less": Text("wenig spricht dafür", "less speaks for it"),
    "ideal": Text("nahe am Idealwert spricht dafür", "close to the ideal speaks for it"),
}
AXIS = {
    "need": Text("Bedarf", "need"),
    "capacity": Text("Voraussetzungen", "capacity"),
    "reference": Text("Bezugsgröße", "reference"),
}
LEVEL = {
    "error": Text("Fehler", "error"),
    "repaired": Text("ersetzt oder repariert", "replaced or repaired"),
    "note": Text("Hinweis", "note"),
}
TREATMENT = {
    **METHOD_WORDS,
    "exclude": Text("bleibt unbekannt", "stays unknown"),
    "land_mean": Text("Mittel des Landes", "mean of the Land"),
    "type_mean": Text("Mittel des Kreistyps", "mean of the settlement type"),
    "regression": Text("Regression", "regression"),
    "twins": Text("ähnlichste Kreise", "most similar districts"),
}
RANKING = {**BASELINES, **{key: preset.name for key, preset in PRESETS.items()}}
CODES: dict[str, Mapping[str, Text]] = {
    "status": STATUS_NAMES,
    "check_answer": ANSWERS,
    "coal_region": {
        "lignite": Text("Braunkohle", "lignite"),
        "former_lignite": Text("frühere Braunkohle", "former lignite"),
        "hard_coal": Text("Steinkohle", "hard coal"),
    },
    "settlement_type": {
        "1": Text("kreisfreie Großstadt", "large city"),
        "2": Text("städtischer Kreis", "urban district"),
        "3": Text("ländlicher Kreis mit Verdichtungsansätzen", "rural with some density"),
        "4": Text("dünn besiedelter ländlicher Kreis", "sparsely populated rural"),
    },
    "need_class": CLASS_WORDS,
    "capacity_class": CLASS_WORDS,
    "score_class": {"out": Text("fällt heraus", "left out")},
    "class_method": {
        "quantile": Text("Fünftel", "fifths"),
        "jenks": Text("natürliche Brüche (Jenks)", "natural breaks (Jenks)"),
        "equal": Text("gleich breit", "equal intervals"),
        "own": Text("eigene Grenzen", "own limits"),
    },
    "band_class": {
        "always": Text("immer", "always"),
        "mostly": Text("meist", "mostly"),
        "only": Text("nur mit diesen Gewichten", "only with these weights"),
        "never": Text("kaum je", "hardly ever"),
    },
}


def in_words(values: pd.Series, words: Mapping[str, Text], lang: Lang) -> pd.Series:
    """Codes of a column in words; what has none stays as it is.

    >>> in_words(pd.Series(["need", "own"]), AXIS, "de").tolist()
    ['Bedarf', 'own']
    """
    return values.map(lambda code: words[str(code)][lang] if str(code) in words else code)


def table_in_words(table: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """A table with all its codes in words."""
    return table.assign(
        **{name: in_words(table[name], words, lang) for name, words in CODES.items()
           if name in table}
    )  # fmt: skip
