"""Say numbers and sentences in one language: thin words over `rollout.language`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rollout import language
from rollout.language import Lang, Text

DISTRICT = (Text("Kreis", "district"), Text("Kreise", "districts"))
REGION = (Text("Zielregion", "target region"), Text("Zielregionen", "target regions"))


HEADS = {  # names of the four bases short enough for the head of a column
    "districts": Text("Kreise", "Districts"),
    "population": Text("Einwohner", "Inhabitants"),
    "industry_employees": Text("Industriebeschäftigte", "Industry employees"),
    "area_km2": Text("Fläche", "Area"),
}


@dataclass(frozen=True)
class Voice:
    """A language to speak.

    >>> Voice("en").count(1, DISTRICT), Voice("de").count(1200, DISTRICT)
    ('1 district', '1.200 Kreise')
    """

    lang: Lang

    def say(self, de: str, en: str) -> str:
        """The sentence in this language."""
        return de if self.lang == "de" else en

    def number(self, value: float | None, decimals: int = 0) -> str:
        """A number with its marks; a dash for a missing one."""
        return language.number(value, decimals, self.lang)

    def percent(self, share: float | None, decimals: int = 1) -> str:
        """A share 0..1 as per cent."""
        return language.percent(share, decimals, self.lang)

    def count(self, value: float, noun: tuple[Text, Text]) -> str:
        """A number with its noun in singular or plural."""
        return language.counted(value, noun, self.lang)

    def listed(self, names: Sequence[str], most: int = 0) -> str:
        """Names in a row; with `most`, so many of them and how many more there are."""
        return language.listed(names, self.lang, most)
