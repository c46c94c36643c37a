"""Personal data are recognised, and no text makes the search slow."""

import re
import time

import pytest

from rollout.readers import personal

SIGNS = 20_000
TIMES_A_SCAN = 100  # linear patterns need below 20 times a plain scan, quadratic ones thousands
PIECES = [
    "a", "0", "12", " ", "-", "@", "(at)", "a@", "a@a", "@a.", "a(at)", "[at] ", "+49 ", "0123 45 ",
    "0 12-", "01234 567 ", "012 345 12 ", "tel ", "tel: 0", "Herr ", "Herr Dr. ", "Dr. Prof. ",
    "12345 ", "12345-", "0(", "0 0",
]  # fmt: skip
PATTERNS = {name: value for name, value in vars(personal).items() if isinstance(value, re.Pattern)}


def seconds(pattern, text):
    start = time.process_time()
    pattern.fullmatch(text)
    for match in pattern.finditer(text):
        match.span()
    return time.process_time() - start


@pytest.mark.parametrize("name", PATTERNS)
def test_the_search_is_linear_in_the_length_of_a_text(name):
    """The scan is timed beside it, so that a slow or busy machine judges alike."""
    too_slow = []
    for piece in PIECES:
        text = (piece * SIGNS)[:SIGNS] + "\x01"
        scan = min(seconds(re.compile(r"\w|\W"), text) for _ in range(3))
        # A second try only where the first was slow, perhaps by another process.
        if all(seconds(PATTERNS[name], text) >= TIMES_A_SCAN * scan for _ in range(2)):
            too_slow.append(piece)
    assert too_slow == []


@pytest.mark.parametrize(
    "text",
    [
        "a.b@firma.de", "fragen: vorname.nachname@ihk-region.example.org heute",
        "name(at)firma.de", "name (ät) firma.de", "name [at] firma.com", f"{'x' * 300}@firma.de",
    ],
)  # fmt: skip
def test_addresses_are_found_in_any_spelling(text):
    assert personal._MAIL.search(text)


@pytest.mark.parametrize(
    "text", ["a@b", "siehe §5 (at) home", "@firma.de", "name@ firma.de", "x@.de"]
)
def test_other_texts_are_no_addresses(text):
    assert not personal._MAIL.search(text)


@pytest.mark.parametrize(
    "text",
    ["0211 1234567", "+49 211 123 45 67", "(0211) 123-456", "0171 12345678", "Tel.: 0211/12 34 56"],
)
def test_telephone_numbers_are_found(text):
    assert personal._PHONE.search(text)
