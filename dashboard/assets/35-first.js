"use strict";
// The first picture: status of every district out of the page itself, before Dash is there.
(function () {
  const rollout = window.rollout;
  const LONGEST_WAIT_MS = 1500;
  const shell = document.getElementById("first");
  const { codes, land } = JSON.parse(shell.dataset.first);
  const waited = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const shown = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

  async function draw() {
    const { facts } = await rollout.ready;
    const map = (await rollout.map)();
    shell.querySelector(".map-frame").append(rollout.frame);
    const inside = (n) => land === "DE" || facts.keys[n].startsWith(land);
    rollout.layer(map, "status", [...codes], inside, facts, shell.querySelector(".legend"));
    if (land !== "DE") map.showLand(land);
    return shown();
  }

  // The scripts of Dash stand in the page under a type no browser runs.
  function start() {
    const later = [...document.querySelectorAll('script[type="text/later"]')];
    const [files, [last]] = [later.filter(({ src }) => src), later.filter(({ src }) => !src)];
    const made = files.map(({ src }) => Object.assign(document.createElement("script"), { src, async: false }));
    made[made.length - 1].addEventListener("load", () => {
      const renderer = document.createElement("script");
      renderer.textContent = last.textContent;
      document.body.append(renderer);
    });
    document.body.append(...made);
  }

  // The page takes over the map and the place of the first picture.
  rollout.reveal = function () {
    if (!shell.isConnected) return;
    const focused = document.activeElement;
    document.getElementById("map").append(rollout.frame);
    shell.remove();
    if (rollout.frame.contains(focused)) focused.focus({ preventScroll: true });
  };
  rollout.revealSoon = () => setTimeout(rollout.reveal, LONGEST_WAIT_MS);

  Promise.race([codes ? draw() : shown(), waited(LONGEST_WAIT_MS)]).then(start, start);
})();
