"""The columns of a record of foundings and the words in them, in the spellings people use."""

from __future__ import annotations

from collections.abc import Mapping

from rollout.founding_steps import CARRIERS, FAVOURABLE, KINDS, OBSTACLES, OUTCOMES, STEPS
from rollout.language import Text
from rollout.programme.words import MEMBER_HEADS
from rollout.readers.column_values import Words
from rollout.readers.headers import Columns

_STEP_SPELLINGS: dict[str, tuple[str, ...]] = {
    "trigger": ("Anlass", "Auslöser", "Erstkontakt", "first contact"),
    "taken_on": ("Kümmerer", "Träger gefunden", "Kümmerer gefunden"),
    "stock_taking": ("Bestandsaufnahme", "Befragung", "Studie", "survey"),
    "kickoff": ("Auftakt", "Auftaktveranstaltung", "Kick-off", "Workshop"),
    "core_group": ("Kerngruppe", "Lenkungsgruppe", "Steuerkreis", "Arbeitsgruppe",
                   "steering group"),
    "declaration": ("Erklärung", "gemeinsame Erklärung", "Absichtserklärung", "LOI",
                    "letter of intent", "joint declaration"),
    "constituted": ("konstituiert", "Konstituierung", "konstituierende Sitzung", "Vereinsgründung",
                    "constituting session"),
    "office": ("Geschäftsstelle", "Büro", "Finanzierung"),
    "first_product": ("erstes Ergebnis", "erstes Produkt", "erstes Projekt"),
    "linked": ("angebunden", "Anbindung", "Anschluss", "vernetzt seit"),
    "secured": ("verstetigt", "Verstetigung", "gesichert"),
}  # fmt: skip


def _step_columns() -> dict[str, tuple[str, ...]]:
    return {
        step.key: (
            step.text.de, step.text.en, f"Schritt {step.number}", f"step {step.number}",
            *_STEP_SPELLINGS[step.key],
        )
        for step in STEPS
    }  # fmt: skip


COLUMNS = Columns(
    {
        "id": ("Kennung", "ID-Nr", "Nr", "Nummer", "identifier"),
        "name": ("Arbeitstitel", "Arbeitsname", "Vorhaben", "Bezeichnung", "working name", "title"),
        "region_ags": ("Region", "Kreise", "Kreis", "AGS", "Kreisschlüssel", "Zielregion",
                       "districts", "district", "district keys"),
        "kind": ("Art", "Art des Vorhabens", "type"),
        "carrier": ("Träger", "Trägertyp", "Trägerart", "carrier type"),
        **_step_columns(),
        "favourable": ("günstige Faktoren", "förderlich", "Gelingensbedingungen",
                       "favourable factors", "favorable"),
        "obstacles": ("Hindernisse", "Hemmnisse", "Hürden", "obstacle"),
        "note": ("Anmerkung", "Bemerkung", "Hinweis", "Notiz", "notes", "Anmerkungen"),
        "outcome": ("Ausgang", "Stand", "Ergebnis", "result"),
        "closed": ("abgeschlossen", "abgeschlossen am", "Abschluss", "closed on"),
        "initiative_id": ("Initiative", "Kennung der Initiative", "initiative", *MEMBER_HEADS),
        "reason": ("Grund", "Begründung", "aufgegeben weil"),
        "source_url": ("Quelle", "Quelle (URL)", "source", "Beleg"),
    },
    required=("id", "name", "region_ags"),
    accepts_misspelt=True,
    remedies={
        "id": Text("Spalte ergänzen, oder mit rollout check --fix ZIEL aus den Namen bilden lassen",
                   "add the column, or let rollout check --fix OUT make it from the names"),
    },
)  # fmt: skip


def _words(
    texts: Mapping[str, Text], more: Mapping[str, tuple[str, ...]], empty: str | None
) -> Words:
    """Accept the names in both languages and more spellings."""
    return Words(
        {key: (text.de, text.en, *more.get(key, ())) for key, text in texts.items()}, empty
    )


KIND = _words(
    KINDS,
    {"new": ("neu", "Gründung", "foundation"), "link": ("Anschluss", "Anbindung", "anbinden")},
    "new",
)
CARRIER = _words(
    CARRIERS,
    {
        "chamber": ("IHK", "HWK", "Industrie- und Handelskammer"),
        "municipality": ("Kommune", "Stadt", "Kreis", "Landkreis", "Gemeinde", "city", "county"),
        "agency": ("Wirtschaftsförderung", "Regionalmanagement", "Regionalentwicklung", "WFG"),
        "firms": ("Firmen", "Betriebe", "companies"),
        "employers": ("Arbeitgeberverband", "Unternehmerverband", "Branchenverband", "Verband"),
        "union": ("IG Metall", "IG BCE", "DGB", "trade union"),
        "alliance": ("Bündnis", "mehrere", "gemeinsam", "several"),
        "other": ("sonstiges", "andere"),
    },
    "",
)
OUTCOME = _words(
    OUTCOMES,
    {
        "running": ("laufend", "offen", "in Arbeit", "open"),
        "founded": ("gegründet", "erfolgreich", "angeschlossen"),
        "given_up": ("aufgegeben", "abgebrochen", "gescheitert", "abandoned"),
    },
    "running",
)
FAVOURABLE_WORDS = _words(
    FAVOURABLE,
    {
        "study": ("Studie", "Befragung", "survey"),
        "lead_firms": ("Leitunternehmen", "lead firms"),
    },
    "",
)
OBSTACLE_WORDS = _words(OBSTACLES, {"asleep": ("eingeschlafen",)}, "")
