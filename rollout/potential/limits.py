"""Hard limits: which districts fall out of the comparison because of one indicator, and why.

A district left out is no district without a score: its values are known and were looked at. So it
has a sentence and a class of its own on every face. Scales stay those of all districts, hence a
limit changes no score of those that remain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from rollout.errors import Problem, ScenarioError
from rollout.language import Text, number
from rollout.scenario import Scenario

LEFT_OUT = "out"  # class of such a district on the map


def limits_text(settings: Scenario, catalogue: pd.DataFrame) -> list[Text]:
    """Each limit in words, such as "Anteil Produzierendes Gewerbe mindestens 20"."""
    least, most = dict(settings.indicator_least), dict(settings.indicator_most)
    texts = []
    for name in dict.fromkeys([*least, *most]):
        short = indicator_name(name, catalogue)
        for bounds, words in ((least, Text("mindestens", "at least")),
                              (most, Text("höchstens", "at most"))):  # fmt: skip
            if name in bounds:
                value, unit = _both(bounds[name]), _unit(name, catalogue)
                texts.append(Text(f"{short.de} {words.de} {value.de}{unit.de}",
                                  f"{short.en} {words.en} {value.en}{unit.en}"))  # fmt: skip
    return texts


def _unit(name: str, catalogue: pd.DataFrame) -> Text:
    """Unit behind a number, with its space; the per cent sign of English has none."""
    if name not in catalogue.index or "unit_de" not in catalogue:
        return Text("", "")
    row = catalogue.loc[name]
    german, english = str(row["unit_de"]), str(row["unit_en"])
    return Text(f" {german}", english if english == "%" else f" {english}")


def indicator_name(name: str, catalogue: pd.DataFrame) -> Text:
    """Short name of an indicator, its key where the catalogue has none."""
    if name not in catalogue.index or "short_de" not in catalogue:
        return Text(name, name)
    row = catalogue.loc[name]
    return Text(str(row["short_de"]), str(row["short_en"]))


def left_out(
    values: pd.DataFrame, catalogue: pd.DataFrame, least: Mapping[str, float],
    most: Mapping[str, float],
) -> pd.Series:  # fmt: skip
    """One sentence for every district that breaks a limit, or whose value is unknown.

    Parameters
    ----------
    values
        As published, one column per indicator, NaN = unknown.
    least, most
        Smallest and largest value a district may have, by indicator; a value on the limit stays.

    Returns
    -------
    sentences
        `Text` per district that falls out, in the order of `values`.

    Raises `ScenarioError` for indicators there are none of, and for a least above a most.

    >>> values = pd.DataFrame({"jobs": [10.0, 30.0, float("nan")]}, index=["a", "b", "c"])
    >>> for text in left_out(values, pd.DataFrame(), {"jobs": 20}, {}):
    ...     print(text.en)
    left out: jobs is 10, at least 20 is asked for
    left out: jobs unknown, at least 20 is asked for
    """
    _check(values.columns, least, most)
    sentences: dict[object, Text] = {}
    for bounds, word in (
        (least, Text("mindestens", "at least")),
        (most, Text("höchstens", "at most")),
    ):
        for name, bound in bounds.items():
            column = values[name].to_numpy(dtype=float)
            beyond = column < bound if bounds is least else column > bound
            short = indicator_name(name, catalogue)
            for place in map(int, np.flatnonzero(beyond | np.isnan(column))):
                sentence = _sentence(short, float(column[place]), word, bound)
                sentences.setdefault(values.index[place], sentence)
    keys = [key for key in values.index if key in sentences]
    index = pd.Index(keys, dtype=object)
    return pd.Series([sentences[key] for key in keys], index=index, dtype=object)


def _sentence(name: Text, value: float, word: Text, bound: float) -> Text:
    limit = _both(bound)
    is_unknown = np.isnan(value)
    written = _both(value)
    de = "unbekannt" if is_unknown else f"ist {written.de}"
    en = "unknown" if is_unknown else f"is {written.en}"
    return Text(
        f"fällt heraus: {name.de} {de}, verlangt ist {word.de} {limit.de}",
        f"left out: {name.en} {en}, {word.en} {limit.en} is asked for",
    )


def _both(value: float) -> Text:
    """A number with as many decimals as it has, two at most."""
    decimals = next((n for n in (0, 1) if round(value, n) == round(value, 2)), 2)
    return Text(number(value, decimals), number(value, decimals, "en"))


def _check(names: Iterable[str], least: Mapping[str, float], most: Mapping[str, float]) -> None:
    columns = list(map(str, names))
    problems = []
    for field, bounds in (("indicator_least", least), ("indicator_most", most)):
        problems += [_unknown(field, name, columns) for name in bounds if name not in columns]
    for name in least.keys() & most.keys():
        if least[name] > most[name]:
            low, high = _both(least[name]), _both(most[name])
            problems.append(
                Problem(
                    "error",
                    f"Scenario.indicator_least[{name}]",
                    Text(f"ist {low.de}, mehr als die Höchstgrenze {high.de}",
                         f"is {low.en}, more than the upper limit {high.en}"),
                    Text("eine Untergrenze, die nicht über der Obergrenze liegt",
                         "a lower limit not above the upper one"),
                )
            )  # fmt: skip
    if problems:
        raise ScenarioError(problems)


def _unknown(field: str, name: str, names: Sequence[str]) -> Problem:
    text = ", ".join(names)
    return Problem(
        "error", f"Scenario.{field}", Text(f"{name} ist unbekannt", f"{name} is unknown"),
        Text(f"eines von {text}", f"one of {text}"), code="unknown-indicator",
    )  # fmt: skip
