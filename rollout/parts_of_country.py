"""A part of the country to show or list: one Land or one chamber district."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rollout.ags import LAENDER, land_key
from rollout.errors import parameter_error
from rollout.language import Text
from rollout.readers.headers import fold
from rollout.readers.places import bare_chamber

if TYPE_CHECKING:
    from rollout.model import Inputs

CANDIDATES = 8


@dataclass(frozen=True)
class Part:
    """Districts of a part, its name, and how much around them a map shows."""

    name: str
    keys: tuple[str, ...]
    margin_km: float = 8


def find_part(inputs: Inputs, land: str | None = None, chamber: str | None = None) -> Part | None:
    """The Land (key, abbreviation or name) or the chamber asked for; None for the country.

    A district that several chambers share belongs to the part of each.
    """
    if land is not None and chamber is not None:
        finding = Text("steht neben --land", "stands beside --land")
        raise parameter_error("--chamber", finding, Text("eines von beiden", "one of the two"))
    if land is not None:
        return _land(inputs, land)
    if chamber is not None:
        return _chamber(inputs, chamber)
    return None


def find_district(inputs: Inputs, text: str) -> str:
    """Key of the district with this key or name; an error lists what comes near."""
    districts = inputs.districts
    if text.strip() in districts.index:
        return text.strip()
    needle = fold(text)
    names = {ags: fold(str(name)) for ags, name in districts["display_name"].items()}
    plain = {ags: fold(str(name)) for ags, name in districts["name"].items()}
    same = [str(ags) for ags in names if needle in (names[ags], plain[ags])]
    if len(same) == 1:
        return same[0]
    near = same or [str(ags) for ags in names if needle and needle in names[ags]]
    finding = Text(f"ist {text!r}", f"is {text!r}")
    if not near:
        expectation = Text(
            "ein Kreisschlüssel wie 09662 oder ein Name", "a district key such as 09662 or a name"
        )
        raise parameter_error("--district", finding, expectation)
    candidates = "; ".join(
        f"{ags} {districts.loc[ags, 'display_name']}" for ags in near[:CANDIDATES]
    )
    raise parameter_error(
        "--district", finding, Text(f"eins von: {candidates}", f"one of: {candidates}")
    )


def _land(inputs: Inputs, text: str) -> Part:
    key = land_key(text)
    districts = inputs.districts
    rows = districts[districts["land"] == key]
    if key is None or rows.empty:
        names = ", ".join(LAENDER.values())
        raise parameter_error("--land", Text(f"ist {text!r}", f"is {text!r}"), Text(names, names))
    return Part(str(rows["land_name"].iloc[0]), tuple(rows.index))


def _chamber(inputs: Inputs, text: str) -> Part:
    chambers = inputs.chambers
    names = sorted(chambers["chamber"].unique())
    full, short = fold(text), fold(bare_chamber(text))
    same = [name for name in names if fold(name) == full]
    same = same or [name for name in names if fold(bare_chamber(name)) == short]
    if len(same) != 1:
        raise _no_chamber(text, [name for name in names if short and short in fold(name)])
    keys = chambers.loc[chambers["chamber"] == same[0], "ags"]
    return Part(same[0], tuple(sorted(keys)))


def _no_chamber(text: str, candidates: Sequence[str]) -> Exception:
    finding = Text(f"ist {text!r}", f"is {text!r}")
    if not candidates:
        expectation = Text("der Name einer IHK wie in chambers.csv", "a chamber as in chambers.csv")
        return parameter_error("--chamber", finding, expectation)
    names = "; ".join(candidates[:CANDIDATES])
    return parameter_error("--chamber", finding, Text(f"eine von: {names}", f"one of: {names}"))
