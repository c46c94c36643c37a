"""What the command `plan` prints."""

from __future__ import annotations

from functools import partial
from typing import Any

from rich.markup import escape

from rollout import language
from rollout.cli import words
from rollout.cli.print_coverage import out, table
from rollout.coverage.words import BASE_NAMES
from rollout.export.plan_tables import status_words
from rollout.export.words import WAVE
from rollout.language import Lang, Text
from rollout.plan.actions import ACTIONS
from rollout.plan.plan import RolloutPlan
from rollout.plan.words import DEMAND_WORDS

CURVE_ROWS = 20


def waves(plan: RolloutPlan, lang: Lang) -> None:
    """Print the regions wave by wave."""
    title = Text(
        f"{len(plan.table)} Zielregionen in Wellen", f"{len(plan.table)} target regions in waves"
    )
    if plan.regions.candidates is not None:
        heads = [*words.FOUNDING_REGIONS, DEMAND_WORDS[plan.scenario.demand]]
        table(title[lang], heads, [*map(partial(_founding, plan, lang), plan.table.index)], lang)
        return
    rows = [
        [
            str(row["wave"]),
            str(row["ags"]),
            str(row["region"]),
            ACTIONS[row["step"]].words[lang],
            str(row["chambers"]),
            str(row[f"why_{lang}"]),
            str(row["required_reason"]),
        ]
        for row in plan.table.reset_index().to_dict("records")
    ]
    table(title[lang], words.REGIONS, rows, lang)


def _founding(plan: RolloutPlan, lang: Lang, hub: str) -> list[str]:
    """Wave, name, hub, white districts and gain of a founding region."""
    row: Any = plan.table.loc[hub]
    white = int((plan.facts["status"].reindex(list(row["members"])) == "white").sum())
    name = str(row["region"])
    if row["required_reason"]:
        name += Text(" (vorgegeben: ", " (required: ")[lang] + f"{row['required_reason']})"
    size = len(row["members"])
    share = Text(f"{white} von {size}", f"{white} of {size}")[lang]
    hub_name = f"{hub} {plan.district_names[hub]}"
    return [str(row["wave"]), name, hub_name, share, language.number(row["adds"], 0, lang)]


def summary(plan: RolloutPlan, lang: Lang) -> None:
    """Print what each wave buys and how good it is proven to be."""
    rows = []
    for row in plan.summary.reset_index().to_dict("records"):
        proof = "" if row["wave"] == 0 else status_words(row["status"], row["gap"], lang)
        shares = [language.percent(row[f"share_{base}"], 1, lang) for base in BASE_NAMES]
        price = plan.amount(row["nesting_price"], lang)
        rows.append([str(row["wave"]), proof, str(row["new"]), price, *shares])
    heads = [WAVE, *words.WAVES, *BASE_NAMES.values()]
    title = Text(
        "Was der Plan bringt: Anteil mit ⟦d:vernetzter Initiative⟧, Gründung oder Zielregion",
        "What the plan buys: share with ⟦a linked initiative⟧, a founding or a target region",
    )
    table(title[lang], heads, rows, lang, right=2)


def details(results: dict[str, Any], plan: RolloutPlan, lang: Lang) -> None:
    """Print importance, alternatives, curve and robustness where they were asked for."""
    if "importance" in results:
        _importance(results["importance"], plan, lang)
        _alternatives(results["alternatives"], plan, lang)
    if "curve" in results:
        _curve(results["curve"], plan, lang)
    if "robust" in results:
        _robust(results["robust"], plan, lang)


def _importance(frame: Any, plan: RolloutPlan, lang: Lang) -> None:
    rows = [
        [
            str(row["wave"]),
            f"{row['ags']} {plan.name_of(row['ags'])}",
            plan.amount(row["loss"], lang),
            _substitute(row["substitute"], plan),
            plan.amount(row["substitute_loss"], lang),
        ]
        for row in frame.reset_index().to_dict("records")
    ]
    title = Text("Was jede Region wert ist", "What every region is worth")
    table(title[lang], words.IMPORTANCE, rows, lang)
    if (frame["loss"] < 0).any():
        less = Text(
            "Ein negativer Verlust ist der Preis dafür, dass die Region vorgegeben ist.",
            "A negative loss is the price of requiring the region.",
        )
        out.print(escape(less[lang]), style="dim")


def _substitute(key: str, plan: RolloutPlan) -> str:
    """Name of a region that would come; of a single district with its key."""
    name = plan.name_of(key)
    return (name if plan.regions.candidates is not None else f"{key} {name}").strip() or (
        language.MISSING
    )


def _alternatives(
    alternatives: list[tuple[list[str], list[str]]], plan: RolloutPlan, lang: Lang
) -> None:
    if plan.regions.candidates is not None:
        return
    if not alternatives:
        none = Text("Kein anderer Plan bringt ebenso viel.", "No other plan brings as much.")
        out.print(escape(none[lang]))
    for leaves, comes in alternatives:
        swap = [", ".join(map(plan.name_of, keys)) for keys in (leaves, comes)]
        text = Text(f"Ebenso gut: {swap[1]} statt {swap[0]}", f"As good: {swap[1]} for {swap[0]}")
        out.print(escape(text[lang]))


def _curve(curve: Any, plan: RolloutPlan, lang: Lang) -> None:
    frame = curve.table
    step = max(1, len(frame) // CURVE_ROWS)
    rows = [
        [
            str(count),
            plan.amount(row["covered"], lang),
            plan.amount(row["gain"], lang),
            *(language.percent(row[f"share_{base}"], 1, lang) for base in BASE_NAMES),
        ]
        for count, row in frame.iloc[::step].iterrows()
    ]
    title = Text("Abdeckungskurve", "Coverage curve")
    table(title[lang], [*words.CURVE, *BASE_NAMES.values()], rows, lang, right=0)
    stops = Text(
        f"Nach {curve.stops_paying} Regionen bringt eine weitere weniger als ein Zehntel der "
        "ersten.",
        f"After {curve.stops_paying} regions a further one adds less than a tenth of the first.",
    )
    out.print(escape(stops[lang]))


def _robust(robust: Any, plan: RolloutPlan, lang: Lang) -> None:
    yes = Text("ja", "yes")[lang]
    rows = [
        [
            _substitute(row["ags"], plan),
            language.percent(row["frequency"], 0, lang),
            yes if row["robust"] else "",
            yes if row["planned"] else "",
        ]
        for row in robust.table.reset_index().head(CURVE_ROWS).to_dict("records")
    ]
    title = Text("Gewählt unter gezogenen Ranglisten", "Chosen under drawn rankings")
    table(title[lang], words.ROBUST, rows, lang)
    regret = language.percent(robust.regret, 2, lang)
    text = Text(
        f"Der robuste Plan gibt im Mittel {regret} gegenüber dem je besten Plan auf.",
        f"On average the robust plan gives away {regret} against the best plan of each draw.",
    )
    out.print(escape(text[lang]))
