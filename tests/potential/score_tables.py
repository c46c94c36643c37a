"""Tables of indicators for property tests, and how to make one row better."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st

METHODS = ("minmax", "zscore", "rank")


@st.composite
def tables(draw, max_rows=8, max_columns=4, gaps=True):
    """A table on text keys in no particular order, with or without gaps."""
    rows = draw(st.integers(1, max_rows))
    columns = draw(st.integers(1, max_columns))
    cell = st.integers(-50, 50).map(lambda n: n / 10)
    if gaps:
        cell = st.one_of(cell, st.just(np.nan))
    cells = draw(
        st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
    keys = draw(st.permutations([f"{n:05d}" for n in range(rows)]))
    return pd.DataFrame(cells, index=keys, columns=[f"i{n}" for n in range(columns)], dtype=float)


@st.composite
def weighted_tables(draw, **limits):
    """A table, a direction per column and weights of which one at least is above 0."""
    table = draw(tables(**limits))
    directions = {name: draw(st.sampled_from(["more", "less"])) for name in table}
    weights = {name: draw(st.integers(0, 5)) for name in table}
    weights[draw(st.sampled_from(list(table)))] = 3
    return table, directions, weights
