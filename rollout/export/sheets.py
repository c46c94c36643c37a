"""The sheets of `targets.xlsx`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from rollout.analysis import BASES, land_name
from rollout.coverage.words import BASE_NAMES, LEVEL_NAMES
from rollout.export.calendar_tables import calendar_sheets
from rollout.export.code_words import AXIS, DIRECTION, LEVEL, in_words, table_in_words
from rollout.export.columns import Column
from rollout.export.cover_sheet import cover_writer
from rollout.export.evidence import evidence_sheets
from rollout.export.founding_tables import founding_sheets
from rollout.export.labels import label, lines
from rollout.export.notes import notes_of
from rollout.export.peers import advice_sheet
from rollout.export.plan_tables import beside_sheet, evenness_sheet, plan_sheets
from rollout.export.tables import not_target_table, wide_table
from rollout.export.target_sheet import targets_sheet
from rollout.export.words import SHEET_NAMES
from rollout.export.workbook import Sheet, table_sheet, workbook_bytes
from rollout.language import LANGS, Lang, Text
from rollout.programme.words import DEMAND
from rollout.scenario import Scenario
from rollout.scenario.fields import section_of

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.parts_of_country import Area
    from rollout.plan.plan import RolloutPlan


def targets_workbook(
    analysis: Analysis, lang: Lang, plan: RolloutPlan | None = None, area: Area | None = None
) -> bytes:
    """Write the spreadsheet planners start from; with a plan, a sheet per wave.

    `area` as in `rollout.export.tables.target_table`; the sheets beside stay those of the country.
    """
    catalogue = analysis.inputs.catalogue
    intro = lines(analysis, lang)[1:4]  # the title is the file's, the sources have their own sheet
    districts = table_sheet(
        SHEET_NAMES["districts"][lang], _district_table(analysis, lang, plan), catalogue, intro
    )
    sheets = [
        targets_sheet(analysis, lang, plan, districts.top, area),
        *(_sheets_of(analysis, plan, lang) if plan else []),
        table_sheet(SHEET_NAMES["rest"][lang], not_target_table(analysis, lang), catalogue, intro),
        rates_sheet(analysis, lang),
        districts,
        table_sheet(SHEET_NAMES["values"][lang], _value_table(analysis), catalogue, intro),
        indicator_sheet(analysis, lang),
        *evidence_sheets(analysis, lang),
        advice_sheet(analysis, lang),
        *founding_sheets(analysis, lang),
        *calendar_sheets(analysis, lang, plan),
        method_sheet(analysis, lang),
        notes_sheet(analysis, lang, plan),
    ]
    cover = cover_writer(analysis, sheets, lang)
    return workbook_bytes(sheets, label(analysis).title[lang], lang, cover)


def _sheets_of(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> list[Sheet]:
    """The plan, and what stands beside it."""
    return [
        *plan_sheets(plan, lang), beside_sheet(analysis, plan, lang),
        evenness_sheet(analysis, plan, lang),
    ]  # fmt: skip


def _district_table(analysis: Analysis, lang: Lang, plan: RolloutPlan | None) -> pd.DataFrame:
    others = tuple(f"_{other}" for other in LANGS if other != lang)
    table = wide_table(analysis, plan).reset_index()
    words = table_in_words(table, lang)
    return words.drop(columns=[c for c in words.columns if c.endswith(others)])


def _value_table(analysis: Analysis) -> pd.DataFrame:
    names = analysis.inputs.districts[["display_name"]]
    values = analysis.inputs.indicators.drop(columns=["population", DEMAND], errors="ignore")
    if "coal_region" in values:  # 1 or 0, which people read as yes or no
        is_known = values["coal_region"].notna()
        values["coal_region"] = (values["coal_region"] > 0).astype(object).where(is_known)
    facts = analysis.bases[["population", DEMAND]]
    return pd.concat([pd.DataFrame(names), facts, values], axis=1).reset_index()


def rates_sheet(analysis: Analysis, lang: Lang) -> Sheet:
    """Rates of the country and every Land, one row per area and base."""
    frame = analysis.rates().pivot_table(
        index=["area", "base"], columns="level", values=["value", "total", "share", "unknown"],
        dropna=False,
    )  # fmt: skip
    rows = []
    for area in dict.fromkeys(analysis.rates()["area"]):
        for base in BASES:
            row = frame.loc[(area, base)]
            rows.append(
                (
                    land_name(area)[lang],
                    BASE_NAMES[base][lang],
                    row[("share", "covered")],
                    row[("share", "reached")],
                    row[("value", "covered")],
                    row[("value", "reached")],
                    row[("total", "reached")],
                    row[("unknown", "reached")],
                )
            )
    columns = [
        Column(Text("Gebiet", "Area")),
        Column(Text("Bezug", "Base")),
        *(
            Column(Text(f"Anteil {name.de}", f"Share {name.en}"), "share")
            for name in (analysis.completeness.head, LEVEL_NAMES["reached"])
        ),
        *(
            Column(Text(f"Summe {name.de}", f"Sum {name.en}"), "count")
            for name in LEVEL_NAMES.values()
        ),
        Column(Text("Gesamt", "Total"), "count"),
        Column(Text("Kreise ohne Wert", "Districts without a value"), "count"),
    ]
    return Sheet(
        SHEET_NAMES["rates"][lang],
        pd.DataFrame(rows),
        columns,
        [*lines(analysis, lang)[1:4], label(analysis).linked[lang]],
    )


def indicator_sheet(analysis: Analysis, lang: Lang) -> Sheet:
    """The catalogue: what every indicator means, why it is in, where it is weak."""
    captions = {
        f"name_{lang}": Text("Indikator", "Indicator"),
        "axis": Text("Achse", "Axis"),
        f"dimension_{lang}": Text("Dimension", "Dimension"),
        "direction": Text("Richtung", "Direction"),
        f"unit_{lang}": Text("Einheit", "Unit"),
        "year": Text("Jahr", "Year"),
        "source": Text("Quelle", "Source"),
        f"why_{lang}": Text("Warum dabei", "Why it is in"),
        f"weakness_{lang}": Text("Schwäche", "Weakness"),
    }
    frame = analysis.inputs.catalogue[list(captions)].astype("object")
    titles = analysis.inputs.sources["publisher"]
    frame = frame.assign(
        axis=in_words(frame["axis"], AXIS, lang),
        direction=in_words(frame["direction"], DIRECTION, lang),
        source=[titles.get(key, key) for key in frame["source"]],
        year=pd.to_numeric(frame["year"]),
    )
    columns = [
        Column(caption, "year" if name == "year" else "text") for name, caption in captions.items()
    ]
    return Sheet(SHEET_NAMES["indicators"][lang], frame, columns)


def method_sheet(analysis: Analysis, lang: Lang) -> Sheet:
    """Definition, every parameter, and whose data these are."""
    rows = [("", line) for line in lines(analysis, lang)]
    rows += [("", "")]
    rows += [
        (str(section_of(info)) + "." + name, _plain(getattr(analysis.scenario, name)))
        for name, info in Scenario.model_fields.items()
    ]
    rows += [("", "")]
    for key, source in analysis.inputs.sources.iterrows():
        parts = [
            source[c] for c in ("publisher", "title", "reference_date", "licence", "licence_url")
        ]
        rows.append((str(key), " · ".join(p for p in parts if isinstance(p, str) and p)))
    columns = [Column(Text("Name", "Name")), Column(Text("Inhalt", "Content"))]
    return Sheet(SHEET_NAMES["method"][lang], pd.DataFrame(rows), columns)


def notes_sheet(analysis: Analysis, lang: Lang, plan: RolloutPlan | None) -> Sheet:
    """Everything tolerated, repaired or left out."""
    rows = [(LEVEL[note.level][lang], note.message(lang)) for note in notes_of(analysis, plan)]
    columns = [Column(Text("Stufe", "Level")), Column(Text("Hinweis", "Note"))]
    return Sheet(SHEET_NAMES["notes"][lang], pd.DataFrame(rows, columns=["level", "note"]), columns)


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_pair(entry) for entry in value) or "–"
    return "–" if value is None else str(value)


def _pair(entry: object) -> str:
    if isinstance(entry, Iterable) and not isinstance(entry, str):
        return "=".join(str(part) for part in entry)
    return str(entry)
