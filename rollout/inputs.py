"""All files in, one checked set of tables out."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from rollout.arrays import Flags, Floats
from rollout.data_folder import default_data_dir, shipped_data_dir
from rollout.errors import DataError, Problem
from rollout.files.cache import keep, kept, key_of
from rollout.files.guarded import check_path, read_bytes
from rollout.files.publish import finish_interrupted
from rollout.founding_steps import no_foundings
from rollout.input_files import mark_of_files
from rollout.inquiries import no_checks
from rollout.language import Text
from rollout.model import Inputs, no_history, no_partners_abroad, nothing_substituted
from rollout.programme import check_programme, programme, programme_file
from rollout.programme.words import DEMAND
from rollout.readers.assignment import PLAIN, Assignment

if TYPE_CHECKING:
    import geopandas as gpd

    from rollout.geo.statuses import Outlines
    from rollout.readers.indicators import IndicatorTable
    from rollout.readers.places import Places
    from rollout.readers.register import Register
    from rollout.restate import Restatement

Arguments = ParamSpec("Arguments")
Content = TypeVar("Content")
Key = TypeVar("Key")

BOUNDARIES = "boundaries/districts.gpkg"
SNAP_M = 500.0  # a seat on a pier or on the wrong side of a generalised border still counts


@dataclass(frozen=True)
class _File(Generic[Content]):
    """What a file holds, or None where it is wrong."""

    content: Content | None

    @property
    def right(self) -> Content:
        """The content, once `stop_on_errors` has let it pass."""
        assert self.content is not None
        return self.content


class _Tables(NamedTuple):
    """The reference tables of a data folder and the catalogue, named as in `Inputs`."""

    chambers: pd.DataFrame
    borders: pd.DataFrame
    postcodes: pd.DataFrame
    district_changes: pd.DataFrame
    district_types: pd.DataFrame
    history: pd.DataFrame
    sources: pd.DataFrame
    catalogue: pd.DataFrame


class _Reading:
    """Reads files one after the other and keeps all their problems for one error."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.hashes: dict[str, str] = {}

    def read(
        self,
        reader: Callable[Concatenate[Path, Arguments], Content],
        path: Path,
        *arguments: Arguments.args,
        **options: Arguments.kwargs,
    ) -> _File[Content]:
        """Result of a reader; without content (and its problems kept) when the file is wrong."""
        try:
            content = reader(path, *arguments, **options)
            self.hashes[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        except DataError as error:
            self.problems += error.problems
            return _File(None)
        self.notes += getattr(content, "problems", ())
        return _File(content)

    def read_kept(
        self,
        reader: Callable[Concatenate[Path, Arguments], Content],
        path: Path,
        *arguments: Arguments.args,
        **options: Arguments.kwargs,
    ) -> _File[Content]:
        """The same for tables that follow from their file and plain values: read once by content.

        Who changes one file of a folder, or asks for another territorial status, waits for that.
        """
        mark = _checksum(path)
        key = (reader, mark, *arguments, *options.items())
        if mark is not None and key in _contents:
            self.hashes[path.name] = mark
            return _File(_copied(_contents[key]))
        file = self.read(reader, path, *arguments, **options)
        has_notes = bool(getattr(file.content, "problems", ()))  # which a kept one would not repeat
        if file.content is not None and not has_notes and mark == self.hashes.get(path.name):
            _remember(_contents, key, _copied(file.content), most=30)
        return file

    def stop_on_errors(self) -> None:
        """Raise one error with everything found so far."""
        if self.problems:
            raise DataError(self.problems)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Spare the search for garbage: nearly all that reading makes is kept, and there is much."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_collector_paused()
def load_inputs(
    data_dir: Path | str | None = None,
    *,
    boundaries: Path | str | None = None,
    initiatives: Path | str | None = None,
    indicators: Path | str | None = None,
    foundings: Path | str | None = None,
    checks: Path | str | None = None,
    assigned: Assignment = PLAIN,
    territory: str | None = None,
) -> Inputs:
    """Read and check everything an analysis needs.

    Parameters
    ----------
    data_dir
        Folder laid out like `data/`; default: ROLLOUT_DATA or the shipped data.
    boundaries, initiatives, indicators, foundings, checks
        Files to use in place of those in the folder. A folder without a record of foundings or of
        checks has none.
    assigned
        What the user says about `initiatives`: columns, words, rows to leave out.
    territory
        Territorial status to show everything in: the day it came into force, or one after (ISO);
        default: the newest that the outlines can show.

    Raises
    ------
    DataError
        With every problem of every file.
    ScenarioError
        `territory` is no status of these data.

    >>> inputs = load_inputs(territory="2021-07-01")
    >>> len(inputs.districts), inputs.indicators.index.equals(inputs.districts.index)
    (400, True)
    """
    folder = _checked_folder(default_data_dir() if data_dir is None else Path(data_dir))
    finish_interrupted(folder)
    files = _Files(boundaries, initiatives, indicators, foundings, checks)
    return _read_once(folder, files, assigned, territory)


class _Files(NamedTuple):
    """Files in place of those of the folder, named as in `load_inputs`."""

    boundaries: Path | str | None = None
    initiatives: Path | str | None = None
    indicators: Path | str | None = None
    foundings: Path | str | None = None
    checks: Path | str | None = None


def _read_once(folder: Path, files: _Files, assigned: Assignment, territory: str | None) -> Inputs:
    """What these files hold: as read and checked before, unless anything of it has changed."""

    def key() -> str | None:
        mark = mark_of_files(folder, files._asdict())
        return None if mark is None else key_of("inputs", mark, assigned, territory)

    before = key()
    result = None if before is None else _remembered.get(before) or kept(before)
    if result is None:
        result = _read_inputs(folder, files, assigned, territory)
        if before is None or before != key():
            return result
        keep(before, result)
    _remember(_remembered, str(before), result)
    return _own_copy(result)


# In this process, so that not even the kept file has to be read again.
_remembered: dict[str, Inputs] = {}
_contents: dict[tuple[object, ...], Any] = {}


def _remember(memory: dict[Key, Content], key: Key, content: Content, most: int = 2) -> None:
    """Keep a result and forget the oldest ones."""
    memory[key] = content
    while len(memory) > most:
        memory.pop(next(iter(memory)))


def _copied(content: Any) -> Any:
    """A table, or several, apart from those of others."""
    if isinstance(content, tuple):
        return tuple(map(_copied, content))
    return content.copy(deep=False)


def _own_copy(inputs: Inputs) -> Inputs:
    """A copy of each table: what a caller changes in it stays out of those of others."""
    values: dict[str, Any] = {field.name: getattr(inputs, field.name) for field in fields(inputs)}
    for name, value in values.items():
        if isinstance(value, pd.DataFrame):
            values[name] = value.copy(deep=False)
    out = inputs.left_out and replace(inputs.left_out, rows=inputs.left_out.rows.copy(deep=False))
    return replace(inputs, **values | {"hashes": dict(inputs.hashes), "left_out": out})


def _read_inputs(
    folder: Path, files: _Files, assigned: Assignment, territory: str | None
) -> Inputs:
    boundaries, initiatives, indicators, foundings, checks = files
    reading = _Reading()
    reading.read(check_programme, programme_file(folder))
    path = Path(boundaries or folder / BOUNDARIES)
    (districts, display, laender, countries), tables, way = _read_status(
        reading, folder, path, territory
    )
    earlier, restated = way.history(_read_indicator_history(reading, folder, way.keys))
    places = places_of(districts, tables._asdict(), countries)
    register, values = _read_user_tables(
        reading,
        Path(initiatives or folder / "initiatives.csv"),
        Path(indicators or folder / "indicators.csv"),
        tables.catalogue,
        places,
        assigned,
    )
    record = _read_foundings(
        reading, foundings, folder / "foundings.csv", places, register.initiatives.index
    )
    cases = _read_foundings(reading, None, folder / "founding_cases.csv", places)
    abroad = _read_partners_abroad(reading, folder / "partners_abroad.csv")
    answers = _read_answers(
        reading, checks, folder / "checks.csv", places, register.initiatives.index
    )
    looks_back, preset_checks = _read_checks(reading, folder)
    reading.stop_on_errors()
    table, substituted = values.values, nothing_substituted()
    if indicators is None:
        table, substituted = _with_fallbacks(reading, folder, table, tables)
    reading.notes += uncounted_demand(tables.catalogue)
    sources = tables.sources
    if initiatives is not None:
        sources = with_own_register(sources, Path(initiatives).name)
    return Inputs(
        districts=districts,
        display=display,
        laender=laender,
        countries=countries,
        initiatives=register.initiatives,
        served=register.served,
        indicators=table.reindex(districts.index),
        catalogue=tables.catalogue,
        district_types=tables.district_types,
        neighbours=_neighbour_pairs(display),
        chambers=tables.chambers,
        borders=tables.borders,
        postcodes=tables.postcodes,
        district_changes=tables.district_changes,
        history=tables.history,
        sources=sources,
        foundings=record,
        checks=answers,
        founding_cases=cases,
        partners_abroad=abroad,
        territory=way.edition,
        restated=values.restated,
        indicator_history=earlier,
        history_restated=restated,
        propensity_checks=looks_back,
        preset_checks=preset_checks,
        substituted=substituted,
        notes=tuple(reading.notes),
        hashes=reading.hashes,
        left_out=register.left_out,
    )


def territories(inputs: Inputs, data_dir: Path | None = None) -> tuple[str, ...]:
    """Territorial statuses that a data folder can show, oldest first."""
    import pyogrio

    from rollout.geo.statuses import statuses_in
    from rollout.territory import dated_changes

    path = (data_dir or default_data_dir()) / BOUNDARIES
    rows = pyogrio.read_dataframe(path, layer="districts", columns=["ags"], read_geometry=False)
    return statuses_in(path, frozenset(rows["ags"]), dated_changes(inputs.district_changes))


def uncounted_demand(catalogue: pd.DataFrame) -> list[Problem]:
    """Say that the fourth rate counts nothing, where the data lack what the programme counts."""
    if DEMAND in catalogue.index:
        return []
    finding = Text(f"{DEMAND} fehlt im Indikatorkatalog; diese Quote ist unbekannt",
                   f"the indicator catalogue lacks {DEMAND}; this rate is unknown")  # fmt: skip
    remedy = Text(f"mit rollout data import indicators --as {DEMAND} einlesen",
                  f"import it with rollout data import indicators --as {DEMAND}")  # fmt: skip
    return [Problem("note", "programme.toml", finding, remedy=remedy, code="demand")]


def _checked_folder(folder: Path) -> Path:
    check_path(folder)
    if folder.is_dir():
        return folder
    finding = Text("ist kein Ordner", "is no folder")
    expected = Text("ein Ordner wie data/", "a folder such as data/")
    raise DataError(Problem("error", str(folder), finding, expected, code="data-folder"))


def _read_status(
    reading: _Reading, folder: Path, path: Path, territory: str | None
) -> tuple[Outlines, _Tables, Restatement]:
    """Outlines and reference tables in one territorial status, and how they came to it."""
    names = dict.fromkeys([path.name, *(f"{name}.csv" for name in _OF_PLACES)])
    paths = {name: path if name == path.name else folder / name for name in names}
    key = (territory, *(_checksum(paths[name]) for name in names))
    lasting = key_of("status", key, repr(programme()))
    status, before = _statuses.get(key) or kept(lasting), len(reading.notes)
    outlines = status.outlines if status else _read_boundaries(reading, path)
    of_places = {} if status else _read_tables_of_places(reading, folder, outlines[0].index)
    has_notes = len(reading.notes) > before  # which name the files by their paths
    others = _read_other_tables(reading, folder)
    if status is None:
        tables = {name: of_places[name].right for name in _OF_PLACES}
        status = _chosen_status(path, outlines, tables, territory)
        if not has_notes and key[1:] == tuple(reading.hashes.get(name) for name in names):
            keep(lasting, status)
            _remember(_statuses, key, status)
    reading.hashes |= {name: str(mark) for name, mark in zip(names, key[1:], strict=True)}
    # A copy each: what a caller changes in its tables stays out of those of others.
    districts, display, laender, countries = (layer.copy(deep=False) for layer in status.outlines)
    copies = {name: table.copy(deep=False) for name, table in status.tables.items()}
    return (districts, display, laender, countries), _Tables(**copies, **others), status.way


class _Status(NamedTuple):
    """Outlines and the tables that go with them in one territorial status."""

    outlines: Outlines
    tables: dict[str, pd.DataFrame]
    way: Restatement


# Reading outlines and the tables of places takes half of all reading, and they hardly ever change:
# kept under the checksums of all their files, as read before and after.
_OF_PLACES = ("chambers", "borders", "postcodes", "district_changes", "district_types")
_statuses: dict[tuple[str | None, ...], _Status] = {}


def _checksum(path: Path) -> str | None:
    """SHA-256 of a file; None where it cannot be read, which its reader says in words."""
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except DataError:
        return None


def _chosen_status(
    path: Path, outlines: Outlines, tables: dict[str, pd.DataFrame], territory: str | None
) -> _Status:
    from rollout.geo.statuses import chosen_status, outlines_at
    from rollout.restate import Restatement
    from rollout.territory import dated_changes

    keys = frozenset(outlines[0].index)
    changes = dated_changes(tables["district_changes"])
    edition = chosen_status(territory, path, keys, changes)
    outlines = outlines_at(path, outlines, changes, edition)
    way = Restatement(tables["district_changes"], keys, edition)
    restated = way.tables(tables, outlines[0], outlines[3], _locator(outlines[0].geometry))
    return _Status(outlines, tables | restated, way)


def _read_boundaries(reading: _Reading, path: Path) -> Outlines:
    from rollout.geo.boundaries import read_boundaries

    layers = reading.read_kept(read_boundaries, path)
    reading.stop_on_errors()
    return layers.right


def _read_indicator_history(reading: _Reading, folder: Path, keys: Collection[str]) -> pd.DataFrame:
    """Indicators of earlier years; a data folder need not have any."""
    from rollout.readers.indicator_history import read_indicator_history

    path = folder / "indicator_history.csv"
    if not path.exists():
        return no_history()
    table = reading.read_kept(read_indicator_history, path, frozenset(keys)).content
    return no_history() if table is None else table


def _read_tables_of_places(
    reading: _Reading, folder: Path, keys: pd.Index
) -> dict[str, _File[pd.DataFrame]]:
    from rollout.readers import reference

    readers = {
        "chambers": reference.read_chambers,
        "borders": reference.read_borders,
        "postcodes": reference.read_postcodes,
        "district_changes": reference.read_district_changes,
        "district_types": reference.read_district_types,
    }
    districts = frozenset(keys)
    return {
        name: reading.read_kept(readers[name], folder / f"{name}.csv", districts)
        for name in _OF_PLACES
    }


def _read_other_tables(reading: _Reading, folder: Path) -> dict[str, pd.DataFrame]:
    """History, sources and the catalogue; stops on errors, also of what was read before."""
    from rollout.readers import reference
    from rollout.readers.catalogue import read_catalogue

    history = reading.read_kept(reference.read_history, folder / "network_history.csv")
    sources = reading.read_kept(reference.read_sources, folder / "sources.csv")
    reading.stop_on_errors()
    catalogue = reading.read_kept(
        read_catalogue, folder / "indicator_catalogue.csv", frozenset(sources.right.index)
    )
    reading.stop_on_errors()
    return {"history": history.right, "sources": sources.right, "catalogue": catalogue.right}


def _read_user_tables(
    reading: _Reading, register: Path, indicators: Path, catalogue: pd.DataFrame, places: Places,
    assigned: Assignment,
) -> tuple[Register, IndicatorTable]:  # fmt: skip
    from rollout.readers.indicators import read_indicators
    from rollout.readers.register import read_register

    initiatives = reading.read(read_register, register, places, assigned=assigned)
    values = reading.read(read_indicators, indicators, catalogue, places)
    reading.stop_on_errors()
    return initiatives.right, values.right


def _with_fallbacks(
    reading: _Reading, folder: Path, values: pd.DataFrame, tables: _Tables
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Values of the folder's own table, gaps closed as its catalogue states; older ones stay."""
    from rollout.readers.fallbacks import (
        FALLBACK_FILE,
        read_fallbacks,
        substitute_notes,
        with_fallbacks,
    )

    path = folder / FALLBACK_FILE
    if not path.exists():
        return values, nothing_substituted()
    sources = frozenset(tables.sources.index)
    fallbacks = reading.read(read_fallbacks, path, tables.catalogue, sources)
    reading.stop_on_errors()
    table, substituted = with_fallbacks(values, fallbacks.right)
    reading.notes += substitute_notes(substituted)
    return table, substituted


def _read_foundings(
    reading: _Reading,
    own_path: Path | str | None,
    shipped: Path,
    places: Places,
    initiatives: Collection[str] | None = None,
) -> pd.DataFrame:
    """Record of foundings; an older data folder has none. Its initiatives must be known."""
    from rollout.readers.foundings import read_foundings, unknown_initiatives

    path = shipped if own_path is None else Path(own_path)
    if own_path is None and not path.exists():
        return no_foundings()
    record = reading.read(read_foundings, path, places).content
    if record is None:
        return no_foundings()
    if initiatives is not None:
        reading.problems += unknown_initiatives(record.table, initiatives, str(path))
    return record.table


def _read_answers(
    reading: _Reading,
    own_path: Path | str | None,
    shipped: Path,
    places: Places,
    initiatives: Collection[str],
) -> pd.DataFrame:
    """Record of checks; a data folder need not have one."""
    from rollout.readers.inquiry_record import read_checks

    path = shipped if own_path is None else Path(own_path)
    if own_path is None and not path.exists():
        return no_checks()
    table = reading.read(read_checks, path, places, initiatives).content
    return no_checks() if table is None else table


def _read_partners_abroad(reading: _Reading, path: Path) -> pd.DataFrame:
    """Chambers beyond the state border; a data folder need not name any."""
    from rollout.readers.reference import read_partners_abroad

    if not path.exists():
        return no_partners_abroad()
    table = reading.read_kept(read_partners_abroad, path).content
    return no_partners_abroad() if table is None else table


def _read_checks(reading: _Reading, folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Shipped results of look backs; a data folder need not have any."""
    from rollout.readers.shipped_checks import read_preset_checks, read_propensity_checks

    tables = []
    for name, reader in (
        ("propensity_checks.csv", read_propensity_checks),
        ("preset_checks.csv", read_preset_checks),
    ):
        path = folder / name
        table = reading.read_kept(reader, path).content if path.exists() else None
        tables.append(pd.DataFrame() if table is None else table)
    return tables[0], tables[1]


def places_of(
    districts: gpd.GeoDataFrame,
    tables: Mapping[str, pd.DataFrame],
    countries: gpd.GeoDataFrame | None = None,
) -> Places:
    """Everything a register is checked against.

    Parameters
    ----------
    districts
        Index `ags`, with display_name, nuts3 and full outlines.
    tables
        district_changes, postcodes, chambers and district_types by name.
    countries
        Outlines of the neighbour countries, index: their code; without them no point lies in one.
    """
    import geopandas as gpd
    import shapely

    from rollout.readers.gazetteer import Gazetteer, gazetteer_of
    from rollout.readers.middles import Middle, radius_km
    from rollout.readers.nuts_codes import OLD_CODES
    from rollout.readers.places import Places
    from rollout.restate import Restatement
    from rollout.territory import dated_changes, edition_of

    locate = _locator(districts.geometry)

    def within(keys: Sequence[str], longitude: Floats, latitude: Floats, km: float) -> Flags:
        seats = _points(longitude, latitude)
        shapes = districts.geometry.loc[list(keys)].array
        limits = shapely.bounds(np.asarray(shapes))
        boxes = shapely.box(*limits.T)
        near = shapely.dwithin(boxes, np.asarray(seats.array), km * 1000)
        near[near] = shapely.dwithin(
            np.asarray(shapes)[near], np.asarray(seats.array)[near], km * 1000
        )
        return near

    def middles() -> dict[str, Middle]:
        inside = districts.geometry.representative_point()
        seats = gpd.GeoSeries(inside, crs=25832).to_crs(4326)
        rows = zip(districts.index, seats.x, seats.y, districts.geometry.area, strict=True)
        return {str(ags): Middle(x, y, radius_km(area / 1e6)) for ags, x, y, area in rows}

    def gazetteer() -> Gazetteer:
        everywhere = gazetteer_of(_gazetteer_folder())
        changes = tables["district_changes"]
        keys = frozenset(row.district for row in everywhere.municipalities)
        edition = edition_of(districts.index, dated_changes(changes))
        return Restatement(changes, keys, edition).gazetteer(everywhere, locate)

    return Places(
        districts["display_name"].to_dict(),
        tables["district_changes"],
        tables["postcodes"],
        locate,
        within,
        {**OLD_CODES, **{code: str(ags) for ags, code in districts["nuts3"].dropna().items()}},
        {
            "chamber": _members(tables["chambers"].set_index("ags")["chamber"]),
            "ror": _members(tables["district_types"]["ror"].dropna()),
        },
        districts["type"].to_dict(),
        gazetteer,
        middles,
        None if countries is None else _locator(countries.geometry, tolerance_m=0.0),
    )


def _points(longitude: Floats, latitude: Floats) -> gpd.GeoSeries:
    import geopandas as gpd

    return gpd.GeoSeries(gpd.points_from_xy(longitude, latitude, crs=4326)).to_crs(25832)


def _locator(
    outlines: gpd.GeoSeries, tolerance_m: float = SNAP_M
) -> Callable[[Floats, Floats], list[object]]:
    """Function that finds the outline (a district, a country) at points given in degrees."""
    from rollout.geo.locate import locate

    def at(longitude: Floats, latitude: Floats) -> list[object]:
        return list(locate(_points(longitude, latitude), outlines, tolerance_m))

    return at


def _gazetteer_folder() -> Path:
    """Folder with the names of municipalities; older data folders have none, then the shipped."""
    from rollout.readers.gazetteer import MUNICIPALITIES

    folders = (default_data_dir(), shipped_data_dir())
    return next(folder for folder in folders if (folder / MUNICIPALITIES).is_file())


def _members(names: pd.Series) -> dict[str, tuple[str, ...]]:
    """Name of a region -> keys of its districts; `names` is indexed by key."""
    return {str(name): tuple(sorted(keys)) for name, keys in names.groupby(names).groups.items()}


def _neighbour_pairs(display: gpd.GeoDataFrame) -> pd.DataFrame:
    """Pairs of districts that touch; the simplified outlines keep every shared border."""
    from rollout.geo.neighbours import neighbours

    return neighbours(display.geometry)


def with_own_register(sources: pd.DataFrame, name: str) -> pd.DataFrame:
    """Sources with the user's register, called `name`, in place of any other register."""
    members = Text("⟦Initiativen⟧", "⟦Initiatives⟧")
    row = dict.fromkeys(sources.columns, "") | {
        "title": name,
        "attribution_de": f"{members.de}: {name}",
        "attribution_en": f"{members.en}: {name}",
    }
    others = sources.drop(index=["register", "own_register"], errors="ignore")
    return pd.concat([others, pd.DataFrame([row], index=pd.Index(["own_register"], name="id"))])


def load_places(
    data_dir: Path | None = None, territory: str | None = None
) -> tuple[Places, pd.DataFrame]:
    """Everything a register is checked against, and the catalogue of indicators."""
    reading = _Reading()
    folder = _checked_folder(default_data_dir() if data_dir is None else data_dir)
    outlines, tables, _ = _read_status(reading, folder, folder / BOUNDARIES, territory)
    places = places_of(outlines[0], tables._asdict(), outlines[3])
    return places, tables.catalogue


def check_files(
    files: Iterable[Path],
    data_dir: Path | None = None,
    assigned: Assignment = PLAIN,
    report: Callable[[Text], None] = lambda step: None,
    territory: str | None = None,
) -> tuple[Problem, ...]:
    """Every problem of registers, indicator tables and scenario files, errors first per file.

    Parameters
    ----------
    assigned
        What the user says about registers: columns, words, rows to leave out.
    report
        Is told what is being done.
    """
    from rollout.readers.check_file import check_file

    report(Text("Kreise und Postleitzahlen lesen", "reading districts and postcodes"))
    places, catalogue = load_places(data_dir, territory)
    problems: list[Problem] = []
    paths = list(files)
    for number, path in enumerate(paths, start=1):
        size = f"{path.stat().st_size / 1e6:.1f} MB" if path.is_file() else "-"
        report(Text(f"{path.name} prüfen ({size}; {number} von {len(paths)})",
                    f"checking {path.name} ({size}; {number} of {len(paths)})"))  # fmt: skip
        problems += check_file(path, places, catalogue, assigned=assigned, report=report)
    return tuple(problems)
