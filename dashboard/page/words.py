"""Words of the page and of several views, and how a text is looked up."""

from __future__ import annotations

from collections.abc import Mapping

from rollout.coverage.verified import ASKED_NONE, OF_THESE
from rollout.language import Lang, Text
from rollout.programme import programme
from rollout.programme.words import DEMAND, demand_words

from .window_words import WINDOW_TEXTS

TEXTS: dict[str, Text] = {
    # Page
    "product": Text("Roll-Out-Planer", "Roll-out planner"),
    "subject": programme().title.text,
    "skip": Text("Zum Inhalt springen", "Skip to content"),
    "views": Text("Ansichten", "Views"),
    "pages_of": Text("Seiten der Ansicht {view}", "Pages of the view {view}"),
    "other_language": Text("English", "Deutsch"),
    "sheet": Text("Antwort höher oder tiefer", "Answer higher or lower"),
    "search_button": Text("Suchen", "Search"),
    "theme": Text("Dunkles Aussehen", "Dark look"),
    "no_script": Text(
        "Diese Seite braucht JavaScript. Die Zahlen stehen auch in den Tabellen, die der Planer "
        "schreibt.",
        "This page needs JavaScript. The figures are also in the tables that the planner writes.",
    ),
    "loading": Text("Wird geladen …", "Loading …"),
    "not_found": Text("Diese Seite gibt es nicht.", "There is no such page."),
    "gone": Text(
        "Ihre eigenen Dateien oder Ihr Plan liegen nicht mehr auf dem Server. Gehen Sie zurück und "
        "laden Sie die Seite neu.",
        "Your own files or your plan are no longer on the server. Go back and reload the page.",
    ),
    "too_large": Text("Die Sendung ist größer als erlaubt.", "The request is larger than allowed."),
    "unknown_host": Text(
        "Unter diesem Namen antwortet das Dashboard nicht. Wer es betreibt, nennt den Namen beim "
        "Start: rollout dashboard --public-name NAME",
        "The dashboard does not answer under this name. Whoever runs it gives the name at start: "
        "rollout dashboard --public-name NAME",
    ),
    "bad_request": Text(
        "Die Anfrage passt zu keinem Bedienelement dieser Seite.",
        "The request fits no control of this page.",
    ),
    "busy": Text(
        "Gerade werden zu viele Dateien erzeugt. Bitte gleich noch einmal versuchen.",
        "Too many files are being made. Please try again in a moment.",
    ),
    "busy_own": Text(
        "Von hier aus sind schon {count} Aufträge in Arbeit. Bitte in {seconds} Sekunden noch "
        "einmal versuchen.",
        "{count} orders from here are being worked on. Please try again in {seconds} seconds.",
    ),
    "server_error": Text(
        "Da ist etwas schiefgegangen; der Fehler ist im Protokoll des Servers.",
        "Something went wrong; the error is in the server's log.",
    ),
    "footer_sources": Text("Quellen", "Sources"),
    "privacy": Text(
        "Keine Cookies, keine Zugriffe auf fremde Server. Die Merkliste bleibt in diesem Browser.",
        "No cookies, no requests to other servers. The shortlist stays in this browser.",
    ),
    # What counts
    "counts": Text("Was zählt?", "What counts?"),
    "year_all": Text("ganzes Register", "whole register"),
    "year_end": Text("31.12.{year}", "31 Dec {year}"),
    "land": Text("Gebiet", "Area"),
    "play": Text("Jahre abspielen, oder anhalten", "Play the years, or stop"),
    "expert": Text("Fachansicht", "Expert view"),
    "expert_title": Text(
        "Auch Rangbänder, Schranken und Prüfungen zeigen",
        "Show rank bands, bounds and checks, too",
    ),
    "years": Text("Jahre", "Years"),
    "compare": Text("Vergleichen", "Compare"),
    "terms": Text("Begriffe", "Terms"),
    "area_above": Text("wie oben unter „Gebiet“", "as above under “Area”"),
    "germany": Text("Deutschland", "Germany"),
    "open": Text("noch offen", "not set"),
    "any_country": Text("beliebig", "any or none"),
    "legend": Text("Legende", "Legend"),
    "share": Text("Anteil", "Share"),
    "share_districts": Text("Kreise", "Districts"),
    "share_population": Text("Einwohner", "Inhabitants"),
    f"share_{DEMAND}": demand_words("narrow", begins=True),
    "share_area_km2": Text("Fläche", "Area"),
    "year_column": Text("Jahr", "Year"),
    "downloads": Text("Herunterladen", "Download"),
    "for_memo": Text("Für den Vermerk", "For the memo"),
    "for_excel": Text("Für Excel", "For Excel"),
    "for_gis": Text("Für Geodaten (GIS)", "For maps (GIS)"),
    "for_again": Text("Zum Wiederholen", "To do it again"),
    "difference_both": Text(
        "mit ⟦d:Initiative⟧ nach A und B", "with ⟦an initiative⟧ under A and B"
    ),
    "difference_a": Text("nur nach A", "only under A"),
    "difference_b": Text("nur nach B", "only under B"),
    "difference_none": Text("nach keiner von beiden", "under neither"),
    "status": Text("Status", "Status"),
    "any": Text("alle", "all"),
    "targets_only": Text("alle ohne ⟦a:vernetzte Initiative⟧", "all without ⟦a linked initiative⟧"),
    "none": Text("keine", "none"),
    "indicator": Text("Indikator", "Indicator"),
    "territory_here": Text("Gebietsstand {day}", "Territory of {day}"),
    "territory_other": Text("Stand {day}", "Status of {day}"),
    "axis_need": Text("Bedarf", "need"),
    "axis_capacity": Text("Voraussetzungen", "capacity"),
    "axis_reference": Text("Bezugsgröße", "reference"),
    "axis_need_own": Text("Bedarf: eigene Dimension", "need: a dimension of its own"),
    "axis_capacity_own": Text(
        "Voraussetzungen: eigene Dimension", "capacity: a dimension of its own"
    ),
    "kind_count": Text("Anzahl (wird summiert)", "count (is added up)"),
    "kind_index": Text("Index", "index"),
    "kind_rate": Text("Quote oder Wert je Einwohner", "rate, or value per inhabitant"),
    "kind_share": Text("Anteil", "share"),
    "kind_distance": Text("Entfernung", "distance"),
    "network_networked": Text("⟦vernetzt⟧", "⟦linked⟧"),
    "network_founding": Text("⟦in Gründung⟧", "⟦being founded⟧"),
    "network_unconnected": Text("⟦nicht angebunden⟧", "⟦not linked⟧"),
    "network_planned": Text("⟦geplant⟧", "⟦planned⟧"),
    "network_dormant": Text("⟦ruhend⟧", "⟦dormant⟧"),
}

# What the scripts say; every one of these is sent to the browser.
SCRIPT_TEXTS: dict[str, Text] = {
    **WINDOW_TEXTS,
    "download_waiting": Text("{name} wird erstellt …", "{name} is being made …"),
    "download_done": Text("{name} ist gespeichert.", "{name} is saved."),
    "download_failed": Text("Der Server antwortet nicht.", "The server does not answer."),
    "download_again": Text("Jetzt noch einmal versuchen", "Try again now"),
    "download_cancel": Text("Abbrechen", "Cancel"),
    "map": Text("Karte der Kreise", "Map of districts"),
    "map_help": Text(
        "Pfeiltasten führen zum Nachbarkreis, Pos1 und Ende zum ersten und letzten Kreis. Eingabe "
        "wählt, Escape verlässt. Plus und Minus ändern den Ausschnitt, 0 zeigt alles.",
        "Arrow keys lead to the neighbouring district, Home and End to the first and last one. "
        "Enter selects, Escape leaves. Plus and minus zoom, 0 shows everything.",
    ),
    "zoom_in": Text("Vergrößern", "Zoom in"),
    "zoom_out": Text("Verkleinern", "Zoom out"),
    "zoom_all": Text("Ganz Deutschland", "All of Germany"),
    "zoom_district": Text("Auf den gewählten Kreis", "To the selected district"),
    "show_seats": Text("Sitze ⟦g:der Initiativen⟧", "Seats of ⟦initiatives⟧"),
    "search_all": Text(
        "Kreis, Ort, Postleitzahl, ⟦Initiative⟧, IHK oder Land suchen",
        "Search for a district, town, postcode, ⟦initiative⟧, chamber or Land",
    ),
    "search_examples": Text("Kreis, Ort, PLZ, IHK …", "District, town, postcode …"),
    "search_results": Text("Treffer", "Results"),
    "search_hint": Text(
        "Pfeiltasten wählen, Eingabe öffnet, Escape schließt.",
        "Arrow keys choose, Enter opens, Escape closes.",
    ),
    "search_count": Text("Treffer: {count}", "Results: {count}"),
    "search_key": Text(
        "Die Taste / öffnet die Suche (immer geht Strg+K)",
        "The key / opens the search (Ctrl+K always does)",
    ),
    "search_district": Text("Kreis", "District"),
    "search_town": Text("Ort, Kreis: {district}", "Town in the district {district}"),
    "search_postcode": Text("Postleitzahl, Kreis: {district}", "Postcode in {district}"),
    "search_land": Text("Land", "Land"),
    "search_chamber": Text("IHK-Bezirk", "Chamber district"),
    "search_initiative": Text("⟦Initiative⟧", "⟦Initiative⟧"),
    "close_it": Text("Schließen", "Close"),
    "districts": Text("Kreise", "districts"),
    "memo": Text("Für den Vermerk", "For the memo"),
    "memo_do_sentence": Text(
        "Satz mit Regel und Datum kopieren", "Copy sentence with rule and date"
    ),
    "memo_do_png": Text(
        "Bild für Folien (PNG, 3840 × 2160)", "Picture for slides (PNG, 3840 × 2160)"
    ),
    "memo_do_svg": Text("Zeichnung (SVG)", "Drawing (SVG)"),
    "memo_do_link": Text("Link zu dieser Ansicht kopieren", "Copy link to this view"),
    "memo_sentence": Text(
        "{said} ({rule}; abgerufen am {day})", "{said} ({rule}; retrieved on {day})"
    ),
    "memo_made": Text(
        "Erstellt am {day} mit dem Roll-Out-Planer", "Made on {day} with the roll-out planner"
    ),
    "memo_copied": Text("Kopiert.", "Copied."),
    "memo_saved": Text("Gespeichert.", "Saved."),
    "memo_failed": Text("Das hat nicht geklappt.", "That did not work."),
    "computing": Text("wird berechnet …", "being computed …"),
    "busy_failed": Text(
        "Was zu sehen ist, gehört noch zu den vorigen Einstellungen.",
        "What you see still belongs to the settings before.",
    ),
    "busy_back": Text("Zurück zu den vorigen", "Back to those"),
    "legend_keep": Text("Nur diese zeigen, oder wieder alle", "Show these alone, or all again"),
    "card_since": Text("{name}, seit {since}", "{name}, since {since}"),
    "card_more": Text("und {count} weitere", "and {count} more"),
    "card_people": Text("{count} Einwohner", "{count} inhabitants"),
    "card_score": Text("Gründungspotenzial {score} von 100", "Founding potential {score} of 100"),
    "since": Text("seit {since}", "since {since}"),
    "area_of": Text("Gebiet: {name}", "Area of {name}"),
    "updated": Text(
        "Karte aktualisiert: {any} von {total} Kreisen mit ⟦d:irgendeiner Initiative⟧.",
        "Map updated: {any} of {total} districts with any ⟦initiative⟧.",
    ),
    "asked_none": Text("{of} {asked}", "{of} {asked}").filled(of=OF_THESE, asked=ASKED_NONE),
    "seat_networked": Text("Sitz, ⟦vernetzt⟧", "seat, ⟦linked⟧"),
    "seat_founding": Text("Sitz, ⟦in Gründung⟧", "seat, ⟦being founded⟧"),
    "seat_unconnected": Text("Sitz, ⟦nicht angebunden⟧", "seat, ⟦not linked⟧"),
    "column_district": Text("Kreis", "District"),
    "column_status": Text("Status", "Status"),
}


class Words:
    """Texts of a room by key, those of the page behind them.

    >>> Words()("reached_of", "en", value=3, total=16)
    '3 of 16'
    """

    def __init__(self, *texts: Mapping[str, Text]) -> None:
        self.texts: dict[str, Text] = {}
        for part in (TEXTS, SCRIPT_TEXTS, *texts):
            self.texts |= part

    def __call__(self, key: str, lang: Lang, **values: object) -> str:
        """One text in one language, its gaps filled."""
        text = self.texts[key][lang]
        return text.format(**values) if values else text


word = Words()
