"""What every output says about itself: definition, data years, caveat, attribution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from rollout.carried import status_line
from rollout.issuer import issuer
from rollout.language import Lang, Text, in_both
from rollout.programme import programme

if TYPE_CHECKING:
    from rollout.analysis import Analysis


@dataclass(frozen=True)
class Label:
    """The lines printed on a map, in a sheet or beside a table.

    `data_years` says the territorial status, too; `linked` how many districts are linked, or what
    is known about it.
    """

    title: Text
    definition: Text
    data_years: Text
    note: Text
    linked: Text
    attribution: Text


def label(analysis: Analysis) -> Label:
    """Collect the lines for one analysis."""
    sources = analysis.inputs.sources
    return Label(
        Text("{title}: Abdeckung nach Kreisen", "{title}: coverage by district").filled(
            title=programme().title.text
        ),
        analysis.definition,
        _with_status(data_years(analysis.inputs.catalogue), status_line(analysis.inputs)),
        analysis.completeness.note,
        analysis.linked_bounds(),
        with_editor(
            Text(_wordings(sources["attribution_de"]), _wordings(sources["attribution_en"]))
        ),
    )


def with_editor(attribution: Text) -> Text:
    """The attribution behind who edited the document, where an office is named."""
    office = issuer()
    if office is None:
        return attribution
    before = in_both(
        lambda lang: " · ".join(filter(None, (office.editor[lang], office.notice[lang])))
    )
    return Text(f"{before.de}; {attribution.de}", f"{before.en}; {attribution.en}")


def data_years(catalogue: pd.DataFrame) -> Text:
    """Years of the indicators from the oldest to the newest."""
    years = pd.to_numeric(catalogue["year"])
    first, last = years.min(), years.max()
    if pd.isna(first):
        return Text("Datenjahre: unbekannt", "Data years: unknown")
    span = f"{first:.0f}" if first == last else f"{first:.0f}–{last:.0f}"
    return Text(f"Datenjahre der Indikatoren: {span}", f"Data years of the indicators: {span}")


def _with_status(years: Text, status: Text | None) -> Text:
    """Data years, and the territorial status where it is known."""
    return (
        years if status is None else Text(f"{years.de} · {status.de}", f"{years.en} · {status.en}")
    )


def lines(analysis: Analysis, lang: Lang) -> list[str]:
    """All non-empty lines of the label in order."""
    labels = label(analysis)
    texts = (labels.title, labels.definition, labels.data_years, labels.note, labels.attribution)
    return [text[lang] for text in texts if text[lang]]


def _wordings(attributions: pd.Series) -> str:
    """Every wording a licence asks for, once, in the order of the sources."""
    return "; ".join(dict.fromkeys(text for text in attributions if isinstance(text, str) and text))
