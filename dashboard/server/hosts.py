"""By which names the server may be called, and what it takes to be reached from elsewhere."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection, Iterable, Mapping

from rollout.errors import parameter_error
from rollout.language import Text

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253}?)\.?(?::[0-9]{1,5})?", re.ASCII)
FOLDER = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,60}){0,8}")

REACHABLE = Text(
    "Achtung: Wer diesen Rechner im Netz erreicht, erreicht auch das Dashboard: alle Ansichten, "
    "alle Downloads, Hochladen und Planen. Die Verbindung ist nicht verschlüsselt, eine Anmeldung "
    "gibt es nicht. Für mehr als ein vertrautes Netz gehört ein Webserver davor: Handbuch, "
    "„Betrieb auf einem Server“.",
    "Caution: whoever reaches this computer over the network reaches the dashboard: all views, "
    "all downloads, uploads and plans. The connection is not encrypted and there is no login. "
    "Beyond a trusted network put a web server in front: see the handbook on running a server.",
)


def host_name(header: str) -> str:
    """Name in a Host header, without its port; empty if it holds none.

    >>> host_name("Rollout.Example.org.:8050"), host_name("[::1]:8050"), host_name("a/b")
    ('rollout.example.org', '[::1]', '')
    """
    match = HOST.fullmatch(header.lower())
    return match[1] if match else ""


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches an address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def allowed_hosts(host: str, public_names: Iterable[str] = ()) -> Mapping[str, str]:
    """Names the server answers to: those of this computer, where it listens, and the public ones.

    Each with the path below which others find it there; "" at the root. Raises `ScenarioError` for
    a name that is none.
    """
    listening = f"[{host}]" if ":" in host else host
    of_here = (*LOOPBACK, host_name(listening), host_name(socket.gethostname()))
    return dict.fromkeys(filter(None, of_here), "") | dict(map(_public, public_names))


def check_reach(host: str, public_names: Collection[str], proxies: int = 0) -> None:
    """Raise `ScenarioError` where others would reach the server though nobody said by what name."""
    if proxies < 0:
        finding = Text(f"ist {proxies}", f"is {proxies}")
        raise parameter_error("--proxies", finding, Text("0 oder mehr", "0 or more"))
    if is_loopback(host) or public_names:
        return
    finding = Text(
        f"ist {host}: Damit ist das Dashboard aus dem Netz erreichbar",
        f"is {host}: with it the dashboard can be reached over the network",
    )
    expected = Text(
        "dazu den Namen, unter dem andere es aufrufen", "with it the name others call it by"
    )
    remedy = Text(
        "--public-name NAME angeben, etwa den Rechnernamen oder die IP-Adresse; oder --host "
        "weglassen und einen Webserver davorstellen",
        "give --public-name NAME, such as the name of this computer or its IP address; or leave "
        "--host out and put a web server in front",
    )
    raise parameter_error("--host", finding, expected, remedy)


def _public(name: str) -> tuple[str, str]:
    """Public name as it stands in a Host header, and the path behind it."""
    host, slash, path = name.partition("/")
    try:
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        plain = ""
    folder = f"{slash}{path}".rstrip("/")
    in_header = host_name(f"[{plain}]" if plain.count(":") > 1 and "[" not in plain else plain)
    if in_header and FOLDER.fullmatch(folder):
        return in_header, folder
    finding = Text(f"ist {name!r}", f"is {name!r}")
    expected = Text(
        "ein Name ohne https://, etwa rollout.example.org oder agentur.example.org/rollout",
        "a name without https://, such as rollout.example.org or agency.example.org/rollout",
    )
    raise parameter_error("--public-name", finding, expected)
