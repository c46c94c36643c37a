"""What Typer finds wrong with a command as typed, told like every other error."""

from __future__ import annotations

from typing import Any

from typer.exceptions import TyperException

from rollout.cli.suggestions import did_you_mean
from rollout.errors import RolloutError, parameter_error
from rollout.language import Text

MISSING = Text("fehlt", "is missing")
NO_OPTION = Text("ist hier unbekannt", "is unknown here")
NO_VALUE = Text("steht ohne Wert", "stands without a value")
NO_NUMBER = Text("ist keine Zahl", "is no number")
KINDS = {
    int: Text("eine ganze Zahl", "a whole number"),
    float: Text("eine Zahl mit Punkt, etwa 0.5", "a number such as 0.5"),
}


def usage_error(error: TyperException) -> RolloutError:
    """The same finding in German and English, with the flag as it was typed.

    Typer shares no types of its errors, so what they carry tells them apart.
    """
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    help_call = _help_call(error)
    if option and hasattr(error, "possibilities"):
        remedy = did_you_mean(option, error.possibilities or _flags(error))
        return parameter_error(option, NO_OPTION, help_call, remedy)
    if option:
        takes_none = "does not take" in error.message
        finding = Text("steht mit Wert", "stands with a value") if takes_none else NO_VALUE
        return parameter_error(option, finding, help_call)
    if parameter is not None:
        return _parameter_error(error, parameter)
    return parameter_error(_path(error), Text("geht so nicht", "does not work like this"),
                           help_call, Text(error.message, error.message))  # fmt: skip


def _parameter_error(error: TyperException, parameter: Any) -> RolloutError:
    is_argument = parameter.param_type_name == "argument"
    name = parameter.name.rstrip("_").upper() if is_argument else max(parameter.opts, key=len)
    if type(error).__name__ == "MissingParameter":
        return parameter_error(name, MISSING, _help_call(error))
    descriptor = parameter.type_descriptor
    if descriptor.choices:
        value = error.message.partition("'")[2].partition("'")[0]
        finding = Text(f"ist {value!r}", f"is {value!r}")
        names = [str(choice) for choice in descriptor.choices]
        expected = Text(f"eines von {', '.join(names)}", f"one of {', '.join(names)}")
        return parameter_error(name, finding, expected, did_you_mean(value, names))
    kind = next((kind for kind in KINDS if kind in _kinds(descriptor.annotation)), None)
    if kind:
        return parameter_error(name, NO_NUMBER, KINDS[kind])
    return parameter_error(name, Text("passt nicht", "does not fit"), Text(*2 * (error.message,)))


def _kinds(annotation: Any) -> tuple[Any, ...]:
    return (annotation, *getattr(annotation, "__args__", ()))


def _path(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context else "rollout"


def _flags(error: TyperException) -> list[str]:
    context = getattr(error, "ctx", None)
    return [flag for p in context.command.params for flag in p.opts] if context else []


def _help_call(error: TyperException) -> Text:
    path = _path(error)
    return Text(f"was {path} --help nennt", f"what {path} --help names")
