"""Which reverse proxies may say who somebody is."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rollout.errors import parameter_error
from rollout.language import Text

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}")
_PEER = "werkzeug.proxy_fix.orig"  # where the address stands that a connection really came from


@dataclass(frozen=True)
class Trust:
    """A header in which a reverse proxy names who logged in there.

    Parameters
    ----------
    header
        Its name; "": none is trusted.
    addresses
        Of the proxies; the header counts from nowhere else.
    """

    header: str = ""
    addresses: Sequence[str] = ()

    def check(self) -> None:
        """Raise `ScenarioError` unless header and addresses are there together and well formed."""
        if self.header and not _HEADER.fullmatch(self.header):
            finding = Text(f"ist {self.header!r}", f"is {self.header!r}")
            expected = Text("ein Kopf wie Remote-User", "a header such as Remote-User")
            raise parameter_error("--trust-header", finding, expected)
        if bool(self.header) != bool(self.addresses):
            finding = Text("steht allein", "stands alone")
            expected = Text("--trust-header und --trust-from zusammen",
                            "--trust-header and --trust-from together")  # fmt: skip
            raise parameter_error("--trust-header", finding, expected)
        for text in self.addresses:
            try:
                ipaddress.ip_network(text)
            except ValueError:
                finding = Text(f"ist {text!r}", f"is {text!r}")
                expected = Text("eine IP-Adresse wie 10.0.0.5 oder ein Netz wie 10.0.0.0/28",
                                "an IP address such as 10.0.0.5 or a network")  # fmt: skip
                raise parameter_error("--trust-from", finding, expected) from None

    def name_in(self, environ: WSGIEnvironment) -> str:
        """Name in the header; "" where it comes from anywhere else, or names several."""
        if not self.header:
            return ""
        text: str = environ.get(f"HTTP_{self.header.upper().replace('-', '_')}", "")
        peer = environ.get(_PEER, environ).get("REMOTE_ADDR", "")
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:
            return ""
        is_named = any(address in ipaddress.ip_network(text) for text in self.addresses)
        return text.strip() if is_named and "," not in text else ""


NO_TRUST = Trust()
