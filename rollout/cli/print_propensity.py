"""What the command on past foundings prints."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from rich.markup import escape

from rollout.cli.print_coverage import out, table
from rollout.language import Lang, number
from rollout.propensity.estimation import Propensity
from rollout.propensity.tables import (
    CHECK_HEADS,
    CHECK_LEGEND,
    CHECKS_CAPTION,
    SHARES_CAPTION,
    check_rows,
    order_rows,
    share_rows,
)
from rollout.propensity.words import (
    COEFFICIENT_HEADS,
    COEFFICIENTS,
    FEATURE_NAMES,
    LIMITS,
    ORDERS_TITLE,
    district_sentence,
    left_out_line,
    likeness,
    verdict,
)


def shares(model: Propensity, lang: Lang) -> None:
    """Print past shares by fifth and window."""
    heads, rows = share_rows(model, lang)
    table(SHARES_CAPTION[lang], heads, rows, lang, right=1)
    out.print(escape(left_out_line(model)[lang]), style="dim")
    out.print(escape(LIMITS[lang]), style="yellow")


def districts(model: Propensity, names: Mapping[str, str], lang: Lang) -> None:
    """Print the sentence on each district."""
    for ags, name in names.items():
        out.print(escape(f"{ags} {name}"), style="bold")
        out.print(escape(district_sentence(model, ags)[lang]))
        out.print(escape(likeness(model, ags)[lang]), style="dim")


def look_back(model: Propensity, checks: pd.DataFrame, lang: Lang) -> None:
    """Print the look back: the line in use, all orders that were tried, the slopes."""
    table(CHECKS_CAPTION[lang], CHECK_HEADS, check_rows(checks, lang), lang, right=2)
    out.print(escape(CHECK_LEGEND[lang]), style="dim")
    for unit in ("hub", "area"):
        heads, rows = order_rows(checks, unit, lang)
        table(ORDERS_TITLE[unit][lang], heads, rows, lang, right=1)
    rows = [
        [FEATURE_NAMES[str(name)][lang], number(row["effect"], 2, lang),
         f"{number(row['low'], 2, lang)} … {number(row['high'], 2, lang)}"]
        for name, row in model.coefficients.iterrows()
    ]  # fmt: skip
    table(COEFFICIENTS[lang], COEFFICIENT_HEADS, rows, lang, right=1)
    out.print(escape(verdict(checks)[lang]), style="bold")
