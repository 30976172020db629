"""Until when a document may be corrected: plain arithmetic with dates."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class DayOfYear(NamedTuple):
    """A day of every year. The 31st of June is the 30th, as in contracts."""

    month: int = 12
    day: int = 31

    def in_year(self, year: int) -> date:
        """Return the day in a year, the month's last where it is shorter."""
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))

    def on_or_after(self, start: date) -> date:
        """Return the first such day that is not before a date.

        >>> DayOfYear(3, 31).on_or_after(date(2025, 4, 1))
        datetime.date(2026, 3, 31)
        """
        this_year = self.in_year(start.year)
        return this_year if this_year >= start else self.in_year(start.year + 1)


def after_period(start: date, number: int, unit: str) -> date:
    """Return the last day of a period that is counted from a date.

    :param number: above zero
    :param unit: ``day``, ``month`` or ``year``

    >>> after_period(date(2024, 2, 29), 1, "year")
    datetime.date(2025, 2, 28)
    >>> after_period(date(2025, 1, 31), 1, "month")
    datetime.date(2025, 2, 28)
    """
    if unit == "day":
        return start + timedelta(days=number)
    months = start.month - 1 + number * (12 if unit == "year" else 1)
    last = DayOfYear(months % 12 + 1, start.day)
    return last.in_year(start.year + months // 12)


def after_fiscal_year(start: date, year_end: DayOfYear, last_day: DayOfYear) -> date:
    """Return the fixed day after the end of the fiscal year that a date lies in.

    :param year_end: the last day of the fiscal year
    :param last_day: the day of the deadline

    >>> india = DayOfYear(3, 31), DayOfYear(11, 30)
    >>> after_fiscal_year(date(2025, 3, 31), *india)
    datetime.date(2025, 11, 30)
    >>> after_fiscal_year(date(2025, 4, 1), *india)
    datetime.date(2026, 11, 30)
    """
    end = year_end.on_or_after(start)
    return last_day.on_or_after(end + timedelta(days=1))
