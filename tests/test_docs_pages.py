"""The handbook describes everything there is, and nothing there is not."""

from __future__ import annotations

import csv
import re
import tomllib
from itertools import pairwise, product
from pathlib import Path
from urllib.parse import unquote

import pytest

from dashboard.server.help_pages import anchor
from rollout.scenario import Scenario
from tests.conftest import ROOT
from tests.test_layers import LEVEL, imported, step
from tools import handbook_tables
from tools.handbook_words import EXAMPLES, FILES, GPKG, OUTPUTS

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "data" / "README.md"])
RENEW = "run: python tools/handbook_tables.py"
MODULES = {path.stem for path in (ROOT / "rollout").glob("*") if path.suffix in ("", ".py")}


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def prose(path: Path) -> str:
    """Page without its code blocks."""
    return re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)


@pytest.mark.parametrize("name", sorted(handbook_tables.PAGES))
def test_generated_pages_are_up_to_date(name):
    assert text(f"handbuch/{name}") == handbook_tables.PAGES[name](), RENEW


def test_the_table_of_modules_is_up_to_date():
    assert text("architecture.md") == handbook_tables.architecture(), RENEW


def test_every_command_is_described_with_an_example():
    page = text("handbuch/befehle.md")
    names = [name for name, _ in handbook_tables.commands()]
    assert set(names) == set(EXAMPLES), "give it an example in tools/handbook_words.py"
    for name in names:
        assert f"## rollout {name}\n" in page
        assert EXAMPLES[name].startswith(f"rollout {name}")


def test_every_setting_is_described():
    page = text("handbuch/einstellungen.md")
    assert [name for name in Scenario.model_fields if f"| `{name}` |" not in page] == []


def test_every_indicator_is_described():
    page = text("handbuch/indikatoren.md")
    with (ROOT / "data" / "indicator_catalogue.csv").open(encoding="utf-8") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    assert [name for name in ids if f"({name})\n" not in page] == []


def header(path: Path) -> set[str]:
    with path.open(encoding="utf-8") as file:
        return set(next(csv.reader(file)))


def test_every_data_file_and_each_of_its_columns_is_described():
    page = text("handbuch/dateien.md")
    for path in (ROOT / "data").glob("*.csv"):
        assert path.name in page, path.name
        if path.name in FILES and path.name != "indicators.csv":
            assert header(path) <= set(FILES[path.name][1]), path.name
    assert set(FILES) <= {path.name for path in (ROOT / "data").iterdir()}


def test_every_layer_of_the_boundaries_is_described():
    import pyogrio

    path = ROOT / "data" / "boundaries" / "districts.gpkg"
    layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    # A later territorial status has layers with the changed rows: districts_2026-01-01.
    bases = {name: re.sub(r"_\d{4}-\d{2}-\d{2}$", "", name) for name in layers}
    assert set(bases.values()) == set(GPKG)
    for name, base in bases.items():
        assert set(pyogrio.read_info(path, layer=name)["fields"]) == set(GPKG[base][1]), name


def test_every_page_is_reachable_from_the_index():
    index = text("README.md") + text("handbuch/index.md")
    for path in DOCS.rglob("*.md"):
        assert path.name in index, path.name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_anchors_and_pictures_inside_the_docs_lead_somewhere(path):
    for mark, label, target in re.findall(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)", prose(path)):
        if re.match(r"https?://", target):
            continue
        file, _, fragment = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), target
        if mark:
            assert len(label) > 20, f"{target} needs a text that describes it"
        if fragment:
            used: dict[str, int] = {}
            heads = re.findall(r"^#+ (.+)$", prose(found), re.MULTILINE)
            assert unquote(fragment) in [anchor(head, used) for head in heads], target


def test_every_picture_is_used_and_all_are_small():
    used = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    pictures = list((DOCS / "bilder").iterdir())
    assert [path.name for path in pictures if f"bilder/{path.name}" not in used] == []
    assert sum(path.stat().st_size for path in pictures) < 2_500_000


@pytest.mark.parametrize("name", [
    "rollout-dashboard@.service", "nginx.conf", "upstream.conf", "Containerfile", "compose.yaml",
])  # fmt: skip
def test_the_server_page_shows_the_files_as_they_are(name):
    assert text(f"server/{name}").strip() in text("handbuch/server.md")


def test_arrows_of_the_architecture_are_imports_that_exist():
    picture = re.search(r"^```text\n(.*?)^```", text("architecture.md"), re.M | re.S)
    assert picture is not None
    arrows = 0
    columns = [part for line in picture[1].splitlines() for part in re.split(r" {3,}", line)]
    for chain in columns:
        groups = [set(re.findall(r"\w+", part)) & set(LEVEL) for part in chain.split(" -> ")]
        for lower, upper in pairwise(groups):
            for below, above in product(lower, upper):
                assert LEVEL[below] <= LEVEL[above], (below, above)
                assert below in used_by(above), f"{above} does not import {below}"
                arrows += 1
    assert arrows > 20


def used_by(name: str) -> set[str]:
    single = ROOT / "rollout" / f"{name}.py"
    files = [single] if single.exists() else (ROOT / "rollout" / name).rglob("*.py")
    return {found for path in files for module in imported(path) if (found := step(module))}


def test_every_module_stands_in_the_architecture():
    page = text("architecture.md")
    hidden = {"__init__", "__main__", "__pycache__", "py", "_data", "_docs"}
    assert [name for name in sorted(MODULES - hidden) if f"| `{name}` |" not in page] == []


def top_level(path: Path) -> dict[str, str]:
    """Keys at the margin of a YAML file with what stands behind them."""
    return dict(re.findall(r"^([\w-]+):[ ]*(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_publiccode_has_its_required_keys():
    keys = top_level(ROOT / "publiccode.yml")
    assert set(keys) >= {
        "publiccodeYmlVersion", "name", "platforms", "categories", "developmentStatus",
        "softwareType", "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    content = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    assert "\t" not in content
    for wanted in ("  license: MIT", "  localisationReady: ", "  availableLanguages:", "  de:"):
        assert wanted in content
    for short in re.findall(r"shortDescription: >\n((?: {6}.*\n)+)", content):
        assert len(" ".join(short.split())) <= 150
    for long in re.findall(r"longDescription: >\n((?: {6}.*\n)+)", content):
        assert 150 <= len(" ".join(long.split())) <= 10_000


def test_the_citation_has_its_required_keys():
    keys = top_level(ROOT / "CITATION.cff")
    assert set(keys) >= {"cff-version", "message", "title", "authors", "version", "license"}
    assert keys["cff-version"] == "1.2.0"


def test_one_version_and_one_licence_everywhere():
    import rollout

    assert top_level(ROOT / "CITATION.cff")["version"] == rollout.__version__
    assert top_level(ROOT / "publiccode.yml")["softwareVersion"] == rollout.__version__
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == top_level(ROOT / "CITATION.cff")["license"] == "MIT"


def test_files_of_a_run_are_described():
    page = text("handbuch/dateien.md")
    source = (ROOT / "rollout" / "outputs.py").read_text(encoding="utf-8")
    names = set(re.findall(r'(?:files\[|path\()"([\w.]+)"', source))
    assert names == set(OUTPUTS)
    assert [name for name in names if f"`{name}`" not in page] == []


# Folders in which people keep things on one machine; /opt/rollout stands for any place.
MACHINE_PATH = re.compile(
    r"(?<![\w./~:%}>-])"
    r"(?!/opt/rollout\b)(?:/(?:home|Users|root|tmp|opt|work|mnt|media|scratch)/\w|[A-Z]:\\+\w)"
)
WRITTEN = {".css", ".csv", ".js", ".json", ".md", ".py", ".toml", ".typ", ".html", ".cff", ".yml"}


@pytest.mark.parametrize("folder", ["rollout", "dashboard", "docs", "data", "tools", "benchmarks"])
def test_no_file_names_a_path_of_one_machine(folder):
    files = {path for path in (ROOT / folder).rglob("*") if path.suffix in WRITTEN}
    files |= {path for path in (*ROOT.glob("*"), *(DOCS / "server").iterdir()) if path.is_file()}
    files.discard(ROOT / ".git")  # in a worktree of git a file that names its repository
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in files}
    assert [path for path in sorted(texts) if MACHINE_PATH.search(texts[path])] == []


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("see /home/anna/data", True),
        ("open C:\\Users\\anna", True),
        ("`/tmp/out`", True),
        ("WorkingDirectory=/opt/rollout", False),
        ("https://example.org/home/anna", False),
        ("docs/work/plan.md", False),
    ],
)
def test_a_path_of_one_machine_is_recognised(line, refused):
    assert bool(MACHINE_PATH.search(line)) == refused
