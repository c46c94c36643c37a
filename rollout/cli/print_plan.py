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
from rollout.export.plan_words import (
    BESIDE,
    BESIDE_NOTE,
    EVENNESS,
    EVENNESS_NOTE,
    PRICES_BY_HAND,
    fewest_words,
    hand_words,
    step_words,
)
from rollout.export.words import WAVE
from rollout.language import Lang, Text
from rollout.plan.actions import ACTIONS
from rollout.plan.plan import RolloutPlan
from rollout.plan.region_details import SCOPES, substitute_rows
from rollout.plan.words import DEMAND_WORDS, days_words

CURVE_ROWS = 20


def waves(plan: RolloutPlan, lang: Lang) -> None:
    """Print the regions wave by wave."""
    title = Text(
        f"{len(plan.table)} Zielregionen in Wellen", f"{len(plan.table)} target regions in waves"
    )
    if plan.regions.area is not None:
        where = plan.where
        title = Text(f"{title.de}: {where.de}", f"{title.en}: {where.en}")
    if plan.regions.candidates is not None:
        is_mix = plan.scenario.objective == "actions"
        row = _action if is_mix else _founding
        names = words.ACTIONS if is_mix else words.FOUNDING_REGIONS
        heads = [*names, DEMAND_WORDS[plan.scenario.demand], words.DAYS]
        table(title[lang], heads, [*map(partial(row, plan, lang), plan.table.index)], lang)
        return
    rows = [
        [
            str(row["wave"]),
            str(row["ags"]),
            str(row["region"]),
            step_words(row["step"], lang),
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
    return [str(row["wave"]), name, hub_name, share, *_gain_and_days(row, lang)]


def _action(plan: RolloutPlan, lang: Lang, key: str) -> list[str]:
    """Wave, step, name, districts, gain and days of an action."""
    row: Any = plan.table.loc[key]
    names = [plan.district_names[member] for member in row["members"]]
    step = step_words(row["step"], lang)
    return [
        str(row["wave"]), step, str(row["region"]), language.listed(names, lang, 3),
        *_gain_and_days(row, lang),
    ]  # fmt: skip


def _gain_and_days(row: Any, lang: Lang) -> list[str]:
    return [language.number(row["adds"], 0, lang), days_words(row["cost"])[lang]]


def summary(plan: RolloutPlan, lang: Lang) -> None:
    """Print what each wave buys and how good it is proven to be."""
    rows = []
    for row in plan.summary.reset_index().to_dict("records"):
        proof = "" if row["wave"] == 0 else status_words(row["status"], row["gap"], lang)
        shares = [language.percent(row[f"share_{base}"], 1, lang) for base in BASE_NAMES]
        price = plan.amount(row["nesting_price"], lang)
        days = days_words(row["cost"])[lang]
        rows.append([str(row["wave"]), proof, str(row["new"]), days, price, *shares])
    heads = [WAVE, *words.WAVES, *BASE_NAMES.values()]
    title = Text(
        f"Was der Plan bringt ({plan.where.de}): Anteil mit ⟦d:vernetzter Initiative⟧, Gründung "
        "oder Zielregion",
        f"What the plan buys ({plan.where.en}): share with ⟦a linked initiative⟧, a founding or "
        "a target region",
    )
    table(title[lang], heads, rows, lang, right=2)
    if plan.scenario.objective == "actions":
        _days_by_action(plan, lang)
    if plan.regions.area is not None:
        _country(plan, lang)


def _country(plan: RolloutPlan, lang: Lang) -> None:
    """The whole country's shares, where the plan keeps to a part of it."""
    base = plan.scenario.demand if plan.scenario.demand in BASE_NAMES else "districts"
    shares, name = plan.summary[f"country_share_{base}"], BASE_NAMES[base]
    text = Text(
        f"Ganz Deutschland, {name.de}: von {language.percent(shares.iloc[0])} auf "
        f"{language.percent(shares.iloc[-1])}.",
        f"All of Germany, {name.en}: from {language.percent(shares.iloc[0], lang='en')} to "
        f"{language.percent(shares.iloc[-1], lang='en')}.",
    )
    out.print(escape(text[lang]))


def _days_by_action(plan: RolloutPlan, lang: Lang) -> None:
    rows = [
        [str(wave), *(days_words(row[f"days_{action}"])[lang] for action in ACTIONS)]
        for wave, row in plan.summary.iloc[1:].iterrows()
    ]
    title = Text("Personentage je Art", "Staff days by kind")
    table(title[lang], [WAVE, *(action.words for action in ACTIONS.values())], rows, lang, right=1)


def alternatives_beside(frame: Any, plan: RolloutPlan, lang: Lang) -> None:
    """Print what asking and connecting would bring for which price."""
    rows = [
        [
            BESIDE[key][lang], str(int(row["count"])), days_words(row["days"])[lang],
            *(language.percent(row[f"share_{base}"], 1, lang) for base in BASE_NAMES),
        ]
        for key, row in frame.iterrows()
    ]  # fmt: skip
    title = Text(
        "Daneben: was Fragen und Anbinden brächte (Preise sind Annahmen)",
        "Beside it: what asking and connecting would bring (prices are assumptions)",
    )
    table(title[lang], [*words.BESIDE, *BASE_NAMES.values()], rows, lang, right=1)
    out.print(escape(BESIDE_NOTE[lang]), style="dim")


def by_hand(plan: RolloutPlan, lang: Lang) -> None:
    """Print what every decision by hand costs."""
    if plan.by_hand.empty:
        return
    rows = [
        [hand_words(row, lang), *plan.prices_by_hand(row, lang)]
        for row in plan.by_hand.to_dict("records")
    ]
    title = Text("Was die Entscheidungen von Hand kosten", "What the decisions by hand cost")
    table(title[lang], words.BY_HAND, rows, lang, right=1)
    if plan.regions.candidates is not None:
        out.print(escape(PRICES_BY_HAND[lang]), style="dim")


def details(results: dict[str, Any], plan: RolloutPlan, lang: Lang) -> None:
    """Print importance, alternatives, curve and robustness where they were asked for."""
    if "importance" in results:
        _importance(results["importance"], plan, lang)
        _alternatives(results["alternatives"], plan, lang)
    if "curve" in results:
        _curve(results["curve"], plan, lang)
    if "robust" in results:
        _robust(results["robust"], plan, lang)
    if "fewest" in results:
        _fewest(results["fewest"], plan, lang)
    if "front" in results:
        _front(results["front"], plan, lang)
    if "evenness" in results:
        _evenness(results["evenness"], lang)


def _fewest(fewest: Any, plan: RolloutPlan, lang: Lang) -> None:
    out.print(escape(fewest_words(fewest, plan)[lang]))
    for label in fewest.labels:
        out.print(f"  {escape(plan.name_of(label))}")


def _front(front: Any, plan: RolloutPlan, lang: Lang) -> None:
    rows = [
        [
            days_words(row["days"])[lang], str(int(row["regions"])),
            language.percent(row["share"], 1, lang), language.number(row["potential"], 1, lang),
            Text("dieser Plan", "this plan")[lang] if row["is_plan"] else "",
        ]
        for row in front.to_dict("records")
    ]  # fmt: skip
    title = Text(
        "Was Tage, Abdeckung und Potenzial einander kosten: Pläne, die kein anderer in allem "
        "übertrifft",
        "What days, coverage and potential cost each other: plans no other one beats in all",
    )
    heads = [words.DAYS, *words.FRONT]
    table(title[lang], heads, rows, lang, right=0)


def _evenness(frame: Any, lang: Lang) -> None:
    rows = [
        [
            str(wave), language.number(row["mean_km"], 1, lang),
            language.number(row["worst_km"], 1, lang), language.number(row["gini"], 3, lang),
            *(language.number(row[name], 3, lang) for name in ("theil", "within", "between")),
        ]
        for wave, row in frame.iterrows()
    ]  # fmt: skip
    title = Text(
        "Wie gleichmäßig: Weg der Einwohner ⟦d:zur nächsten vernetzten Initiative⟧ oder Zielregion",
        "How evenly: way of the inhabitants to the ⟦nearest linked initiative⟧ or target region",
    )
    table(title[lang], [WAVE, *(head for head, _ in EVENNESS)], rows, lang, right=1)
    out.print(escape(EVENNESS_NOTE[lang]), style="dim")


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
    if plan.regions.candidates is not None:
        _substitutes(frame, plan, lang)
    if (frame["loss"] < 0).any():
        less = Text(
            "Ein negativer Verlust ist der Preis dafür, dass die Region vorgegeben ist.",
            "A negative loss is the price of requiring the region.",
        )
        out.print(escape(less[lang]), style="dim")


def _substitutes(frame: Any, plan: RolloutPlan, lang: Lang) -> None:
    """Print who could come in the place of a region, near and far."""
    rows = [
        [
            str(row["wave"]), plan.name_of(row["ags"]), SCOPES[row["scope"]][lang],
            plan.name_of(row["substitute"]), plan.amount(row["price"], lang),
        ]
        for row in substitute_rows(frame).to_dict("records")
        if row["scope"]
    ]  # fmt: skip
    title = Text("Wer in der Nähe an ihre Stelle träte", "Who would come in its place nearby")
    table(title[lang], words.SUBSTITUTES, rows, lang)


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
            plan.sum_won(row["covered"], lang),
            plan.sum_won(row["gain"], lang),
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
