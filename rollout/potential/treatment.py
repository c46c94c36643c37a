"""Before comparing: denominators, gaps and outliers; every changed cell is on record.

Nothing is filled or cut silently: each function returns the new table and a log of what it did.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rollout.arrays import Floats
from rollout.errors import DataError, Problem, check_choice, not_one_of
from rollout.language import Text
from rollout.potential.composite import z_scores
from rollout.potential.validation import checked_table

MISSING_RULES = ("exclude", "land_mean", "type_mean", "regression", "twins")
OUTLIER_METHODS = ("none", "stepwise", "winsorise", "log")
GROUP_OF_RULE = {"land_mean": "land", "type_mean": "settlement_type"}
DONORS = 5
LOG_OFFSET = 0.01  # of the span: the smallest value must have a logarithm too

# Limits of the Joint Research Centre, as in COINr `check_SkewKurt`; both must be exceeded.
SKEWNESS_LIMIT = 2.0
KURTOSIS_LIMIT = 3.5
MOST_WINSORISED = 5  # values of a column, as COINr's `winmax`; beyond it the whole column is odd


@dataclass(frozen=True, eq=False)
class FilledTable:
    """A table without (some of) its gaps.

    Parameters
    ----------
    table
        As the table given, gaps filled where the rule could.
    log
        One row per former gap: key, indicator, value (NaN = still a gap), rule, donors (number
        of known values behind it).
    """

    table: pd.DataFrame
    log: pd.DataFrame


@dataclass(frozen=True, eq=False)
class TreatedTable:
    """A table with tamed outliers.

    Parameters
    ----------
    table
        As the table given, with the changed cells.
    log
        One row per changed cell: key, indicator, before, after, method.
    columns
        Per indicator: skewness and kurtosis before and after, method (empty = left alone; of
        `stepwise` the step that did it, winsorise or log).
    """

    table: pd.DataFrame
    log: pd.DataFrame
    columns: pd.DataFrame


def divide_by_reference(values: pd.DataFrame, denominators: Mapping[str, str]) -> pd.DataFrame:
    """Divide indicators by a reference quantity, such as jobs by inhabitants.

    Parameters
    ----------
    denominators
        Indicator to reference, both columns of `values`.

    Returns
    -------
    values
        Same index and columns; NaN where the reference is unknown or 0.

    >>> table = pd.DataFrame({"jobs": [50.0], "people": [1000.0]})
    >>> divide_by_reference(table, {"jobs": "people"})["jobs"].tolist()
    [0.05]
    """
    names = [*denominators, *denominators.values()]
    for name in names:
        if name not in values.columns:
            finding = Text(f"{name} ist unbekannt", f"{name} is unknown")
            raise not_one_of("Scenario.denominators", finding, values.columns)
    result = values.copy()
    for name, reference in denominators.items():
        below = values[reference].astype(float)
        result[name] = values[name] / below.where(below != 0)
    return result


def on_scale(values: pd.DataFrame, logged: Collection[str]) -> pd.DataFrame:
    """Columns named in `logged` on a logarithmic scale, where twice as much counts the same.

    Raises `DataError` where one of them holds a value that has no logarithm.

    >>> on_scale(pd.DataFrame({"jobs": [1.0, np.e]}), ["jobs"])["jobs"].tolist()
    [0.0, 1.0]
    """
    columns = [name for name in values.columns if name in logged]
    wrong = [name for name in columns if (values[name] <= 0).any()]
    if wrong:
        finding = Text("enthält Werte, die nicht über 0 liegen", "holds values not above 0")
        expectation = Text(
            "Werte über 0 auf logarithmischer Skala", "values above 0 on a log scale"
        )
        remedy = Text("scale im Katalog leeren", "clear scale in the catalogue")
        raise DataError(
            Problem("error", "indicators", finding, expectation, remedy, column=str(name))
            for name in wrong
        )
    logs = {name: np.log(values[name].astype(float)) for name in columns}
    return values.assign(**logs) if logs else values


def fill_missing(
    values: pd.DataFrame, rule: str = "exclude", groups: pd.DataFrame | None = None
) -> FilledTable:
    """Fill unknown values by a rule, and record every one.

    `exclude` leaves them. `land_mean` and `type_mean` take the mean of the known values in the
    same Land or settlement type. `regression` is a least-squares line on all other indicators
    (their own gaps at the mean), kept within the known range. `twins` is the mean of the five
    rows most alike that know the value. A gap no rule can fill stays one.

    Parameters
    ----------
    values
        One column per indicator; infinite values are a `DataError`.
    groups
        Columns land and settlement_type with the index of `values`; for the two means.

    Returns
    -------
    table
        Table on the index given, and the log.

    >>> table = pd.DataFrame({"jobs": [10.0, 30.0, np.nan]}, index=["a", "b", "c"])
    >>> groups = pd.DataFrame({"land": ["01", "01", "01"]}, index=table.index)
    >>> fill_missing(table, "land_mean", groups).table["jobs"].tolist()
    [10.0, 30.0, 20.0]
    """
    check_choice("Scenario.missing_rule", rule, MISSING_RULES)
    numbers = checked_table(values)
    if rule in GROUP_OF_RULE:
        guesses, donors = _group_means(values, _labels(values, rule, groups))
    elif rule == "regression":
        guesses, donors = _regression(numbers)
    elif rule == "twins":
        guesses, donors = _mean_of_alike(numbers)
    else:
        guesses, donors = np.full_like(numbers, np.nan), np.zeros_like(numbers)
    gaps = np.isnan(numbers)
    table = pd.DataFrame(np.where(gaps, guesses, numbers), values.index, values.columns)
    rows, columns = np.nonzero(gaps)
    log = pd.DataFrame(
        {
            "key": values.index[rows],
            "indicator": values.columns[columns],
            "value": guesses[rows, columns],
            "rule": rule,
            "donors": donors[rows, columns].astype(int),
        }
    )
    return FilledTable(table, log)


def treat_outliers(
    values: pd.DataFrame,
    method: str = "none",
    *,
    share: float = 0.025,
    only_skewed: bool = True,
    most: int = MOST_WINSORISED,
    keep: tuple[str, ...] = (),
) -> TreatedTable:
    """Tame extreme values, and record every changed cell; yes/no columns are never touched.

    `stepwise` is the rule of the Joint Research Centre: where |skewness| > 2 and excess kurtosis
    > 3.5, the farthest value is set to the next one, again and again until one limit holds; if
    more than `most` values would have to move, the column as it was takes the logarithm instead.
    (Becker et al. 2022, COINr, `Treat`.) `winsorise` lowers values above the (1 - share) quantile
    to it and lifts those below the share quantile (Handbook, step 5.1: 2.5 and 97.5 per cent).
    `log` takes ln(x - min + 0.01 (max - min)), independent of the unit; only for columns skewed
    to the right, and to the log belongs the whole column.

    Parameters
    ----------
    only_skewed
        Of `winsorise` and `log`: only if |skewness| > 2 and excess kurtosis > 3.5.
    keep
        Columns never to take the logarithm of, such as those with an ideal value.

    Returns
    -------
    treated
        Table, log and column statistics; index and order as in `values`.

    >>> table = pd.DataFrame({"jobs": [0.0, 1.0, 2.0, 3.0, 100.0]})
    >>> treat_outliers(table, "winsorise", share=0.25, only_skewed=False).table["jobs"].tolist()
    [1.0, 1.0, 2.0, 3.0, 3.0]
    """
    check_choice("Scenario.outliers", method, OUTLIER_METHODS)
    checked_table(values)
    shape = _shape(values)
    after, steps = values.astype(float), dict.fromkeys(values.columns, "")
    for name in _columns_to_treat(values, shape, method, only_skewed, keep):
        if method == "stepwise":
            after[name], steps[name] = _stepwise(after[name], most, name not in keep)
        elif method == "winsorise":
            after[name], steps[name] = _winsorise(after[name], share), method
        else:
            after[name], steps[name] = _logarithm(after[name]), method
    columns = shape.add_suffix("_before").join(_shape(after).add_suffix("_after"))
    columns["method"] = [steps[name] for name in columns.index]
    return TreatedTable(after, _changes(values, after, columns["method"]), columns)


def _columns_to_treat(
    values: pd.DataFrame, shape: pd.DataFrame, method: str, only_skewed: bool, keep: tuple[str, ...]
) -> list[str]:
    to_treat = pd.Series(method != "none", index=shape.index) & (values.nunique() > 2)
    if only_skewed or method == "stepwise":
        to_treat &= _is_odd(shape)
    if method == "log":
        to_treat &= (shape["skewness"] > 0) & ~shape.index.isin(keep)
    return list(shape.index[to_treat])


def _shape(values: pd.DataFrame) -> pd.DataFrame:
    """Skewness and excess kurtosis of each column, corrected for sample size."""
    return pd.DataFrame({"skewness": values.skew(), "kurtosis": values.kurt()})


def _is_odd(shape: pd.DataFrame) -> pd.Series:
    return (shape["skewness"].abs() > SKEWNESS_LIMIT) & (shape["kurtosis"] > KURTOSIS_LIMIT)


def _odd_skewness(column: pd.Series) -> float:
    """Skewness of a column beyond both limits, 0 of any other."""
    shape = _shape(column.to_frame())
    return float(shape["skewness"].iloc[0]) if _is_odd(shape).iloc[0] else 0.0


def _stepwise(column: pd.Series, most: int, may_log: bool) -> tuple[pd.Series, str]:
    """Set the farthest values to the next ones until the column is tame, else take logarithms."""
    tamed, high, low = column.copy(), 0, 0
    while high + low < most and (skewness := _odd_skewness(tamed)):
        # Values set equal move on together, and each of them counts.
        if skewness > 0:
            farthest = tamed == tamed.max()
            tamed[farthest], high = tamed[~farthest].max(), int(farthest.sum())
        else:
            farthest = tamed == tamed.min()
            tamed[farthest], low = tamed[~farthest].min(), int(farthest.sum())
    if may_log and _odd_skewness(tamed):
        return _logarithm(column), "log"
    return tamed, "winsorise"


def _winsorise(column: pd.Series, share: float) -> pd.Series:
    return column.clip(float(column.quantile(share)), float(column.quantile(1 - share)))


def _logarithm(column: pd.Series) -> pd.Series:
    low, span = column.min(), column.max() - column.min()
    return np.log(column - low + LOG_OFFSET * span)


def _changes(before: pd.DataFrame, after: pd.DataFrame, steps: pd.Series) -> pd.DataFrame:
    old, new = before.to_numpy(dtype=float), after.to_numpy(dtype=float)
    rows, columns = np.nonzero((old != new) & ~np.isnan(old))
    cells = {"key": before.index[rows], "indicator": before.columns[columns]}
    return pd.DataFrame(
        {
            **cells,
            "before": old[rows, columns],
            "after": new[rows, columns],
            "method": steps.to_numpy()[columns],
        }
    )


def _labels(values: pd.DataFrame, rule: str, groups: pd.DataFrame | None) -> pd.Series:
    column = GROUP_OF_RULE[rule]
    if groups is None or column not in groups:
        finding = Text(f"Spalte {column} fehlt", f"column {column} is missing")
        expectation = Text(f"sie für die Regel {rule}", f"it for the rule {rule}")
        remedy = Text("andere Regel wählen oder Spalte ergänzen", "choose another rule or add it")
        raise DataError(Problem("error", "groups", finding, expectation, remedy, column=column))
    return groups[column].reindex(values.index)


def _group_means(values: pd.DataFrame, labels: pd.Series) -> tuple[Floats, Floats]:
    groups = values.astype(float).groupby(labels)
    means, counts = groups.transform("mean"), groups.transform("count")
    return means.to_numpy(dtype=float), counts.fillna(0).to_numpy(dtype=float)


def _regression(numbers: Floats) -> tuple[Floats, Floats]:
    gaps = np.isnan(numbers)
    others = np.nan_to_num(z_scores(numbers))  # 0 is the mean: gaps of the others pull nowhere
    guesses, donors = np.full_like(numbers, np.nan), np.zeros_like(numbers)
    for column in np.flatnonzero(gaps.any(axis=0)):
        has_value = ~gaps[:, column]
        design = np.column_stack([np.ones(len(numbers)), np.delete(others, column, axis=1)])
        if has_value.sum() <= design.shape[1]:
            continue
        line = np.linalg.lstsq(design[has_value], numbers[has_value, column], rcond=None)[0]
        low, high = numbers[has_value, column].min(), numbers[has_value, column].max()
        guesses[:, column] = np.clip(design @ line, low, high)
        donors[:, column] = has_value.sum()
    return guesses, donors


def _mean_of_alike(numbers: Floats) -> tuple[Floats, Floats]:
    scores = z_scores(numbers)
    guesses, donors = np.full_like(numbers, np.nan), np.zeros_like(numbers)
    for row in np.flatnonzero(np.isnan(numbers).any(axis=1)):
        distance = mean_square_distance(scores, scores[row])
        distance[row] = np.nan
        order = np.argsort(distance, kind="stable")[: int((~np.isnan(distance)).sum())]
        for column in np.flatnonzero(np.isnan(numbers[row])):
            alike = order[~np.isnan(numbers[order, column])][:DONORS]
            if len(alike):
                guesses[row, column] = numbers[alike, column].mean()
                donors[row, column] = len(alike)
    return guesses, donors


def mean_square_distance(scores: Floats, row: Floats) -> Floats:
    """Mean squared difference to one row over the columns both know; NaN below half of them."""
    difference = scores - row
    common = (~np.isnan(difference)).sum(axis=1)
    total = np.nansum(difference**2, axis=1)
    enough = (common > 0) & (2 * common >= (~np.isnan(row)).sum())
    return np.divide(total, common, out=np.full(len(scores), np.nan), where=enough)
