"""Files of the scenario on screen, made on request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component
from flask import Flask, Response, abort, request
from werkzeug.exceptions import BadRequest

from rollout.analysis import Analysis
from rollout.language import LANGS, Lang, Text
from rollout.parts_of_country import Area, Part, find_part
from rollout.readers.headers import slug
from rollout.scenario import Scenario

from ..page.settings import COUNTRY, OWN, area_from, district_from, query_values
from ..page.words import word
from .app_state import AppState
from .fair_queue import answer_busy, visitor

PURPOSES = {
    "pdf": "for_memo", "svg": "for_memo", "pptx": "for_memo", "docx": "for_memo",
    "xlsx": "for_excel", "csv": "for_excel",
    "geojson": "for_gis", "gpkg": "for_gis", "toml": "for_again",
}  # fmt: skip
CSV = "text/csv; charset=utf-8"
TOML = "application/toml; charset=utf-8"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{_OFFICE}wordprocessingml.document"
PPTX = f"{_OFFICE}presentationml.presentation"
XLSX = f"{_OFFICE}spreadsheetml.sheet"


@dataclass(frozen=True)
class Subject:
    """What a file is to be about.

    Parameters
    ----------
    part
        Land looked at; None for the whole country.
    district
        Key of the district selected; None without any.
    """

    analysis: Analysis
    lang: Lang
    part: Part | None = None
    district: str | None = None

    @property
    def area(self) -> Area | None:
        """The Land looked at as an area; None for the whole country."""
        return Area((self.part,), frozenset(self.part.keys)) if self.part else None


@dataclass(frozen=True)
class Download:
    """One file.

    Parameters
    ----------
    slow
        Whether it takes seconds, so that it is made in the queue.
    of_district
        Whether it is about the district selected, which its name then says.
    of_area
        Whether it keeps to the Land looked at, which its name then says.
    """

    label: Text
    media_type: str
    make: Callable[[Subject], bytes]
    slow: bool = False
    of_district: bool = False
    of_area: bool = False


def add_downloads(server: Flask, app_state: AppState, files: Mapping[str, Download]) -> None:
    """Serve the files below /de/download/ and /en/download/.

    A file of own data is asked for by a form with the token in its body.
    """

    def download(lang: Lang, name: str) -> Response:
        file = files.get(name)
        if file is None:
            abort(404)
        token = form_token(OWN) if request.method == "POST" else None
        subject = _subject(app_state, request.args, token, lang)
        if file.of_district and subject.district is None:
            raise BadRequest
        content = (
            app_state.workshop.file(partial(file.make, subject), visitor())
            if file.slow
            else file.make(subject)
        )
        land = slug(subject.part.name) if subject.part and file.of_area else None
        about = subject.district if file.of_district else land
        return attachment(content, file.media_type, _file_name(name, about))

    answer_busy(server)
    for lang in LANGS:
        address = f"/{lang}/download/<name>"
        methods = ["GET", "POST"]
        server.add_url_rule(address, address, download, defaults={"lang": lang}, methods=methods)


def form_token(name: str) -> str:
    """Token in the form sent; `BadRequest` without any."""
    token = request.form.get(name)
    if not token:
        raise BadRequest
    return token


def _subject(
    app_state: AppState, query: Mapping[str, str], token: str | None, lang: Lang
) -> Subject:
    analysis = app_state.analysis_of_link(query, token)
    inputs = analysis.inputs
    area = area_from(query.get("land", COUNTRY), inputs.districts)
    part = None if area == COUNTRY else find_part(inputs, land=area)
    district = district_from(query.get("district"), inputs.districts.index)
    return Subject(analysis, lang, part, district)


def _file_name(name: str, about: str | None) -> str:
    """Name of the file, with the district or Land it is about."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{about}.{ending}" if about else name


def attachment(content: bytes, media_type: str, name: str) -> Response:
    """Answer that the browser saves as a file."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=media_type, headers=headers)


def links(
    values: object, scenario: Scenario, lang: Lang, files: Mapping[str, Download], **more: str
) -> list[Component]:
    """Links to files for a scenario, or buttons for own files named in the values it came from."""
    query = urlencode(query_values(scenario) | more)
    addresses = {f"download/{name}?{query}": file.label[lang] for name, file in files.items()}
    if isinstance(values, Mapping) and OWN in values:
        return [token_form(OWN, values[OWN], addresses)]
    return [
        html.A(label, href=address, download=name, className="button")
        for name, (address, label) in zip(files, addresses.items(), strict=True)
    ]


def by_purpose(
    links_to: Callable[[Mapping[str, Download]], list[Component]],
    files: Mapping[str, Download],
    lang: Lang,
) -> list[Component]:
    """Links to files, grouped by what people need them for; their endings tell."""
    groups: dict[str, dict[str, Download]] = {}
    for name, file in files.items():
        groups.setdefault(PURPOSES[name.rpartition(".")[2]], {})[name] = file
    return [
        html.Div([html.H3(word(key, lang)), html.Div(links_to(group), className="downloads")])
        for key, group in groups.items()
    ]


def token_form(name: str, token: str, addresses: Mapping[str, str]) -> html.Form:
    """Buttons for files behind a token, by address with their labels.

    The token travels in the body: addresses end in logs and in the history of a browser.
    """
    buttons = [
        html.Button(
            label, type="submit", name=name, value=token, formAction=address, className="button"
        )
        for address, label in addresses.items()
    ]
    return html.Form(buttons, method="post", className="downloads")
