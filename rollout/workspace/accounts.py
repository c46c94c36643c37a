"""Who it is: accounts with passwords, what a browser or a calendar shows to come in, and the log.

No secret is kept: of passwords there is an Argon2id hash, of everything that was handed out a
SHA-256 digest (it is random, so nobody can try them out). An account is named after a function and
not after a person; what it changes stands under its office.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from rollout.errors import DataError, Problem
from rollout.language import Text
from rollout.workspace.roles import ROLES, Actor, Role
from rollout.workspace.schema import ACCOUNTS, KEYS, LOG, LOG_DAYS
from rollout.workspace.store import Workspace, utc_now
from rollout.workspace.validity import check_role

SHORTEST, LONGEST = 12, 200  # letters of a password
FREE_FAILURES, LONGEST_WAIT_S = 3, 300
IDLE, AT_MOST = dt.timedelta(hours=12), dt.timedelta(days=7)  # of a login
NOTED_AFTER = dt.timedelta(minutes=5)  # a use is written down no more often
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{1,79}")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another

Use = Literal["login", "calendar"]
Event = Literal[
    "signed in", "refused", "signed out", "denied", "password changed", "account made",
    "account changed", "account closed", "account opened", "address made", "address revoked",
]  # fmt: skip
EVENTS: dict[Event, Text] = {
    "signed in": Text("angemeldet", "signed in"),
    "refused": Text("Anmeldung abgelehnt", "login refused"),
    "signed out": Text("abgemeldet", "signed out"),
    "denied": Text("nicht erlaubt", "not allowed"),
    "password changed": Text("Passwort geändert", "password changed"),
    "account made": Text("Konto angelegt", "account made"),
    "account changed": Text("Konto geändert", "account changed"),
    "account closed": Text("Konto gesperrt", "account closed"),
    "account opened": Text("Konto wieder geöffnet", "account opened again"),
    "address made": Text("Kalenderadresse angelegt", "calendar address made"),
    "address revoked": Text("Kalenderadresse widerrufen", "calendar address revoked"),
}


@dataclass(frozen=True)
class Account:
    """One account.

    Parameters
    ----------
    name
        By which it comes in, or by which a proxy names it; small letters.
    office
        In whose name it writes.
    chamber
        Whose districts are its own; "" for other roles.
    is_first
        Whether its password was given by somebody else and has to be changed first.
    closed
        When it was closed (ISO 8601); "" while it is open.
    """

    name: str
    role: Role
    office: str
    chamber: str = ""
    is_first: bool = False
    closed: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of the log of access."""

    number: int
    at: str
    account: str
    event: str
    detail: str


class Refused(Exception):  # noqa: N818  # the word people use for it
    """Name and password do not fit, or it is too early to try again.

    Parameters
    ----------
    wait_s
        Seconds until the next try; 0: at once.
    """

    def __init__(self, wait_s: int = 0) -> None:
        self.wait_s = wait_s
        super().__init__(f"wait {wait_s} s")


def wait_s(failures: int) -> int:
    """Seconds to wait after so many failures in a row, growing.

    >>> [wait_s(n) for n in (0, 2, 3, 4, 5, 11, 60)]
    [0, 0, 1, 2, 4, 256, 300]
    """
    steps = failures - FREE_FAILURES
    return 0 if steps < 0 else min(2 ** min(steps, 20), LONGEST_WAIT_S)


@dataclass(eq=False)
class Accounts:
    """The accounts of a workspace.

    Parameters
    ----------
    chamber_districts
        Keys of the districts of a chamber by its name; empty for a name nobody has.
    """

    workspace: Workspace
    chamber_districts: Callable[[str], frozenset[str]]

    def __post_init__(self) -> None:
        self._hasher = PasswordHasher()
        # One password at a time: each takes 64 MB, and guesses side by side would pass the wait.
        self._turn = threading.Lock()
        self._nobody = self._hasher.hash(secrets.token_urlsafe())

    # Who there is

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self.workspace.reading() as connection:
            rows = connection.execute(sa.select(ACCOUNTS)).mappings().all()
        return sorted(map(_account, rows), key=lambda account: account.name)

    def named(self, name: str) -> Account | None:
        """The open account of a name; None where there is none."""
        account = next((a for a in self.all() if a.name == name.strip().lower()), None)
        return account if account and not account.closed else None

    def actor(self, account: Account) -> Actor:
        """What an account is for the table of rights."""
        districts = self.chamber_districts(account.chamber) if account.chamber else frozenset()
        return Actor(account.role, account.office, account.name, districts)

    # By administrators

    def add(self, name: str, role: str, office: str, chamber: str = "", by: str = "") -> str:
        """Make an account and return its first password, which is kept nowhere.

        Raises
        ------
        DataError
            With everything that is wrong.
        """
        account = self._checked(name, role, office, chamber)
        if any(other.name == account.name for other in self.all()):
            raise _problem("name", Text(f"{name!r} gibt es schon", f"{name!r} exists already"))
        password = first_password()
        row = {"name": account.name, "role": role, "office": office, "chamber": chamber,
               "password": self._hasher.hash(password), "is_first": 1, "closed": "",
               "failures": 0, "failed_at": ""}  # fmt: skip
        with self.workspace.writing() as connection:
            connection.execute(ACCOUNTS.insert(), row)
            self._note(connection, "account made", by, f"{account.name}: {role}")
        return password

    def alter(
        self, name: str, role: str | None = None, office: str | None = None,
        chamber: str | None = None, by: str = "",
    ) -> None:  # fmt: skip
        """Change what an account may; that holds from its next request on.

        What is None stays as it is; the chamber goes with the role `chamber`.
        """
        now = self._there(name)
        role, office = role or now.role, now.office if office is None else office
        if chamber is None:
            chamber = now.chamber if role == "chamber" else ""
        account = self._checked(now.name, role, office, chamber)
        values = {"role": role, "office": office, "chamber": chamber}
        self._set(account.name, values, "account changed", by, f"{account.name}: {role}")

    def renew(self, name: str, by: str = "") -> str:
        """Give an account a new first password and return it."""
        account, password = self._there(name), first_password()
        values = {"password": self._hasher.hash(password), "is_first": 1, "failures": 0}
        self._set(account.name, values, "password changed", by, account.name)
        return password

    def close(self, name: str, by: str = "") -> None:
        """Let an account in no longer; what it did stays."""
        account = self._there(name)
        self._set(account.name, {"closed": self._now()}, "account closed", by, account.name)

    def reopen(self, name: str, by: str = "") -> None:
        """Let a closed account in again."""
        account = self._there(name)
        self._set(account.name, {"closed": ""}, "account opened", by, account.name)

    # Coming in

    def sign_in(self, name: str, password: str) -> str:
        """Return what a browser shows from now on.

        Raises
        ------
        Refused
            In the same words and the same time, whether there is such an account or not.
        """
        with self._turn:
            account = self.named(name)
            self._check_wait(account)
            if not self._fits(account, password):
                self._failed(account)
                raise Refused
            assert account is not None
            token = self._hand_out(account, "login", {"failures": 0, "failed_at": ""})
            self.log("signed in", account.name)
            return token

    def of_key(self, token: str, use: Use = "login") -> Account | None:
        """Account of somebody who shows what was handed out; None where it holds no longer."""
        now, digest = self.workspace.clock(), digest_of(token)
        query = sa.select(ACCOUNTS, KEYS.c.begun, KEYS.c.used).join(
            KEYS, KEYS.c.account == ACCOUNTS.c.name
        )
        with self.workspace.reading() as connection:
            query = query.where(KEYS.c.digest == digest, KEYS.c.use == use)
            row = connection.execute(query).mappings().first()
        if row is None or row["closed"]:
            return None
        used = dt.datetime.fromisoformat(row["used"])
        if use == "login" and (
            now - used > IDLE or now - dt.datetime.fromisoformat(row["begun"]) > AT_MOST
        ):
            return None
        if now - used > NOTED_AFTER:
            self._use(digest, now)
        return _account(row)

    def sign_out(self, token: str) -> None:
        """Forget a login."""
        account = self.of_key(token)
        with self.workspace.writing() as connection:
            connection.execute(KEYS.delete().where(KEYS.c.digest == digest_of(token)))
        if account:
            self.log("signed out", account.name)

    def change_password(self, name: str, old: str, new: str) -> None:
        """Replace the password of an account by one of its own; other logins of it end.

        Raises
        ------
        Refused
            The old one does not fit.
        DataError
            The new one is too short, too long or tells the name.
        """
        with self._turn:
            account = self.named(name)
            self._check_wait(account)
            if not self._fits(account, old):
                self._failed(account)
                raise Refused
        check_password(new, name, old)
        values = {"password": self._hasher.hash(new), "is_first": 0, "failures": 0}
        self._set(name, values, "password changed", name, name)

    # Addresses of calendars

    def make_address(self, name: str) -> str:
        """Return the secret part of an address for calendars; earlier ones end."""
        account = self._there(name)
        self.revoke_addresses(account.name)
        token = self._hand_out(account, "calendar", {})
        self.log("address made", account.name)
        return token

    def revoke_addresses(self, name: str) -> None:
        """End every address for calendars of an account."""
        with self.workspace.writing() as connection:
            ended = KEYS.delete().where(KEYS.c.account == name, KEYS.c.use == "calendar")
            if connection.execute(ended).rowcount:
                self._note(connection, "address revoked", name, "")

    # The log

    def log(self, event: Event, account: str, detail: str = "") -> None:
        """Add a line to the log; never a password, never what was typed as a name nobody has."""
        log_event(self.workspace, event, account, detail)

    def entries(self, most: int = 1000) -> list[Entry]:
        """The newest lines of the log, newest first."""
        query = sa.select(LOG).order_by(LOG.c.number.desc()).limit(most)
        with self.workspace.reading() as connection:
            return [Entry(**row) for row in connection.execute(query).mappings()]

    # Behind it

    def _checked(self, name: str, role: str, office: str, chamber: str) -> Account:
        problems = []
        if not _NAME.fullmatch(name):
            problems.append(_flaw("name", Text(f"ist {name!r}", f"is {name!r}"), _NAMES))
        if role not in ROLES[1:]:
            finding, words = Text(f"ist {role!r}", f"is {role!r}"), ", ".join(ROLES[1:])
            expected = Text(f"eine von: {words}", f"one of: {words}")
            problems.append(_flaw("role", finding, expected))
        if (role == "chamber") != bool(chamber):
            finding = Text("passt nicht zur Rolle", "does not fit the role")
            problems.append(_flaw("chamber", finding, _CHAMBERS))
        elif chamber and not self.chamber_districts(chamber):
            finding = Text(f"{chamber!r} gibt es nicht", f"there is no {chamber!r}")
            problems.append(_flaw("chamber", finding, _CHAMBERS))
        try:
            check_role(office)
        except DataError as error:
            problems += error.problems
        if problems:
            raise DataError(problems)
        return Account(name.lower(), role, office, chamber)  # type: ignore[arg-type]  # looked up above

    def _there(self, name: str) -> Account:
        names = [account for account in self.all() if account.name == name.strip().lower()]
        if names:
            return names[0]
        raise _problem("name", Text(f"{name!r} gibt es nicht", f"there is no {name!r}"))

    def _set(
        self, name: str, values: Mapping[str, object], event: Event, by: str, what: str
    ) -> None:
        with self.workspace.writing() as connection:
            connection.execute(ACCOUNTS.update().where(ACCOUNTS.c.name == name).values(**values))
            ended = KEYS.delete().where(KEYS.c.account == name)
            if event != "account changed":
                connection.execute(ended)
            self._note(connection, event, by, what)

    def _check_wait(self, account: Account | None) -> None:
        if account is None:
            return
        failures, failed_at = self._failures(account.name)
        if not failed_at:
            return
        passed = (self.workspace.clock() - dt.datetime.fromisoformat(failed_at)).total_seconds()
        left = wait_s(failures) - passed
        if left > 0:
            raise Refused(int(left) + 1)

    def _failures(self, name: str) -> tuple[int, str]:
        query = sa.select(ACCOUNTS.c.failures, ACCOUNTS.c.failed_at).where(ACCOUNTS.c.name == name)
        with self.workspace.reading() as connection:
            failures, failed_at = connection.execute(query).one()
        return failures, failed_at

    def _fits(self, account: Account | None, password: str) -> bool:
        """Whether a password is the account's; as slow for an account that is not there."""
        hashed = self._nobody
        if account is not None:
            query = sa.select(ACCOUNTS.c.password).where(ACCOUNTS.c.name == account.name)
            with self.workspace.reading() as connection:
                hashed = connection.execute(query).scalar_one()
        try:
            return self._hasher.verify(hashed, password[: LONGEST + 1]) and account is not None
        except (VerificationError, InvalidHashError):
            return False

    def _failed(self, account: Account | None) -> None:
        with self.workspace.writing() as connection:
            if account is not None:
                more = {"failures": ACCOUNTS.c.failures + 1, "failed_at": self._now()}
                here = ACCOUNTS.update().where(ACCOUNTS.c.name == account.name)
                connection.execute(here.values(**more))
            # What was typed as a name may be a password in the wrong field.
            self._note(connection, "refused", account.name if account else "", "")

    def _hand_out(self, account: Account, use: Use, values: Mapping[str, object]) -> str:
        token, now = secrets.token_urlsafe(32), self.workspace.clock()
        row = {"digest": digest_of(token), "account": account.name, "use": use,
               "begun": now.isoformat(), "used": now.isoformat()}  # fmt: skip
        oldest = (now - IDLE).isoformat()
        with self.workspace.writing() as connection:
            connection.execute(KEYS.delete().where(KEYS.c.use == "login", KEYS.c.used < oldest))
            connection.execute(KEYS.insert(), row)
            if values:
                here = ACCOUNTS.update().where(ACCOUNTS.c.name == account.name)
                connection.execute(here.values(**values))
        return token

    def _use(self, digest: str, now: dt.datetime) -> None:
        with self.workspace.writing() as connection:
            here = KEYS.update().where(KEYS.c.digest == digest)
            connection.execute(here.values(used=now.isoformat()))

    def _now(self) -> str:
        return self.workspace.clock().isoformat(timespec="milliseconds")

    def _note(self, connection: sa.Connection, event: Event, account: str, detail: str) -> None:
        _add_to_log(connection, self.workspace.clock(), event, account, detail)


def log_event(workspace: Workspace, event: Event, account: str, detail: str = "") -> None:
    """Add a line to the log of access."""
    with workspace.writing() as connection:
        _add_to_log(connection, workspace.clock(), event, account, detail)


def _add_to_log(
    connection: sa.Connection, now: dt.datetime, event: Event, account: str, detail: str
) -> None:
    """Add a line, and let go what has been there for a year: it names who came when."""
    at = now.isoformat(timespec="milliseconds")
    connection.execute(LOG.insert(), {"at": at, "account": account, "event": event,
                                      "detail": detail[:300]})  # fmt: skip
    # A day more than the database asks for: its clock and this one may differ.
    last = (min(now, utc_now()) - dt.timedelta(days=LOG_DAYS + 1)).date().isoformat()
    connection.execute(LOG.delete().where(LOG.c.at < last))


def districts_of_chambers(chambers: pd.DataFrame) -> Callable[[str], frozenset[str]]:
    """Keys of the districts by the name of a chamber, from the table of chambers."""
    return lambda name: frozenset(chambers.loc[chambers["chamber"] == name, "ags"])


def first_password() -> str:
    """A password nobody guesses, easy to type: four groups of five."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    return "-".join(groups)


def check_password(new: str, name: str, old: str = "") -> None:
    """Raise `DataError` for a password that is too short, too long, the old one or the name's."""
    expected = Text(f"mindestens {SHORTEST} Zeichen", f"at least {SHORTEST} letters")
    if not SHORTEST <= len(new) <= LONGEST:
        finding = Text(f"hat {len(new)} Zeichen", f"has {len(new)} letters")
        raise _problem("password", finding, expected)
    if new == old:
        raise _problem("password", Text("ist das alte", "is the old one"), expected)
    if name.lower() in new.lower() or len(set(new)) < 5:
        finding = Text("ist leicht zu raten", "is easy to guess")
        raise _problem("password", finding, expected)


def digest_of(token: str) -> str:
    """What is kept of something random that was handed out."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


_NAMES = Text("2 bis 80 Buchstaben, Ziffern oder . _ - @, wie ihk-nord",
              "2 to 80 letters, digits or . _ - @, such as ihk-nord")  # fmt: skip
_CHAMBERS = Text("der Name einer Kammer bei der Rolle chamber, sonst nichts",
                 "the name of a chamber with the role chamber, else nothing")  # fmt: skip


def _flaw(column: str, finding: Text, expected: Text) -> Problem:
    return Problem("error", "account", finding, expected, column=column, code="account")


def _problem(column: str, finding: Text, expected: Text = Text("", "")) -> DataError:
    return DataError(_flaw(column, finding, expected))


def _account(row: sa.RowMapping) -> Account:
    return Account(row["name"], row["role"], row["office"], row["chamber"], bool(row["is_first"]),
                   row["closed"])  # fmt: skip
