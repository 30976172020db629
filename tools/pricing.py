"""At which price what is left of an invoice line is corrected."""

from typing import NamedTuple

from .money import from_steps, to_steps

# Quantities closer than this are the same; units of measure round to no less
QUANTITY_STEP = 1e-6


class Line(NamedTuple):
    """An invoice line and what was credited of it.

    ``price`` is before the discount, a percentage. ``amount`` is the line's total
    in the terms of its price: taxes included where the price includes them, in
    the document's currency. ``repriced`` tells whether a part was credited by
    changing the price instead of the quantity.
    """

    quantity: float
    price: float
    amount: float
    credited_quantity: float = 0.0
    credited_amount: float = 0.0
    repriced: bool = False
    discount: float = 0.0

    @property
    def quantity_left(self):
        """The quantity that was not credited yet."""
        return self.quantity - self.credited_quantity

    def amount_of(self, quantity):
        """Return what a quantity comes to at the price, before it is rounded."""
        return quantity * self.price * (1 - self.discount / 100)

    @property
    def amount_left(self):
        """The amount that was not credited yet."""
        return self.amount - self.credited_amount


def price_to_credit(line, quantity, rounding):
    """Return the unit price at which a quantity of a line is credited.

    The last unit takes what is left, to the cent; after a price correction every
    unit takes its part of what is left; any other quantity keeps its price.

    :param Line line: the line and its earlier credits
    :param float quantity: what is credited now, with the sign of the line
    :param float rounding: the smallest step of the currency

    >>> price_to_credit(Line(3, 33.335, 100.01, 2, 66.68), 1, 0.01)
    33.33
    >>> price_to_credit(Line(5, 100.0, 500.0, 0, 50.0, repriced=True), 1, 0.01)
    90.0
    >>> price_to_credit(Line(5, 100.0, 500.0, 2, 200.0), 1, 0.01)
    100.0
    """
    closes = abs(quantity - line.quantity_left) < QUANTITY_STEP
    is_touched = line.repriced or (closes and line.credited_quantity)
    if not is_touched or abs(line.quantity_left) < QUANTITY_STEP:
        return line.price
    wanted = line.amount_left * (1 if closes else quantity / line.quantity_left)
    exact = line.amount_of(quantity)
    if not exact or to_steps(exact, rounding) == to_steps(wanted, rounding):
        return line.price
    return _tidy_price(line.price, wanted / exact, exact, rounding)


def price_left(line, rounding):
    """Return the unit price of what was not credited yet.

    >>> price_left(Line(5, 100.0, 500.0, 1, 140.0, repriced=True), 0.01)
    90.0
    """
    return price_to_credit(line, line.quantity_left, rounding)


def _tidy_price(price, ratio, exact, rounding):
    """Return price times ratio, rounded if the amount stays the same."""
    scaled = price * ratio
    tidy = from_steps(to_steps(scaled, rounding), rounding)
    amount = to_steps(exact * ratio, rounding)
    return tidy if to_steps(exact * tidy / price, rounding) == amount else scaled
