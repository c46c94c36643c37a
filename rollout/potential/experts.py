"""Weights of several people: combined into one set, their disagreement kept as a band of ranks.

Budget allocation: everybody shares out 100 points; combined is the mean of the shares. Analytic
hierarchy process (Saaty 1980): everybody compares criteria in pairs; the weights are the principal
eigenvector, the consistency ratio says how far the judgements contradict each other, and combined
are the judgements themselves, by their geometric mean (Aczel and Saaty 1983).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rollout.arrays import Floats
from rollout.errors import Problem, ScenarioError
from rollout.language import Text
from rollout.potential.limits import indicator_name
from rollout.potential.presets import preset_weights
from rollout.potential.weights import SCORED_AXES
from rollout.readers.experts import Judgements
from rollout.scenario import Scenario

# Mean consistency index of random judgements for 1, 2, ... criteria (Saaty 1980).
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57,
                1.59)  # fmt: skip
CONTRADICTORY = 0.1  # consistency ratio above which Saaty asks to judge again
_FIELD = "Scenario.expert_weights"
BETWEEN = "/"  # of person and criterion, in the keys of `expert_weights`


@dataclass(frozen=True, eq=False)
class Experts:
    """The weights of several people.

    Parameters
    ----------
    shares
        A row per person, a column per criterion; rows sum to 1.
    consistency
        Consistency ratio per person; NaN where points were shared out, or for two criteria.
    combined
        Share per criterion, summing to 1.
    combined_consistency
        Consistency ratio of the mean comparisons; NaN without any.
    """

    shares: pd.DataFrame
    consistency: pd.Series
    combined: pd.Series
    combined_consistency: float

    @property
    def contradictory(self) -> list[str]:
        """People whose consistency ratio is above 0.1."""
        return [str(name) for name in self.consistency.index[self.consistency > CONTRADICTORY]]


def eigenvector_weights(matrix: Floats) -> tuple[Floats, float, float]:
    """Weights, largest eigenvalue and consistency ratio of comparisons in pairs.

    The ratio is that of the consistency index (lambda - n) / (n - 1) to its mean over random
    judgements; NaN for fewer than three criteria, which cannot contradict each other.

    >>> matrix = np.array([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]])
    >>> weights, largest, ratio = eigenvector_weights(matrix)
    >>> weights.round(4).tolist(), round(largest, 6), abs(round(ratio, 6))
    ([0.5714, 0.2857, 0.1429], 3.0, 0.0)
    """
    values, vectors = np.linalg.eig(matrix)
    place = int(np.argmax(values.real))
    largest = float(values[place].real)
    weights = np.abs(vectors[:, place].real)
    size = len(matrix)
    if size < 3:
        return weights / weights.sum(), largest, float("nan")
    index = (largest - size) / (size - 1)
    return weights / weights.sum(), largest, float(index / RANDOM_INDEX[size - 1])


def combine(judgements: Sequence[Judgements]) -> Experts:
    """Weights of everybody and of all together.

    Budgets by the mean of their shares, comparisons by their geometric mean; where a file holds
    both, the two results by the number of people behind each.
    """
    criteria = list(dict.fromkeys(name for one in judgements for name in _names(one)))
    rows: dict[str, Floats] = {}
    ratios: dict[str, float] = {}
    matrices = []
    for one in judgements:
        if one.matrix is None:
            row = np.array([(one.shares or {}).get(name, 0.0) for name in criteria])
            rows[one.person], ratios[one.person] = row / row.sum(), float("nan")
            continue
        order = [one.criteria.index(name) for name in criteria]
        matrix = np.array(one.matrix, dtype=float)[np.ix_(order, order)]
        matrices.append(matrix)
        rows[one.person], _, ratios[one.person] = eigenvector_weights(matrix)
    shares = pd.DataFrame.from_dict(rows, orient="index", columns=criteria)
    consistency = pd.Series(ratios, dtype=float)
    budgets = [one.person for one in judgements if one.matrix is None]
    total = shares.loc[budgets].sum() if budgets else pd.Series(0.0, index=criteria)
    together = float("nan")
    if matrices:
        mean = np.exp(np.mean(np.log(matrices), axis=0))
        weights, _, together = eigenvector_weights(mean)
        total = total + len(matrices) * weights
    return Experts(shares, consistency, total / len(judgements), together)


def _names(one: Judgements) -> tuple[str, ...]:
    return one.criteria if one.matrix is not None else tuple(one.shares or {})


def scenario_with(
    experts: Experts, scenario: Scenario, catalogue: pd.DataFrame, where: str = _FIELD
) -> Scenario:
    """The scenario with the combined weights, and those of everybody for the band.

    Parameters
    ----------
    where
        File of the judgements, for the errors.
    """
    criteria = _keys_of(list(map(str, experts.combined.index)), catalogue)
    points = {
        f"{person}{BETWEEN}{name}": round(100 * float(share), 6)
        for person, row in experts.shares.iterrows()
        for name, share in zip(criteria, row, strict=True)
    }
    weights = own_weights(experts.combined.set_axis(criteria), scenario, catalogue, where)
    return scenario.changed(**weights, expert_weights=points)


def _keys_of(criteria: list[str], catalogue: pd.DataFrame) -> list[str]:
    """Keys of criteria given by key or by name, where all are dimensions or all are indicators.

    A name may be both ("Wirtschaftskraft"); what the others are says which is meant. Keys come
    before names.
    """
    rows = catalogue[catalogue["axis"].isin(SCORED_AXES)]
    dimensions = rows["dimension"].astype(str)
    if set(criteria) <= set(dimensions) or set(criteria) <= set(map(str, rows.index)):
        return criteria
    names = {"dimension_de": dimensions, "dimension_en": dimensions}
    for named in (names, dict.fromkeys(("short_de", "short_en", "name_de", "name_en"), rows.index)):
        keys = {
            str(name).casefold(): str(key)
            for column, of_rows in named.items()
            if column in rows
            for name, key in zip(rows[column], of_rows, strict=True)
        }
        meanings = {**keys, **{key: key for key in keys.values()}}
        if all(name.casefold() in meanings for name in criteria):
            return [meanings[name.casefold()] for name in criteria]
    return criteria


def own_weights(
    shares: pd.Series, scenario: Scenario, catalogue: pd.DataFrame, where: str = _FIELD
) -> dict[str, dict[str, float]]:
    """Fields of the scenario that give some criteria these shares and all others nothing.

    Raises `ScenarioError` for names that are neither all dimensions nor all indicators.
    """
    rows = catalogue[catalogue["axis"].isin(SCORED_AXES)]
    dimensions = list(dict.fromkeys(rows["dimension"].astype(str)))
    indicators = list(map(str, rows.index))
    points = {str(name): round(100 * float(share), 6) for name, share in shares.items()}
    if set(points) <= set(dimensions):
        _check_weighted(points, scenario, rows, where)
        every = dict.fromkeys(dimensions, 0.0) | points
        return {"dimension_weights": every, "indicator_weights": {}}
    if set(points) <= set(indicators):
        every = dict.fromkeys(indicators, 0.0) | points
        return {"dimension_weights": {}, "indicator_weights": every}
    unknown = [name for name in points if name not in {*dimensions, *indicators}]
    named = ", ".join(unknown or points)
    finding = (
        Text(f"{named} unbekannt", f"{named} unknown")
        if unknown
        else Text("mischt Dimensionen und Indikatoren", "mixes dimensions and indicators")
    )
    expected = Text(
        f"nur Dimensionen ({', '.join(dimensions)}) oder nur Indikatoren ({', '.join(indicators)})",
        f"dimensions only ({', '.join(dimensions)}) or indicators only ({', '.join(indicators)})",
    )
    raise ScenarioError(Problem("error", where, finding, expected))


def _check_weighted(
    points: Mapping[str, float], scenario: Scenario, indicators: pd.DataFrame, where: str
) -> None:
    """Refuse a share for a dimension whose indicators the founding logic all weighs 0."""
    weights = preset_weights(scenario.preset, indicators)
    totals = weights.groupby(indicators["dimension"].astype(str)).sum()
    idle = [name for name, share in points.items() if share > 0 and not totals[name] > 0]
    if idle:
        usable = ", ".join(map(str, totals.index[totals > 0]))
        named = ", ".join(idle)
        raise ScenarioError(
            Problem(
                "error", where,
                Text(f"gibt {named} Punkte, deren Indikatoren in der Gründungslogik "
                     f"{scenario.preset} nichts wiegen",
                     f"gives points to {named}, whose indicators weigh nothing in the founding "
                     f"logic {scenario.preset}"),
                Text(f"nur {usable}", f"{usable} only"),
                Text("oder einzelne Indikatoren bewerten", "or judge single indicators"),
            )
        )  # fmt: skip


def shares_of_people(settings: Scenario) -> pd.DataFrame:
    """Shares of every person out of `expert_weights`: a row each, empty without any.

    >>> shares_of_people(Scenario(expert_weights={"A/x": 30, "A/y": 70})).to_dict("index")
    {'A': {'x': 0.3, 'y': 0.7}}
    """
    rows: dict[str, dict[str, float]] = {}
    wrong = []
    for key, points in settings.expert_weights:
        person, between, name = key.rpartition(BETWEEN)
        if not between or not person or not name or points < 0:
            wrong.append(f"{key} = {points:g}")
        rows.setdefault(person, {})[name] = points
    empty = [person for person, row in rows.items() if not sum(row.values()) > 0]
    if wrong or empty:
        text = ", ".join(wrong or empty)
        raise ScenarioError(
            Problem(
                "error", "Scenario.expert_weights", Text(f"enthält {text}", f"has {text}"),
                Text("Punkte ab 0 je Person/Dimension oder Person/Indikator, nicht alle 0",
                     "points from 0 for person/dimension or person/indicator, not all 0"),
            )
        )  # fmt: skip
    table = pd.DataFrame.from_dict(rows, orient="index").fillna(0.0)
    return table.div(table.sum(axis=1), axis=0) if len(table) else table


def rank_band(ranks: pd.DataFrame) -> pd.DataFrame:
    """Least, middle and greatest rank of each district over all people.

    Parameters
    ----------
    ranks
        A row per district, a column per person; NaN without a rank.

    >>> rank_band(pd.DataFrame({"A": [1.0, 2], "B": [2.0, 1]})).to_numpy().tolist()
    [[1.0, 1.5, 2.0], [1.0, 1.5, 2.0]]
    """
    return pd.DataFrame(
        {
            "expert_low": ranks.min(axis=1),
            "expert_median": ranks.median(axis=1),
            "expert_high": ranks.max(axis=1),
        }
    )


def criterion_names(names: Sequence[str], catalogue: pd.DataFrame) -> list[Text]:
    """Names of dimensions or indicators; their keys where the catalogue has none."""
    rows = catalogue.drop_duplicates("dimension").set_index("dimension")
    texts = []
    for name in names:
        if name in rows.index and "dimension_de" in rows:
            row = rows.loc[name]
            texts.append(Text(str(row["dimension_de"]), str(row["dimension_en"])))
        else:
            texts.append(indicator_name(name, catalogue))
    return texts


def method_words(experts: Experts) -> Text:
    """How the weights were combined, in a sentence."""
    by_pairs = int(experts.consistency.notna().sum())
    count = len(experts.shares)
    people = (
        Text("1 Person", "1 person") if count == 1 else Text(f"{count} Personen", f"{count} people")
    )
    parts_de = "Mittel der Anteile (Punkte), geometrisches Mittel der Urteile (Paarvergleiche)"
    parts_en = "mean of the shares (points), geometric mean of the judgements (pairs)"
    return Text(
        f"{people.de}, davon {by_pairs} mit Widerspruchsmaß. Zusammengeführt: {parts_de}.",
        f"{people.en}, {by_pairs} of them with a consistency ratio. Combined: {parts_en}.",
    )


def contradiction_words(experts: Experts) -> Text:
    """Who contradicts themselves, by name; they count all the same."""
    names = ", ".join(experts.contradictory)
    return Text(
        f"Widersprüchliche Urteile (CR über 0,1): {names}. Sie zählen mit; besser neu fragen.",
        f"Contradictory judgements (CR above 0.1): {names}. They count; better ask again.",
    )
