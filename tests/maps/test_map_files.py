"""Maps as files: pages of the right size, the same figures in every format, parts, refusals."""

import io
import re

import pytest
from PIL import Image
from pypdf import PdfReader

from rollout.analysis import analyse
from rollout.errors import ScenarioError
from rollout.export.map_files import map_bytes, map_pdf, map_png
from rollout.maps.page import PAGES
from rollout.outputs import write_map
from rollout.parts_of_country import find_part
from rollout.scenario import Scenario
from tests.grids import KEYS, grid_inputs, initiative
from tests.report.pdfs import pages_of


@pytest.fixture(scope="module")
def analysis():
    rows = {"a": initiative("01002"), "b": initiative("02003", "founding")}
    return analyse(grid_inputs(rows), Scenario(draws=100))


def words(content: bytes) -> str:
    return re.sub(r"\s+", " ", pages_of(content)[0])


@pytest.mark.parametrize("page", PAGES)
def test_a_pdf_is_one_page_of_the_right_size(page, analysis):
    reader = PdfReader(io.BytesIO(map_pdf(analysis, "status", "de", page=page)))
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    size = (float(box.width) * 25.4 / 72, float(box.height) * 25.4 / 72)
    assert size == pytest.approx((PAGES[page].width_mm, PAGES[page].height_mm), abs=0.2)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_pdf_says_what_the_svg_says(lang, analysis):
    svg = map_bytes(analysis, "status", lang).decode()
    said = words(map_pdf(analysis, "status", lang)).replace(" ", "")
    for text in re.findall(r"<text[^>]*>([^<]+)</text>", svg):
        assert text.replace("\N{NO-BREAK SPACE}", "").replace(" ", "") in said


def test_the_picture_of_the_pdf_is_described(analysis):
    catalogue = PdfReader(io.BytesIO(map_pdf(analysis, "status", "de"))).trailer["/Root"]
    assert "Karte der Kreise" in str(described(catalogue["/StructTreeRoot"]))


def described(node) -> list[str]:
    """Alternative texts in a structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [text for kid in node for text in described(kid)]
    if not hasattr(node, "get"):
        return []
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + described(node.get("/K", []))


def test_a_picture_has_the_pixels_asked_for(analysis):
    picture = Image.open(io.BytesIO(map_png(analysis, "status", "de", page="slide", dpi=60)))
    assert picture.size == pytest.approx((338.667 / 25.4 * 60, 190.5 / 25.4 * 60), abs=1)


def test_a_land_counts_its_own_districts_only(analysis):
    part = find_part(analysis.inputs, land="01")
    assert part.keys == tuple(KEYS[:8])
    svg = map_bytes(analysis, "status", "de", part=part).decode()
    assert "Musterland Nord" in svg
    assert "8 Kreise insgesamt" in svg


def test_a_chamber_is_found_by_its_short_name(analysis):
    assert find_part(analysis.inputs, chamber="süd").keys == tuple(KEYS[8:])
    assert find_part(analysis.inputs) is None


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"land": "Tirol"}, "Tirol.*Bayern"),
        ({"chamber": "IHK Atlantis"}, "Atlantis"),
        ({"chamber": "d"}, "IHK Nord; IHK Süd"),
        ({"land": "01", "chamber": "IHK Nord"}, "stands beside --land"),
    ],
)
def test_an_unknown_part_is_named_with_what_there_is(choice, expected, analysis):
    with pytest.raises(ScenarioError, match=expected):
        find_part(analysis.inputs, **choice)


@pytest.mark.parametrize(
    ("name", "choice", "expected"),
    [
        ("map.bmp", {}, r"\.bmp.*\.svg, \.pdf, \.png or \.html"),
        ("map.pdf", {"page": "a5"}, "a5.*a4, a4-landscape"),
        ("map.html", {"page": "a3"}, "--page: stands beside map.html"),
        ("map.png", {"dpi": 5000}, "--dpi: is 5000.*50 to 600"),
    ],
)
def test_an_unknown_format_or_page_writes_nothing(name, choice, expected, analysis, tmp_path):
    with pytest.raises(ScenarioError, match=expected):
        write_map(analysis, tmp_path / name, "status", "de", **choice)
    assert not list(tmp_path.iterdir())


def test_the_interactive_map_has_no_parts(analysis, tmp_path):
    part = find_part(analysis.inputs, land="01")
    with pytest.raises(ScenarioError, match="--land, --chamber"):
        write_map(analysis, tmp_path / "map.html", "status", "de", part=part)


def test_a_failing_map_leaves_the_old_file(analysis, tmp_path):
    old = tmp_path / "map.png"
    old.write_bytes(b"old")
    with pytest.raises(ScenarioError):
        write_map(analysis, old, "status", "de", dpi=1)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("map.png", b"old")]
