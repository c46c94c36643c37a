// @ts-check
// What Back undoes: every settled change somebody made is an entry of the history.
import { store } from "./store.js";

const TOUCHES = ["input", "change", "click", "keydown"];

/**
 * Whether two addresses differ in more than texts that are being typed.
 *
 * @param {{before: string, after: string, page: PageSettings}} parts Queries.
 */
export function isStep({ before, after, page }) {
  const typed = page.controls.filter(({ length }) => length).map(({ key }) => key);
  const [first, second] = [before, after].map((query) => {
    const values = new URLSearchParams(query);
    for (const key of typed) values.delete(key);
    return values.toString();
  });
  return first !== second;
}

/**
 * Write the state into the address: a new entry where somebody changed something, else in place.
 *
 * @param {string} tail
 * @param {PageSettings} page
 */
export function settle(tail, page) {
  const { search, pathname, hash } = location;
  const { touched } = store.page;
  store.page.touched = false;
  if (search === tail) return;
  const isNew = touched && isStep({ before: search, after: tail, page });
  const address = pathname + tail + hash;
  if (isNew) history.pushState(history.state, "", address);
  else history.replaceState(history.state, "", address);
}

/** Changes that no hand caused, such as those after a forged link, make no entry. */
export function listen() {
  for (const name of TOUCHES)
    document.addEventListener(
      name,
      () => {
        store.page.touched = true;
      },
      true,
    );
}

export const callbacks = {};
