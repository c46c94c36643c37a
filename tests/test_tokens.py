"""Every colour has one home and a name; CSS, Typst and drawings take it from there."""

import re
from pathlib import Path

import pytest

from rollout.tokens import (
    MAP,
    MAP_PAGE,
    PRINT,
    SCREEN,
    SCREEN_DARK,
    SHARED,
    Colours,
    custom_properties,
    with_colours,
)
from tests.conftest import ROOT

# `%23` is the mark in an address, such as that of the page's icon.
LITERAL = re.compile(r"(?:(?<!&)#|%23)(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
ENDINGS = {".py", ".css", ".js", ".mjs", ".ts", ".typ", ".svg", ".html"}
TOKENS = Path("rollout/tokens.py")
# Colours of map classes belong to their map: a scale is chosen as a whole, nobody shares a step.
CLASSES = {Path("rollout/geo/palette.py"), Path("dashboard/page/facts.py")}
FILES = [
    path.relative_to(ROOT)
    for folder in ("rollout", "dashboard")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in ENDINGS and path != ROOT / TOKENS and "node_modules" not in path.parts
]
FACES = {"screen": SCREEN, "print": PRINT, "map": MAP, "map page": MAP_PAGE}


def content(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def literals(path: Path) -> set[str]:
    return {match.replace("%23", "#").lower() for match in LITERAL.findall(content(path))}


def stylesheets(folder: str) -> str:
    styles = [path for path in FILES if path.suffix == ".css" and path.is_relative_to(folder)]
    return "\n".join(content(path) for path in styles)


def test_no_other_file_writes_a_colour_down():
    colours = {
        path: literals(path) & set(SHARED.values()) if path in CLASSES else literals(path)
        for path in FILES
    }
    assert colours.keys() >= CLASSES
    assert {str(path): values for path, values in colours.items() if values} == {}


@pytest.mark.parametrize("colours", FACES.values(), ids=FACES)
def test_every_colour_is_one_and_every_face_knows_the_shared_ones(colours):
    assert all(LITERAL.fullmatch(value) for value in colours.values())
    assert dict(colours) | dict(SHARED) == dict(colours)


@pytest.mark.parametrize(
    ("folder", "colours"),
    [("dashboard", SCREEN), ("rollout/maps", MAP_PAGE)],
    ids=["dashboard", "map.html"],
)
def test_a_stylesheet_names_only_colours_there_are(folder, colours: Colours):
    css = stylesheets(folder)
    declared = set(re.findall(r"(--[\w-]+):", css))
    names = set(re.findall(r"var\((--[\w-]+)", css))
    assert names
    assert not names - declared - {f"--{name}" for name in colours}


def test_a_stylesheet_declares_no_colour_itself():
    declared = set(re.findall(r"--([\w-]+):", stylesheets("dashboard")))
    assert not declared & set(SCREEN)


def test_every_colour_of_a_face_is_used():
    code = "\n".join(content(path) for path in FILES)
    names = {name for colours in FACES.values() for name in colours}
    assert not {name for name in names if f"--{name})" not in code and f'"{name}"' not in code}


def test_the_page_gets_every_colour_of_the_screen_once():
    css = custom_properties(SCREEN)
    assert css.startswith(":root{")
    assert re.findall(r"--([\w-]+):(#[0-9a-f]+)", css) == list(SCREEN.items())


def test_the_dark_scheme_changes_only_colours_of_the_screen():
    assert not set(SCREEN_DARK) - set(SCREEN)


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    values = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", [SCREEN, {**SCREEN, **SCREEN_DARK}], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground_they_stand_on(scheme: Colours):
    on_paper = ["ink", "soft", "hint", "act", "error", "repaired", "contrast-dark"]
    pairs = [(name, "paper") for name in on_paper]
    pairs += [("ink", "ground"), ("soft", "ground"), ("hint", "ground"), ("act", "act-ground")]
    pairs += [("on-primary", "primary"), ("on-covered", "status-covered"), ("ink", "warning")]
    pairs += [("on-status", "badge-founding"), ("on-status", "badge-unconnected")]
    too_weak = {pair for pair in pairs if contrast(*(scheme[name] for name in pair)) < 4.5}
    assert too_weak == set()
    # Edges of fields and the ring of the focus, which carry no words.
    assert all(contrast(scheme[name], scheme["paper"]) >= 3 for name in ("edge", "focus"))


def test_values_stand_where_a_stylesheet_names_a_colour():
    css = ".a{fill:var(--ink);stroke:var(--paper)}.b{fill:none}"
    assert with_colours(css, {"ink": "#111111", "paper": "#eeeeee"}) == (
        ".a{fill:#111111;stroke:#eeeeee}.b{fill:none}"
    )


def test_a_colour_nobody_knows_is_an_error():
    with pytest.raises(KeyError, match="nonsense"):
        with_colours(".a{fill:var(--nonsense)}", MAP)


def test_nobody_changes_a_colour_at_run_time():
    with pytest.raises(TypeError):
        SCREEN["accent"] = "#000000"  # type: ignore[index]
