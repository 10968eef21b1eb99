"""A silent partner is left alone; retries spread out and end; nobody else waits for him."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from docarchive.delivery.models import Partner
from docarchive.delivery.rules import RetryRule
from docarchive.delivery.services import breaker
from docarchive.delivery.states import ChannelKind

NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)


def a_partner() -> Partner:
    return Partner(code="H91.01", name="Xa", channel=ChannelKind.HTTPS, failures=0, open_s=0, trials=0)


def silent(partner: Partner, times: int, at: datetime = NOON) -> None:
    for _ in range(times):
        breaker.note_silence(partner, at)


def test_four_failures_are_no_reason_to_stop() -> None:
    partner = a_partner()
    silent(partner, 4)

    assert breaker.may_call(partner, NOON + timedelta(seconds=5)) is None


def test_after_five_failures_nobody_calls_for_a_minute() -> None:
    partner = a_partner()
    silent(partner, 5)

    assert breaker.may_call(partner, NOON + timedelta(seconds=59)) == NOON + timedelta(minutes=1)


def test_then_three_calls_are_let_through() -> None:
    partner = a_partner()
    silent(partner, 5)
    later = NOON + timedelta(seconds=61)

    asked = [breaker.may_call(partner, later) is None for _ in range(5)]

    assert asked == [True, True, True, False, False]


def test_one_answer_closes_it() -> None:
    partner = a_partner()
    silent(partner, 5)
    breaker.may_call(partner, NOON + timedelta(seconds=61))
    breaker.note_answer(partner, NOON + timedelta(seconds=62))

    assert breaker.may_call(partner, NOON + timedelta(seconds=62)) is None
    assert partner.failures == 0


def test_each_trial_that_fails_doubles_the_pause_up_to_a_quarter_of_an_hour() -> None:
    partner, now, pauses = a_partner(), NOON, []
    silent(partner, 5)
    for _ in range(7):
        pauses.append(partner.open_s)
        now += timedelta(seconds=partner.open_s + 1)
        assert breaker.may_call(partner, now) is None
        breaker.note_silence(partner, now)

    assert pauses == [60, 120, 240, 480, 900, 900, 900]


def test_a_trial_whose_process_died_keeps_nobody_out_for_long() -> None:
    partner = a_partner()
    silent(partner, 5)
    later = NOON + timedelta(seconds=61)
    for _ in range(3):
        breaker.may_call(partner, later)

    assert breaker.may_call(partner, later + timedelta(minutes=3)) is None


def test_a_clock_put_back_does_not_cut_a_partner_off() -> None:
    partner = a_partner()
    silent(partner, 5)

    assert breaker.may_call(partner, NOON - timedelta(hours=26)) is None


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 5), (2, 10), (3, 20), (8, 640), (11, 3600), (12, 3600), (500, 3600)]
)
def test_pauses_double_up_to_an_hour(attempts: int, seconds: int) -> None:
    assert RetryRule(lambda: 0.0).pause(attempts) == timedelta(seconds=seconds)
    assert RetryRule(lambda: 1.0).pause(attempts) == timedelta(seconds=seconds / 2)


def test_what_the_other_side_asks_for_is_respected_up_to_an_hour() -> None:
    rule = RetryRule(lambda: 0.5)

    assert rule.pause(1, 60) == timedelta(seconds=60)
    assert rule.pause(1, 999_999) == timedelta(hours=1)


def test_after_one_failure_others_come_in_between() -> None:
    partner = a_partner()
    assert breaker.may_call(partner, NOON) is None
    breaker.note_silence(partner, NOON + timedelta(seconds=1))

    assert breaker.may_call(partner, NOON + timedelta(seconds=2)) == NOON + timedelta(seconds=6)
    assert breaker.may_call(partner, NOON + timedelta(seconds=7)) is None
