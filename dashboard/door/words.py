"""What the pages of the door say."""

from __future__ import annotations

from rollout.language import Lang, Text

TEXTS: dict[str, Text] = {
    "sign_in": Text("Anmelden", "Sign in"),
    "sign_in_lead": Text(
        "Karte, Quoten und Downloads sind ohne Anmeldung da. Mit einem Konto halten Sie fest, was "
        "Sie erfahren haben.",
        "Map, rates and downloads need no login. With an account you record what you learned.",
    ),
    "name": Text("Konto", "Account"),
    "password": Text("Passwort", "Password"),
    "refused": Text("Konto oder Passwort stimmt nicht.", "Account or password is wrong."),
    "wait": Text(
        "Zu viele Versuche. Bitte in {seconds} Sekunden noch einmal.",
        "Too many tries. Please try again in {seconds} seconds.",
    ),
    "stale": Text(
        "Die Seite war zu lange offen. Bitte noch einmal absenden.",
        "The page was open for too long. Please send it again.",
    ),
    "account": Text("Ihr Konto", "Your account"),
    "signed_in_as": Text(
        "Angemeldet als {name}: {office}, Rolle „{role}“.",
        "Signed in as {name}: {office}, role “{role}”.",
    ),
    "first": Text(
        "Ihr Passwort hat jemand anderes vergeben. Bitte wählen Sie ein eigenes; bis dahin sehen "
        "Sie nur, was alle sehen.",
        "Somebody else chose your password. Please choose your own; until then you see what "
        "everybody sees.",
    ),
    "sign_out": Text("Abmelden", "Sign out"),
    "change": Text("Passwort ändern", "Change password"),
    "old": Text("Bisheriges Passwort", "Password so far"),
    "new": Text("Neues Passwort", "New password"),
    "rule": Text("Mindestens {shortest} Zeichen.", "At least {shortest} letters."),
    "again": Text(
        "Das Passwort ist geändert. Bitte melden Sie sich damit an.",
        "The password is changed. Please sign in with it.",
    ),
    "wrong_password": Text("Das neue Passwort {finding}.", "The new password {finding}."),
    "log": Text("Protokoll der Zugriffe", "Log of access"),
    "log_lead": Text(
        "Die neuesten {count} Einträge. Löschen lässt sich keiner; Anmeldungen und Ablehnungen "
        "gehen nach einem Jahr von selbst.",
        "The newest {count} entries. None can be deleted; logins and refusals go by themselves "
        "after a year.",
    ),
    "file": Text("Als CSV-Datei", "As CSV file"),
    "time": Text("Zeit (UTC)", "Time (UTC)"),
    "event": Text("Ereignis", "Event"),
    "detail": Text("Näheres", "Detail"),
    "office": Text("Stelle", "Office"),
    "calendar": Text("Aufgaben im eigenen Kalender", "Tasks in your own calendar"),
    "calendar_lead": Text(
        "Wer diese Adresse kennt, liest die Aufgaben dieses Kontos. Eine neue beendet die alte.",
        "Whoever knows this address reads the tasks of this account. A new one ends the old one.",
    ),
    "calendar_make": Text("Neue Adresse anlegen", "Make a new address"),
    "calendar_revoke": Text("Adresse widerrufen", "Revoke the address"),
    "calendar_here": Text(
        "Ihre Kalenderadresse (nur jetzt zu sehen): Adresse dieses Links kopieren",
        "Your calendar address (to be seen just now): copy the address of this link",
    ),
    "not_allowed": Text("Das ist Ihrem Konto nicht erlaubt.", "Your account may not do that."),
    "proxy": Text(
        "Die Anmeldung übernimmt Ihr Haus; Konten legt die Verwaltung an.",
        "Your organisation handles the login; administrators make accounts.",
    ),
    "cookie": Text(
        "Ein Cookie hält Sie angemeldet und endet mit der Anmeldung. Keine Zugriffe auf fremde "
        "Server.",
        "A cookie keeps you signed in and ends with the login. No requests to other servers.",
    ),
    "to_map": Text("Zur Karte", "To the map"),
}


def word(key: str, lang: Lang, **values: object) -> str:
    """Text in one language, with values filled in."""
    text = TEXTS[key][lang]
    return text.format(**values) if values else text
