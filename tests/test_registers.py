"""A rule and a layer added to their registers at run time show on every face."""

import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile

import numpy as np
import pandas as pd
import pytest

from dashboard.page import facts, ids
from dashboard.payloads import script_words
from dashboard.shell import page
from rollout.analysis import analyse
from rollout.cli import main
from rollout.errors import ScenarioError
from rollout.export.map_files import figure
from rollout.geo.palette import Symbol
from rollout.geo.svg import map_paths
from rollout.language import Text
from rollout.maps.layers import LAYERS, Layer, MapClass
from rollout.outputs import write_outputs
from rollout.plan.plan import plan_waves
from rollout.plan.regions import REACHES
from rollout.report.factsheet import factsheet_pdf
from rollout.scenario import Scenario
from rollout.scenario.fields import Reach, choices_of
from rollout.scenario.rules import RULES, Rule
from tests.conftest import ROOT
from tests.dashboard import pages
from tests.grids import KEYS, grid_inputs, initiative
from tests.report.pdfs import text_of

NAME = Text("gleiches Land wie ein Sitz", "same Land as a seat")
BORDER = Text("grenzt an das Ausland", "borders on a foreign country")


def same_land(links):
    pairs = links.inputs.districts["land"].reset_index()
    member = links.members(pairs, "land")
    return member @ (member.T @ links.seat)


def border_classes(_table):
    return (
        MapClass("border", BORDER, Symbol("border-yes", "#123456")),
        MapClass("inside", Text("Inland", "inland"), Symbol("border-no", "#fedcba")),
    )


def border_class(table):
    keys = np.where(table["border_countries"] == "", "inside", "border")
    return pd.Series(keys, index=table.index)


@pytest.fixture
def registers(monkeypatch):
    """A sixth rule and a sixth layer, each one entry."""
    monkeypatch.setitem(RULES, "land", Rule(NAME, reach=same_land))
    layer = Layer(
        Text("Grenzkreise", "Border districts"),
        Text("Gezählt unter {rules} Regeln", "Counted under {rules} rules"),
        Text("Lage", "Position"),
        border_classes,
        border_class,
    )
    monkeypatch.setitem(LAYERS, "border", layer)


ROWS = {
    "a": initiative("01006", name="Initiative A"),
    "b": initiative("02008", "unconnected", name="Initiative B"),
}


@pytest.fixture
def analysis(registers):
    return analyse(
        grid_inputs(ROWS),
        Scenario(
            rule="land", radius_km=12, draws=100, count=2, waves=2, objective="cover",
            demand="population",
        ),
    )  # fmt: skip


@pytest.fixture
def read_once(inputs, monkeypatch):
    """Commands work on the shipped data without reading them anew."""
    monkeypatch.setattr("rollout.inputs.load_inputs", lambda *_, **__: inputs)


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return ended.value.code or 0, capsys.readouterr()


def test_the_new_rule_decides_and_is_counted(analysis):
    table = analysis.table()
    assert set(table.index[table["status"] == "covered"]) == set(KEYS[:8])
    assert NAME.de in table.loc["01001", "reason_de"]
    # 02005 is touched by nobody and lies in the chamber and the Land of 02008.
    assert table.loc["02005", "white_rules"] == 4
    assert table["reached_land"].all()


def test_every_file_of_a_run_knows_the_new_rule_and_layer(analysis, tmp_path):
    paths = write_outputs(analysis, plan_waves(analysis), tmp_path, "de")
    files = {path.name: path.read_bytes() for path in paths}
    words = {name: raw.decode("utf-8-sig") for name, raw in files.items()
             if name.endswith((".svg", ".html", ".csv", ".toml", ".geojson"))}  # fmt: skip
    assert 'rule = "land"' in words["scenario.toml"]
    assert "reached_land" in words["districts.csv"]
    assert "reached_land" in words["districts.geojson"]
    workbook = zipfile.ZipFile(io.BytesIO(files["targets.xlsx"]))
    assert f"Mit Initiative: {NAME.de}" in workbook.read("xl/sharedStrings.xml").decode()
    assert "Keine gefunden unter n von 6 Regeln" in words["targets.csv"]
    for name in ("coverage.svg", "plan.svg", "map.html"):
        assert f"Regel: {NAME.de}" in words[name]
    page = words["map.html"]
    for text in ("Grenzkreise", BORDER.de, "unter 4 von 6 Regeln", "unter allen 6 Regeln",
                 "unter k von 6 Regeln"):  # fmt: skip
        assert text in page
    assert ".border-yes{fill:#123456" in page
    report = text_of(files["report.pdf"])
    for text in (NAME.de, "sechs Abdeckungsregeln", "je mehr der sechs Regeln", "4 von 6",
                 f"was die Regel „{NAME.de}“ von ihr aus erreicht"):  # fmt: skip
        assert text in report
    assert NAME.de in text_of(factsheet_pdf(analysis, "01001", "de"))


def test_a_founding_reaches_what_the_new_rule_says(analysis):
    plan = plan_waves(analysis, analysis.scenario.changed(demand="districts", count=1, waves=1))
    # Land 01 is reached already; one founding anywhere in Land 02 reaches all of it.
    assert plan.summary["share_districts"].tolist() == [0.5, 1.0]


def test_a_rule_may_name_what_a_founding_reaches_but_nothing_unknown(analysis, monkeypatch):
    monkeypatch.setitem(RULES, "land", Rule(NAME, reach=same_land, plan_reach="own"))
    assert len(plan_waves(analysis).reached.dropna()) == 8 + 4
    monkeypatch.setitem(RULES, "land", Rule(NAME, reach=same_land, plan_reach="moon"))
    with pytest.raises(ScenarioError, match="is 'moon'; expected: one of own, rule, point"):
        plan_waves(analysis)


def test_the_map_of_the_new_layer_has_its_words_legend_and_colours(analysis):
    drawing = figure(analysis, "border", "de")
    assert (drawing.title, drawing.legend_title) == ("Grenzkreise", "Lage")
    assert drawing.subtitle == "Gezählt unter sechs Regeln"
    assert drawing.counts == {"border": 1, "inside": 15}
    certainty = figure(analysis, "rules", "en")
    assert "six coverage rules" in certainty.subtitle
    assert list(certainty.counts) == [str(k) for k in range(7)]
    assert certainty.counts["4"] == int((analysis.table()["white_rules"] == 4).sum())


def test_the_commands_offer_the_new_rule_and_layer(registers, read_once, capsys, wide, tmp_path):
    target = tmp_path / "border.svg"
    code, _ = run(capsys, "map", "--layer", "border", "--rule", "land", "--out", target)
    assert code == 0
    root = ET.parse(target).getroot()
    assert root.find("{*}title").text == "Grenzkreise"
    assert NAME.de in root.find("{*}desc").text
    classes = {path.get("class").split()[1] for path in root.iterfind(".//{*}path[@data-ags]")}
    assert classes == {"border-yes", "border-no"}
    assert ", border" in run(capsys, "map", "--help")[1].out
    code, said = run(capsys, "whitespots", "--rule", "land", "--land", "BY", "--lang", "en")
    assert code == 0
    assert NAME.en in said.out
    assert "none found under" in said.out


def test_the_dashboard_gets_the_new_rule_and_layer(analysis):
    inputs = pages.inputs()
    paths = map_paths(inputs.display, inputs.laender, inputs.countries)
    payload = facts.facts(inputs, paths, script_words("de"), "de")
    legends = payload["legends"]
    assert [entry["label"] for entry in legends["border"]] == [BORDER.de, "Inland"]
    assert [entry["key"] for entry in legends["rules"]] == [str(k) for k in range(7)]
    assert payload["words"]["column_rules_value"] == "{count} von 6"
    assert ".border-yes{fill:#123456" in facts.stylesheet()
    result = facts.result(analysis)
    assert result["statuses"]["land"] == "c" * 8 + "u" * 8
    assert result["layers"]["border"] == ["border"] + ["inside"] * 15
    json.dumps(result)
    layout = pages.parts(page(inputs, Scenario(), "de"))
    settings = next(part for part in layout if getattr(part, "id", "") == ids.CONTROLS).data
    options = {control["key"]: control.get("options", []) for control in settings["controls"]}
    assert "land" in options["rule"]
    assert "land" in options["a"]
    assert {"status", "rules", "border", "difference"} <= set(options["layer"])
    assert settings["used_with"]["radius_km"] == {
        "rule": ["radius"],
        "reach": ["point", "share"],
        "objective": [],
    }


def test_choices_and_reaches_follow_from_one_place():
    assert choices_of(Scenario.model_fields["rule"]) == tuple(RULES)
    assert set(Reach.__args__) == set(REACHES) - {"own"}
    assert {rule.plan_reach for rule in RULES.values()} <= set(REACHES)
    help_text = Scenario.model_fields["rule"].description
    assert [key for key in RULES if not re.search(rf"\b{key}: ", help_text)] == []
    handbook = (ROOT / "docs" / "handbuch" / "karte-lesen.md").read_text(encoding="utf-8")
    undescribed = [key for key in RULES if f"| `{key}`" not in handbook]
    assert undescribed == [], "describe them in docs/handbuch/karte-lesen.md"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["whitespots", "--kinds", "foo"], "--kinds: names foo; expected: one of accept"),
        (["whitespots", "--rule", "moon"], "--rule: is 'moon'; expected: one of 'seat'"),
        (["score", "--preset", "moon"], "--preset: is 'moon'; expected: one of 'balanced'"),
        (["score", "--indicator-weights", "moon=1"], "moon is unknown; expected: one of "),
        (["score", "--dimension-weights", "moon=1"], "moon is unknown; expected: one of "),
        (["score", "--denominators", "moon=population"], "moon is unknown; expected: one of "),
        (["score", "--normalisation", "goalposts", "--goalposts-low", "moon=1"],
         "moon is unknown; expected: one of "),
        (["score", "--goalposts-high", "moon=1"], "moon is unknown; expected: one of "),
        (["map", "--require", "99999=x"], "--require: names 99999"),
        (["map", "--costs", "99999=1"], "names 99999 = 1; expected: keys of districts in the data"),
        (["map", "--most-in-land", "Tirol=1"], "with Land one of 01 Schleswig-Holstein; 02 Hamb"),
        (["map", "--wave-weights", "soon=1"], "names soon = 1; expected: wave = weight, with wave"),
        (["map", "--page", "a7"], "--page: is 'a7'; expected: one of a4, a4-landscape"),
        (["map", "--layer", "moon"], "one of status, score, need_capacity, rules, waves"),
        (["map", "--chamber", "Mond"], "--chamber: is 'Mond'"),
        (["whitespots", "--land", "Tirol"], "Schleswig-Holstein, Hamburg"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_an_unknown_name_is_refused_and_the_known_ones_are_listed(
    arguments, message, read_once, capsys, wide, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    code, said = run(capsys, *arguments, "--lang", "en")
    assert code == 2
    assert message in " ".join(said.err.split())
    assert list(tmp_path.iterdir()) == []


def test_a_kind_of_the_register_in_use_is_known():
    rows = {"a": initiative("01006", kind="guild"), "b": initiative("01001")}
    counted = analyse(grid_inputs(rows), Scenario(kinds=["guild"])).coverage.initiatives
    assert list(counted.index) == ["a"]
    with pytest.raises(ScenarioError, match=r"names moon; expected: one of .*guild"):
        analyse(grid_inputs(rows), Scenario(kinds=["guild", "moon"]))
