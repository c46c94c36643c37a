"""Lists of other programmes: names, streets, postcodes, towns and their own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rollout.errors import DataError, ScenarioError
from rollout.readers.assignment import PLAIN, Assignment, parse_values, read_assignment
from rollout.readers.check_file import read_any
from rollout.readers.document import Content
from rollout.readers.left_out import left_out_csv
from rollout.readers.places import Places
from rollout.readers.register import RegisterRows
from rollout.readers.vocabulary import STATUS, UNCLEAR

HEAD = "Name;Straße;PLZ;Ort;Status"
ONE = "Energieagentur A;Weg 1;97421;Schweinfurt"
NETWORKED = Assignment(status="networked")


@pytest.fixture
def read(shipped_places: Places, inputs: Any) -> Any:
    def rows(text: str, assigned: Assignment = PLAIN) -> RegisterRows:
        file = Content("liste.csv", text.encode())
        table = read_any(file, shipped_places, inputs.catalogue, assigned=assigned)
        assert table.kind == "register"
        assert isinstance(table.rows, RegisterRows)
        return table.rows

    return rows


def errors(rows: RegisterRows) -> list[Any]:
    return [p for p in rows.fields.findings.all() if p.level == "error"]


def codes(rows: RegisterRows) -> list[str]:
    return [p.code for p in rows.fields.findings.all()]


def test_a_list_without_a_status_lacks_nothing_else(read: Any) -> None:
    text = f"Name;Straße;PLZ;Ort\n{ONE}\nEnergieagentur B;Weg 2;01067;Dresden\n"
    (error,) = errors(read(text))
    assert error.finding.de == "fehlt nur: Status; --status networked setzt ihn für alle"
    rows = read(text, NETWORKED)
    assert errors(rows) == []
    assert rows.ids == ["energieagentur-a", "energieagentur-b"]
    assert rows.values["district_ags"] == ["09662", "14612"]
    assert rows.values["network_status"] == ["networked"] * 2


# One row each, in the columns and spellings people use; all mean Schweinfurt and Dresden.
SHAPES = {
    "English": "Company,Street,Postal Code,City\nA,Way 1,97421,Schweinfurt\nB,Way 2,01067,Dresden",
    "one cell": "Firma;Straße Hausnr.;PLZ/Ort\nA;Weg 1;97421 Schweinfurt\nB;Weg 2;01067 Dresden",
    "tabs": "Einrichtung\tPLZ\tOrt\nA\t97421\tSchweinfurt\nB\tD-01067\tDresden",
    "carrier": "Träger;Ort;PLZ\nA;Schweinfurt;97421\nB;Dresden;1067",
    "address": 'Unternehmen;Anschrift\nA;"Weg 1, 97421 Schweinfurt"\nB;"Weg 2, 01067 Dresden"',
    "members": "Mitglied;Ort;PLZ\nA;Schweinfurt;97421\nB;Dresden;01067",
    "house numbers": "Name;Straße;Nr;PLZ;Ort\nA;Weg;1;97421;Schweinfurt\nB;Weg;1;01067;Dresden",
    "title": "Liste 2026;;\n;;\nInstitution;Ort;PLZ\nA;Schweinfurt;97421\nB;Dresden;01067",
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_lists_are_read_in_the_columns_people_use(read: Any, text: str) -> None:
    rows = read(text, NETWORKED)
    assert errors(rows) == []
    assert rows.ids == ["a", "b"]
    assert rows.values["district_ags"] == ["09662", "14612"]
    raw = text.splitlines()
    for name, line in zip(rows.values["name"], rows.fields.lines, strict=True):
        assert raw[line - 1].startswith(name)


def test_an_address_keeps_its_street(read: Any) -> None:
    register = read(SHAPES["address"], NETWORKED).register()
    assert register.initiatives.loc["a", "Anschrift"] == "Weg 1, 97421 Schweinfurt"
    assert register.initiatives.loc["a", "place"] == "Schweinfurt"


def test_rows_of_one_name_are_told_apart_and_stay_so(read: Any) -> None:
    head, a, b, c = "Name;PLZ;Ort", "A;97421;Schweinfurt", "A;01067;Dresden", "A;01069;Dresden"
    ids = read("\n".join([head, a, b, c]), NETWORKED).ids
    assert ids == ["a", "a-dresden", "a-dresden-2"]
    assert read("\n".join([head, a, "Z;80331;München", b, c]), NETWORKED).ids == [
        "a", "z", "a-dresden", "a-dresden-2",
    ]  # fmt: skip


# ---- words --------------------------------------------------------------------------------------

WORDS = {
    "ja": "networked", "Ja (seit 2019)": "networked", "Mitglied seit 01.02.2019": "networked",
    "aktiv": "networked", "member": "networked", "geplant": "planned", "ruhend": "dormant",
    "nein": "unconnected", "kein Mitglied": "unconnected", "not a member": "unconnected",
}  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_words_with_one_meaning_are_understood_and_said(read: Any, word: str) -> None:
    rows = read(f"{HEAD}\n{ONE};{word}\n")
    assert rows.values["network_status"] == [WORDS[word]]
    assert "word" in codes(rows)


def test_no_word_is_both_clear_and_unclear() -> None:
    clear, unclear = STATUS.lookup().keys(), UNCLEAR.lookup().keys()
    assert not clear & (unclear - UNCLEAR.words.keys())


def test_words_nobody_understands_are_one_error_with_an_option(read: Any) -> None:
    lines = [HEAD, *[f"{ONE};passiv"] * 3, f"{ONE};Pate", f"{ONE};", f"{ONE};ausgetreten"]
    (error,) = errors(read("\n".join(lines)))
    assert error.line == 2
    assert error.finding.de == "'passiv' (3), 'Pate' (1), leere Zelle (1), 'ausgetreten' (1)"
    assert "networked, founding, unconnected" in error.expected.en
    option = error.remedy.en.split("--values ")[1]
    assert option == "status:passiv=unconnected,Pate=networked,=networked,ausgetreten=skip"
    rows = read("\n".join(lines), Assignment(values=parse_values([option])))
    assert errors(rows) == []
    states = ["unconnected"] * 3 + ["networked"] * 2
    assert rows.values["network_status"] == states
    assert rows.left_out is not None
    assert rows.left_out.sentence.de == "1 von 6 Zeilen weggelassen"


def test_an_empty_box_is_a_no_only_where_all_others_are_ticked(read: Any) -> None:
    ticked = read(f"Name;Straße;PLZ;Ort;Mitglied?\n{ONE};x\n{ONE};\n")
    assert ticked.values["network_status"] == ["networked", "unconnected"]
    assert "ticks" in codes(ticked)
    assert [e.code for e in errors(read(f"{HEAD}\n{ONE};ja\n{ONE};\n"))] == ["unknown-state"]


def test_one_status_for_all_leaves_the_column_unread_and_says_so(read: Any) -> None:
    rows = read(f"{HEAD}\n{ONE};Pate\n", Assignment(status="founding"))
    assert rows.values["network_status"] == ["founding"]
    assert "one-status" in codes(rows)
    assert rows.register().initiatives["Status"].tolist() == ["Pate"]


def test_kinds_of_ones_own_are_listed_once_and_remembered(read: Any) -> None:
    text = f"Name;Straße;PLZ;Ort;Art\n{ONE};Energieagentur\n{ONE};energieagentur\n{ONE};Vereine\n"
    rows = read(text, NETWORKED)
    assert rows.values["kind"] == ["Energieagentur", "Energieagentur", "Vereine"]
    (note,) = [p for p in rows.fields.findings.all() if p.code == "own-kind"]
    assert "'Energieagentur' (2), 'Vereine' (1, fast wie association)" in note.finding.de
    meant = Assignment(status="networked", kinds=("Energieagentur", "Vereine"))
    assert "own-kind" not in codes(read(text, meant))


@pytest.mark.parametrize(
    "text", ["status:Gast", "colour:red=networked", "status:Gast=gelb", "confidence:A=B"]
)
def test_assigned_words_that_mean_nothing_are_refused(text: str) -> None:
    with pytest.raises(ScenarioError, match="--values"):
        parse_values([text])


# ---- the file that remembers ---------------------------------------------------------------------


def test_a_mapping_says_the_same_after_writing_and_reading(tmp_path: Path) -> None:
    mapping = Assignment(
        {"Verbund": "name"}, {"network_status": {"": "skip", 'Ja, "klar"': "networked"}},
        "founding", ("Hub",), {"a": "06412"}, skip_doubtful=True,
    )  # fmt: skip
    path = tmp_path / "m.toml"
    path.write_text(mapping.to_toml(), encoding="utf-8")
    assert read_assignment(path) == mapping


@pytest.mark.parametrize(
    "text",
    ["status = 3", "status = 'gelb'", "colour = 1", "kinds = 'Hub'", "[columns]\na = 1",
     "[values]\nnetwork_status = 'x'", "[values.network_status]\na = 'gelb'", "[values.x]\na = 'b'",
     "[districts]\na = '9162'", "skip_doubtful = 'ja'", "[", "columns = 1", "values = [1]"],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"m\.toml"):
        read_assignment(path)


# ---- rows that are no entries, and rows in doubt -------------------------------------------------


def test_rows_without_an_entry_are_passed_over_with_a_note(read: Any) -> None:
    text = f"Name;Straße;PLZ;Ort\nBayern\n{ONE}\n\nName;Straße;PLZ;Ort\nRegion Ost;;;\n" \
           f"B;Weg;01067;Dresden\nSumme;2;;\nQuelle: eigene Erhebung\n"  # fmt: skip
    rows = read(text, NETWORKED)
    assert rows.ids == ["energieagentur-a", "b"]
    assert rows.fields.lines == [3, 7]
    assert {"heading", "header", "totals-row", "footnote", "blank-rows"} <= set(codes(rows))
    assert errors(rows) == []


def test_a_lonely_name_is_asked_for_its_place(read: Any) -> None:
    rows = read(f"Name;Straße;PLZ;Ort\n{ONE}\nEnergieagentur Z;;;\nB;Weg;01067;Dresden", NETWORKED)
    assert [e.line for e in errors(rows)] == [3]


DOUBTFUL = f"Name;Straße;PLZ;Ort\n{ONE}\nB;Weg;80331;Hamburg\nC;Weg;;Frankfurt\nD;;01067;Dresden\n"


def test_rows_in_doubt_are_left_out_only_on_request_counted_and_listed(read: Any) -> None:
    assert [e.line for e in errors(read(DOUBTFUL, NETWORKED))] == [3, 4]
    rows = read(DOUBTFUL, Assignment(status="networked", skip_doubtful=True))
    assert errors(rows) == []
    assert rows.ids == ["energieagentur-a", "d"]
    register = rows.register()
    assert register.left_out is not None
    assert register.left_out.sentence.en == "2 of 4 rows left out"
    notes = [p for p in register.problems if p.code == "left-out"]
    assert [p.line for p in notes] == [3, 4]
    listed = left_out_csv(register.left_out, "de").decode("utf-8-sig").splitlines()
    assert listed[0] == "Zeile;weggelassen, weil;möglich wären;Name;Straße;PLZ;Ort"
    assert listed[2].startswith("4;")
    assert "06412 12053;C;Weg;;Frankfurt" in listed[2]


def test_a_file_in_doubt_as_a_whole_is_refused(read: Any) -> None:
    text = "Name;Straße;PLZ;Ort\nB;Weg;80331;Hamburg\n"
    rows = read(text, Assignment(status="networked", skip_doubtful=True))
    assert [e.code for e in errors(rows)] == ["nothing-left"]


def test_a_decided_district_counts_and_what_contradicts_it_is_noted(read: Any) -> None:
    decided = Assignment(
        status="networked", districts={"b": "02000", "c": "06412", "gone": "02000"}
    )
    rows = read(DOUBTFUL, decided)
    assert errors(rows) == []
    assert rows.values["district_ags"] == ["09662", "02000", "06412", "14612"]
    assert {"postcode", "decision-unused"} <= set(codes(rows))


def test_text_of_a_row_left_out_is_never_a_formula(read: Any) -> None:
    text = f"Name;Straße;PLZ;Ort\n{ONE}\n=1+1;@x;80331;Hamburg\n"
    left_out = read(text, Assignment(status="networked", skip_doubtful=True)).left_out
    assert ";'=1+1;'@x;" in left_out_csv(left_out, "de").decode("utf-8-sig")


def test_left_out_rows_are_said_beside_every_rate(data_dir: Path, tmp_path: Path) -> None:
    from rollout.analysis import analyse
    from rollout.inputs import load_inputs
    from rollout.scenario import Scenario

    path = tmp_path / "r.csv"
    path.write_text(DOUBTFUL, encoding="utf-8")
    assigned = Assignment(status="networked", skip_doubtful=True)
    foundings = tmp_path / "f.csv"
    foundings.write_text("id,name,region_ags\n")
    inputs = load_inputs(data_dir, initiatives=path, assigned=assigned, foundings=foundings)
    analysis = analyse(inputs, Scenario())
    assert "2 von 4 Zeilen weggelassen" in analysis.definition.de


NAMES = {
    "what the list is about": "Schule;Träger;PLZ;Ort\nA;staatlich;97421;Schweinfurt\n"
    "B;staatlich;01067;Dresden",
    "a header that ends in name": "Zentrumsname|PLZ|Ort\nA|97421|Schweinfurt\nB|01067|Dresden",
    "an empty column in the way": "Name;Firma;PLZ;Ort\n;A;97421;Schweinfurt\n;B;01067;Dresden",
}


def test_a_header_of_ours_that_is_not_used_stays_an_own_column(read: Any) -> None:
    text = "name;Firma;network_status;plz;place\nX;A;?!;97421;Schweinfurt\n"
    said = Assignment({"Firma": "name"}, status="networked")
    row = read(text, said).register().initiatives.loc["a"]
    assert (row["name"], row["name *"], row["network_status *"]) == ("A", "X", "?!")
    empty = read("name;Firma;plz;place\n;A;97421;Schweinfurt\n", NETWORKED)
    assert (empty.ids, errors(empty)) == (["a"], [])


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_the_column_that_names_the_entries_is_found_by_its_cells(read: Any, text: str) -> None:
    rows = read(text, NETWORKED)
    assert errors(rows) == []
    assert rows.ids == ["a", "b"]


def test_a_carrier_that_is_the_same_everywhere_names_nothing(read: Any) -> None:
    with pytest.raises(DataError, match="column name is missing"):
        read("Träger;PLZ;Ort\nLand;97421;Schweinfurt\nLand;01067;Dresden", NETWORKED)


@pytest.mark.parametrize("words", [STATUS, UNCLEAR])
def test_the_handbook_lists_every_word(words: Any) -> None:
    page = (Path(__file__).parents[2] / "docs/handbuch/eigene-liste.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    for value, others in words.words.items():
        assert any(f"`{value}`" in row and ", ".join(others) in row for row in rows), value
