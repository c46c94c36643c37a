"""Where the pages of the door stand."""

from __future__ import annotations

from rollout.language import Text

SIGN_IN = Text("/de/anmelden", "/en/sign-in")
ACCOUNT = Text("/de/konto", "/en/account")
LOG = Text("/de/protokoll", "/en/log")
