"""Links that hold wherever the server stands: at the root of a host, or below a path of it.

Every link leads on from the page it stands on. So no setting and no header of a proxy says where
the server stands, and none can be forged.
"""

from __future__ import annotations

import posixpath

from rollout.language import Lang


def beside(address: str, folder: str) -> str:
    """Link to an address of this server on a page in a folder of it.

    >>> beside("/de/hilfe/", "/de/"), beside("/static/page.css", "/de/hilfe/")
    ('hilfe/', '../../static/page.css')
    >>> beside("/de/", "/de/"), beside("/en/?land=09", "/de/")
    ('./', '../en/?land=09')
    """
    path, mark, query = address.partition("?")
    link = posixpath.relpath(path, folder)
    return f"{link}{'/' if path.endswith('/') else ''}{mark}{query}"


def on_page(address: str, lang: Lang) -> str:
    """Link to an address of this server on the pages of one language."""
    return beside(address, f"/{lang}/")
