// @ts-check
// Everything that waits for the first map: callbacks of Dash, form elements, clicks.
import * as ownCatalogue from "../views/data/catalogue_form.js";
import * as ownFiles from "../views/data/own_files.js";
import * as board from "../views/foundings/board.js";
import * as foundings from "../views/foundings/charts.js";
import * as plan from "../views/plan/plan.js";
import * as potential from "../views/potential/potential.js";
import * as recording from "../views/recording/recording.js";
import * as list from "../views/spots/district_list.js";
import * as shortlist from "../views/spots/shortlist.js";
import * as busy from "./busy.js";
import { register } from "./contract.js";
import * as downloads from "./downloads.js";
import * as elements from "./elements.js";
import * as forms from "./forms.js";
import * as frames from "./frames.js";
import * as highlight from "./highlight.js";
import * as memo from "./memo.js";
import * as navigation from "./navigation.js";
import * as openers from "./openers.js";
import * as paint from "./paint.js";
import * as past from "./past.js";
import * as search from "./search.js";
import * as settings from "./settings.js";
import * as sheet from "./sheet.js";

const PARTS = [
  navigation,
  settings,
  elements,
  paint,
  list,
  shortlist,
  recording,
  potential,
  plan,
  foundings,
  board,
  ownFiles,
  ownCatalogue,
  downloads,
  search,
  highlight,
  sheet,
  memo,
  past,
  busy,
  openers,
];

for (const part of PARTS) if ("listen" in part) part.listen();
register(Object.assign({}, ...PARTS.map((part) => ("callbacks" in part ? part.callbacks : {}))), {
  ...forms,
  Frame: frames.Frame,
  Panel: frames.Panel,
});
