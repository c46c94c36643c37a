"""Every id of the page, in one place."""

from __future__ import annotations

# The page
LOCATION = "location"
MAIN = "main"
LANGUAGE = "language-link"
ANNOUNCE = "announcement"

# Small stores: the scenario asked for, what follows from it, the district selected
SCENARIO = "scenario"
RESULT = "result"
SELECTED = "selected"
CONTROLS = "controls"  # what the scripts know about the controls and views

# What counts
WHAT_COUNTS = "what-counts"
YEAR_TEXT = "year-text"

# The map
MAP = "map"
MAP_AREA = "map-area"
LEGEND = "legend"
LAND = "land"
DEFINITION = "definition"

# View 1
SENTENCE = "sentence"
TILES = "tiles"
LAND_TABLE = "land-table"
GROWTH = "growth"
DOWNLOADS = "downloads"

# View 2
LAYER = "layer"
COMPARE = "compare"
RULE_A = "rule-a"
RULE_B = "rule-b"
SEARCH = "search"
TYPE = "type"
STATUS = "status"
CHAMBER = "chamber"
BORDER = "border"
CLUSTER = "cluster"
NEED_CAPACITY = "need-capacity"
RESET = "reset-filters"
LIST_ORDER = "list-order"
LIST_COUNT = "list-count"
LIST = "list"
PROFILE = "profile"
SHORTLIST = "shortlist"
SPOTS_ANSWER = "spots-answer"
SPOTS_DOWNLOADS = "spots-downloads"

# View 5
DATA_CONTENT = "data-content"
DATA_TREE = "data-tree"
REPORT = "report"

# Own files
OWN = "own"
OWN_BANNER = "own-banner"
UPLOAD_FORM = "upload-form"
UPLOAD_REPORT = "upload-report"
UPLOAD_LIST = "upload-list"
CATALOGUE_FORM = "catalogue-form"
CATALOGUE_REPORT = "catalogue-report"

# View 3
PRESET_TEXT = "preset-text"
POTENTIAL_LAYER = "potential-layer"
WEIGHTS_PANEL = "weights-panel"
WEIGHTS_RESET = "weights-reset"
EXPERTS_FORM = "experts-form"
LIMITS_PANEL = "limits-panel"
RANKING_DATA = "ranking-data"
RANKING = "ranking"
RANKING_COUNT = "ranking-count"
RANKING_FIND = "ranking-find"
RANKING_STATUS = "ranking-status"
SORT = "sort"
CONTRIBUTIONS = "contributions"
ROBUSTNESS = "robustness"
AUDIT = "audit"
DUPLICATES = "duplicates"
PAST_FOUNDINGS = "past-foundings"
BACKTEST = "backtest"
BACKTEST_RUN = "backtest-run"
POTENTIAL_DOWNLOADS = "potential-downloads"

# View 4
PLAN_SETTINGS = "plan-settings"  # what the controls say
PLAN_ASK = "plan-ask"  # what is to be computed
PLAN_JOB = "plan-job"  # token and kind of what is being computed
PLAN_FOUND = "plan-found"  # tokens of what was computed
PLAN_TIMES = "plan-times"
PLAN_TIMES_FORM = "plan-times-form"
PLAN_TIMES_REPORT = "plan-times-report"
PLAN_MAP = "plan-map"
PLAN_CURVE = "plan-curve"
PLAN_KEPT = "plan-kept"
PLAN_PICK = "plan-pick"
PLAN_PICK_REASON = "plan-pick-reason"
PLAN_REQUIRE = "plan-require"
PLAN_EXCLUDE = "plan-exclude"
PLAN_PICKS_LIST = "plan-picks-list"
PLAN_PROBLEMS = "plan-problems"
PLAN_RUN = "plan-run"
PLAN_CANCEL = "plan-cancel"
PLAN_TICK = "plan-tick"
PLAN_PROGRESS = "plan-progress"
PLAN_MESSAGE = "plan-message"
PLAN_STALE = "plan-stale"
PLAN_RESULT = "plan-result"
PLAN_DETAILS = "plan-details"
PLAN_EXPLAIN_RUN = "plan-explain-run"
PLAN_EXPLAIN = "plan-explain"
PLAN_CURVE_RUN = "plan-curve-run"
PLAN_CURVE_TABLE = "plan-curve-table"
PLAN_CHART = "plan-chart"
PLAN_ROBUST_RUN = "plan-robust-run"
PLAN_ROBUST = "plan-robust"
PLAN_FRONT_RUN = "plan-front-run"
PLAN_FRONT = "plan-front"  # what its chart shows
PLAN_FRONT_CHART = "plan-front-chart"
PLAN_FRONT_TABLE = "plan-front-table"
PLAN_FEWEST_RUN = "plan-fewest-run"
PLAN_FEWEST = "plan-fewest"
PLAN_SHARE = "plan-share"
PLAN_MEET_RUN = "plan-meet-run"
PLAN_MEET = "plan-meet"
PLAN_MEET_COUNT = "plan-meet-count"
PLAN_MEET_WHO = "plan-meet-who"
PLAN_KEPT_LIST = "plan-kept-list"  # scenarios and plans by name
PLAN_CHANGES = "plan-changes"
PLAN_KEEP = "plan-keep"
PLAN_DROP = "plan-drop"
PLAN_COMPARISON = "plan-comparison"
PLAN_SAVE = "plan-save"
PLAN_OPEN = "plan-open"
PLAN_UPLOAD = "plan-upload"
PLAN_UPLOADED = "plan-uploaded"
PLAN_FILE_MESSAGE = "plan-file-message"

# Foundings, the second page of view 4
FOUNDINGS_STANDING = "foundings-why_first"
FOUNDINGS_CALENDAR = "foundings-calendar"
FOUNDINGS_NETWORK = "foundings-network"
FOUNDINGS_NETWORK_CHART = "foundings-network-chart"
FOUNDINGS_OUTLOOK = "foundings-outlook"
FOUNDINGS_STEP = "foundings-step"
FOUNDINGS_BY = "foundings-by"
FOUNDINGS_CURVES = "foundings-curves"
FOUNDINGS_CURVES_CHART = "foundings-curves-chart"
FOUNDINGS_COURSES = "foundings-courses"


def nav(view: str) -> str:
    """Id of the link to a view."""
    return f"nav-{view}"


def back(view: str) -> str:
    """Id of the link from a second page to the first page of its view."""
    return f"{view}-back"


def view(key: str) -> str:
    """Id of the panel of a view."""
    return f"view-{key}"


def territory(day: str) -> str:
    """Id of the link to another territorial status."""
    return f"territory-{day}"


def setting(field: str) -> str:
    """Id of the control of a field of the scenario."""
    return field


def setting_field(field: str) -> str:
    """Id of what holds a control that is hidden while its setting does not count."""
    return f"field-{field}"
