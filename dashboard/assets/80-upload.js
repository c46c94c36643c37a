"use strict";
// Own files: sent for checking, used in this tab only. The token is in its session storage.
(function () {
  const rollout = window.rollout;
  const callbacks = window.dash_clientside.rollout;
  const PLACE = "rollout.own";
  const HEADER = "X-Rollout-Own";
  const LARGEST = 5 * 1024 * 1024;
  const KINDS = ["register", "indicators", "travel_times"];
  const GONE = 410;
  const path = () => `/${document.documentElement.lang}/upload`;
  let files = [];
  let gone = false;

  function stored() {
    try {
      return sessionStorage.getItem(PLACE);
    } catch {
      return null;
    }
  }

  // A browser that forbids storage forgets the data when the page is loaded again.
  let current = stored();
  function keep(token) {
    current = token;
    try {
      if (token) sessionStorage.setItem(PLACE, token);
      else sessionStorage.removeItem(PLACE);
    } catch {
      return;
    }
  }

  const request = (method, token, body, query = "") =>
    fetch(path() + query, { method, body, headers: { [HEADER]: token || "" } });

  // Whether the server still has the data of a token; if not, the shipped ones are shown again.
  rollout.ownAlive = async function (token) {
    const answer = await request("GET", token);
    if (answer.ok) {
      const found = await answer.json();
      files = found.files;
      useYears(found.years);
      return true;
    }
    expired();
    return false;
  };

  function use(token) {
    keep(token);
    if (!token) useYears(null);
    window.dash_clientside.set_props("own", { data: token });
  }

  function expired() {
    if (!current) return;
    gone = true;
    use(null);
  }

  // Any answer may be the first to say that the own data are gone.
  const fetched = window.fetch;
  window.fetch = async function (...asked) {
    const answer = await fetched.apply(window, asked);
    if (answer.status === GONE) expired();
    return answer;
  };

  // The slider follows the years of the register in use; the whole register stays whole.
  let shipped;
  function useYears(years) {
    const field = document.getElementById("year");
    if (JSON.stringify(years) === JSON.stringify(rollout.years ?? null)) return;
    shipped = shipped || { min: Number(field.min), max: Number(field.max) };
    const whole = Number(field.value) >= Number(field.max);
    rollout.years = years;
    const { min, max } = years || shipped;
    const value = whole ? max : Math.min(Math.max(Number(field.value), min), max);
    window.dash_clientside.set_props("year", { min, max, value });
  }

  let known;
  rollout.ownKnown = () =>
    (known = known || (current ? rollout.ownAlive(current) : Promise.resolve(false)));

  let started = false;
  callbacks.own = async function () {
    const skip = window.dash_clientside.no_update;
    if (started) return skip;
    started = true;
    const { facts } = await rollout.ready;
    form("upload", facts.words, facts.words.upload_file, ".csv,.xlsx");
    form("plan-times", facts.words, facts.words.upload_times_file, ".csv", "travel_times");
    return (await rollout.ownKnown()) ? current : skip;
  };

  callbacks.ownShown = async function (token) {
    const { facts } = await rollout.ready;
    const frame = document.getElementById("own-banner");
    frame.replaceChildren();
    frame.hidden = !token && !gone;
    if (token) banner(frame, facts.words);
    else if (gone) rollout.html("p", {}, facts.words.own_gone, frame);
    gone = false;
    return window.dash_clientside.no_update;
  };

  function banner(frame, words) {
    rollout.html("p", {}, rollout.fill(words.own_used, { files: files.join(", ") }), frame);
    const button = rollout.html("button", { type: "button", class: "button small" }, words.own_stop, frame);
    button.addEventListener("click", async () => {
      await request("DELETE", current);
      files = [];
      use(null);
      document.getElementById("upload-report").replaceChildren();
    });
  }

  // A file field with its button; what becomes of the file is told below it.
  function form(name, words, label, accept, kind = "") {
    const frame = document.getElementById(`${name}-form`);
    const place = document.getElementById(`${name}-report`);
    rollout.html("label", { for: `${name}-file` }, label, frame);
    const field = rollout.html("input", { type: "file", id: `${name}-file`, accept }, "", frame);
    const button = rollout.html("button", { type: "button", class: "button" }, words.upload_check, frame);
    button.addEventListener("click", () => send(field.files[0], kind, place, words));
  }

  function tell(place, text) {
    place.replaceChildren();
    rollout.html("p", {}, text, place);
  }

  async function send(file, kind, place, words) {
    if (!file) return tell(place, words.upload_none);
    if (file.size > LARGEST) return tell(place, words.upload_large);
    tell(place, words.upload_running);
    let answer;
    try {
      const query = new URLSearchParams({ name: file.name, ...(kind ? { kind } : {}) });
      answer = await request("POST", current, file, `?${query}`);
    } catch {
      return tell(place, words.upload_failed);
    }
    if (!answer.ok) return tell(place, answer.status === 413 ? words.upload_large : words.upload_failed);
    report(await answer.json(), file.name, place, words);
  }

  function report(found, name, place, words) {
    const errors = found.lines.filter(({ level }) => level === "error").length;
    const used = KINDS.includes(found.kind);
    const text = used ? words[`upload_${found.kind}`] : words.upload_refused;
    tell(place, rollout.fill(text, { name, rows: found.rows, errors }));
    if (!found.lines.length) rollout.html("p", { class: "caption" }, words.upload_clean, place);
    const list = rollout.html("ul", { class: "report" }, "", place);
    for (const { level, text: line } of found.lines) {
      const item = rollout.html("li", {}, "", list);
      rollout.html("strong", { class: `level-${level}` }, words[`level_${level}`], item);
      item.append(` ${line}`);
    }
    if (found.more) rollout.html("p", {}, rollout.fill(words.upload_more, found), place);
    if (!used) return;
    files = found.files;
    keep(found.own);
    useYears(found.years);
    use(found.own);
  }
})();
