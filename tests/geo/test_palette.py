"""Colours stay apart for everybody, on screen and on grey paper."""

import itertools
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from rollout.geo.palette import (
    NEED_CAPACITY,
    NO_DATA,
    PLAN_REST,
    SCORE,
    STATUS,
    all_symbols,
    pattern_svg,
    rules,
    symbols_css,
    waves,
)
from rollout.scenario.rules import RULES

PALETTES = {
    "status": [*STATUS.values(), NO_DATA],
    "score": [*SCORE.values(), NO_DATA],
    **{f"{n} rules": [*rules(n).values(), NO_DATA] for n in (*range(1, 10), len(RULES))},
    "need and capacity": [*NEED_CAPACITY.values(), NO_DATA],
    "waves": [*waves(5).values(), *PLAN_REST.values(), NO_DATA],
}

# Machado, Oliveira, Fernandes (2009): dichromacy as matrices on linear RGB.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}


def linear(colour):
    values = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """CIE L*a*b* (D65) of linear RGB."""
    to_xyz = [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
    xyz = np.array(to_xyz) @ rgb.clip(0, 1) / [0.95047, 1, 1.08883]
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def pairs(palette):
    return itertools.combinations(PALETTES[palette], 2)


def test_black_and_white_are_a_hundred_apart():
    assert lab(linear("#ffffff"))[0] - lab(linear("#000000"))[0] == pytest.approx(100)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("sight", SIGHT)
def test_classes_differ_by_colour_or_pattern_for_every_sight(palette, sight):
    for one, other in pairs(palette):
        if one.pattern != other.pattern:
            continue
        gap = lab(SIGHT[sight] @ linear(one.fill)) - lab(SIGHT[sight] @ linear(other.fill))
        assert np.linalg.norm(gap) >= 12, (one.name, other.name)


@pytest.mark.parametrize("palette", PALETTES)
def test_classes_differ_by_lightness_or_pattern_on_grey_paper(palette):
    for one, other in pairs(palette):
        if one.pattern != other.pattern:
            continue
        gap = lab(linear(one.fill))[0] - lab(linear(other.fill))[0]
        assert abs(gap) >= 9, (one.name, other.name)


@pytest.mark.parametrize(
    "symbol",
    [s for s in (*all_symbols(), *rules(9).values()) if s.pattern != "solid"],
    ids=lambda s: s.name,
)
def test_a_pattern_can_be_seen_on_its_ground(symbol):
    gap = lab(linear(symbol.fill))[0] - lab(linear(symbol.ink))[0]
    assert abs(gap) >= 15


@pytest.mark.parametrize("palette", [SCORE, rules(5), rules(9)])
def test_a_scale_darkens_step_by_step(palette):
    lightness = [lab(linear(symbol.fill))[0] for symbol in palette.values()]
    assert lightness == sorted(lightness, reverse=True)


def test_no_data_has_a_pattern_no_class_has():
    others = {symbol.pattern for symbol in all_symbols() if symbol is not NO_DATA}
    assert NO_DATA.pattern not in others | {"solid"}


def test_names_are_unique_and_colours_are_written_out():
    names = [symbol.name for symbol in all_symbols()]
    assert len(names) == len(set(names))
    for symbol in all_symbols():
        colours = [symbol.fill, symbol.edge, symbol.ink or "#000000"]
        assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)


def test_every_symbol_has_a_rule_and_every_pattern_a_definition():
    rules = symbols_css(all_symbols())
    for symbol in all_symbols():
        assert f".{symbol.name}{{fill:{symbol.paint};" in rules
        text = pattern_svg(symbol, 2, "x-")
        if symbol.pattern == "solid":
            assert text == ""
        else:
            pattern = ET.fromstring(text)
            assert pattern.get("id") == f"x-{symbol.name}"
            assert pattern.get("patternTransform") == "scale(2)"
