"""The office on paper: its name in the foot, its block with logo on the first page."""

from __future__ import annotations

import base64
from typing import Any

from rollout.issuer import issuer
from rollout.language import Lang


def footer(words: str) -> str:
    """Words of the foot of a page, behind the name of the office."""
    office = issuer()
    return words if office is None else f"{office.name} · {words}"


def office_block(lang: Lang) -> dict[str, Any]:
    """What the first page says of the office; empty where nobody is named."""
    office = issuer()
    if office is None:
        return {}
    logo = None if office.logo is None else {"svg": _framed(*office.logo), "alt": office.name}
    lines = [office.name, *office.address.splitlines(), office.contact, office.notice[lang]]
    return {"office": {"lines": [line for line in lines if line], "logo": logo}}


def _framed(raw: bytes, kind: str) -> str:
    """A picture inside an SVG, right-aligned in a box of 5 to 2, for the setter takes text only."""
    data = base64.b64encode(raw).decode("ascii")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 200"><image width="500" '
        'height="200" preserveAspectRatio="xMaxYMin meet" '
        f'href="data:image/{kind.replace("jpg", "jpeg")};base64,{data}"/></svg>'
    )
