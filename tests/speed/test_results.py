"""The arithmetic of the bench: ratio, growth, targets."""

import json
import os
import time

import pytest

from bench import clocks, results
from bench.clocks import Meter, Spent
from bench.results import Sample, target_of


def sample(name: str, rows: int, seconds: float, *, reference: float = 0.002) -> Sample:
    return Sample(name, rows, 7, seconds, reference)


def test_the_ratio_is_to_the_reference_of_the_same_run() -> None:
    (line,) = results.results([sample("list_worker", 1000, 0.005)])
    assert (line.cpu_ms, line.requests_per_s, line.ratio, line.growth) == (5.0, 200.0, 2.5, 1.0)


def test_growth_is_against_the_fewest_rows_of_the_same_name() -> None:
    lines = results.results(
        [
            sample("desk", 10_000, 0.006),
            sample("desk", 1000, 0.004),
            sample("inbox", 10_000, 0.009),
        ]
    )
    assert [line.growth for line in lines] == [1.5, 1.0, 1.0]


def test_a_machine_that_is_slower_for_a_while_is_no_growth() -> None:
    lines = results.results(
        [sample("desk", 1000, 0.004), sample("desk", 10_000, 0.008, reference=0.004)]
    )
    assert [line.growth for line in lines] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("publication_cached", 0.3),
        ("drawn_publication", None),
        ("board", 1.0),
        ("list_street_limit", 3.0),
        ("search_rare", 3.0),
        ("matter_archived", 5.0),
        ("reference", None),
    ],
)
def test_every_target_is_known_by_the_name_of_the_request(name: str, target: float | None) -> None:
    assert target_of(name) == target


def test_a_missed_target_is_said() -> None:
    many = Sample("desk", 1000, 13, 0.009, 0.002)
    first, second = results.results([many, Sample("desk", 10_000, 12, 0.012, 0.002)])
    assert first.faults == ["高于3 R", "多于12条语句"]
    assert second.faults == ["高于3 R", "增长超过1.2倍"]
    assert "高于3 R" in results.as_table([first])


def test_more_matches_may_cost_more_but_equal_matches_may_not() -> None:
    samples = [
        sample(name, rows, rows / 1e6)
        for name in ("search_common", "search_rare")
        for rows in (1000, 2000)
    ]
    common, rare = results.results(samples)[1::2]
    assert common.faults == []
    assert rare.faults == ["增长超过1.2倍"]


def test_the_list_for_programs_has_the_agreed_names() -> None:
    listed = json.loads(json.dumps(results.as_json(results.results([sample("desk", 1000, 0.004)]))))
    assert [set(line) for line in listed] == [
        {"name", "rows", "queries", "cpu_ms", "requests_per_s", "ratio", "growth"}
    ]


def test_the_clock_of_a_process_counts_its_work_and_not_its_sleep() -> None:
    before, own = clocks.cpu_of(os.getpid()), time.process_time()
    time.sleep(0.05)
    while time.process_time() - own < 0.02:
        pass
    assert 0.015 < clocks.cpu_of(os.getpid()) - before < 0.05


def test_what_is_done_before_a_request_is_not_counted() -> None:
    def work() -> None:
        until = time.process_time() + 0.01
        while time.process_time() < until:
            pass

    spent = Meter([]).batch(lambda: None, 5, before=work)
    assert spent.total < 0.002


def test_what_the_database_does_before_a_request_is_not_counted_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [0.0]

    def works(seconds: float) -> None:
        clock[0] += seconds

    monkeypatch.setattr(clocks, "cpu_of", lambda pid: clock[0])
    spent = Meter([1]).batch(lambda: works(0.002), 5, before=lambda: works(0.5))
    assert spent.database == pytest.approx(0.002)


def test_the_first_request_of_a_batch_only_fills_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, asked = [0.0], []

    def act() -> None:
        clock[0] += 0.002 if asked else 1.0
        asked.append(1)

    monkeypatch.setattr(clocks, "cpu_of", lambda pid: clock[0])
    assert Meter([1]).batch(act, 4).database == pytest.approx(0.002)
    assert len(asked) == 5


def test_the_least_disturbed_batch_counts() -> None:
    assert clocks.cheapest([Spent(3, 2), Spent(2, 1), Spent(1, 4)]) == Spent(2, 1)
