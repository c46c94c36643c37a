"use strict";
// Own files: sent for checking, used in this tab only. The token is in its session storage.
(function () {
  const rollout = window.rollout;
  const callbacks = window.dash_clientside.rollout;
  const PLACE = "rollout.own";
  const HEADER = "X-Rollout-Own";
  const LARGEST = 5 * 1024 * 1024;
  const KINDS = ["register", "indicators"];
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

  function keep(token) {
    try {
      if (token) sessionStorage.setItem(PLACE, token);
      else sessionStorage.removeItem(PLACE);
    } catch {
      // A browser that forbids storage forgets the data when the page is loaded again.
    }
  }

  const request = (method, token, body, query = "") =>
    fetch(path() + query, { method, body, headers: { [HEADER]: token || "" } });

  // Whether the server still has the data of a token; if not, the shipped ones are shown again.
  rollout.ownAlive = async function (token) {
    const answer = await request("GET", token);
    if (answer.ok) {
      files = (await answer.json()).files;
      return true;
    }
    gone = true;
    use(null);
    return false;
  };

  function use(token) {
    keep(token);
    rollout.set("own", { data: token });
  }

  let started = false;
  callbacks.own = async function () {
    const skip = window.dash_clientside.no_update;
    if (started) return skip;
    started = true;
    const { facts } = await rollout.ready;
    form(facts.words);
    const token = stored();
    return token && (await rollout.ownAlive(token)) ? token : skip;
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
      await request("DELETE", stored());
      files = [];
      use(null);
      document.getElementById("upload-report").replaceChildren();
    });
  }

  function form(words) {
    const frame = document.getElementById("upload-form");
    rollout.html("label", { for: "upload-file" }, words.upload_file, frame);
    const field = rollout.html("input", { type: "file", id: "upload-file", accept: ".csv,.xlsx" }, "", frame);
    const button = rollout.html("button", { type: "button", class: "button" }, words.upload_check, frame);
    button.addEventListener("click", () => send(field.files[0], words));
  }

  function tell(text) {
    const place = document.getElementById("upload-report");
    place.replaceChildren();
    rollout.html("p", {}, text, place);
    return place;
  }

  async function send(file, words) {
    if (!file) return void tell(words.upload_none);
    if (file.size > LARGEST) return void tell(words.upload_large);
    tell(words.upload_running);
    let answer;
    try {
      answer = await request("POST", stored(), file, `?name=${encodeURIComponent(file.name)}`);
    } catch {
      return void tell(words.upload_failed);
    }
    if (!answer.ok) return void tell(answer.status === 413 ? words.upload_large : words.upload_failed);
    report(await answer.json(), file.name, words);
  }

  function report(found, name, words) {
    const errors = found.lines.filter(({ level }) => level === "error").length;
    const used = KINDS.includes(found.kind);
    const text = used ? words[`upload_${found.kind}`] : words.upload_refused;
    const place = tell(rollout.fill(text, { name, rows: found.rows, errors }));
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
    use(found.own);
  }
})();
