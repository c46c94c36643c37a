"""A programme file: what is wrong in it is said at once, with line and remedy."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from rollout.errors import DataError
from rollout.inputs import load_inputs
from rollout.programme import FILE, programme, programme_file, read_programme, shipped
from tests.conftest import ROOT
from tests.programme.example import EXAMPLE

TEXT = (EXAMPLE / FILE).read_text(encoding="utf-8")


def problems(folder, text):
    path = folder / FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_programme(path)
    return {problem.finding.en: problem for problem in caught.value.problems}


def line_of(text, start):
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def test_the_example_is_read():
    example = read_programme(EXAMPLE / FILE)
    assert example.member.de.noun.form("d", plural=True) == "Klinikstandorten"
    assert example.states.by_key["founding"].text.en == "being set up"
    assert example.kinds["maximum_care"].also == ("Uniklinik",)


def test_every_missing_form_is_named_at_once_with_its_section(tmp_path):
    text = TEXT.replace('genitive = "Klinikstandorts"\n', "").replace('article = "a"\n', "")
    text = text.replace('dative_many = "Klinikstandorten"\n', "")
    found = problems(tmp_path, text)
    assert set(found) == {
        "member.de.genitive is missing",
        "member.de.dative_many is missing",
        "member.en.article is missing",
    }
    first = found["member.de.genitive is missing"]
    assert first.line == line_of(text, "[member.de]")
    assert "programme.toml of the shipped data" in first.remedy.en


def test_an_unknown_key_is_refused_with_those_there_are(tmp_path):
    text = TEXT.replace('genitive = "', 'gentive = "') + "\n[colours]\nred = 1\n"
    found = problems(tmp_path, text)
    wrong = found["member.de.gentive is unknown"]
    assert wrong.line == line_of(text, "gentive")
    assert "genitive" in wrong.expected.en
    assert wrong.remedy.en == "perhaps genitive is meant"
    assert "member" in found["colours is unknown"].expected.en


NETWORK = """[network]
members = {members}
date = {date}
source = {{ de = "Bericht", en = "report" }}

[steps]"""


@pytest.mark.parametrize(
    ("old", "new", "finding", "expected"),
    [
        ('gender = "m"', 'gender = "x"', "member.de.gender is 'x'", "one of 'm', 'f' or 'n'"),
        ('de = "zertifiziert"\n', 'de = "auf der Liste"\n',
         "states.networked.de is 'auf der Liste'", "an adjective without its ending"),
        ('one = "Klinikstandort"', 'one = "<b>{x}"', "member.de.one is '<b>{x}'",
         "a text of at most 200 signs"),
        ("[steps]", NETWORK.format(members="0", date="2023-12-31"), "network.members is 0",
         "a whole number from 1"),
        ("[steps]", NETWORK.format(members="9", date='"gestern"'), "network.date is 'gestern'",
         "a date such as 2023-12-31"),
        ('column = "people_over_75"', 'column = "population"', "demand.column is 'population'",
         "a column other than districts"),
        ("keep = []", 'keep = ["dense", "fog"]', "presets.keep.1 is 'fog'", "one of 'much_indu"),
        ("kickoff = {", "kick_off = {", "steps.kick_off is unknown", "trigger"),
        ('de = "Klinikstandorte für Telemedizin (erfunden)"', "de = 7", "title.de is 7", "a text"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_told(tmp_path, old, new, finding, expected):
    assert old in TEXT
    found = problems(tmp_path, TEXT.replace(old, new))
    assert list(found) == [finding]
    assert found[finding].expected.en.startswith(expected) or expected in found[finding].expected.en
    assert found[finding].line


def test_what_is_no_toml_is_refused(tmp_path):
    assert any(text.startswith("cannot be read") for text in problems(tmp_path, "[title\n"))


def test_a_folder_without_a_programme_speaks_of_the_shipped_one(tmp_path):
    assert programme_file(tmp_path) == ROOT / "data" / FILE
    assert programme() == shipped()


def test_data_of_another_programme_are_refused_where_words_are_made_already(tmp_path):
    (tmp_path / FILE).write_text(TEXT, encoding="utf-8")
    with pytest.raises(DataError, match="names another network"):
        load_inputs(tmp_path)


def test_a_command_refuses_a_wrong_programme_before_anything_else(tmp_path):
    (tmp_path / FILE).write_text(TEXT.replace('gender = "m"\n', ""), encoding="utf-8")
    command = [sys.executable, "-m", "rollout", "whitespots", "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ)
    assert done.returncode == 2
    assert "member.de.gender" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
