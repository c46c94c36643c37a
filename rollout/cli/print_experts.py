"""What `rollout experts` prints."""

from __future__ import annotations

from rich.markup import escape

from rollout import language
from rollout.analysis import Analysis
from rollout.cli import words
from rollout.cli.print_coverage import out, table
from rollout.language import Lang, Text
from rollout.potential.experts import Experts, contradiction_words, criterion_names, method_words


def people(experts: Experts, analysis: Analysis, lang: Lang) -> None:
    """Print the weights of everybody and of all together, with the consistency ratios."""
    names = criterion_names(list(experts.shares.columns), analysis.inputs.catalogue)
    heads = [*words.EXPERTS, *names, words.CONSISTENCY]
    rows = [
        [str(person), *(language.percent(share, 0, lang) for share in shares),
         language.number(ratio, 2, lang)]
        for person, shares, ratio in zip(
            experts.shares.index, experts.shares.to_numpy(), experts.consistency, strict=True
        )
    ]  # fmt: skip
    together = [words.TOGETHER[lang],
                *(language.percent(share, 1, lang) for share in experts.combined),
                language.number(experts.combined_consistency, 2, lang)]  # fmt: skip
    title = Text("Gewichte der Personen", "Weights of the people")
    table(title[lang], heads, [*rows, together], lang, right=1)
    out.print(escape(method_words(experts)[lang]), style="dim")
    if experts.contradictory:
        out.print(escape(contradiction_words(experts)[lang]), style="yellow")


def ranking(analysis: Analysis, top: int, lang: Lang) -> None:
    """Print the first districts with the least and greatest rank anybody gives them."""
    band = analysis.expert_band
    first = analysis.table().sort_values("rank", na_position="last").head(top).rename_axis("ags")
    rows = []
    names = ("rank", "expert_low", "expert_median", "expert_high")
    for row in first.join(band).reset_index().to_dict("records"):
        rank, low, middle, high = (language.number(row[name], 0, lang) for name in names)
        rows.append([str(row["ags"]), str(row["display_name"]), rank, f"{low}–{high}", middle])
    title = Text("Rang mit den gemeinsamen Gewichten und je Person",
                 "Rank by the combined weights and by each person")  # fmt: skip
    table(title[lang], words.EXPERT_RANKS, rows, lang, right=2)
