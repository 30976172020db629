"""What stands of pieces that a debit note added to an invoice."""

from .standing import QUANTITY_STEP, Layer, Standing, Terms


def limit_layers(layers: tuple[Layer, ...], root: Standing) -> tuple[Layer, ...]:
    """Return which pieces of a debit note stand, where its invoice may have less.

    Those at their own terms first; others are pieces of the invoice, and none costs
    more than the debit note charged.

    >>> charged, lower = Terms(100.0), Terms(90.0)
    >>> limit_layers((Layer(charged, 2.0),), Standing((Layer(lower, 1.0),)))
    (Layer(terms=Terms(price=90.0, discount=0.0, taxes=(), deductible=100.0), \
quantity=1.0),)
    """
    wanted = min(sum(layer.quantity for layer in layers), root.quantity)
    there = {layer.terms: layer.quantity for layer in root.layers}
    found: dict[Terms, float] = {}

    def take(terms: Terms, most: float, at: Terms) -> None:
        nonlocal wanted
        part = min(most, there.get(terms, 0.0), wanted)
        if part > QUANTITY_STEP:
            found[at] = found.get(at, 0.0) + part
            there[terms] -= part
            wanted -= part

    for terms, quantity in reversed(layers):
        take(terms, quantity, terms)
    for terms, quantity in reversed(root.layers if layers else ()):
        own = layers[-1].terms
        take(terms, quantity, own if own.net_price < terms.net_price else terms)
    return tuple(Layer(terms, quantity) for terms, quantity in found.items())[::-1]
