"""The one chain from inputs and scenario to everything shown anywhere."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.ags import LAENDER
from rollout.carried import carried_lines
from rollout.coverage.completeness import Completeness, completeness_of, rate_text
from rollout.coverage.coverage import (
    Coverage,
    counting,
    coverage_of,
    statuses_under,
    white_clusters,
)
from rollout.coverage.links import seat_points
from rollout.coverage.rates import rates
from rollout.coverage.reasons import reasons
from rollout.coverage.running import region_keys
from rollout.coverage.verified import Verified, verified
from rollout.coverage.words import definition_line, points_line, rule_line
from rollout.errors import Problem, ScenarioError, parameter_error
from rollout.inquiries import latest_checks
from rollout.language import LANGS, Text, in_both
from rollout.model import Inputs
from rollout.programme.words import DEMAND
from rollout.scenario import Scenario
from rollout.scenario.presets import PRESETS, WISHES
from rollout.scenario.rules import RULES
from rollout.steps import Memory, Work
from rollout.territory import dated_changes, edition_on

if TYPE_CHECKING:
    from rollout.geo.reach import Points
    from rollout.geo.svg import MapPaths
    from rollout.potential.audit import Audit
    from rollout.potential.backtest import Backtest
    from rollout.potential.bands import Bands
    from rollout.potential.checklist import Point
    from rollout.potential.peers import Stage
    from rollout.potential.scoring import Direction, Potential, ScoredValues
    from rollout.potential.sensitivity import Shares
    from rollout.potential.twins import Structure
    from rollout.propensity.estimation import Propensity

BASES = ("districts", "population", DEMAND, "area_km2")
TARGET_STATUSES = ("white", "unconnected")
COUNTRY = "DE"


@dataclass(frozen=True, eq=False)
class Analysis:
    """What follows from inputs and scenario; every face of the product shows this.

    Parameters
    ----------
    nearest
        Nearest networked initiative per district: nearest_id, nearest_name, nearest_km
        (straight line from the district's representative point to the seat).
    cluster
        Number of the contiguous group of white spots, 0 outside.
    potential
        Founding potential with all its parts.
    work
        Does the steps below, each when it is first asked for.
    """

    inputs: Inputs
    scenario: Scenario
    coverage: Coverage
    nearest: pd.DataFrame
    cluster: pd.Series
    potential: Potential
    work: Work[Inputs]

    @property
    def notes(self) -> tuple[Problem, ...]:
        """Everything tolerated while reading, filtering and scoring."""
        from rollout.potential.caveats import caveats

        return (*self.inputs.notes, *self.coverage.notes, *caveats(self.potential))

    @property
    def recorded_scenario(self) -> Scenario:
        """The scenario with the territorial status it was computed in: what a file keeps.

        Data of a later day may know a newer status; the file still gives the same result.
        """
        return self.scenario.changed(territory=self.inputs.territory or None)

    @property
    def register_date(self) -> str:
        """Reference date of the shipped register, or the file name of one's own."""
        return register_date(self.inputs)

    @cached_property
    def definition(self) -> Text:
        """Rule, filters and date: printed on every map and export."""
        counting, total = len(self.coverage.initiatives), len(self.inputs.initiatives)
        return definition_line(
            self.scenario, self.register_date, counting, total,
            [text for text in (self.points_line, self.limits_line) if text],
        )  # fmt: skip

    @property
    def limits_line(self) -> Text | None:
        """The hard limits and how many districts they leave out; None without any."""
        from rollout.potential.limits import limits_text

        texts = limits_text(self.scenario, self.inputs.catalogue)
        if not texts:
            return None
        names = in_both(lambda lang: ", ".join(text[lang] for text in texts))
        count = len(self.potential.left_out)
        return Text(f"Grenzen: {names.de}: {count} Kreise fallen heraus",
                    f"Limits: {names.en}: {count} districts are left out")  # fmt: skip

    @property
    def points_line(self) -> Text | None:
        """What every rate says about rows left out and, by distance, seats without a point.

        None where nothing is to be said.
        """
        left_out, points = self.inputs.left_out, points_line(self.scenario,
                                                             self.coverage.initiatives)  # fmt: skip
        parts = [left_out.sentence] if left_out else []
        parts += [points] if points else []
        return in_both(lambda lang: "; ".join(part[lang] for part in parts)) if parts else None

    @property
    def bases(self) -> pd.DataFrame:
        """What the four rates count per district; NaN = unknown."""
        return self.work.of(bases)

    def rates(self) -> pd.DataFrame:
        """Four coverage rates nationwide ("DE") and per Land; see `rollout.coverage.rates`."""
        return self.work.of(rates_of_status).copy()

    def rates_if_all_succeed(self) -> pd.DataFrame:
        """The rates if every founding under way became a networked initiative; as `rates()`.

        That is every district whose status is `founding`, and every district of a running
        founding that counts.
        """
        status = self.coverage.status.astype(str)
        regions = region_keys(self.coverage.foundings)["ags"]
        success = (status == "founding") | status.index.isin(regions)
        columns = {base: self.bases[base] for base in BASES}
        return rates(status.mask(success, "covered"), columns, self.inputs.districts["land"])

    def rates_if_all_linked(self) -> pd.DataFrame:
        """The rates if every entry of the register that counts were linked; as `rates()`.

        The most this register can tell; running foundings of one's own count as they do today.
        """
        return self.work.of(rates_if_all_linked)

    @cached_property
    def completeness(self) -> Completeness:
        """How much of the network the register knows."""
        return completeness_of(self.inputs, self.scenario)

    def linked_bounds(self, area: str = COUNTRY) -> Text:
        """How many districts of an area are linked: a number, or what is known about it."""
        low, high = (
            table[(table["area"] == area) & (table["base"] == "districts")
                  & (table["level"] == "covered")].iloc[0]
            for table in (self.work.of(rates_of_status), self.rates_if_all_linked())
        )  # fmt: skip
        entries = len(self.coverage.initiatives)
        least, most = (rate_text(rate.to_dict()) for rate in (low, high))
        return self.completeness.bounds(least, most, entries)

    def verified(self, area: str = COUNTRY) -> Verified:
        """What is known of the districts in which none was found, by who was asked there."""
        land = self.inputs.districts["land"]
        mine = pd.Series(True, land.index) if area == COUNTRY else land == area
        answers = self.work.of(check_columns)["check_answer"]
        return verified(self.coverage.status[mine], answers[mine])

    def nationwide(self) -> dict[str, dict[str, dict[str, float | None]]]:
        """The four nationwide rates as plain numbers: base, level, then the number's name.

        Names: value, total, share (None without a total) and unknown.
        """
        table = self.work.of(rates_of_status)
        nation = table[table["area"] == COUNTRY]
        figures: dict[str, dict[str, dict[str, float | None]]] = {base: {} for base in BASES}
        for row in nation.to_dict("records"):
            numbers = {name: float(row[name]) for name in ("value", "total", "share", "unknown")}
            # JSON has no NaN; a number unlike itself is one.
            cells = {name: None if n != n else n for name, n in numbers.items()}
            figures[row["base"]][row["level"]] = cells
        return figures

    @cached_property
    def bands(self) -> Bands:
        """Rank bands under the assumptions the scenario lets vary; drawn on first use."""
        return self.work.of(bands)

    @cached_property
    def shares(self) -> Shares:
        """Which assumption moves the ranks; drawn on first use."""
        return self.work.of(shares)

    @cached_property
    def wish_ranks(self) -> pd.DataFrame:
        """Rank by each of the two logics that exclude each other, without own weights.

        A column for each logic of `rollout.scenario.presets.WISHES` that the programme offers and
        the catalogue can serve.
        """
        from rollout.potential.presets import preset_weights

        columns = {}
        for name in (name for name in WISHES if name in PRESETS):
            try:
                preset_weights(name, self.inputs.catalogue)
            except ScenarioError:
                continue
            logic = self.scenario.changed(preset=name, dimension_weights={}, indicator_weights={})
            columns[name] = analyse(self.inputs, logic, self.work.memory).potential.rank
        return pd.DataFrame(columns, index=self.inputs.districts.index)

    @cached_property
    def expert_ranks(self) -> pd.DataFrame:
        """Rank of every district with the weights of each person alone; no column without any."""
        from rollout.potential.experts import own_weights, shares_of_people

        columns = {}
        for person, row in shares_of_people(self.scenario).iterrows():
            fields = own_weights(row, self.scenario, self.inputs.catalogue)
            alone = analyse(self.inputs, self.scenario.changed(**fields), self.work.memory)
            columns[str(person)] = alone.potential.rank
        return pd.DataFrame(columns, index=self.inputs.districts.index)

    @cached_property
    def expert_band(self) -> pd.DataFrame:
        """Least, middle and greatest rank over all people, see `rollout.potential.experts`."""
        from rollout.potential.experts import rank_band

        return rank_band(self.expert_ranks)

    @property
    def propensity(self) -> Propensity | None:
        """What happened in districts like each one; None without values of earlier years."""
        return self.work.of(past_foundings)

    @property
    def propensity_checks(self) -> pd.DataFrame | None:
        """How far that can be trusted; None where nobody has computed it for these data."""
        return self.work.of(past_checks)

    @property
    def preset_evidence(self) -> pd.DataFrame | None:
        """Look back of every founding logic; None where nobody has computed it for these data."""
        return self.work.of(logic_evidence)

    @cached_property
    def look_back(self) -> Backtest:
        """How the founding logic in force met later foundings; a `ScenarioError` without any."""
        from rollout.potential.backtest import backtest

        return backtest(self.inputs, self.scenario, presets=[self.scenario.preset])

    @cached_property
    def audit(self) -> Audit:
        """Statistics behind the score: effect of weights, what hangs together, what conflicts."""
        return self.work.of(audit_figures)

    @cached_property
    def checklist(self) -> tuple[Point, ...]:
        """The audit in words: ten steps with verdict and consequence."""
        from rollout.potential.checklist import checklist

        return checklist(
            self.potential, self.audit, self.bands, self.inputs.catalogue,
            self.inputs.substituted, self.scenario,
        )  # fmt: skip

    def twins(self, ags: Iterable[str], count: int = 5, linked: bool = True) -> pd.DataFrame:
        """Structurally nearest districts, see `rollout.potential.twins.METHOD`.

        Columns as in `rollout.potential.twins.twins`, with twin_name, status of the twin and the
        networked initiatives that reach it.

        Parameters
        ----------
        linked
            Only districts that a networked initiative reaches: those one can learn from.
        """
        status = self.coverage.status
        among = status.index[status == "covered"] if linked else status.index
        pairs = self.work.of(compared).twins(among, count, self.known_keys(ags))
        return pairs.assign(
            twin_name=pairs["twin"].map(self.inputs.districts["display_name"]),
            status=pairs["twin"].map(status.astype(str)),
            initiatives=[self.networked_in(twin) for twin in pairs["twin"]],
        )

    def advisers(self) -> pd.DataFrame:
        """Who can advise whom: linked initiatives for those in start or not linked.

        Columns as in `rollout.potential.peers.peers`, three rows for each that asks.
        """
        return self.work.of(matching, "ahead")

    def peers(self) -> pd.DataFrame:
        """Initiatives at the same stage, for learning side by side; columns as `advisers()`."""
        return self.work.of(matching, "same")

    def strengths(self, ags: Iterable[str]) -> pd.DataFrame:
        """Where districts stand against their settlement type, Land and Germany.

        Columns as in `rollout.potential.twins.strengths`.
        """
        keys = self.known_keys(ags)
        places = self.work.of(strengths_of_all, tuple(self.potential.directions.items()))
        return places[places["key"].isin(keys)].reset_index(drop=True)

    def comparison(self, ags: str) -> pd.DataFrame:
        """Indicators of one district beside the means around it.

        Returns
        -------
        comparison
            One row per scored indicator in the order of the catalogue: value, land,
            settlement_type and DE (means of the group), percentile (0..100: share of the other
            districts below), z and reading (for, against or empty) against the whole country;
            NaN = unknown. The means are there also where the district's own value is unknown.
        """
        self.known_keys([ags])
        rows, means = self.work.of(comparison_of_all, tuple(self.potential.directions.items()))
        labels: dict[Hashable, Any] = self.work.of(groups).loc[[ags]].iloc[0].to_dict()
        columns = {
            "land": means.get(("land", labels["land"])),
            "settlement_type": means.get(("settlement_type", labels["settlement_type"])),
            COUNTRY: means.get((COUNTRY, COUNTRY)),
        }
        catalogue = self.inputs.catalogue
        order = catalogue.index[catalogue["axis"] != "reference"]
        names = ["value", "percentile", "reading", "z"]
        mine = rows.get(ags, rows[""])[names].reindex(order)
        none = pd.Series(float("nan"), index=order)
        group_means = {name: none if mean is None else mean for name, mean in columns.items()}
        return mine.join(pd.DataFrame(group_means))

    def networked_in(self, ags: str) -> str:
        """Names of the networked initiatives that reach a district, "; " between them."""
        row = int(self.inputs.districts.index.get_indexer(pd.Index([ags]))[0])
        reach, names = self.coverage.reach, self.work.of(networked_names)
        within = np.sort(reach.indices[reach.indptr[row] : reach.indptr[row + 1]])
        return "; ".join(names[n] for n in within if names[n])

    def known_keys(self, ags: Iterable[str]) -> list[str]:
        """The keys given, checked; a `ScenarioError` names those that are no district."""
        keys = list(ags)
        unknown = [key for key in keys if key not in self.inputs.districts.index]
        if unknown:
            finding = Text(f"{', '.join(unknown)} unbekannt", f"{', '.join(unknown)} unknown")
            expectation = Text(
                "Schlüssel der Kreise in den Daten, etwa 09662",
                "keys of districts in the data, such as 09662",
            )
            raise parameter_error("ags", finding, expectation)
        return keys

    def table(self) -> pd.DataFrame:
        """The one wide table: a row per district, index `ags`."""
        return self.work.of(wide_table).copy()

    def row(self, ags: str) -> dict[str, Any]:
        """One row of the wide table, without making the others."""
        self.known_keys([ags])
        position = self.inputs.districts.index.get_loc(ags)
        line = rule_line(self.scenario)
        reason = reasons(self.coverage, self.nearest, line, [position]).iloc[0]
        parts = (self.work.of(part) for part in (*BEFORE, *AFTER))
        cells = [part.iloc[position] for part in parts]
        return {str(name): cell for row in (*cells, reason) for name, cell in row.items()}

    def targets(self) -> pd.DataFrame:
        """Districts to found in (white) or to connect (unconnected), best potential first.

        A district without a score stands last; ties by `ags`. What a hard limit leaves out is no
        target.
        """
        table = self.work.of(wide_table)
        targets = table[_is_target(table)].rename_axis("ags")
        return targets.sort_values(["rank", "ags"], na_position="last")

    def spots(self) -> pd.DataFrame:
        """The targets by `ags`, without the columns that take draws or earlier years."""
        table = self.work.of(present_table)
        return table[_is_target(table)].rename_axis("ags").sort_index()

    def not_targets(self) -> pd.DataFrame:
        """Districts that are no target region, with the reason in why_de and why_en."""
        table = self.work.of(wide_table)
        rest = table[~_is_target(table)].copy()
        out = rest["left_out"]
        why = {
            f"why_{lang}": rest[f"reason_{lang}"].mask(out, rest[f"no_score_{lang}"])
            for lang in LANGS
        }
        return rest.assign(**why)


def _is_target(table: pd.DataFrame) -> pd.Series:
    return table["status"].isin(TARGET_STATUSES) & ~table["left_out"]


def analyse(inputs: Inputs, scenario: Scenario, memory: Memory | None = None) -> Analysis:
    """Compute coverage, white spots and founding potential; pure and repeatable.

    Parameters
    ----------
    memory
        Of earlier analyses of the same inputs: steps whose part of the scenario is the same are
        taken from there. Without one everything is computed.

    >>> from rollout.inputs import load_inputs
    >>> analysis = analyse(load_inputs(), Scenario(rule="seat"))
    >>> table = analysis.table()
    >>> len(table), sorted(table["status"].unique())
    (401, ['covered', 'founding', 'unconnected', 'white'])
    """
    work = Work(inputs, scenario, memory or Memory())
    work.of(same_status)
    return Analysis(
        inputs, scenario, work.of(coverage_of), work.of(nearest), work.of(clusters),
        work.of(potential), work,
    )  # fmt: skip


def check_status(inputs: Inputs, scenario: Scenario) -> None:
    """Refuse a scenario of another territorial status than the data were read in."""
    if scenario.territory is None or not inputs.territory:
        return
    changes = dated_changes(inputs.district_changes)
    if edition_on(scenario.territory.isoformat(), changes) != inputs.territory:
        raise parameter_error(
            "territory", Text(f"ist {scenario.territory}", f"is {scenario.territory}"),
            Text(f"{inputs.territory}, der Gebietsstand der gelesenen Daten",
                 f"{inputs.territory}, the territorial status of the data that were read"),
        )  # fmt: skip


def same_status(work: Work[Inputs]) -> None:
    """Step: see `check_status`."""
    check_status(work.data, work.scenario)


def nearest(work: Work[Inputs]) -> pd.DataFrame:
    """Step: the nearest networked initiative of every district."""
    return nearest_networked(work.data, work.of(counting)[0], work.of(points_inside))


def points_inside(work: Work[Inputs]) -> Points:
    """Step: the point of every district from which distances are measured."""
    from rollout.geo.reach import points_within

    return points_within(work.data.districts)


def clusters(work: Work[Inputs]) -> pd.Series:
    """Step: the contiguous groups of white spots."""
    return white_clusters(work.of(status), work.data.neighbours)


def status(work: Work[Inputs]) -> pd.Series:
    """Step: status of every district."""
    return work.of(coverage_of).status


def bases(work: Work[Inputs]) -> pd.DataFrame:
    """Step: what the four rates count."""
    return demand_bases(work.data)


def groups(work: Work[Inputs]) -> pd.DataFrame:
    """Step: the groups districts are compared with."""
    return district_groups(work.data)


def rates_of_status(work: Work[Inputs]) -> pd.DataFrame:
    """Step: the four coverage rates."""
    columns = {base: work.of(bases)[base] for base in BASES}
    return rates(work.of(status), columns, work.data.districts["land"])


def rates_if_all_linked(work: Work[Inputs]) -> pd.DataFrame:
    """Step: the four coverage rates if every entry that counts were linked."""
    columns = {base: work.of(bases)[base] for base in BASES}
    statuses = work.of(statuses_under, work.scenario.rule)
    linked = pd.Series(np.where(statuses == "white", "white", "covered"), work.of(status).index)
    return rates(linked, columns, work.data.districts["land"])


def scoring(work: Work[Inputs]) -> tuple[ScoredValues, Memory]:
    """Step: what the potential is computed from, and the memory of its steps.

    Only diffusion looks at the coverage.
    """
    from rollout.potential.scoring import NEAREST_KM, scored_values

    values, scenario = work.data.indicators, work.scenario
    if scenario.diffusion_share > 0 or scenario.denominators:
        values = values.assign(**{NEAREST_KM: work.of(nearest)["nearest_km"]})
    return scored_values(values, work.data.catalogue, work.of(groups)), Memory()


def _scored(work: Work[Inputs]) -> Work[ScoredValues]:
    values, memory = work.of(scoring)
    return Work(values, work.scenario, memory)


def potential(work: Work[Inputs]) -> Potential:
    """Step: the founding potential."""
    from rollout.potential.scoring import in_order

    return _scored(work).of(in_order)


def bands(work: Work[Inputs]) -> Bands:
    """Step: rank bands."""
    from rollout.potential.bands import bands_of

    return _scored(work).of(bands_of)


def shares(work: Work[Inputs]) -> Shares:
    """Step: which assumption moves the ranks."""
    from rollout.potential.sensitivity import shares_of

    return _scored(work).of(shares_of)


def past_foundings(work: Work[Inputs]) -> Propensity | None:
    """Step: what happened in districts like each one; no scenario changes it."""
    from rollout.propensity.estimation import propensity_of

    return propensity_of(work.data)


def past_checks(work: Work[Inputs]) -> pd.DataFrame | None:
    """Step: the shipped results of its look back."""
    from rollout.propensity.checks import checks_of

    return checks_of(work.data)


def logic_evidence(work: Work[Inputs]) -> pd.DataFrame | None:
    """Step: the shipped look back of every founding logic."""
    from rollout.potential.evidence import evidence_of

    return evidence_of(work.data)


def past_columns(work: Work[Inputs]) -> pd.DataFrame:
    """Step: columns of the wide table on what happened in districts like each one."""
    model = work.of(past_foundings)
    names = {"fifth": "past_fifth", "share": "past_share", "low": "past_low", "high": "past_high"}
    if model is None:
        return pd.DataFrame(float("nan"), work.data.districts.index, list(names.values()))
    return model.districts[list(names)].rename(columns=names)


def country_paths(work: Work[Inputs]) -> MapPaths:
    """Step: outlines of the whole country as paths, the same for every map of these data."""
    from rollout.geo.svg import map_paths

    return map_paths(work.data.display, work.data.laender, work.data.countries)


def audit_figures(work: Work[Inputs]) -> Audit:
    """Step: statistics behind the score."""
    from rollout.potential.audit import audit_of

    return _scored(work).of(audit_of)


def structure(work: Work[Inputs]) -> tuple[pd.DataFrame, pd.Series]:
    """Step: what districts are compared by, and what each column counts; no scenario moves it."""
    from rollout.potential.treatment import on_scale
    from rollout.potential.twins import structure_weights

    catalogue, values = work.data.catalogue, work.data.indicators
    used = catalogue[(catalogue["axis"] != "reference") & catalogue.index.isin(values.columns)]
    logged = used.index[used["scale"] == "log"] if "scale" in used else ()
    table = on_scale(values[list(used.index)], frozenset(map(str, logged)))
    return table, structure_weights(used["dimension"])


def compared(work: Work[Inputs]) -> Structure:
    """Step: the districts by their structure, ready for questions about twins."""
    from rollout.potential.twins import Structure

    return Structure.of(*work.of(structure))


def matching(work: Work[Inputs], stage: Stage) -> pd.DataFrame:
    """Step: the closest initiatives that are linked, or that have the same network status."""
    from rollout.potential.peers import district_profiles, peers

    initiatives, served = work.of(counting)[0], work.data.served
    seats = initiatives["district_ags"].dropna().rename("ags").rename_axis("id").reset_index()
    areas = pd.concat([served, seats[~seats["id"].isin(served["id"])]])
    values, weights = work.of(structure)
    profiles = district_profiles(values, areas, initiatives.index)
    status = initiatives["network_status"]
    if stage == "ahead":
        askers, linked = status.index[status != "networked"], status.index[status == "networked"]
        return peers(initiatives, profiles, weights, askers, linked)
    groups = [group.index for _, group in status.groupby(status)]
    tables = [peers(initiatives, profiles, weights, ids, ids, stage="same") for ids in groups]
    return pd.concat(tables, ignore_index=True)


def strengths_of_all(
    work: Work[Inputs], directions: tuple[tuple[str, Direction], ...]
) -> pd.DataFrame:
    """Step: where every district stands; see `rollout.potential.twins.strengths`."""
    from rollout.potential.twins import strengths

    catalogue, values = work.data.catalogue, work.data.indicators
    names = catalogue.index[catalogue["axis"] != "reference"]
    scored = values[[name for name in names if name in values]]
    return strengths(scored, work.of(groups), dict(directions))


def comparison_of_all(
    work: Work[Inputs], directions: tuple[tuple[str, Direction], ...]
) -> tuple[dict[str, pd.DataFrame], dict[tuple[Hashable, ...], pd.Series]]:
    """Step: every district against the country, and the mean per indicator of every group.

    Under "" an empty table, for districts of which nothing is known.
    """
    places = work.of(strengths_of_all, directions)
    first = places.drop_duplicates(["against", "group", "indicator"])
    means = {
        key: rows.set_index("indicator")["mean"]
        for key, rows in first.groupby(["against", "group"])
    }
    country = places[places["against"] == COUNTRY].set_index("indicator")
    rows = {str(key): table for key, table in country.groupby("key")}
    return rows | {"": country.iloc[:0]}, means


def district_groups(inputs: Inputs) -> pd.DataFrame:
    """Land and settlement type of every district, the groups it is compared with."""
    types = inputs.district_types["settlement_type"].reindex(inputs.districts.index)
    return pd.DataFrame({"land": inputs.districts["land"], "settlement_type": types})


def nearest_networked(
    inputs: Inputs, initiatives: pd.DataFrame, points: Points | None = None
) -> pd.DataFrame:
    """Nearest networked initiative of every district, by straight line to its seat.

    Parameters
    ----------
    points
        Those of the districts, if known: see `rollout.geo.reach.points_within`.
    """
    from rollout.geo.reach import nearest_seat

    networked = initiatives[initiatives["network_status"] == "networked"]
    nearest = nearest_seat(inputs.districts, seat_points(networked), points)
    names = nearest["id"].map(networked["name"])
    columns = {"nearest_id": nearest["id"], "nearest_name": names, "nearest_km": nearest["km"]}
    return pd.DataFrame(columns, index=inputs.districts.index)


def register_date(inputs: Inputs) -> str:
    """Reference date of the shipped register as an ISO date; the file name of one's own."""
    if "register" in inputs.sources.index:
        return str(inputs.sources.loc["register", "reference_date"])
    return str(inputs.sources["title"].get("own_register", "–"))


def demand_bases(inputs: Inputs) -> pd.DataFrame:
    """Districts, inhabitants, the demand of the programme and km2 per district; NaN = unknown."""
    index = inputs.districts.index
    columns = {
        name: inputs.indicators[name].reindex(index)
        if name in inputs.indicators
        else pd.Series(float("nan"), index=index)
        for name in ("population", DEMAND)
    }
    area = inputs.districts["area_km2"]
    return pd.DataFrame({"districts": 1, **columns, "area_km2": area}, index=index)


def join_values(pairs: pd.DataFrame, column: str, index: pd.Index) -> pd.Series:
    """All values of a column per district in one text, "; " between them."""
    texts = pairs.drop_duplicates(["ags", column]).sort_values(["ags", column])
    return texts.groupby("ags")[column].agg("; ".join).reindex(index, fill_value="")


def facts(work: Work[Inputs]) -> pd.DataFrame:
    """Step: columns of the wide table that no scenario changes."""
    inputs = work.data
    columns = ["name", "display_name", "type", "land", "land_name", "nuts3"]
    table = inputs.districts[columns].copy()
    types = inputs.district_types.reindex(table.index)
    return pd.DataFrame(table).assign(
        settlement_type=types["settlement_type"],
        coal_region=types["coal_region"],
        chambers=join_values(inputs.chambers, "chamber", table.index),
        border_countries=join_values(inputs.borders, "country", table.index),
    )


def counts(work: Work[Inputs]) -> pd.DataFrame:
    """Step: what the rates count, as columns of the wide table."""
    return work.of(bases).drop(columns="districts")


def networked_names(work: Work[Inputs]) -> list[str]:
    """Step: name of every initiative that counts; "" where it is not networked."""
    rows = work.of(counting)[0]
    is_networked = rows["network_status"] == "networked"
    return [name if yes else "" for name, yes in zip(rows["name"], is_networked, strict=True)]


def carried(work: Work[Inputs]) -> pd.DataFrame:
    """Step: columns of the wide table on values carried over."""
    return carried_lines(work.data)


def coverage_columns(work: Work[Inputs]) -> pd.DataFrame:
    """Step: columns of the wide table on the coverage."""
    cover = work.of(coverage_of)
    networked = (cover.initiatives["network_status"] == "networked").to_numpy()
    columns = {f"reached_{rule}": cover.statuses[rule] != "white" for rule in RULES}
    return pd.DataFrame(
        {
            "status": cover.status.astype(str),
            "initiatives": cover.reach.sum(axis=1),
            "networked": cover.reach[:, networked].sum(axis=1),
            "partner_countries": partner_countries(cover),
            "radius_share": cover.radius_share,
            **columns,
            "white_rules": cover.white_rules,
            "cluster": work.of(clusters),
        },
        index=cover.statuses.index,
    )


def check_columns(work: Work[Inputs]) -> pd.DataFrame:
    """Step: columns of the wide table on who was asked; "" where nobody was."""
    inputs = work.data
    return latest_checks(inputs.checks, inputs.districts.index, work.scenario.as_of).add_prefix(
        "check_"
    )


def partner_countries(cover: Coverage) -> list[str]:
    """Neighbour countries that take part in the initiatives of each district, "; " between them."""
    cells = cover.initiatives.get("countries", pd.Series(index=cover.initiatives.index))
    partners: list[set[str]] = [set() for _ in cover.statuses.index]
    for column in np.flatnonzero(cells.notna()):
        for row in cover.reach[:, [column]].nonzero()[0]:
            partners[row] |= set(str(cells.iloc[column]).split(";"))
    return ["; ".join(sorted(codes)) for codes in partners]


def reason_columns(work: Work[Inputs]) -> pd.DataFrame:
    """Step: columns of the wide table that give reasons."""
    return reasons(work.of(coverage_of), work.of(nearest), rule_line(work.scenario))


def potential_columns(work: Work[Inputs]) -> pd.DataFrame:
    """Step: columns of the wide table on the potential."""
    score = work.of(potential)
    columns = score.table()
    texts = pd.concat([score.reasons, score.left_out]).reindex(columns.index)
    for lang in LANGS:
        columns[f"no_score_{lang}"] = [
            text[lang] if isinstance(text, Text) else None for text in texts
        ]
    return columns


def band_columns(work: Work[Inputs]) -> pd.DataFrame:
    """Step: columns of the wide table on rank bands."""
    from rollout.potential.bands import group_name

    names = {"low": "rank_low", "median": "rank_median", "high": "rank_high"}
    columns = [*names, "top_k_share", "band_class"]
    table = work.of(bands).table
    letters = {number: group_name(number) for number in table["group"].unique()}
    return table[columns].rename(columns=names).assign(rank_group=table["group"].map(letters))


BEFORE = (facts, counts, carried, coverage_columns, check_columns)
AFTER = (nearest, potential_columns, band_columns, past_columns)


def present_table(work: Work[Inputs]) -> pd.DataFrame:
    """Step: the wide table without rank bands and without what happened before."""
    steps = (*BEFORE, reason_columns, nearest, potential_columns)
    return pd.concat([work.of(step) for step in steps], axis=1)


def wide_table(work: Work[Inputs]) -> pd.DataFrame:
    """Step: everything on every district."""
    steps = (*BEFORE, reason_columns, *AFTER)
    return pd.concat([work.of(step) for step in steps], axis=1)


def land_name(key: str) -> Text:
    """Name of a Land, or of the whole country for "DE"."""
    if key == "DE":
        return Text("Deutschland", "Germany")
    return Text(LAENDER[key], LAENDER[key])
