"""Instances with a printed solution, solved with the functions the product uses."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from rollout.foundings.durations import kaplan_meier
from rollout.language import Text
from rollout.potential.composite import aggregate, normalise
from rollout.potential.ranking import ranks
from rollout.potential.weights import nominal_weights
from rollout.selfcheck.result import Check, Finding, equal
from rollout.siting.fewest import fewest_sites
from rollout.siting.median import nearest_sites

FOLDER = Path(__file__).parent
STEINER = {2: 5.0, 3: 18.0}  # dimension -> fewest sites (A9, A27)
QUEENS = {6: 3.0, 8: 5.0}
PMED1 = 5819.0
# Life expectancy, literacy, enrolment, income per head of Germany, China, Mozambique.
HDI_1999 = pd.DataFrame(
    {"life": [77.2, 69.8, 42.3], "literacy": [99.0, 82.9, 39.5], "enrolment": [88.1, 68.9, 32.0],
     "income": np.log([21_260, 3_130, 740])}
)  # fmt: skip
HDI_GOALPOSTS = {"life": (25.0, 85.0), "literacy": (0.0, 100.0), "enrolment": (0.0, 100.0),
                 "income": (float(np.log(100)), float(np.log(40_000)))}  # fmt: skip
# Literacy counts twice as much as enrolment, by the report.
HDI_PARTS = pd.DataFrame(
    {"axis": "need", "dimension": ["health", "education", "education", "income"],
     "weight": [1.0, 2.0, 1.0, 1.0]},
    index=list(HDI_1999),
)  # fmt: skip
HDI_PRINTED = [0.906, 0.701, 0.331]
# Weeks in remission; the first nine relapsed, the others were well when last seen.
WEEKS = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
REMISSION = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def median_of_100_places() -> Finding:
    """Solve the p-median problem pmed1: five sites for a hundred places."""
    from scipy.sparse.csgraph import floyd_warshall

    lines = (FOLDER / "pmed1.txt").read_text(encoding="ascii").splitlines()
    (nodes, _, count), *edges = [[int(n) for n in line.split()] for line in lines]
    graph = np.full((nodes, nodes), np.inf)
    for a, b, length in edges:  # of a repeated edge the last length counts
        graph[a - 1, b - 1] = graph[b - 1, a - 1] = length
    plan = nearest_sites(floyd_warshall(graph), np.ones(nodes), count)
    return equal([plan.value, plan.bound], [PMED1, PMED1])


def steiner_triples() -> Finding:
    """Cover the lines of the affine space over three elements with the fewest points."""
    values = [fewest_sites(_lines(dimension)).value for dimension in STEINER]
    return equal(values, list(STEINER.values()))


def _lines(dimension: int) -> np.ndarray:
    """Lines x points: three different points that add up to zero."""
    points = list(product(range(3), repeat=dimension))
    place = {point: k for k, point in enumerate(points)}
    lines = set()
    for a, b in product(points, repeat=2):
        third = tuple((-x - y) % 3 for x, y in zip(a, b, strict=True))
        if a != b:
            lines.add(tuple(sorted((place[a], place[b], place[third]))))
    return np.array([[k in line for k in range(len(points))] for line in sorted(lines)])


def queens() -> Finding:
    """Guard every square of a chessboard with the fewest queens."""
    values = []
    for size in QUEENS:
        squares = np.array(list(product(range(size), repeat=2)))
        across, down = (squares[:, None] - squares[None]).transpose(2, 0, 1)
        attacks = (across == 0) | (down == 0) | (abs(across) == abs(down))
        values.append(fewest_sites(attacks).value)
    return equal(values, list(QUEENS.values()))


def _technology() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "technology.csv", index_col="country")


def schooling() -> Finding:
    """Normalise years of schooling of 23 countries between least and most."""
    table = _technology()
    figures = normalise(table[["schooling"]], {"schooling": "more"}, "minmax")["schooling"]
    return equal(figures.tolist(), table["printed_minmax"].tolist(), 2)


def geometric_ranking() -> Finding:
    """Rank 23 countries by the geometric mean of eight indicators."""
    table = _technology()
    raw = table.drop(columns=["printed_minmax", "printed_rank"])
    figures = ranks(aggregate(raw / raw.mean(), dict.fromkeys(map(str, raw), 1), "geometric"))
    return equal(figures.tolist(), table["printed_rank"].astype(float).tolist())


def human_development() -> Finding:
    """Average four indices between goalposts with weights of two levels."""
    more = dict.fromkeys(map(str, HDI_1999), "more")
    indices = normalise(HDI_1999, more, "goalposts", HDI_GOALPOSTS)
    weights = nominal_weights(HDI_PARTS, {"health": 1, "education": 1, "income": 1})
    return equal(aggregate(indices, weights).tolist(), HDI_PRINTED, 3)


def remission() -> Finding:
    """Estimate the share in remission by Kaplan and Meier."""
    is_event = [True] * 9 + [False] * 12
    curve = kaplan_meier(WEEKS, is_event)["share"]
    return equal(curve.loc[list(REMISSION)].tolist(), list(REMISSION.values()), 3)


def checks() -> tuple[Check, ...]:
    """Build all of them."""
    handbook = "OECD/JRC (2008), Handbook on Constructing Composite Indicators"
    rows = (
        ("pmed1", Text("p-Median: fünf Standorte für 100 Orte (Wert und Schranke)",
                       "p-median: five sites for 100 places (value and bound)"),
         "OR-Library pmed1; Beasley (1985), EJOR 21, 270-273", median_of_100_places),
        ("steiner", Text("Überdeckung: Steiner-Tripel A9 und A27",
                         "covering: Steiner triples A9, A27"),
         "Fulkerson, Nemhauser, Trotter (1974), Math. Programming Study 2", steiner_triples),
        ("queens", Text("Überdeckung: Damen auf Brettern von 6 und 8",
                        "covering: queens on boards of 6 and 8"),
         "OEIS A075458; Jaenisch (1862)", queens),
        ("minmax", Text("Min-Max-Normierung der Schuljahre von 23 Staaten",
                        "min-max normalisation of schooling, 23 countries"),
         f"{handbook}, Tab. 15, S./p. 87", schooling),
        ("geometric", Text("Rangliste aus geometrischen Mitteln, 23 Staaten",
                           "ranking by geometric means, 23 countries"),
         f"{handbook}, Tab. 38, S./p. 116", geometric_ranking),
        ("hdi", Text("Index der menschlichen Entwicklung (DE, CN, MZ)",
                     "Human Development Index (DE, CN, MZ)"),
         "UNDP (1999), Human Development Report, Technical Note", human_development),
        ("kaplan-meier", Text("Kaplan-Meier-Kurve: Remission unter 6-MP",
                              "Kaplan-Meier curve: remission under 6-MP"),
         "Freireich et al. (1963); Kleinbaum, Klein, Survival Analysis", remission),
    )  # fmt: skip
    return tuple(
        Check(id, "published", name, Text(source, source), test) for id, name, source, test in rows
    )
