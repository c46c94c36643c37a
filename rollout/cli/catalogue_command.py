"""`rollout data catalogue|indicator`: what counts in the score, and how."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from rollout import language
from rollout.cli import words
from rollout.cli.options import SHIPPED, Sources
from rollout.cli.way_back import print_way_back
from rollout.errors import parameter_error
from rollout.language import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

DataFolder = Annotated[Sources, "data"]
HELP = {
    "catalogue": Text(
        "Alle Indikatoren zeigen: was in die Bewertung eingeht, in welcher Richtung, wie stark.",
        "Show all indicators: what enters the score, in which direction, with which weight.",
    ),
    "indicator": Text(
        "Einen Indikator aus der Bewertung nehmen, aufnehmen oder anders zählen lassen.",
        "Take an indicator out of the score or into it, or let it count otherwise.",
    ),
}
AXES = ("need", "capacity", "reference")


def catalogue(sources: DataFolder = SHIPPED, json: bool = False, lang: Lang = "de") -> None:
    """List the indicators, those that count first."""
    from rollout.cli import print_coverage
    from rollout.data_folder import default_data_dir
    from rollout.datastore.store import CATALOGUE
    from rollout.readers.catalogue import read_catalogue

    table = in_order(read_catalogue((sources.data or default_data_dir()) / CATALOGUE))
    if json:
        print_coverage.as_json(print_coverage.records(table))
        return
    count = int((table["axis"] != "reference").sum())
    title = Text(f"{len(table)} Indikatoren, {count} gehen in die Bewertung ein",
                 f"{len(table)} indicators, {count} enter the score")  # fmt: skip
    print_coverage.table(title[lang], words.CATALOGUE, rows_of(table, lang), lang, right=4)


def indicator(
    name_: Annotated[str, Text("Kürzel des Indikators", "Id of the indicator")],
    out: Annotated[
        bool, Text("Aus der Bewertung nehmen; die Werte bleiben als Bezugsgröße",
                   "Take out of the score; the values stay as reference values"),
    ] = False,
    back: Annotated[
        bool, Text("Wieder aufnehmen wie im mitgelieferten Katalog",
                   "Put back in as in the shipped catalogue"),
    ] = False,
    axis: Literal["need", "capacity", "reference"] | None = None,
    dimension: Annotated[
        str | None, Text("Dimension, in der er zählt", "Dimension it counts in")
    ] = None,
    direction: Literal["more", "less", "ideal"] | None = None,
    ideal: float | None = None,
    weight: float | None = None,
    unit: str | None = None,
    name: str | None = None,
    year: int | None = None,
    sources: DataFolder = SHIPPED,
    lang: Lang = "de",
) -> None:  # fmt: skip
    """Change one row of the catalogue and show it."""
    from rollout.cli import print_coverage
    from rollout.datastore import CatalogueChange, change_catalogue, open_store
    from rollout.datastore.store import CATALOGUE
    from rollout.readers.catalogue import read_catalogue

    if out and back:
        raise parameter_error("--back", Text("steht neben --out", "stands beside --out"),
                              Text("eines von beiden", "one of them"))  # fmt: skip
    change = CatalogueChange(
        True if out else False if back else None, axis, dimension, direction, ideal, weight, unit,
        name, year,
    )  # fmt: skip
    if change.is_empty:
        raise parameter_error(
            "rollout data indicator", Text("nennt keine Änderung", "names no change"),
            Text("etwa --out, --back, --weight 5 oder --direction less",
                 "--out, --back, --weight 5 or --direction less, for example"),
        )  # fmt: skip
    store = open_store(sources.data)
    change_catalogue(store, name_, change)
    if store.notes:
        print_coverage.problems(store.notes, lang)
    table = read_catalogue(store.path(CATALOGUE))
    rows = rows_of(table, lang, name_)
    print_coverage.table(str(Path(CATALOGUE).stem), words.CATALOGUE, rows, lang, right=4)
    print_way_back(sources.data, lang)


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Indicators that count first, by axis and dimension, in the order of the catalogue."""
    place = table["axis"].map(dict(zip(AXES, range(len(AXES)), strict=True)))
    return table.iloc[place.argsort(kind="stable")]


def rows_of(table: pd.DataFrame, lang: Lang, only: str | None = None) -> list[list[str]]:
    """Cells of the list; the share is that of all weights, before a scenario changes them."""
    total = table["weight"].sum()
    rows = []
    for key, row in table.iterrows():
        if only not in (None, key):
            continue
        is_scored = row["axis"] != "reference"
        number = [language.number(row["weight"], 2, lang),
                  language.percent(row["weight"] / total, 1, lang)]  # fmt: skip
        year = row["year"]
        rows.append([
            str(key), str(row[f"name_{lang}"]),
            f"{row['axis']} / {row[f'dimension_{lang}']}" if is_scored else row["axis"],
            str(row["direction"]) if is_scored else language.MISSING,
            *(number if is_scored else [language.MISSING] * 2),
            language.MISSING if year != year else f"{year:.0f}",
        ])  # fmt: skip
    return rows
