"""Form controls of the settings: each made from its field and its line in the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from rollout.ags import LAENDER
from rollout.language import Lang, Text, by_name, listed
from rollout.model import Inputs
from rollout.parts_of_country import KINDS, parts_of
from rollout.plan.workload import add_months, first_day, quarter_of, quarter_words
from rollout.potential.evidence import evidence_of, preset_order, preset_remarks
from rollout.readers.countries import country_name
from rollout.readers.cross_border import NEIGHBOURS
from rollout.scenario import Scenario
from rollout.scenario.records import Record, records

from . import ids
from .attributes import Attributes
from .catalogue import (
    experts_pattern,
    goalposts_known,
    limits_pattern,
    usable_presets,
    weights_pattern,
)
from .form_fields import Options, field, select, state
from .forms import InputField, Switch
from .setting_words import hint, label, value_name
from .settings import (
    COUNTRY,
    DROPPED_PATTERN,
    FIXED_PATTERN,
    LONGEST_TYPED,
    NUMBER,
    PICKS_PATTERN,
    SETTINGS,
    Group,
    as_shown,
    crosses_border,
    encode,
    settings_of,
    used_with,
    years,
)
from .words import word

QUARTERS_AHEAD = 24
CLASS_PATTERN = rf"(?:2={NUMBER};3={NUMBER};4={NUMBER};5={NUMBER})?"

# Values of a choice that the data do not allow are not offered.
OFFERED: Mapping[str, Callable[[Inputs, Scenario], Sequence[str]]] = {
    "preset": lambda inputs, _: preset_order(
        list(usable_presets(inputs.catalogue)), evidence_of(inputs)
    ),
    "normalisation": lambda inputs, scenario: [
        key
        for key in records()["normalisation"].choices
        if key != "goalposts" or goalposts_known(inputs.catalogue, scenario)
    ],
}
# What stands behind the name of a value.
REMARKS: Mapping[str, Callable[[Inputs], Mapping[str, Text]]] = {
    "preset": lambda inputs: preset_remarks(evidence_of(inputs)),
}
SCRIPT_PATTERNS: Mapping[str, Callable[[Inputs], str]] = {
    "dimension_weights": lambda inputs: weights_pattern(inputs.catalogue, "dimension"),
    "indicator_weights": lambda inputs: weights_pattern(inputs.catalogue, "id"),
    "expert_weights": lambda inputs: experts_pattern(inputs.catalogue),
    "indicator_least": lambda inputs: limits_pattern(inputs.catalogue),
    "indicator_most": lambda inputs: limits_pattern(inputs.catalogue),
    "class_limits": lambda _: CLASS_PATTERN,
    "require": lambda _: PICKS_PATTERN,
    "exclude": lambda _: PICKS_PATTERN,
    "fixed_regions": lambda _: FIXED_PATTERN,
    "dropped_regions": lambda _: DROPPED_PATTERN,
}


def group(name: Group, inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Controls of one group, in the order of the table; what does not count now is hidden."""
    uses = used_with()
    controls = []
    for key in settings_of(name):
        control = setting(key, inputs, scenario, lang)
        if key in uses:
            counts = any(getattr(scenario, other) in values for other, values in uses[key].items())
            control = html.Div(control, id=ids.setting_field(key), hidden=not counts)
        controls.append(control)
    return controls


def setting(name: str, inputs: Inputs, scenario: Scenario, lang: Lang) -> Component:
    """One setting with its label and, where it says more than the label, its help."""
    record, control = records()[name], SETTINGS[name]
    value = as_shown(name, encode(scenario, record.section)[name])
    if control.widget == "script":
        return state(ids.setting(name), value, SCRIPT_PATTERNS[name](inputs))
    if control.widget == "year":
        output = html.Output(id=ids.YEAR_TEXT)
        entry = field(label(name, lang), _years(name, inputs, scenario), output)
        entry.children = [*entry.children, _play(lang)]
        return entry
    if control.widget == "quarter":
        return field(label(name, lang), _quarters(name, value, lang))
    if control.widget == "across":
        entry = field(label(name, lang), _countries(name, value, lang))
        is_idle = not (value or crosses_border(inputs))
        return html.Div(entry, id=ids.setting_field(name), hidden=is_idle)
    if control.widget == "area":
        return field(label(name, lang), _areas(name, value, inputs, lang))
    if record.kind == "flag":
        switch = Switch(id=ids.setting(name), label=label(name, lang), value=value)
        return html.Div(switch, className="field check")
    return _with_hint(
        field(label(name, lang), _plain(record, value, inputs, scenario, lang)), name, lang
    )


def _with_hint(entry: html.Div, name: str, lang: Lang) -> html.Div:
    text = hint(name, lang)
    if text:
        entry.children = [*entry.children, html.P(text, className="hint")]
    return entry


def _plain(record: Record, value: Any, inputs: Inputs, scenario: Scenario, lang: Lang) -> Component:
    """Control that follows from the kind of the field."""
    id_ = ids.setting(record.name)
    if record.kind == "choice":
        choices_here = OFFERED.get(record.name)
        keys = choices_here(inputs, scenario) if choices_here else record.choices
        remark = REMARKS[record.name](inputs) if record.name in REMARKS else {}
        names = [(key, value_name(record.name, key, lang)) for key in keys]
        options = [
            (key, f"{name} ({remark[key][lang]})" if remark.get(key) else name)
            for key, name in names
        ]
        return select(id_, options, value)
    if record.kind in ("numbers", "reasons"):
        return InputField(
            id=id_, type="text", value=value, maxLength=LONGEST_TYPED, className="search"
        )
    if record.kind not in ("number", "whole"):
        raise ValueError(f"{record.name} is of kind {record.kind!r}, which has no plain control")
    return _number(record, value)


def _number(record: Record, value: float | None) -> InputField:
    """Field of a number; limits in the unit shown, none where the scenario has none."""
    limits = {"min": record.low, "max": SETTINGS[record.name].high or record.high}
    bounds = {
        key: as_shown(record.name, limit) for key, limit in limits.items() if limit is not None
    }
    return InputField(
        id=ids.setting(record.name), type="number", step=record.step or "any", value=value,
        className="number", **bounds,
    )  # fmt: skip


def _years(name: str, inputs: Inputs, scenario: Scenario) -> InputField:
    """Range over the founding years; the step after the last year means the whole register."""
    first, last = years(inputs)
    day: dt.date | None = getattr(scenario, name)
    return InputField(
        id=ids.setting(name), type="range", min=first, max=last + 1, step=1,
        value=day.year if day else last + 1, className="range",
    )  # fmt: skip


def _play(lang: Lang) -> html.Button:
    """Goes through the years, and stops."""
    text = word("play", lang)
    look = Attributes({"data-open": "play", "aria-label": text, "aria-pressed": "false"})
    return html.Button(className="play", type="button", title=text, **look)


def _quarters(name: str, value: str | None, lang: Lang) -> Component:
    """Quarters to come, and the day of the scenario file if there is one."""
    quarter = first_day(quarter_of(dt.date.today()))
    days = [add_months(quarter, 3 * n) for n in range(QUARTERS_AHEAD)]
    options = [(day.isoformat(), quarter_words(quarter_of(day))[lang]) for day in days]
    if value and value not in dict(options):
        options.insert(0, (value, value))
    return select(ids.setting(name), [("", word("open", lang)), *options], value or "")


def _countries(name: str, value: str, lang: Lang) -> Component:
    """One of the neighbour countries, or the several of the scenario file."""
    codes = [*NEIGHBOURS, value] if ";" in value else NEIGHBOURS
    names = [(code, listed([country_name(key)[lang] for key in code.split(";")], lang))
             for code in codes]  # fmt: skip
    names.sort(key=lambda pair: by_name(pair[1]))
    return select(ids.setting(name), [("", word("any_country", lang)), *names], value)


def _areas(name: str, value: str, inputs: Inputs, lang: Lang) -> Component:
    """As above the map, every Land, chamber and planning region; several out of a file."""
    parts = [(part.label, f"{KINDS[part.kind][lang]}: {part.name}") for part in parts_of(inputs)]
    options = [("", word("area_above", lang)), *parts]
    if value and value not in dict(options):
        options.insert(0, (value, value))
    return select(ids.setting(name), options, value)


def what_counts(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Land, rule, radius, as-of date and filters: what every map shows."""
    return [land_control(inputs, lang), *group("counts", inputs, scenario, lang)]


def rule_options(lang: Lang) -> Options:
    """The coverage rules."""
    return [(key, value_name("rule", key, lang)) for key in records()["rule"].choices]


def land_control(inputs: Inputs, lang: Lang) -> Component:
    """Part of the country the map, the rates and the list look at."""
    present = sorted(set(inputs.districts["land"]))
    names = sorted(((key, LAENDER[key]) for key in present), key=lambda pair: by_name(pair[1]))
    options = [(COUNTRY, word("germany", lang)), *names]
    return field(word("land", lang), select(ids.LAND, options, COUNTRY))
