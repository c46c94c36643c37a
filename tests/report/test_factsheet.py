"""Fact sheets: two pages, the figures of the analysis, nothing read as markup."""

import dataclasses
import io
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from rollout.analysis import analyse
from rollout.errors import ScenarioError
from rollout.language import number
from rollout.model import PARTNERS_ABROAD
from rollout.parts_of_country import find_district, find_part
from rollout.report.bundle import (
    bundle_pdf,
    ordered_keys,
    outreach_csv,
    outreach_table,
    outreach_workbook,
    write_sheets,
)
from rollout.report.factsheet import factsheet_data, factsheet_pdf
from rollout.report.partners import initiatives_near, open_questions, partners, twins
from rollout.report.profile import arguments, indicators, rules
from rollout.scenario import Scenario
from tests.grids import KEYS, grid_inputs, initiative
from tests.report.pdfs import fonts, opened, structure, text_of

DE, EN = "de", "en"
EVIL = ["#panic()", "*x* $y$ _z_", "<script>alert(1)</script>", "=1+1", "\u202eabc", "日本"]


@pytest.fixture(scope="module")
def grid():
    rows = {
        "a": initiative("01002", name="Initiative A", carrier="IHK Nord", topics="Energie;Dialog"),
        "b": initiative("02003", "unconnected", name="Initiative B", confidence="low"),
    }
    return analyse(grid_inputs(rows), Scenario(draws=100))


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("ags", ["01001", "01002", "02003", "02008"])
def test_a_sheet_has_two_pages(lang, ags, grid):
    raw = factsheet_pdf(grid, ags, lang)
    assert len(opened(raw).pages) == 2
    assert f"Musterkreis {KEYS.index(ags) + 1}" in text_of(raw)


@pytest.mark.parametrize("ags", ["09662", "03103", "11000", "05315", "03241", "07338", "16063"])
def test_real_districts_fit_on_two_pages(ags, shipped):
    assert len(opened(factsheet_pdf(shipped, ags, "de")).pages) == 2


def test_a_sheet_is_accessible(shipped):
    raw = factsheet_pdf(shipped, "09662", "de")
    catalogue = opened(raw).trailer["/Root"]
    assert catalogue["/Lang"].startswith("de")
    assert catalogue["/MarkInfo"]["/Marked"]
    assert opened(raw).metadata.title == "Schweinfurt (Stadt) (09662)"
    figures = [node for node in structure(raw) if node.get("/S") == "/Figure"]
    assert figures
    assert all("Schweinfurt" in node["/Alt"] for node in figures)
    assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts(raw))


def test_the_figures_of_a_sheet_are_those_of_the_analysis(shipped):
    row = shipped.table().loc["09662"]
    said = text_of(factsheet_pdf(shipped, "09662", "de"))
    for words in (
        number(row["population"], lang=DE),
        f"{number(row['potential'], 1, DE)} von 100 Punkten",
        f"{row['rank']:.0f} ({row['rank_low']:.0f}–{row['rank_high']:.0f})",
        number(shipped.inputs.indicators.loc["09662", "industry_pct"], 1, DE),
    ):
        assert words in said


def test_indicators_stand_beside_hand_made_means(shipped):
    """Means counted anew from the values, the type and the Land of each district."""
    table, values = shipped.table(), shipped.inputs.indicators["unemployment_pct"]
    shown = {row["name"]: row for row in indicators(shipped, "09662", DE)["rows"]}
    row = next(found for name, found in shown.items() if name.startswith("Arbeitslosenquote"))
    kind = table.loc["09662", "settlement_type"]
    means = [
        values[table.index[table["settlement_type"] == kind]].mean(),
        values[table.index[table["land"] == "09"]].mean(),
        values.mean(),
    ]
    points = shipped.potential.parts.loc["09662", "unemployment_pct"]
    expected = [values["09662"], *means, points]
    assert row["values"] == [number(value, 1, DE) for value in expected]
    smaller = (values.drop("09662") < values["09662"]).sum()
    ties = (values.drop("09662") == values["09662"]).sum()
    assert row["track"] == pytest.approx((smaller + ties / 2) / (len(shipped.inputs.districts) - 1))


def test_a_secret_value_is_shown_as_missing_beside_the_means(shipped):
    stand_in = indicators(shipped, "03103", DE)["rows"][0]
    assert stand_in["name"].endswith("Ersatzwert 2023")
    values = shipped.inputs.indicators.copy()
    values.loc["03103", "industry_pct"] = np.nan
    gap = analyse(dataclasses.replace(shipped.inputs, indicators=values), Scenario())
    row = indicators(gap, "03103", DE)["rows"][0]
    assert row["values"][0] == "–"
    assert row["track"] is None
    assert row["values"][3] == number(values["industry_pct"].mean(), 1, DE)


def test_rules_say_what_the_statuses_say(grid):
    shown = dict(rules(grid, "02003", EN)["rows"])
    assert shown["seat in the district"] == "exists, not linked"
    assert shown["declared service area or seat (chosen)"] == "exists, not linked"
    assert dict(rules(grid, "01001", EN)["rows"])["seat in the district"] == "no"


def test_arguments_name_indicator_value_year_and_comparison(grid):
    said = arguments(grid, "02008", EN)
    assert said["for"][0].startswith("pressure: 15.0 pressure (2022), mean of districts 7.5;")
    assert "higher than in 100% of the other districts" in said["for"][0]
    assert arguments(grid, "01001", EN)["against"][0].startswith("pressure: 0.0")


def test_near_initiatives_are_sorted_by_straight_line(grid):
    """From the middle of 01001: 10 km to 01002; two columns and two rows on, 28.3 km, to 02003."""
    rows = initiatives_near(grid, "01001", EN)["rows"]
    assert [row[0] for row in rows] == ["Initiative A", "Initiative B"]
    assert [row[3].split(", ")[1] for row in rows] == ["10 km", "28 km"]


def test_a_twin_tells_what_the_register_says(grid):
    rows = twins(grid, "01001", EN)["rows"]
    assert rows[0][0] == "Musterkreis 2"
    assert rows[0][2] == "Initiative A (other, since 2015); IHK Nord; Energie, Dialog"


def test_the_chamber_is_the_first_partner(grid):
    first, office, *_ = partners(grid, "01001", DE)
    assert first == "Kammer: IHK Nord"
    assert office.startswith("Kreisverwaltung")


def abroad(*rows):
    return pd.DataFrame(list(rows), columns=list(PARTNERS_ABROAD))


def test_a_border_sheet_ends_its_partners_with_the_chambers_beyond_the_border(grid):
    """In the grid 01001 alone touches a country, XX; two chambers there, one without evidence."""
    table = abroad(
        ("XX", "AHK Eins", "Ort", "Town", "https://www.example.org/", "https://example.org", ""),
        ("XX", "AHK Zwei", None, None, None, "https://example.org", ""),
        ("YY", "AHK Drei", "Fern", "Far", None, "https://example.org", ""),
    )
    analysis = analyse(replace(grid.inputs, partners_abroad=table), Scenario(draws=100))
    assert partners(analysis, "01001", DE)[4:] == [
        "AHK jenseits der Grenze, XX: AHK Eins, Ort, www.example.org",
        "AHK jenseits der Grenze, XX: AHK Zwei, Ort nicht belegt, Website nicht belegt",
    ]
    assert partners(analysis, "01001", EN)[4:] == [
        "German chamber (AHK) beyond the border, XX: AHK Eins, Town, www.example.org",
        "German chamber (AHK) beyond the border, XX: AHK Zwei, place not known, website not known",
    ]
    assert len(partners(analysis, "01002", DE)) == 4
    assert len(partners(grid, "01001", DE)) == 4  # data without such a table say nothing


def test_a_neighbour_country_without_a_chamber_is_told(grid):
    table = abroad(("YY", "AHK", "Fern", "Far", None, "https://example.org", ""))
    analysis = analyse(replace(grid.inputs, partners_abroad=table), Scenario(draws=100))
    assert partners(analysis, "01001", EN)[4:] == [
        "German chamber (AHK) beyond the border, XX: no chamber known"
    ]


def test_two_countries_of_one_chamber_are_one_partner(shipped):
    """Bitburg-Prüm borders on Belgium and Luxembourg, which share a chamber."""
    beyond = partners(shipped, "07232", DE)[4:]
    assert len(beyond) == 1
    assert beyond[0].startswith("AHK jenseits der Grenze, Belgien, Luxemburg: ")
    assert len(partners(shipped, "05334", DE)[4:]) == 2  # Aachen: Belgium, Netherlands
    assert partners(shipped, "09662", DE)[4:] == []


@pytest.mark.parametrize("ags", ["05334", "07232", "08435"])
def test_real_border_sheets_print_the_chambers_on_two_pages(ags, shipped):
    raw = factsheet_pdf(shipped, ags, "de")
    assert len(opened(raw).pages) == 2
    assert text_of(raw).count("AHK jenseits der Grenze") == len(partners(shipped, ags, DE)[4:])


def test_open_questions_name_weak_evidence_and_unknown_values(grid):
    asked = " ".join(open_questions(grid, "02003", EN))
    assert "Weakly evidenced: Initiative B" in asked
    assert "Does the initiative still exist" in asked


@pytest.mark.parametrize("text", EVIL)
def test_text_of_files_is_never_markup(text, grid):
    register = grid.inputs.initiatives.assign(name=text, carrier=text, topics=text, place=text)
    table = abroad(("XX", text, text, text, None, "https://example.org", ""))
    inputs = replace(grid.inputs, initiatives=register, partners_abroad=table)
    analysis = analyse(inputs, Scenario(draws=100))
    raw = factsheet_pdf(analysis, "01001", "de")
    assert len(opened(raw).pages) == 2
    if text.isascii():
        assert text.replace("-", "") in text_of(raw)


def test_very_long_names_still_fit(grid):
    long = "Sehr langer Name einer Initiative mit vielen Partnern und Orten " * 4
    register = grid.inputs.initiatives.assign(name=long, carrier=long, topics=long)
    analysis = analyse(replace(grid.inputs, initiatives=register), Scenario(draws=100))
    assert len(opened(factsheet_pdf(analysis, "01001", "de")).pages) == 2


def test_no_initiative_at_all_is_said():
    analysis = analyse(grid_inputs(), Scenario(draws=100))
    raw = factsheet_pdf(analysis, "01001", "en")
    assert "The register counts none." in text_of(raw)
    assert "No comparable district has a linked initiative." in text_of(raw)


def test_the_same_sheet_is_the_same_bytes(grid):
    assert factsheet_pdf(grid, "01001", "de") == factsheet_pdf(grid, "01001", "de")


def test_an_unknown_district_is_refused(grid):
    with pytest.raises(ScenarioError, match="99999"):
        factsheet_pdf(grid, "99999", "de")


def test_a_district_is_found_by_key_or_name(shipped):
    assert find_district(shipped.inputs, "09662") == "09662"
    assert find_district(shipped.inputs, "wolfsburg") == "03103"
    with pytest.raises(ScenarioError, match=r"09662 Schweinfurt.*09678 Schweinfurt"):
        find_district(shipped.inputs, "Schweinfurt")
    with pytest.raises(ScenarioError, match="Atlantis"):
        find_district(shipped.inputs, "Atlantis")


def test_a_bundle_has_cover_contents_list_and_two_pages_each(grid):
    part = find_part(grid.inputs, land="01")
    told = []
    raw = bundle_pdf(grid, part, "de", progress=lambda done, total: told.append((done, total)))
    assert len(opened(raw).pages) == 3 + 2 * 8
    assert told[-1] == (7, 8)
    titles = [entry.title for entry in opened(raw).outline if not isinstance(entry, list)]
    assert sum(title.startswith("Musterkreis") for title in titles) == 8
    assert "Wen zuerst ansprechen" in titles


def test_every_sheet_of_a_bundle_is_found_by_rank_and_by_name(grid):
    """Each name on the page of contents is a link to its sheet and says its page."""
    part = find_part(grid.inputs, land="01")
    pages = opened(bundle_pdf(grid, part, "de")).pages
    said = " ".join(pages[1].extract_text().split())
    table = grid.table().loc[list(part.keys)]
    first_page = {ags: 4 + 2 * place for place, ags in enumerate(ordered_keys(grid, part.keys))}
    for ags, name in table["display_name"].items():
        assert re.search(rf"{name} [. ]*{first_page[ags]}\b", said)
        assert pages[first_page[ags] - 1].extract_text().lstrip().startswith(name)
    ranked = table["rank"].notna().sum()
    assert len(pages[1]["/Annots"]) >= len(table) + ranked


def test_target_regions_come_first_in_a_bundle(grid):
    keys = ordered_keys(grid, KEYS[:8])
    assert sorted(keys) == KEYS[:8]
    assert keys[-1] == "01002"  # the only one covered
    assert keys[:-1] == [ags for ags in grid.targets().index if ags < "02"]


def test_the_outreach_list_names_chamber_and_twin(grid):
    found = outreach_table(grid, KEYS[:8], "en").set_index("ags")
    assert "01002" not in found.index
    assert found.loc["01001", ["chambers", "twin", "initiative"]].tolist() == [
        "IHK Nord", "Musterkreis 2", "Initiative A",
    ]  # fmt: skip


def test_the_outreach_files_hold_no_formulas(grid):
    import openpyxl

    register = grid.inputs.initiatives.assign(name="=HYPERLINK(1)")
    analysis = analyse(replace(grid.inputs, initiatives=register), Scenario(draws=100))
    raw = outreach_csv(analysis, KEYS, "de")
    table = pd.read_csv(io.BytesIO(raw), sep=";", encoding="utf-8-sig", dtype=str)
    assert set(table["dort zu fragen"]) == {"'=HYPERLINK(1)"}
    book = openpyxl.load_workbook(io.BytesIO(outreach_workbook(analysis, KEYS, "de")))
    kinds = {cell.data_type for row in book.active for cell in row if cell.value is not None}
    assert kinds <= {"s", "n"}


def test_breaking_off_leaves_whole_files_only(grid, tmp_path):
    making = write_sheets(grid, KEYS, tmp_path / "sheets", "de")
    first, second = next(making), next(making)
    making.close()
    assert sorted(path.name for path in (tmp_path / "sheets").iterdir()) == [
        "01001.pdf", "01002.pdf",
    ]  # fmt: skip
    assert len(opened(first.read_bytes()).pages) == len(opened(second.read_bytes()).pages) == 2


def test_a_sheet_says_its_wave(shipped, shipped_plan):
    ags = str(shipped_plan.table.index[0])
    data = factsheet_data(shipped, ags, "de", shipped_plan)
    region, wave = shipped_plan.table.loc[ags, ["region", "wave"]]
    assert f"Teil der Zielregion {region} (Welle {wave})." in data["reason"]
