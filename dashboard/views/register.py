"""The views of the page, in the order of the header: one entry each, everything else follows."""

from __future__ import annotations

from rollout.language import Lang

from .coverage.view import COVERAGE
from .data.view import DATA
from .foundings.view import FOUNDINGS
from .plan.view import PLAN
from .potential.view import POTENTIAL
from .spots.view import SPOTS
from .view import View

VIEWS: dict[str, View] = {
    view.key: view for view in (COVERAGE, SPOTS, POTENTIAL, PLAN, FOUNDINGS, DATA)
}
START = COVERAGE


def main_views() -> list[View]:
    """Views the header links to."""
    return [view for view in VIEWS.values() if not view.under]


def pages_of(view: View) -> list[View]:
    """The pages a view consists of, itself among them; one where it has no second page."""
    first = view.under or view.key
    return [page for page in VIEWS.values() if first in (page.key, page.under)]


def view_at(path: object, lang: Lang) -> View | None:
    """View shown at a path; None if there is none.

    >>> view_at("/de/weisse-flecken", "de").key, view_at("/en/", "en").key
    ('spots', 'coverage')
    """
    return next((view for view in VIEWS.values() if path == view.path(lang)), None)
