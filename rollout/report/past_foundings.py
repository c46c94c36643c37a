"""What happened in districts like each one: beside the potential, never mixed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rollout.language import Lang
from rollout.propensity.tables import (
    CHECK_HEADS,
    CHECK_LEGEND,
    CHECKS_CAPTION,
    SHARES_CAPTION,
    check_rows,
    share_rows,
)
from rollout.propensity.words import (
    HIGHEST,
    IN_COUNTRY,
    LIMITS,
    NO_CHECKS,
    NO_HISTORY,
    WARNING,
    fifth_sentence,
    left_out_line,
    verdict,
)
from rollout.report.blocks import Block, column, note, section, small, table, text

if TYPE_CHECKING:
    from rollout.analysis import Analysis

# Columns of the look back that a page has room for.
SHOWN = (0, 1, 2, 3, 4, 5, 6, 7)


def past_section(analysis: Analysis, lang: Lang) -> Block:
    """Past shares by fifth, the sentence on the highest one, and how far to trust it."""
    model, checks = analysis.propensity, analysis.propensity_checks
    if model is None:
        return section(IN_COUNTRY[lang], [text(NO_HISTORY[lang])])
    heads, rows = share_rows(model, lang)
    first, *others = (head[lang] for head in heads)
    columns = [column(first, width=1), *(column(head, "right") for head in others)]
    blocks = [
        note(WARNING[lang], LIMITS[lang]),
        text(f"{HIGHEST[lang]}: {fifth_sentence(model.shares, 5)[lang]}"),
        table(SHARES_CAPTION[lang], columns, rows),
        small(left_out_line(model)[lang]),
    ]
    if checks is None:
        return section(IN_COUNTRY[lang], [*blocks, text(NO_CHECKS[lang])])
    columns = [column(CHECK_HEADS[n][lang], "right" if n > 1 else "left") for n in SHOWN]
    cells = [[row[n] for n in SHOWN] for row in check_rows(checks, lang)]
    return section(
        IN_COUNTRY[lang],
        [
            *blocks,
            text(verdict(checks)[lang]),
            table(CHECKS_CAPTION[lang], columns, cells),
            small(CHECK_LEGEND[lang]),
        ],
    )
