"""Logistic regression with a penalty on its slopes: twenty lines instead of a dependency."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rollout.arrays import Flags, Floats

STEPS = 100


@dataclass(frozen=True, eq=False)
class Logit:
    """A fitted model.

    Parameters
    ----------
    intercept, slopes
        On the scale of log odds.
    covariance
        Of the slopes, from the curvature at the optimum.
    """

    intercept: float
    slopes: Floats
    covariance: Floats

    @property
    def errors(self) -> Floats:
        """Standard errors of the slopes."""
        return np.sqrt(np.diag(self.covariance))


def fit_logit(features: Floats, is_event: Flags, penalty: float = 0.0) -> Logit:
    """Minimise the negative log likelihood + penalty / 2 times the squared slopes.

    Newton's method with halved steps: the sum is convex, so there is one optimum. The intercept
    carries no penalty. With C of scikit-learn the penalty is 1 / C.

    Parameters
    ----------
    features
        Rows x features, standardised by the caller.

    >>> fit_logit(np.array([[0.0], [0.0], [1.0], [1.0]]), np.array([1, 0, 1, 0]) > 0).slopes
    array([0.])
    """
    rows = np.column_stack([np.ones(len(features)), features])
    ridge = np.diag([0.0, *[penalty] * features.shape[1]])
    target = is_event.astype(float)
    weights = np.zeros(rows.shape[1])
    share = float(target.mean())
    weights[0] = np.log(share / (1 - share))

    def loss(at: Floats) -> float:
        linear = rows @ at
        return float(np.logaddexp(0, linear).sum() - target @ linear + at @ ridge @ at / 2)

    curvature = np.eye(len(weights))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(rows @ weights)))
        curvature = rows.T @ (rows * (chance * (1 - chance))[:, None]) + ridge
        step = np.linalg.solve(curvature, rows.T @ (target - chance) - ridge @ weights)
        while loss(weights + step) > loss(weights) + 1e-12:
            step /= 2
            if np.abs(step).max() < 1e-12:
                break
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    covariance = np.asarray(np.linalg.inv(curvature)[1:, 1:], dtype=np.float64)
    slopes: Floats = weights[1:] + 0.0  # no minus before a zero
    return Logit(float(weights[0]), slopes, covariance)
