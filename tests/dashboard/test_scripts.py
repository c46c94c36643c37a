"""The scripts, looked at from Python: unit tests in node, one contract on both sides."""

import json
import os
import re
import shutil
import subprocess
from urllib.parse import urljoin

import pytest

from dashboard.page import contract
from dashboard.payloads import script_files, without_comments
from tests.conftest import ROOT

UNIT_TESTS = sorted((ROOT / "tests" / "dashboard" / "scripts").glob("*.test.js"))
CONTRACT = """
import("./dashboard/page/contract.js").then((contract) => console.log(JSON.stringify(contract)));
"""


@pytest.fixture(scope="module")
def node():
    path = shutil.which("node")
    if path is None:
        assert not os.environ.get("CI"), "node is missing: the scripts are not tested"
        pytest.skip("node is not installed")
    return path


def test_unit_tests_pass_in_node(node):
    command = [node, "--test", *map(str, UNIT_TESTS)]
    outcome = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert UNIT_TESTS
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.fixture(scope="module")
def exported(node):
    """What contract.js exports, its functions left out."""
    command = [node, "--input-type=module", "-e", CONTRACT]
    outcome = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    return json.loads(outcome.stdout)


def test_both_sides_name_the_same_contract(exported):
    assert sorted(exported["PAYLOADS"].values()) == sorted(contract.PAYLOADS)
    assert exported["CALLBACKS"] == sorted(contract.CALLBACKS)
    assert exported["FORMS"] == list(contract.FORMS)
    paths = {urljoin("/de/potenzial", address) for address in exported["ADDRESSES"].values()}
    below = (
        contract.UPLOAD_ADDRESS, contract.CATALOGUE_ADDRESS, contract.WEIGHED_ADDRESS,
        contract.EXPERTS_ADDRESS, contract.RECORDING_ADDRESS, contract.STATUSES_ADDRESS,
        contract.PLANS_ADDRESS,
    )  # fmt: skip
    assert paths == {contract.MATRIX_ADDRESS, *(f"/de/{address}" for address in below)}
    assert (exported["OWN_HEADER"], exported["GONE"]) == (contract.OWN_HEADER, contract.GONE)
    assert exported["TAB_HEADER"] == contract.TAB_HEADER
    assert exported["RECORDING_HEADER"] == contract.RECORDING_HEADER


def test_every_element_the_scripts_name_is_an_id_of_the_page(exported, client):
    names = {name for group in ("SET", "PLACES") for name in exported[group].values()}
    present = set(re.findall(r'"id":\s*"([^"]+)"', client.get("/de/_dash-layout").text))
    assert names <= present


def test_every_script_is_checked_for_types():
    assert script_files()
    for path in script_files():
        assert path.read_text(encoding="utf-8").startswith("// @ts-check\n"), path.name


def test_the_lock_file_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_modules_of_the_first_map_fit_into_one_file(node, client, tmp_path):
    start = re.search(r'type="module" src="([^"]+)"', client.get("/de/").text)[1]
    file = tmp_path / "start.mjs"  # the same name twice would be an error of syntax
    file.write_text(client.get(urljoin("/de/", start)).text, encoding="utf-8")
    assert not re.search(r"^import ", file.read_text(encoding="utf-8"), re.M)
    subprocess.run([node, "--check", str(file)], check=True)


def test_comments_are_not_sent():
    script = (
        'a();\n  // why\n/**\n * @type {x} */\n/** @type {u} */ const u = "https://x"; // stays\n'
    )
    assert without_comments(script) == 'a();\n/** @type {u} */ const u = "https://x"; // stays\n'


def test_leaving_out_comments_leaves_texts_alone():
    for path in script_files():
        for text in re.findall(r"`[^`]*`", path.read_text(encoding="utf-8")):
            assert without_comments(text) == text, path.name


def test_every_script_without_comments_is_a_script(node, tmp_path):
    for path in script_files():
        (tmp_path / f"{path.stem}.mjs").write_text(without_comments(path.read_text("utf-8")))
        subprocess.run([node, "--check", str(tmp_path / f"{path.stem}.mjs")], check=True)


def test_the_number_of_a_page_is_kept_nowhere_but_in_the_page():
    text = (ROOT / "dashboard" / "views" / "data" / "own_files.js").read_text(encoding="utf-8")
    storing = [line for line in text.splitlines() if "Storage" in line or "cookie" in line]
    assert "const tab = " in text
    assert not [line for line in storing if "tab" in line]
