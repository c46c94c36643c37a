// @ts-check
// What Dash's components hear of its store.
// While Dash puts the page together, its store tells of a thousand changes, one after the other,
// and each of the six hundred components asks each time whether it is meant: most of the start.

/** @typedef {{getState: () => {layout: unknown}, subscribe: (listener: () => void) => () => void}} DashStore */

/**
 * Listeners from now on hear once of all changes a script makes in one go. Of a changed layout they
 * hear at once: a field somebody types in takes its value back before its event is over.
 * @param {DashStore} dashStore
 */
export function gatherNews(dashStore) {
  const subscribe = dashStore.subscribe;
  dashStore.subscribe = (listener) => {
    let known = dashStore.getState();
    let due = false;
    const tell = () => {
      due = false;
      known = dashStore.getState();
      listener();
    };
    const leave = subscribe(() => {
      const now = dashStore.getState();
      if (now.layout !== known.layout) tell();
      else if (now !== known && !due) {
        due = true;
        queueMicrotask(() => due && tell());
      }
    });
    return () => {
      due = false;
      leave();
    };
  };
}

/**
 * Hand over the store when Dash has made it, before its components subscribe.
 * @param {(dashStore: DashStore) => void} use
 */
export function whenMade(use) {
  Object.defineProperty(window, "store", {
    configurable: true,
    /** @param {DashStore} made */
    set(made) {
      Object.defineProperty(window, "store", { value: made, configurable: true, writable: true });
      use(made);
    },
  });
}
