"""What the report says when the data are odd: still true, still whole, never made up."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache

import numpy as np
import pandas as pd
import pytest

from rollout.analysis import analyse
from rollout.language import Text, in_words
from rollout.plan.plan import plan_waves
from rollout.report.coverage_curve import report_curve
from rollout.report.gains import baselines
from rollout.report.report import report_data, report_pdf
from rollout.report.summary import sentences
from rollout.scenario import Scenario
from rollout.scenario.rules import RULES
from rollout.typeset import typeset_pdf
from tests.grids import KEYS, grid_districts, grid_inputs, initiative
from tests.report.pdfs import opened, pages_of, plain, sides, text_of

EQUAL = Scenario(preset="equal", draws=100)
ROWS = {
    "a": initiative("01006"),
    "b": initiative("02003", "unconnected", name="Runder Tisch Süd"),
    "c": initiative("02008", "founding"),
}
VERDICT = Text("Urteil.", "Verdict.")


def grid(rows=ROWS, served=None, scenario=EQUAL, **changes):
    return analyse(grid_inputs(rows, served or {"a": ["01001"]}, **changes), scenario)


def all_texts(value):
    """Every string anywhere in the data, without the drawings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "svg":
                yield from all_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from all_texts(inner)


def section(data, number):
    return " ".join(all_texts(data["sections"][number]))


def printed(data):
    """Words of the report that these data make."""
    return text_of(typeset_pdf("report.typ", data, lang=data["lang"]))


@pytest.fixture(scope="module")
def analysis():
    return grid()


@pytest.fixture(scope="module")
def grid_data(analysis):
    """Data of its report by language, and whether with a plan, each made once."""
    plan = plan_waves(analysis)

    @cache
    def data(lang, *, planned=False):
        return report_data(analysis, plan if planned else None, lang)

    return data


def test_the_data_are_plain_json(grid_data):
    data = grid_data("de", planned=True)
    assert json.loads(json.dumps(data, allow_nan=False)) == data


@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_missing_number_shows_its_inside(grid_data, lang):
    for words in all_texts(grid_data(lang, planned=True)):
        assert not re.search(r"\b(nan|NaN|None(?! found)|inf|Timestamp|dtype)\b", words), words


def test_two_runs_are_the_same_bytes(analysis):
    plan = plan_waves(analysis)
    assert report_pdf(analysis, plan, "de") == report_pdf(analysis, plan, "de")


def test_the_summary_has_three_to_five_sentences(analysis):
    for lang in ("de", "en"):
        for plan in (plan_waves(analysis), None):
            made = sentences(analysis, plan, Text("Kein Plan.", "No plan."), VERDICT, lang)
            assert 3 <= len(made) <= 5


def test_the_summary_stays_on_one_page(shipped_pdf):
    for raw, contents in (
        (shipped_pdf["de"], "Inhaltsverzeichnis"),
        (shipped_pdf["en"], "Contents"),
    ):
        assert contents in pages_of(raw)[1].splitlines()[0]


def test_the_report_has_twelve_to_twenty_pages_and_more(shipped_pdf):
    for raw in shipped_pdf.values():
        assert 12 <= len(opened(raw).pages) <= 24


def test_counts_of_the_grid_are_those_seen_by_eye(grid_data):
    first = " ".join(all_texts(grid_data("en")["summary"]))
    # 01001 and 01006 are linked, 02008 is being founded, 02003 is not linked: 12 of 16 are left.
    assert "Linked are at least 2 of 16 districts (12.5%)" in first
    assert "None found: 12 districts" in first


def test_without_a_white_spot_the_report_says_so():
    covered = grid({"a": initiative("01006")}, {"a": KEYS})
    data = report_data(covered, plan_waves(covered), "de")
    assert "Jeden Kreis erreicht eine Initiative" in " ".join(all_texts(data["summary"]))
    assert "erreicht jeden Kreis eine Initiative" in section(data, 0)
    assert "Jeder Kreis ist vernetzt oder in Gründung." in section(data, 0)
    assert "Der Plan enthält keine Region." in section(data, 1)
    assert printed(data)


def test_without_a_plan_the_report_says_why(analysis):
    why = Text("Es gibt keinen Plan, weil alle ausgeschlossen sind.", "No plan: all excluded.")
    data = report_data(analysis, None, "de", no_plan=why)
    assert why.de in " ".join(all_texts(data["summary"]))
    assert why.de in section(data, 1)
    assert why.de in section(data, 2)
    assert plain(why.en) in text_of(report_pdf(analysis, None, "en", no_plan=why))


def test_an_empty_plan_has_no_tables_of_regions():
    empty = grid(scenario=EQUAL.changed(count=0))
    data = report_data(empty, plan_waves(empty), "en")
    assert "The plan has no region." in section(data, 1)
    kinds = [block["kind"] for block in data["sections"][2]["blocks"]]
    assert kinds == ["text"]


def test_without_initiatives_every_district_is_white():
    empty = grid({}, {"a": []})
    data = report_data(empty, plan_waves(empty), "de")
    first = " ".join(all_texts(data["summary"]))
    assert "zählt keine Initiative des Registers" in first
    rules = in_words(len(RULES)).de
    assert f"16 Kreise, davon 16 unter allen {rules} Abdeckungsregeln" in first
    assert printed(data)


def test_a_register_without_founding_years_has_no_look_back():
    rows = {key: {**row, "founded_year": np.nan} for key, row in ROWS.items()}
    undated = grid(rows)
    data = report_data(undated, plan_waves(undated), "en")
    assert "A look back is not possible" in " ".join(all_texts(data["summary"]))
    assert "A look back is not possible" in section(data, 3)
    assert printed(data)


def test_a_land_with_one_district_is_a_row_like_others():
    districts = grid_districts()
    districts["land"] = ["11" if key == "01001" else key[:2] for key in KEYS]
    laender = districts.dissolve("land")[["land_name", "geometry"]]
    single = grid(districts=districts, laender=laender)
    data = report_data(single, None, "de")
    tables = [b for b in data["sections"][0]["blocks"] if b["kind"] == "table"]
    row = next(row for row in tables[0]["rows"] if row[0] == "Berlin")
    assert row[1:6] == ["1", "1", "0", "0", "0"]
    assert "1 Kreis" in data["sections"][0]["blocks"][1]["svg"]


EVIL = [
    "#panic()", "$x$ und *fett* und _kursiv_", "<script>alert(1)</script>", "= Überschrift",
    "@quelle `code` ~ \\ // kein Kommentar", "#import \"/etc/passwd\": *", "&amp; </text> ]]>",
    "عربي mitten im Satz", "Straße Ärger Öl Übung ẞ",
]  # fmt: skip


def test_markup_in_the_register_is_shown_as_it_is_written():
    places = dict(
        zip([key for key in KEYS if key not in ("01001", "01006", "02008")], EVIL, strict=False)
    )
    rows = {
        f"evil-{ags}": initiative(ags, "unconnected", name=name) for ags, name in places.items()
    }
    scenario = EQUAL.changed(require=places, count=10, waves=1)
    spoiled = grid({"a": ROWS["a"], **rows}, scenario=scenario)
    plan = plan_waves(spoiled)
    data = report_data(spoiled, plan, "de")
    found = printed(data)
    for name in EVIL:
        assert name in section(data, 1)
        assert all(word in found for word in plain(name).split() if word.isascii())


def test_very_long_names_break_and_stay_on_the_page():
    long = "Arbeitsgemeinschaft " + "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 4
    districts = grid_districts()
    districts.loc["02003", "display_name"] = long
    rows = ROWS | {"b": initiative("02003", "unconnected", name=long)}
    wide = grid(rows, districts=districts)
    raw = report_pdf(wide, plan_waves(wide), "de")
    assert all(0 <= left <= right <= width for left, right, width in sides(raw))


def test_required_and_excluded_districts_keep_their_reason():
    scenario = EQUAL.changed(
        require={"01002": "Zusage der Kammer"}, exclude={"01003": "läuft schon"}
    )
    given = grid(scenario=scenario)
    words = section(report_data(given, plan_waves(given), "de"), 1)
    assert "Zusage der Kammer" in words
    assert "läuft schon" in words


def test_half_circles_at_the_border_are_named_where_used():
    scenario = EQUAL.changed(rule="radius", radius_km=8, half_ring=True)
    ring = grid(scenario=scenario)
    data = report_data(ring, None, "de")
    assert "Umkreise an der Staatsgrenze sind vergrößert" in section(data, 5)


def test_the_border_pages_name_the_chambers_abroad(shipped_data, grid_data):
    for lang, words in (("de", "Mailand"), ("en", "Milan")):
        tables = [b for b in shipped_data[lang]["sections"][5]["blocks"] if b["kind"] == "table"]
        rows = {row[0]: row[1:] for row in tables[-1]["rows"]}
        assert len(rows) == 10  # eleven countries, two of them with one chamber
        assert rows["Italien" if lang == "de" else "Italy"][1:] == [words, "www.ahk-italien.it"]
        unknown = "Ort nicht belegt" if lang == "de" else "place not known"
        assert rows["Ungarn" if lang == "de" else "Hungary"][1] == unknown
    assert "Auslandshandelskammer" not in section(grid_data("de"), 5)


def test_simpler_choices_never_beat_the_plan():
    for reach in ("rule", "neighbour", "chamber"):
        scenario = EQUAL.changed(reach=reach, count=2, waves=1)
        made = grid(scenario=scenario)
        rows = baselines(made, plan_waves(made))
        assert rows[0][1] == max(value for _, value, _ in rows)
        assert rows[-1][1] == min(value for _, value, _ in rows)


def test_the_curve_of_the_report_is_the_whole_curve_where_both_have_a_point():
    from rollout.plan.details import plan_curve

    made = grid(
        scenario=EQUAL.changed(
            objective="cover", demand="population", reach="neighbour", count=1, waves=2
        )
    )
    plan = plan_waves(made)
    whole, short = plan_curve(made, plan).table, report_curve(made, plan).table
    both = whole.index.intersection(short.index)
    assert len(both) > 3
    assert (whole.loc[both, "covered"] == short.loc[both, "covered"]).all()


def test_every_setting_weight_and_source_is_in_the_annex(shipped, shipped_data):
    words = section(shipped_data["de"], -1)
    for name in Scenario.model_fields:
        assert name in words
    for name in shipped.potential.weights.index:
        assert shipped.inputs.catalogue.loc[name, "name_de"] in words
    for key, source in shipped.inputs.sources.iterrows():
        assert str(key) in words
        assert source["attribution_de"] in words
    for note in shipped.notes:
        assert note.finding.de in words


def test_no_path_of_this_machine_is_printed(shipped_data):
    for words in all_texts(shipped_data["de"]):
        assert "/data/" not in words.replace("data/network_history.csv", "")
        assert "/home/" not in words


def founding(**changes):
    """One founding of a made-up record."""
    from rollout.founding_steps import COLUMNS

    row = dict.fromkeys(COLUMNS, "") | {
        "name": "Industriedialog Süd", "region_ags": "02003", "kind": "new", "carrier": "chamber",
        "trigger": "2021-02", "kickoff": "2021-09-15", "outcome": "running",
        "favourable": "study",
    }  # fmt: skip
    frame = pd.DataFrame([row | changes], index=pd.Index(["dialog-sued"], name="id"), dtype="str")
    return frame[list(COLUMNS)]


def test_foundings_get_a_section_only_where_there_are_any(grid_data):
    titles = [part["title"] for part in grid_data("de")["sections"]]
    assert "Gründungen und Kalender" not in titles
    running = grid(foundings=founding())
    data = report_data(running, plan_waves(running), "de")
    part = next(p for p in data["sections"] if p["title"] == "Gründungen und Kalender")
    words = " ".join(all_texts(part))
    assert "Industriedialog Süd" in words
    assert "Musterkreis 11" in words
    assert "Auftaktworkshop" in words
    assert "Industriedialog Süd" in printed(data)


def test_a_start_of_the_first_wave_gives_a_calendar():
    dated = grid(scenario=EQUAL.changed(first_start=dt.date(2027, 1, 1)))
    data = report_data(dated, plan_waves(dated), "en")
    part = next(p for p in data["sections"] if p["title"] == "Foundings and calendar")
    assert "1 January 2027" in " ".join(all_texts(part))


def test_every_unit_of_a_setting_has_a_word_in_both_languages():
    from rollout.report.method import UNITS

    units = {info.json_schema_extra["unit"] for info in Scenario.model_fields.values()}
    assert units <= {*UNITS, "", "km", "min", "s"}
