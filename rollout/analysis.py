"""The one chain from inputs and scenario to everything shown anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import pandas as pd

from rollout.ags import LAENDER
from rollout.carried import carried_lines
from rollout.coverage.coverage import Coverage, coverage, white_clusters
from rollout.coverage.links import seat_points
from rollout.coverage.rates import rates
from rollout.coverage.reasons import reasons
from rollout.coverage.running import region_keys
from rollout.coverage.words import definition_line, points_line, rule_line
from rollout.errors import Problem, parameter_error
from rollout.language import LANGS, Text, in_both
from rollout.model import Inputs
from rollout.scenario import Scenario
from rollout.scenario.fields import section_of
from rollout.scenario.rules import RULES
from rollout.territory import dated_changes, edition_on

if TYPE_CHECKING:
    from rollout.potential.bands import Bands
    from rollout.potential.scoring import Potential
    from rollout.potential.sensitivity import Shares

BASES = ("districts", "population", "industry_employees", "area_km2")
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
    shared_results
        An analysis of the same potential and bands that differs in coverage only; what depends
        on them alone is computed once, there.
    """

    inputs: Inputs
    scenario: Scenario
    coverage: Coverage
    nearest: pd.DataFrame
    cluster: pd.Series
    potential: Potential
    shared_results: Analysis | None = None

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
        return definition_line(self.scenario, self.register_date, counting, total, self.points_line)

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

    @cached_property
    def bases(self) -> pd.DataFrame:
        """What the four rates count per district; NaN = unknown."""
        return demand_bases(self.inputs)

    @cached_property
    def _rates(self) -> pd.DataFrame:
        columns = {base: self.bases[base] for base in BASES}
        return rates(self.coverage.status, columns, self.inputs.districts["land"])

    def rates(self) -> pd.DataFrame:
        """Four coverage rates nationwide ("DE") and per Land; see `rollout.coverage.rates`."""
        return self._rates.copy()

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

    def nationwide(self) -> dict[str, dict[str, dict[str, float | None]]]:
        """The four nationwide rates as plain numbers: base, level, then the number's name.

        Names: value, total, share (None without a total) and unknown.
        """
        nation = self._rates[self._rates["area"] == "DE"]
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
        if self.shared_results is not None:
            return self.shared_results.bands
        from rollout.potential.bands import founding_bands

        return founding_bands(self.potential, self.scenario)

    @cached_property
    def shares(self) -> Shares:
        """Which assumption moves the ranks; drawn on first use."""
        if self.shared_results is not None:
            return self.shared_results.shares
        from rollout.potential.sensitivity import founding_shares

        return founding_shares(self.potential, self.scenario)

    def twins(self, ags: Iterable[str], count: int = 5) -> pd.DataFrame:
        """Structurally nearest districts that a networked initiative reaches.

        Columns as in `rollout.potential.twins.twins`, with twin_name and the twin's initiatives.
        """
        from rollout.potential.twins import twins

        status = self.coverage.status
        among = status.index[status == "covered"]
        # Treated values: a few extreme ones would decide who is alike.
        pairs = twins(self.potential.comparable, among, count, self.known_keys(ags))
        names = self.inputs.districts["display_name"]
        initiatives = [self.networked_in(twin) for twin in pairs["twin"]]
        return pairs.assign(twin_name=pairs["twin"].map(names), initiatives=initiatives)

    def strengths(self, ags: Iterable[str]) -> pd.DataFrame:
        """Where districts stand against their settlement type, Land and Germany.

        Columns as in `rollout.potential.twins.strengths`.
        """
        keys = self.known_keys(ags)
        return self._strengths[self._strengths["key"].isin(keys)].reset_index(drop=True)

    @cached_property
    def _strengths(self) -> pd.DataFrame:
        if self.shared_results is not None:
            return self.shared_results._strengths
        from rollout.potential.twins import strengths

        groups = district_groups(self.inputs)
        return strengths(self._scored_values, groups, self.potential.directions)

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
        places = self._strengths
        mine = places[(places["key"] == ags) & (places["against"] == COUNTRY)]
        labels = district_groups(self.inputs).loc[ags].to_dict() | {COUNTRY: COUNTRY}
        columns = {}
        for against in ("land", "settlement_type", COUNTRY):
            same = places["group"] == labels[against]
            group = places[(places["against"] == against) & same]
            columns[against] = group.drop_duplicates("indicator").set_index("indicator")["mean"]
        catalogue = self.inputs.catalogue
        order = catalogue.index[catalogue["axis"] != "reference"]
        names = ["value", "percentile", "reading", "z"]
        return mine.set_index("indicator")[names].reindex(order).join(pd.DataFrame(columns))

    @property
    def _scored_values(self) -> pd.DataFrame:
        """Values of the indicators that belong to an axis, as published."""
        catalogue = self.inputs.catalogue
        names = catalogue.index[catalogue["axis"] != "reference"]
        values = self.inputs.indicators
        return values[[name for name in names if name in values]]

    def networked_in(self, ags: str) -> str:
        """Names of the networked initiatives that reach a district, "; " between them."""
        row = self.coverage.status.index.get_loc(ags)
        reach = self.coverage.reach[[row], :].toarray().ravel() > 0
        initiatives = self.coverage.initiatives[reach]
        return "; ".join(initiatives.loc[initiatives["network_status"] == "networked", "name"])

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

    @cached_property
    def _table(self) -> pd.DataFrame:
        parts = [
            _facts(self.inputs),
            self.bases.drop(columns="districts"),
            carried_lines(self.inputs),
            _coverage_columns(self.coverage, self.cluster),
            reasons(self.coverage, self.nearest, rule_line(self.scenario)),
            self.nearest,
            _potential_columns(self.potential),
            _band_columns(self.bands),
        ]
        return pd.concat(parts, axis=1)

    def table(self) -> pd.DataFrame:
        """The one wide table: a row per district, index `ags`."""
        return self._table.copy()

    def targets(self) -> pd.DataFrame:
        """Districts to found in (white) or to connect (unconnected), best potential first.

        A district without a score stands last; ties by `ags`.
        """
        table = self._table
        targets = table[table["status"].isin(TARGET_STATUSES)].rename_axis("ags")
        return targets.sort_values(["rank", "ags"], na_position="last")

    def not_targets(self) -> pd.DataFrame:
        """Districts that are no target region, with the reason in why_de and why_en."""
        rest = self._table[~self._table["status"].isin(TARGET_STATUSES)].copy()
        return rest.assign(why_de=rest["reason_de"], why_en=rest["reason_en"])


def analyse(inputs: Inputs, scenario: Scenario, earlier: Iterable[Analysis] = ()) -> Analysis:
    """Compute coverage, white spots and founding potential; pure and repeatable.

    Parameters
    ----------
    earlier
        Earlier analyses; their coverage and potential are taken over where nothing these rest
        on differs.

    >>> from rollout.inputs import load_inputs
    >>> analysis = analyse(load_inputs(), Scenario(rule="seat"))
    >>> table = analysis.table()
    >>> len(table), sorted(table["status"].unique())
    (400, ['covered', 'founding', 'unconnected', 'white'])
    """
    from rollout.potential.scoring import founding_potential

    check_status(inputs, scenario)
    earlier = [other for other in earlier if other.inputs is inputs]
    alike = next((other for other in earlier if _agree(other, scenario, "coverage")), None)
    if alike is None:
        cover = coverage(inputs, scenario)
        nearest = nearest_networked(inputs, cover.initiatives)
        clusters = white_clusters(cover.status, inputs.neighbours)
    else:
        cover, nearest, clusters = alike.coverage, alike.nearest, alike.cluster
    same = next((other for other in earlier if _same_potential(other, scenario)), None)
    if same is not None:
        same = same.shared_results or same  # the first of a chain, so that no analysis keeps two
        return Analysis(inputs, scenario, cover, nearest, clusters, same.potential, same)
    values = inputs.indicators.assign(nearest_km=nearest["nearest_km"])
    potential = founding_potential(values, inputs.catalogue, scenario, district_groups(inputs))
    return Analysis(inputs, scenario, cover, nearest, clusters, potential)


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


def _same_potential(earlier: Analysis, scenario: Scenario) -> bool:
    """Whether potential and bands are those of an earlier analysis.

    With diffusion they depend on the nearest initiative, that is on the coverage.
    """
    return scenario.diffusion_share == 0 and _agree(earlier, scenario, "potential", "bands")


def _agree(earlier: Analysis, scenario: Scenario, *sections: str) -> bool:
    names = _names_in(sections)
    return all(getattr(earlier.scenario, name) == getattr(scenario, name) for name in names)


@cache
def _names_in(sections: tuple[str, ...]) -> tuple[str, ...]:
    fields = Scenario.model_fields.items()
    return tuple(name for name, info in fields if section_of(info) in sections)


def district_groups(inputs: Inputs) -> pd.DataFrame:
    """Land and settlement type of every district, the groups it is compared with."""
    types = inputs.district_types["settlement_type"].reindex(inputs.districts.index)
    return pd.DataFrame({"land": inputs.districts["land"], "settlement_type": types})


def nearest_networked(inputs: Inputs, initiatives: pd.DataFrame) -> pd.DataFrame:
    """Nearest networked initiative of every district, by straight line to its seat."""
    from rollout.geo.reach import nearest_seat

    networked = initiatives[initiatives["network_status"] == "networked"]
    nearest = nearest_seat(inputs.districts, seat_points(networked))
    names = nearest["id"].map(networked["name"])
    columns = {"nearest_id": nearest["id"], "nearest_name": names, "nearest_km": nearest["km"]}
    return pd.DataFrame(columns, index=inputs.districts.index)


def register_date(inputs: Inputs) -> str:
    """Reference date of the shipped register as an ISO date; the file name of one's own."""
    if "register" in inputs.sources.index:
        return str(inputs.sources.loc["register", "reference_date"])
    return str(inputs.sources["title"].get("own_register", "–"))


def demand_bases(inputs: Inputs) -> pd.DataFrame:
    """Districts, inhabitants, industry employees and km2 per district; NaN = unknown."""
    index = inputs.districts.index
    columns = {
        name: inputs.indicators[name].reindex(index)
        if name in inputs.indicators
        else pd.Series(float("nan"), index=index)
        for name in ("population", "industry_employees")
    }
    area = inputs.districts["area_km2"]
    return pd.DataFrame({"districts": 1, **columns, "area_km2": area}, index=index)


def join_values(pairs: pd.DataFrame, column: str, index: pd.Index) -> pd.Series:
    """All values of a column per district in one text, "; " between them."""
    texts = pairs.drop_duplicates(["ags", column]).sort_values(["ags", column])
    return texts.groupby("ags")[column].agg("; ".join).reindex(index, fill_value="")


def _facts(inputs: Inputs) -> pd.DataFrame:
    columns = ["name", "display_name", "type", "land", "land_name", "nuts3"]
    facts = inputs.districts[columns].copy()
    types = inputs.district_types.reindex(facts.index)
    return pd.DataFrame(facts).assign(
        settlement_type=types["settlement_type"],
        coal_region=types["coal_region"],
        chambers=join_values(inputs.chambers, "chamber", facts.index),
        border_countries=join_values(inputs.borders, "country", facts.index),
    )


def _coverage_columns(cover: Coverage, cluster: pd.Series) -> pd.DataFrame:
    networked = (cover.initiatives["network_status"] == "networked").to_numpy()
    columns = {f"reached_{rule}": cover.statuses[rule] != "white" for rule in RULES}
    return pd.DataFrame(
        {
            "status": cover.status.astype(str),
            "initiatives": cover.reach.sum(axis=1),
            "networked": cover.reach[:, networked].sum(axis=1),
            "radius_share": cover.radius_share,
            **columns,
            "white_rules": cover.white_rules,
            "cluster": cluster,
        },
        index=cover.statuses.index,
    )


def _potential_columns(potential: Potential) -> pd.DataFrame:
    columns = potential.table()
    reasons = potential.reasons.reindex(columns.index)
    for lang in LANGS:
        columns[f"no_score_{lang}"] = [
            text[lang] if isinstance(text, Text) else None for text in reasons
        ]
    return columns


def _band_columns(bands: Bands) -> pd.DataFrame:
    names = {"low": "rank_low", "median": "rank_median", "high": "rank_high"}
    columns = [*names, "top_k_share", "band_class"]
    return bands.table[columns].rename(columns=names)


def land_name(key: str) -> Text:
    """Name of a Land, or of the whole country for "DE"."""
    if key == "DE":
        return Text("Deutschland", "Germany")
    return Text(LAENDER[key], LAENDER[key])
