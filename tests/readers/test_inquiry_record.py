"""The record of checks: every flaw at once, roles and never persons, the newest answer counts."""

import datetime as dt

import pytest

from rollout.errors import DataError
from rollout.inquiries import ANSWERS, latest_checks, no_checks
from rollout.readers.inquiry_record import is_checks, read_checks
from rollout.readers.inquiry_rules import flaws

TODAY = dt.date(2026, 5, 1)
HEAD = "id,ags,initiative_id,date,asked,answer,note\n"
RIGHT = 'a,01051,,2026-02-03,"IHK, Geschäftsführung",none,\n'


@pytest.fixture
def read(tmp_path, places):
    def table(text, initiatives=("x",)):
        path = tmp_path / "checks.csv"
        path.write_text(text, encoding="utf-8")
        return read_checks(path, places, initiatives, today=TODAY)

    return table


def problems(read, text):
    with pytest.raises(DataError) as caught:
        read(text)
    return {(p.line, p.code) for p in caught.value.problems if p.level == "error"}


def test_a_right_record_is_read(read):
    table = read(HEAD + RIGHT + "b,,x,2026-01,Wirtschaftsförderung,vorhanden,\n")
    assert table.loc["a", ["ags", "date", "answer"]].tolist() == ["01051", "2026-02-03", "none"]
    assert table.loc["b", ["initiative_id", "answer"]].tolist() == ["x", "exists"]


def test_everything_wrong_is_told_at_once(read):
    rows = (
        "a,99999,,2026-02-03,IHK,none,\n"
        "b,,,2026-02-03,IHK,none,\n"
        "c,01051,,2027,IHK,none,\n"
        "d,01051,,gestern,IHK,none,\n"
        "e,01051,,2026-02-03,,none,\n"
        "f,01051,,2026-02-03,Frau Muster,none,\n"
        "g,01051,,2026-02-03,IHK,vielleicht,\n"
        "h,,nobody,2026-02-03,IHK,none,\n"
        "i,01051,,,IHK,none,\n"
    )
    assert problems(read, HEAD + rows) == {
        (2, "unknown-key"), (3, "no-subject"), (4, "future-date"), (5, "date"),
        (6, "empty-cell"), (7, "person"), (8, "unknown-word"), (9, "unknown-initiative"),
        (10, "empty-cell"),
    }  # fmt: skip


def test_no_telephone_number_and_no_address_get_in(read):
    row = (
        "a,01051,,2026-02-03,IHK,none,Tel. 0931 4194100\nb,01051,,2026-02-03,x@example.org,none,\n"
    )
    assert problems(read, HEAD + row) >= {(2, "personal-data"), (3, "personal-data")}


def test_a_form_is_told_the_same_as_a_file():
    """One place for the rules: what the reader refuses a form refuses, too."""
    check = dict.fromkeys(("ags", "initiative_id", "date", "asked", "answer", "note"), "")
    columns = [flaw.column for flaw in flaws(check, TODAY)]
    assert columns == ["ags", "date", "asked", "answer"]
    right = check | {"ags": "01051", "date": "2026-02-03", "asked": "IHK", "answer": "later"}
    assert list(flaws(right, TODAY)) == []


def test_the_newest_answer_of_a_district_counts(read):
    rows = (
        "a,01051;02000,,2026-02-03,IHK,none,\n"
        "b,01051,,2025-12,Kammer,exists,\n"
        "c,02000,,2026-03-01,Stadt,later,\n"
        "d,02000,x,2026-04-01,Stadt,none,\n"
    )
    table = read(HEAD + rows)
    keys = table["ags"].str.split(";").explode().unique()
    latest = latest_checks(table, [*keys, "03159"])
    assert latest["answer"].tolist() == ["none", "later", ""]
    early = latest_checks(table, ["01051", "02000"], dt.date(2026, 1, 1))
    assert early["answer"].tolist() == ["exists", ""]
    for day in (None, dt.date(2026, 1, 1)):
        assert latest_checks(no_checks(), ["01051"], day)["answer"].tolist() == [""]


def test_headers_tell_a_record_of_checks():
    assert is_checks(["id", "Kreis", "Datum", "gefragt", "Antwort"])
    assert not is_checks(["id", "name", "region_ags", "note"])
    assert set(ANSWERS) == {"none", "exists", "in_preparation", "later"}
