"""The views of the page, in the order of the header: one entry each, everything else follows."""

from __future__ import annotations

from dashboard.views.coverage.view import COVERAGE
from dashboard.views.data.view import DATA
from dashboard.views.foundings.view import FOUNDINGS
from dashboard.views.plan.view import PLAN
from dashboard.views.potential.view import POTENTIAL
from dashboard.views.spots.view import SPOTS
from dashboard.views.view import View
from rollout.language import Lang

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
