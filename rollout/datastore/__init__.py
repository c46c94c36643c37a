"""The data folder as a store: take files in, keep the state before, go back."""

from rollout.datastore.change_catalogue import (
    CatalogueChange,
    catalogue_csv,
    change_catalogue,
    changed_catalogue,
    check_axes,
)
from rollout.datastore.import_boundaries import import_boundaries
from rollout.datastore.import_indicators import IndicatorImport, import_indicators
from rollout.datastore.records import ImportRequest
from rollout.datastore.store import State, Store, open_store
from rollout.datastore.update import ENDPOINTS, Endpoint, Outcome, update

__all__ = [
    "ENDPOINTS",
    "CatalogueChange",
    "Endpoint",
    "ImportRequest",
    "IndicatorImport",
    "Outcome",
    "State",
    "Store",
    "catalogue_csv",
    "change_catalogue",
    "changed_catalogue",
    "check_axes",
    "import_boundaries",
    "import_indicators",
    "open_store",
    "update",
]
