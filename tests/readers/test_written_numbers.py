"""Numbers in every spelling: read right, or asked; never a hundred times or a thousand times."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout.readers.written_numbers import Written, figure, sign_of, style_of, take_apart

# text -> value, unit, mark; the same in a column of any style
CERTAIN = {
    "12,5 %": (12.5, "%", ""), "12,5%": (12.5, "%", ""), "12.5 %": (12.5, "%", ""),
    "12,5\u00a0%": (12.5, "%", ""), "3 ‰": (3, "‰", ""), "7 v. H.": (7, "%", ""),
    "1 234": (1234, "", ""), "1\u00a0234,5": (1234.5, "", ""), "1\u202f234": (1234, "", ""),
    "1\u2009234.5": (1234.5, "", ""), "1'234": (1234, "", ""), "1’234’567.8": (1234567.8, "", ""),
    "1.234.567": (1234567, "", ""), "1,234,567": (1234567, "", ""), "1.234,5": (1234.5, "", ""),
    "1,234.5": (1234.5, "", ""), "0,123": (0.123, "", ""), "0.123": (0.123, "", ""),
    "12345,678": (12345.678, "", ""), "-5,2": (-5.2, "", ""), "−5,2": (-5.2, "", ""),
    "–5,2": (-5.2, "", ""), "+3": (3, "", ""), "1 234 €": (1234, "EUR", ""),
    "€ 5": (5, "EUR", ""), "12,5 1)": (12.5, "", "flagged"), "12,5¹": (12.5, "", "flagged"),
    "12,5¹⁾": (12.5, "", "flagged"), "12,5*": (12.5, "", "flagged"), "5 a)": (5, "", "flagged"),
    "1 234 1)": (1234, "", "flagged"), "r 12,5": (12.5, "", "flagged"),
    "12,5 p": (12.5, "", "flagged"), "12,5r": (12.5, "", "flagged"),
    "12.5 bp": (12.5, "", "flagged"), "12,5 %1)": (12.5, "%", "flagged"),
    "12,5 1) 2)": (12.5, "", "flagged"), "(12,5)": (12.5, "", "limited"),
    "(12,5 %)": (12.5, "%", "limited"), "(12,5) %": (12.5, "%", "limited"),
}  # fmt: skip
# 12,51) may be 12,5 with a footnote; 12 34 and 1 234 56 are no groups of thousands.
ASKED = ["12,51)", "12,5 1", "12 34", "1 234 56", "0 123", "12,5,1", "8,50 bis unter 10", "viel",
         "1.1.2020", "ca. 5", "5 m", "5b", "inf", "1e309", "9" * 400, "1/2", "2019/20",
         "0.123.456", "--5", "5-", "%", "1)"]  # fmt: skip
SIGNS = {
    "-": "zero", ".": "secret", "*": "secret", "/": "unsure", "x": "blocked", "X": "blocked",
    "…": "later", "...": "later", "–": "dash", "—": "dash", ":": "missing", ": c": "missing",
    ":bu": "missing", ": m": "missing", "k. A.": "missing", "k.A.": "missing",
    "keine Angabe": "missing",
    "k.\u00a0A.": "missing", "NA": "missing", "<3": "bound", "> 100": "bound", "- r": "zero",
}  # fmt: skip


@pytest.mark.parametrize("style", ["", "comma", "point", "either"])
@pytest.mark.parametrize("text", CERTAIN)
def test_what_has_one_meaning_is_read_in_any_column(text: str, style) -> None:
    number = take_apart(text)
    assert number is not None
    assert (figure(number, style), number.unit, number.mark) == CERTAIN[text]
    assert sign_of(text) is None


@pytest.mark.parametrize("text", ASKED)
def test_what_is_no_number_is_not_read(text: str) -> None:
    number = take_apart(text)
    assert number is None or not math.isfinite(figure(number, "comma"))
    assert sign_of(text) is None


@pytest.mark.parametrize("text", SIGNS)
def test_signs_for_no_number(text: str) -> None:
    assert sign_of(text) == SIGNS[text]
    assert take_apart(text) is None


def test_one_group_of_digits_is_read_by_its_column_or_asked() -> None:
    german, english = Written("1.234"), Written("1,234")
    assert (figure(german, "comma"), figure(german, "point")) == (1234, 1.234)
    assert figure(english, "comma") == 1.234
    for number, style in product((german, english), ("", "either")):
        assert math.isnan(figure(number, style))
    assert math.isnan(figure(english, "point"))


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (["1.234", "12,5"], "comma"), (["1.234", "1.234.567"], "comma"),
        (["1.234", "0.5"], "point"), (["1.234", "999"], ""),
        (["1.234", "2,5", "7.5"], "either"), (["1 234,5", "3.456"], "comma"),
        (["1e5", "12"], ""), (["1,234", "1,234,567"], "point"),
    ],
)  # fmt: skip
def test_the_style_of_a_column_follows_from_what_is_beyond_doubt(texts, style) -> None:
    assert style_of(take_apart(text) for text in texts) == style


@given(
    st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(["", " ", "\u00a0", "\u202f", "'"]),
    st.sampled_from(["", "%", " %", " 1)", "*", " p"]),
)  # fmt: skip
def test_a_number_written_in_german_is_read_back(whole, cents, blank, behind) -> None:
    written = f"{whole:,}".replace(",", blank) + f",{cents:02d}" + behind
    number = take_apart(written)
    assert number is not None
    assert figure(number, "") == pytest.approx(whole + cents / 100, rel=1e-12)


@given(st.text(max_size=30))
def test_any_text_is_a_finite_number_a_sign_or_nothing(text: str) -> None:
    number = take_apart(text)
    assert number is None or not math.isinf(figure(number, "comma"))
