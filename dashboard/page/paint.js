// @ts-check
// Results of a scenario -> colours, words and legend of the map.
import { essentials, unchanged } from "./contract.js";
import { fill } from "./dom.js";
import { drawLayer, insideArea } from "./legend.js";
import { districtMap } from "./map.js";
import { viewAt } from "./navigation.js";
import { reveal } from "./reveal.js";
import { store } from "./store.js";

/**
 * Number of coverage rules under which a district is white.
 *
 * @param {{result: Result, white: string, position: number}} parts
 */
export const whiteRules = ({ result, white, position }) =>
  Object.values(result.statuses).filter((codes) => codes[position] === white).length;

/**
 * Class of every district on one of the layers of the view on white spots.
 *
 * @param {{result: Result, layer: string, white: string, rules: [string, string]}} parts
 * @returns {string[]}
 */
export function classesOf({ result, layer, white, rules }) {
  const codes = [...result.statuses[result.rule]];
  if (layer === "status") return codes;
  if (layer === "rules")
    return codes.map((_, position) => String(whiteRules({ result, white, position })));
  if (result.layers[layer]) return result.layers[layer];
  if (layer !== "difference") throw new Error(`no layer ${layer}`);
  const [first, second] = rules.map((rule) => result.statuses[rule]);
  return codes.map((_, n) => {
    const [a, b] = [first[n] !== white, second[n] !== white];
    return a && b ? "both" : a ? "a" : b ? "b" : "none";
  });
}

/**
 * What is read out after a change.
 *
 * @param {Result} result
 * @param {Facts} facts
 */
function announcement(result, { words, constants }) {
  const codes = [...result.statuses[result.rule]];
  const any = codes.filter((code) => code !== constants.codes.white).length;
  return fill(words.updated, { any, total: codes.length });
}

/** The views Potential and Plan colour the map themselves, as soon as they have what they need. */
const isPaintedBy = (/** @type {string} */ view) =>
  (view === "potential" && store.potential.result) || (view === "plan" && store.plan.waves);

export const callbacks = {
  /**
   * @param {{result: Result | null, path: string, selected: string | null, land: string,
   *   layer: string, ruleA: string, ruleB: string, page: PageSettings}} values
   */
  async paint({ result, path, selected, land, layer: chosenLayer, ruleA, ruleB, page }) {
    if (!result) return unchanged();
    const { facts } = await essentials();
    const { white } = facts.constants.codes;
    const map = await districtMap();
    const view = viewAt(path, page).key;
    const layer = view === "spots" ? chosenLayer : "status";
    map.useSeats(result.seats ?? facts.seats);
    map.useAreas(result.areas);
    map.select(selected || null);
    const isPainted = isPaintedBy(view);
    const checks = layer === "status" && !isPainted ? result.checks : [];
    map.useChecks(checks);
    if (!isPainted) {
      const classes = classesOf({ result, layer, white, rules: [ruleA, ruleB] });
      drawLayer({ map, layer, classes, inside: insideArea(facts, land), facts, checks });
    }
    if (land !== (store.map.land || facts.constants.country)) map.showLand(land);
    store.map.land = land;
    reveal();
    const before = store.map.result;
    store.map.result = result;
    const isNew = before && before !== result;
    return {
      compare: layer !== "difference",
      announcement: isNew ? announcement(result, facts) : unchanged(),
    };
  },
};
