"""No text can stop a server: every regular expression stays linear on hostile text.

The text is made for the pattern: what it looks for, each of its repetitions drawn out to 20,000
signs, and a sign that breaks it. What is judged is growth, so that a slow or busy machine judges
alike: for four times the text a linear pattern needs four times the processor time, a quadratic
one sixteen times.
"""

import ast
import importlib
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from rollout.readers.strict import Rule
from tests.conftest import ROOT

# Short ones first: an exponential pattern must not be asked for 20,000 signs.
LENGTHS = (12, 18, 22, 24, 26, 32, 38, 44, 52, 64, 100, 300, 1000, 4000, 10_000, 20_000)
FEW, MORE = 1000, 4000  # most patterns are done with few signs, nearly all others with more
QUICK_S = 0.0005  # for few signs: even a quadratic pattern then needs less than NOISE_S for 20,000
LINEAR = 5.0  # growth from few signs to more; a quadratic part that shows at 20,000 makes it 5.1
MOST_GROWTH = 8.0  # for four times the text
NOISE_S = 0.2  # less than this holds nobody up and is not judged; a quadratic one needs a second
BREAK = "\x01"
CALLS = {"match", "fullmatch", "search", "sub", "split", "findall", "finditer", "extract",
         "contains", "replace", "compile"}  # fmt: skip
SIGNS = {  # a sign of each class; several, because a class may meet the one that follows it
    op.CATEGORY_DIGIT: "0", op.CATEGORY_WORD: "a0_", op.CATEGORY_SPACE: " \n",
    op.CATEGORY_NOT_DIGIT: "a ", op.CATEGORY_NOT_WORD: " .", op.CATEGORY_NOT_SPACE: "a0.",
}  # fmt: skip
ANY = "a0 .,-@(<=\n_/"
REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
LONG = 20  # repetitions allowed at least this often are drawn out


def signs(kind: Any, value: Any, ignored: str = ANY) -> str:
    """Some of the signs that a part of one sign matches."""
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.RANGE:
        return chr(value[0]) + chr(value[1])
    if kind is op.CATEGORY:
        return SIGNS[value]
    if kind is op.IN and value[0][0] is op.NEGATE:
        excluded = "".join(signs(*part) for part in value[1:])
        return "".join(sign for sign in ignored if sign not in excluded) or "\u20ac"
    if kind is op.IN:
        return "".join(dict.fromkeys("".join(signs(*part) for part in value)))
    return {op.NOT_LITERAL: "".join(s for s in ignored if s != value), op.ANY: ANY}.get(kind, "")


def inner(kind: Any, value: Any) -> list[Any]:
    """The patterns inside a part: alternatives, or the content of a group or repetition."""
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.SUBPATTERN:
        return [value[3]]
    return [value[2]] if kind in REPEATS else [value] if kind is op.ATOMIC_GROUP else []


def sample(pattern: Any, choice: int = 0) -> str:
    """A text that a parsed pattern matches; another choice takes other signs and alternatives."""
    text = ""
    for kind, value in pattern:
        inside = inner(kind, value)
        if inside:
            times = max(value[0], 1) if kind in REPEATS else 1
            text += sample(inside[choice % len(inside)], choice) * min(times, 40)
        elif one := signs(kind, value):
            text += one[choice % len(one)]
    return text


def repetitions(pattern: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """What stands before each long repetition, and what it repeats."""
    for kind, value in pattern:
        inside = inner(kind, value)
        for part in inside:
            if kind in REPEATS and value[1] >= LONG:
                yield from ((before, piece) for c in range(12) if (piece := sample(part, c)))
            yield from repetitions(part, before)
        before += sample([(kind, value)])


def hostile(pattern: str, flags: int = 0) -> list[tuple[str, str]]:
    """Beginnings of a text, and pieces to repeat after each."""
    parsed = _parser.parse(pattern, flags)
    loops = list(dict.fromkeys(repetitions(parsed)))
    bodies = {body for _, body in loops}
    pairs = (a + b for a in bodies for b in bodies if len(bodies) < 8)
    pieces = (before + body * times for before, body in loops for times in (1, 3))
    whole = (text for choice in range(3) if (text := sample(parsed, choice)))
    return [*loops, *(("", piece) for piece in dict.fromkeys((*bodies, *pieces, *pairs, *whole)))]


def seconds(pattern: re.Pattern[Any], text: Any) -> float:
    """Processor time of the ways a pattern is used."""
    start = time.process_time()
    pattern.fullmatch(text)
    for match in pattern.finditer(text):
        match.span()
    return time.process_time() - start


def slow_text(pattern: re.Pattern[Any]) -> str | None:
    """Beginning of a text on which a pattern is slower than linear."""
    in_bytes = isinstance(pattern.pattern, bytes)
    source = pattern.pattern.decode() if in_bytes else pattern.pattern
    texts = {}  # pieces that fill the longest text alike are one
    for before, piece in hostile(source, pattern.flags & ~re.UNICODE):
        text = before + (piece * (LENGTHS[-1] // len(piece) + 1))[: LENGTHS[-1]]
        texts.setdefault(text, (len(before), piece))
    for text, (begin, piece) in texts.items():

        def needed(length: int, text: str = text, begin: int = begin, times: int = 1) -> float:
            part = text[: begin + length] + BREAK
            return min(seconds(pattern, part.encode() if in_bytes else part) for _ in range(times))

        if length := slow_length(needed):
            return f"{length} signs of {text[:begin]!r} and {piece[:30]!r}"
    return None


def slow_length(needed: Callable[..., float]) -> int | None:
    """Length of the text from whose quarter on more time than text is added."""
    for length in LENGTHS:
        spent = needed(length)
        if length == FEW and spent < QUICK_S:
            return None
        if length == MORE and spent < LINEAR * needed(FEW, times=3):
            return None
        if spent < NOISE_S:
            continue
        long, short = min(spent, needed(length, times=2)), needed(length // 4, times=3)
        if long > max(MOST_GROWTH * short, NOISE_S):
            return length
    return None


def modules() -> list[str]:
    return sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for folder in ("rollout", "dashboard")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "__main__.py"
    )


def kept(name: str) -> Iterator[re.Pattern[Any]]:
    """Compiled patterns a module keeps, in tables and rules, too."""
    waiting = list(vars(importlib.import_module(name)).items())
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, re.Pattern):
            yield value
        elif isinstance(value, str) and str(key).endswith("PATTERN"):
            yield re.compile(value)
        elif isinstance(value, dict):
            waiting += value.items()
        elif isinstance(value, (list, tuple, set, frozenset)) and len(value) < 1000:
            waiting += [("", item) for item in value]
        elif isinstance(value, Rule) and value.shape:
            waiting.append(("", value.shape))


def written(name: str) -> Iterator[re.Pattern[Any]]:
    """Patterns written where they are used, also those that pandas runs over columns."""
    module = importlib.import_module(name)
    for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))):
        called = node.func if isinstance(node, ast.Call) else None
        if not (isinstance(called, ast.Attribute) and called.attr in CALLS and node.args):
            continue
        plain = any(k.arg == "regex" and ast.unparse(k.value) == "False" for k in node.keywords)
        if ast.unparse(called.value).split(".")[-1] in ("re", "str") and not plain:
            first = node.args[0]
            text = getattr(first, "value", None) or vars(module).get(getattr(first, "id", ""))
            if isinstance(text, str):
                yield re.compile(text, flags_of(node))


def flags_of(call: ast.Call) -> int:
    """The flags written in a call."""
    names = re.findall(r"\bre\.([A-Z]+)\b", ast.unparse(call))
    return sum({re.RegexFlag[name] for name in names}, re.RegexFlag(0))


ONE = r"\\.|\[[^]\n]*\]|[^/\\\n\[]"  # an escaped sign, a class, another sign
LITERAL = re.compile(rf"[(=,:!&|?]\s*/((?!\*)(?:{ONE})(?:{ONE})*)/")
CLASSES = {
    r"\p{Cc}": r"\x00-\x1f", r"\p{M}": "\u0300-\u036f", r"\p{L}": "A-Za-z", r"\p{N}": "0-9",
}  # fmt: skip


def in_scripts() -> dict[str, re.Pattern[str]]:
    """Patterns of the scripts; their engine backtracks as Python's does."""
    patterns = {}
    for path in sorted((ROOT / "dashboard").rglob("*.js")):
        for match in LITERAL.finditer(path.read_text(encoding="utf-8")):
            text = match[1]
            for theirs, ours in CLASSES.items():
                text = text.replace(theirs, ours)
            patterns[f"{path.name}: {text}"] = re.compile(text)
    return patterns


def test_every_pattern_is_linear():
    patterns = {pattern: name for name in modules() for pattern in (*kept(name), *written(name))}
    assert len(patterns) > 80
    slow = {
        f"{name}: {p.pattern!r}": text for p, name in patterns.items() if (text := slow_text(p))
    }
    assert slow == {}


def test_every_pattern_of_the_scripts_is_linear():
    patterns = in_scripts()
    assert {"dom.js: \\{(\\w+)\\}", "picks.js: ^\\d{5}$"} <= patterns.keys()
    assert {name: text for name, p in patterns.items() if (text := slow_text(p))} == {}


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+",
        r"(\w|a)*b",
        r"\s*x",
        r"\w+@x",
        r"a*a*b",
        r"(ab|a|b)*c",
        r"x.*y.*z",
        r"[a-z]+@[a-z]+\.de",
    ],
)
def test_a_pattern_slower_than_linear_is_seen(pattern):
    assert slow_text(re.compile(pattern))


@pytest.mark.parametrize("pattern", [r"\w+", r"(?<!\s)\s*x", r"(a{1,9}b)*", r"[0-9]{1,30}x"])
def test_a_linear_pattern_is_no_alarm(pattern):
    assert slow_text(re.compile(pattern)) is None
