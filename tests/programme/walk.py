"""Write down all that a data folder's product says: `python -m tests.programme.walk DATA OUT`.

A process of its own, since one process speaks of one programme.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rollout.cli import main

DISTRICT = "06611"


def say(out: Path, name: str, arguments: list[str]) -> None:
    """Keep what a command prints."""
    printed = io.StringIO()
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        contextlib.suppress(SystemExit),
    ):
        main(arguments)
    (out / f"{name}.txt").write_text(printed.getvalue(), encoding="utf-8")


def commands(data: str, out: Path, lang: str) -> None:
    """Everything the command line prints and writes in one language."""
    files, given = out / f"run-{lang}", ["--data", data, "--lang", lang]
    small = ["--draws", "100", "--waves", "1", "--count", "2"]
    if lang == "de":  # the English files come from the dashboard, which makes the same ones
        say(out, f"cli-run-{lang}", ["run", "--out", str(files), *small, *given])
    for name, flags in {
        "whitespots": [],
        "score": small[:2],
        "plan": small,
        "backtest": [],
    }.items():
        say(out, f"cli-{name}-{lang}", [name, *flags, *given])
    say(out, f"cli-twins-{lang}", ["twins", DISTRICT, *given])
    say(out, f"cli-propensity-{lang}", ["propensity", "--ags", DISTRICT, *given])
    say(out, f"cli-logics-{lang}", ["score", "--logics", *given])
    say(out, f"cli-status-{lang}", ["data", "status", *given])
    say(out, f"cli-list-{lang}", ["register", "list", *given])
    register = str(Path(data) / "initiatives.csv")
    say(out, f"cli-check-{lang}", ["check", register, f"{data}/programme.toml", *given])
    sheet = str(out / f"factsheet-{lang}.pdf")
    say(out, f"cli-report-{lang}", ["report", "--district", DISTRICT, "--out", sheet, *given])
    deck = str(out / f"slides-{lang}.pptx")
    say(out, f"cli-slides-{lang}", ["report", "--out", deck, *small, *given])
    for to in ("chamber", "union", "municipality", "firms"):
        file = str(out / f"letter-{to}-{lang}.docx")
        say(out, f"cli-letter-{to}-{lang}",
            ["letter", "--land", "BY", "--to", to, "--out", file, *given])  # fmt: skip


def helps(data: str, out: Path, lang: str) -> None:
    """The help of every command."""
    import typer

    from rollout.cli.commands import build_app

    def walk(command: Any, path: list[str]) -> Iterator[list[str]]:
        yield path
        for name, part in getattr(command, "commands", {}).items():
            yield from walk(part, [*path, name])

    os.environ |= {"ROLLOUT_DATA": data, "ROLLOUT_LANG": lang}  # groups have no such flags
    for path in walk(typer.main.get_command(build_app(lang)), []):  # type: ignore[arg-type]
        say(out, "-".join(["help", *path, lang]), [*path, "--help"])


def pages(data: str, out: Path) -> None:
    """Every page of the dashboard, what it loads, and what its callbacks answer."""
    from dashboard.app import create_app
    from dashboard.views.register import VIEWS
    from rollout.inputs import load_inputs
    from rollout.scenario import Scenario
    from tests.dashboard.pages import ask, dependencies

    client = create_app(load_inputs(data), Scenario()).test_client()
    for lang in ("de", "en"):
        for view in VIEWS.values():
            page = client.get(view.path(lang)).text
            (out / f"page-{view.key}-{lang}.html").write_text(page, encoding="utf-8")
            made = {path.name for path in (out / "run-de").iterdir()} if lang == "de" else set()
            for name in set(view.files) - made:
                answer = client.get(f"/{lang}/download/{name}?district={DISTRICT}")
                assert answer.status_code == 200, (name, answer.text)
                (out / f"download-{lang}-{name}").write_bytes(answer.data)
        for at, address in enumerate(re.findall(r'as="fetch"[^>]*href="([^"]+)"', page)):
            content = client.get(f"/{lang}/{address}").data
            (out / f"payload-{lang}-{at}.json").write_bytes(content)
        layout = client.get(f"/{lang}/_dash-layout").text
        (out / f"layout-{lang}.json").write_text(layout, encoding="utf-8")
        for entry in dependencies(client, lang):
            names = {i["id"] for i in entry["inputs"]} - {"scenario", "land", "own", "location"}
            given = dict.fromkeys(names) | {"selected": DISTRICT}
            target = entry["output"].strip(".").split("...")[0].rpartition(".")[0]
            answer = ask(client, target, lang, **given)
            name = re.sub(r"\W", "_", target)
            (out / f"callback-{lang}-{name}.json").write_text(
                json.dumps({"status": answer.status_code}) + answer.text, encoding="utf-8"
            )


def read_once(data: str) -> None:
    """Let all commands share what one of them read and computed, which takes most of their time."""
    from rollout.programme import choose

    choose(Path(data))
    from rollout import inputs

    content = inputs.load_inputs(data)

    def load(folder: Path | str, **options: Any) -> Any:
        assert str(folder) == data
        assert options.get("initiatives") is None
        return content

    inputs.load_inputs = load  # type: ignore[assignment]
    from rollout import analysis, steps

    anew, memory = analysis.analyse, steps.Memory()
    analysis.analyse = lambda data, scenario, _=None: anew(data, scenario, memory)


if __name__ == "__main__":
    folder, target = sys.argv[1:]
    target_folder = Path(target)
    read_once(folder)
    for code in ("de", "en"):
        commands(folder, target_folder, code)
        helps(folder, target_folder, code)
    pages(folder, target_folder)
