// @ts-check
// What the card beside the pointer says of a district.
import { fill } from "./dom.js";
import { store } from "./store.js";

const MOST_NAMES = 2;

/**
 * Initiatives that reach a district, those with a known year with it.
 *
 * @param {{map: import("./map.js").DistrictMap, n: number}} parts
 */
function initiatives({ map, n }) {
  const { words } = map.facts;
  const reaching = map.seatList.filter(({ id }) => map.areas[id]?.includes(n));
  const names = reaching
    .slice(0, MOST_NAMES)
    .map((seat) => (seat.since ? fill(words.card_since, seat) : seat.name));
  const more = reaching.length - names.length;
  return more > 0 ? [...names, fill(words.card_more, { count: more })] : names;
}

/**
 * Lines below the name of a district: what the colour says, who is there, how many live there.
 *
 * @param {{map: import("./map.js").DistrictMap, n: number}} parts
 * @returns {string[]}
 */
export function linesOf({ map, n }) {
  const { words, people, remarks, keys, lang } = map.facts;
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
  const score = store.potential.visible ? null : store.map.result?.score[n];
  const rest = [
    people[n] === null ? "" : fill(words.card_people, { count: number.format(people[n]) }),
    typeof score === "number" ? fill(words.card_score, { score: number.format(score) }) : "",
  ];
  return [
    [map.labels[n], remarks[keys[n]]].filter(Boolean).join(" · "),
    ...initiatives({ map, n }),
    rest.filter(Boolean).join(" · "),
  ].filter(Boolean);
}
