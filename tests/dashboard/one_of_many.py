"""One of several processes of a server: python -m tests.dashboard.one_of_many WORKSPACE [slow]."""

from __future__ import annotations

import socket
import sys
import time
from typing import Any

from dashboard.app import create_app
from dashboard.door.trust import Trust
from dashboard.server import shelf, worker
from dashboard.server.connections import connected
from dashboard.views.plan import work
from rollout.scenario import Scenario
from rollout.workspace import open_workspace
from tests.dashboard import pages


def never(*_: Any) -> None:
    """Compute for as long as this process lives."""
    time.sleep(3600)


def main() -> None:
    """Serve the made-up country until killed."""
    shelf.DEAD_AFTER_S, shelf.BEAT_S, worker.NICENESS = 2.0, 0.2, 0
    if "slow" in sys.argv:
        work.apart = never
    app = create_app(pages.inputs(), Scenario(), workspace=open_workspace(sys.argv[1]),
                     trust=Trust())  # fmt: skip
    server = connected(app, socket.create_server(("127.0.0.1", 0)), threads=4)
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    main()
