// @ts-check
// How everything stood on a day: the page shows the records of its evening until one goes back.
import { ADDRESSES, allWords } from "../../page/contract.js";
import { adopt } from "../data/own_files.js";
import { ask, ownHeaders, sayProblems } from "./recording.js";

const DAY_MS = 24 * 60 * 60 * 1000;
const DAY_LENGTH = 10;

/** @param {Element} place */
export async function askDay(place) {
  const words = await allWords();
  const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, DAY_LENGTH);
  ask(place, words, [["day", words.past_day, yesterday, "date"]], async ({ day }) => {
    place.setAttribute("aria-busy", "true");
    const answer = await fetch(`${ADDRESSES.recording}/past`, {
      method: "POST",
      headers: await ownHeaders(),
      body: JSON.stringify({ day }),
    }).catch(() => null);
    const session = answer?.ok ? await answer.json() : null;
    place.removeAttribute("aria-busy");
    if (!session?.own) {
      const problems = session?.problems ?? [{ column: "", text: words.download_failed }];
      return sayProblems(place, problems, words);
    }
    place.closest("dialog")?.close();
    adopt(session);
  });
  const send = place.querySelector(".recording-ask [type=submit]");
  if (send) send.textContent = words.past_show;
}
