"""Exports say what they are, open with right types, and are the same twice."""

import csv
import io
import json
import re
from dataclasses import replace

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest

from rollout.analysis import analyse
from rollout.cli.plan_files import MAKERS, check_ending, write_plan
from rollout.errors import ScenarioError
from rollout.export.geopackage import write_geopackage
from rollout.export.sheets import targets_workbook
from rollout.export.tables import (
    districts_csv,
    districts_geojson,
    spreadsheet_safe,
    target_table,
    targets_csv,
)
from rollout.export.target_sheet import CHOICES, WORK
from rollout.export.words import EVIDENCE_NAMES as EVIDENCE
from rollout.export.words import SHEET_NAMES
from rollout.outputs import write_outputs
from rollout.plan.plan import plan_waves
from rollout.scenario import Scenario
from tests.grids import KEYS, grid_inputs, initiative

EVIL = '=HYPERLINK("http://x","y")<script>alert(1)</script>'


EQUAL = Scenario(preset="equal")


@pytest.fixture(scope="module")
def analysis():
    rows = {
        "a": initiative("01006", name=EVIL),
        "b": initiative("02003", "unconnected"),
        "c": initiative("02008", "founding"),
    }
    return analyse(grid_inputs(rows, {"a": ["01001"]}), EQUAL)


@pytest.fixture(scope="module")
def plan(analysis):
    return plan_waves(analysis, analysis.scenario.changed(objective="cover"))


def test_targets_are_the_white_and_the_unlinked_districts(analysis):
    targets = analysis.targets()
    assert set(targets["status"]) == {"white", "unconnected"}
    assert set(targets.index) == set(KEYS) - {"01001", "01006", "02008"}
    assert set(analysis.not_targets().index) == {"01001", "01006", "02008"}
    assert analysis.not_targets()["why_de"].str.len().min() > 20


def test_targets_stand_in_order_of_their_rank(analysis):
    assert analysis.targets()["rank"].is_monotonic_increasing
    assert target_table(analysis, "de")["order"].tolist() == list(range(1, 14))


def test_the_german_csv_is_german(analysis):
    raw = targets_csv(analysis, "de")
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["Nr.", "Welle", "Zielregion", "Kreisschlüssel"]
    assert len(rows) == 14
    potential = rows[0].index("Gründungspotenzial (0–100)")
    first = analysis.targets().iloc[0]
    assert float(rows[1][potential].replace(",", ".")) == round(first["potential"], 2)
    assert rows[1][3] == first.name


def test_the_wide_csv_keeps_keys_as_text_and_says_its_definition(analysis):
    frame = pd.read_csv(io.BytesIO(districts_csv(analysis)), dtype={"ags": str})
    assert frame["ags"].tolist() == KEYS
    assert frame["definition"].str.contains("declared service area or seat").all()
    assert frame["note"].str.contains("not the network's member list").all()
    table = analysis.table()
    np.testing.assert_allclose(frame["potential"], table["potential"], rtol=1e-12)
    assert frame["status"].tolist() == table["status"].tolist()


def test_tables_hold_no_digits_of_the_machine_and_their_sources_once(shipped):
    for content in (districts_csv(shipped), targets_csv(shipped, "de")):
        text = content.decode("utf-8-sig")
        assert not re.search(r"\d[.,]\d*(?:0{6,}\d|9{8,})", text)
        assert text.count("GeoBasis-DE / BKG 2022") == 1
    wide = pd.read_csv(io.BytesIO(districts_csv(shipped)), dtype=str)
    for name in ("rank", "rank_low", "rank_high"):
        assert wide[name].dropna().str.fullmatch(r"\d+").all(), name
    german = pd.read_csv(io.BytesIO(targets_csv(shipped, "de")), dtype=str, sep=";")
    assert german["Einwohner"].str.fullmatch(r"\d+").all()  # those of Hanau are estimated


def test_the_plan_is_written_as_its_ending_says(analysis, plan, tmp_path):
    paths = write_plan(analysis, plan, tmp_path / "all", "en", {"regions": []})
    assert {path.suffix for path in paths} == set(MAKERS)
    rows = list(csv.reader(io.StringIO((tmp_path / "all" / "plan.csv").read_text("utf-8-sig")),
                           delimiter=";"))  # fmt: skip
    assert len(rows) == 1 + len(plan.table)
    assert {len(row) for row in rows} == {len(rows[0])}
    alone = write_plan(analysis, plan, tmp_path / "mine.SVG", "de", {})
    assert alone == [tmp_path / "mine.SVG"]
    assert alone[0].read_bytes().startswith((b"<svg", b"<?xml"))
    with pytest.raises(ScenarioError, match=r"--out: ends in '.docx'"):
        check_ending(tmp_path / "plan.docx")


def test_the_geojson_is_wgs84_with_its_label(analysis):
    collection = json.loads(districts_geojson(analysis))
    assert len(collection["features"]) == 16
    assert collection["features"][0]["properties"]["ags"] == "01001"
    x, y = collection["features"][0]["geometry"]["coordinates"][0][0][:2]
    assert 5 < x < 15
    assert 47 < y < 56
    assert any(
        "not the network's member list" in line for line in collection["metadata"]["lines_en"]
    )


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_workbook_has_typed_cells_filters_and_a_frozen_header(analysis, lang):
    book = openpyxl.load_workbook(io.BytesIO(targets_workbook(analysis, lang)))
    own = [name[lang] for name in SHEET_NAMES.values()]
    assert [name for name in book.sheetnames if name in own] == own
    # Without people's weights there is no sheet of theirs.
    evidence = [name[lang] for key, name in EVIDENCE.items() if key != "experts"]
    assert evidence == book.sheetnames[7:12]
    sheet = book[SHEET_NAMES["targets"][lang]]
    header = next(row for row in sheet.iter_rows() if row[0].value in ("Rang", "Rank"))
    assert sheet.freeze_panes == f"D{header[0].row + 1}"
    assert [table.ref.split(":")[0] for table in sheet.tables.values()] == [header[0].coordinate]
    first = sheet[header[0].row + 1]
    column = {cell.value: cell.column - 1 for cell in header}
    key, people = (
        ("Kreisschlüssel", "Einwohner") if lang == "de" else ("District key", "Inhabitants")
    )
    assert isinstance(first[column[key]].value, str)
    assert isinstance(first[column[people]].value, (int, float))
    assert first[column[people]].number_format == "#,##0"


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_list_to_work_in_has_twelve_columns_choices_and_prints_on_a4(analysis, lang):
    book = openpyxl.load_workbook(io.BytesIO(targets_workbook(analysis, lang)))
    sheet = book[SHEET_NAMES["targets"][lang]]
    table = next(iter(sheet.tables.values()))
    assert "$A$1:$L$" in sheet.print_area
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    first = openpyxl.utils.cell.range_boundaries(table.ref)[1]
    assert sheet.print_title_rows == f"${first}:${first}"
    folded = [c for c in sheet.column_dimensions.values() if c.hidden and c.outlineLevel == 1]
    assert min(column.min for column in folded) == 13
    shown = [cell.value for cell in sheet[first][:12]]
    assert shown[-5:] == [column.caption[lang] for column in WORK.values()]
    lists = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert list(lists) == ["H", "I", "J"]
    assert CHOICES["work_status"][1][lang] in lists["H"]
    assert all(rule.type in ("dataBar", "cellIs", "expression")
               for rules in sheet.conditional_formatting for rule in rules.rules)  # fmt: skip


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_name_leads_to_its_row_and_the_cover_to_every_sheet(analysis, lang):
    book = openpyxl.load_workbook(io.BytesIO(targets_workbook(analysis, lang)))
    links = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row
             if cell.hyperlink]  # fmt: skip
    assert not [link.target for link in links if link.target]  # nothing leaves the file
    cover = book[SHEET_NAMES["cover"][lang]]
    leads = {cell.value for row in cover.iter_rows() for cell in row if cell.hyperlink}
    assert leads == set(book.sheetnames) - {cover.title}
    targets, districts = (book[SHEET_NAMES[key][lang]] for key in ("targets", "districts"))
    for link in (link for link in links if link.ref.startswith("B") and districts.title in
                 str(link.location) and targets[link.ref].value):  # fmt: skip
        if not link.location.endswith("!A1"):
            key = districts[link.location.rpartition("!")[2]].value
            assert targets.cell(targets[link.ref].row, 13).value == key


def test_codes_stand_in_words_and_years_are_numbers(shipped):
    book = openpyxl.load_workbook(io.BytesIO(targets_workbook(shipped, "de")), read_only=True)
    codes = {"need", "capacity", "reference", "more", "less", "never", "mostly", "always", "high",
             "low", "quantile", "note", "repaired", "winsorise", "exclude", "lignite", "balanced",
             "white", "covered", "unconnected"}  # fmt: skip
    cells = [
        (sheet.title, value) for sheet in book if sheet.title != SHEET_NAMES["method"]["de"]
        for row in sheet.iter_rows(values_only=True) for value in row
    ]  # fmt: skip
    assert sorted({cell for cell in cells if cell[1] in codes}) == []
    years = [r[5] for r in book[SHEET_NAMES["indicators"]["de"]].iter_rows(values_only=True)]
    assert {type(year) for year in years[1:]} == {int}


def test_a_plan_adds_a_sheet_per_wave_and_an_empty_next_step(analysis, plan):
    book = openpyxl.load_workbook(io.BytesIO(targets_workbook(analysis, "de", plan)))
    assert book.sheetnames[2:6] == ["Plan", "Welle 1", "Welle 2", "Welle 3"]
    rows = list(book["Welle 1"].iter_rows(values_only=True))
    hubs = [row[rows[0].index("Kreisschlüssel")] for row in rows[1:]]
    assert hubs == sorted(plan.table.index[plan.table["wave"] == 1])
    assert rows[0][-1] == "Nächster Schritt"
    assert {row[-1] for row in rows[1:]} == {None}


def test_the_plan_stands_in_every_table(analysis, plan, tmp_path):
    wave = plan.district_waves
    frame = pd.read_csv(io.BytesIO(districts_csv(analysis, plan)), dtype={"ags": str})
    assert frame.set_index("ags")["wave"].dropna().astype(int).to_dict() == wave.to_dict()
    write_geopackage(analysis, tmp_path / "x.gpkg", plan)
    layer = gpd.read_file(tmp_path / "x.gpkg", layer="plan").set_index("ags")["wave"]
    assert layer.astype(int).to_dict() == wave.to_dict()
    collection = json.loads(districts_geojson(analysis, plan))
    waves = {f["properties"]["ags"]: f["properties"]["wave"] for f in collection["features"]}
    assert {ags: n for ags, n in waves.items() if n is not None} == wave.to_dict()


def test_the_weights_and_every_changed_value_can_be_read_off(analysis):
    potential = analysis.potential
    book = openpyxl.load_workbook(io.BytesIO(targets_workbook(analysis, "en")))
    weights = [row[2].value for row in book["Weights"] if isinstance(row[2].value, float)]
    np.testing.assert_allclose(weights, potential.weights)
    changes = book["Changed values"].max_row - 1
    assert changes == len(potential.gaps.log) + len(potential.outliers.log)


def test_a_register_without_foundings_says_so_on_the_sheet():
    undated = analyse(grid_inputs({"a": initiative("01006", founded_year=np.nan)}), EQUAL)
    book = openpyxl.load_workbook(io.BytesIO(targets_workbook(undated, "en")))
    assert "no founding in the period" in book["Look back"]["A1"].value


def test_no_text_becomes_a_formula_or_a_link(analysis):
    book = openpyxl.load_workbook(io.BytesIO(targets_workbook(analysis, "de")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if cell.hyperlink and "HYPERLINK" in str(cell.value)]
    assert spreadsheet_safe(EVIL) == f"'{EVIL}"


def test_a_missing_value_is_an_empty_cell():
    inputs = grid_inputs({"a": initiative("01006")})
    inputs.indicators.loc["01001", "industry_employees"] = np.nan
    book = openpyxl.load_workbook(io.BytesIO(targets_workbook(analyse(inputs, EQUAL), "de")))
    sheet = book[SHEET_NAMES["districts"]["de"]]
    rows = list(sheet.iter_rows(values_only=True))
    header = next(row for row in rows if row[0] == "Kreisschlüssel")
    column = header.index("Beschäftigte im Produzierenden Gewerbe")
    assert next(row for row in rows if row[0] == "01001")[column] is None


def test_two_runs_write_the_same_bytes(analysis, plan, tmp_path):
    one = write_outputs(analysis, plan, tmp_path / "one", "de")
    other = write_outputs(analysis, plan, tmp_path / "other", "de")
    assert [path.name for path in one] == [path.name for path in other]
    for first, second in zip(one, other, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_shuffled_input_writes_the_same_tables(analysis):
    inputs = analysis.inputs
    turned = replace(
        inputs,
        initiatives=inputs.initiatives.iloc[::-1],
        served=inputs.served.iloc[::-1],
        neighbours=inputs.neighbours.iloc[::-1],
        chambers=inputs.chambers.iloc[::-1],
    )
    other = analyse(turned, EQUAL)
    assert districts_csv(other) == districts_csv(analysis)
    assert districts_geojson(other) == districts_geojson(analysis)


def test_the_manifest_repeats_the_run(analysis, plan, tmp_path):
    write_outputs(analysis, plan, tmp_path, "en")
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert Scenario(**manifest["parameters"]) == analysis.scenario
    assert set(manifest["outputs"]) == {p.name for p in tmp_path.iterdir()} - {"manifest.json"}
    assert manifest["plan"]["regions"] == plan.table["wave"].to_dict()
    rates = analysis.rates().set_index(["area", "base", "level"])
    share = manifest["rates"]["districts"]["reached"]["share"]
    assert share == rates.loc[("DE", "districts", "reached"), "share"] == 4 / 16
    scenario = Scenario.from_toml(tmp_path / "scenario.toml")
    assert scenario == analysis.scenario


def test_a_failing_run_leaves_the_folder_as_it_was(analysis, plan, tmp_path, monkeypatch):
    (tmp_path / "targets.csv").write_text("old")

    def fails(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr("rollout.outputs.manifest_json", fails)
    with pytest.raises(RuntimeError, match="broken"):
        write_outputs(analysis, plan, tmp_path, "de")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("targets.csv", "old")]


def test_the_targets_csv_says_what_was_decided_and_why(analysis):
    first, second, third = analysis.targets().index[:3]
    chosen = analyse(
        analysis.inputs,
        analysis.scenario.changed(require={first: "=IHK"}, exclude={second: "no staff", third: ""}),
    )
    rows = list(
        csv.DictReader(io.StringIO(targets_csv(chosen, "en").decode("utf-8-sig")), delimiter=";")
    )
    said = {row["District key"]: row["Decision and reason"] for row in rows}
    assert said[first] == "required: =IHK"
    assert said[second] == "excluded: no staff"
    assert said[third] == "excluded"
    assert set(said.values()) == {"required: =IHK", "excluded: no staff", "excluded", ""}
