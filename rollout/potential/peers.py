"""Which initiative can advise which, and who stands where another stands.

An initiative that begins, or that is not linked to the network, learns most from a linked one
with the same subject, in districts of the same structure, that has gone the way before. Nobody
has measured what makes advice work: the parts of the closeness are stated and shown, no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from rollout.arrays import Floats, Integers
from rollout.language import Text
from rollout.potential.twins import robust_scores

Stage = Literal["ahead", "same"]
SAME_YEARS = 5  # founded no farther apart than this: the same stage
PARTS = ("subject", "structure")
METHOD = Text(
    "Nur wo es ein gemeinsames Thema oder die gleiche Art gibt. Nähe ist das Mittel aus zwei "
    "Teilen von 0 bis 1: Thema (halb gemeinsame Themen, halb gleiche Art) und Struktur der "
    "bedienten Kreise (1 geteilt durch 1 plus Abstand ihrer Mittelwerte). Eine Setzung, kein "
    "Messwert; ob Rat geholfen hat, misst niemand.",
    "Only where there is a common topic or the same kind. Closeness is the mean of two parts from "
    "0 to 1: subject (half shared topics, half the same kind) and structure of the districts "
    "served (1 divided by 1 plus the distance of their means). A choice, not a measurement; "
    "nobody measures whether advice helped.",
)


def peers(
    initiatives: pd.DataFrame, profiles: pd.DataFrame, weights: pd.Series, of: Iterable[str],
    among: Iterable[str], count: int = 3, stage: Stage = "ahead",
) -> pd.DataFrame:  # fmt: skip
    """The closest initiatives of some with a common topic or of the same kind, nearest first.

    Parameters
    ----------
    initiatives
        Index `id`; columns kind, topics (";" between them), founded_year (NaN = unknown).
    profiles
        Structure of the districts each serves, see `district_profiles`; same index.
    weights
        Of the columns of `profiles`; they sum to 1.
    of, among
        Ids that ask, and that may answer.
    stage
        `ahead`: any of `among`; `same`: those whose foundation lies no more than `SAME_YEARS`
        from that of the asking one, as far as both years are known.

    Returns
    -------
    peers
        One row per asking initiative and peer, ties by id: key, position (1..count), peer,
        closeness, subject, structure (0..1, NaN = unknown), shared_topics (";" between them),
        years (how much older the peer is; NaN = unknown).
    """
    topics = {str(key): _topics(text) for key, text in initiatives["topics"].items()}
    founded = initiatives["founded_year"].astype(float).to_numpy()
    kinds, structure = initiatives["kind"].to_numpy(), _Structure.of(profiles, initiatives, weights)
    places = {str(key): place for place, key in enumerate(initiatives.index)}
    choice = [key for key in sorted(set(among)) if key in places]
    rows: list[dict[str, Any]] = []
    for key in of:
        others = [other for other in choice if other != key]
        at = np.array([places[other] for other in others], dtype=int)
        same_kind = kinds[at] == kinds[places[key]]
        parts = {
            "subject": _mean(_shared([topics[other] for other in others], topics[key]), same_kind),
            "structure": structure.likeness(places[key], at),
        }
        closeness = _mean(*parts.values()).round(12)
        years = founded[places[key]] - founded[at]
        fits = parts["subject"] > 0
        if stage == "same":
            fits &= ~(np.abs(years) > SAME_YEARS)
        order = np.flatnonzero(fits)
        order = order[np.argsort(-closeness[order], kind="stable")]
        for position, place in enumerate(order[:count], start=1):
            shared = ";".join(sorted(topics[key] & topics[others[place]]))
            figures = {name: part[place] for name, part in parts.items()}
            rows.append(
                {"key": key, "position": position, "peer": others[place],
                 "closeness": closeness[place], **figures, "years": years[place],
                 "shared_topics": shared}
            )  # fmt: skip
    columns = ["key", "position", "peer", "closeness", *PARTS, "years", "shared_topics"]
    return pd.DataFrame(rows, columns=columns)


def district_profiles(values: pd.DataFrame, served: pd.DataFrame, ids: pd.Index) -> pd.DataFrame:
    """Mean structure of the districts each initiative serves, in robust standard deviations.

    Parameters
    ----------
    values
        Districts x indicators, NaN = unknown.
    served
        Pairs id, ags.
    ids
        Initiatives; without a district in `values` a row is NaN.
    """
    scores = pd.DataFrame(robust_scores(values.to_numpy(dtype=float)), values.index, values.columns)
    pairs = served[served["ags"].isin(values.index)]
    return scores.loc[pairs["ags"]].groupby(pairs["id"].to_numpy()).mean().reindex(ids)


def _topics(text: object) -> frozenset[str]:
    parts = text.split(";") if isinstance(text, str) else []
    return frozenset(part.strip() for part in parts if part.strip())


def _shared(theirs: list[frozenset[str]], ours: frozenset[str]) -> Floats:
    """Share of common topics; NaN where one has none."""
    return np.array(
        [len(ours & other) / len(ours | other) if ours and other else np.nan for other in theirs],
        dtype=float,
    )


def _mean(first: Floats, second: Floats) -> Floats:
    """Mean of what is known of two values."""
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    count = (~np.isnan([first, second])).sum(axis=0)
    total = np.nan_to_num(first) + np.nan_to_num(second)
    return np.divide(total, count, out=np.full(len(first), np.nan), where=count > 0)


@dataclass(frozen=True, eq=False)
class _Structure:
    """Profiles in the order of the initiatives, and what each column counts."""

    profiles: Floats
    counts: Floats

    @classmethod
    def of(
        cls, profiles: pd.DataFrame, initiatives: pd.DataFrame, weights: pd.Series
    ) -> _Structure:
        rows = profiles.reindex(initiatives.index).to_numpy(dtype=float)
        return cls(rows, weights[profiles.columns].to_numpy(dtype=float))

    def likeness(self, place: int, others: Integers) -> Floats:
        """1 for the same structure, less the farther apart; NaN where too little is known."""
        squares = (self.profiles[others] - self.profiles[place]) ** 2
        shared = np.where(np.isnan(squares), 0, self.counts).sum(axis=1)
        total = (np.nan_to_num(squares) * self.counts).sum(axis=1)
        mean = np.divide(total, shared, out=np.full(len(others), np.nan), where=shared >= 0.5)
        return 1 / (1 + np.sqrt(mean))
