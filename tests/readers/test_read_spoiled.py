"""The shipped register, spoiled in every way we could think of, alone and in pairs.

Every copy is either read to exactly the register that was not spoiled, with the flaw reported, or
refused with a line. The flaws are made here by plain edits of the file's text and cells.
"""

from __future__ import annotations

import io
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from pyproj import Transformer

from rollout.errors import DataError
from rollout.inputs import places_of
from rollout.readers.places import Places
from rollout.readers.reference import (
    read_chambers,
    read_district_changes,
    read_district_types,
    read_postcodes,
)
from rollout.readers.register import Register, read_register


@dataclass
class Draft:
    """A register about to be written."""

    cells: pd.DataFrame
    delimiter: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    headers: dict[str, str] = field(default_factory=dict)
    as_workbook: bool = False
    numbers: tuple[str, ...] = ()
    merged: str = ""
    edits: list[Callable[[str], str]] = field(default_factory=list)

    def write(self, folder: Path) -> Path:
        table = self.cells.rename(columns=self.headers)
        if self.as_workbook:
            path = folder / "register.xlsx"
            numbers = {self.headers.get(name, name) for name in self.numbers}
            typed = {
                name: as_numbers(table[name]) if name in numbers else table[name]
                for name in table.columns
            }
            pd.DataFrame(typed).to_excel(path, index=False)
            if self.merged:
                merge_equal(path, self.headers.get(self.merged, self.merged))
            return path
        stream = io.StringIO()
        table.to_csv(stream, index=False, sep=self.delimiter, lineterminator="\n")
        text = stream.getvalue()
        for edit in self.edits:
            text = edit(text)
        path = folder / "register.csv"
        path.write_bytes(text.replace("\n", self.line_end).encode(self.encoding, "replace"))
        return path

    def row(self, column: str, text: str) -> int:
        """Position of the row with this cell."""
        return self.cells[column].tolist().index(text)

    def put(self, position: int, column: str, text: str) -> int:
        """Change a cell; gives the line it is in."""
        self.cells.iloc[position, self.cells.columns.get_loc(column)] = text
        return position + 2


def as_numbers(texts: pd.Series) -> pd.Series:
    """Numbers where the text is one, else the text."""
    numbers = pd.to_numeric(texts, errors="coerce")
    return numbers.astype(object).where(numbers.notna(), texts)


def merge_equal(path: Path, header: str) -> None:
    """Merge equal cells below each other, as Excel users do after sorting."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    column = next(cell.column for cell in sheet[1] if cell.value == header)
    values = [sheet.cell(line, column).value for line in range(2, sheet.max_row + 1)]
    line = 2
    for value, run in itertools.groupby(values):
        length = len(list(run))
        if value and length > 1:
            sheet.merge_cells(None, line, column, line + length - 1, column)
        line += length
    book.save(path)


REPAIRED: dict[str, Callable[[Draft], object]] = {}
REFUSED: dict[str, Callable[[Draft], int | None]] = {}


def repaired(flaw: Callable[[Draft], object]) -> Callable[[Draft], object]:
    REPAIRED[flaw.__name__] = flaw
    return flaw


def refused(flaw: Callable[[Draft], int | None]) -> Callable[[Draft], int | None]:
    REFUSED[flaw.__name__] = flaw
    return flaw


def strip_zeros(text: str) -> str:
    return ";".join(part.removeprefix("0") for part in text.split(";"))


@repaired
def lost_zeros_of_all_keys(draft: Draft) -> None:
    draft.cells["district_ags"] = draft.cells["district_ags"].map(strip_zeros)


@repaired
def lost_zeros_of_the_service_area(draft: Draft) -> None:
    draft.cells["served_ags"] = draft.cells["served_ags"].map(strip_zeros)


@repaired
def lost_zeros_of_postcodes(draft: Draft) -> None:
    draft.cells["plz"] = draft.cells["plz"].map(strip_zeros)


@repaired
def keys_of_municipalities(draft: Draft) -> None:
    draft.cells["district_ags"] += "000"


@repaired
def regional_keys_without_zeros(draft: Draft) -> None:
    draft.cells["district_ags"] = (draft.cells["district_ags"] + "0000000").map(strip_zeros)


@repaired
def keys_as_decimal_numbers(draft: Draft) -> None:
    draft.cells["district_ags"] = draft.cells["district_ags"].map(strip_zeros) + ".0"


@repaired
def dissolved_district_served(draft: Draft) -> None:
    draft.cells["served_ags"] = draft.cells["served_ags"].str.replace("16063", "16056")


@repaired
def dissolved_seat(draft: Draft) -> None:
    draft.put(draft.row("district_ags", "05334"), "district_ags", "05354")


@repaired
def swapped_coordinates_of_one_row(draft: Draft) -> None:
    a, b = draft.cells.loc[7, ["latitude", "longitude"]]
    draft.cells.loc[7, ["latitude", "longitude"]] = [b, a]


@repaired
def swapped_coordinates_of_all_rows(draft: Draft) -> None:
    draft.cells[["latitude", "longitude"]] = draft.cells[["longitude", "latitude"]].to_numpy()


@repaired
def decimal_commas(draft: Draft) -> None:
    for column in ("latitude", "longitude"):
        draft.cells[column] = draft.cells[column].str.replace(".", ",")


def in_metres(draft: Draft, epsg: int, prefix: float = 0.0) -> None:
    transformer = Transformer.from_crs(4326, epsg, always_xy=True)
    known = draft.cells["longitude"] != ""
    x, y = transformer.transform(
        draft.cells.loc[known, "longitude"].astype(float),
        draft.cells.loc[known, "latitude"].astype(float),
    )
    draft.cells.loc[known, "longitude"] = [f"{prefix + value:.3f}" for value in x]
    draft.cells.loc[known, "latitude"] = [f"{value:.3f}" for value in y]


@repaired
def metres_in_utm32(draft: Draft) -> None:
    in_metres(draft, 25832)


@repaired
def metres_in_utm32_with_zone(draft: Draft) -> None:
    in_metres(draft, 25832, 32e6)
    draft.headers |= {"longitude": "Ostwert", "latitude": "Nordwert"}


@repaired
def metres_in_gauss_krueger_3(draft: Draft) -> None:
    in_metres(draft, 31467)
    draft.headers |= {"longitude": "Rechtswert", "latitude": "Hochwert"}


@repaired
def metres_in_gauss_krueger_4_swapped(draft: Draft) -> None:
    in_metres(draft, 31468)
    draft.headers |= {"longitude": "latitude", "latitude": "longitude"}


@repaired
def service_areas_by_name(draft: Draft) -> None:
    saarland = "10041;10042;10043;10044;10045;10046"
    assert saarland in draft.cells["served_ags"].tolist()
    draft.cells["served_ags"] = draft.cells["served_ags"].replace(saarland, "Saarland")


@repaired
def seats_by_nuts_code(draft: Draft) -> None:
    codes = {"01051": "DEF05", "16063": "DEG0P", "02000": "de600", "16073": "DEG0I"}
    draft.cells["district_ags"] = draft.cells["district_ags"].replace(codes)


@repaired
def headers_in_two_lines(draft: Draft) -> None:
    def split(text: str) -> str:
        mark = draft.delimiter
        header, rest = text.split("\n", 1)
        names = header.split(mark)
        upper = ["Sitz der Initiative" if i == 5 else "" if 5 < i < 8 else n
                 for i, n in enumerate(names)]  # fmt: skip
        lower = [n if 5 <= i < 8 else "" for i, n in enumerate(names)]
        return mark.join(upper) + "\n" + mark.join(lower) + "\n" + rest

    draft.edits.append(split)


@repaired
def empty_keys(draft: Draft) -> None:
    draft.cells["district_ags"] = ""


@repaired
def semicolons(draft: Draft) -> None:
    draft.delimiter = ";"


@repaired
def tabs(draft: Draft) -> None:
    draft.delimiter = "\t"


@repaired
def windows_1252(draft: Draft) -> None:
    draft.encoding = "cp1252"


@repaired
def utf_16(draft: Draft) -> None:
    draft.encoding = "utf-16"


@repaired
def byte_order_mark(draft: Draft) -> None:
    draft.encoding = "utf-8-sig"


@repaired
def windows_line_ends(draft: Draft) -> None:
    draft.line_end = "\r\n"


@repaired
def german_headers(draft: Draft) -> None:
    draft.headers |= {
        "name": "Bezeichnung", "carrier": "Träger", "kind": "Art der Initiative", "place": "ORT",
        "district_ags": "Kreisschlüssel", "served_ags": "Wirkungsgebiet", "latitude": "Breitengrad",
        "longitude": "Laengengrad", "founded_year": "Gründungsjahr", "network_status": "Status",
        "topics": "Themen", "confidence": "Belegstufe", "land": "Bundesland",
    }  # fmt: skip


@repaired
def merged_laender(draft: Draft) -> None:
    draft.as_workbook = True
    draft.cells = draft.cells.sort_values("land", kind="stable", ignore_index=True)
    draft.merged = "land"


@repaired
def misspelt_header(draft: Draft) -> None:
    draft.headers["founded_year"] = "foundet_year"


@repaired
def shouted_headers(draft: Draft) -> None:
    draft.headers |= {name: f" {name.upper()} " for name in draft.cells if name != "name"}


@repaired
def german_statuses(draft: Draft) -> None:
    words = {"networked": "vernetzt", "founding": "in Gründung", "unconnected": "nicht angebunden"}
    draft.cells["network_status"] = draft.cells["network_status"].replace(words)


@repaired
def german_confidence(draft: Draft) -> None:
    words = {"low": "Niedrig", "medium": "mittel", "high": "hoch "}
    draft.cells["confidence"] = draft.cells["confidence"].replace(words)


@repaired
def german_yes_and_no(draft: Draft) -> None:
    draft.cells["federal_network"] = draft.cells["federal_network"].replace(
        {"yes": "Ja", "no": "nein"}
    )


@repaired
def shouted_words(draft: Draft) -> None:
    for column in ("network_status", "confidence", "kind"):
        draft.cells[column] = draft.cells[column].str.upper().str.replace("_", " ")


@repaired
def years_as_dates(draft: Draft) -> None:
    years = draft.cells["founded_year"]
    draft.cells["founded_year"] = years.where(years == "", years + "-01-01")


@repaired
def years_as_decimal_numbers(draft: Draft) -> None:
    years = draft.cells["founded_year"]
    draft.cells["founded_year"] = years.where(years == "", years + ".0")


@repaired
def served_area_with_commas(draft: Draft) -> None:
    draft.cells["served_ags"] = draft.cells["served_ags"].str.replace(";", ", ")


@repaired
def served_area_with_blanks(draft: Draft) -> None:
    draft.cells["served_ags"] = draft.cells["served_ags"].str.replace(";", " ")


@repaired
def blanks_around_everything(draft: Draft) -> None:
    draft.cells = draft.cells.map(lambda text: f" {text}\u00a0" if text else " ")


@repaired
def turned_writing_direction(draft: Draft) -> None:
    draft.put(3, "name", f"\u202e{draft.cells['name'].iloc[3]}\u202c")


@repaired
def control_characters(draft: Draft) -> None:
    draft.put(5, "topics", f"\x1b{draft.cells['topics'].iloc[5]}\x08")


@repaired
def shuffled_rows(draft: Draft) -> None:
    draft.cells = draft.cells.sample(frac=1, random_state=1)


@repaired
def shuffled_columns(draft: Draft) -> None:
    draft.cells = draft.cells.sample(frac=1, axis=1, random_state=2)


@repaired
def blank_rows_and_totals(draft: Draft) -> None:
    width = draft.cells.shape[1]

    def append(text: str) -> str:
        mark = draft.delimiter
        return text + "\n" + mark * (width - 1) + "\nGesamt" + mark * (width - 1) + "\n"

    draft.edits.append(append)


@repaired
def title_above(draft: Draft) -> None:
    draft.edits.append(lambda text: "Register der Initiativen\n\n" + text)


@repaired
def trailing_delimiters(draft: Draft) -> None:
    draft.edits.append(
        lambda text: "\n".join(line + draft.delimiter * 3 for line in text.splitlines())
    )


@repaired
def workbook(draft: Draft) -> None:
    draft.as_workbook = True


@repaired
def workbook_with_numbers(draft: Draft) -> None:
    draft.as_workbook = True
    draft.numbers = ("district_ags", "plz", "latitude", "longitude", "founded_year")


@refused
def duplicate_id(draft: Draft) -> int:
    return draft.put(9, "id", draft.cells["id"].iloc[2])


@refused
def empty_id(draft: Draft) -> int:
    return draft.put(4, "id", "")


@refused
def empty_name(draft: Draft) -> int:
    return draft.put(4, "name", "")


@refused
def unknown_key(draft: Draft) -> int:
    return draft.put(11, "district_ags", "09999")


@refused
def another_district(draft: Draft) -> int:
    return draft.put(0, "district_ags", "09162")


@refused
def district_split_among_several(draft: Draft) -> int:
    return draft.put(11, "served_ags", "03159;13052")


@refused
def unknown_served_key(draft: Draft) -> int:
    return draft.put(12, "served_ags", draft.cells["served_ags"].iloc[12] + ";00000")


@refused
def unknown_status(draft: Draft) -> int:
    return draft.put(13, "network_status", "vielleicht")


@refused
def empty_status(draft: Draft) -> int:
    return draft.put(13, "network_status", "")


@refused
def unknown_confidence(draft: Draft) -> int:
    return draft.put(14, "confidence", "A+")


@refused
def year_3021(draft: Draft) -> int:
    return draft.put(15, "founded_year", "3021")


@refused
def year_in_words(draft: Draft) -> int:
    return draft.put(16, "founded_year", "um 2015")


@refused
def point_in_the_sea(draft: Draft) -> int:
    draft.put(17, "latitude", "54.8")
    return draft.put(17, "longitude", "7.0")


@refused
def point_abroad(draft: Draft) -> int:
    draft.put(18, "latitude", "48.2")
    return draft.put(18, "longitude", "16.4")


@refused
def point_at_zero(draft: Draft) -> int:
    draft.put(19, "latitude", "0")
    return draft.put(19, "longitude", "0")


@refused
def point_of_another_row(draft: Draft) -> int:
    draft.put(2, "latitude", draft.cells["latitude"].iloc[40])
    return draft.put(2, "longitude", draft.cells["longitude"].iloc[40])


@refused
def lost_decimal_mark(draft: Draft) -> int:
    return draft.put(20, "latitude", draft.cells["latitude"].iloc[20].replace(".", ""))


@refused
def thousands_marks_in_a_coordinate(draft: Draft) -> int:
    return draft.put(20, "latitude", "52.374.551")


@refused
def half_a_point(draft: Draft) -> int:
    return draft.put(21, "longitude", "")


@refused
def degrees_in_words(draft: Draft) -> int:
    return draft.put(22, "latitude", "52° 22' N")


@refused
def row_too_long(draft: Draft) -> int:
    draft.edits.append(lambda text: _edit_line(text, 6, lambda line: line + draft.delimiter + "x"))
    return 7


@refused
def row_too_short(draft: Draft) -> int:
    draft.edits.append(
        lambda text: _edit_line(text, 6, lambda line: line.rsplit(draft.delimiter, 1)[0])
    )
    return 7


@refused
def open_quotation_mark(draft: Draft) -> int | None:
    draft.edits.append(lambda text: _edit_line(text, 20, lambda line: '"' + line))
    return None


@refused
def missing_column(draft: Draft) -> int:
    draft.cells = draft.cells.drop(columns="network_status")
    return 1


@refused
def column_twice(draft: Draft) -> int:
    draft.headers["topics"] = "Kreisschlüssel"
    return 1


@refused
def zero_byte(draft: Draft) -> None:
    draft.edits.append(lambda text: text[:500] + "\x00" + text[500:])


@refused
def nothing(draft: Draft) -> None:
    draft.edits.append(lambda text: "")


def _edit_line(text: str, number: int, edit: Callable[[str], str]) -> str:
    lines = text.split("\n")
    if number >= len(lines):
        return text  # another flaw emptied the file
    lines[number] = edit(lines[number])
    return "\n".join(lines)


@pytest.fixture(scope="module")
def shipped(data_dir: Path) -> pd.DataFrame:
    return pd.read_csv(data_dir / "initiatives.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def real_places(data_dir: Path) -> Places:
    districts = gpd.read_file(data_dir / "boundaries" / "districts.gpkg", layer="districts")
    districts = districts.set_index("ags").sort_index()
    keys = frozenset(districts.index)
    tables = {
        "district_changes": read_district_changes(data_dir / "district_changes.csv", keys),
        "postcodes": read_postcodes(data_dir / "postcodes.csv", keys),
        "chambers": read_chambers(data_dir / "chambers.csv", keys),
        "district_types": read_district_types(data_dir / "district_types.csv", keys),
    }
    return places_of(districts, tables)


@pytest.fixture(scope="module")
def right(data_dir: Path, real_places: Places) -> Register:
    return read_register(data_dir / "initiatives.csv", real_places)


def test_the_shipped_register_is_right(right: Register, shipped: pd.DataFrame) -> None:
    assert {problem.level for problem in right.problems} <= {"note"}
    plain = shipped.set_index("id").sort_index()
    assert right.initiatives.index.tolist() == plain.index.tolist()
    for column in plain.columns.drop("federal_network"):
        values = right.initiatives[column]
        if values.dtype == "float64":
            expected = pd.to_numeric(plain[column])
            assert values.tolist() == pytest.approx(expected.tolist(), nan_ok=True, abs=0)
        else:
            assert values.fillna("").tolist() == plain[column].tolist()
    pairs = {(i, key) for i, keys in plain["served_ags"].items() for key in keys.split(";")}
    assert set(right.served.itertuples(index=False, name=None)) == pairs


def same_register(result: Register, right: Register) -> None:
    columns = list(right.initiatives.columns)
    assert_frame_equal(result.initiatives[columns], right.initiatives)
    pd.testing.assert_frame_equal(result.served, right.served)


def said(result: Register, right: Register) -> set[str]:
    """Kinds of problems reported beyond those of the shipped register."""
    return {p.code for p in result.problems} - {p.code for p in right.problems}


SILENT = {"byte_order_mark", "windows_line_ends", "shuffled_rows", "shuffled_columns", "workbook",
          "served_area_with_commas", "served_area_with_blanks", "blanks_around_everything",
          "trailing_delimiters", "shouted_headers", "years_as_decimal_numbers"}  # fmt: skip


@pytest.mark.parametrize("name", REPAIRED)
def test_a_flaw_with_one_meaning_is_repaired_and_said(
    name: str, shipped: pd.DataFrame, real_places: Places, right: Register, tmp_path: Path
) -> None:
    draft = Draft(shipped.copy())
    REPAIRED[name](draft)
    result = read_register(draft.write(tmp_path), real_places)
    same_register(result, right)
    assert said(result, right) or name in SILENT


@pytest.mark.parametrize("name", REFUSED)
def test_a_flaw_with_many_meanings_is_refused_with_its_line(
    name: str, shipped: pd.DataFrame, real_places: Places, tmp_path: Path
) -> None:
    draft = Draft(shipped.copy())
    line = REFUSED[name](draft)
    with pytest.raises(DataError) as caught:
        read_register(draft.write(tmp_path), real_places)
    errors = [problem for problem in caught.value.problems if problem.level == "error"]
    assert errors
    if line is not None:
        assert {problem.line for problem in errors} == {line}


def pairs_of_flaws() -> list[tuple[str, str]]:
    """Sixty random pairs, always the same."""
    names = sorted({**REPAIRED, **REFUSED})
    chooser = random.Random(17)
    return [(chooser.choice(names), chooser.choice(names)) for _ in range(60)]


@pytest.mark.parametrize(("first", "second"), pairs_of_flaws())
def test_two_flaws_are_repaired_or_refused_never_read_wrong(
    first: str,
    second: str,
    shipped: pd.DataFrame,
    real_places: Places,
    right: Register,
    tmp_path: Path,
) -> None:
    draft = Draft(shipped.copy())
    for name in dict.fromkeys((first, second)):
        try:
            {**REPAIRED, **REFUSED}[name](draft)
        except (KeyError, ValueError):
            pytest.skip("the first flaw leaves nothing for the second")
    result = read_or_error(draft.write(tmp_path), real_places)
    if isinstance(result, DataError):
        assert any(problem.level == "error" for problem in result.problems)
        assert all(p.message("de") and p.message("en") for p in result.problems)
    else:
        same_register(result, right)
        assert said(result, right) or {first, second} <= SILENT


def read_or_error(path: Path, places: Places) -> Register | DataError:
    try:
        return read_register(path, places)
    except DataError as error:
        return error
