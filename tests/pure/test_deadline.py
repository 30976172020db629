from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.account_credit_debit_note.tools.deadline import (
    DayOfYear,
    after_fiscal_year,
    after_period,
)

dates = st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 12, 31))
days = st.builds(DayOfYear, st.integers(1, 12), st.integers(1, 31))
units = st.sampled_from(["day", "month", "year"])
numbers = st.integers(1, 60)


@given(dates, numbers, units)
def test_period_ends_after_it_starts(start, number, unit):
    assert after_period(start, number, unit) > start


@given(dates, dates, numbers, units)
def test_older_document_is_never_due_later(first, second, number, unit):
    first, second = sorted([first, second])
    assert after_period(first, number, unit) <= after_period(second, number, unit)


@given(dates, numbers)
def test_twelve_months_are_a_year(start, number):
    months = after_period(start, 12 * number, "month")
    assert months == after_period(start, number, "year")


@given(dates, numbers, st.sampled_from(["month", "year"]))
def test_day_of_the_month_is_kept_or_the_last(start, number, unit):
    end = after_period(start, number, unit)
    is_last = (end + timedelta(days=1)).day == 1
    assert end.day == start.day or (is_last and end.day < start.day)


@given(dates, days)
def test_day_of_the_year_is_the_first_that_comes(start, day):
    found = day.on_or_after(start)
    assert start <= found <= start + timedelta(days=366)
    assert found == day.in_year(found.year)


@given(dates, days, days)
def test_fixed_day_lies_after_the_fiscal_year(start, year_end, last_day):
    end = year_end.on_or_after(start)
    assert end < after_fiscal_year(start, year_end, last_day)
    assert after_fiscal_year(start, year_end, last_day) <= end + timedelta(days=367)


@given(dates, days, days)
def test_one_fiscal_year_has_one_deadline(start, year_end, last_day):
    end = year_end.on_or_after(start)
    deadline = after_fiscal_year(start, year_end, last_day)
    assert after_fiscal_year(end, year_end, last_day) == deadline


def test_leap_day_falls_back_in_other_years():
    assert DayOfYear(2, 29).in_year(2023) == date(2023, 2, 28)
    assert DayOfYear(2, 29).in_year(2024) == date(2024, 2, 29)


def test_years_of_the_starter_rules():
    assert after_period(date(2025, 6, 1), 4, "year") == date(2029, 6, 1)
    assert after_period(date(2025, 12, 31), 14, "day") == date(2026, 1, 14)
