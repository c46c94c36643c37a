// @ts-check
// Classes of all districts under other settings than those on screen, each asked for once.
import { ADDRESSES } from "./contract.js";
import { fieldsOf } from "./settings.js";
import { store } from "./store.js";

/** Settings of the analysis on screen. */
export function fieldsNow() {
  const { settings, shown } = store.page;
  if (!settings) throw new Error("the page is not there yet");
  const fields = fieldsOf(settings, shown, "coverage", "potential");
  return store.own.token ? { ...fields, own: store.own.token } : fields;
}

/**
 * @param {Fields} scenario
 * @param {string} layer
 * @returns {Promise<State>}
 */
export function stateOf(scenario, layer = "status") {
  const body = JSON.stringify({ layer, scenario });
  let state = store.states.get(body);
  if (!state) {
    state = fetch(ADDRESSES.statuses, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    }).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });
    // What is recorded meanwhile, and a failed answer, shall not stay.
    state.catch(() => store.states.delete(body));
    store.states.set(body, state);
  }
  return state;
}

/** Years of the slider; the last one stands for the whole register. */
export function years() {
  const control = store.page.settings?.controls.find(({ year }) => year);
  const { min, max } = { ...control, ...store.own.years };
  const [first, last] = [Number(min), Number(max)];
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

/**
 * Day of a year of the slider, as it travels.
 *
 * @param {number} year
 */
export const dayOf = (year) => (year >= Math.max(...years()) ? null : `${year}-12-31`);
