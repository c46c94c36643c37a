"""An indicator is taken out of the score, put back, or counts otherwise."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from rollout.analysis import analyse
from rollout.cli import main
from rollout.datastore import CatalogueChange, Store, change_catalogue
from rollout.datastore.store import CATALOGUE, SOURCES
from rollout.errors import DataError, ScenarioError
from rollout.readers.catalogue import read_catalogue
from rollout.scenario import Scenario


@pytest.fixture
def store(tmp_path, data_dir):
    for name in (SOURCES, CATALOGUE):
        shutil.copy(data_dir / name, tmp_path / name)
    return Store(tmp_path)


def content(store):
    return store.path(CATALOGUE).read_bytes()


def line(raw, indicator):
    return next(row for row in raw.splitlines() if row.startswith(indicator.encode() + b","))


def test_taken_out_it_counts_no_more_and_put_back_the_file_is_as_before(store, inputs):
    before = content(store)
    row = change_catalogue(store, "coal_region", CatalogueChange(is_out=True))
    assert (row["axis"], row["direction"], row["weight"]) == ("reference", "", "")
    out = analyse(replace(inputs, catalogue=read_catalogue(store.path(CATALOGUE))), Scenario())
    # A second way: the same catalogue without the row at all.
    without = analyse(replace(inputs, catalogue=inputs.catalogue.drop("coal_region")), Scenario())
    assert "coal_region" not in out.potential.parts
    assert out.potential.score.equals(without.potential.score)
    change_catalogue(store, "coal_region", CatalogueChange(is_out=False))
    assert content(store) == before


def test_only_what_is_named_changes(store):
    before = content(store)
    change = CatalogueChange(weight=10.0, unit="Prozent", year=2024)
    row = change_catalogue(store, "unemployment_pct", change)
    assert (row["weight"], row["unit_de"], row["year"]) == ("10", "Prozent", "2024")
    old, new = line(before, "unemployment_pct"), line(content(store), "unemployment_pct")
    assert content(store).replace(new, old) == before
    change_catalogue(store, "tax_per_head", CatalogueChange(
        axis="need", dimension="strain", direction="less", name="Steuerkraft"))  # fmt: skip
    moved = read_catalogue(store.path(CATALOGUE)).loc["tax_per_head"]
    assert (moved["axis"], moved["dimension"], moved["direction"]) == ("need", "strain", "less")
    assert moved["name_en"] == "Steuerkraft"


def test_every_change_can_be_taken_back(store):
    before = content(store)
    change_catalogue(store, "coal_region", CatalogueChange(weight=1.0))
    change_catalogue(store, "coal_region", CatalogueChange(weight=1.0))  # the same again is none
    assert [state.action for state in store.states()] == ["catalogue coal_region"]
    store.restore()
    assert content(store) == before


@pytest.mark.parametrize(
    ("indicator", "change", "said"),
    [
        ("coal_regio", CatalogueChange(is_out=True), "coal_region"),
        ("population", CatalogueChange(weight=5.0), "--axis need or capacity"),
        ("population", CatalogueChange(is_out=False), "--axis, --direction and --weight"),
        ("population", CatalogueChange(axis="need"), "--direction"),
        ("coal_region", CatalogueChange(dimension="foo"), "industry"),
        ("coal_region", CatalogueChange(direction="ideal"), "a value"),
        ("coal_region", CatalogueChange(weight=-1.0), "0"),
        ("coal_region", CatalogueChange(year=99), "1900"),
    ],
)
def test_what_the_catalogue_cannot_say_is_refused_and_nothing_written(
    store, indicator, change, said
):
    before = content(store)
    with pytest.raises((DataError, ScenarioError)) as error:
        change_catalogue(store, indicator, change)
    assert said in error.value.message("en")
    files = {problem.file for problem in error.value.problems}
    assert isinstance(error.value, ScenarioError) or files == {str(store.path(CATALOGUE))}
    assert content(store) == before
    assert store.states() == []


def test_the_last_indicator_of_an_axis_stays(store):
    catalogue = read_catalogue(store.path(CATALOGUE))
    *others, last = catalogue.index[catalogue["axis"] == "need"]
    for name in others:
        change_catalogue(store, name, CatalogueChange(is_out=True))
    with pytest.raises(ScenarioError, match="no indicator left for need"):
        change_catalogue(store, last, CatalogueChange(is_out=True))


@pytest.mark.usefixtures("wide")
def test_the_command_lists_and_asks_for_a_change(capsys, data_dir):
    with pytest.raises(SystemExit):
        main(["data", "catalogue", "--data", str(data_dir), "--json"])
    rows = json.loads(capsys.readouterr().out)
    catalogue = read_catalogue(data_dir / CATALOGUE)
    assert {row["id"] for row in rows} == set(catalogue.index)
    scored = [row["axis"] != "reference" for row in rows]
    assert scored == sorted(scored, reverse=True)
    for arguments in (["coal_region"], ["coal_region", "--out", "--back"]):
        with pytest.raises(SystemExit) as ended:
            main(["data", "indicator", *arguments, "--lang", "en"])
        assert ended.value.code == 2
        assert "--out" in capsys.readouterr().err
