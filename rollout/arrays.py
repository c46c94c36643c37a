"""Names for the arrays that go from step to step."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy import sparse

Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Integers: TypeAlias = npt.NDArray[np.int64]
Ranks: TypeAlias = npt.NDArray[np.int32]  # a row per drawn ranking, 1 = best
# Text, because SciPy is loaded only where it is used.
Sparse: TypeAlias = "sparse.csr_array"  # compressed by rows
MatrixLike: TypeAlias = "npt.ArrayLike | sparse.sparray"  # what a caller may hand over
