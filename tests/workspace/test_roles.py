"""Who may what: the table against every door of the service."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from rollout.errors import DataError
from rollout.workspace import Conflict, Edit, open_workspace
from rollout.workspace.kinds import KINDS
from rollout.workspace.roles import (
    DEEDS,
    HERE,
    PUBLIC,
    READER,
    RECORDS,
    ROLES,
    Actor,
    Denied,
    Reach,
    check_deed,
    table,
)
from rollout.workspace.service import Service

WHO, SECRET = "Servicestelle", "internes-wort"
OWN, OTHER = "01001", "01002"
CHAMBER = Actor("chamber", "IHK Nord", "nord", frozenset({OWN}))
ACTORS = {
    "read": READER, "chamber": CHAMBER, "edit": Actor("edit", WHO, "agentur"),
    "administer": Actor("administer", WHO, "leitung"),
}  # fmt: skip
STEPS = {"trigger": "2025-01"}


def samples(ags: str) -> dict[str, dict[str, str]]:
    """One record of every kind about a district, the word in every column of free text."""
    place = {"served_ags": ags, "district_ags": ags, "network_status": "unconnected"}
    return {
        "initiative": {"name": f"Dialog {ags}", "source_note": SECRET, "eigene": SECRET, **place},
        "founding": {"name": f"Region {ags}", "region_ags": ags, "kind": "new", "note": SECRET,
                     "outcome": "given_up", "closed": "2025-06", "reason": SECRET,
                     "obstacles": "partners_leave", **STEPS},
        "check": {"ags": ags, "date": "2026-05-04", "asked": f"Kammer {SECRET}", "answer": "none",
                  "note": SECRET},
        "office": {"name": f"Amt {ags}", "office_kind": "agency", "ags": ags, "note": SECRET,
                   "phone": "0941 5694-0"},
        "task": {"title": SECRET, "due": "2026-06-01", "role": WHO, "ags": ags},
        "note": {"ags": ags, "date": "2026-05-04", "role": WHO, "text": SECRET},
        "scenario": {"name": SECRET, "settings": ""},
        "plan": {"name": SECRET, "state": "draft", "content": "{}"},
        "study": {"title": SECRET, "date": "2026", "ags": ags},
    }  # fmt: skip


@pytest.fixture(scope="module")
def service(tmp_path_factory, inputs):
    workspace = open_workspace(tmp_path_factory.mktemp("roles") / "a.rollout", create=True)
    edits = [
        Edit(kind, f"{kind}-{ags}", cells, 0, [f"district:{ags}"])
        for ags in (OWN, OTHER) for kind, cells in samples(ags).items()
    ]  # fmt: skip
    workspace.write(edits, WHO, "add")
    yield Service(workspace, inputs, today=lambda: dt.date(2026, 5, 4))
    workspace.close()


def test_the_table_names_every_kind_and_every_role():
    assert set(RECORDS) == {(act, kind) for act in ("see", "change") for kind in KINDS}
    assert {len(reaches) for reaches in RECORDS.values()} == {len(ROLES)}
    for (act, kind), reaches in RECORDS.items():
        assert list(reaches) == sorted(reaches), (act, kind)  # each role may what the one before
        assert act == "see" or Reach.PUBLIC not in reaches
    assert set(PUBLIC) == {kind for (act, kind), r in RECORDS.items() if act == "see" and r[0]}


def test_public_columns_are_columns_and_none_of_free_text():
    free = {"note", "text", "reason", "obstacles", "favourable", "asked", "source_note", "title"}
    for kind, columns in PUBLIC.items():
        assert set(columns) <= set(KINDS[kind].columns)
        assert not free & set(columns)


def test_what_nobody_thought_of_is_refused():
    unknown = dataclasses.replace(READER, role="visitor")
    for act, kind in RECORDS:
        assert unknown.reach(act, kind) is Reach.NOTHING
    assert HERE.reach("see", "secret") is HERE.reach("remove", "note") is Reach.NOTHING
    assert not HERE.may("everything")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", KINDS)
def test_records_are_seen_as_the_table_says(service, role, kind):
    acting, reach = service.acting(ACTORS[role]), ACTORS[role].reach("see", kind)
    whole = {record.key: record.cells for record in service.records(kind)}
    seen = {record.key: record.cells for record in acting.records(kind)}
    for ags in (OWN, OTHER):
        key = f"{kind}-{ags}"
        if reach is Reach.ALL or (reach is Reach.OWN and ags == OWN):
            assert seen[key] == whole[key]
        else:
            assert SECRET not in str(seen.get(key))
            assert (key in seen) == (reach >= Reach.PUBLIC and kind in PUBLIC)
        assert (acting.record(kind, key) is not None) == (key in seen)
        assert {r.key for r in acting.of_district(kind, ags)} == (
            {key} & set(seen) if "ags" in str(KINDS[kind].columns) else set()
        )


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ags", [OWN, OTHER])
def test_records_are_changed_as_the_table_says(service, role, kind, ags):
    actor, key = ACTORS[role], f"{kind}-{ags}"
    acting, reach = service.acting(actor), actor.reach("change", kind)
    may_add = reach is Reach.ALL or (reach is Reach.OWN and ags == OWN)
    may_alter = reach is Reach.ALL  # the chamber wrote none of these
    number, version = service.workspace.last_number(), service.version(kind, key)
    doors = [
        (may_alter, lambda: acting.alter(kind, key, {}, version, "Frau Fremd")),
        (may_alter, lambda: acting.remove(kind, key, version + 5, "x")),
        (may_alter, lambda: acting.restore(kind, key, number, "x")),
        (may_add, lambda: acting.add(kind, {"id": f"{key}-x", "fremd": "x"}, "x")),
        (actor.may("forget"), lambda: acting.forget("study", "x", before="1900-01-01")),
    ]
    for allowed, door in doors:
        try:
            door()
            outcome = "done"
        except Denied:
            outcome = "denied"
        except (Conflict, DataError) as error:
            outcome = str(error)
        assert (outcome != "denied") if allowed and reach is Reach.ALL else SECRET not in outcome
        assert allowed or outcome != "done"
    assert service.workspace.last_number() == number


def test_a_chamber_records_in_its_districts_and_takes_back_its_own_only(service):
    chamber, edit = service.acting(CHAMBER), service.acting(ACTORS["edit"])
    done = chamber.record_check(OWN, "none", "Kammer Nord", "Frau Fremd")
    assert [change.role for change in done.changes] == ["IHK Nord"]
    for about in (OTHER, f"{OWN};{OTHER}", f"initiative-{OWN}"):
        with pytest.raises(Denied):
            chamber.record_check(about, "none", "Kammer Nord", "x")
    others = edit.record_check(OWN, "later", "Kammer Nord", "x")
    for action in (others.action, 1, None):
        with pytest.raises(Denied):
            chamber.undo("x", action)
    chamber.undo("x", done.action)
    edit.undo("x", others.action)
    with pytest.raises(Denied):  # what others removed does not come back by its hand
        chamber.undo("x", edit.newest_changes(1)[0].action)
    keys = {r.key for r in service.records("check")}
    assert keys == {f"check-{OWN}", f"check-{OTHER}"}


@pytest.mark.parametrize("role", ROLES)
def test_changes_and_data_tell_no_more_than_the_records(service, role):
    acting = service.acting(ACTORS[role])
    sees_all = role in ("edit", "administer")
    told = [*acting.changes_since(0), *acting.newest_changes(), *acting.history_of_district(OTHER),
            *acting.history_of_initiative(f"initiative-{OTHER}"),
            *(c for kind in KINDS for c in acting.changes_of_kind(kind))]  # fmt: skip
    if not sees_all:
        assert OTHER not in str(told)
    data = acting.inputs()
    assert data is acting.inputs()
    past = acting.inputs_as_of(dt.datetime.now(dt.UTC))
    for inputs in (data, past):
        text = "".join(frame.to_csv() for frame in (inputs.initiatives, inputs.foundings,
                                                    inputs.checks)) + str(inputs.notes)  # fmt: skip
        assert (SECRET in text) == sees_all
        assert {f"initiative-{OWN}", f"initiative-{OTHER}"} <= set(inputs.initiatives.index)


def test_only_administrators_see_accounts(service):
    edit, administer = (service.acting(ACTORS[role]) for role in ("edit", "administer"))
    done = edit.record_check(OTHER, "none", "Kammer Süd", "x")
    (told,) = edit.changes_since(done.action - 1)
    assert (told.role, told.account) == (WHO, "")
    assert administer.changes_since(done.action - 1)[0].account == "agentur"
    edit.undo("x", done.action)


def test_the_same_service_in_other_hands_forgets_what_it_had_seen(service):
    service.inputs()
    assert SECRET not in service.acting(READER).inputs().initiatives.to_csv()
    assert SECRET not in service.acting(CHAMBER).inputs().foundings.to_csv()


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_do_what_is_about_the_whole(role, deed):
    if role == "administer":
        return check_deed(ACTORS[role], deed)
    with pytest.raises(Denied, match="may not"):
        return check_deed(ACTORS[role], deed)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_table_in_words_has_a_row_for_each_right(lang):
    rows = table(lang)
    assert len(rows) == len(RECORDS) + len(DEEDS)
    assert all(all(row) and len(row) == 1 + len(ROLES) for row in rows)
