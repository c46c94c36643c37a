"""Write the handbook pages that follow from the program: settings, commands, indicators, files.

Run `python tools/handbook_tables.py` after a change of any of them; a test compares.
"""

from __future__ import annotations

import ast
import csv
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import typer  # noqa: E402

from dashboard.server.help_pages import anchor  # noqa: E402
from rollout.cli.commands import SECTIONS as SECTIONS_OF  # noqa: E402
from rollout.cli.commands import build_app  # noqa: E402
from rollout.cli.options import flag_of  # noqa: E402
from rollout.export.columns import fixed_columns  # noqa: E402
from rollout.founding_steps import CARRIERS, FAVOURABLE, OBSTACLES, STEPS  # noqa: E402
from rollout.founding_steps import COLUMNS as FOUNDING_COLUMNS  # noqa: E402
from rollout.inquiries import ANSWERS  # noqa: E402
from rollout.scenario import Scenario  # noqa: E402
from rollout.scenario.fields import UNITS, choices_of, is_pairs, section_of  # noqa: E402
from rollout.scenario.presets import PRESETS  # noqa: E402
from rollout.workspace.kinds import kind_of  # noqa: E402
from rollout.workspace.roles import PUBLIC, ROLES, TITLES  # noqa: E402
from rollout.workspace.roles import table as role_table  # noqa: E402
from tests.test_layers import LAYERS  # noqa: E402
from tools.handbook_words import (  # noqa: E402
    CHECKS,
    EXAMPLES,
    FILES,
    FOUNDINGS,
    GPKG,
    OUTPUTS,
    SECTIONS,
)

HANDBOOK = ROOT / "docs" / "handbuch"
NOT_TOLD = ("help", "scenario_file", "lang")
AXES = {"need": "Bedarf", "capacity": "Voraussetzungen", "reference": "Bezugsgröße"}
DIRECTIONS = {
    "more": "viel spricht für eine Gründung",
    "less": "wenig spricht für eine Gründung",
    "ideal": "nahe am Idealwert spricht für eine Gründung",
    "": "geht nicht in die Bewertung ein",
}


def table(head: list[str], rows: list[list[str]]) -> str:
    """Markdown table.

    >>> table(["a"], [["x | y"]])
    '| a |\\n|---|\\n| x \\\\| y |\\n'
    """
    lines = [head, ["---"] * len(head)] + [[c.replace("|", "\\|") for c in row] for row in rows]
    text = ["| " + " | ".join(line) + " |" for line in lines]
    text[1] = "|" + "---|" * len(head)
    return "\n".join(text) + "\n"


# Settings


def settings() -> str:
    """Every field of a scenario: flag, default, limits, meaning."""
    parts = [
        "# Alle Einstellungen",
        "Jede Einstellung gibt es dreimal mit demselben Namen: als Schalter der Befehle, als Feld "
        "der Szenariodatei `scenario.toml` und (die wichtigsten) als Bedienelement im Dashboard. "
        "In der Datei stehen die Felder unter ihrem Abschnitt, etwa:",
        '```toml\n[coverage]\nrule = "radius"\nradius_km = 25.0\n\n[plan]\nwaves = 2\n'
        'require = { "09662" = "Kammer hat zugesagt" }\n```',
        "Schalter gehen vor, wenn beides angegeben ist. Was nicht dasteht, hat seine Vorgabe. "
        "Schalter mit SCHLÜSSEL=WERT lassen sich wiederholen: "
        "`--require 09662=zugesagt --require 07111=Wunsch`.",
    ]
    for section, fields in _by_section().items():
        title, about = SECTIONS[section]
        rows = [_setting(name, info) for name, info in fields.items()]
        parts += [f"## {title}", f"{about} Abschnitt `[{section}]`."]
        parts.append(table(["Feld", "Schalter", "Vorgabe", "Erlaubt", "Bedeutung"], rows))
    return _page(parts)


def _by_section() -> dict[str, dict[str, Any]]:
    sections: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    for name, info in Scenario.model_fields.items():
        sections[section_of(info)][name] = info
    return {section: fields for section, fields in sections.items() if fields}


def _setting(name: str, info: Any) -> list[str]:
    extra = info.json_schema_extra
    flag = flag_of(name)
    if info.annotation is bool:
        flag += f"`, `--no-{flag.removeprefix('--')}"
    meaning = extra["help_de"]
    return [f"`{name}`", f"`{flag}`", _default(info), _limits(info, extra["unit"]), meaning]


def _default(info: Any) -> str:
    value = info.default
    if value in (None, ()):
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


def _limits(info: Any, unit: str) -> str:
    bounds = {
        key: getattr(entry, key)
        for entry in info.metadata for key in ("ge", "gt", "le", "lt")
        if getattr(entry, key, None) is not None
    }  # fmt: skip
    low = bounds.get("ge", bounds.get("gt"))
    high = bounds.get("le", bounds.get("lt"))
    unit = UNITS[unit].de
    if low is None:
        if is_pairs(info):
            return f"SCHLÜSSEL=WERT{f' ({unit})' if unit else ''}"
        return unit or ", ".join(choices_of(info)) or _kind(info.annotation)
    over = "über " if "gt" in bounds else ""
    text = f"{over}{_plain(low)} bis {_plain(high)}" if high is not None else f"ab {_plain(low)}"
    return f"{text} {unit}".strip()


def _kind(annotation: Any) -> str:
    """What may stand there: yes or no, a date."""
    kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
    kind = kinds[0] if kinds else annotation
    return {bool: "ja oder nein", date: "Datum wie 2023-12-31"}.get(kind, "eine Liste")


def _plain(value: float | date) -> str:
    return (
        f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value).replace(".", ",")
    )


# Commands


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its full name, such as `data import indicators`."""
    yield from _leaves(typer.main.get_command(build_app("de")), ())


def _leaves(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        yield " ".join(path), command
        return
    for name, below in command.commands.items():
        yield from _leaves(below, (*path, name))


def command_page() -> str:
    """Every command: what it does, an example, its flags."""
    parts = [
        "# Alle Befehle",
        "Die Befehle laufen in einem Terminal (Eingabeaufforderung). `rollout` zeigt die für jeden "
        "Tag, `rollout --help-all` alle, `rollout run --help` das Wichtigste zu einem und "
        "`rollout run --help-all` jeden Schalter. `rollout --install-completion` richtet die "
        "Tabulatortaste ein. Wer eine Ausgabe in eine Datei oder ein Programm leitet, bekommt "
        "Tabellen mit Tabulatoren getrennt. Überall gilt: `--lang en` schaltet auf "
        "Englisch (oder dauerhaft die Umgebungsvariable `ROLLOUT_LANG=en`), `--data` nennt einen "
        "eigenen Datenordner (oder dauerhaft `ROLLOUT_DATA`), `--territory TAG` den Gebietsstand, "
        "`--scenario DATEI` liest gespeicherte Einstellungen. Was einmal gelesen und geprüft ist, "
        "liegt bis zur nächsten Änderung einer Datei im Cache-Ordner Ihres Kontos (unter Linux "
        "`~/.cache/rollout`, sonst der übliche Ort des Systems); er darf jederzeit gelöscht "
        "werden, und `ROLLOUT_CACHE` nennt einen anderen Ordner oder, leer, keinen.",
        "Ein Befehl endet mit 0, wenn alles gut ging, mit 2, wenn an der Eingabe etwas falsch ist "
        "(alle Fehler werden genannt), und mit 1 bei einem Fehler des Programms.",
    ]
    for name, command in commands():
        parts += _command(name, command)
    return _page(parts)


def _command(name: str, command: Any) -> list[str]:
    rows = [
        [_spelled(parameter), (parameter.help or "").strip()]
        for parameter in command.params
        if parameter.name not in (*Scenario.model_fields, *NOT_TOLD)
    ]
    example = EXAMPLES.get(name, f"rollout {name} --help")
    parts = [f"## rollout {name}", command.help or "", f"```bash\n{example}\n```"]
    if rows:
        parts.append(table(["Angabe", "Bedeutung"], rows))
    used = SECTIONS_OF.get(name, ())
    if used:
        links = [f"[{SECTIONS[key][0]}](einstellungen.md#{SECTIONS[key][0].lower()})"
                 for key in used]  # fmt: skip
        parts.append(f"Dazu alle Einstellungen der Abschnitte {', '.join(links)}.")
    return parts


def _spelled(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{parameter.name.rstrip('_').upper()}`"
    return ", ".join(f"`{flag}`" for flag in parameter.opts)


# Indicators


def indicators() -> str:
    """Every indicator of the catalogue, and the founding logics."""
    rows = list(csv.DictReader(_read("indicator_catalogue.csv")))
    sources = {row["id"]: row for row in csv.DictReader(_read("sources.csv"))}
    parts = [
        "# Indikatoren und Gründungslogiken",
        "Jeder Indikator gehört zu einer Dimension und jede Dimension zu einer Achse: Bedarf "
        "(warum hier eine Initiative gebraucht würde) oder Voraussetzungen (wer sie tragen "
        "könnte). Keine Quelle nennt Gewichte oder Schwellen. Alle Gewichte sind ein Vorschlag, "
        "über den zu reden ist.",
        table(
            ["Kürzel", "Name", "Achse", "Jahr", "Gewicht"],
            [
                [f"`{row['id']}`", f"[{row['short_de']}](#{anchor(_title(row))})",
                 AXES[row["axis"]], row["year"], _weight(row["weight"])]
                for row in rows
            ],
        ),
    ]  # fmt: skip
    for row in rows:
        parts += _indicator(row, sources[row["source"]])
    parts += ["## Gründungslogiken", "Eine Gründungslogik (Einstellung `preset`) ist ein Satz "
              "von Gewichten für einen beobachteten Weg zu einer Initiative."]  # fmt: skip
    for key, preset in PRESETS.items():
        parts += [
            f"### {preset.name.de} (`{key}`)",
            preset.assumes.de,
            f"Was fehlt: {preset.misses.de}",
        ]
        if preset.weights:
            names = {row["id"]: row["short_de"] for row in rows}
            total = sum(preset.weights.values())
            points = [f"{names[i]} {100 * w / total:.0f}" for i, w in preset.weights.items()]
            parts.append(f"Gewichte in Prozent: {', '.join(points)}.")
    return _page(parts)


def _indicator(row: Mapping[str, str], source: Mapping[str, str]) -> list[str]:
    facts = f"{row['name_de']} ({row['unit_de']}). {AXES[row['axis']]}"
    if row["axis"] != "reference":
        facts += f", Dimension „{row['dimension_de']}“"
    facts += f"; {DIRECTIONS[row['direction']]}. Quelle: {source['publisher']}, {row['year']}."
    return [
        f"## {_title(row)}",
        facts,
        f"- Warum dabei: {row['why_de']}\n- Schwäche: {row['weakness_de']}",
    ]


def _title(row: Mapping[str, str]) -> str:
    return f"{row['short_de']} ({row['id']})"


def _weight(text: str) -> str:
    return f"{float(text):g}".replace(".", ",") if text else "–"


def _read(name: str) -> list[str]:
    return (ROOT / "data" / name).read_text(encoding="utf-8").splitlines()


# Files


def files() -> str:
    """Every data file with its columns, every file a run writes."""
    parts = [
        "# Alle Dateien",
        "Die Daten sind CSV-Dateien in UTF-8 mit Komma und Kopfzeile, dazu ein GeoPackage mit "
        "den Grenzen. Eine leere Zelle heißt unbekannt, nie null. Herkunft, Stand und Lizenz "
        "jeder Datei stehen in `data/README.md`, `rollout data status` zeigt sie.",
        "## Mitgelieferte Daten",
    ]
    for name, (about, columns) in FILES.items():
        parts += [f"### {name}", about, _columns(columns)]
    parts += [*_foundings(), *_checks()]
    parts += [
        "### boundaries/districts.gpkg",
        "Grenzen in EPSG:25832 (Meter) in vier Ebenen. Spätere Gebietsstände sind Ebenen mit den "
        "geänderten Zeilen, `districts_2026-01-01` etwa mit Hanau und dem übrigen "
        "Main-Kinzig-Kreis.",
    ]
    for name, (about, columns) in GPKG.items():
        parts += [f"#### Ebene {name}", about, _columns(columns)]
    parts += [
        "## Was `rollout run` schreibt",
        table(["Datei", "Inhalt"], [[f"`{name}`", text] for name, text in OUTPUTS.items()]),
        "## Spalten von districts.csv",
        "Zu diesen Spalten kommen je Indikator sein Wert (Spalte mit seinem Kürzel) und sein "
        "Beitrag zum Potenzial (`part_` und Kürzel).",
        table(
            ["Spalte", "Bedeutung"],
            [[f"`{name}`", column.caption.de] for name, column in fixed_columns().items()],
        ),
    ]
    return _page(parts)


def _foundings() -> list[str]:
    steps = {step.key: f"Schritt {step.number}: {step.text.de} (Datum)" for step in STEPS}
    columns = {name: steps.get(name) or FOUNDINGS[name] for name in FOUNDING_COLUMNS}
    words = {"Träger": CARRIERS, "Günstige Faktoren": FAVOURABLE, "Hindernisse": OBSTACLES}
    return [
        "### foundings.csv und founding_cases.csv",
        "`foundings.csv` hält die eigenen Gründungen fest (mitgeliefert: leer), "
        "`founding_cases.csv` dokumentierte Fälle aus öffentlichen Quellen. Ein Datum ist so genau "
        "wie bekannt: 2026, 2026-05 oder 2026-05-17; leer heißt noch nicht geschehen oder "
        "unbekannt.",
        _columns({"id": FOUNDINGS["id"]} | columns),
        *(
            f"{title}: " + ", ".join(f"`{key}` ({text.de})" for key, text in texts.items()) + "."
            for title, texts in words.items()
        ),
    ]


def _checks() -> list[str]:
    answers = ", ".join(f"`{key}` ({text.de})" for key, text in ANSWERS.items())
    return [
        "### checks.csv",
        "`checks.csv` hält fest, wen Sie gefragt haben, ob es eine Initiative gibt (nicht "
        "mitgeliefert; `rollout inquiry add` legt sie an, `--checks` liest sie). Je Kreis zählt "
        "die "
        "neueste Antwort.",
        _columns(CHECKS),
        f"Antworten: {answers}.",
    ]


def _columns(columns: Mapping[str, str]) -> str:
    return table(["Spalte", "Bedeutung"], [[f"`{name}`", text] for name, text in columns.items()])


def _page(parts: list[str]) -> str:
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


# Roles


def roles() -> str:
    """Who may what, and which columns are public."""
    titles = [TITLES[role].de for role in ROLES]
    columns = [[f"{kind_of(kind).title.de}".strip("⟦⟧"), ", ".join(f"`{n}`" for n in names)]
               for kind, names in PUBLIC.items()]  # fmt: skip
    rights = [[cell.replace("⟦", "").replace("⟧", "") for cell in row] for row in role_table("de")]
    return _page([
        "# Rollen: wer was darf",
        "Diese Tabelle ist die, nach der das Programm entscheidet: dort, wo Daten den "
        "Arbeitsbereich verlassen, und dort, wo sie geändert werden. Was sie nicht erlaubt, ist "
        "abgelehnt. Wer das Dashboard nur an seinem eigenen Rechner startet, meldet sich nicht an "
        "und darf alles; die Rollen gelten, sobald andere es erreichen "
        "([Betrieb auf einem Server](server.md#mehrere-personen)).",
        table(["Was", *titles], rights),
        "Lesen darf jede und jeder ohne Anmeldung. „Eigene Kreise“ sind die der Kammer, die beim "
        "Konto steht: Einträge, die allein diese Kreise betreffen, ganz; von allen anderen die "
        "öffentlichen Spalten. Ändern darf eine Kammer dort nur, was sie selbst eingetragen hat. "
        "Karte, Quoten und Downloads sind für Kammern dieselben wie für alle.",
        "## Öffentliche Spalten",
        "Nur diese Spalten verlassen den Arbeitsbereich ohne Anmeldung und in der "
        "[öffentlichen Ausgabe](ministerium.md#öffentliche-ausgabe). Notizen, Bemerkungen, "
        "Gründe, Hemmnisse, wer gefragt wurde und Spalten, die Sie selbst ergänzt haben, sind "
        "nicht darunter.",
        table(["Eintrag", "Spalten"], columns),
    ])  # fmt: skip


# Modules

ARCHITECTURE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- modules: begin -->", "<!-- modules: end -->"


def architecture() -> str:
    """The architecture page with its table of modules made anew."""
    before, _, rest = ARCHITECTURE.read_text(encoding="utf-8").partition(BEGIN)
    rows = [
        [str(level), f"`{name}`", _first_line(name)]
        for level, names in enumerate(LAYERS, 1)
        for name in names
    ]
    modules = table(["Layer", "Module", "What it does"], rows)
    return f"{before}{BEGIN}\n{modules}{END}{rest.partition(END)[2]}"


def _first_line(name: str) -> str:
    file = ROOT / "rollout" / f"{name}.py"
    source = file if file.exists() else ROOT / "rollout" / name / "__init__.py"
    return (ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "").split("\n")[0]


PAGES = {
    "einstellungen.md": settings,
    "befehle.md": command_page,
    "indikatoren.md": indicators,
    "dateien.md": files,
    "rollen.md": roles,
}


def main() -> None:
    """Write all pages."""
    for name, page in PAGES.items():
        (HANDBOOK / name).write_text(page(), encoding="utf-8")
    ARCHITECTURE.write_text(architecture(), encoding="utf-8")


if __name__ == "__main__":
    main()
