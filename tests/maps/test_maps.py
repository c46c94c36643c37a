"""Map pages and the HTML map: everything there, nothing executable, the same every time."""

import html
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from rollout.geo.palette import NO_DATA
from rollout.geo.svg import map_paths
from rollout.language import Text
from rollout.maps import panel
from rollout.maps.figure import Caption, Inset, layer_figure, seat_frame, zoomed
from rollout.maps.layers import LAYERS, thirds
from rollout.maps.lettering import placed_labels, text_width, wrapped
from rollout.maps.page import PAGES, map_svg
from rollout.maps.webmap import folium_safe, map_html
from rollout.maps.webparts import linked
from tests.grids import KEYS, grid_inputs, initiative

NAMES = {
    "image": "<img src=x onerror=alert(1)>",
    "script": "</script><script>alert(1)</script>",
    "literal": "${alert(1)}",
    "backtick": "`+alert(1)+`",
    "template": "{{7*7}}{% raw %}",
    "backslash": "\\u003cb\\u003e \\`",
    "quotes": "\"' onload=alert(1)",
    "control": "a\x00b\x1fc",
    "placeholder": '["@districts/01001"]',
}
STATUSES = ["covered", "founding", "unconnected", "white"]


@pytest.fixture(scope="module")
def inputs():
    rows = {
        "a": initiative("01002", name="Initiative A"),
        "b": initiative("02003", "founding", name="Initiative B"),
        "c": initiative("02008", "unconnected", name="Initiative C", latitude=float("nan")),
    }
    return grid_inputs(rows)


@pytest.fixture(scope="module")
def paths(inputs):
    return map_paths(inputs.display, inputs.laender, inputs.countries, margin_km=1)


@pytest.fixture
def table(inputs):
    """Four districts of each status; one without a score."""
    frame = pd.DataFrame(inputs.districts.drop(columns="geometry"))
    frame["status"] = np.repeat(STATUSES, 4)
    frame["potential"] = [*np.linspace(0, 100, 15), np.nan]
    frame["need"], frame["capacity"] = np.arange(16.0), np.arange(16.0) % 4
    frame["white_rules"] = np.arange(16) % 6
    frame["rank"] = frame["potential"].rank(ascending=False)
    frame["reason_de"], frame["reason_en"] = "Grund", "reason"
    frame["nearest_name"], frame["nearest_km"] = "Initiative A", 12.4
    return frame


@pytest.fixture
def caption():
    sources = tuple(
        Text(f"Amt {n}, Datenlizenz https://example.org/{n}", f"Office {n}") for n in range(3)
    )
    return Caption(Text("Regel: Test", "Rule: test"), "2023-12-31", sources)


WITHOUT_PLAN = [key for key, layer in LAYERS.items() if not layer.needs_plan]


def plan_figure(paths, table, waves, caption, **more):
    """The map of a plan; a district outside the table is none of ours."""
    wave = pd.Series(waves, dtype=float).reindex(table.index)
    planned = table.assign(wave=wave, region=table["display_name"].where(wave.notna()))
    return layer_figure("waves", paths, planned, caption, **more)


def insets(paths):
    left, bottom, *_ = paths.grid.bounds
    return (Inset(Text("Ecke", "corner"), (left, bottom, left + 15_000, bottom + 15_000)),)


def districts_of(root):
    return {path.get("data-ags"): path for path in root.iterfind(".//{*}path[@data-ags]")}


def texts_of(root):
    return " ".join(text.text for text in root.iterfind(".//{*}text"))


@pytest.mark.parametrize("layer", WITHOUT_PLAN)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_xml_with_every_district_and_all_words(layer, page, paths, table, caption):
    figure = layer_figure(layer, paths, table, caption)
    root = ET.fromstring(map_svg(figure, PAGES[page]))
    assert list(districts_of(root)) == KEYS
    symbols = {entry.symbol.name for entry in figure.classes}
    assert {path.get("class").split()[1] for path in districts_of(root).values()} <= symbols
    shown = texts_of(root)
    for words in (
        "Regel: Test",
        "31.12.2023",
        "Recherchierte Stichprobe",
        "Amt 2",
        " km",
        "16 Kreise",
    ):
        assert words in shown
    assert root.get("role") == "img"
    assert root.get("lang") == "de"
    assert root.find("{*}title").text == figure.title
    assert "Regel: Test" in root.find("{*}desc").text


def test_each_district_is_named_with_its_class(paths, table, caption):
    root = ET.fromstring(map_svg(layer_figure("status", paths, table, caption, "en")))
    title = districts_of(root)["01005"].find("{*}title").text
    assert title == "Musterkreis 5: being founded"


def test_the_legend_counts_what_is_drawn(paths, table, caption):
    table.loc["01001", "status"] = "white"
    figure = layer_figure("status", paths, table, caption)
    assert figure.counts == {"covered": 3, "founding": 4, "unconnected": 4, "white": 5}
    root = ET.fromstring(map_svg(figure))
    classes = [path.get("class") for path in districts_of(root).values()]
    assert classes.count("d status-white") == 5
    assert "keine gefunden (5)" in texts_of(root)


def test_no_data_has_an_entry_only_when_there_is_such_a_district(paths, table, caption):
    figure = layer_figure("score", paths, table, caption)
    assert (figure.classes[-1].symbol, figure.counts[""]) == (NO_DATA, 1)
    known = layer_figure("score", paths, table.fillna({"potential": 1.0}), caption)
    assert NO_DATA not in {entry.symbol for entry in known.classes}


def test_districts_missing_from_the_table_are_no_data_not_white(paths, table, caption):
    figure = layer_figure("status", paths, table.drop("02008"), caption)
    assert figure.district_class["02008"] == ""
    assert figure.district_class.index.tolist() == KEYS
    assert ET.fromstring(map_svg(figure)) is not None


def test_patterns_used_are_defined_once(paths, table, caption):
    text = map_svg(layer_figure("need_capacity", paths, table, caption))
    used = set(re.findall(r"url\(#([\w-]+)\)", text))
    ids = re.findall(r'\bid="([\w-]+)"', text)
    assert used <= set(ids)
    assert len(ids) == len(set(ids))


def test_nothing_is_fetched_and_no_style_is_inline(paths, table, caption):
    text = map_svg(layer_figure("status", paths, table, caption))
    addresses = re.findall(r"https?://[^\"'<\s]+", text)
    assert {address for address in addresses if "example.org" not in address} == {
        "http://www.w3.org/2000/svg"
    }
    assert " style=" not in text
    assert "<script" not in text


def test_the_same_figure_gives_the_same_bytes_for_shuffled_rows(paths, table, caption, inputs):
    seats = seat_frame(paths, inputs.initiatives)
    one = map_svg(layer_figure("status", paths, table, caption, seats=seats))
    shuffled = table.sample(frac=1, random_state=3)
    assert map_svg(layer_figure("status", paths, shuffled, caption, seats=seats)) == one


@pytest.mark.parametrize("attack", NAMES.values(), ids=NAMES)
def test_names_in_a_page_stay_text(attack, paths, table, caption, inputs):
    table["display_name"] = attack
    register = inputs.initiatives.assign(name=attack)
    evil = replace(caption, definition=Text(attack, attack), sources=(Text(attack, attack),))
    seats = seat_frame(paths, register)
    figure = plan_figure(paths, table, {"01001": 1}, evil, seats=seats)
    root = ET.fromstring(map_svg(replace(figure, title=attack, insets=insets(paths))))
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert not tags & {"script", "img", "b", "a", "foreignObject", "image"}
    assert not any(key.startswith("on") for element in root.iter() for key in element.attrib)


def test_seats_without_coordinates_are_not_drawn(paths, table, caption, inputs):
    seats = seat_frame(paths, inputs.initiatives)
    assert seats.index.tolist() == ["b", "a"]
    root = ET.fromstring(map_svg(layer_figure("status", paths, table, caption, seats=seats)))
    titles = [t.text for t in root.iterfind(".//{*}g[@class='seats']/*/{*}title")]
    assert titles == ["Initiative B", "Initiative A"]


def test_a_seat_lies_in_its_district(paths, inputs):
    seats = seat_frame(paths, inputs.initiatives)
    for _, seat in seats.iterrows():
        box = paths.districts.loc[seat["district_ags"]]
        assert box["left"] < seat["x"] < box["right"]
        assert box["top"] < seat["y"] < box["bottom"]


def test_wide_districts_need_no_inset(paths, table, caption):
    figure = replace(layer_figure("status", paths, table, caption), insets=insets(paths))
    assert 'class="inset"' not in map_svg(figure)


def test_an_inset_draws_exactly_the_districts_that_touch_it(paths, table, caption, monkeypatch):
    monkeypatch.setattr(panel, "_NARROW", 1000)
    """The corner of 15 km holds 02005 and parts of its three neighbours."""
    figure = replace(layer_figure("status", paths, table, caption), insets=insets(paths))
    root = ET.fromstring(map_svg(figure))
    inset = root.find(".//{*}svg[@class='inset']")
    drawn = [path.get("d") for path in inset.iterfind(".//{*}path") if path.get("class")[0] == "d"]
    districts = districts_of(root)
    corner = {districts[ags].get("d") for ags in ("02001", "02002", "02005", "02006")}
    assert set(drawn) == corner
    assert len(drawn) == 4
    assert len(districts) == 16  # each district is named once, in the main map
    assert "Ecke" in texts_of(root)


def test_an_inset_colours_districts_as_the_map_does(paths, table, caption, monkeypatch):
    monkeypatch.setattr(panel, "_NARROW", 1000)
    figure = replace(layer_figure("status", paths, table, caption), insets=insets(paths))
    root = ET.fromstring(map_svg(figure))
    looks = {path.get("d"): path.get("class") for path in districts_of(root).values()}
    inset = root.find(".//{*}svg[@class='inset']")
    for path in inset.iterfind(".//{*}path"):
        if path.get("class").startswith("d "):
            assert looks[path.get("d")] == path.get("class")


def test_zooming_pales_the_rest_and_counts_the_part(paths, table, caption, inputs):
    figure = layer_figure("status", paths, table, caption)
    part = zoomed(figure, inputs.display, pd.Index(KEYS[:8]), "Musterland Nord")
    assert part.counts == {"covered": 4, "founding": 4, "unconnected": 0, "white": 0}
    root = ET.fromstring(map_svg(part))
    assert districts_of(root)["02001"].get("class").endswith(" pale")
    assert districts_of(root)["01001"].get("class") == "d status-covered"
    assert part.title.endswith(": Musterland Nord")


def test_a_small_island_far_away_does_not_widen_the_part(paths, table, caption, inputs):
    display = inputs.display.copy()
    main, island = display.geometry["01001"], shapely.box(800_000, 5_900_000, 800_100, 5_900_100)
    display.loc["01001", "geometry"] = shapely.MultiPolygon([main, island])
    part = zoomed(layer_figure("status", paths, table, caption), display, pd.Index(["01001"]), "x")
    left, bottom, right, top = main.bounds
    assert part.extent == (left - 8000, bottom - 8000, right + 8000, top + 8000)
    assert "1 Kreis " in texts_of(ET.fromstring(map_svg(part))) + " "


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_no_text_lies_on_the_map_or_off_the_page(page, paths, table, caption):
    """Boxes are computed from the text widths; labels on the map are asked for separately."""
    long = replace(caption, sources=tuple(Text("Wort " * 60, "word " * 60) for _ in range(9)))
    figure = layer_figure("score", paths, table, long)
    root = ET.fromstring(map_svg(figure, page))
    panel = root.find("{*}svg[@class='panel']")
    left, top = float(panel.get("x")), float(panel.get("y"))
    right, bottom = left + float(panel.get("width")), top + float(panel.get("height"))
    lowered = {}
    for group in root.iterfind("{*}g[@transform]"):
        shift = re.match(r"translate\(0 ([\d.-]+)\)", group.get("transform"))
        lowered |= dict.fromkeys(group.iterfind("{*}text"), float(shift[1]) if shift else 0.0)
    for text in root.iterfind(".//{*}text"):
        size = float(text.get("font-size"))
        x, y = float(text.get("x")), float(text.get("y")) + lowered.get(text, 0)
        width = text_width(text.text, size, bold=text.get("class") == "strong")
        assert x + width <= page.width, text.text
        assert 0 < y < page.height, text.text
        beside = x >= right or x + width <= left or y <= top or y - size * 0.75 >= bottom
        assert beside, text.text


def test_lines_are_no_wider_than_asked():
    text = "Donaudampfschifffahrtsgesellschaft an der " * 4
    for line in wrapped(text, 80, 9):
        assert text_width(line, 9) <= 80
    assert "".join(wrapped(text, 80, 9)).replace(" ", "") == text.replace(" ", "")


def test_labels_never_overlap_and_stay_in_the_frame():
    wanted = [(f"Kreis {n}", 50 + n % 7, 50 + n % 5, 0) for n in range(30)]
    labels = placed_labels(wanted, 8, (0, 0, 200, 100))
    assert 1 < len(labels) < 30
    for n, one in enumerate(labels):
        assert one.box[0] >= 0
        assert one.box[3] <= 100
        for other in labels[n + 1 :]:
            apart = (
                one.box[2] <= other.box[0]
                or other.box[2] <= one.box[0]
                or one.box[3] <= other.box[1]
                or other.box[3] <= one.box[1]
            )
            assert apart


def test_the_legend_of_scores_says_what_each_fifth_holds(table):
    classes = LAYERS["score"].classes(table)
    fifths = LAYERS["score"].class_of(table)
    for entry in classes:
        scores = table.loc[fifths == entry.key, "potential"]
        if not scores.empty:
            assert f"{scores.min():.1f} to {scores.max():.1f}" in entry.label.en


def test_thirds_by_hand():
    values = pd.Series([9.0, 1, 2, 3, 4, 5, np.nan, 6, 7, 8])
    assert thirds(values).tolist() == [3, 1, 1, 1, 2, 2, 0, 2, 3, 3]
    assert thirds(pd.Series([1.0] * 6)).tolist() == [2] * 6


def test_the_plan_shows_waves_before_anything_else(paths, table, caption):
    figure = plan_figure(paths, table, {"01001": 2, "02008": 1, "99999": 1}, caption)
    assert figure.district_class[["01001", "02008"]].tolist() == ["2", "1"]
    assert figure.counts == {"1": 1, "2": 1, "existing": 7, "open": 7}
    assert figure.numbered == ("02008", "01001")
    empty = plan_figure(paths, table, {}, caption)
    assert empty.counts == {"existing": 8, "open": 8}


# --- the HTML map


@pytest.fixture
def rates():
    rows = [("DE", base, level, 1, 4, share, 0)
            for base, share in [("districts", 0.25), ("population", 0.5)]
            for level in ("covered", "reached")]  # fmt: skip
    return pd.DataFrame(
        rows, columns=["area", "base", "level", "value", "total", "share", "unknown"]
    )


def web(inputs, table, caption, lang="de", register=None, **changes):
    paths = map_paths(inputs.display, inputs.laender, inputs.countries)
    register = inputs.initiatives if register is None else register
    seats = seat_frame(paths, register)
    figures = {
        "status": layer_figure("status", paths, table, caption, lang, seats),
        "score": layer_figure("score", paths, table, caption, lang),
    }
    return map_html(
        figures,
        inputs.display,
        table,
        laender=inputs.laender,
        countries=inputs.countries,
        initiatives=register,
        **changes,
    )


def test_the_html_map_says_what_it_shows(inputs, table, caption, rates):
    text = web(inputs, table, caption, rates=rates)
    assert text.startswith('<!DOCTYPE html>\n<html lang="de">')
    for words in ("Regel: Test", "31.12.2023", "Recherchierte Stichprobe", "25,0\xa0%", "Punkte"):
        assert words in text
    assert '<html lang="en">' in web(inputs, table, caption, "en")


def test_the_html_map_loads_nothing(inputs, table, caption):
    text = web(inputs, table, caption)
    assert not re.search(r"<(script|link|img|iframe)[^>]*(src|href)=", text)
    assert "@import" not in text
    assert re.findall(r"url\((?!data:|#|\"data:)", text.split("<script>")[0]) == []
    hosts = set(re.findall(r"https?://([\w.-]+)", text))
    assert hosts <= {"www.w3.org", "leafletjs.com", "example.org"}
    links = set(re.findall(r'<a href="([^"]+)"', text.split("</script>")[-1]))
    assert all("example.org" in link for link in links)


def test_two_html_maps_are_the_same_bytes(inputs, table, caption):
    one, two = web(inputs, table, caption), web(inputs, table.iloc[::-1], caption)
    assert one == two
    assert not re.search(r"_[0-9a-f]{32}", one)


def test_the_shapes_are_in_the_html_map_once(inputs, table, caption):
    text = web(inputs, table, caption)
    shapes = json.loads(re.search(r"var shared = (.*);\n", text)[1])
    assert list(shapes["districts"]) == KEYS
    assert text.count('shared.districts["01001"]') == 2
    assert "@districts" not in text
    assert "Grund" in shapes["popups"]["01001"]


@pytest.mark.parametrize("attack", NAMES.values(), ids=NAMES)
def test_folium_safe_text_reads_the_same_and_holds_no_mark_of_code(attack):
    safe = folium_safe(attack)
    assert not set(safe) & set("<>\"'`${}\\")
    readable = html.unescape(safe)
    assert readable == attack.replace("\x00", "\ufffd").replace("\x1f", "\ufffd")


@pytest.mark.parametrize("attack", NAMES.values(), ids=NAMES)
def test_names_in_the_html_map_are_escaped(attack, inputs, table, caption):
    evil = replace(caption, definition=Text(attack, attack), sources=(Text(attack, attack),))
    for column in ("display_name", "land_name", "reason_de", "nearest_name"):
        table[column] = attack
    text = web(inputs, table, evil, register=inputs.initiatives.assign(name=attack))
    usual = web(
        inputs,
        table.assign(display_name="x", land_name="x", reason_de="x", nearest_name="x"),
        caption,
    )
    assert text.count("<script>") == usual.count("<script>")
    assert text.count("</script>") == usual.count("</script>")
    code = text.rsplit("<script>", 1)[1]
    for form in (attack, json.dumps(attack)[1:-1], json.dumps(attack, ensure_ascii=False)[1:-1]):
        assert form not in code


def test_only_https_addresses_become_links():
    assert linked("javascript:alert(1) http://a.b") == "javascript:alert(1) http://a.b"
    assert linked('https://a.b/"onx=1') == '<a href="https://a.b/">https://a.b/</a>&quot;onx=1'


def test_an_empty_register_gives_a_map_too(inputs, table, caption):
    text = web(inputs, table, caption, register=inputs.initiatives.iloc[:0])
    assert "var shared" in text


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_target_region_is_numbered_on_the_map_and_named_beside_it(
    page, paths, table, caption
):
    figure = plan_figure(paths, table, {"01001": 1, "02008": 2, "01004": 1}, caption)
    root = ET.fromstring(map_svg(figure, page))
    on_map = {t.text for t in root.iterfind(".//{*}text") if t.get("class") == "label"}
    assert on_map == {"1", "2", "3"}
    beside = [t.text for t in root.iterfind(".//{*}text")]
    for name in ("Musterkreis 1", "Musterkreis 4", "Musterkreis 16"):
        assert beside.count(name) == 1
    assert beside.index("Musterkreis 4") < beside.index("Musterkreis 16")


WANTED = st.lists(
    st.tuples(
        st.text("iW ä1", min_size=1, max_size=30),
        st.floats(-20, 320),
        st.floats(-20, 220),
        st.floats(0, 100),
    ),
    max_size=25,
)


@given(WANTED, st.booleans())
def test_no_two_labels_meet_and_none_leaves_the_map(wanted, beside):
    boxes = [label.box for label in placed_labels(wanted, 8, (0, 0, 300, 200), beside=beside)]
    assert all(a >= 0 and b >= 0 and c <= 300 and d <= 200 for a, b, c, d in boxes)
    shapes = [shapely.box(*box) for box in boxes]
    for number, first in enumerate(shapes):
        for second in shapes[:number]:
            assert first.intersection(second).area == 0
