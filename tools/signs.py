"""Amounts below zero on paper, where a note reduces an invoice."""

from typing import Any


def turn_amounts(values: Any) -> Any:
    """Return a copy of nested values in which all amounts have the other sign.

    An amount is a number whose key speaks of one.

    >>> turn_amounts({"name": "VAT", "id": 7, "tax_amount": 21.0, "amount_text": ""})
    {'name': 'VAT', 'id': 7, 'tax_amount': -21.0, 'amount_text': ''}
    >>> turn_amounts({"groups": [{"base_amount_currency": 0.0, "same_amount": False}]})
    {'groups': [{'base_amount_currency': 0.0, 'same_amount': False}]}
    """
    if isinstance(values, list):
        return [turn_amounts(value) for value in values]
    if not isinstance(values, dict):
        return values
    return {
        key: turn(value) if "amount" in str(key) else turn_amounts(value)
        for key, value in values.items()
    }


def turn(value: Any) -> Any:
    """Return a number with the other sign, and whatever else as it is.

    >>> turn(2.5), turn(0.0), turn(False), turn([1.0])
    (-2.5, 0.0, False, [1.0])
    """
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    # Never -0.0, which is printed with a sign
    return (-value or 0.0) if is_number else value
