"""The annex: every setting, weight, source and note behind the report, and its fingerprint."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.errors import Problem
from rollout.export.labels import label
from rollout.export.manifest import fingerprint
from rollout.language import MISSING, Lang, Text, number, percent
from rollout.plan.regions import OBJECTIVES
from rollout.report.blocks import (
    Block,
    column,
    heading,
    note,
    points,
    section,
    small,
    table,
    terms,
    text,
)
from rollout.report.glossary import GLOSSARY
from rollout.report.words import (
    AXES,
    DIRECTIONS,
    INDICATOR_HEAD,
    LEVELS,
    OFF,
    ON,
    SECTIONS,
    UNITS,
    UNSET,
    YEAR_HEAD,
)
from rollout.scenario import Scenario
from rollout.scenario.fields import section_of
from rollout.scenario.presets import DIFFUSION, preset

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan


def method_section(analysis: Analysis, plan: RolloutPlan | None, lang: Lang) -> Block:
    """Method, data and sources."""
    return section(
        Text("Methode, Daten und Quellen", "Method, data and sources")[lang],
        [
            *_definition(analysis, lang),
            *_weights(analysis, lang),
            *_indicators(analysis, lang),
            *_settings(analysis.scenario, lang),
            *_notes(analysis, plan, lang),
            *_sources(analysis, lang),
            heading(Text("Begriffe", "Terms")[lang]),
            terms((entry.term[lang], entry.meaning[lang]) for entry in GLOSSARY),
            *_fingerprint(analysis, lang),
        ],
        own_page=True,
    )


def _definition(analysis: Analysis, lang: Lang) -> list[Block]:
    labels = label(analysis)
    caution = labels.note[lang]
    return [
        heading(Text("Definition", "Definition")[lang]),
        points([labels.definition[lang], labels.data_years[lang]]),
        *([note("", caution, warm=True)] if caution else []),
    ]


def _weights(analysis: Analysis, lang: Lang) -> list[Block]:
    potential, catalogue = analysis.potential, analysis.inputs.catalogue
    logic = preset(analysis.scenario.preset)
    entries = catalogue.to_dict("index")
    rows = []
    for name, weight in potential.weights.items():
        entry = entries.get(name, {})
        rows.append(
            [
                str(entry.get(f"name_{lang}", name)),
                _axis(entry, lang),
                _direction(potential.directions[str(name)], lang),
                str(entry.get(f"unit_{lang}", "")),
                percent(float(weight), lang=lang),
                _year(entry.get("year"), lang),
                str(entry.get("source", "")),
            ]
        )
    columns = [
        column(INDICATOR_HEAD[lang], width=1.5),
        column(Text("Achse", "Axis")[lang], mm=27),
        column(Text("Richtung", "Direction")[lang], mm=22),
        column(Text("Einheit", "Unit")[lang], width=0.6),
        column(Text("Gewicht", "Weight")[lang], "right"),
        column(YEAR_HEAD[lang], "right"),
        column(Text("Quelle", "Source")[lang], mm=24),
    ]
    caption = Text(
        "Wirksame Gewichte aller bewerteten Indikatoren (die Kürzel der Quellen stehen bei den "
        "Quellen)",
        "Effective weights of all scored indicators (the short names are those of the sources)",
    )[lang]
    share = analysis.scenario.diffusion_share
    diffusion = [text(f"{DIFFUSION.assumes[lang]} {DIFFUSION.misses[lang]}")]
    return [
        heading(Text("Gewichte", "Weights")[lang]),
        text(f"{logic.name[lang]}. {logic.assumes[lang]} {logic.misses[lang]}"),
        *(diffusion if share > 0 else []),
        table(caption, columns, rows),
    ]


def _axis(entry: Mapping[Hashable, Any], lang: Lang) -> str:
    axis = AXES.get(str(entry.get("axis", "")))
    return MISSING if axis is None else axis[lang]


def _direction(direction: str | tuple[str, float], lang: Lang) -> str:
    if isinstance(direction, tuple):
        ideal = number(direction[1], 1, lang)
        return Text(f"am besten {ideal}", f"best at {ideal}")[lang]
    return DIRECTIONS[direction][lang]


def _year(year: Any, lang: Lang) -> str:
    numeric = pd.to_numeric(year, errors="coerce")
    return MISSING if pd.isna(numeric) else f"{numeric:.0f}"


def _indicators(analysis: Analysis, lang: Lang) -> list[Block]:
    catalogue = analysis.inputs.catalogue
    entries = []
    for _, row in catalogue.iterrows():
        why, weak = row.get(f"why_{lang}"), row.get(f"weakness_{lang}")
        parts = [str(part) for part in (why, weak) if isinstance(part, str) and part]
        entries.append((str(row[f"name_{lang}"]), " ".join(parts)))
    title = Text("Was die Indikatoren zeigen und wo sie schwach sind",
                      "What the indicators show and where they are weak")[lang]  # fmt: skip
    return [heading(title), terms(entries)]


def _settings(scenario: Scenario, lang: Lang) -> list[Block]:
    blocks = [heading(Text("Alle Einstellungen", "All settings")[lang])]
    fields: dict[str, list[list[str]]] = {}
    idle = without_effect(scenario)
    for name, info in Scenario.model_fields.items():
        if name in idle:
            continue
        extra = info.json_schema_extra
        assert isinstance(extra, dict)
        unit = UNITS.get(str(extra["unit"]), Text(*(2 * (str(extra["unit"]),))))
        value = setting(getattr(scenario, name), unit, lang)
        help_ = str(extra[f"help_{lang}"])
        fields.setdefault(section_of(info), []).append([name, help_, value])
    columns = [
        column(Text("Feld", "Field")[lang], mm=35),
        column(Text("Bedeutung", "Meaning")[lang], width=2.4),
        column(Text("Wert", "Value")[lang], width=1),
    ]
    order = [key for key in SECTIONS if key in fields] + sorted(fields.keys() - SECTIONS.keys())
    for key in order:
        name = SECTIONS[key][lang] if key in SECTIONS else key
        caption = Text(f"Einstellungen: {name}", f"Settings: {name}")[lang]
        blocks.append(table(caption, columns, fields[key]))
    if idle:
        rest = Text(
            "Nicht gezeigt, weil sie nur für andere Ziele des Plans zählen und stehen wie "
            f"ausgeliefert: {', '.join(sorted(idle))}.",
            "Not shown as they count only for other goals of the plan and are as shipped: "
            f"{', '.join(sorted(idle))}.",
        )
        blocks.append(small(rest[lang]))
    return blocks


def without_effect(scenario: Scenario) -> set[str]:
    """Fields at their default that only other goals of a plan read."""
    mine = OBJECTIVES[scenario.objective].uses
    others = {name for goal in OBJECTIVES.values() for name in goal.uses} - set(mine)
    fields = Scenario.model_fields
    return {name for name in others if getattr(scenario, name) == fields[name].default}


def setting(value: Any, unit: Text, lang: Lang) -> str:
    """The value of a scenario field for people.

    >>> setting(2.5, Text("km", "km"), "de"), setting((), Text("", ""), "en")
    ('2,5 km', 'not set')
    """
    if value is None or value == ():
        return UNSET[lang]
    if isinstance(value, bool):
        return (ON if value else OFF)[lang]
    if isinstance(value, int | float):
        return f"{_short(value, lang)} {unit[lang]}".strip()
    if isinstance(value, tuple):
        return "; ".join(_entry(entry, lang) for entry in value)
    return str(value)


def _short(value: float, lang: Lang) -> str:
    """As many decimals as needed, at most four."""
    decimals = next((d for d in range(4) if round(value, d) == value), 4)
    return number(value, decimals, lang)


def _entry(entry: Any, lang: Lang) -> str:
    if not isinstance(entry, tuple):
        return str(entry)
    parts = [_short(part, lang) if isinstance(part, float) else str(part) for part in entry]
    return " = ".join(parts)


def _notes(analysis: Analysis, plan: RolloutPlan | None, lang: Lang) -> list[Block]:
    notes: list[Problem] = [*analysis.notes, *(plan.notes if plan else ())]
    title = heading(Text("Hinweise zu den Daten", "Notes on the data")[lang])
    if not notes:
        message = Text("Nichts musste ergänzt, gekürzt oder repariert werden.",
                         "Nothing had to be filled, cut or repaired.")[lang]  # fmt: skip
        return [title, text(message)]
    rows = [[_level(entry, lang), _message(entry, lang)] for entry in notes]
    columns = [
        column(Text("Stufe", "Level")[lang]),
        column(Text("Hinweis", "Note")[lang], width=1),
    ]
    caption = Text(
        "Alles, was ergänzt, geändert oder weggelassen wurde",
        "Everything filled, changed or left out",
    )[lang]
    return [title, table(caption, columns, rows)]


def _level(entry: Problem, lang: Lang) -> str:
    return LEVELS[entry.level][lang] if entry.level in LEVELS else entry.level


def _message(entry: Problem, lang: Lang) -> str:
    """The note without the folder its file lay in."""
    from dataclasses import replace
    from pathlib import PurePath

    return replace(entry, file=PurePath(entry.file).name).message(lang)


def _sources(analysis: Analysis, lang: Lang) -> list[Block]:
    rows, terms_ = [], []
    for key, source in analysis.inputs.sources.iterrows():
        cells = {name: str(value) for name, value in source.items() if isinstance(value, str)}
        licence = cells.get("licence", "")
        if cells.get("licence_url"):
            licence += f" ({cells['licence_url']})"
        rows.append(
            [
                str(key),
                f"{cells.get('publisher', '')}: {cells.get('title', '')}",
                cells.get("reference_date", ""),
                licence,
            ]
        )
        parts = [cells.get(f"attribution_{lang}", ""), cells.get("url", "")]
        words = " · ".join(part for part in parts if part)
        remark = half_in(cells.get("note", ""), lang)
        terms_.append((str(key), f"{words} {remark}".strip()))
    columns = [
        column(Text("Kürzel", "Short name")[lang], mm=28),
        column(Text("Herausgeber und Titel", "Publisher and title")[lang], width=1.5),
        column(Text("Stand", "Reference date")[lang], mm=24),
        column(Text("Lizenz", "Licence")[lang], width=1),
    ]
    caption = Text("Quellen und Lizenzen", "Sources and licences")[lang]
    remark = Text("Quellenvermerke, wie die Lizenzen sie verlangen, und Hinweise:",
                       "Attributions as the licences ask for them, and remarks:")[lang]  # fmt: skip
    return [
        heading(caption),
        table(caption, columns, rows),
        small(remark),
        terms(entry for entry in terms_ if entry[1]),
    ]


def half_in(words: str, lang: Lang) -> str:
    """The half of a remark written "Deutsch. / English." in this language; else all of it.

    >>> half_in("Grob. / Coarse.", "en"), half_in("a/b", "de")
    ('Coarse.', 'a/b')
    """
    halves = words.split(". / ")
    return words if len(halves) != 2 else Text(f"{halves[0]}.", halves[1])[lang]


def _fingerprint(analysis: Analysis, lang: Lang) -> list[Block]:
    words = Text(
        "Dieser Bericht gehört zu einem Lauf mit genau diesem Fingerabdruck (SHA-256 über "
        "Version, alle Einstellungen und die Prüfsummen aller eingelesenen Dateien). Derselbe "
        "steht in manifest.json.",
        "This report belongs to a run with exactly this fingerprint (SHA-256 over version, all "
        "settings and the checksums of all files read). The same one stands in manifest.json.",
    )[lang]
    return [
        heading(Text("Fingerabdruck", "Fingerprint")[lang]),
        text(words),
        note("", fingerprint(analysis)),
    ]
