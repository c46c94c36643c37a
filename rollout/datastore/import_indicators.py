"""Taking an indicator from a publisher's file into the data folder."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from rollout.crosswalk import conversion_notes, convert
from rollout.datastore.csv_rows import read_text_table, with_column, with_row
from rollout.datastore.records import ID, ImportRequest, catalogue_row, source_row
from rollout.datastore.series_choice import SeriesChoice, choose
from rollout.datastore.store import CATALOGUE, DOWNLOADS, INDICATORS, SOURCES, Store
from rollout.errors import DataError, Problem, parameter_error
from rollout.geo.statuses import statuses_in
from rollout.inputs import BOUNDARIES
from rollout.language import Text
from rollout.readers.catalogue import AXES, DIRECTIONS, KINDS, read_catalogue
from rollout.readers.findings import same
from rollout.readers.headers import fold
from rollout.readers.indicators import read_indicators
from rollout.readers.official.publisher_table import MARK_NAMES, OfficialTable
from rollout.readers.places import Places
from rollout.readers.reference import read_district_changes, read_sources
from rollout.readers.restated_values import other_keys
from rollout.territory import edition_of, keys_at

_OTHER = Text("ohne Wert", "without a value")
# A district can have no firm of a kind; a rate of exactly 0 is usually a secret value.
_MAY_BE_ZERO = ("count", "distance")
RATIO = (0.2, 5.0)  # median of new by old values: outside, the unit is another one


@dataclass(frozen=True, eq=False)
class IndicatorImport:
    """What was taken in.

    Parameters
    ----------
    indicator, series
        Id, and name of the series in the file.
    year
        NaN if unknown.
    values
        On today's districts, index `ags`.
    is_new
        Whether the catalogue did not have it before.
    territory
        Day of the territorial status, where it is a later one than the folder's; else "".
    problems
        Everything dropped, converted or assumed.
    """

    indicator: str
    series: str
    year: float
    values: pd.Series
    is_new: bool
    problems: tuple[Problem, ...] = ()
    territory: str = ""


@dataclass(frozen=True, eq=False)
class _Context:
    """What the folder knows: districts, their past and NUTS codes, the catalogue, the values.

    `later` are the districts of later territorial statuses that its outlines can show, by day.
    """

    places: Places
    changes: pd.DataFrame
    catalogue: pd.DataFrame
    rows: Mapping[str, Mapping[str, str]]
    values: pd.DataFrame
    nuts3: Mapping[str, str]
    later: Mapping[str, frozenset[str]]

    def status_of(self, values: pd.Series) -> tuple[str, frozenset[str]]:
        """Latest status that a series has districts of (day, or "" for the folder's), and all."""
        keys = frozenset(self.places.names)
        for day in sorted(self.later, reverse=True):
            if (self.later[day] - keys) & set(values.index):
                return day, self.later[day]
        return "", keys


def import_indicators(
    path: Path | str,
    store: Store,
    request: ImportRequest | None = None,
    *,
    extra: bytes | None = None,
) -> list[IndicatorImport]:
    """Read a publisher's file and take one series (or all that the catalogue knows) in.

    Values, catalogue and sources change together; `Store.restore` goes back.

    Parameters
    ----------
    extra
        New content of the record of downloads, to be changed with the rest.

    Raises
    ------
    DataError
        The file is wrong, more than one series could be meant, the kind is not clear, or the
        values cannot be of this indicator.
    """
    from rollout.readers.official.detect import read_official

    path = Path(path)
    request = request or ImportRequest()
    _check_request(request)
    with store.lock() as notes:
        context = _context(store)
        table = read_official(path, context.nuts3)
        choices = choose(
            table, str(path), indicator=request.indicator, column=request.column, year=request.year,
            names=_names(context.catalogue), only_totals=request.only_totals,
        )  # fmt: skip
        imports = [_take(table, choice, request, context, str(path)) for choice in choices]
        files = _files(table, choices, imports, request, context, store, path)
        if extra is not None:
            files[DOWNLOADS] = extra
        names = ", ".join(entry.indicator for entry in imports)
        store.replace(files, f"import indicators {path.name} ({names})")
    of_file = [problem for problem in table.problems if not problem.code.startswith("mark-")]
    first = replace(imports[0], problems=(*notes, *of_file, *imports[0].problems))
    return [first, *imports[1:]]


def _check_request(request: ImportRequest) -> None:
    """Say at once which flag is wrong."""
    choices = {"kind": KINDS, "axis": AXES, "direction": DIRECTIONS}
    for name, options in choices.items():
        value = getattr(request, name)
        if value is not None and value not in options:
            names = ", ".join(options)
            raise parameter_error(f"--{name}", Text(f"ist {value!r}", f"is {value!r}"),
                                  Text(f"eines von {names}", f"one of {names}"))  # fmt: skip
    if request.indicator is not None and not ID.fullmatch(request.indicator):
        raise parameter_error(
            "--as", Text(f"ist {request.indicator!r}", f"is {request.indicator!r}"),
            Text("ein Kürzel aus Kleinbuchstaben, Ziffern und Unterstrichen, höchstens 46 Zeichen",
                 "an id of lower-case letters, digits and underscores, at most 46 signs"),
        )  # fmt: skip
    if not (math.isfinite(request.factor) and request.factor > 0):
        raise parameter_error("--factor", Text(f"ist {request.factor}", f"is {request.factor}"),
                              Text("eine Zahl über 0", "a number above 0"))  # fmt: skip


def _context(store: Store) -> _Context:
    import pyogrio

    districts = pyogrio.read_dataframe(
        store.path(BOUNDARIES), layer="districts", columns=["ags", "display_name", "nuts3"],
        read_geometry=False,
    )  # fmt: skip
    nuts3 = dict(zip(districts["nuts3"], districts["ags"], strict=True))
    names = dict(zip(districts["ags"], districts["display_name"], strict=True))
    changes = read_district_changes(store.folder / "district_changes.csv", names)
    none = pd.DataFrame(columns=["plz", "place", "ags"])
    places = Places(names, changes, none, lambda longitude, latitude: [])
    sources = read_sources(store.path(SOURCES))
    catalogue = read_catalogue(store.path(CATALOGUE), frozenset(sources.index))
    values = read_indicators(store.path(INDICATORS), catalogue, places).values
    rows = {row["id"]: row for row in read_text_table(store.path(CATALOGUE))[1]}
    days = statuses_in(store.path(BOUNDARIES), names, places.changes)
    later = {day: keys_at(names, places.changes, day)[0]
             for day in days if day > edition_of(names, places.changes)}  # fmt: skip
    return _Context(places, changes, catalogue, rows, values, nuts3, later)


def _names(catalogue: pd.DataFrame) -> dict[str, str]:
    """Folded ids and names of the catalogue -> id; a name two indicators share is left out."""
    ids: dict[str, set[str]] = {}
    for name, row in catalogue.iterrows():
        for text in (name, row["name_de"], row["name_en"], row["short_de"], row["short_en"]):
            ids.setdefault(fold(str(text)), set()).add(str(name))
    return {spelling: next(iter(names)) for spelling, names in ids.items() if len(names) == 1}


def _take(
    table: OfficialTable, choice: SeriesChoice, request: ImportRequest, context: _Context, file: str
) -> IndicatorImport:
    """Carry one series over to today's districts and look whether it can be right."""
    series = table.series.loc[choice.number]
    old = context.rows.get(choice.indicator)
    kind = request.kind or (old or {}).get("kind") or str(series["kind"])
    name = str(series["name"]).strip(" ·")
    year = float(table.series["year"].to_numpy()[choice.number])
    year = float(request.year) if request.year is not None else year
    if not kind:
        raise DataError(
            Problem(
                "error", file,
                Text("ob die Werte Anzahlen, Quoten oder Anteile sind, steht nicht in der Datei",
                     "whether the values are counts, rates or shares is not in the file"),
                Text("eine Art: " + ", ".join(KINDS), "a kind: " + ", ".join(KINDS)),
                Text("mit --kind angeben; danach wird umgerechnet",
                     "give it with --kind; values are converted by it"),
                column=name, code="which-kind",
            )
        )  # fmt: skip
    original = _values_then(table, choice.number, context)
    zeros = [] if kind in _MAY_BE_ZERO else _zeros(original, table.marks[choice.number])
    if request.zero_is_unknown:
        original = original.where(original != 0)
    status, keys = context.status_of(original)
    conversion = convert(
        original * request.factor, kind, context.changes, keys, year=year, by=request.by,
        weights=_weights(table, request, year, file),
    )  # fmt: skip
    problems = [
        _understood(choice.indicator, name, kind, year, file),
        *_note_zeros(zeros, request, context.places, file, name),
        *_note_older(year, old, file, name),
        *conversion_notes(conversion, file, name),
        *_note_gaps(conversion.values, table.marks[choice.number], context.places, file, name),
    ]  # fmt: skip
    problems += _check_plausible(conversion.values, choice.indicator, context, request, file, name)
    return IndicatorImport(
        choice.indicator, name, year, conversion.values, old is None, tuple(problems), status
    )


def _understood(indicator: str, name: str, kind: str, year: float, file: str) -> Problem:
    """Say what the series was taken for."""
    when = Text("Jahr unbekannt", "year unknown") if math.isnan(year) else same(f"{year:.0f}")
    finding = Text(f"gelesen als {indicator}, Art {kind}, {when.de}",
                 f"read as {indicator}, kind {kind}, {when.en}")  # fmt: skip
    remedy = Text("Jahr mit --year angeben", "give the year with --year")
    return Problem("note", file, finding, remedy=remedy if math.isnan(year) else Text("", ""),
                   column=name, code="series")  # fmt: skip


def _values_then(table: OfficialTable, number: int, context: _Context) -> pd.Series:
    """Values of the districts that existed; an empty cell of a dissolved district is no value."""
    marks = table.marks[number]
    today = table.values.index.isin([*context.places.names, *context.places.to_come])
    no_district = (marks == "absent") | ((marks == "empty") & ~today)
    return table.values.loc[~no_district, number]


def _zeros(values: pd.Series, marks: pd.Series) -> list[str]:
    """Keys of the districts with a zero written as a number."""
    return [
        str(key) for key in values.index[(values == 0) & (marks.reindex(values.index) != "zero")]
    ]


def _note_zeros(
    keys: list[str], request: ImportRequest, places: Places, file: str, name: str
) -> list[Problem]:
    """Ask whether the zeros of a rate are values; publishers write them for secret values too."""
    if not keys:
        return []
    names = ", ".join(places.label(key) for key in keys[:12]) + (" …" if len(keys) > 12 else "")
    finding = Text(f"{len(keys)} Kreise haben genau 0: {names}",
                 f"{len(keys)} districts are exactly 0: {names}")  # fmt: skip
    if request.zero_is_unknown:
        remedy = Text("wurde als unbekannt gelesen", "was read as unknown")
        return [Problem("repaired", file, finding, remedy=remedy, column=name, code="zeros")]
    remedy = Text("steht 0 hier für geheim oder unbekannt, mit --zero-is-unknown übernehmen",
                  "if 0 means secret or unknown here, import with --zero-is-unknown")  # fmt: skip
    return [Problem("note", file, finding, remedy=remedy, column=name, code="zeros")]


def _note_older(year: float, old: Mapping[str, str] | None, file: str, name: str) -> list[Problem]:
    """Say when newer values are replaced by older ones."""
    before = (old or {}).get("year", "")[:4]
    if not before.isdecimal() or math.isnan(year) or year >= int(before):
        return []
    finding = Text(f"die Werte sind von {year:.0f}, die bisherigen von {before}",
                 f"the values are of {year:.0f}, those so far of {before}")  # fmt: skip
    remedy = Text("zurück mit rollout data restore", "go back with rollout data restore")
    return [Problem("note", file, finding, remedy=remedy, column=name, code="older")]


def _weights(
    table: OfficialTable, request: ImportRequest, year: float, file: str
) -> pd.Series | None:
    if request.weights is None:
        return None
    (weights,) = choose(
        table, file, indicator="weights", column=request.weights,
        year=None if math.isnan(year) else int(year),
    )  # fmt: skip
    return table.values[weights.number]


def _note_gaps(
    values: pd.Series, marks: pd.Series, places: Places, file: str, name: str
) -> list[Problem]:
    """Name the districts without a value, by reason; and those where a sign gave a zero."""
    reason = marks.reindex(values.index)
    reason = reason.where(values.isna() | (reason == "zero"), "")
    reason = reason.where(reason.isin(list(MARK_NAMES)) | values.notna(), "other")
    notes = []
    for mark, group in values.groupby(reason):
        if not mark:
            continue
        meaning = MARK_NAMES.get(str(mark), _OTHER)
        keys = [str(key) for key in group.index]
        names = ", ".join(places.label(key) for key in keys[:12])
        more = " …" if len(keys) > 12 else ""
        finding = Text(f"{len(keys)} Kreise ({meaning.de}): {names}{more}",
                     f"{len(keys)} districts ({meaning.en}): {names}{more}")  # fmt: skip
        notes.append(Problem("note", file, finding, column=name, code=f"values-{mark}"))
    return notes


def _check_plausible(
    values: pd.Series,
    indicator: str,
    context: _Context,
    request: ImportRequest,
    file: str,
    name: str,
) -> list[Problem]:
    """Stop when there are too few values or they cannot be of this indicator."""
    count = int(values.notna().sum())
    if count < request.least_known:
        finding = Text(f"nur {count} bekannte Werte", f"only {count} known values")
        expected = Text(f"mindestens {request.least_known}", f"at least {request.least_known}")
        raise DataError(Problem("error", file, finding, expected, column=name, code="too-few"))
    # A new indicator has nothing to be compared with.
    if indicator not in context.values:
        return []
    before = context.values[indicator].reindex(values.index)
    # Of a district that others left, the values before and after are of two territories.
    comparable = ~values.index.isin(other_keys(context.places))
    both = before.notna() & values.notna() & (before != 0) & comparable
    ratio = (values[both] / before[both]).abs()
    low, high = RATIO
    if len(ratio) and not low <= float(ratio.median()) <= high:
        finding = Text(
            f"die Werte sind im Mittel das {ratio.median():.3g}-Fache der bisherigen",
            f"the values are {ratio.median():.3g} times the present ones on average",
        )
        raise DataError(
            Problem(
                "error", file, finding,
                Text(f"die Einheit von {indicator}", f"the unit of {indicator}"),
                Text("mit --factor umrechnen oder ein anderes Kürzel wählen",
                     "convert with --factor or choose another id"),
                column=name, code="other-unit",
            )
        )  # fmt: skip
    return _note_changes(ratio, context.places, request, file, name)


def _note_changes(
    ratio: pd.Series, places: Places, request: ImportRequest, file: str, name: str
) -> list[Problem]:
    """Name the districts that change most; an update stops when that is too much."""
    change = (ratio - 1).abs().sort_values(ascending=False, kind="stable")
    if change.empty or change.iloc[0] == 0:
        return []
    names = ", ".join(
        f"{places.label(str(key))} ({(ratio[key] - 1) * 100:+.0f} %)" for key in change.index[:3]
    )
    finding = Text(f"größte Änderungen: {names}", f"largest changes: {names}")
    if change.iloc[0] > request.change:
        limit = f"{request.change * 100:.0f} %"
        expected = Text(f"höchstens {limit} je Kreis", f"at most {limit} per district")
        raise DataError(Problem("error", file, finding, expected, column=name, code="implausible"))
    return [Problem("note", file, finding, column=name, code="changes")]


def _files(
    table: OfficialTable, choices: list[SeriesChoice], imports: list[IndicatorImport],
    request: ImportRequest, context: _Context, store: Store, path: Path,
) -> dict[str, bytes]:  # fmt: skip
    """Build the new files in a folder aside and read them as `load_inputs` will."""
    with tempfile.TemporaryDirectory() as name:
        aside = Path(name)
        for file in (SOURCES, CATALOGUE, INDICATORS):
            (aside / file).write_bytes(store.path(file).read_bytes())
        for choice, entry in zip(choices, imports, strict=True):
            unit = str(table.series.loc[choice.number, "unit"])
            kind = str(table.series.loc[choice.number, "kind"])
            row = catalogue_row(entry.indicator, entry.series, unit, kind, entry.year, entry.values,
                                request, context.rows.get(entry.indicator))  # fmt: skip
            row["territory"] = entry.territory
            source = source_row(row["source"], table.origin, path, entry.year)
            (aside / SOURCES).write_bytes(with_row(aside / SOURCES, "id", source))
            (aside / CATALOGUE).write_bytes(with_row(aside / CATALOGUE, "id", row))
            content = with_column(aside / INDICATORS, entry.indicator, entry.values)
            (aside / INDICATORS).write_bytes(content)
        sources = read_sources(aside / SOURCES)
        catalogue = read_catalogue(aside / CATALOGUE, frozenset(sources.index))
        read_indicators(aside / INDICATORS, catalogue, context.places)
        return {file: (aside / file).read_bytes() for file in (SOURCES, CATALOGUE, INDICATORS)}
