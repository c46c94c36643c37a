import re

import pytest

from dashboard.page import contract, ids
from dashboard.payloads import script_files, style_files
from dashboard.shell import page
from rollout.scenario import Scenario
from tests.conftest import ROOT
from tests.dashboard import pages
from tests.dashboard.pages import SCRIPT_TEXTS, TEXTS, WORDS, ids_of, parts

SOURCES = "\n".join(
    path.read_text()
    for path in sorted((ROOT / "dashboard").rglob("*.py"))
    if path.name != "words.py"
)
SCRIPTS = "\n".join(path.read_text() for path in script_files())


@pytest.fixture(scope="module", params=["de", "en"])
def layout(request):
    return page(pages.inputs(), Scenario(), request.param)


def test_every_id_is_present_once(layout):
    found = ids_of(layout)
    assert len(found) == len(set(found))
    named = {value for key, value in vars(ids).items() if key.isupper()}
    assert named <= set(found)


def test_callbacks_use_only_ids_on_the_page(client, layout):
    present = set(ids_of(layout))
    for entry in client.get("/de/_dash-dependencies").json:
        used = [part["id"] for part in entry["inputs"] + entry["state"]]
        names = entry["output"].strip(".").split("...")
        used += [name.rpartition(".")[0] for name in names if "." in name]
        assert set(used) <= present


def test_every_control_has_a_label(layout):
    labelled = {part.htmlFor for part in parts(layout) if type(part).__name__ == "Label"}
    controls = [part for part in parts(layout) if type(part).__name__ in ("Select", "Input")]
    assert {part.id for part in controls} <= labelled


def test_both_languages_have_the_same_parts():
    german, english = (ids_of(page(pages.inputs(), Scenario(), lang)) for lang in ("de", "en"))
    assert german == english


def test_every_text_is_used():
    built = (*re.findall(r'word\(\s*f"(\w+_)\{', SOURCES), "difference_")
    said = set(re.findall(r"\w+", SOURCES))
    assert {key for key in TEXTS if key not in said and not key.startswith(built)} == set()


def test_scripts_say_only_words_they_were_given():
    spoken = set(re.findall(r"words\.(\w+)", SCRIPTS)) | set(re.findall(r'add\("(\w+)"', SCRIPTS))
    assert spoken - {"year_all", "year_end"} <= set(SCRIPT_TEXTS)


def test_scripts_are_given_only_words_they_say():
    built = tuple(re.findall(r"words\[`(\w+_)\$\{", SCRIPTS))
    said = set(re.findall(r"\w+", SCRIPTS))
    assert {key for key in SCRIPT_TEXTS if key not in said and not key.startswith(built)} == set()


def test_no_text_stands_twice():
    keys = [
        key
        for room in WORDS
        for name in ("TEXTS", "SCRIPT_TEXTS", "LATER_TEXTS")
        for key in vars(room).get(name, ())
    ]
    assert len(keys) == len(set(keys))


def test_scripts_never_build_markup_from_text():
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", SCRIPTS)


def test_scripts_and_styles_name_no_foreign_address():
    texts = [path.read_text() for path in (*script_files(), *style_files())]
    addresses = {found for text in texts for found in re.findall(r"https?://[^\s\"')]+", text)}
    assert addresses <= {"http://www.w3.org/2000/svg"}


def test_callbacks_of_the_browser_are_those_of_the_contract(client):
    for lang in ("de", "en"):
        functions = [
            entry["clientside_function"]
            for entry in client.get(f"/{lang}/_dash-dependencies").json
            if entry["clientside_function"]
        ]
        assert {function["namespace"] for function in functions} == {contract.NAMESPACE}
        assert {function["function_name"] for function in functions} == set(contract.CALLBACKS)


def test_files_of_the_page_are_those_of_the_contract(client):
    links = re.findall(r'as="fetch" crossorigin id="([^"]+)"', client.get("/de/").text)
    assert sorted(links) == sorted(contract.PAYLOADS)


def test_no_script_keeps_a_state_of_its_own():
    for path in script_files():
        assert not re.search(r"^(?:export )?(?:let|var) ", path.read_text(), re.M), path.name


def test_only_controls_that_exist_are_in_the_address(layout):
    rules = next(part for part in parts(layout) if getattr(part, "id", "") == ids.CONTROLS).data
    assert {control["id"] for control in rules["controls"]} <= set(ids_of(layout))
    for control in rules["controls"]:
        limits = {"options", "min", "length", "pattern", "flag"} & set(control)
        assert len(limits) == 1, control["id"]


def test_styles_name_only_classes_that_elements_have():
    """A class renamed in one place leaves what it drew without colour."""
    palette = (ROOT / "rollout" / "geo" / "palette.py").read_text(encoding="utf-8")
    sources = f"{SOURCES}\n{SCRIPTS}\n{palette}"

    def is_given(name: str) -> bool:
        """Whether it stands in the code whole, or is put together there."""
        stem, _, end = name.rpartition("-")
        ways = [rf"(?<![\w-]){name}(?![\w-])", rf"\b{stem}-\$?\{{", rf"\}}-{end}\b"]
        both = f'"{stem}"' in sources and f'"{end}"' in sources
        return both or any(re.search(way, sources) for way in (ways if stem else ways[:1]))

    for path in style_files():
        plain = re.sub(r"/\*[^*]*\*/|url\([^)]*\)", "", path.read_text(encoding="utf-8"))
        selectors = re.sub(r"\{[^{}]*\}", ";", re.sub(r"\"[^\"]*\"", "", plain))
        names = set(re.findall(r"\.([a-z][\w-]+)", selectors))
        unknown = {name for name in names if not name.startswith("dash-") and not is_given(name)}
        assert unknown == set(), path.name
