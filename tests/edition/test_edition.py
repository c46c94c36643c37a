"""The public edition: what is in it, what is not, and that it needs nothing but its folder."""

from __future__ import annotations

import csv
import datetime as dt
import json
import posixpath
import re
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest

from rollout.analysis import country_paths
from rollout.cli import main
from rollout.edition import edition
from rollout.edition.archive import earlier_states
from rollout.edition.edition import Texts, write_edition
from rollout.edition.pages import Edition, start_page
from rollout.edition.public import public_inputs
from rollout.errors import DataError
from rollout.scenario import Scenario
from rollout.workspace import Edit, open_workspace
from rollout.workspace.roles import PUBLIC
from tests.grids import grid_inputs, initiative

SECRET = "internes-wort"
DAY = dt.date(2026, 5, 4)
ROWS = {
    "a": initiative("01001", source_note=SECRET, website="https://a.example"),
    "b": initiative("02004", "unconnected", name="<b>Dialog</b> & Söhne", website="javascript:x"),
}


def inputs(**changes):
    data = grid_inputs(ROWS, {"a": ["01001", "01002"]})
    cells = {"ags": "01003", "initiative_id": "", "date": "2026-05-01", "asked": f"IHK {SECRET}",
             "answer": "none", "note": SECRET}  # fmt: skip
    checks = pd.DataFrame([cells], index=pd.Index(["c"], name="id"), dtype="str")
    parts = {name: getattr(data, name) for name in data.__dataclass_fields__}
    register = data.initiatives.assign(eigene=SECRET)
    return type(data)(**{**parts, "checks": checks, "initiatives": register, **changes})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edition")
    texts = {name: folder / f"{name}.md" for name in ("imprint", "privacy")}
    text = "# Impressum\n\nBehörde <script>x</script>\n"
    texts["imprint"].write_text(text, encoding="cp1252")
    texts["privacy"].write_text("Wir speichern nichts.\n", encoding="utf-8")
    write_edition(inputs(), Scenario(), folder / "out", DAY, Texts(**texts))
    return folder / "out"


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}  # fmt: skip


def test_nothing_internal_is_in_any_file(folder):
    told = [name for name, content in files(folder).items() if SECRET.encode() in content]
    assert told == []
    assert SECRET in inputs().initiatives.to_csv()


def test_public_data_hold_the_public_columns_only():
    public = public_inputs(inputs())
    for kind, table in (("initiative", public.initiatives), ("check", public.checks)):
        others = table[[name for name in table.columns if name not in PUBLIC[kind]]]
        assert set(others.to_numpy().ravel()) <= {"", "–"}
    assert "eigene" not in public.initiatives
    assert public.checks.loc["c", ["ags", "answer"]].tolist() == ["01003", "none"]


def test_the_same_state_is_the_same_bytes_and_the_archive_tells_what_changed(tmp_path):
    out = tmp_path / "out"
    write_edition(inputs(), Scenario(), out, DAY, Texts())
    before = files(out)
    write_edition(inputs(), Scenario(), out, DAY, Texts())
    assert files(out) == before
    later = inputs()
    later.initiatives.loc["b", "network_status"] = "networked"
    write_edition(later, Scenario(), out, dt.date(2026, 6, 1), Texts())
    page = (out / "de/archiv.html").read_text(encoding="utf-8")
    assert "Musterkreis 12: vorhanden, nicht angebunden → vernetzt" in page
    assert page.index("Stand vom 01.06.2026") < page.index("Stand vom 04.05.2026")
    assert [state.day.isoformat() for state in earlier_states(out)] == ["2026-05-04", "2026-06-01"]
    (out / "archiv/2026-05-05.json").write_text("[]", encoding="utf-8")
    with pytest.raises(DataError, match="no state of this edition"):
        write_edition(later, Scenario(), out, dt.date(2026, 6, 2), Texts())


def links(name, text):
    """Files of the edition a page leads to or loads, and addresses elsewhere."""
    for link in re.findall(r'(?:href|src)="([^"]+)"', text):
        parts = urlsplit(link)
        if parts.scheme or link.startswith("#"):
            yield link
        elif parts.path:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            yield f"{path}/index.html" if parts.path.endswith("/") else path


def test_every_link_leads_into_the_folder_and_nothing_is_loaded_from_elsewhere(folder):
    content = files(folder)
    pages = {name: data.decode() for name, data in content.items() if name.endswith(".html")}
    assert len(pages) == 1 + 2 * (5 + 16)
    for name, text in pages.items():
        for link in links(name, text):
            assert link in content or link in ("#main", "data:,", "https://a.example"), (name, link)
        assert "default-src 'none'" in text
        assert not re.search(r"<script(?! defer src=)|style=|\son\w+=", text)
    assert "https://a.example" in pages["de/kreis/01001.html"]
    assert "javascript:" not in "".join(pages.values())


def test_text_of_records_and_of_who_publishes_is_never_markup(folder):
    page = (folder / "de/kreis/02004.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Dialog&lt;/b&gt; &amp; Söhne" in page
    imprint = (folder / "en/imprint.html").read_text(encoding="utf-8")
    assert "Behörde &lt;script&gt;" in imprint


def test_figures_are_those_of_the_data(folder):
    with (folder / "data/districts.csv").open(encoding="utf-8") as file:
        rows = {row["ags"]: row for row in csv.DictReader(file)}
    counts = {status: sum(row["status"] == status for row in rows.values())
              for status in ("covered", "unconnected", "white")}  # fmt: skip
    assert counts == {"covered": 2, "unconnected": 1, "white": 13}
    features = json.loads((folder / "data/districts.geojson").read_bytes())["features"]
    assert {f["properties"]["ags"]: f["properties"]["status"] for f in features} == {
        ags: row["status"] for ags, row in rows.items()
    }
    page = (folder / "de/index.html").read_text(encoding="utf-8")
    for text in ("vernetzt: 2", "nicht angebunden: 1", "gefunden: 13", "Stand vom 04.05.2026"):
        assert text in page
    english = (folder / "en/index.html").read_text(encoding="utf-8")
    assert "State of 4 May 2026" in english


def test_without_texts_no_page_promises_any(tmp_path):
    write_edition(inputs(), Scenario(), tmp_path / "out", DAY, Texts())
    assert not (tmp_path / "out/de/impressum.html").exists()
    assert "impressum" not in (tmp_path / "out/de/index.html").read_text(encoding="utf-8")


def test_the_first_view_of_the_shipped_data_is_below_a_megabyte(shipped, tmp_path):
    from rollout.edition.edition import state_of

    edition = Edition(shipped, shipped.work.of(country_paths), [state_of(shipped, DAY)], {})
    assert len(start_page(edition, "de").encode()) < 900_000


def command(*arguments):
    try:
        main(["publish", *arguments, "--lang", "en"])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_the_day_is_that_of_the_data_unless_one_is_named(monkeypatch, tmp_path, capsys):
    days = []
    monkeypatch.setattr(edition, "write_edition", lambda *given: days.append(given[3]) or [])
    monkeypatch.setenv("ROLLOUT_WORKSPACE", str(tmp_path / "a.rollout"))
    out = ("--out", str(tmp_path / "out"))
    assert command(*out) == 0
    assert "imprint or privacy notice are missing" in capsys.readouterr().out.replace("\n", " ")
    assert command(*out, "--day", "2026-05-17") == 0
    open_workspace(tmp_path / "a.rollout", create=True).write(
        [Edit("note", "a", {"text": "x"}, 0)], "x", "add"
    )
    assert command(*out) == 0
    today = dt.datetime.now(dt.UTC).date()
    assert days == [dt.date(2023, 12, 31), dt.date(2026, 5, 17), today]
    assert command(*out, "--day", "gestern") == 2
    assert "is 'gestern'; expected: a day" in capsys.readouterr().err.replace("\n", " ")
