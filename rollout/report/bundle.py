"""Many fact sheets: a bundle for one Land or chamber, and one file for every district."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.coverage.words import STATUS_NAMES
from rollout.export.columns import Column
from rollout.export.labels import label, lines
from rollout.export.tables import german_csv
from rollout.export.workbook import Sheet, workbook_bytes
from rollout.files.atomic import write_atomic
from rollout.language import Lang, Text, by_name, counted
from rollout.parts_of_country import Part
from rollout.report.blocks import column, section, small, table, text
from rollout.report.factsheet import factsheet_data, factsheet_pdf, frame
from rollout.report.pictures import map_block
from rollout.report.targets import band_class, rank_and_band
from rollout.report.words import A_TO_Z, BY_RANK, DISTRICT, OUTREACH, OUTREACH_HEADS

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

MAP_MM = 150.0
Progress = Callable[[int, int], None]


def ordered_keys(analysis: Analysis, keys: Sequence[str]) -> list[str]:
    """Target regions first, best potential first, then the others by key."""
    targets = [ags for ags in analysis.targets().index if ags in set(keys)]
    return [*targets, *sorted(set(keys) - set(targets))]


def outreach_table(analysis: Analysis, keys: Sequence[str], lang: Lang) -> pd.DataFrame:
    """Target regions of a part with chamber, rank and the nearest twin to cite.

    Columns as in `OUTREACH_HEADS`; empty where there is nothing to say.
    """
    facts = analysis.table()
    targets = [ags for ags in analysis.targets().index if ags in set(keys)]
    twins = analysis.twins(targets, 1).set_index("key")
    rows = [_outreach_row(ags, facts.loc[ags], twins, lang) for ags in targets]
    return pd.DataFrame(rows, columns=list(OUTREACH_HEADS))


def _outreach_row(ags: str, row: pd.Series, twins: pd.DataFrame, lang: Lang) -> list[str]:
    twin = twins.loc[ags] if ags in twins.index else {"twin_name": "", "initiatives": ""}
    return [
        ags, str(row["display_name"]), STATUS_NAMES[str(row["status"])][lang],
        str(row["chambers"]), rank_and_band(row, lang), band_class(row, lang),
        str(twin["twin_name"]), str(twin["initiatives"]),
    ]  # fmt: skip


def outreach_csv(analysis: Analysis, keys: Sequence[str], lang: Lang) -> bytes:
    """The outreach list for a German Excel, every row with definition and attribution."""
    labels = label(analysis)
    table = outreach_table(analysis, keys, lang).rename(columns=_captions(lang))
    columns = {
        Text("Definition", "Definition")[lang]: labels.definition[lang],
        Text("Hinweis", "Note")[lang]: labels.note[lang],
        Text("Quellen", "Sources")[lang]: labels.attribution[lang],
    }
    return german_csv(table.assign(**columns))


def outreach_workbook(analysis: Analysis, keys: Sequence[str], lang: Lang) -> bytes:
    """The outreach list as XLSX."""
    table = outreach_table(analysis, keys, lang)
    columns = [Column(caption) for caption in OUTREACH_HEADS.values()]
    sheet = Sheet(OUTREACH[lang], table, columns, lines(analysis, lang)[1:])
    return workbook_bytes([sheet], OUTREACH[lang], lang)


def _captions(lang: Lang) -> dict[str, str]:
    return {name: caption[lang] for name, caption in OUTREACH_HEADS.items()}


def bundle_pdf(
    analysis: Analysis,
    part: Part,
    lang: Lang,
    plan: RolloutPlan | None = None,
    progress: Progress = lambda done, total: None,
) -> bytes:
    """Cover with map, contents, outreach list and the fact sheets of a part, as one PDF/UA-1."""
    from rollout.typeset import typeset_pdf

    return typeset_pdf("bundle.typ", bundle_data(analysis, part, lang, plan, progress), lang=lang)


def bundle_data(
    analysis: Analysis,
    part: Part,
    lang: Lang,
    plan: RolloutPlan | None = None,
    progress: Progress = lambda done, total: None,
) -> dict[str, Any]:
    """Everything a bundle says."""
    keys = ordered_keys(analysis, part.keys)
    sheets = []
    for place, ags in enumerate(keys):
        progress(place, len(keys))
        sheets.append(factsheet_data(analysis, ags, lang, plan))
    title = Text(f"Steckbriefe der Kreise: {part.name}", f"District fact sheets: {part.name}")[lang]
    labels = label(analysis)
    return {
        "title": title,
        "subtitle": counted(len(keys), DISTRICT, lang),
        **frame(analysis, lang),
        "cover": [
            map_block(analysis, "status", lang, height_mm=MAP_MM, caption="", part=part),
            *(text(words[lang]) for words in (labels.definition, labels.note) if words[lang]),
            small(labels.attribution[lang]),
        ],
        "indexes": _indexes(analysis, part, lang),
        "outreach": _outreach_section(analysis, part, lang),
        "sheets": sheets,
    }


def _indexes(analysis: Analysis, part: Part, lang: Lang) -> list[dict[str, Any]]:
    """Where the sheet of each district is: by rank, and from A to Z."""
    facts = analysis.table().loc[list(part.keys)]
    by_rank = facts.dropna(subset=["rank"]).sort_values("rank", kind="stable")
    ranked = [
        {"ags": str(ags), "name": f"{row['rank']:.0f} {row['display_name']}"}
        for ags, row in by_rank.iterrows()
    ]
    names = facts["display_name"].sort_values(kind="stable", key=lambda n: n.map(by_name))
    alphabet = [{"ags": str(ags), "name": str(name)} for ags, name in names.items()]
    return [
        {"title": BY_RANK[lang], "rows": ranked},
        {"title": A_TO_Z[lang], "rows": alphabet},
    ]


def _outreach_section(analysis: Analysis, part: Part, lang: Lang) -> dict[str, Any]:
    outreach = outreach_table(analysis, part.keys, lang).drop(columns="ags")
    if outreach.empty:
        message = Text("Hier gibt es keine Zielregion.", "There is no target region here.")[lang]
        return section(OUTREACH[lang], [text(message)])
    widths = {"district": 1.2, "status": 1.0, "chambers": 1.2, "twin": 1.0, "initiative": 1.4}
    columns = [
        column(OUTREACH_HEADS[str(name)][lang], width=widths.get(str(name), 0)) for name in outreach
    ]
    order = Text(
        "Beste Aussichten zuerst; die Kammer ist der erste Anruf. Zwilling: der ähnlichste Kreis "
        "mit ⟦d:vernetzter Initiative⟧, jede Dimension zählt gleich viel.",
        "Best prospects first; the chamber is the first call. Twin: the most similar district "
        "with ⟦a linked initiative⟧, every dimension counts the same.",
    )[lang]
    return section(OUTREACH[lang], [text(order), table("", columns, outreach.to_numpy().tolist())])


def write_sheets(
    analysis: Analysis,
    keys: Sequence[str],
    folder: Path,
    lang: Lang,
    plan: RolloutPlan | None = None,
) -> Iterator[Path]:
    """Write the sheet of each district to `folder/<key>.pdf`, one after the other.

    Each file is whole or absent; breaking off keeps those already written.
    """
    for ags in keys:
        yield write_atomic(folder / f"{ags}.pdf", factsheet_pdf(analysis, ags, lang, plan))
