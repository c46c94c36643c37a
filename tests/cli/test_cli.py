"""The commands as a user runs them on the shipped data."""

import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
from typer.main import get_command

from rollout import Scenario
from rollout.cli import main
from rollout.cli.commands import COMMANDS, HELP, build_app
from rollout.cli.options import PARAMETERS, SHIPPED, Sources, as_command, flag_of
from rollout.language import Text


def run(capsys, *arguments):
    """Exit code, standard output and error of one command."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    output = capsys.readouterr()
    return ended.value.code or 0, output.out, output.err


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_both_languages(capsys, monkeypatch, name, lang):
    monkeypatch.setenv("COLUMNS", "200")
    code, out, _ = run(capsys, name, "--help", "--lang", lang)
    assert code == 0
    assert HELP[name][lang] in out


def test_every_coverage_choice_is_a_flag_of_run(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    _, out, _ = run(capsys, "run", "--help-all")
    missing = [name for name in Scenario.model_fields if flag_of(name) not in out]
    assert missing == []


def test_the_version_is_printed(capsys):
    code, out, _ = run(capsys, "--version")
    assert (code, out.split()[0]) == (0, "rollout")


@pytest.mark.parametrize("land", ["BY", "09", "Bayern", "bayern"])
def test_a_land_is_named_as_people_name_it(capsys, land):
    _, out, _ = run(capsys, "whitespots", "--json", "--land", land)
    keys = [row["ags"] for row in json.loads(out)["spots"]]
    assert keys
    assert all(key.startswith("09") for key in keys)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["whitespots", "--land", "Tirol"], "--land: ist 'Tirol'"),
        (["run", "--radius-km", "-5"], "--radius-km: ist -5.0"),
        (["run", "--rule", "moon", "--lang", "en"], "--rule: is 'moon'"),
        (["run", "--scenario", "nowhere.toml"], "nowhere.toml"),
        (["run", "--register", "nowhere.csv"], "nowhere.csv"),
        (["run", "--data", "nowhere"], "nowhere"),
        (["map", "--out", "map.docx"], "endet auf '.docx'"),
    ],
)
def test_wrong_input_ends_with_2_and_says_so(capsys, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert message in " ".join(err.split())
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_an_output_folder_that_is_a_file_is_refused(capsys, tmp_path):
    (tmp_path / "out").write_text("mine")
    code, _, _ = run(capsys, "run", "--out", str(tmp_path / "out"))
    assert code == 2
    assert (tmp_path / "out").read_text() == "mine"


def test_check_passes_the_shipped_register(capsys, data_dir):
    code, out, _ = run(capsys, "check", str(data_dir / "initiatives.csv"), "--json")
    assert code == 0
    assert [row for row in json.loads(out) if row["level"] == "error"] == []


def test_check_names_the_line_and_ends_with_2(capsys, tmp_path, data_dir):
    text = (data_dir / "initiatives.csv").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    lines[4] = lines[4].replace("networked", "moon").replace("unconnected", "moon")
    path = tmp_path / "spoiled.csv"
    path.write_text("".join(lines), encoding="utf-8")
    code, out, _ = run(capsys, "check", str(path), "--json")
    assert code == 2
    errors = [row for row in json.loads(out) if row["level"] == "error"]
    assert [(row["line"], row["column"]) for row in errors] == [(5, "network_status")]


@pytest.mark.parametrize(
    "arguments",
    [["whitespots"], ["score"], ["twins", "09662"], ["plan"], ["backtest", "--years", "2020"]],
    ids=lambda arguments: arguments[0],
)
def test_json_says_what_it_rests_on(capsys, shipped, arguments):
    _, out, _ = run(capsys, *arguments, "--json")
    found = json.loads(out)
    for lang in ("de", "en"):
        assert shipped.definition[lang] in found[f"about_{lang}"]
        assert any("BKG" in line for line in found[f"about_{lang}"])


def test_a_map_is_written_alone(capsys, tmp_path):
    path = tmp_path / "potential.svg"
    code, _, _ = run(capsys, "map", "--layer", "score", "--out", str(path))
    assert code == 0
    assert path.read_text(encoding="utf-8").count("data-ags") >= 400


def test_data_status_shows_sources_and_licences(capsys):
    code, out, _ = run(capsys, "data", "status", "--json")
    assert code == 0
    assert {"bkg_vg250", "register"} <= {row["id"] for row in json.loads(out)["sources"]}


def leaves(command):
    """The commands below a group, however deep."""
    below = getattr(command, "commands", None)
    return [command] if below is None else [leaf for c in below.values() for leaf in leaves(c)]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_parameter_has_its_help(lang):
    parameters = [p for leaf in leaves(get_command(build_app(lang))) for p in leaf.params]
    assert len(parameters) > len(PARAMETERS)
    assert [p.name for p in parameters if p.name != "help" and not p.help] == []


def test_help_differs_between_the_languages():
    first, second = (leaves(get_command(build_app(lang))) for lang in ("de", "en"))
    same = {
        p.name for a, b in zip(first, second, strict=True)
        for p, q in zip(a.params, b.params, strict=True) if p.name != "help" and p.help == q.help
    }  # fmt: skip
    assert same == set()


def flags(function):
    return list(inspect.signature(as_command(function, "en")).parameters)


def test_every_source_is_a_flag_where_a_command_stands_for_all():
    def command(scenario: Scenario, sources: Sources = SHIPPED, lang: str = "de"): ...

    lists = ["columns", "values", "status", "skip_doubtful", "mapping"]
    names = ["data", "register", *lists, "foundings", "checks"]
    names += ["workspace", "territory", "lang", "scenario_file"]
    assert flags(command) == names


def test_a_command_takes_the_sources_it_names_in_its_order():
    def command(sources: Annotated[Sources, "columns", "data"] = SHIPPED):
        return sources

    assert flags(command) == ["columns", "data"]
    given = as_command(command, "en")(columns=["Ort=place"], data=Path("data"))
    assert given == Sources(data=Path("data"), columns=["Ort=place"])
    assert given.column_of == {"Ort": "place"}


def test_a_source_nobody_knows_is_refused():
    def command(sources: Annotated[Sources, "regsiter"] = SHIPPED): ...

    with pytest.raises(TypeError, match=r"regsiter.*register"):
        as_command(command, "en")


def test_a_parameter_says_its_help_in_its_annotation():
    def command(depth: Annotated[int, Text("Wie tief", "How deep")] = 3): ...

    parameter = inspect.signature(as_command(command, "de")).parameters["depth"]
    assert parameter.annotation.__metadata__[0].help == "Wie tief (Vorgabe: 3)"


def test_the_module_runs_as_a_program():
    done = subprocess.run(
        [sys.executable, "-m", "rollout", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("rollout ")
