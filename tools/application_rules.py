"""Whether a credit may settle an open item: codes of what speaks against it."""

from typing import NamedTuple


class OpenItem(NamedTuple):
    """The facts of an open item that decide on an application; ids are numbers.

    The company is the root of its branches, the partner the commercial one, the
    rate that of the document, in its currency for one of the company's.
    """

    partner: int
    company: int
    account: int
    currency: int
    rate: float = 1.0
    is_credit_note: bool = False
    is_debit: bool = True
    is_doubtful: bool = False
    posted: bool = True


def find_errors(credit: OpenItem, item: OpenItem, same_rate: bool = False) -> list[str]:
    """Return the codes of the rules that applying a credit to an item breaks.

    :param credit: a line of a credit note
    :param item: the open item it is to settle
    :param same_rate: whether both must have the same exchange rate
    :return: some of ``state``, ``credit``, ``side``, ``company``, ``partner``,
        ``account``, ``currency``, ``rate`` and ``doubtful``, in this order

    >>> invoice = OpenItem(7, 1, 40, 2)
    >>> note = OpenItem(7, 1, 40, 2, is_credit_note=True, is_debit=False)
    >>> find_errors(note, invoice)
    []
    >>> find_errors(note._replace(partner=8, is_doubtful=True), invoice)
    ['partner', 'doubtful']
    """
    rules = {
        "state": not (credit.posted and item.posted),
        "credit": not credit.is_credit_note,
        "side": credit.is_debit == item.is_debit,
        "company": credit.company != item.company,
        "partner": credit.partner != item.partner,
        "account": credit.account != item.account,
        "currency": credit.currency != item.currency,
        "rate": same_rate and not is_near_rate(credit.rate, item.rate),
        "doubtful": credit.is_doubtful and not item.is_doubtful,
    }
    return [code for code, broken in rules.items() if broken]


def is_near_rate(rate: float, other: float) -> bool:
    """Tell whether the exchange rates of two open items are the same, nearly.

    That of an entry is computed from the currencies, and differs in the last digits
    from one that a document keeps.

    >>> is_near_rate(1.25, 1.25 + 1e-9), is_near_rate(1.25, 1.26)
    (True, False)
    """
    return abs(rate - other) <= 1e-6 * max(abs(rate), abs(other))
