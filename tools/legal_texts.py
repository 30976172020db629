"""Sentences that a country's law wants on notes to customers.

They are quotations, so they are not translated: in another language than those of the
country, the first one stands.
"""

# By country of taxation and language, with the source above each
CREDIT_NOTE_SENTENCES = {
    # Arrêté royal n° 4 of 29 December 1969, art. 4 §1; koninklijk besluit nr. 4
    "BE": {
        "fr": "T.V.A. à reverser à l'État dans la mesure où elle a été initialement "
        "portée en déduction.",
        "nl": "Btw terug te storten aan de Staat in de mate waarin ze oorspronkelijk "
        "in aftrek werd gebracht.",
        "de": "Mehrwertsteuer an den Staat zurückzuzahlen, insoweit sie ursprünglich "
        "in Abzug gebracht worden ist.",
    },
    # Codul fiscal, art. 330 alin. (1) lit. b): minus signs, or a mention in their place
    "RO": {
        "ro": "Valorile înscrise în prezentul document sunt negative (art. 330 "
        "alin. (1) lit. b) din Codul fiscal).",
    },
}
# Sentences that speak of the VAT that a note gives back, so that one without has none
ABOUT_VAT = {
    # Arrêté royal n° 4, art. 4 §1
    "BE"
}


def credit_note_sentence(
    country: str | None, language: str | None, gives_vat_back: bool
) -> str | None:
    """Return the sentence of a country on credit notes, None where it wants none.

    :param language: as Odoo names it

    >>> credit_note_sentence("BE", "nl_BE", True)[:18]
    'Btw terug te stort'
    >>> credit_note_sentence("BE", "en_US", True)[:6]
    'T.V.A.'
    >>> credit_note_sentence("BE", "nl_BE", False) is None
    True
    >>> credit_note_sentence("RO", "ro_RO", False)[:7]
    'Valoril'
    >>> credit_note_sentence("US", "en_US", True) is None
    True
    """
    sentences = CREDIT_NOTE_SENTENCES.get(country or "")
    if not sentences or (country in ABOUT_VAT and not gives_vat_back):
        return None
    first = next(iter(sentences.values()))
    return sentences.get((language or "").partition("_")[0], first)
