"""Which initiative can advise which, and who stands where another stands.

An initiative that begins, or that is not linked to the network, learns most from a linked one
with the same subject, in districts of the same structure, that has gone the way before. Nobody
has measured what makes advice work: the parts of the closeness are stated and shown, no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
import pandas as pd

from rollout.arrays import Floats
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
    topics = {key: _topics(text) for key, text in initiatives["topics"].items()}
    years = initiatives["founded_year"].astype(float)
    choice = [key for key in sorted(set(among)) if key in initiatives.index]
    rows: list[dict[str, Any]] = []
    for key in of:
        others = [other for other in choice if other != key]
        table = pd.DataFrame(
            {
                "subject": _subject(initiatives, topics, key, others),
                "structure": _likeness(profiles, weights, key, others),
                "years": years[key] - years[others],
            },
            index=others,
        )
        table = table[table["subject"] > 0]
        if stage == "same":
            table = table[~(table["years"].abs() > SAME_YEARS)]
        closeness = table[list(PARTS)].mean(axis=1).round(12)
        table = table.assign(closeness=closeness).sort_values(
            "closeness", ascending=False, kind="stable"
        )
        for position, (other, row) in enumerate(table.head(count).iterrows(), start=1):
            shared = ";".join(sorted(topics[key] & topics[str(other)]))
            row_head = {"key": key, "position": position, "peer": other}
            rows.append({**row_head, **row, "shared_topics": shared})
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


def _subject(
    initiatives: pd.DataFrame, topics: dict[Any, frozenset[str]], key: str, others: list[str]
) -> Floats:
    """Half the share of common topics (NaN where one has none), half the same kind."""
    kind = initiatives["kind"]
    shares = [
        len(topics[key] & topics[other]) / len(topics[key] | topics[other])
        if topics[key] and topics[other]
        else np.nan
        for other in others
    ]
    same = (kind.loc[others] == kind.loc[key]).astype(float).to_numpy()
    return pd.DataFrame({"topics": shares, "kind": same}).mean(axis=1).to_numpy()


def _likeness(profiles: pd.DataFrame, weights: pd.Series, key: str, others: list[str]) -> Floats:
    squares = (profiles.loc[others] - profiles.loc[key]).to_numpy(dtype=float) ** 2
    counts = weights[profiles.columns].to_numpy(dtype=float)
    shared = np.where(np.isnan(squares), 0, counts).sum(axis=1)
    total = (np.nan_to_num(squares) * counts).sum(axis=1)
    mean = np.divide(total, shared, out=np.full(len(others), np.nan), where=shared >= 0.5)
    return 1 / (1 + np.sqrt(mean))
