"""Did later foundations stand high in the ranking? A look back with the register of that day.

State of year T: initiatives founded by then. Candidates: districts none of them reaches.
Outcome: candidates reached by an initiative founded after T and by U. The score sees only the
initiatives known in T, and the indicators of that day where the data folder has them; the others
are those of today, so what a founding itself changed since then may be in the score.
Hits of federal calls and others are told apart: a call decides where the former arise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.arrays import Flags, Floats, Integers, Sparse
from rollout.coverage.coverage import counted_initiatives, reach_under
from rollout.coverage.links import seat_points
from rollout.errors import Problem, parameter_error
from rollout.language import Text, in_both, number
from rollout.potential.words import BASELINES
from rollout.programme.words import DEMAND
from rollout.propensity.as_of import Vintage
from rollout.propensity.country import country_of
from rollout.propensity.discrimination import (
    Draws,
    auc,
    average_precision,
    lift,
    resample,
    with_band,
)
from rollout.scenario import Scenario
from rollout.scenario.presets import PRESETS

if TYPE_CHECKING:
    from rollout.model import Inputs

BASELINE_COLUMNS = {"demand": DEMAND, "population": "population"}
CHANCE = {"auc": 0.5, "lift_10": 1.0, "lift_20": 1.0}
UNKNOWN_SHARE = 0.5  # an indicator known for fewer districts is not used as of its day
DEFAULT_YEARS = (2014, 2016, 2018, 2020)


@dataclass(frozen=True, eq=False)
class Backtest:
    """How well rankings of earlier years met later foundations.

    Parameters
    ----------
    results
        One row per year `after`, and `ranking` (a preset or a baseline), with candidates,
        positives, federal (hits that a federal call decided), foundings, base_rate, indicators,
        of_day (how many of them are those of the day), day_share (their share of the weight) and
        for each metric its value and its 5-95 %
        band (`_low`, `_high`; see `rollout.propensity.discrimination`). `auc_other` leaves out the
        hits of federal calls.
    differences
        AUC of a preset minus AUC of a baseline with its band, from the same bootstrap draws.
    notes
        What could not be used.
    """

    until: int
    preset: str
    results: pd.DataFrame
    differences: pd.DataFrame
    notes: tuple[Problem, ...]

    @property
    def verdict(self) -> Text:
        """Plain words on the scenario's own preset, also when it is no better than chance."""
        return verdict(self.results, self.differences, self.preset)

    @property
    def headline(self) -> Text:
        """The first sentence of the verdict."""
        return headline(self.results, self.differences, self.preset)


def compare(
    rankings: Mapping[str, Floats], draws: Draws, is_federal: Flags
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Metrics with bands per ranking, and AUC differences of the others to the baselines.

    Parameters
    ----------
    rankings
        Scores of the candidates; NaN stands last.
    is_federal
        Which candidates were first reached by what a federal call decided.
    """
    values = {name: measures(scores, draws, is_federal) for name, scores in rankings.items()}
    rows: dict[str, dict[str, float]] = {}
    for name, of_ranking in values.items():
        rows[name] = {}
        for metric, drawn in of_ranking.items():
            rows[name] |= with_band(metric, drawn)
    differences: list[dict[str, object]] = [
        {
            "ranking": name,
            "baseline": base,
            **with_band("difference", of_ranking["auc"] - values[base]["auc"]),
            **with_band("difference_other", of_ranking["auc_other"] - values[base]["auc_other"]),
        }
        for name, of_ranking in values.items()
        if name not in BASELINES
        for base in BASELINES
    ]
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("ranking")
    return table, pd.DataFrame(differences)


def measures(scores: Floats, draws: Draws, is_federal: Flags) -> dict[str, Floats]:
    """All metrics of one ranking, per draw."""
    others = Draws(draws.is_event[~is_federal], draws.weights[:, ~is_federal])
    return {
        "auc": auc(scores, draws),
        "auc_other": auc(scores[~is_federal], others),
        "average_precision": average_precision(scores, draws),
        "lift_10": lift(scores, draws, 0.1),
        "lift_20": lift(scores, draws, 0.2),
    }


def first_owner(reach: Sparse) -> Integers:
    """Position of the first founding (column) that reaches each district, -1 where none does."""
    pairs = reach.tocoo()
    none = reach.shape[1]
    owner = np.full(reach.shape[0], none, dtype=np.int64)
    np.minimum.at(owner, pairs.coords[0], pairs.coords[1])
    return np.where(owner == none, -1, owner)


def backtest(
    inputs: Inputs,
    scenario: Scenario,
    *,
    years: Sequence[int] = DEFAULT_YEARS,
    until: int = 2023,
    presets: Iterable[str] = tuple(PRESETS),
    draws: int = 1000,
    seed: int = 0,
    progress: Callable[[Text], None] = lambda step: None,
) -> Backtest:
    """Look back from every year in `years` to the foundings until `until`.

    Raises
    ------
    ScenarioError
        A year is not before `until`, or the register has no founding to test against.
    """
    _check_years(years, until)
    initiatives, notes = counted_initiatives(inputs.initiatives, scenario.changed(as_of=None))
    with_year = initiatives[initiatives["founded_year"].notna()].sort_index()
    results, differences, problems = [], [], [*notes, *_undated_note(initiatives, with_year)]
    for after in years:
        progress(Text(f"Rückblick von {after}", f"look back from {after}"))
        look_back = _one_year(inputs, scenario, with_year, after, until, [*presets], draws, seed)
        if isinstance(look_back, Problem):
            problems.append(look_back)
            continue
        results.append(look_back[0].assign(after=after))
        differences.append(look_back[1].assign(after=after))
    if not results:
        finding = Text("keine Gründung im Zeitraum", "no founding in the period")
        expectation = Text("Gründungsjahre im Register", "founding years in the register")
        raise parameter_error("backtest.years", finding, expectation)
    table = pd.concat(results).reset_index().set_index(["after", "ranking"])
    gaps = pd.concat(differences).set_index(["after", "ranking", "baseline"])
    return Backtest(until, scenario.preset, table, gaps, tuple(problems))


def _check_years(years: Sequence[int], until: int) -> None:
    wrong = [year for year in years if not 1900 <= year < until <= 2100]
    if wrong or not years:
        finding = Text(f"ist {list(years)}", f"is {list(years)}")
        expectation = Text(f"Jahre vor {until}", f"years before {until}")
        raise parameter_error("backtest.years", finding, expectation)


def _undated_note(initiatives: pd.DataFrame, with_year: pd.DataFrame) -> list[Problem]:
    without_year = len(initiatives) - len(with_year)
    if not without_year:
        return []
    finding = Text(
        f"{without_year} ⟦Initiativen⟧ ohne Gründungsjahr zählen im Rückblick weder als bekannt "
        f"noch "
        "als Gründung",
        f"{without_year} ⟦initiatives⟧ without a founding year count in the back-test neither as "
        "known nor as founding",
    )
    return [Problem("note", "backtest", finding, code="undated")]


def _one_year(
    inputs: Inputs,
    scenario: Scenario,
    with_year: pd.DataFrame,
    after: int,
    until: int,
    presets: list[str],
    draws: int,
    seed: int,
) -> tuple[pd.DataFrame, pd.DataFrame] | Problem:
    earlier = with_year[with_year["founded_year"] <= after]
    new = with_year[(with_year["founded_year"] > after) & (with_year["founded_year"] <= until)]
    new = new.sort_values("founded_year", kind="stable")
    free = np.flatnonzero(reach_under(inputs, earlier, scenario).sum(axis=1) == 0)
    owner = first_owner(reach_under(inputs, new, scenario)[free])
    positives = int((owner >= 0).sum())
    if not 0 < positives < len(free):
        finding = Text(
            f"{after}–{until}: {positives} von {len(free)} freien Kreisen bekamen "
            "⟦a:eine Initiative⟧, nichts zu prüfen",
            f"{after}-{until}: {positives} of {len(free)} free districts got ⟦an initiative⟧, "
            "nothing to "
            "test",
        )
        return Problem("note", "backtest", finding, code="untestable")
    is_federal = np.append(new["federal_network"].to_numpy(dtype=bool), False)[owner]
    rankings, of_day = _rankings(inputs, scenario, earlier, presets, after)
    free_scores = {name: scores[free] for name, scores in rankings.items()}
    weights = resample(owner, country_of(inputs).chambers[free], draws, [seed, after])
    table, differences = compare(free_scores, weights, is_federal)
    counts = {
        "candidates": len(free), "positives": positives, "federal": int(is_federal.sum()),
        "foundings": len(new), "base_rate": positives / len(free),
    }  # fmt: skip
    return table.assign(**counts).join(of_day), differences


def _rankings(
    inputs: Inputs, scenario: Scenario, earlier: pd.DataFrame, presets: list[str], after: int
) -> tuple[dict[str, Floats], pd.DataFrame]:
    """Scores of every preset and baseline as they would have stood with what was known.

    The frame says of every preset how many weighted indicators it has and how many of them were
    those of the day.
    """
    from rollout.potential.scoring import founding_potential

    index = inputs.districts.index
    values, vintage = values_of_day(inputs, after)
    values = values.assign(nearest_km=distance_km(inputs, earlier))
    groups = pd.DataFrame(inputs.districts[["land"]]).join(inputs.district_types)
    rankings, counts = {}, {}
    for preset in presets:
        settings = scenario.changed(preset=preset)
        potential = founding_potential(values, inputs.catalogue, settings, groups)
        rankings[preset] = potential.score.reindex(index).to_numpy(dtype=float)
        weighted = potential.weights.index[potential.weights > 0]
        dated = [name for name in weighted if name in vintage]
        share = float(potential.weights[dated].sum() / potential.weights.sum())
        counts[preset] = {"indicators": len(weighted), "of_day": len(dated), "day_share": share}
    for name, column in BASELINE_COLUMNS.items():
        if column in values:
            rankings[name] = values[column].reindex(index).to_numpy(dtype=float)
            of_day = int(column in vintage)
            counts[name] = {"indicators": 1, "of_day": of_day, "day_share": float(of_day)}
    return rankings, pd.DataFrame.from_dict(counts, orient="index")


def values_of_day(inputs: Inputs, year: int) -> tuple[pd.DataFrame, frozenset[str]]:
    """Indicators as they stood at the end of a year, today's where no earlier ones are known.

    Returns
    -------
    values, names
        The whole table, and the indicators in it that are of that day: those known then for at
        least half of the districts.
    """
    vintage = Vintage(inputs.indicator_history, inputs.districts.index)
    earlier = {}
    for name in map(str, inputs.indicators.columns.intersection(vintage.history.columns)):
        values = vintage.at(name, year)
        if np.isnan(values).mean() <= UNKNOWN_SHARE:
            earlier[name] = values
    return inputs.indicators.assign(**earlier), frozenset(earlier)


def distance_km(inputs: Inputs, initiatives: pd.DataFrame) -> pd.Series:
    """Straight line from each district to the nearest seat of these initiatives; NaN = none."""
    from rollout.geo.reach import nearest_seat

    return nearest_seat(inputs.districts, seat_points(initiatives))["km"]


def verdict(results: pd.DataFrame, differences: pd.DataFrame, preset: str) -> Text:
    """Say in plain words whether the ranking met later foundations better than its rivals.

    Windows that end in the same year are one wave, and the text says so instead of counting them;
    it tells hits of federal calls apart and says how many indicators were those of the day.
    """
    figures = pd.DataFrame(results.xs(preset, level="ranking"))
    sentences = [
        headline(results, differences, preset),
        _one_wave(len(figures)),
        _split(figures),
        _of_day(figures),
    ]
    return in_both(lambda lang: " ".join(text[lang] for text in sentences if text[lang]))


def headline(results: pd.DataFrame, differences: pd.DataFrame, preset: str) -> Text:
    """The first sentence of the verdict; it rests on foundations no federal call decided."""
    figures = pd.DataFrame(results.xs(preset, level="ranking"))
    over_chance = int((figures["auc_other_low"] > CHANCE["auc"]).sum())
    gaps = differences.xs(preset, level="ranking").xs("demand", level="baseline")
    over_demand = int((gaps["difference_other_low"] > 0).sum())
    judgement = _judgement(over_chance, over_demand, len(figures))
    every, other = (_span(figures[name]) for name in ("auc", "auc_other"))
    return Text(
        f"Im Rückblick war die Rangliste {judgement.de} (AUC ohne Förderaufrufe {other.de}, mit "
        f"ihnen {every.de}; 0,5 ist Zufall).",
        f"Looking back, the ranking was {judgement.en} (AUC without federal calls {other.en}, with "
        f"them {every.en}; 0.5 is chance).",
    )


def _span(values: pd.Series) -> Text:
    low, high = values.min(), values.max()
    return in_both(lambda lang: f"{number(low, 2, lang)}–{number(high, 2, lang)}")


def _one_wave(years: int) -> Text:
    if years < 2:
        return Text("", "")
    return Text(
        f"Die {years} Zeiträume enden im selben Jahr und überlappen sich: ein Beleg, nicht "
        f"{years}.",
        f"The {years} windows end in the same year and overlap: one piece of evidence, not "
        f"{years}.",
    )


def _split(figures: pd.DataFrame) -> Text:
    """Hits of the longest window, apart by who decided."""
    row = figures.sort_index().iloc[0]
    hits, federal = int(row["positives"]), int(row["federal"])
    return Text(
        f"Von {hits} Treffern seit {figures.index.min() + 1} folgten {federal} einem Förderaufruf "
        "des Bundes.",
        f"Of {hits} hits since {figures.index.min() + 1} {federal} followed a federal call.",
    )


def _of_day(figures: pd.DataFrame) -> Text:
    """How many indicators were those of the day; the others are said to be today's."""
    total = int(figures["indicators"].max())
    fewest, most = int(figures["of_day"].min()), int(figures["of_day"].max())
    if fewest == total:
        return Text("Alle Indikatoren sind die des Tages.", "All indicators are those of the day.")
    count = Text(str(most), str(most))
    if fewest < most:
        count = Text(f"{fewest} bis {most}", f"{fewest} to {most}")
    return Text(
        f"Von {total} Indikatoren sind {count.de} die des Tages, die übrigen heutige.",
        f"Of {total} indicators {count.en} are those of the day, the others today's.",
    )


def _judgement(over_chance: int, over_demand: int, years: int) -> Text:
    biggest = BASELINES["demand"]
    if over_chance == 0:
        return Text("nicht besser als der Zufall", "no better than chance")
    if over_demand == years:
        return Text("besser als „{biggest}“", "better than “{biggest}”").filled(biggest=biggest)
    if over_chance == years:
        return Text(
            "besser als der Zufall, aber nicht durchweg besser als „{biggest}“",
            "better than chance, but not throughout better than “{biggest}”",
        ).filled(biggest=biggest)
    return Text("nicht verlässlich besser als der Zufall", "not reliably better than chance")
