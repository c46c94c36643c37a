// @ts-check
// Light or dark, plain or with all terms of the field: until the reader chooses, as the system asks
// for it, and plain.
const KEY = "theme";
const SWITCH = ".theme-switch";
const EXPERT = "expert";
const EXPERT_SWITCH = ".expert-switch";

/** @returns {"light" | "dark"} */
function themeNow() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Let the switches of the page say what is on. */
export function tellSwitches() {
  for (const button of document.querySelectorAll(SWITCH))
    button.setAttribute("aria-pressed", String(themeNow() === "dark"));
  for (const button of document.querySelectorAll(EXPERT_SWITCH))
    button.setAttribute("aria-pressed", String(EXPERT in document.documentElement.dataset));
}

/** @param {boolean} isOn */
function showTerms(isOn) {
  const { dataset } = document.documentElement;
  if (isOn) dataset[EXPERT] = "";
  else delete dataset[EXPERT];
}

/** @param {Event} event */
function switchTerms({ target }) {
  if (!(target instanceof Element) || !target.closest(EXPERT_SWITCH)) return;
  const isOn = !(EXPERT in document.documentElement.dataset);
  showTerms(isOn);
  if (isOn) localStorage.setItem(EXPERT, "yes");
  else localStorage.removeItem(EXPERT);
  tellSwitches();
}

/** Take over what was chosen before, and listen to the switch. */
export function followTheme() {
  const chosen = localStorage.getItem(KEY);
  if (chosen) document.documentElement.dataset.theme = chosen;
  showTerms(localStorage.getItem(EXPERT) !== null);
  document.addEventListener("click", switchTerms);
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest(SWITCH)) return;
    const other = themeNow() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = other;
    localStorage.setItem(KEY, other);
    tellSwitches();
  });
  tellSwitches();
  // The page of Dash brings a switch of its own.
  new MutationObserver(tellSwitches).observe(document.body, { childList: true, subtree: false });
}
