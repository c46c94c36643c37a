"""Everything that Python and the browser exchange, by name; the other side is contract.js."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash

# Files named in the head of the page, by the id of their link
PAYLOADS = ("geometry", "facts", "postcodes", "potential-data", "places", "terms")

# Functions Dash calls in the browser, as `dash_clientside.rollout.NAME`
NAMESPACE = "rollout"
CALLBACKS = (
    "address", "bands", "clusters", "elements", "foundingsChart", "list", "own",
    "ownCatalogue", "ownShown", "paint", "planAdopt", "planAsk", "planChart", "planFront",
    "planKept", "planMap", "planNames", "planPicks", "planSettings", "planSettled", "potential",
    "readouts", "recording", "reset", "restore", "scenario", "shortlist", "view",
)  # fmt: skip

# Components the browser draws for Dash, as `rollout_forms.NAME`
FORMS_NAMESPACE = "rollout_forms"
FORMS = (
    "Frame", "Input", "Interval", "Link", "Location", "Panel", "Select", "Store", "Switch",
)  # fmt: skip

# Addresses the scripts ask of their own accord; all but the first below the language
MATRIX_ADDRESS = "/potential/matrix.json"  # the scripts lead there from a page: "../potential"
PLACES_ADDRESS = "/places.json"
UPLOAD_ADDRESS = "upload"
CATALOGUE_ADDRESS = "catalogue"
RECORDING_ADDRESS = "recording"  # what is recorded in a workspace
STATUSES_ADDRESS = "statuses"  # of a scenario beside the one on screen
PLANS_ADDRESS = "plans"  # scenarios and plans by name, and what changed since a day
EXPERTS_ADDRESS = "experts"  # weights of several people, read and given back
WEIGHED_ADDRESS = "weighed.json"  # what the view Potential draws, with own files

# Own files of a visitor: header with their token, status when they are gone
OWN_HEADER = "X-Rollout-Own"  # a page of another origin cannot send it
GONE = 410

# Header of what is recorded, which a page of another origin cannot send
RECORDING_HEADER = "X-Rollout-Recording"

# Header with a number the page made up, which tells the tabs of one address apart
TAB_HEADER = "X-Rollout-Tab"

# Largest files either side takes: own tables in bytes, a scenario file in characters
LARGEST_UPLOAD = 5 * 1024 * 1024
LARGEST_MAPPING = 200_000  # bytes of what a visitor says about a list, before the list itself
LONGEST_SCENARIO = 40_000


def browser(app: Dash, name: str, *wiring: Any) -> None:
    """Let a script answer a change.

    Dash hands the values over as a list; `byName` in contract.js, and nothing else, makes an
    object of it whose names are the ids of the components.
    """
    app.clientside_callback(ClientsideFunction(NAMESPACE, name), *wiring)
