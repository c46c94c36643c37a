"""Flags of the commands: the fields of `Scenario` and `Sources`, and a command's own parameters.

A command is a plain function. Its parameter `scenario` becomes the flags of the scenario sections
it names, its parameter `sources` those of the files it reads (all, or the ones its annotation
names); every other parameter becomes one flag, or an argument when it has no default. Its help
stands in its annotation, `Annotated[int, Text(...)]`, or in `PARAMETERS`.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import NoneType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    get_args,
    get_origin,
    get_type_hints,
)

import typer

from rollout.cli.suggestions import did_you_mean
from rollout.errors import Problem, ScenarioError, parameter_error
from rollout.files.guarded import check_path
from rollout.language import Lang, Text
from rollout.maps.layers import LAYERS
from rollout.scenario import Scenario
from rollout.scenario.fields import UNITS, choices_of, is_pairs, section_of

if TYPE_CHECKING:
    from rollout.readers.assignment import Assignment

# Help of the parameters that several commands share, and of `data import indicators`, which has too
# many for a signature; any other parameter says it in its annotation.
PARAMETERS = {
    "out": Text("Ziel (Ordner oder Datei)", "Target (folder or file)"),
    "lang": Text("Sprache: de oder en", "Language: de or en"),
    "land": Text("Nur dieses Land (BY, 09 oder Bayern)", "Only this Land (BY, 09 or Bayern)"),
    "verbose": Text(
        "Alles auf den Bildschirm: Tabellen und jeder Hinweis",
        "All on the screen: tables and every note",
    ),
    "quiet": Text("Nur Fehler melden", "Tell errors only"),
    "json": Text("Als JSON für Skripte ausgeben", "Print JSON for scripts"),
    "founding": Text("Kennung der Gründung", "Identifier of the founding"),
    "date": Text(
        "Datum, so genau wie bekannt: 2026, 2026-05, 2026-05-17 (Vorgabe: heute)",
        "Date as exactly as known: 2026, 2026-05, 2026-05-17 (default: today)",
    ),
    "initiative": Text("Kennung ⟦g:der Initiative⟧", "Identifier of the ⟦initiative⟧"),
    "cells": Text("Angaben als SPALTE=TEXT, mehrere möglich", "Values as COLUMN=TEXT, one or more"),
    "file": Text("Datei oder Ordner des Herausgebers", "File or folder of the publisher"),
    "as_": Text(
        "Kürzel des Indikators im Katalog (neu oder vorhanden)",
        "Id of the indicator in the catalogue (new or known)",
    ),
    "column": Text(
        "Reihe der Datei: Nummer, Name oder Teil des Namens",
        "Series of the file: number, name or part of the name",
    ),
    "year": Text(
        "Jahr der Werte (sonst das neueste der Datei)",
        "Year of the values (else the newest in the file)",
    ),
    "factor": Text(
        "Jeden Wert damit malnehmen (1000 bei „in 1000“)",
        'Multiply every value by this (1000 for "in 1000")',
    ),
    "kind": Text(
        "count, rate, share, index oder distance; danach wird umgerechnet",
        "count, rate, share, index or distance; values are converted by it",
    ),
    "unit": Text("Einheit", "Unit"),
    "name": Text("Name des Indikators", "Name of the indicator"),
    "axis": Text("need, capacity oder reference", "need, capacity or reference"),
    "direction": Text("more, less oder ideal", "more, less or ideal"),
    "ideal": Text("Idealwert bei --direction ideal", "Ideal value with --direction ideal"),
    "weight": Text("Gewicht in der Bewertung", "Weight in the score"),
    "weigh_by": Text(
        "Reihe, die Quoten zusammengelegter Kreise wichtet (Einwohner)",
        "Series that weighs rates of merged districts (inhabitants)",
    ),
    "split_by": Text(
        "Anzahlen geteilter Kreise nach population oder area",
        "Split counts of divided districts by population or area",
    ),
    "zero_is_unknown": Text(
        "Die Null steht für unbekannt oder geheim", "Zero means unknown or secret"
    ),
    "chamber": Text("Nur dieser IHK-Bezirk (Name)", "Only this chamber district (name)"),
}
SHORT = {"verbose": ("--verbose", "-v"), "quiet": ("--quiet", "-q")}
CHOICES = {"layer": LAYERS}  # parameters that name an entry of a register
SCENARIO_FILE = Text("Szenariodatei (TOML); Schalter gehen vor", "Scenario file (TOML); flags win")
PAIRS_HINT = Text("SCHLÜSSEL=WERT, mehrfach möglich", "KEY=VALUE, may be repeated")
LIST_HINT = Text("mehrfach möglich", "may be repeated")
SOURCES_PANEL = Text("Eigene Daten", "Own data")
SECTION_TITLES = {
    "coverage": Text("Abdeckung", "Coverage"),
    "potential": Text("Gründungspotenzial", "Founding potential"),
    "bands": Text("Rangbänder", "Rank bands"),
    "plan": Text("Plan", "Plan"),
    "calendar": Text("Kalender", "Calendar"),
}
DEFAULT_WORD = Text("Vorgabe", "default")


@dataclass(frozen=True)
class Sources:
    """Where a command reads from; every field is a flag. What is not named comes with the program.

    A command that reads only some of them says which: `Annotated[Sources, "register", "data"]`.
    """

    data: Annotated[
        Path | None,
        Text("Ordner mit den Daten statt der mitgelieferten", "Folder with the data to use"),
    ] = None
    register: Annotated[
        Path | None, Text("Eigenes Register (CSV oder XLSX)", "Own register (CSV or XLSX)")
    ] = None
    columns: Annotated[
        Sequence[str],
        Text(
            "Spalte zuordnen: ÜBERSCHRIFT=SPALTE (mehrfach möglich)",
            "Assign a column: HEADER=COLUMN (may be repeated)",
        ),
    ] = ()
    values: Annotated[
        Sequence[str],
        Text(
            "Wörter zuordnen: 'status:Gast=networked,ausgetreten=skip' (mehrfach möglich; skip "
            "lässt die Zeilen weg)",
            "Assign words: 'status:guest=networked,former=skip' (may be repeated; skip leaves "
            "the rows out)",
        ),
    ] = ()
    status: Annotated[
        str | None,
        Text(
            "Ein Status für alle Zeilen: networked, founding oder unconnected",
            "One status for all rows: networked, founding or unconnected",
        ),
    ] = None
    skip_doubtful: Annotated[
        bool,
        Text(
            "Zeilen mit Fehlern weglassen und auflisten statt die Datei abzulehnen",
            "Leave out rows with errors and list them instead of refusing the file",
        ),
    ] = False
    mapping: Annotated[
        Path | None,
        Text(
            "Zuordnung (TOML) von Spalten, Wörtern, Status und Arten; rollout check schreibt sie",
            "Mapping (TOML) of columns, words, status and kinds; rollout check writes it",
        ),
    ] = None
    foundings: Annotated[
        Path | None,
        Text(
            "Eigene Liste der Gründungen (CSV oder XLSX)", "Own record of foundings (CSV or XLSX)"
        ),
    ] = None
    checks: Annotated[
        Path | None,
        Text("Eigene Liste der Nachfragen (CSV oder XLSX)", "Own record of checks (CSV or XLSX)"),
    ] = None
    workspace: Annotated[
        str | None,
        Text(
            "Arbeitsbereich: Datei oder postgresql://SERVER/NAME (sonst der eigene, sobald es ihn "
            "gibt)",
            "Workspace: a file or postgresql://SERVER/NAME (else your own, once there is one)",
        ),
    ] = None
    territory: Annotated[
        str | None,
        Text("Gebietsstand: die Kreise dieses Tages, etwa 2021-07-01 oder 2026-01-01",
             "Territorial status: the districts of this day, such as 2021-07-01 or 2026-01-01"),
    ] = None  # fmt: skip

    @property
    def column_of(self) -> dict[str, str]:
        """Column of ours for every header that `--columns` assigns."""
        return pairs("--columns", self.columns)

    @property
    def is_assigned(self) -> bool:
        """Whether a flag says how the list is to be read."""
        return bool(self.columns or self.values or self.status or self.skip_doubtful)

    def assignment(self, *, may_be_new: bool = False) -> Assignment:
        """What the mapping file says, with the flags on top.

        Parameters
        ----------
        may_be_new
            Whether the mapping need not exist yet, because the command will write it.
        """
        from rollout.readers.assignment import (
            PLAIN,
            Assignment,
            parse_values,
            read_assignment,
            status_of,
        )

        is_new = may_be_new and self.mapping is not None and not self.mapping.exists()
        before = read_assignment(self.mapping) if self.mapping and not is_new else PLAIN
        columns = self.column_of
        values = parse_values(self.values, {**before.columns, **columns})
        status = status_of(self.status) if self.status else None
        flags = Assignment(columns, values, status, skip_doubtful=self.skip_doubtful)
        return before.with_changes(flags)


SHIPPED = Sources()
SOURCES = get_type_hints(Sources, include_extras=True)


def flag_of(name: str) -> str:
    """Name of the flag of a parameter.

    >>> flag_of("radius_km")
    '--radius-km'
    """
    return f"--{name.rstrip('_').replace('_', '-')}"


def as_command(
    function: Callable[..., Any], lang: Lang, sections: Sequence[str] = ()
) -> Callable[..., Any]:
    """Give a plain function the signature Typer reads, with help in one language."""
    hints = get_type_hints(function, include_extras=True)
    parameters = inspect.signature(function).parameters
    scenario_fields = [
        name for name, info in Scenario.model_fields.items() if section_of(info) in sections
    ]
    # What is a field of the scenario is no source as well.
    source_names = [n for n in _source_names(hints.get("sources")) if n not in scenario_fields]
    flags: list[inspect.Parameter] = []
    for name, parameter in parameters.items():
        if name == "sources":
            flags += [_source_flag(source, lang) for source in source_names]
        elif name != "scenario":
            flags.append(_own_flag(parameter, hints[name], lang))
    if "scenario" in parameters:
        flags += [_scenario_file(lang), *(_field_flag(n, lang) for n in scenario_fields)]

    @functools.wraps(function)
    def command(**values: Any) -> Any:
        _check_paths(values.values())
        if "scenario" in parameters:
            requested = {name: values.pop(name) for name in scenario_fields}
            values["scenario"] = read_scenario(requested, values.pop("scenario_file"))
        if "sources" in parameters:
            values["sources"] = Sources(**{name: values.pop(name) for name in source_names})
        return function(**values)

    command.__signature__ = inspect.Signature(flags)  # type: ignore[attr-defined]
    command.__annotations__ = {flag.name: flag.annotation for flag in flags}
    return command


def _check_paths(values: Iterable[Any]) -> None:
    """Refuse paths nothing can be asked about, before anybody asks."""
    for value in values:
        for path in value if isinstance(value, list) else (value,):
            if isinstance(path, Path):
                check_path(path)


def _source_names(annotation: Any) -> list[str]:
    """Sources a command reads: those its annotation names, else all."""
    names = getattr(annotation, "__metadata__", ()) or tuple(SOURCES)
    unknown = [name for name in names if name not in SOURCES]
    if unknown:
        raise TypeError(f"unknown sources {unknown}; there are {list(SOURCES)}")
    return list(names)


def _source_flag(name: str, lang: Lang) -> inspect.Parameter:
    kind, text = get_args(SOURCES[name])
    panel = None if name == "register" else SOURCES_PANEL[lang]
    option = typer.Option(flag_of(name), help=text[lang], show_default=False, rich_help_panel=panel)
    if kind == Sequence[str]:
        return _keyword(name, Annotated[list[str], option], [])  # Typer knows no other sequence
    if kind is bool:
        return _keyword(name, Annotated[kind, option], False)
    return _keyword(name, Annotated[kind, option], None)


def _own_flag(parameter: inspect.Parameter, kind: Any, lang: Lang) -> inspect.Parameter:
    words, kind = _help_and_kind(parameter.name, kind)
    text = words[lang]
    if parameter.default is inspect.Parameter.empty:
        return _keyword(parameter.name, Annotated[kind, typer.Argument(help=text)])
    if kind == Sequence[str]:  # Typer knows no other sequence than a list
        option = typer.Option(flag_of(parameter.name), help=text, show_default=False)
        return _keyword(parameter.name, Annotated[list[str], option], [])
    if parameter.default not in (None, False, []) and parameter.name != "lang":
        text += f" ({DEFAULT_WORD[lang]}: {parameter.default})"
    if parameter.name in CHOICES:
        kind = Literal[*CHOICES[parameter.name]]
    names = SHORT.get(parameter.name, (flag_of(parameter.name),))
    option = typer.Option(*names, help=text, show_default=False)
    default = lang if parameter.name == "lang" else parameter.default
    return _keyword(parameter.name, Annotated[kind, option], default)


def _help_and_kind(name: str, annotation: Any) -> tuple[Text, Any]:
    """Help of a parameter, from its annotation or shared by name, and its plain type."""
    if get_origin(annotation) is Annotated:
        kind, words = get_args(annotation)
        return words, kind
    if name not in PARAMETERS:
        raise TypeError(f"the parameter {name} needs its help: Annotated[..., Text(de, en)]")
    return PARAMETERS[name], annotation


def _keyword(
    name: str, annotation: Any, default: Any = inspect.Parameter.empty
) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, annotation=annotation, default=default)


def _scenario_file(lang: Lang) -> inspect.Parameter:
    option = typer.Option("--scenario", help=SCENARIO_FILE[lang])
    return _keyword("scenario_file", Annotated[Path | None, option], None)


def _field_flag(name: str, lang: Lang) -> inspect.Parameter:
    """Build the flag of a scenario field; None or an empty list: the user did not give it."""
    info = Scenario.model_fields[name]
    extra = info.json_schema_extra
    assert isinstance(extra, dict)
    text = str(extra[f"help_{lang}"])
    panel = SECTION_TITLES[section_of(info)][lang]
    if isinstance(info.default, tuple):
        text += f" ({(PAIRS_HINT if is_pairs(info) else LIST_HINT)[lang]})"
        option = typer.Option(flag_of(name), help=text, show_default=False, rich_help_panel=panel)
        return _keyword(name, Annotated[list[str], option], [])
    if info.default not in (None, True, False):
        unit = UNITS[str(extra["unit"])][lang]
        text += f" ({DEFAULT_WORD[lang]}: {info.default} {unit}".rstrip() + ")"
    kind = _plain_type(info.annotation)
    flag = flag_of(name)
    if kind is bool:
        flag = f"{flag}/--no-{flag.removeprefix('--')}"
    option = typer.Option(flag, help=text, show_default=False, rich_help_panel=panel,
                          autocompletion=_completion(choices_of(info)))  # fmt: skip
    return _keyword(name, Annotated[kind | None, option], None)


def _completion(choices: Sequence[str]) -> Callable[[str], list[str]] | None:
    """What the tab key offers for a value; None where any value may stand."""
    if not choices:
        return None

    def beginning_with(incomplete: str) -> list[str]:
        return [choice for choice in choices if choice.startswith(incomplete)]

    return beginning_with


def _plain_type(annotation: Any) -> type:
    """Type the command line reads; Scenario checks the value itself."""
    kinds = [kind for kind in (get_args(annotation) or (annotation,)) if kind is not NoneType]
    return next((kind for kind in kinds if kind in (int, float, bool)), str)


def read_scenario(flags: dict[str, Any], path: Path | None) -> Scenario:
    """Scenario of the file, if any, with the flags on top."""
    base = Scenario.from_toml(path) if path else Scenario()
    values = {name: value for name, value in flags.items() if value is not None and value != []}
    for name in values:
        if is_pairs(Scenario.model_fields[name]):
            values[name] = dict(_pair(flag_of(name), text) for text in values[name])
    try:
        return base.changed(**values)
    except ScenarioError as error:
        raise ScenarioError(map(as_typed, error.problems)) from None


def as_typed(problem: Problem) -> Problem:
    """The finding about a field under the name of its flag, with the word that was meant."""
    field, _, below = problem.file.removeprefix("Scenario.").partition(".")
    if field == problem.file.partition(".")[0] or field not in Scenario.model_fields:
        return problem
    flag = f"{flag_of(field)} {below}".rstrip()
    choices = choices_of(Scenario.model_fields[field])
    value = problem.finding.en.removeprefix("is ").strip("'")
    meant = Text("", "") if problem.remedy.en else did_you_mean(value, choices)
    return replace(problem, file=flag, remedy=problem.remedy if problem.remedy.en else meant)


def pairs(flag: str, texts: Sequence[str]) -> dict[str, str]:
    """Keys and values of KEY=VALUE texts, in order."""
    return dict(_pair(flag, text) for text in texts)


def _pair(flag: str, text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign:
        expected = Text("SCHLÜSSEL=WERT", "KEY=VALUE")
        raise parameter_error(flag, Text(f"ist {text!r}", f"is {text!r}"), expected)
    return key.strip(), value.strip()
