import pandas as pd
import pytest

from dashboard.page import components
from dashboard.views.coverage import figures
from dashboard.views.coverage import parts as coverage
from dashboard.views.data import parts as data_parts
from dashboard.views.data.words import ACCESSIBILITY, GLOSSARY, METHOD
from dashboard.views.spots.neighbours import neighbours_table
from dashboard.views.spots.parts import profile
from rollout.analysis import analyse
from rollout.coverage.words import STATUS_NAMES
from rollout.model import PARTNERS_ABROAD
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.dashboard.pages import SCRIPT_TEXTS, TEXTS, parts, text_of
from tests.grids import grid_inputs


@pytest.fixture(scope="module")
def analysis():
    return analyse(pages.inputs(), Scenario())


def test_tiles_show_share_numerator_and_denominator(analysis):
    texts = [text_of(tile) for tile in coverage.tiles(analysis, "DE", "de")]
    assert len(texts) == 4
    assert "25,0\xa0%" in texts[0]
    assert "4 von 16" in texts[0]
    assert "vernetzt: mindestens 2 von 16" in texts[0]
    assert "12,5\xa0%" in texts[0]
    assert "400 von 1.600 km²" in texts[3]


def test_tiles_of_a_land_count_only_its_districts(analysis):
    assert "linked: at least 2 of 8" in text_of(coverage.tiles(analysis, "01", "en")[0])


def test_unknown_values_are_named_in_the_tile():
    indicators = pages.inputs().indicators.copy()
    indicators.loc["01001", "population"] = float("nan")
    made = analyse(pages.inputs(indicators=indicators), Scenario())
    assert "ohne 1 Kreise mit unbekanntem Wert" in text_of(coverage.tiles(made, "DE", "de")[1])


def test_the_table_has_a_row_for_germany_and_each_land(analysis):
    counts, _ = coverage.land_table(analysis, "DE", "en")
    heads = [text_of(cell) for cell in parts(counts) if type(cell).__name__ == "Th"]
    assert "Germany" in heads
    assert "Schleswig-Holstein" in heads
    assert "Hamburg" in heads
    assert "Bayern" not in heads


def test_the_sentence_says_what_the_map_shows(analysis):
    text = text_of(coverage.sentence(analysis, "DE", "de"))
    assert "Vernetzt sind mindestens 2 von 16 Kreisen (12,5\xa0%)" in text
    assert "In 12 von 16 Kreisen ist keine Initiative gefunden" in text
    assert "12 Kreise" in text


def test_the_sentence_knows_a_country_with_one_everywhere():
    everywhere = grid_inputs(pages.ROWS, {"a": list(pages.inputs().districts.index)})
    text = text_of(coverage.sentence(analyse(everywhere, Scenario()), "DE", "en"))
    assert "In 0 of 16 districts no initiative is found" in text


def test_an_empty_register_makes_the_whole_page_without_a_flaw():
    empty = analyse(grid_inputs(), Scenario())
    assert "0 von 16" in text_of(coverage.tiles(empty, "DE", "de")[0])
    assert "12" not in text_of(coverage.sentence(empty, "01", "de"))
    figures.growth(empty.inputs, None, "de")
    assert profile(empty, "01001", "de")


def test_the_profile_names_status_reason_and_partners(analysis):
    text = text_of(profile(analysis, "02001", "en"))
    assert "Musterkreis 9" in text
    assert "none found" in text
    assert "IHK Süd" in text
    assert "Testinitiative 01001" in text  # the nearest networked one
    assert "no. 1 of 12 districts" in text


def test_the_profile_names_the_chamber_beyond_the_border():
    row = ("XX", "AHK <b>", "Ort", "Town", "https://www.example.org", "https://example.org", "")
    table = pd.DataFrame([row], columns=list(PARTNERS_ABROAD))
    analysis = analyse(grid_inputs(partners_abroad=table), Scenario())
    text = text_of(profile(analysis, "01001", "en"))
    assert "German chamber (AHK) beyond the border" in text
    assert "XX: AHK <b>, Town, www.example.org" in text
    assert "beyond the border" not in text_of(profile(analysis, "01002", "en"))


def test_the_profile_lists_initiatives_with_a_button_for_their_area(analysis):
    found = list(parts(components.html.Div(profile(analysis, "01002", "de"))))
    areas = [getattr(part, "data-area", None) for part in found]
    assert [area for area in areas if area] == ["a"]


def test_the_profile_names_similar_districts_with_a_networked_initiative(analysis):
    found = parts(components.html.Div(profile(analysis, "02001", "de")))
    twins = [_selected(part) for part in found if getattr(part, "className", "") == "plain"]
    assert set().union(*twins) == {"01001", "01002"}


def _selected(component):
    """Districts that a part of a page leads to."""
    return {
        getattr(part, "data-select") for part in parts(component) if hasattr(part, "data-select")
    }


def test_the_profile_lays_the_neighbours_beside_a_district(analysis):
    [details] = neighbours_table(analysis, "01001", "de")
    pairs = analysis.inputs.neighbours
    touching = set(pairs.loc[pairs["ags"] == "01001", "neighbour"])
    assert len(touching) > 1
    assert _selected(details) == touching
    text = text_of(details)
    assert f"Die {len(touching)} Nachbarkreise daneben" in text
    names = STATUS_NAMES[str(analysis.row("01001")["status"])].de
    assert names in text


def test_without_a_district_the_profile_says_how_to_select_one(analysis):
    assert "Wählen Sie einen Kreis" in text_of(profile(analysis, None, "de"))


def test_stacked_bars_are_the_four_statuses_counted_one_by_one(analysis):
    shares = analysis.work.of(coverage.shares_by_status)
    people, land = analysis.inputs.indicators["population"], analysis.inputs.districts["land"]
    statuses = analysis.coverage.status
    for area in ("DE", "01", "02"):
        keys = [key for key in people.index if area in ("DE", land[key])]
        for status in set(statuses[keys]):
            some = sum(people[key] for key in keys if statuses[key] == status)
            share = some / sum(people[key] for key in keys)
            assert shares[area]["population"][status] == pytest.approx(share)
    bar = components.stacked({"white": 0.75, "covered": 0.25, "founding": 0.0})
    drawn = [(part.className, part.style["width"]) for part in bar.children]
    assert drawn == [("part-covered", "25.00%"), ("part-white", "75.00%")]


def test_bars_never_leave_their_frame():
    widths = [part.style["width"] for part in components.bar(1.7, float("nan")).children]
    assert widths == ["100.00%", "0"]


def test_links_are_made_only_to_web_addresses():
    assert data_parts.link("javascript:alert(1)", "x") == "x"
    assert data_parts.link(None, "x") == "x"
    made = data_parts.link("https://example.org", "x")
    assert (made.href, made.rel) == ("https://example.org", "noopener noreferrer")


def test_the_data_view_shows_every_entry_of_the_register(analysis):
    text = text_of(data_parts.register_table(analysis.inputs, "de"))
    for row in pages.ROWS.values():
        assert str(row["name"]) in text


def test_no_text_is_missing_in_a_language():
    pairs = [
        *TEXTS.values(),
        *SCRIPT_TEXTS.values(),
        *METHOD,
        *ACCESSIBILITY,
        *(text for entry in GLOSSARY for text in entry),
    ]
    assert all(text.de and text.en for text in pairs)
    for key, text in (TEXTS | SCRIPT_TEXTS).items():
        gaps = [{part.split("}")[0] for part in t.split("{")[1:]} for t in (text.de, text.en)]
        assert gaps[0] == gaps[1], key
