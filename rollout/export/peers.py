"""The matching list: which initiative can advise which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout.coverage.words import NETWORK_WORDS
from rollout.export.columns import Column
from rollout.export.words import ADVICE
from rollout.export.workbook import Sheet
from rollout.language import Lang, Text
from rollout.potential.peers import METHOD

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.potential.peers import Stage


def peer_table(analysis: Analysis, lang: Lang, stage: Stage = "ahead") -> pd.DataFrame:
    """One row per initiative that asks and peer, closest first.

    Returns
    -------
    table
        key, name, stage (network status in words), peer, peer_name, peer_place, shared_topics,
        closeness, subject, structure (0..1), years (how much older the peer is, NaN = unknown).
    """
    pairs = analysis.advisers() if stage == "ahead" else analysis.peers()
    register = analysis.coverage.initiatives
    words = {key: text[lang] for key, text in NETWORK_WORDS.items()}
    states = register["network_status"].map(words)
    table = pairs.assign(
        name=pairs["key"].map(register["name"]),
        stage=pairs["key"].map(states),
        peer_name=pairs["peer"].map(register["name"]),
        peer_place=pairs["peer"].map(register["place"]),
        shared_topics=pairs["shared_topics"].str.replace(";", ", "),
    )
    columns = ["key", "name", "stage", "peer", "peer_name", "peer_place", "shared_topics",
               "closeness", "subject", "structure", "years"]  # fmt: skip
    return table[columns]


def advice_sheet(analysis: Analysis, lang: Lang) -> Sheet:
    """The matching list as a sheet."""
    captions = [
        Column(Text("Kennung", "Id")),
        Column(Text("Fragt", "Asks")),
        Column(Text("Status", "Status")),
        Column(Text("Kennung der Beratenden", "Id of the adviser")),
        Column(Text("Kann beraten", "Can advise")),
        Column(Text("Sitz", "Seat")),
        Column(Text("Gemeinsame Themen", "Common topics")),
        Column(Text("Nähe", "Closeness"), "number", 2),
        Column(Text("Thema", "Subject"), "number", 2),
        Column(Text("Struktur", "Structure"), "number", 2),
        Column(Text("Jahre älter (leer: unbekannt)", "Years older (empty: unknown)"), "number", 0),
    ]
    return Sheet(ADVICE[lang], peer_table(analysis, lang), captions, [METHOD[lang]])
