// @ts-check
// What a search finds: names of all kinds, the nearest to what was typed first.

/**
 * Text without case, accents and umlauts, as a search compares it.
 *
 * @param {string} text
 */
export const folded = (text) =>
  text.toLowerCase().replace(/ß/g, "ss").normalize("NFD").replace(/\p{M}/gu, "").trim();

/** Umlauts as they are typed without their keys: only where nothing else fits. */
const plain = (/** @type {string} */ text) => text.replace(/([aou])e/g, "$1");

const WORD_START = /[^\p{L}\p{N}]+/u;
const EXACT = 0;
const BEGINS = 1;
const WORDS_BEGIN = 2;
const INSIDE = 3;

/**
 * How near a name is to what was typed, 0 the nearest; null if it does not fit.
 *
 * @param {string} name Folded.
 * @param {string} query Folded, not empty.
 * @returns {number | null}
 */
export function nearness(name, query) {
  if (name === query) return EXACT;
  if (name.startsWith(query)) return BEGINS;
  const [own, parts] = [name.split(WORD_START), query.split(WORD_START).filter(Boolean)];
  if (!parts.length) return null;
  if (parts.every((part) => own.some((word) => word.startsWith(part)))) return WORDS_BEGIN;
  return parts.every((part) => name.includes(part)) ? INSIDE : null;
}

/**
 * Entries that fit, the nearest first; equally near ones keep their order.
 *
 * @param {{entries: Found[], text: string, most: number}} parts
 * @returns {Found[]}
 */
export function matching({ entries, text, most }) {
  const query = folded(text);
  if (!query) return [];
  const near = (/** @type {string} */ words) =>
    entries
      .map((entry) => ({ entry, at: nearness(entry.folded, words) }))
      .filter(({ at }) => at !== null)
      .sort((a, b) => Number(a.at) - Number(b.at))
      .slice(0, most)
      .map(({ entry }) => entry);
  const fitting = near(query);
  return fitting.length || plain(query) === query ? fitting : near(plain(query));
}

/**
 * Districts in which a postcode lies, for all postcodes that begin with some digits.
 *
 * @param {{postcodes: Record<string, string[]>, digits: string, facts: Facts, most: number}} parts
 * @returns {Found[]}
 */
export function ofPostcode({ postcodes, digits, facts, most }) {
  const position = new Map(facts.keys.map((key, n) => [key, n]));
  const codes = Object.keys(postcodes).sort();
  return codes
    .filter((code) => code.startsWith(digits))
    .flatMap((code) => postcodes[code].map((key) => ({ code, n: position.get(key) })))
    .filter(({ n }) => n !== undefined)
    .slice(0, most)
    .map(({ code, n }) => entryOf("postcode", code, { n }));
}

/**
 * @param {Found["kind"]} kind
 * @param {string} name
 * @param {{n?: number, key?: string}} place
 * @returns {Found}
 */
const entryOf = (kind, name, place) => ({ kind, name, folded: folded(name), ...place });

/**
 * All names one can look for, but for postcodes: parts of the country, towns, initiatives.
 *
 * @param {{facts: Facts, lands: Land[], seats: Seat[], towns: [string, number][]}} parts
 * @returns {Found[]}
 */
export function namesOf({ facts, lands, seats, towns }) {
  const districts = facts.lettering.order.map((n) => entryOf("district", facts.names[n], { n }));
  const shown = new Set(facts.lettering.names.map((name, n) => `${n} ${folded(name)}`));
  const chambers = [...new Set(facts.chambers.flat())].sort();
  return [
    ...lands.map(({ key, land_name }) => entryOf("land", land_name, { key })),
    ...districts,
    // A town that is a district of its own, or gave it its name, is there already.
    ...towns
      .filter(([name, n]) => !shown.has(`${n} ${folded(name)}`))
      .map(([name, n]) => entryOf("town", name, { n })),
    ...chambers.map((name) => entryOf("chamber", name, { key: name })),
    ...seats.map(({ id, name }) => entryOf("initiative", name, { key: id })),
  ];
}
