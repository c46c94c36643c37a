"""Reports made once for all tests of this folder."""

from __future__ import annotations

import pytest

from rollout.analysis import Analysis, analyse
from rollout.plan.plan import RolloutPlan, plan_waves
from rollout.report.report import report_data, report_pdf
from rollout.scenario import Scenario
from tests.report.pdfs import opened


@pytest.fixture(scope="package")
def shipped(inputs) -> Analysis:
    """The shipped data with all defaults."""
    return analyse(inputs, Scenario())


@pytest.fixture(scope="package")
def shipped_plan(shipped) -> RolloutPlan:
    return plan_waves(shipped)


@pytest.fixture(scope="package")
def shipped_data(shipped, shipped_plan):
    """Data of the report by language."""
    return {lang: report_data(shipped, shipped_plan, lang) for lang in ("de", "en")}


@pytest.fixture(scope="package")
def shipped_pdf(shipped, shipped_plan):
    """The report by language."""
    return {lang: report_pdf(shipped, shipped_plan, lang) for lang in ("de", "en")}


@pytest.fixture(scope="package")
def shipped_pages(shipped_pdf):
    """Words of every page of the report by language."""
    return {
        lang: [page.extract_text() for page in opened(raw).pages]
        for lang, raw in shipped_pdf.items()
    }
