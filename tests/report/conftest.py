"""Reports made once for all tests of this folder."""

from __future__ import annotations

import pytest

from rollout.plan.plan import RolloutPlan, plan_waves
from rollout.report import report
from rollout.report.report import report_data, report_pdf
from tests.report.pdfs import pages_of


@pytest.fixture(scope="package")
def shipped_plan(shipped) -> RolloutPlan:
    return plan_waves(shipped)


@pytest.fixture(scope="package")
def shipped_data(shipped, shipped_plan):
    """Data of the report by language."""
    return {lang: report_data(shipped, shipped_plan, lang) for lang in ("de", "en")}


@pytest.fixture(scope="package")
def data_made_once(shipped, shipped_plan, shipped_data):
    """Reports of the shipped data take the data made above; all others make their own."""

    def data(analysis, plan, lang, **options):
        if analysis is shipped and plan is shipped_plan:
            return shipped_data[lang]
        return report_data(analysis, plan, lang, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "report_data", data)
        yield


@pytest.fixture(scope="package")
def shipped_pdf(shipped, shipped_plan, data_made_once):
    """The report by language."""
    return {lang: report_pdf(shipped, shipped_plan, lang) for lang in ("de", "en")}


@pytest.fixture(scope="package")
def shipped_pages(shipped_pdf):
    """Words of every page of the report by language."""
    return {lang: pages_of(raw) for lang, raw in shipped_pdf.items()}
