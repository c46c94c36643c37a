// @ts-check
// The part of the country a plan keeps to: the Land chosen above the map, or a chamber district or
// planning region chosen among the settings of the plan; never two at once.

const LAND = "land:";

/**
 * The two controls as they should stand: what was chosen last holds.
 *
 * A Land chosen among the settings of the plan is the Land chosen above, so that the map, its
 * legend and the plan look at the same part.
 *
 * @param {PlanPlace} now
 * @param {PlanPlace | null} before What they held when the plan looked last.
 * @param {{country: string, laender: {key: string, land_name: string}[]}} facts
 * @returns {PlanPlace}
 */
export function settledPlace(now, before, { country, laender }) {
  const named = laender.find(({ land_name }) => now.area === LAND + land_name);
  if (named) return { land: named.key, area: "" };
  if (!now.area || now.land === country || !before) return now;
  if (now.land !== before.land && now.area === before.area) return { ...now, area: "" };
  if (now.area !== before.area && now.land === before.land) return { ...now, land: country };
  return now; // both come from one address
}

/**
 * Area of the scenario for what the two controls hold.
 *
 * @param {PlanPlace} place
 * @param {string} country
 */
export const areaOf = ({ land, area }, country) => area || (land === country ? "" : land);
