"""What stands of an invoice line: pieces by price, once its notes are counted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from .distribute import distribute
from .money import from_steps, to_steps

# Quantities closer than this are the same; units of measure round to no less
QUANTITY_STEP = 1e-6

# Money that differs by no more than this part is the same but for rounding
ALIKE = 0.001


class Terms(NamedTuple):
    """At what a piece was sold: two pieces with the same terms are alike.

    ``taxes`` are ids in ascending order; ``deductible`` is the part of a bill that
    is not private, a percentage.
    """

    price: float
    discount: float = 0.0
    taxes: tuple[int, ...] = ()
    deductible: float = 100.0

    @classmethod
    def of(
        cls,
        price: float,
        discount: float,
        taxes: Iterable[int],
        deductible: float = 100.0,
    ) -> Terms:
        """Return terms that compare equal where only noise of floats differs."""
        return cls(
            round(price, 8), round(discount, 6), tuple(sorted(taxes)), deductible
        )

    @classmethod
    def of_key(cls, key: str) -> Terms:
        """Return the terms that a key names.

        :raises ValueError: for what is no key

        >>> Terms.of_key(Terms(90.0, 10.0, (7,)).key).net_price
        81.0
        """
        try:
            price, discount, taxes, deductible = json.loads(key)
            return cls.of(price, discount, map(int, taxes), deductible)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{key!r} names no terms") from error

    @property
    def key(self) -> str:
        """A text that names these terms, for windows."""
        return json.dumps(self)

    @property
    def net_price(self) -> float:
        """The price of a piece, its discount off."""
        return self.price * (1 - self.discount / 100)


class Entry(NamedTuple):
    """One line in the life of an invoice line, the invoice line itself the first.

    ``quantity`` is above zero where pieces are added, below where they are taken
    back; ``net`` has the sign of the money that comes or goes. ``taken`` are the
    terms of the pieces that it takes, where they are not its own: a return less what
    was taken off before. ``debit`` tells the debit note that it stands on, ``is_tax``
    that it changes taxes, ``pair`` the note in which it takes pieces and charges them
    anew, at another price or with other taxes.
    """

    quantity: float
    terms: Terms
    net: float
    total: float = 0.0
    taken: Terms | None = None
    debit: int = 0
    is_amount: bool = False
    is_posted: bool = True
    is_tax: bool = False
    pair: int = 0


class Layer(NamedTuple):
    """Pieces of one line that stand at the same terms."""

    terms: Terms
    quantity: float


class Stated(NamedTuple):
    """What a document states of what stands at one price: pieces and money."""

    taxes: tuple[int, ...]
    quantity: float
    net: float


class Standing(NamedTuple):
    """What stands of a line: its pieces, and its money by set of taxes.

    ``layers`` have the oldest first. ``nets`` may be less than what the pieces come
    to: amounts were taken off without a piece. ``invoiced`` is the quantity of the
    line itself, ``added`` what debit notes put on top, ``over`` what was
    taken back beyond both, ``reductions`` at what terms amounts were taken off.
    """

    layers: tuple[Layer, ...] = ()
    nets: dict[tuple[int, ...], float] = {}
    invoiced: float = 0.0
    added: float = 0.0
    entries: int = 0
    over: float = 0.0
    reductions: tuple[Terms, ...] = ()

    @property
    def quantity(self) -> float:
        """The pieces that stand."""
        return sum(layer.quantity for layer in self.layers)

    @property
    def net(self) -> float:
        """The money that stands, before taxes."""
        return sum(self.nets.values())

    @property
    def credited(self) -> float:
        """The pieces that were taken back."""
        return self.invoiced + self.added - self.quantity + self.over

    @property
    def loose(self) -> dict[tuple[int, ...], float]:
        """The money that stands at taxes at which no piece does.

        >>> sold, off = Entry(2.0, Terms(100.0, taxes=(7,)), 200.0), Terms(100.0)
        >>> replay([sold, Entry(-1.0, off, -100.0)]).loose
        {(): -100.0}
        """
        known = {layer.terms.taxes for layer in self.layers}
        return {taxes: net for taxes, net in self.nets.items() if taxes not in known}

    def find(self, chosen: Terms | None = None) -> Layer | None:
        """Return the chosen pieces, the youngest where none are; None for none."""
        for layer in reversed(self.layers):
            if chosen in (None, layer.terms):
                return layer
        return None

    def take(
        self, quantity: float, chosen: Terms | None = None, oldest: bool = False
    ) -> list[Layer]:
        """Return the pieces that a return takes, the youngest first.

        :param chosen: take pieces with these terms only
        :param oldest: take the oldest first instead

        >>> old, new = Terms(100.0), Terms(90.0)
        >>> standing = Standing((Layer(old, 7.0), Layer(new, 3.0)))
        >>> [(piece.terms.price, piece.quantity) for piece in standing.take(4.0)]
        [(90.0, 3.0), (100.0, 1.0)]
        """
        layers = self.layers if oldest else self.layers[::-1]
        taken = []
        for layer in layers:
            if chosen is not None and layer.terms != chosen:
                continue
            part = min(layer.quantity, quantity)
            if part > QUANTITY_STEP:
                taken.append(Layer(layer.terms, part))
                quantity -= part
        return taken


def replay(entries: Iterable[Entry]) -> Standing:
    """Return what stands of a line after everything that happened to it, in order.

    A line that takes pieces back at their own terms is a return; at other terms it
    takes an amount off and leaves the pieces.

    >>> sold = Entry(10.0, Terms(100.0), 1000.0)
    >>> back = Entry(-10.0, Terms(100.0), -1000.0)
    >>> anew = Entry(10.0, Terms(90.0), 900.0)
    >>> standing = replay([sold, back, anew, Entry(-4.0, Terms(90.0), -360.0)])
    >>> [(layer.terms.price, layer.quantity) for layer in standing.layers]
    [(90.0, 6.0)]
    >>> standing = replay([sold, Entry(-1.0, Terms(40.0), -40.0)])
    >>> standing.quantity, standing.net
    (10.0, 960.0)
    """
    layers: dict[Terms, float] = {}
    owed: dict[Terms | int, float] = {}
    nets: dict[tuple[int, ...], float] = {}
    added: dict[int, float] = {}
    invoiced, count = None, 0
    for entry in _order_pairs(_name_retaxed_pieces(entries)):
        count += 1
        nets[entry.terms.taxes] = nets.get(entry.terms.taxes, 0.0) + entry.net
        if invoiced is None:
            invoiced = entry.quantity
        if entry.is_amount:
            continue
        moved = _move_pieces(entry, layers, owed)
        if entry.debit:
            added[entry.debit] = added.get(entry.debit, 0.0) + moved
    pieces = [Layer(*item) for item in layers.items()]
    kept = tuple(layer for layer in pieces if layer.quantity > QUANTITY_STEP)
    more = sum(quantity for quantity in added.values() if quantity > QUANTITY_STEP)
    off = {terms: quantity for terms, quantity in owed.items() if quantity}
    reductions = tuple(terms for terms in off if isinstance(terms, Terms))
    over = sum(quantity for terms, quantity in off.items() if terms in layers)
    return Standing(kept, nets, invoiced or 0.0, more, count, over, reductions)


def _move_pieces(
    entry: Entry, layers: dict[Terms, float], owed: dict[Terms | int, float]
) -> float:
    """Put the pieces of an entry into the layers, or take them out.

    :param owed: what took an amount off, and no piece: its reversal gives none back;
        by the number of a pair what it did not find, and does not charge anew
    :return: how many pieces came or went
    """
    terms = entry.taken or entry.terms
    key = entry.pair or terms
    if entry.quantity > 0:
        given_back = min(owed.get(key, 0.0), entry.quantity)
        if given_back:
            owed[key] -= given_back
        pieces = entry.quantity - given_back
        if pieces > QUANTITY_STEP:
            # The pieces that came last are the youngest
            layers[terms] = layers.pop(terms, 0.0) + pieces
        return pieces
    wanted = -entry.quantity
    there = layers.get(terms, 0.0)
    taken = wanted if wanted < there + QUANTITY_STEP else there
    if taken:
        layers[terms] = max(there - taken, 0.0)
    if wanted - taken > QUANTITY_STEP:
        owed[key] = owed.get(key, 0.0) + wanted - taken
    return -taken


def _order_pairs(entries: list[Entry]) -> list[Entry]:
    """Return entries in which a pair takes pieces before it charges them anew.

    The reversal of a pair may find that its pieces stand at other terms by now. Then
    it moves money alone.

    >>> old, dear, new = Terms(90.0), Terms(100.0), Terms(95.0)
    >>> pair = [Entry(-1.0, dear, -100.0), Entry(1.0, new, 95.0)]
    >>> back = [Entry(1.0, old, 90.0, pair=7), Entry(-1.0, dear, -100.0, pair=7)]
    >>> standing = replay([Entry(1.0, dear, 100.0), *pair, *back])
    >>> [(piece.terms.price, piece.quantity) for piece in standing.layers]
    [(95.0, 1.0)]
    """
    signs: dict[int, set[bool]] = {}
    for entry in entries:
        signs.setdefault(entry.pair, set()).add(entry.quantity > 0)
    ordered: list[Entry] = []
    for entry in entries:
        place = len(ordered)
        if len(signs[entry.pair]) < 2:
            entry = entry._replace(pair=0)
        elif entry.pair and entry.quantity < 0:
            while place and _is_given(ordered[place - 1], entry.pair):
                place -= 1
        ordered.insert(place, entry)
    return ordered


def _is_given(entry: Entry, pair: int) -> bool:
    return entry.pair == pair and entry.quantity > 0


def _name_retaxed_pieces(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in which every change of taxes names the pieces it changes.

    Version 19.0.1 changed the taxes of a line by two lines over one piece each, at all
    that stood: the whole net back, and anew.

    >>> high, low = Terms(50.0, taxes=(15,)), Terms(100.0, taxes=(7,))
    >>> back = Entry(-1.0, Terms(100.0, taxes=(15,)), -100.0, is_tax=True)
    >>> anew = Entry(1.0, low, 100.0, is_tax=True)
    >>> replay([Entry(2.0, high, 100.0), back, anew]).layers
    (Layer(terms=Terms(price=50.0, discount=0.0, taxes=(7,), deductible=100.0), \
quantity=2.0),)
    """
    named: list[Entry] = []
    for entry in entries:
        former = named[-1] if len(named) > 1 else None
        if former and entry.is_tax and former.is_tax:
            del named[-1]
            named += _name_pieces(named, former, entry)
        else:
            named.append(entry)
    return named


def _name_pieces(before: list[Entry], first: Entry, second: Entry) -> list[Entry]:
    """Return what two lines do to the pieces of a line, as they are where they say so.

    The pieces lose their taxes as a whole, and keep their price where it bears the
    same net with the others.
    """
    is_off = first.net * before[0].net < 0
    off, on = (first, second) if is_off else (second, first)
    standing = replay(before)
    pieces = [
        layer for layer in standing.layers if layer.terms.taxes == off.terms.taxes
    ]
    is_named = (off.taken or off.terms) in (layer.terms for layer in pieces)
    remaining = standing.nets.get(off.terms.taxes, 0.0) + off.net
    if not pieces or is_named or abs(remaining) > abs(off.net) * ALIKE * 10:
        return [first, second]
    named: list[Entry] = []
    for terms, quantity in pieces:
        named += [
            Entry(-quantity, terms, 0.0, debit=off.debit),
            Entry(quantity, _retax(terms, on, pieces), 0.0, debit=on.debit),
        ]
    # Money is summed up by its taxes
    named[0] = named[0]._replace(net=off.net, total=off.total)
    named[1] = named[1]._replace(net=on.net, total=on.total)
    return named


def _retax(terms: Terms, anew: Entry, pieces: list[Layer]) -> Terms:
    """Return the terms of pieces with other taxes.

    :param anew: the line over one piece that charges them all
    """
    worth = abs(anew.terms.net_price * anew.quantity)
    natural = sum(layer.quantity * layer.terms.net_price for layer in pieces)
    if abs(worth - abs(natural)) <= worth * ALIKE:
        return terms._replace(taxes=anew.terms.taxes)
    price = worth / sum(layer.quantity for layer in pieces)
    signed = price if terms.price >= 0 else -price
    return Terms.of(signed, 0.0, anew.terms.taxes, terms.deductible)


def state(standing: Standing, rounding: float) -> list[Stated]:
    """Return what stands as rows of a document, by taxes and price, oldest first.

    What was taken off without a piece lowers the pieces of the same taxes.

    :param rounding: the smallest step of the currency

    >>> sold = Entry(10.0, Terms(100.0), 1000.0)
    >>> less = Entry(0.0, Terms(50.0), -50.0, is_amount=True)
    >>> state(replay([sold, less]), 0.01)
    [Stated(taxes=(), quantity=10.0, net=950.0)]
    >>> state(replay([sold, Entry(-10.0, Terms(100.0), -1000.0)]), 0.01)
    []
    """
    rows = []
    for taxes, net in standing.nets.items():
        steps = to_steps(net, rounding)
        pieces = {
            place: layer
            for place, layer in enumerate(standing.layers)
            if layer.terms.taxes == taxes
        }
        weights = {
            place: round(layer.quantity * layer.terms.net_price / QUANTITY_STEP)
            for place, layer in pieces.items()
        }
        if sum(weights.values()):
            parts = distribute(steps, weights)
            rows += [
                Stated(taxes, pieces[place].quantity, from_steps(part, rounding))
                for place, part in parts.items()
            ]
        elif pieces or steps:
            quantity = sum(layer.quantity for layer in pieces.values())
            rows.append(Stated(taxes, quantity, from_steps(steps, rounding)))
    return rows
