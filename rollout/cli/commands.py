"""The commands; each reads its input, calls one function and shows the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from rollout import __version__
from rollout.ags import land_key
from rollout.cli import founding_command, inquiry_command, register_command, workspace_command
from rollout.cli.at_work import named, workspace_to_show
from rollout.cli.check_command import check
from rollout.cli.data_command import add_data_commands, earlier_states, print_states
from rollout.cli.experts_command import experts
from rollout.cli.followup_command import approve, diff, follow
from rollout.cli.help import HELP_NAMES, Command, Group, Manner
from rollout.cli.letter_command import letter
from rollout.cli.loading import analysis_of, inputs_of, inputs_of_files, of_land
from rollout.cli.meet_command import meet
from rollout.cli.options import PARAMETERS, SHIPPED, Sources, as_command
from rollout.cli.plan_command import plan
from rollout.cli.potential_command import backtest, score, twins
from rollout.cli.propensity_command import propensity
from rollout.cli.report_command import report
from rollout.cli.selfcheck_command import selfcheck
from rollout.errors import Problem
from rollout.language import Lang, Text
from rollout.programme import programme
from rollout.scenario import Scenario

ABOUT = Text(
    "{about}: Abdeckung, Gründungspotenzial, Zielregionen, Karten.",
    "{about}: coverage, founding potential, target regions, maps.",
).filled(about=programme().about.text)
EXAMPLES = Text(
    "Beispiele:\n\n"
    "  rollout run --out out\n\n"
    "  rollout whitespots --land BY --rule seat\n\n"
    "  rollout check mein_register.xlsx",
    "Examples:\n\n"
    "  rollout run --out out\n\n"
    "  rollout whitespots --land BY --rule seat\n\n"
    "  rollout check my_register.xlsx",
)
HELP = {
    "run": Text(
        "Alle Dateien schreiben: Tabellen, Karten, Zielregionen, Protokoll.",
        "Write all files: tables, maps, target regions, manifest.",
    ),
    "check": Text(
        "Dateien prüfen: jede Auffälligkeit mit Zeile und Abhilfe.",
        "Check files: every problem with its line and remedy.",
    ),
    "whitespots": Text(
        "Kreise ohne ⟦a:vernetzte Initiative⟧, nach Land und einzeln.",
        "Districts without ⟦a linked initiative⟧, by Land and one by one.",
    ),
    "score": Text(
        "Kreise nach Gründungspotenzial, mit Rangband und Gewichten.",
        "Districts by founding potential, with rank band and weights.",
    ),
    "experts": Text(
        "Gewichte mehrerer Personen zusammenführen; ihre Uneinigkeit als Band von Rängen.",
        "Combine the weights of several people; their disagreement as a band of ranks.",
    ),
    "twins": Text(
        "Ähnliche Kreise mit ⟦d:vernetzter Initiative⟧; Stärken und Schwächen.",
        "Similar districts with ⟦a linked initiative⟧; strengths and weaknesses.",
    ),
    "backtest": Text(
        "Rückblick: Standen spätere Gründungen oben in der Rangliste?",
        "Look back: did later foundations stand high in the ranking?",
    ),
    "propensity": Text(
        "Was in solchen Kreisen geschah: Anteil mit ⟦d:Initiative⟧, mit Band (keine Vorhersage).",
        "What happened in such districts: share with ⟦an initiative⟧, with band (no forecast).",
    ),
    "plan": Text(
        "Zielregionen in Wellen planen, mit Nachweis und Preis.",
        "Plan target regions in waves, with proof and price.",
    ),
    "meet": Text(
        "Wo sich ⟦Initiativen⟧ am besten treffen: die kürzesten Wege.",
        "Where ⟦initiatives⟧ meet best: the shortest ways.",
    ),
    "approve": Text(
        "Den Plan eines Laufs genehmigen: einfrieren mit Tag, Funktion und Prüfsumme.",
        "Approve the plan of a run: freeze it with day, role and fingerprint.",
    ),
    "follow": Text(
        "Genehmigten Plan und Stand heute vergleichen, Welle für Welle.",
        "Compare an approved plan with today, wave by wave.",
    ),
    "diff": Text(
        "Was sich zwischen zwei Läufen, Registern oder Tagen geändert hat, und warum.",
        "What changed between two runs, registers or days, and why.",
    ),
    "map": Text(
        "Eine Karte schreiben (SVG, PDF, PNG oder HTML).", "Write a map (SVG, PDF, PNG or HTML)."
    ),
    "report": Text(
        "Den Bericht als barrierefreies PDF oder als Folien (PPTX) schreiben.",
        "Write the report as accessible PDF or as slides (PPTX).",
    ),
    "letter": Text(
        "Brief an Kammer, Gewerkschaft, Kommune oder Betriebe als Entwurf schreiben (DOCX).",
        "Write a draft letter to chamber, union, municipality or firms (DOCX).",
    ),
    "publish": Text(
        "Eine öffentliche Ausgabe schreiben: Karte, Liste, Downloads als Seiten ohne Server.",
        "Write a public edition: map, list, downloads as pages without a server.",
    ),
    "selfcheck": Text(
        "Veröffentlichte Beispiele nachrechnen und die Daten prüfen (für Prüferinnen und Prüfer).",
        "Recompute published examples and check the data (for auditors).",
    ),
    "dashboard": Text("Das Karten-Dashboard starten.", "Start the map dashboard."),
    "data": Text(
        "Stand und Herkunft der Daten; Dateien übernehmen, holen, zurückgehen.",
        "State and provenance of the data; take in files, fetch, go back.",
    ),
    "status": Text("Dateien, Stände, Lizenzen und Hinweise.", "Files, dates, licences and notes."),
    "version": Text("Version zeigen.", "Show the version."),
}
SECTIONS: dict[str, tuple[str, ...]] = {
    "run": ("coverage", "potential", "bands", "plan", "calendar"),
    "whitespots": ("coverage",),
    "score": ("coverage", "potential", "bands"),
    "experts": ("coverage", "potential"),
    "twins": ("coverage", "potential"),
    "backtest": ("coverage", "potential"),
    "plan": ("coverage", "potential", "bands", "plan", "calendar"),
    "meet": ("coverage",),
    "follow": ("coverage",),
    "diff": ("coverage",),
    "map": ("coverage", "potential", "plan"),
    "report": ("coverage", "potential", "bands", "plan", "calendar"),
    "letter": ("coverage", "potential", "bands"),
    "publish": ("coverage",),
    "dashboard": (),
}
PANELS = {
    "everyday": Text("Für jeden Tag", "Everyday"),
    "records": Text("Listen und Daten", "Records and data"),
    "agreed": Text("Einen Plan verfolgen", "Following a plan"),
    "depth": Text("Vertiefen und prüfen", "Going deeper, checking"),
}
PANEL_OF = {
    "everyday": (
        "run",
        "whitespots",
        "score",
        "plan",
        "map",
        "report",
        "letter",
        "publish",
        "dashboard",
        "check",
    ),
    "agreed": ("approve", "follow", "diff", "meet"),
    "depth": ("experts", "twins", "backtest", "propensity", "selfcheck"),
}
FIRST_PANELS = ("everyday", "records")
COUNTRY = "DE"  # as in `rollout.analysis`, which takes long to import
SPOT_COLUMNS = ("display_name", "land_name", "status", "white_rules", "cluster")


def build_app(
    lang: Lang, arguments: Sequence[str] | None = None, *, is_whole: bool = False
) -> typer.Typer:
    """Assemble the command line with its help in one language.

    Parameters
    ----------
    arguments
        What was typed, if no more is to be understood: commands not named in it are listed, but
        have no flags, which take most of the time to make. None: all commands have theirs.
    is_whole
        Whether help tells everything, or what comes first.
    """
    typed = {*COMMANDS, *GROUPS} if arguments is None else set(arguments)
    manner = Manner(lang, is_whole, tuple(PANELS[key][lang] for key in FIRST_PANELS))
    app = typer.Typer(
        help=f"{ABOUT[lang]}\n\n{EXAMPLES[lang]}",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        cls=Group,
        context_settings={"help_option_names": HELP_NAMES, "obj": manner},
    )
    app.callback(invoke_without_command=True)(_version_option(lang))
    for name, command in COMMANDS.items():
        if name in typed:
            _add(app, command, lang)
        else:
            _list(app, name, HELP[name], lang)
    for name, (about, group) in GROUPS.items():
        if name in typed:
            app.add_typer(group(lang), name=name, rich_help_panel=PANELS["records"][lang])
        else:
            _list(app, name, about, lang)
    return app


def _list(app: typer.Typer, name: str, about: Text, lang: Lang) -> None:
    """Let a command or group stand in the list of commands, no more."""

    def listed() -> None: ...

    app.command(name, cls=Command, help=about[lang], rich_help_panel=_panel(name, lang))(listed)


def _panel(name: str, lang: Lang) -> str | None:
    """Title under which help lists a command."""
    keys = ["records"] if name in GROUPS else [k for k, names in PANEL_OF.items() if name in names]
    return PANELS[keys[0]][lang] if keys else None


def data_app(lang: Lang) -> typer.Typer:
    """Build the commands below `rollout data`."""
    app = typer.Typer(help=HELP["data"][lang], no_args_is_help=True, cls=Group)
    _add(app, status, lang)
    add_data_commands(app, lang)
    return app


def _add(app: typer.Typer, function: Callable[..., Any], lang: Lang) -> None:
    name = function.__name__.rstrip("_")
    if name not in HELP:
        raise TypeError(f"the command {name} needs its help in HELP")
    command = as_command(function, lang, SECTIONS.get(name, ()))
    panel = _panel(name, lang)
    app.command(name, cls=Command, help=HELP[name][lang], rich_help_panel=panel)(command)


def _version_option(lang: Lang) -> Callable[..., None]:
    def print_version(
        ctx: typer.Context,
        version: bool = typer.Option(False, "--version", help=HELP["version"][lang]),
        language: str = typer.Option(lang, "--lang", help=PARAMETERS["lang"][lang]),
    ) -> None:
        if version:
            typer.echo(f"rollout {__version__}")
            raise typer.Exit
        if ctx.invoked_subcommand is None:
            ctx.get_help()  # prints it

    return print_version


def run(
    scenario: Scenario,
    out: Path = Path("out"),
    verbose: bool = False,
    quiet: bool = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Write all files into a folder and print what came out in a few lines."""
    from rollout.cli import print_coverage, print_run
    from rollout.outputs import STEPS, write_outputs
    from rollout.plan.plan import plan_waves

    with print_coverage.progress(lang, STEPS + 2) as report:
        report(Text("Daten", "data"))
        analysis = analysis_of(scenario, sources)
        report(Text("Plan", "plan"))
        plan = plan_waves(analysis)
        paths = write_outputs(analysis, plan, out, lang, report)
    if verbose:
        print_run.tables(analysis, plan, lang)
    if not quiet:
        print_run.result(analysis, plan, out, paths, lang)


def whitespots(
    scenario: Scenario,
    land: str | None = None,
    json: bool = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Show the districts without a linked initiative, and the rates of where they lie."""
    from rollout.cli import print_coverage

    analysis = analysis_of(scenario, sources)
    spots = of_land(analysis.spots(), land)
    if json:
        columns = [*SPOT_COLUMNS, f"reason_{lang}"]
        rows = print_coverage.records(spots[columns])
        future = print_coverage.rates_if_all_succeed(analysis)
        print_coverage.as_json(print_coverage.about(analysis) | {"spots": rows} | future)
        return
    key = land_key(land) if land else None
    print_coverage.rates(analysis, lang, key or COUNTRY)
    if key is None:
        print_coverage.if_all_succeed(analysis, lang)
        print_coverage.areas(analysis, "districts", lang)
    print_coverage.spots(spots, lang)
    print_coverage.label(analysis, lang)


def map_(
    scenario: Scenario,
    out: Path = Path("coverage.svg"),
    layer: Annotated[str, Text("Was die Karte zeigt", "What the map shows")] = "status",
    page: Annotated[
        str | None,
        Text(
            "Blatt: a4, a4-landscape, a3, a3-landscape oder slide (Vorgabe: a4, wie es passt)",
            "Page: a4, a4-landscape, a3, a3-landscape or slide (default: a4, as it fits)",
        ),
    ] = None,
    land: str | None = None,
    chamber: str | None = None,
    dpi: Annotated[int, Text("Punkte je Zoll bei PNG", "Dots per inch of a PNG")] = 300,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Write one map; the ending of the file tells the format."""
    from rollout.cli import print_coverage
    from rollout.maps.layers import layer_of
    from rollout.outputs import write_map
    from rollout.parts_of_country import find_part
    from rollout.plan.plan import plan_waves

    analysis = analysis_of(scenario, sources)
    waves = plan_waves(analysis) if layer_of(layer).needs_plan else None
    part = find_part(analysis.inputs, land, chamber)
    path = write_map(analysis, out, layer, lang, waves, page=page, part=part, dpi=dpi)
    print_coverage.files([path], lang)


def publish(
    scenario: Scenario,
    out: Path = Path("oeffentlich"),
    day: Annotated[
        str | None,
        Text("Tag des Standes (sonst der des Registers oder der letzten Änderung)",
             "Day of the state (else that of the register or of the last change)"),
    ] = None,
    imprint: Annotated[
        Path | None, Text("Text des Impressums (Markdown)", "Text of the imprint (Markdown)")
    ] = None,
    privacy: Annotated[
        Path | None,
        Text("Text zum Datenschutz (Markdown)", "Text of the privacy notice (Markdown)"),
    ] = None,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:  # fmt: skip
    """Write the public edition into a folder."""
    from rollout.cli import print_coverage
    from rollout.cli.loading import day_of_state
    from rollout.edition.edition import Texts, write_edition

    inputs = inputs_of(sources, scenario.territory)
    state_day = day_of_state(day, inputs, sources)
    paths = write_edition(inputs, scenario, out, state_day, Texts(imprint, privacy))
    text = Text("{} Dateien in {}, Stand {}. Beginnen Sie mit index.html.",
                "{} files in {}, state of {}. Begin with index.html.")  # fmt: skip
    print_coverage.out.print(text[lang].format(len(paths), out, state_day), markup=False)
    if imprint is None or privacy is None:
        finding = Text("Impressum oder Datenschutzhinweis fehlen",
                       "imprint or privacy notice are missing")  # fmt: skip
        remedy = Text("mit --imprint und --privacy angeben, bevor die Seiten ins Netz gehen",
                      "name them with --imprint, --privacy before pages go online")  # fmt: skip
        print_coverage.note(Problem("note", str(out), finding, remedy=remedy), lang)


def dashboard(
    scenario: Scenario,
    host: Annotated[
        str, Text("Adresse, an der das Dashboard lauscht", "Address the dashboard listens on")
    ] = "127.0.0.1",
    port: Annotated[int, Text("Port des Dashboards", "Port of the dashboard")] = 8050,
    public_name: Annotated[
        Sequence[str],
        Text(
            "Name, unter dem andere das Dashboard aufrufen (mehrfach möglich)",
            "Name by which others call the dashboard (may be repeated)",
        ),
    ] = (),
    proxies: Annotated[
        int,
        Text(
            "Zahl der Webserver davor, deren X-Forwarded-For gilt",
            "Number of web servers in front whose X-Forwarded-For counts",
        ),
    ] = 0,
    trust_header: Annotated[
        str,
        Text(
            "Kopf, in dem ein Webserver davor nennt, wer angemeldet ist (etwa Remote-User)",
            "Header in which a web server in front names who logged in (such as Remote-User)",
        ),
    ] = "",
    trust_from: Annotated[
        Sequence[str],
        Text(
            "Adresse des Webservers, von dem dieser Kopf gilt (mehrfach möglich)",
            "Address of the web server from which that header counts (may be repeated)",
        ),
    ] = (),
    open_: Annotated[bool, Text("Browser öffnen", "Open the browser")] = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Serve the dashboard until interrupted."""
    from rollout.inputs import territories
    from rollout.issuer import issuer

    issuer()  # what is wrong in its file is said before anybody waits for a document
    app = dashboard_module("app")
    trust = app.Trust(trust_header, tuple(trust_from))
    listening = app.Listening(host, port, tuple(public_name), proxies, trust)
    files = replace(sources, workspace=None)
    inputs = inputs_of_files(files, scenario.territory)
    workspace = workspace_to_show(sources, inputs, lang) if listening.is_private else named(sources)
    others = app.Territories(
        territories(inputs, sources.data),
        lambda day: inputs_of_files(replace(files, territory=day)),
    )
    app.serve(inputs, scenario, listening, open_, lang, others, workspace)


def dashboard_module(name: str) -> Any:
    """Import a module of the dashboard.

    In a wheel the dashboard stands inside of this package, because a top-level `dashboard` would
    collide with others; in a checkout it stands beside it.
    """
    inside = find_spec("rollout.dashboard")
    return import_module(f"rollout.dashboard.{name}" if inside else f"dashboard.{name}")


def status(
    sources: Annotated[Sources, "data", "territory"] = SHIPPED,
    json: bool = False,
    lang: Lang = "de",
) -> None:
    """Show what data are in use."""
    from rollout.cli import print_coverage
    from rollout.inputs import load_inputs

    inputs = load_inputs(sources.data, territory=sources.territory)
    states = earlier_states(sources.data)
    if json:
        print_coverage.as_json(
            {"sources": print_coverage.records(inputs.sources), "states": states}
        )
        return
    print_coverage.sources(inputs, lang)
    print_states(states, lang)


COMMANDS = {
    function.__name__.rstrip("_"): function
    for function in (
        run,
        whitespots,
        score,
        plan,
        map_,
        report,
        letter,
        publish,
        dashboard,
        check,
        approve,
        follow,
        diff,
        meet,
        twins,
        experts,
        propensity,
        backtest,
        selfcheck,
    )
}

GROUPS: dict[str, tuple[Text, Callable[[Lang], typer.Typer]]] = {
    "data": (HELP["data"], data_app),
    "register": (register_command.ABOUT, register_command.register_app),
    "founding": (founding_command.ABOUT, founding_command.founding_app),
    "inquiry": (inquiry_command.ABOUT, inquiry_command.inquiry_app),
    "workspace": (workspace_command.ABOUT, workspace_command.workspace_app),
}
