"""Letters: sentences that follow from the figures, to whom they are meant, as a draft to finish."""

from __future__ import annotations

import io

import pytest
from docx import Document

from rollout.analysis import analyse
from rollout.cli import main
from rollout.office.arguments import ADDRESSEES, arguments
from rollout.office.letters import letter_docx
from rollout.parts_of_country import find_part
from rollout.scenario import Scenario
from tests.grids import grid_inputs, initiative

ATTACK = "=cmd()<b>\x1b${1}"


def text_of(content):
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_letter_says_what_the_figures_of_the_chamber_say(shipped):
    part = find_part(shipped.inputs, None, "IHK für Niederbayern")
    facts = shipped.table()
    mine = facts.loc[list(part.keys)]
    said = " ".join(arguments(shipped, part, ADDRESSEES["chamber"], "de"))
    here = mine["industry_employees"].sum()
    assert f"{here:,.0f}".replace(",", ".") in said
    share = 100 * here / facts["industry_employees"].sum()
    assert f"{share:.1f}".replace(".", ",") + "\xa0%" in said
    assert f"keine gefunden ({(mine['status'] == 'white').sum()})" in said
    values = shipped.inputs.indicators["manufacturing_per_1000"]
    beyond = (values[list(part.keys)] > values.median()).sum()
    assert f"In {beyond} von {len(part.keys)} Kreisen" in said
    text = text_of(letter_docx(shipped, part, "chamber", "de"))
    assert said.split(". ")[0] in text
    assert "IHK für Niederbayern" in text
    assert "[Ort, Datum]" in text


def test_what_speaks_against_is_no_argument(shipped):
    part = find_part(shipped.inputs, "BY")
    values = shipped.inputs.indicators["unemployment_pct"]
    assert (values[list(part.keys)] > values.median()).mean() < 0.5
    said = " ".join(arguments(shipped, part, ADDRESSEES["union"], "de"))
    assert "Arbeitslosenquote" not in said


def test_a_sum_with_a_gap_is_no_share():
    inputs = grid_inputs({"a": initiative("01006")}, {"a": ["01001"]})
    analysis = analyse(inputs, Scenario(preset="equal", draws=100))
    part = find_part(inputs, "01")
    whole = arguments(analysis, part, ADDRESSEES["chamber"], "en")
    inputs.indicators.loc["01002", "industry_employees"] = float("nan")
    gap = analyse(inputs, Scenario(preset="equal", draws=100))
    assert any("of its inhabitants" in text for text in whole)
    assert not any(
        "inhabitants" in text for text in arguments(gap, part, ADDRESSEES["chamber"], "en")
    )


@pytest.mark.parametrize("addressee", ADDRESSEES)
def test_every_addressee_gets_a_letter_of_plain_text_and_the_same_bytes(addressee):
    rows = {"a": initiative("01006", name=ATTACK), "b": initiative("02003", "unconnected")}
    inputs = grid_inputs(rows, {"a": ["01001"]})
    inputs.districts.loc["01004", "display_name"] = ATTACK
    analysis = analyse(inputs, Scenario(preset="equal", draws=100))
    part = find_part(inputs, "01")
    one = letter_docx(analysis, part, addressee, "de")
    assert one == letter_docx(analysis, part, addressee, "de")
    assert ADDRESSEES[addressee].requests[1]["de"] in text_of(one)
    assert "=cmd()<b>" in text_of(one)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["letter"], "--chamber oder --land"),
        (["letter", "--land", "BY", "--chamber", "IHK Aachen"], "--chamber oder --land"),
        (["letter", "--land", "BY", "--to", "friends"], "chamber, union, municipality, firms"),
        (["letter", "--land", "BY", "--out", "brief.pdf"], ".docx"),
        (["report", "--out", "bericht.odt"], ".pdf oder .pptx"),
        (["report", "--land", "BY", "--out", "by.pptx"], "erwartet: .pdf"),
        (["report", "--land", "BY", "--out", "by.csv"], "erwartet: .pdf"),
        (["report", "--district", "09662", "--out", "x.docx"], "erwartet: .pdf"),
        (["report", "--split"], "mit --land oder --chamber"),
        (["report", "--out", "folien.pptx", "--before", "2021-12-31"], "nur mit .pdf"),
    ],
)
def test_wrong_input_is_refused_with_what_is_expected(arguments, words, capsys, analysed_once):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err
