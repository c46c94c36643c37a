"""`rollout data import|update|restore` as a user runs them."""

import json
import shutil
import sys

import pytest

from rollout.cli import main
from rollout.cli.data_command import HELP, STATES
from rollout.datastore import update


def run(capsys, *arguments):
    """Exit code, standard output and error of one command, each in one line."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    output = capsys.readouterr()
    return ended.value.code or 0, " ".join(output.out.split()), " ".join(output.err.split())


pytestmark = pytest.mark.usefixtures("wide")


@pytest.fixture
def table(tmp_path, data_dir):
    keys = [line[:5] for line in (data_dir / "indicators.csv").read_text().splitlines()[1:]]
    path = tmp_path / "firms.csv"
    path.write_text("ags;Betriebe\n" + "".join(f"{key};{n},5\n" for n, key in enumerate(keys)))
    return path


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    "command", [("import", "indicators"), ("import", "boundaries"), ("update",), ("restore",)]
)
def test_every_command_has_help_in_both_languages(capsys, command, lang):
    code, out, _ = run(capsys, "data", *command, "--help", "--lang", lang)
    assert code == 0
    assert HELP[command[-1]][lang] in out


def test_import_says_what_it_understood_and_how_to_go_back(capsys, tmp_path, table):
    data = tmp_path / "data"
    arguments = ("data", "import", "indicators", str(table), "--as", "firms", "--kind", "count",
                 "--year", "2024", "--data", str(data), "--lang", "en")  # fmt: skip
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    assert "made as a copy of" in out
    assert "read as firms, kind count, 2024" in out
    assert "firms Betriebe 2024 400 0.5 200.0 399.5" in out
    assert "was taken in as a reference value" in out
    assert "rollout data restore" in out
    code, out, _ = run(capsys, "data", "status", "--data", str(data), "--lang", "en")
    assert code == 0
    assert "Earlier states" in out
    assert "import indicators firms.csv (firms)" in out
    code, out, _ = run(capsys, "data", "status", "--data", str(data), "--json")
    (state,) = json.loads(out)["states"]
    assert state["action"] == "import indicators firms.csv (firms)"
    assert state["files"] == "indicator_catalogue.csv, indicators.csv, sources.csv"
    code, out, _ = run(capsys, "data", "restore", "--data", str(data))
    assert code == 0
    assert "Zurückgenommen: import indicators firms.csv (firms)" in out
    assert "firms" not in (data / "indicators.csv").read_text().split("\n")[0]


def test_an_open_question_lists_the_candidates_and_ends_with_2(capsys, tmp_path, table):
    table.write_text(table.read_text().replace("Betriebe", "Betriebe;Betriebe klein", 1)
                     .replace(",5\n", ",5;1\n"))  # fmt: skip
    data = str(tmp_path / "data")
    code, _, err = run(capsys, "data", "import", "indicators", str(table), "--data", data)
    assert code == 2
    assert "[0] 'Betriebe' [1] 'Betriebe klein'" in err
    assert "--as" in err
    assert "Traceback" not in err


def test_boundaries_are_taken_in(capsys, tmp_path, data_dir):
    import geopandas as gpd

    frame = gpd.read_file(data_dir / "boundaries" / "districts.gpkg", layer="display")
    path = tmp_path / "vg250.gpkg"
    frame.rename(columns={"ags": "AGS"}).to_file(path, layer="vg250_krs")
    data = tmp_path / "data"
    code, out, _ = run(capsys, "data", "import", "boundaries", str(path), "--data", str(data))
    assert code == 0
    assert "Übereinstimmung mit den bisherigen Umrissen" in out
    assert (data / ".previous" / "000001" / "boundaries" / "districts.gpkg").is_file()


def test_a_wrong_map_ends_with_2(capsys, tmp_path):
    data = str(tmp_path / "data")
    code, _, err = run(capsys, "data", "import", "boundaries", "nowhere.shp", "--data", data)
    assert code == 2
    assert "nicht gefunden" in err


def test_nothing_to_restore_ends_with_2(capsys, tmp_path, data_dir):
    shutil.copytree(data_dir, tmp_path / "data", ignore=shutil.ignore_patterns(".*"))
    code, _, err = run(capsys, "data", "restore", "--data", str(tmp_path / "data"))
    assert code == 2
    assert "kein früherer Stand" in err


def test_offline_update_is_one_line_and_ends_with_2(capsys, tmp_path, monkeypatch):
    from rollout.errors import Problem
    from rollout.files.fetch import OfflineError
    from rollout.language import Text

    def offline(*arguments, **options):
        finding = Text("keine Verbindung", "no connection")
        raise OfflineError(Problem("error", "https://x", finding, code="offline"))

    monkeypatch.setattr(sys.modules[update.__module__], "fetch", offline)
    with pytest.raises(SystemExit) as ended:
        main(["data", "update", "--data", str(tmp_path / "data")])
    assert ended.value.code == 2
    lines = capsys.readouterr().out.strip().splitlines()
    assert len(lines) == 1
    assert STATES["offline"].de in lines[0]
