// @ts-check
// Light or dark: as the system asks for it, until the reader chooses.
const KEY = "theme";
const SWITCH = ".theme-switch";

/** @returns {"light" | "dark"} */
function themeNow() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function tellSwitches() {
  for (const button of document.querySelectorAll(SWITCH))
    button.setAttribute("aria-pressed", String(themeNow() === "dark"));
}

/** Take over what was chosen before, and listen to the switch. */
export function followTheme() {
  const chosen = localStorage.getItem(KEY);
  if (chosen) document.documentElement.dataset.theme = chosen;
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
