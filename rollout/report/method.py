"""The annex: every setting, weight, source and note behind the report, and its fingerprint."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.errors import Problem
from rollout.export.labels import label
from rollout.export.manifest import fingerprint
from rollout.language import Text
from rollout.potential.presets import DIFFUSION, preset
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
from rollout.report.voice import Voice
from rollout.scenario import Scenario
from rollout.scenario.fields import section_of

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

SECTIONS = {
    "coverage": Text("Abdeckung", "Coverage"),
    "potential": Text("Gründungspotenzial", "Founding potential"),
    "bands": Text("Rangbänder", "Rank bands"),
    "plan": Text("Plan", "Plan"),
    "calendar": Text("Kalender", "Calendar"),
}
DIRECTIONS = {
    "more": Text("viel spricht dafür", "more speaks for it"),
    "less": Text("wenig spricht dafür", "less speaks for it"),
}
AXES = {
    "need": Text("Bedarf", "need"),
    "capacity": Text("Voraussetzungen", "capacity"),
    "reference": Text("Bezugsgröße", "reference"),
}
LEVELS = {"repaired": Text("repariert", "repaired"), "note": Text("Hinweis", "note")}
ON, OFF, UNSET = Text("ja", "yes"), Text("nein", "no"), Text("keine Vorgabe", "not set")
UNITS = {
    "share": Text("", ""),  # the help of the field says that it is one
    "full-time": Text("Vollzeitstellen", "full-time equivalents"),
    "districts": Text("Kreise", "districts"),
    "points": Text("Punkte", "points"),
    "months": Text("Monate", "months"),
    "days": Text("Tage", "days"),
}


def method_section(analysis: Analysis, plan: RolloutPlan | None, voice: Voice) -> Block:
    """Method, data and sources."""
    return section(
        voice.say("Methode, Daten und Quellen", "Method, data and sources"),
        [
            *_definition(analysis, voice),
            *_weights(analysis, voice),
            *_indicators(analysis, voice),
            *_settings(analysis.scenario, voice),
            *_notes(analysis, plan, voice),
            *_sources(analysis, voice),
            heading(voice.say("Begriffe", "Terms")),
            terms((entry.term[voice.lang], entry.meaning[voice.lang]) for entry in GLOSSARY),
            *_fingerprint(analysis, voice),
        ],
        own_page=True,
    )


def _definition(analysis: Analysis, voice: Voice) -> list[Block]:
    made = label(analysis)
    caution = made.note[voice.lang]
    return [
        heading(voice.say("Definition", "Definition")),
        points([made.definition[voice.lang], made.data_years[voice.lang]]),
        *([note("", caution, warm=True)] if caution else []),
    ]


def _weights(analysis: Analysis, voice: Voice) -> list[Block]:
    potential, catalogue = analysis.potential, analysis.inputs.catalogue
    logic = preset(analysis.scenario.preset)
    known = catalogue.to_dict("index")
    rows = []
    for name, weight in potential.weights.items():
        entry = known.get(name, {})
        rows.append(
            [
                str(entry.get(f"name_{voice.lang}", name)),
                _axis(entry, voice),
                _direction(potential.directions[str(name)], voice),
                str(entry.get(f"unit_{voice.lang}", "")),
                voice.percent(float(weight)),
                _year(entry.get("year"), voice),
                str(entry.get("source", "")),
            ]
        )
    columns = [
        column(voice.say("Indikator", "Indicator"), width=1.5),
        column(voice.say("Achse", "Axis"), mm=27),
        column(voice.say("Richtung", "Direction"), mm=22),
        column(voice.say("Einheit", "Unit"), width=0.6),
        column(voice.say("Gewicht", "Weight"), "right"),
        column(voice.say("Jahr", "Year"), "right"),
        column(voice.say("Quelle", "Source"), mm=24),
    ]
    caption = voice.say(
        "Wirksame Gewichte aller bewerteten Indikatoren (die Kürzel der Quellen stehen bei den "
        "Quellen)",
        "Effective weights of all scored indicators (the short names are those of the sources)",
    )
    share = analysis.scenario.diffusion_share
    diffusion = [text(f"{DIFFUSION.assumes[voice.lang]} {DIFFUSION.misses[voice.lang]}")]
    return [
        heading(voice.say("Gewichte", "Weights")),
        text(f"{logic.name[voice.lang]}. {logic.assumes[voice.lang]} {logic.misses[voice.lang]}"),
        *(diffusion if share > 0 else []),
        table(caption, columns, rows),
    ]


def _axis(entry: Mapping[Hashable, Any], voice: Voice) -> str:
    axis = AXES.get(str(entry.get("axis", "")))
    return voice.number(None) if axis is None else axis[voice.lang]


def _direction(direction: str | tuple[str, float], voice: Voice) -> str:
    if isinstance(direction, tuple):
        ideal = voice.number(direction[1], 1)
        return voice.say(f"am besten {ideal}", f"best at {ideal}")
    return DIRECTIONS[direction][voice.lang]


def _year(year: Any, voice: Voice) -> str:
    number = pd.to_numeric(year, errors="coerce")
    return voice.number(None) if pd.isna(number) else f"{number:.0f}"


def _indicators(analysis: Analysis, voice: Voice) -> list[Block]:
    catalogue = analysis.inputs.catalogue
    entries = []
    for _, row in catalogue.iterrows():
        why, weak = row.get(f"why_{voice.lang}"), row.get(f"weakness_{voice.lang}")
        parts = [str(part) for part in (why, weak) if isinstance(part, str) and part]
        entries.append((str(row[f"name_{voice.lang}"]), " ".join(parts)))
    title = voice.say("Was die Indikatoren zeigen und wo sie schwach sind",
                      "What the indicators show and where they are weak")  # fmt: skip
    return [heading(title), terms(entries)]


def _settings(scenario: Scenario, voice: Voice) -> list[Block]:
    blocks = [heading(voice.say("Alle Einstellungen", "All settings"))]
    fields: dict[str, list[list[str]]] = {}
    for name, info in Scenario.model_fields.items():
        extra = info.json_schema_extra
        assert isinstance(extra, dict)
        unit = UNITS.get(str(extra["unit"]), Text(*(2 * (str(extra["unit"]),))))
        value = setting(getattr(scenario, name), unit, voice)
        help_ = str(extra[f"help_{voice.lang}"])
        fields.setdefault(section_of(info), []).append([name, help_, value])
    columns = [
        column(voice.say("Feld", "Field"), mm=35),
        column(voice.say("Bedeutung", "Meaning"), width=2.4),
        column(voice.say("Wert", "Value"), width=1),
    ]
    order = [key for key in SECTIONS if key in fields] + sorted(fields.keys() - SECTIONS.keys())
    for key in order:
        name = SECTIONS[key][voice.lang] if key in SECTIONS else key
        caption = voice.say(f"Einstellungen: {name}", f"Settings: {name}")
        blocks.append(table(caption, columns, fields[key]))
    return blocks


def setting(value: Any, unit: Text, voice: Voice) -> str:
    """The value of a scenario field for people.

    >>> setting(2.5, Text("km", "km"), Voice("de")), setting((), Text("", ""), Voice("en"))
    ('2,5 km', 'not set')
    """
    if value is None or value == ():
        return UNSET[voice.lang]
    if isinstance(value, bool):
        return (ON if value else OFF)[voice.lang]
    if isinstance(value, int | float):
        return f"{_short(value, voice)} {unit[voice.lang]}".strip()
    if isinstance(value, tuple):
        return "; ".join(_entry(entry, voice) for entry in value)
    return str(value)


def _short(value: float, voice: Voice) -> str:
    """As many decimals as needed, at most four."""
    decimals = next((d for d in range(4) if round(value, d) == value), 4)
    return voice.number(value, decimals)


def _entry(entry: Any, voice: Voice) -> str:
    if not isinstance(entry, tuple):
        return str(entry)
    parts = [_short(part, voice) if isinstance(part, float) else str(part) for part in entry]
    return " = ".join(parts)


def _notes(analysis: Analysis, plan: RolloutPlan | None, voice: Voice) -> list[Block]:
    found: list[Problem] = [*analysis.notes, *(plan.notes if plan else ())]
    title = heading(voice.say("Hinweise zu den Daten", "Notes on the data"))
    if not found:
        none = voice.say("Nichts musste ergänzt, gekürzt oder repariert werden.",
                         "Nothing had to be filled, cut or repaired.")  # fmt: skip
        return [title, text(none)]
    rows = [[_level(entry, voice), _message(entry, voice)] for entry in found]
    columns = [
        column(voice.say("Stufe", "Level")),
        column(voice.say("Hinweis", "Note"), width=1),
    ]
    caption = voice.say(
        "Alles, was ergänzt, geändert oder weggelassen wurde",
        "Everything filled, changed or left out",
    )
    return [title, table(caption, columns, rows)]


def _level(entry: Problem, voice: Voice) -> str:
    return LEVELS[entry.level][voice.lang] if entry.level in LEVELS else entry.level


def _message(entry: Problem, voice: Voice) -> str:
    """The note without the folder its file lay in."""
    from dataclasses import replace
    from pathlib import PurePath

    return replace(entry, file=PurePath(entry.file).name).message(voice.lang)


def _sources(analysis: Analysis, voice: Voice) -> list[Block]:
    rows, terms_ = [], []
    for key, source in analysis.inputs.sources.iterrows():
        told = {name: str(value) for name, value in source.items() if isinstance(value, str)}
        licence = told.get("licence", "")
        if told.get("licence_url"):
            licence += f" ({told['licence_url']})"
        rows.append(
            [
                str(key),
                f"{told.get('publisher', '')}: {told.get('title', '')}",
                told.get("reference_date", ""),
                licence,
            ]
        )
        parts = [told.get(f"attribution_{voice.lang}", ""), told.get("url", "")]
        words = " · ".join(part for part in parts if part)
        remark = own_half(told.get("note", ""), voice)
        terms_.append((str(key), f"{words} {remark}".strip()))
    columns = [
        column(voice.say("Kürzel", "Short name"), mm=28),
        column(voice.say("Herausgeber und Titel", "Publisher and title"), width=1.5),
        column(voice.say("Stand", "Reference date"), mm=24),
        column(voice.say("Lizenz", "Licence"), width=1),
    ]
    caption = voice.say("Quellen und Lizenzen", "Sources and licences")
    remark = voice.say("Quellenvermerke, wie die Lizenzen sie verlangen, und Hinweise:",
                       "Attributions as the licences ask for them, and remarks:")  # fmt: skip
    return [
        heading(caption),
        table(caption, columns, rows),
        small(remark),
        terms(entry for entry in terms_ if entry[1]),
    ]


def own_half(words: str, voice: Voice) -> str:
    """The half of a remark written "Deutsch. / English." in this language; else all of it.

    >>> own_half("Grob. / Coarse.", Voice("en")), own_half("a/b", Voice("de"))
    ('Coarse.', 'a/b')
    """
    halves = words.split(". / ")
    if len(halves) != 2:
        return words
    return f"{halves[0]}." if voice.lang == "de" else halves[1]


def _fingerprint(analysis: Analysis, voice: Voice) -> list[Block]:
    words = voice.say(
        "Dieser Bericht gehört zu einem Lauf mit genau diesem Fingerabdruck (SHA-256 über "
        "Version, alle Einstellungen und die Prüfsummen aller eingelesenen Dateien). Derselbe "
        "steht in manifest.json.",
        "This report belongs to a run with exactly this fingerprint (SHA-256 over version, all "
        "settings and the checksums of all files read). The same one stands in manifest.json.",
    )
    return [
        heading(voice.say("Fingerabdruck", "Fingerprint")),
        text(words),
        note("", fingerprint(analysis)),
    ]
