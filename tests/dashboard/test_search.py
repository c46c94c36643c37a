"""What the search of the page looks through."""

from dashboard.page.search import towns


def test_towns_are_known_with_their_district_the_largest_first(inputs):
    names = towns(inputs)
    assert [name for name, _ in names[:3]] == ["Berlin", "Hamburg", "München"]
    district = dict(names)
    assert inputs.districts.index[district["Garching b.München"]] == "09184"


def test_names_of_towns_are_sent_once(client):
    answer = client.get("/places.json")
    # Four of the made-up districts have the keys of real towns.
    assert [name for name, _ in answer.json["towns"]] == [
        "Kiel",
        "Lübeck",
        "Flensburg",
        "Neumünster",
    ]
    assert [n for _, n in answer.json["towns"]] == [1, 2, 0, 3]
    tag = {"If-None-Match": answer.headers["ETag"]}
    again = client.get("/places.json", headers=tag)
    assert (again.status_code, again.data) == (304, b"")
