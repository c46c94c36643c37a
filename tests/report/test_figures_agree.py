"""The same figures in analysis, report, spreadsheet, manifest and on the command line."""

from __future__ import annotations

import io
import json

import numpy as np
import openpyxl
import pytest

from rollout import language
from rollout.cli import main
from rollout.coverage.words import BASE_NAMES
from rollout.outputs import write_outputs
from rollout.report.summary import rates_table
from rollout.siting.packing import best_groups
from tests.report.pdfs import plain

LANGS = ("de", "en")
LEVELS = ("covered", "reached")


def tables(data, caption):
    """Rows of the tables whose caption contains these words."""
    parts = [{"blocks": data["summary"]}, *data["sections"]]
    blocks = [block for part in parts for block in part["blocks"] if block["kind"] == "table"]
    return [row for block in blocks if caption in block["caption"] for row in block["rows"]]


@pytest.fixture(scope="module")
def words(shipped_pages):
    return {lang: plain("\n".join(pages)) for lang, pages in shipped_pages.items()}


@pytest.fixture(scope="module")
def run(shipped, shipped_plan, data_made_once, tmp_path_factory):
    """Folder with all files of a run."""
    folder = tmp_path_factory.mktemp("run")
    write_outputs(shipped, shipped_plan, folder, "de")
    return folder


@pytest.mark.parametrize("lang", LANGS)
def test_the_four_rates_are_those_of_the_analysis(shipped, words, lang):
    rates = shipped.rates().set_index(["area", "base", "level"])
    rows = {row[0]: row for row in rates_table(shipped, lang)["rows"]}
    for base, name in BASE_NAMES.items():
        expected = [name[lang]]
        for level in LEVELS:
            rate = rates.loc[("DE", base, level)]
            expected += [
                language.number(rate["value"], 0, lang),
                language.percent(rate["share"], 1, lang),
            ]
        assert rows[name[lang]][:5] == expected
        assert rows[name[lang]][5] == language.number(
            rates.loc[("DE", base, "reached"), "total"], 0, lang
        )
        assert plain(" ".join(rows[name[lang]])) in words[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_every_land_shows_its_own_rates(shipped, shipped_data, words, lang):
    rates = shipped.rates().set_index(["area", "base", "level"])["share"]
    rows = tables(
        shipped_data[lang],
        {"de": "Kreise nach Stand; Anteile", "en": "Districts by status; shares"}[lang],
    )
    areas = [area for area in dict.fromkeys(shipped.rates()["area"]) if area != "DE"] + ["DE"]
    assert len(rows) == len(areas) == 17
    for area, row in zip(areas, rows, strict=True):
        bases = ("districts", "population", "industry_employees")
        shown = [language.percent(rates[(area, base, "reached")], 1, lang) for base in bases]
        assert row[-3:] == shown
        assert plain(" ".join(row)) in words[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_scores_and_ranks_are_those_of_the_wide_table(shipped, shipped_data, words, lang):
    table = shipped.table()
    rows = tables(
        shipped_data[lang], {"de": "Rang, Band und Klasse", "en": "Rank, band and class"}[lang]
    )
    assert len(rows) == 20
    for row, (ags, facts) in zip(rows, shipped.targets().head(20).iterrows(), strict=True):
        assert ags in row[0]
        assert row[2] == language.number(table.loc[ags, "potential"], 1, lang)
        rank, low, high = (
            language.number(facts[name], 0, lang) for name in ("rank", "rank_low", "rank_high")
        )
        assert row[3] == f"{rank} ({low}–{high})"
        assert plain(" ".join(row)) in words[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_the_waves_name_the_regions_of_the_plan(shipped_plan, shipped_data, words, lang):
    head = {"de": "Zielregionen der Welle", "en": "Target regions of wave"}[lang]
    shown = [row[0].partition(": ")[0] for row in tables(shipped_data[lang], head)]
    assert shown == shipped_plan.table["region"].tolist()
    assert all(plain(name) in words[lang] for name in shown)


def test_the_plan_reaches_as_much_in_report_and_summary(shipped_plan, shipped_data):
    rows = tables(shipped_data["de"], "Anteil mit vernetzter Initiative")
    for row, (_, wave) in zip(rows, shipped_plan.summary.iterrows(), strict=True):
        assert row[2:6] == [language.percent(wave[f"share_{base}"]) for base in BASE_NAMES]


def test_the_curve_passes_through_the_plan(shipped_plan, shipped_data):
    rows = {row[0]: row for row in tables(shipped_data["de"], "Beste Abdeckung je Zahl")}
    last = shipped_plan.summary.iloc[-1]
    # The plan is made in waves and keeps to quotas; the curve is the best without either.
    basis = shipped_plan.regions
    best = best_groups(basis.reach, basis.worth, int(last["regions"]), excluded=basis.excluded)
    share = language.percent(best.value / basis.whole, 1)
    assert rows[str(int(last["regions"]))][1] == share


def test_the_spreadsheet_shows_the_same_rates_and_scores(shipped, run):
    book = openpyxl.load_workbook(io.BytesIO((run / "targets.xlsx").read_bytes()), data_only=True)
    rates = shipped.rates().set_index(["area", "base", "level"])["share"]
    found = {
        (row[0], row[1]): row[2:4]
        for row in book["Raten"].iter_rows(values_only=True)
        if row[0] == "Deutschland"
    }
    for base, name in BASE_NAMES.items():
        expected = [rates[("DE", base, level)] for level in LEVELS]
        assert found[("Deutschland", name.de)] == pytest.approx(expected)
    scores = _column(book["Alle Kreise"], "Kreisschlüssel", "Gründungspotenzial")
    for ags, potential in shipped.table()["potential"].dropna().items():
        assert scores[ags] == pytest.approx(potential)


def _column(sheet, key, column):
    rows = list(sheet.iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if key in row)
    at, wanted = (
        rows[top].index(key),
        next(n for n, name in enumerate(rows[top]) if name and column in str(name)),
    )
    return {row[at]: row[wanted] for row in rows[top + 1 :] if row[at]}


def test_the_manifest_has_the_rates_and_the_fingerprint_of_the_report(shipped, run, words):
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["rates"] == shipped.nationwide()
    assert len(manifest["fingerprint"]) == 64
    assert manifest["fingerprint"] in words["de"].replace(" ", "")
    assert "report.pdf" in manifest["outputs"]


def test_the_report_of_a_run_is_the_report(run, shipped_pdf):
    assert (run / "report.pdf").read_bytes() == shipped_pdf["de"]


def test_the_command_line_says_the_same(shipped, shipped_plan, capsys, analysed_once):
    scored = _json(capsys, "score", "--json")["districts"]
    table = shipped.table()
    assert sorted(row["ags"] for row in scored) == table.index.tolist()
    for row in scored:
        for name in ("potential", "rank", "rank_low", "rank_high"):
            known = table.loc[row["ags"], name]
            expected = None if np.isnan(known) else pytest.approx(known, rel=1e-12)
            assert row[name] == expected
    spots = _json(capsys, "whitespots", "--json")["spots"]
    assert [row["ags"] for row in spots] == sorted(shipped.targets().index)
    planned = _json(capsys, "plan", "--json")
    assert [row["ags"] for row in planned["regions"]] == shipped_plan.table.index.tolist()
    shares = [row["share_population"] for row in planned["waves"]]
    assert shares == pytest.approx(shipped_plan.summary["share_population"].tolist())


def _json(capsys, *arguments):
    with pytest.raises(SystemExit):
        main(arguments)
    return json.loads(capsys.readouterr().out)
