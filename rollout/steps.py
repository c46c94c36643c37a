"""Steps of an analysis, each done once: what a change does not touch is taken from before.

A step is a function of one `Work`. It reads the scenario through a window that notes every field
it looks at, its own and those of the steps it asks for. Its result is right for any scenario that
agrees in these fields, for the step would go the same way and read nothing else: nobody declares
what depends on what, so nobody can forget it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from rollout.scenario.scenario import Scenario

KEPT = 24  # results of one step
Data = TypeVar("Data")
Result = TypeVar("Result")
P = ParamSpec("P")
MISSING = object()


class Window:
    """A scenario that notes what is read of it, in `readings`."""

    def __init__(self, scenario: Scenario, readings: dict[str, object]) -> None:
        self._scenario, self._readings = scenario, readings

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._scenario, name)
        self._readings[name] = value
        return value


@dataclass(frozen=True, eq=False)
class _Kept:
    """A result and what its step read."""

    readings: dict[str, object]
    result: Any


class Memory:
    """Results of steps on the same data; those asked for last are kept.

    It is empty again wherever it is unpickled: a worker works with what it is sent.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._most = kept
        self._kept: dict[Hashable, OrderedDict[int, _Kept]] = {}
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type[Memory], tuple[int]]:
        return Memory, (self._most,)

    def find(self, step: Hashable, scenario: Scenario) -> _Kept | None:
        """Result that is right for a scenario; None without any."""
        plain = scenario
        while isinstance(plain, Window):  # to compare is not to read
            plain = plain._scenario
        with self._lock:
            results = self._kept.get(step, OrderedDict())
            for number, kept in reversed(results.items()):
                if all(getattr(plain, name) == value for name, value in kept.readings.items()):
                    results.move_to_end(number)
                    return kept
        return None

    def recall(self, name: Hashable, scenario: Scenario) -> Any:
        """What was remembered under a name for the same scenario; None without it."""
        kept = self.find(name, scenario)
        return kept and kept.result

    def remember(self, name: Hashable, scenario: Scenario, result: Any) -> None:
        """Keep what was computed elsewhere and rests on these data and the whole scenario."""
        self.keep(name, _Kept(dict(scenario), result))

    def keep(self, step: Hashable, kept: _Kept) -> None:
        """Keep a result and forget the oldest one of its step."""
        with self._lock:
            results = self._kept.setdefault(step, OrderedDict())
            results[id(kept)] = kept
            while len(results) > self._most:
                results.popitem(last=False)


@dataclass(frozen=True, eq=False)
class Work(Generic[Data]):
    """What a step may look at: data that never change, and a scenario.

    Parameters
    ----------
    memory
        Of these data alone.
    """

    data: Data
    scenario: Scenario
    memory: Memory

    def of(
        self, step: Callable[Concatenate[Work[Data], P], Result], *arguments: P.args,
        **named: P.kwargs,
    ) -> Result:  # fmt: skip
        """Result of a step, which nobody may change.

        Parameters
        ----------
        step
            A function of a module, which looks at nothing but its work and its arguments.
        arguments
            Hashable.
        """
        key = (step, arguments, tuple(named.items()))
        kept = self.memory.find(key, self.scenario)
        if kept is None:
            readings: dict[str, object] = {}
            window = cast(Scenario, Window(self.scenario, readings))
            result = step(Work(self.data, window, self.memory), *arguments, **named)
            self.memory.keep(key, _Kept(readings, result))
            return result
        for name in kept.readings:  # a window around this one has to note them too
            getattr(self.scenario, name)
        return cast(Result, kept.result)
