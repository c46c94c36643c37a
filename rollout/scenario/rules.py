"""The coverage rules: when does a district count as reached?

One entry in `RULES` is all a new rule needs. Scenario, command line, maps, legends, report,
tables, plan and dashboard go through the register and count its entries. It stands below
everything that computes, so that flags and help know the rules without a heavy package; what a
rule decides from comes in as `rollout.coverage.links.Links`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rollout.errors import check_choice
from rollout.language import Text, in_both, number, percent

if TYPE_CHECKING:
    from rollout.arrays import Sparse
    from rollout.scenario.scenario import Scenario

Links = Any  # rollout.coverage.links.Links, which stands above


@dataclass(frozen=True)
class Rule:
    """One way to say which districts an initiative reaches.

    Parameters
    ----------
    name
        Short name, for tables and controls.
    reach
        Districts x initiatives that the lists and the profile name.
    about
        What the help of the setting says behind the key; None: the name.
    line
        The name with its numbers, for the reason of a district; None: the name itself.
    statuses
        Status of every district, where several initiatives may reach it together; None: the best
        of those whose `reach` holds the district.
    alone
        Districts each initiative would reach on its own, where that differs from `reach`.
    plan_reach
        What a founding reaches under this rule: a key of `rollout.plan.regions.REACHES`. As it
        stands: what `reach` gives for a founding with its seat in the district and no other area.
    uses
        Fields of the scenario that only rules of this kind read; controls show them then.
    by_distance
        Whether the points of the seats decide; seats without a point cannot count then.
    """

    name: Text
    reach: Callable[[Links], Sparse]
    about: Text | None = None
    line: Callable[[Scenario], Text] | None = None
    statuses: Callable[[Links], Any] | None = None
    alone: Callable[[Links], Sparse] | None = None
    plan_reach: str = "rule"
    uses: tuple[str, ...] = ()
    by_distance: bool = False


def _radius_line(scenario: Scenario) -> Text:
    km, decimals = scenario.radius_km, int(scenario.radius_km % 1 > 0)
    ring = Text(", an der Grenze vergrößert", ", enlarged at the border")
    return Text(
        "mindestens {share} der Fläche im Umkreis von {km} km um einen Sitz (Luftlinie{ring})",
        "at least {share} of the area within {km} km of a seat (straight line{ring})",
    ).filled(
        share=in_both(lambda lang: percent(scenario.reach_share, 0, lang)),
        km=in_both(lambda lang: number(km, decimals, lang)),
        ring=ring if scenario.half_ring else "",
    )


RULES: dict[str, Rule] = {
    "seat": Rule(
        Text("Sitz im Kreis", "seat in the district"),
        reach=lambda links: links.seat,
        plan_reach="own",
    ),
    "served": Rule(
        Text("erklärtes Wirkungsgebiet oder Sitz", "declared service area or seat"),
        reach=lambda links: links.served,
        plan_reach="own",
    ),
    "radius": Rule(
        Text("Umkreis um den Sitz", "radius around the seat"),
        reach=lambda links: links.touching_circles(),
        about=Text("Flächenanteil im Umkreis der Sitze", "share of area near a seat"),
        line=_radius_line,
        statuses=lambda links: links.statuses_by_area(),
        alone=lambda links: links.single_circles(),
        plan_reach="share",
        uses=("radius_km", "reach_share", "half_ring"),
        by_distance=True,
    ),
    "neighbour": Rule(
        Text("Wirkungsgebiet, Sitz oder angrenzender Kreis",
             "service area, seat or touching district"),
        reach=lambda links: links.served + links.touching @ links.served,
        about=Text("Wirkungsgebiet oder angrenzend", "service area or touching it"),
        plan_reach="neighbour",
    ),
    "chamber": Rule(
        Text("gleicher IHK-Bezirk wie ein Sitz", "same chamber district as a seat"),
        reach=lambda links: links.chamber @ (links.chamber.T @ links.seat),
        plan_reach="chamber",
    ),
}  # fmt: skip


def rule_of(key: str) -> Rule:
    """Rule of a key; a `ScenarioError` lists the keys there are."""
    check_choice("Scenario.rule", key, RULES)
    return RULES[key]


def rules_help() -> Text:
    """Every key with what it means, for the help of the setting.

    >>> rules_help().en[:27]
    'seat: seat in the district;'
    """
    return in_both(
        lambda lang: "; ".join(
            f"{key}: {(rule.about or rule.name)[lang]}" for key, rule in RULES.items()
        )
    )
