"""`rollout-dashboard`: what an icon starts. Its window shows the address, and closing it ends all.

A command without a window would leave a server that nobody sees and nobody can stop.
"""

from __future__ import annotations

import sys

from rollout.cli import main as run_command
from rollout.cli import requested_lang
from rollout.language import Text

STOP = Text(
    "Dieses Fenster zu schließen beendet das Dashboard.",
    "Closing this window ends the dashboard.",
)
CLOSE = Text("Eingabetaste schließt dieses Fenster ...", "Press Enter to close this window ...")


def main() -> None:
    """Start the dashboard and open the browser; keep the window open where that fails."""
    arguments = ["dashboard", "--open", *sys.argv[1:]]
    lang = requested_lang(arguments)
    is_terminal = sys.stdin is not None and sys.stdin.isatty()
    try:
        print(STOP[lang], flush=True)
        run_command(arguments)
    except SystemExit as end:
        if end.code and is_terminal:  # or a window that a double click opened would vanish unread
            input(CLOSE[lang])
        raise
    except KeyboardInterrupt:
        sys.exit(0)
