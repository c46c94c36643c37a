"""Reference tables of a data folder restated for another territorial status.

The tables of a folder have the status of its outlines; tables of users (registers, indicators)
may have any and are restated by their readers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from rollout.arrays import Floats
from rollout.crosswalk import convert
from rollout.model import RESTATED, nothing_restated
from rollout.readers.gazetteer import Gazetteer
from rollout.readers.indicator_history import COUNTS
from rollout.territory import Change, dated_changes, edition_of, keys_at

if TYPE_CHECKING:
    import geopandas as gpd

Locate = Callable[[Floats, Floats], Sequence[object]]
# A border district may end a little before a neighbour's simplified outline.
_AT_BORDER_M = 1000.0


@dataclass(frozen=True, eq=False)
class Restatement:
    """The way of tables from the status of a folder to another one.

    Parameters
    ----------
    table
        As from `read_district_changes`.
    keys
        Districts of the folder.
    edition
        Status asked for.
    """

    table: pd.DataFrame
    keys: frozenset[str]
    edition: str

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Changes whose day is known."""
        return dated_changes(self.table)

    @cached_property
    def new_keys(self) -> frozenset[str]:
        """Districts of the status asked for."""
        return keys_at(self.keys, self.changes, self.edition)[0]

    @cached_property
    def to(self) -> frozenset[str]:
        """Districts asked for whose territory is none of the folder's."""
        return keys_at(self.keys, self.changes, self.edition)[1]

    @cached_property
    def of(self) -> frozenset[str]:
        """Districts of the folder whose territory is none of those asked for."""
        before = edition_of(self.keys, self.changes)
        return keys_at(self.new_keys, self.changes, before)[1]

    @cached_property
    def shares(self) -> pd.DataFrame:
        """Share of every changed district of the folder (columns) that went to another (rows)."""
        return self._way("count")[0]

    def tables(
        self,
        tables: Mapping[str, pd.DataFrame],
        districts: gpd.GeoDataFrame,
        countries: gpd.GeoDataFrame,
        locate: Locate,
    ) -> dict[str, pd.DataFrame]:
        """The reference tables that are others in the status asked for, by name.

        Parameters
        ----------
        districts, locate
            Outlines asked for, and the district at a point among them.
        """
        if not self.to:
            return {}
        return {
            "chambers": self.chambers(tables["chambers"]),
            "borders": self.borders(tables["borders"], districts, countries),
            "postcodes": self.postcodes(tables["postcodes"], locate),
            "district_types": self.types(tables["district_types"]),
        }

    def chambers(self, chambers: pd.DataFrame) -> pd.DataFrame:
        """Chamber districts: parts keep the chambers of the whole, mergers weigh by people."""
        rows = chambers[chambers["ags"].isin(self.of)]
        new = [
            (key, chamber, share)
            for chamber, group in rows.groupby("chamber")
            for key, share in self._rate(group.set_index("ags")["share"]).items()
            if share > 0
        ]
        frame = pd.DataFrame(new, columns=["ags", "chamber", "share"])
        return self._exchanged(chambers, frame, ["ags", "chamber"])

    def _rate(self, shares: pd.Series) -> pd.Series:
        """Shares of the districts asked for; districts without a row have 0."""
        everywhere = shares.reindex(sorted(self.of), fill_value=0.0)
        return convert(everywhere, "rate", self.table, self.to, days=self.changes).values

    def types(self, types: pd.DataFrame) -> pd.DataFrame:
        """Settlement type, coal and planning region: those of the largest part."""
        rows = {key: types.loc[str(self.shares.loc[key].idxmax())] for key in sorted(self.to)}
        new = pd.DataFrame.from_dict(rows, orient="index").astype(types.dtypes.to_dict())
        return pd.concat([types.drop(sorted(self.of)), new]).rename_axis("ags").sort_index()

    def borders(
        self, borders: pd.DataFrame, districts: gpd.GeoDataFrame, countries: gpd.GeoDataFrame
    ) -> pd.DataFrame:
        """Border districts: the parts that touch the country; a shared length is not known.

        Parameters
        ----------
        districts
            Outlines asked for.
        """
        rows = borders[borders["ags"].isin(self.of)]
        new = []
        for row in rows.to_dict("records"):
            parts = list(self.shares.index[self.shares[str(row["ags"])] > 0])
            land = countries.geometry[row["country"]]
            near = districts.geometry.loc[parts].dwithin(land, _AT_BORDER_M)
            touching = list(near.index[near]) or parts
            length = row["length_km"] if len(touching) == 1 else float("nan")
            new += [row | {"ags": key, "length_km": length} for key in touching]
        frame = pd.DataFrame(new, columns=borders.columns)
        by = ["ags", "country", "kind"]
        lengths = frame.groupby(by)["length_km"].sum(min_count=1).reset_index()
        return self._exchanged(borders, lengths[list(borders.columns)], by)

    def history(self, history: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Indicators of earlier years, and which of them no publisher gave for these districts.

        All years go the same way, so the way is asked for once with ones and zeros.

        Parameters
        ----------
        history
            As from `read_indicator_history`.

        Returns
        -------
        history, restated
            `restated` has a row per indicator, district and the district its values came from.
        """
        if not self.to or history.empty:
            return history, nothing_restated()
        places = history.index.get_level_values("ags")
        changed = history[places.isin(self.of)]
        old = {key: changed.xs(key, level="ags") for key in sorted(self.of)}
        counts = [name for name in map(str, history.columns) if name in COUNTS]
        rates = [name for name in map(str, history.columns) if name not in COUNTS]
        columns, restated = [], []
        for kind, names in (("count", counts), ("rate", rates)):
            weights, steps = self._way(kind)
            rows: dict[str, pd.DataFrame] = {}
            for new, part in zip(steps["new"], steps["old"], strict=True):
                share = old[part][names] * weights[part].to_dict()[new]
                rows[new] = rows[new] + share if new in rows else share
            columns.append(pd.concat(rows, names=["ags"]).swaplevel())
            restated += [steps.assign(indicator=name) for name in names]
        here = pd.concat(columns, axis=1)[list(history.columns)]
        both = pd.concat([history[~places.isin(self.of)], here]).sort_index()
        table = pd.concat(restated, ignore_index=True).rename(columns={"new": "ags"})
        return both, table[list(RESTATED)]

    def _way(self, kind: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """What the districts asked for (rows) take of those of the folder, and how."""
        units = {
            old: convert(pd.Series({key: float(key == old) for key in self.of}), kind,
                         self.table, self.to, days=self.changes)
            for old in sorted(self.of)
        }  # fmt: skip
        steps = next(iter(units.values())).steps
        return pd.DataFrame({old: way.values for old, way in units.items()}), steps

    def postcodes(self, postcodes: pd.DataFrame, locate: Locate) -> pd.DataFrame:
        """Postcodes: the district their point lies in; outside the parts, the largest of them."""
        return postcodes.assign(
            ags=self._located(postcodes["ags"], postcodes["longitude"], postcodes["latitude"],
                              locate)
        )  # fmt: skip

    def gazetteer(self, gazetteer: Gazetteer, locate: Locate) -> Gazetteer:
        """Municipalities with the district of the status asked for."""
        if not self.to:
            return gazetteer
        towns = pd.DataFrame(
            [(row.district, row.longitude, row.latitude) for row in gazetteer.municipalities],
            columns=["ags", "longitude", "latitude"],
        )
        keys = self._located(towns["ags"], towns["longitude"], towns["latitude"], locate)
        pairs = zip(gazetteer.municipalities, keys, strict=True)
        rows = tuple(
            row if row.district == key else row._replace(since_change=str(key))
            for row, key in pairs
        )
        return replace(gazetteer, municipalities=rows)

    def _located(
        self, keys: pd.Series, longitude: pd.Series, latitude: pd.Series, locate: Locate
    ) -> pd.Series:
        """The keys, those of changed districts exchanged for the part their point lies in."""
        where = keys.isin(self.of)
        points = locate(longitude[where].to_numpy(), latitude[where].to_numpy())
        largest = self.shares.idxmax()
        parts = [
            point if point in self.to and self.shares.loc[point, old] > 0 else largest[old]
            for old, point in zip(keys[where], points, strict=True)
        ]
        return keys.mask(where, pd.Series(parts, index=keys.index[where], dtype="str"))

    def _exchanged(
        self, table: pd.DataFrame, new: pd.DataFrame, order: Collection[str]
    ) -> pd.DataFrame:
        rest = table[~table["ags"].isin(self.of)]
        both = pd.concat([rest, new]) if len(new) else rest
        return both.sort_values(list(order), ignore_index=True)
