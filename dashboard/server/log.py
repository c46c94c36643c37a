"""The log of the server: text of a request never looks like a line of its own."""

from __future__ import annotations

import logging

MARGIN = "  | "


class OneLine(logging.Formatter):
    """Escapes control signs, so that a request cannot fake lines or steer a terminal.

    Lines of a traceback stand behind a margin.

    >>> record = logging.LogRecord("a", 30, "", 0, "x\\n\\x1b[2J %s", ("ü",), None)
    >>> OneLine("%(levelname)s %(message)s").format(record)
    'WARNING x\\\\n\\\\x1b[2J ü'
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # name of logging
        """Format the line itself."""
        return escaped(super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802  # name of logging
        """Format the traceback below it."""
        lines = super().formatException(ei).splitlines()  # type: ignore[arg-type]
        return "\n".join(MARGIN + escaped(line) for line in lines)


def escaped(text: str) -> str:
    """Text with everything escaped that a terminal would not print as a sign.

    >>> escaped("a\\r\\nb\\x9b")
    'a\\\\r\\\\nb\\\\x9b'
    """
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )


def log_safely() -> None:
    """Let all loggers of this process write to the standard error through `OneLine`."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
