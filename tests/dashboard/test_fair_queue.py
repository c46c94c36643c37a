"""Queues: a few at once, a share for everybody, turns between visitors."""

from __future__ import annotations

import threading

import pytest

from dashboard.server.fair_queue import BusyError, FairQueue, Shares, Visitor, subscriber

ANN, BEN, EVE = (Visitor(f"192.0.2.{n}") for n in (1, 2, 66))
OFFICE = [Visitor("198.51.100.1", f"tab {n}") for n in range(4)]


def names_in_turn(queue, tickets):
    """Visitors in the order in which their turn comes, one order at a time."""
    order = []
    waiting = list(tickets)
    while waiting:
        running = [ticket for ticket in waiting if ticket.turn.is_set()]
        assert len(running) == 1
        order.append(running[0].visitor)
        waiting.remove(running[0])
        queue.leave(running[0])
    return order


def test_one_visitor_gets_her_share_and_others_still_a_place():
    queue = FairQueue(Shares(at_once=2, places=24, per_address=8, per_tab=3))
    for _ in range(8):
        queue.enter(EVE)
    for _ in range(12):
        with pytest.raises(BusyError) as caught:
            queue.enter(EVE)
        assert caught.value.running == 8
    assert queue.enter(ANN)
    assert queue.enter(BEN)


def test_a_made_up_tab_gives_no_more_than_the_share_of_the_address():
    queue = FairQueue(Shares(at_once=1, places=24, per_address=8, per_tab=3))
    for n in range(8):
        queue.enter(Visitor(EVE.address, f"made up {n}"))
    with pytest.raises(BusyError):
        queue.enter(Visitor(EVE.address, "another"))


def test_one_tab_of_an_office_leaves_places_to_the_others():
    queue = FairQueue(Shares(at_once=1, places=24, per_address=8, per_tab=3))
    for _ in range(3):
        queue.enter(OFFICE[0])
    with pytest.raises(BusyError) as caught:
        queue.enter(OFFICE[0])
    assert caught.value.running == 3
    assert queue.enter(OFFICE[1])


def test_a_queue_full_with_others_is_nobodys_share():
    queue = FairQueue(Shares(at_once=1, places=2, per_address=1, per_tab=1))
    queue.enter(ANN)
    queue.enter(BEN)
    with pytest.raises(BusyError) as caught:
        queue.enter(EVE)
    assert caught.value.running == 0


def test_visitors_take_turns_however_many_orders_one_has():
    queue = FairQueue(Shares(at_once=1, places=24, per_address=8, per_tab=8))
    tickets = [queue.enter(EVE) for _ in range(4)] + [queue.enter(ANN), queue.enter(BEN)]
    assert names_in_turn(queue, tickets) == [EVE, ANN, BEN, EVE, EVE, EVE]


def test_people_behind_one_address_take_turns_too():
    queue = FairQueue(Shares(at_once=1, places=24, per_address=8, per_tab=8))
    eager, patient = OFFICE[:2]
    tickets = [queue.enter(eager) for _ in range(3)] + [queue.enter(patient)]
    assert names_in_turn(queue, tickets) == [eager, patient, eager, eager]


def test_an_address_at_work_stands_back_for_one_that_is_not():
    queue = FairQueue(Shares(at_once=2, places=24, per_address=8, per_tab=8))
    first = [queue.enter(EVE) for _ in range(3)]
    ann = queue.enter(ANN)
    assert [ticket.is_running for ticket in (*first, ann)] == [True, True, False, False]
    queue.leave(first[0])
    assert ann.is_running
    assert not first[2].is_running


def test_no_more_than_allowed_run_at_once_and_every_order_is_done():
    queue = FairQueue(Shares(at_once=3, places=24, per_address=24, per_tab=24))
    lock, now, most, done = threading.Lock(), [0], [0], []

    def work(ticket):
        with ticket:
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            with lock:
                now[0] -= 1
                done.append(ticket.number)

    tickets = [queue.enter(Visitor(f"192.0.2.{n % 5}")) for n in range(24)]
    threads = [threading.Thread(target=work, args=(ticket,)) for ticket in tickets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 24
    assert most[0] <= 3
    assert queue._tickets == []
    assert queue._served == {}


def test_a_place_comes_back_when_the_work_fails():
    queue = FairQueue(Shares(at_once=1, places=1, per_address=1, per_tab=1))

    def fail():
        with queue.enter(ANN):
            raise KeyError

    for _ in range(3):
        with pytest.raises(KeyError):
            fail()


def test_an_order_that_waits_can_be_given_up():
    queue = FairQueue(Shares(at_once=1, places=2, per_address=2, per_tab=2))
    running, waiting = queue.enter(ANN), queue.enter(ANN)
    queue.leave(waiting)
    queue.leave(waiting)
    assert waiting.turn.is_set()  # so that nobody waits for ever
    assert queue.enter(ANN)
    queue.leave(running)


def test_a_subscriber_cannot_choose_among_the_addresses_of_a_network():
    assert subscriber("2001:db8:1:2::7") == subscriber("2001:db8:1:2:ffff::1")
    assert subscriber("2001:db8:1:2::7") != subscriber("2001:db8:1:3::7")
    assert subscriber("::ffff:192.0.2.7") == "192.0.2.7"
    assert subscriber("not an address") == "not an address"
