"""Lists of JSON objects are tables; what is no list of flat objects is refused with a reason."""

from __future__ import annotations

import json

import pytest

from rollout.errors import DataError
from rollout.readers.document import Content, open_document
from rollout.readers.findings import Findings
from rollout.readers.point_map import is_map


def records(text: str, encoding: str = "utf-8") -> list[tuple[int, list[str]]]:
    file = Content("liste.json", text.encode(encoding))
    return open_document(file, Findings("liste.json"), lambda header: False).records


def test_objects_become_rows_with_numbers_as_written() -> None:
    text = '[{"name": "A", "plz": "01067", "km": 1.10}, {"km": -2e3, "name": null, "neu": true}]'
    assert records(text) == [
        (1, ["name", "plz", "km", "neu"]),
        (2, ["A", "01067", "1.10", ""]),
        (3, ["", "", "-2e3", "true"]),
    ]


def test_a_list_below_the_top_and_values_in_a_list() -> None:
    text = json.dumps({"count": 1, "rows": [{"kreise": ["09162", "09184"]}], "next": None})
    assert records(text) == [(1, ["kreise"]), (2, ["09162; 09184"])]


def test_umlauts_in_any_encoding() -> None:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert records('[{"ort": "Köln"}]', encoding)[1] == (2, ["Köln"])


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('[{"a": 1,\n', "is not readable JSON"),
        ('[{"a": NaN}]', "is not readable JSON"),
        ('[{"a":' * 5000, "is not readable JSON"),
        ('[{"a": 1, "a": 2}]', "has 'a' twice in one entry"),
        ('[{"a": {"b": 1}}]', "holds entries within entries: 'a'"),
        ('[{"a": [[1]]}]', "holds entries within entries: 'a'"),
        ('["a", "b"]', "holds no list of entries"),
        ('{"a": 1}', "holds no list of entries"),
        ('{"a": [{"x": 1}], "b": [{"x": 1}]}', "holds several lists of entries"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(text: str, finding: str) -> None:
    with pytest.raises(DataError) as caught:
        records(text)
    (problem,) = caught.value.problems
    assert problem.finding.en == finding
    assert problem.expected.en
    assert problem.remedy.en


def test_a_column_called_type_makes_no_map() -> None:
    assert not is_map(b'{"rows": [{"type": "Verein", "name": "A"}]}')
    assert is_map(b'{"type": "FeatureCollection", "features": []}')
    assert is_map(b'{\n "type" : "Topology"}')
