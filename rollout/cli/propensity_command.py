"""The command on what happened in districts like a given one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from rollout.cli.options import SHIPPED, Sources
from rollout.language import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

    from rollout.propensity.estimation import Propensity


def propensity(
    ags: Annotated[
        list[str], Text("Kreis, nach dem gefragt wird (mehrfach möglich)",
                        "District to ask about (repeatable)")
    ] = [],  # noqa: B006 - never changed; Typer reads the empty list
    sources: Sources = SHIPPED,
    json: bool = False,
    lang: Lang = "de",
) -> None:  # fmt: skip
    """Show how many of ten such districts got an initiative, and how far to trust that."""
    from rollout.cli import print_coverage, print_propensity
    from rollout.cli.loading import inputs_of
    from rollout.propensity.checks import checks_of
    from rollout.propensity.estimation import propensity_of
    from rollout.propensity.words import NO_HISTORY

    with print_coverage.progress(lang) as report:
        inputs = inputs_of(sources)
        model = propensity_of(inputs)
        checks = checks_of(inputs)
        if model is not None and checks is None:
            report(Text("Rückblick auf alle Zeiträume", "looking back at all windows"))
            checks = model.validation
    if model is None or checks is None:
        print_coverage.out.print(NO_HISTORY[lang])
        return
    keys = inputs.districts["display_name"].to_dict()
    _check_keys(ags, keys)
    if json:
        print_coverage.as_json(_record(model, checks, ags))
        return
    print_propensity.shares(model, lang)
    print_propensity.districts(model, {key: str(keys[key]) for key in ags}, lang)
    print_propensity.look_back(model, checks, lang)


def _check_keys(ags: list[str], keys: dict[Any, Any]) -> None:
    from rollout.errors import parameter_error

    unknown = [key for key in ags if key not in keys]
    if unknown:
        names = ", ".join(unknown)
        raise parameter_error(
            "--ags", Text(f"{names} unbekannt", f"{names} unknown"),
            Text("Kreisschlüssel wie 09662", "district keys such as 09662"),
        )  # fmt: skip


def _record(model: Propensity, checks: pd.DataFrame, ags: list[str]) -> dict[str, Any]:
    from rollout.cli.print_coverage import records
    from rollout.propensity.out_of_time import best_order, is_better_than_chance
    from rollout.propensity.words import LIMITS, district_sentence, left_out_line, verdict

    table = model.districts.loc[ags] if ags else model.districts
    sentences = {key: asdict(district_sentence(model, key)) for key in ags}
    return {
        "limits": asdict(LIMITS),
        "counted": asdict(left_out_line(model)),
        "verdict": asdict(verdict(checks)),
        "order": best_order(checks),
        "better_than_chance": is_better_than_chance(checks),
        "sentences": sentences,
        "districts": records(table),
        "shares": records(model.shares),
        "coefficients": records(model.coefficients),
        "checks": records(checks),
    }
