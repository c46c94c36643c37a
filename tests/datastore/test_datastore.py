"""The data folder as a store: taking in, going back, being killed, fetching."""

import csv
import errno
import hashlib
import io
import json
import os
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from rollout.data_folder import PACKAGE
from rollout.datastore import (
    ENDPOINTS,
    Endpoint,
    ImportRequest,
    Store,
    import_boundaries,
    import_indicators,
    open_store,
    update,
)
from rollout.datastore import store as store_module
from rollout.errors import DataError, ScenarioError
from rollout.files import lock
from rollout.files.fetch import Limits
from rollout.inputs import BOUNDARIES, load_inputs
from rollout.language import Text
from tests.conftest import ROOT
from tests.killing import contents, folders_after_kills, needs_kill
from tests.waiting import PATIENCE_S

GUARDED = ("sources.csv", "indicator_catalogue.csv", "indicators.csv", BOUNDARIES)


@pytest.fixture
def folder(tmp_path, data_dir):
    shutil.copytree(data_dir, tmp_path / "data", ignore=shutil.ignore_patterns(".*"))
    return tmp_path / "data"


@pytest.fixture
def store(folder):
    return open_store(folder)


@pytest.fixture(scope="module")
def keys(data_dir):
    return sorted(pd.read_csv(data_dir / "indicators.csv", dtype={"ags": "str"})["ags"])


def table_of(tmp_path, keys, name="firms", value=lambda n: n + 0.5, title="table.csv"):
    path = tmp_path / title
    lines = [f"ags,{name}", *(f"{key},{value(n)}" for n, key in enumerate(keys))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def checksums(folder):
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in GUARDED
        if (folder / name).exists()
    }


def column(folder, name):
    rows = list(csv.DictReader(io.StringIO((folder / "indicators.csv").read_text("utf-8"))))
    return {row["ags"]: row[name] for row in rows}


def catalogue_row(folder, indicator):
    text = (folder / "indicator_catalogue.csv").read_text("utf-8")
    return next(row for row in csv.DictReader(io.StringIO(text)) if row["id"] == indicator)


# Opening


def test_a_folder_that_does_not_exist_becomes_a_copy(tmp_path):
    made = open_store(tmp_path / "new" / "data")
    assert [note.code for note in made.notes] == ["folder-made"]
    assert checksums(made.folder) == checksums(ROOT / "data")
    assert open_store(made.folder).notes == ()


def test_the_data_of_an_installed_package_are_never_changed(monkeypatch):
    monkeypatch.setattr(store_module, "default_data_dir", lambda: PACKAGE / "_data")
    with pytest.raises(DataError, match="data that came with the package are not changed"):
        open_store()


def test_a_folder_with_something_else_is_no_data_folder(tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(DataError, match="is no data folder"):
        open_store(tmp_path)


# Taking in indicators


def test_a_new_indicator_keeps_every_other_cell_as_it_was(tmp_path, store, keys):
    before = (store.folder / "indicators.csv").read_text("utf-8").splitlines()
    (entry,) = import_indicators(
        table_of(tmp_path, keys), store, ImportRequest(indicator="firms", kind="count", year=2024)
    )
    assert entry.is_new
    after = (store.folder / "indicators.csv").read_text("utf-8").splitlines()
    assert [line.rpartition(",")[0] for line in after] == before
    assert column(store.folder, "firms")[keys[3]] == "3.5"
    row = catalogue_row(store.folder, "firms")
    assert (row["axis"], row["kind"], row["year"], row["decimals"]) == (
        "reference", "count", "2024", "1",
    )  # fmt: skip


def test_the_folder_loads_afterwards_and_names_the_source(tmp_path, store, keys):
    import_indicators(
        table_of(tmp_path, keys), store, ImportRequest(indicator="firms", kind="count")
    )
    inputs = load_inputs(store.folder)
    assert inputs.indicators.loc[keys[7], "firms"] == 7.5
    assert "table.csv" in inputs.sources.loc["import_firms", "attribution_de"]
    assert inputs.sources.loc["import_firms", "licence"] == "nicht angegeben / not stated"


def test_a_scored_indicator_needs_a_direction(tmp_path, store, keys):
    path = table_of(tmp_path, keys)
    before = checksums(store.folder)
    with pytest.raises(ScenarioError, match="--direction: is missing"):
        import_indicators(path, store, ImportRequest(indicator="firms", kind="rate", axis="need"))
    assert checksums(store.folder) == before
    import_indicators(
        path, store, ImportRequest(indicator="firms", kind="rate", axis="need", direction="less")
    )
    row = catalogue_row(store.folder, "firms")
    assert (row["direction"], float(row["weight"]), row["dimension"]) == ("less", 5, "own")


def test_a_known_indicator_keeps_its_meaning_and_gets_year_and_source(tmp_path, store, keys):
    old = catalogue_row(store.folder, "population")
    people = column(store.folder, "population")
    path = table_of(tmp_path, keys, "population", lambda n: int(people[keys[n]]) + 10)
    (entry,) = import_indicators(path, store, ImportRequest(year=2024))
    assert (entry.indicator, entry.is_new) == ("population", False)
    row = catalogue_row(store.folder, "population")
    assert row["name_de"] == old["name_de"].replace("2022", "2024")
    assert (row["year"], row["source"], row["axis"]) == ("2024", "import_population", "reference")
    assert column(store.folder, "population")[keys[0]] == str(int(people[keys[0]]) + 10)


def test_another_unit_is_noticed_and_converted_with_a_factor(tmp_path, store, keys):
    people = column(store.folder, "population")
    path = table_of(tmp_path, keys, "population", lambda n: int(people[keys[n]]) / 1000)
    with pytest.raises(DataError, match=r"0\.001 times the present ones"):
        import_indicators(path, store)
    import_indicators(path, store, ImportRequest(factor=1000))
    assert float(column(store.folder, "population")[keys[0]]) == pytest.approx(int(people[keys[0]]))


def test_more_than_one_series_is_asked_about(tmp_path, store, keys):
    path = tmp_path / "two.csv"
    path.write_text("ags,firms total,firms small\n" + "".join(f"{k},1,2\n" for k in keys))
    with pytest.raises(DataError, match=r"(?s)2 series fit.*\[0\] 'firms total'.*\[1\]"):
        import_indicators(
            path, store, ImportRequest(indicator="firms", column="firms", kind="count")
        )
    import_indicators(path, store, ImportRequest(indicator="firms", column="1", kind="count"))
    assert column(store.folder, "firms")[keys[0]] == "2"


def test_series_of_many_years_are_listed_once_with_their_newest_number(tmp_path, store, keys):
    path = tmp_path / "long.csv"
    rows = [f"{key};{year};1,5;2" for year in (2019, 2020, 2021) for key in keys]
    name = "Verarbeitendes Gewerbe " * 8
    path.write_text(f"ags;Jahr;{name}Männer;{name}Frauen\n" + "\n".join(rows) + "\n", "utf-8")
    with pytest.raises(DataError) as asked:
        import_indicators(path, store, ImportRequest(indicator="x", kind="rate"))
    lines = [line.strip() for line in asked.value.message("de").splitlines()[1:]]
    assert len(lines) == 2
    assert "Männer'" in lines[0]
    assert "2019–2021" in lines[0]
    number = int(lines[1].split("]")[0].removeprefix("["))
    (entry,) = import_indicators(path, store, ImportRequest(indicator="x", kind="rate",
                                                     column=str(number)))  # fmt: skip
    assert entry.series.endswith("Frauen")
    assert entry.year == 2021


def test_zeros_of_a_rate_are_asked_about(tmp_path, store, keys):
    path = table_of(tmp_path, keys, value=lambda n: 0 if n in (3, 5) else n + 0.5)
    (entry,) = import_indicators(path, store, ImportRequest(indicator="x", kind="rate"))
    (note,) = (p for p in entry.problems if p.code == "zeros")
    assert note.finding.en.startswith(f"2 districts are exactly 0: {keys[3]}")
    assert "--zero-is-unknown" in note.remedy.de
    wanted = ImportRequest(indicator="x", kind="rate", zero_is_unknown=True)
    (entry,) = import_indicators(path, store, wanted)
    assert entry.values.isna().sum() == 2
    (entry,) = import_indicators(path, store, ImportRequest(indicator="y", kind="count"))
    assert "zeros" not in {p.code for p in entry.problems}
    assert (entry.values == 0).sum() == 2


def test_replacing_newer_values_by_older_ones_is_said(tmp_path, store, keys):
    path = table_of(tmp_path, keys)
    import_indicators(path, store, ImportRequest(indicator="x", kind="rate", year=2023))
    (entry,) = import_indicators(path, store, ImportRequest(indicator="x", kind="rate", year=2021))
    (note,) = (p for p in entry.problems if p.code == "older")
    assert "2021" in note.finding.de
    assert "2023" in note.finding.de
    (entry,) = import_indicators(path, store, ImportRequest(indicator="x", kind="rate", year=2022))
    assert "older" not in {p.code for p in entry.problems}


def test_a_column_of_keys_is_found_by_its_content(tmp_path, store, keys):
    path = tmp_path / "types.csv"
    rows = "\n".join(f'"{key}000";"Ort {n}";"{n % 4 + 1}"' for n, key in enumerate(keys))
    path.write_bytes(f'"Kreise (2020) Kenn";"Kreise Ort";"Typ (2020)"\n{rows}\n'.encode("cp1252"))
    wanted = ImportRequest(indicator="t", kind="index", column="Typ (2020)")
    (entry,) = import_indicators(path, store, wanted)
    assert entry.values.notna().sum() == len(keys)
    assert "column 'Kreise (2020) Kenn' read as district key" in {
        p.finding.en for p in entry.problems
    }


def test_an_unclear_kind_is_asked_about(tmp_path, store, keys):
    with pytest.raises(DataError, match="whether the values are counts"):
        import_indicators(table_of(tmp_path, keys), store, ImportRequest(indicator="firms"))


@pytest.mark.parametrize(
    "wanted", [ImportRequest("x" * 60), ImportRequest("Ä"), ImportRequest("a", kind="sum"),
               ImportRequest("a", axis="x"),
               ImportRequest("a", direction="up"), ImportRequest("a", factor=0)],
)  # fmt: skip
def test_a_wrong_flag_is_said(tmp_path, store, keys, wanted):
    with pytest.raises(ScenarioError, match="--"):
        import_indicators(table_of(tmp_path, keys), store, wanted)


def test_counts_and_rates_of_old_districts_are_converted_differently(tmp_path, store, keys):
    old = [key for key in keys if key != "03159"]
    path = tmp_path / "old.csv"
    rows = [f"{key},10,5,1000" for key in old]
    path.write_text("\n".join(["ags,firms,quota,people", *rows, "03152,30,4,3000",
                               "03156,12,8,1000"]) + "\n")  # fmt: skip
    import_indicators(path, store, ImportRequest("firms", "firms", kind="count"))
    import_indicators(path, store, ImportRequest("quota", "quota", kind="rate"))
    import_indicators(path, store, ImportRequest("weighed", "quota", kind="rate", weights="people"))
    assert column(store.folder, "firms")["03159"] == "42"
    assert column(store.folder, "quota")["03159"] == ""
    assert column(store.folder, "weighed")["03159"] == "5"


def test_the_newest_year_with_values_is_taken(tmp_path, store, keys):
    path = tmp_path / "long.csv"
    rows = [f"{key},{year},{value}" for key in keys
            for year, value in ((2020, 1), (2021, 2), (2022, ""))]  # fmt: skip
    path.write_text("\n".join(["ags,year,firms", *rows]) + "\n")
    (entry,) = import_indicators(path, store, ImportRequest("firms", kind="count"))
    assert (entry.year, column(store.folder, "firms")[keys[0]]) == (2021, "2")
    (entry,) = import_indicators(path, store, ImportRequest("firms", kind="count", year=2020))
    assert entry.year == 2020


def test_text_from_a_file_cannot_break_our_tables(tmp_path, store, keys):
    evil = '=HYPERLINK("x"),\n<b>"'
    path = tmp_path / "evil.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([["ags", evil, "b"], *([key, 1, 2] for key in keys)])
    import_indicators(path, store, ImportRequest("evil", "0", kind="count"))
    inputs = load_inputs(store.folder)
    assert inputs.catalogue.loc["evil", "name_de"].startswith("=HYPERLINK")
    assert "\n" not in inputs.catalogue.loc["evil", "name_de"]


def test_signs_of_the_series_taken_in_are_named_by_district(tmp_path, store, keys):
    path = tmp_path / "signs.csv"
    signs = {keys[0]: ".", keys[1]: "-", keys[2]: "/", keys[3]: "x", keys[4]: "..."}
    rows = [f"{key};{signs.get(key, '1,5')};." for key in keys[:-1]]
    path.write_text("\n".join(["ags;firms;other", *rows]) + "\n")
    (entry,) = import_indicators(path, store, ImportRequest("firms", kind="count"))
    named = {p.code: p.message("en") for p in entry.problems if p.code.startswith("values-")}
    assert set(named) == {f"values-{mark}" for mark in
                          ("secret", "zero", "unsure", "blocked", "later", "other")}  # fmt: skip
    assert keys[0] in named["values-secret"]
    assert named["values-secret"].count("1 districts") == 1
    assert keys[-1] in named["values-other"]
    cells = column(store.folder, "firms")
    assert [cells[key] for key in keys[:5]] == ["", "0", "", "", ""]


def test_signs_nobody_sees_do_not_reach_the_catalogue(tmp_path, store, keys):
    path = tmp_path / "inkar.csv"
    rows = [f'"{key}";"x";"y";"1,5"' for key in keys]
    head = 'Kennziffer;Raumeinheit;Aggregat;"Quote\u202e\n <b>x</b>"\n;;;2022'
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    import_indicators(path, store, ImportRequest("quota", kind="rate"))
    assert catalogue_row(store.folder, "quota")["name_de"] == "Quote <b>x</b>"


def test_a_folder_that_cannot_be_written_is_said(folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(DataError, match="name your own folder with --data"):
        open_store(folder)


# Going back


def test_restore_goes_back_step_by_step(tmp_path, store, keys):
    states = [checksums(store.folder)]
    for number in range(3):
        import_indicators(
            table_of(tmp_path, keys, value=lambda n, k=number: n * (1 + k / 10)), store,
            ImportRequest("firms", kind="count"),
        )  # fmt: skip
        states.append(checksums(store.folder))
    for expected in reversed(states[:-1]):
        store.restore()
        assert checksums(store.folder) == expected
    with pytest.raises(DataError, match="no earlier state is kept"):
        store.restore()


def test_restore_does_not_overwrite_what_was_edited_since(tmp_path, store, keys):
    before = checksums(store.folder)
    import_indicators(table_of(tmp_path, keys), store, ImportRequest("firms", kind="count"))
    with (store.folder / "indicators.csv").open("a") as stream:
        stream.write("\n")
    with pytest.raises(DataError, match=r"changed by other means.*indicators\.csv"):
        store.restore()
    store.restore(force=True)
    assert checksums(store.folder) == before


def test_only_the_last_states_are_kept(store):
    for number in range(store_module.MOST_STATES + 3):
        store.replace({"fetched.json": f"{number}".encode()}, f"change {number}")
    assert len(store.states()) == store_module.MOST_STATES
    store.restore()
    assert (store.folder / "fetched.json").read_text() == f"{store_module.MOST_STATES + 1}"


def test_a_file_that_was_new_is_removed_again(store):
    store.replace({"fetched.json": b"{}"}, "fetch")
    store.restore()
    assert not (store.folder / "fetched.json").exists()


def test_a_file_that_is_open_elsewhere_leaves_everything_as_it_was(store, monkeypatch):
    before = contents(store.folder)
    replace = Path.replace

    def refused(self, target):
        if target == store.folder / "indicators.csv":
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(DataError, match=r"indicators\.csv: cannot be replaced"):
        store.replace({"sources.csv": b"new", "indicators.csv": b"new"}, "test")
    assert contents(store.folder) == before
    assert store.states() == []


def test_a_second_writer_is_kept_out(store, monkeypatch):
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.1)

    def write():
        with pytest.raises(DataError, match="is being changed by another command"):
            open_store(store.folder).replace({"fetched.json": b"{}"}, "test")
        refusals.append(True)

    refusals = []
    with store.lock():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert refusals == [True]


CHANGES = """
from rollout.datastore import Store
def work(folder):
    store = Store(folder)
    store.replace({"sources.csv": b"b", "boundaries/districts.gpkg": b"b", "fetched.json": b"b"},
                  "second")
"""
RESTORES = """
from rollout.datastore import Store
def work(folder):
    Store(folder).restore()
"""


@needs_kill
@pytest.mark.parametrize("source", [CHANGES, RESTORES], ids=["change", "restore"])
def test_killed_at_any_moment_a_change_is_there_with_its_way_back_or_not_at_all(
    source, tmp_path, monkeypatch
):
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # a kill loses nothing unflushed
    first, last = ({"sources.csv": b"a"}, {"sources.csv": b"0"})

    def begin(folder):
        (folder / "boundaries").mkdir()
        (folder / "sources.csv").write_bytes(b"0")
        (folder / "boundaries" / "districts.gpkg").write_bytes(b"0")
        Store(folder).replace(first, "first")

    seen, notes = set(), set()
    for folder, _ in folders_after_kills(source, begin, tmp_path):
        store = Store(folder)
        with store.lock() as problems:
            notes |= {problem.code for problem in problems}
            state = contents(folder)
        files = {name: state.pop(name) for name in tuple(state) if name in store_module.ORDER}
        state.pop(".rollout-lock")
        seen.add(files["sources.csv"])
        if files["sources.csv"] == b"b":
            assert files["boundaries/districts.gpkg"] == files["fetched.json"] == b"b"
            assert [entry.action for entry in store.states()] == ["second", "first"]
            store.restore()
        elif files["sources.csv"] == b"a":
            assert files == first | {"boundaries/districts.gpkg": b"0"}
            assert [entry.action for entry in store.states()] == ["first"]
        else:
            assert files == last | {"boundaries/districts.gpkg": b"0"}
            assert set(state) == set()
            continue
        assert {"/".join(name.split("/")[:2]) for name in state} <= {
            ".previous/000001", ".previous/000002",
        }  # fmt: skip
        store.restore()
        assert (folder / "sources.csv").read_bytes() == b"0"
        assert not list((folder / ".previous").iterdir())
    assert len(seen) == 2
    assert notes == {"interrupted"}


# Boundaries


def shifted(data_dir, tmp_path, change):
    districts = gpd.read_file(data_dir / "boundaries" / "districts.gpkg", layer="display")
    frame = change(districts.rename(columns={"ags": "AGS"}).assign(GF=4))
    path = tmp_path / "own_krs.gpkg"
    frame.to_file(path, layer="vg250_krs")
    return path


def test_new_outlines_replace_districts_display_and_laender(tmp_path, store, data_dir, inputs_2021):
    inputs = inputs_2021  # the new outlines have no Hanau
    path = shifted(data_dir, tmp_path, lambda frame: frame)
    problems = import_boundaries(path, store)
    after = load_inputs(store.folder)
    assert len(after.districts) == 400
    assert "overlap" in {problem.code for problem in problems}
    for layer in (after.districts, after.display, after.laender):
        assert shapely.coverage_is_valid(layer.geometry.to_numpy())
        assert layer.geometry.is_valid.all()
    pd.testing.assert_frame_equal(
        pd.DataFrame(after.districts.drop(columns="geometry")),
        pd.DataFrame(inputs.districts.drop(columns="geometry")),
    )
    assert after.countries.geometry.equals(inputs.countries.geometry)
    north = after.laender.geometry["01"]
    of_north = after.display.geometry[after.display.index.str[:2] == "01"]
    assert shapely.equals(north.normalize(), shapely.coverage_union_all(of_north).normalize())
    assert "import_boundaries" in after.sources.index
    store.restore()
    assert checksums(store.folder) == checksums(data_dir)


def test_swapped_keys_are_noticed(tmp_path, store, data_dir):
    def swapped(frame):
        frame.loc[[0, 200], "AGS"] = frame.loc[[200, 0], "AGS"].to_numpy()
        return frame

    before = checksums(store.folder)
    with pytest.raises(DataError, match="2 districts lie somewhere else"):
        import_boundaries(shifted(data_dir, tmp_path, swapped), store)
    assert checksums(store.folder) == before


def test_a_map_with_a_district_missing_changes_nothing(tmp_path, store, data_dir):
    before = checksums(store.folder)
    path = shifted(data_dir, tmp_path, lambda frame: frame.iloc[1:])
    with pytest.raises(DataError, match="01001 Flensburg"):
        import_boundaries(path, store)
    assert checksums(store.folder) == before


# Fetching


class Publisher(BaseHTTPRequestHandler):
    """Serves what the test put into `server.answers`: status, type, body."""

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        status, kind, body = self.server.answers[self.path]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def publisher():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    made.answers = {}
    thread = threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


FLAT = ("statistics_code;statistics_label;time_code;time_label;time;1_variable_code;"
        "1_variable_label;1_variable_attribute_code;1_variable_attribute_label;2_variable_code;"
        "2_variable_label;2_variable_attribute_code;2_variable_attribute_label;value;value_unit;"
        "value_variable_code;value_variable_label")  # fmt: skip


def flat_population(keys, people, factor=1.0):
    lines = [FLAT]
    for key in keys:
        area = {"02000": "02", "11000": "11"}.get(key, key)
        start = f"12411;Bevölkerung;STAG;Stichtag;2024-12-31;KREISE;Kreise;{area};x;GES;Geschlecht"
        count = round(int(people[key]) * factor)
        measure = "Anzahl;BEVSTD;Bevölkerungsstand"
        lines.append(f"{start};;Insgesamt;{count};{measure}")
        lines.append(f"{start};GESM;männlich;{count // 2};{measure}")
    return "\n".join(lines).encode()


def endpoint(publisher, name="/people", **changes):
    url = f"http://127.0.0.1:{publisher.server_port}{name}"
    shipped = next(entry for entry in ENDPOINTS if entry.id == "population")
    limits = Limits(
        size_bytes=5_000_000, wait_seconds=PATIENCE_S, total_seconds=PATIENCE_S, tries=2,
        pause_seconds=0,
    )  # fmt: skip
    return Endpoint("population", Text("Einwohner", "people"), url, "people.csv", "indicator",
                    shipped.request, limits, **changes)  # fmt: skip


def test_an_update_is_taken_in_once(publisher, store, keys):
    people = column(store.folder, "population")
    body = flat_population(keys, people, 1.01)
    publisher.answers["/people"] = (200, "text/csv", body)
    steps = []
    (outcome,) = update(store, [endpoint(publisher)], report=steps.append)
    assert outcome.state == "updated", outcome.problems
    assert steps
    assert column(store.folder, "population")["01001"] == str(round(int(people["01001"]) * 1.01))
    assert catalogue_row(store.folder, "population")["year"] == "2024"
    record = json.loads((store.folder / "fetched.json").read_text())
    assert record["population"]["sha256"] == hashlib.sha256(body).hexdigest()
    (again,) = update(store, [endpoint(publisher)])
    assert again.state == "unchanged"
    store.restore()
    assert not (store.folder / "fetched.json").exists()
    assert column(store.folder, "population") == people


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((404, "text/plain", b"x"), "http-404"),
        ((500, "text/plain", b"x"), "http-500"),
        ((200, "text/html", b"<html>"), "web-page"),
        ((200, "text/csv", b"a;b\n1;2\n"), "missing-column"),
        ((200, "text/csv", b"x" * 6_000_000), "too-large"),
    ],
)
def test_a_wrong_answer_changes_nothing(publisher, store, answer, code):
    before = checksums(store.folder)
    publisher.answers["/people"] = answer
    (outcome,) = update(store, [endpoint(publisher)], pause=lambda seconds: None)
    assert (outcome.state, outcome.problems[0].code) == ("failed", code)
    assert checksums(store.folder) == before
    assert not (store.folder / "fetched.json").exists()


@pytest.mark.parametrize("flaw", ["too few", "halved", "one wrong"])
def test_implausible_values_are_not_taken_in(publisher, store, keys, flaw):
    people = column(store.folder, "population")
    bodies = {
        "too few": flat_population(keys[1:], people),
        "halved": flat_population(keys, people, 0.5),
        "one wrong": flat_population(keys, people | {"09162": "3"}),
    }
    publisher.answers["/people"] = (200, "text/csv", bodies[flaw])
    (outcome,) = update(store, [endpoint(publisher)])
    assert outcome.state == "failed"
    assert outcome.problems[0].code in ("too-few", "implausible")
    assert column(store.folder, "population") == people


def test_one_endpoint_that_fails_does_not_stop_the_others(publisher, store, keys):
    people = column(store.folder, "population")
    publisher.answers["/gone"] = (404, "text/plain", b"x")
    publisher.answers["/people"] = (200, "text/csv", flat_population(keys, people))
    outcomes = update(store, [endpoint(publisher, "/gone"), endpoint(publisher)])
    assert [outcome.state for outcome in outcomes] == ["failed", "updated"]


def test_offline_the_others_are_not_tried(publisher, store):
    before = checksums(store.folder)
    publisher.shutdown()
    publisher.server_close()
    outcomes = update(store, [endpoint(publisher)] * 2, pause=lambda seconds: None)
    assert [outcome.state for outcome in outcomes] == ["offline"]
    assert checksums(store.folder) == before


def test_every_endpoint_is_https_and_names_its_publisher():
    for entry in ENDPOINTS:
        assert entry.url.startswith("https://")
        assert "(" in entry.name.de


# The raw files


@pytest.mark.parametrize(
    ("name", "wanted", "key", "value", "known"),
    [
        ("regionalstatistik_2021/13111-07-05-4_2020.csv",
         ImportRequest("jobs_c", "Verarbeitendes Gewerbe (C) · Nationalität · Insgesamt · "
                       "Geschlecht · Insgesamt"), "16063", None, 396),
        ("inkar_wizard_export_2019/Wirtschafts-und-Berufszweige-Part-I.csv",
         ImportRequest("quota", "Industriequote", kind="rate"), "01001", 11.4, 399),
        ("bundeswahlleiterin_ew24/ew24_strukturdaten.csv",
         ImportRequest("population", "Bevölkerung am 31.12.2022 - Insgesamt", factor=1000), "01001",
         92600, 400),
        ("deutschlandatlas_2024/Deutschlandatlas-Daten.xlsx",
         ImportRequest("alq", "alq", kind="share", year=2022), "01001", 7.88, 400),
    ],
)  # fmt: skip
def test_raw_files_are_taken_in(sources, store, name, wanted, key, value, known):
    (entry,) = import_indicators(sources / name, store, wanted)
    assert entry.values.notna().sum() == known
    if value is not None:
        assert entry.values[key] == pytest.approx(value)
    load_inputs(store.folder)


def test_eisenach_is_counted_to_its_district(sources, store):
    """A second way: the two numbers as they stand in the file."""
    path = sources / "regionalstatistik_2021" / "13111-07-05-4_2020.csv"
    plain = {}
    for line in path.read_text("iso-8859-1").split("\n"):
        cells = line.split(";")
        if cells[0] in ("16056", "16063") and cells[2] == "Verarbeitendes Gewerbe (C)":
            plain[cells[0]] = int(cells[3])
    wanted = ImportRequest(
        "jobs_c", "Verarbeitendes Gewerbe (C) · Nationalität · Insgesamt · Geschlecht · Insgesamt"
    )
    (entry,) = import_indicators(path, store, wanted)
    assert entry.values["16063"] == plain["16056"] + plain["16063"]


@pytest.mark.parametrize(
    ("indicator", "column"),
    [
        ("industry_pct", "30.06.2023 - Produzierendes Gewerbe"),
        ("unemployment_pct", "Arbeitslosenquote Oktober 2023 - insgesamt"),
        ("enterprises_per_1000", "Unternehmen insgesamt"),
        ("gdp_per_head", "Bruttoinlandsprodukt 2021"),
        ("vocational_leavers_per_1000", "Schulabgänger/-innen beruflicher Schulen"),
    ],
)
def test_importing_the_source_again_gives_the_shipped_values(
    sources, store, inputs_2021, indicator, column
):
    """The shipped values were read by other code (`tools/`)."""
    substituted = inputs_2021.substituted
    instead = substituted.loc[substituted["indicator"] == indicator, "ags"]
    shipped = inputs_2021.indicators[indicator]
    shipped = shipped.mask(shipped.index.isin(instead))  # figures that stand in for secret ones
    path = sources / "bundeswahlleiterin_ew24" / "ew24_strukturdaten.csv"
    (entry,) = import_indicators(path, store, ImportRequest(indicator, column))
    pd.testing.assert_series_equal(entry.values, shipped, check_names=False)
