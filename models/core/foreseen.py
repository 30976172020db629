"""What is remembered while documents are created of which all lines are known."""

# Where it travels, see `_CopyValues` and `_Replacements`
KEYS = ("note_copy_values", "note_replacements")


class Foreseen:
    """What core computes of one of many alike, for the others.

    It travels in the context, where a client can put no object of this class.
    """

    def __init__(self):
        # Values of a line by what decides on them
        self.of_lines = {}
        self.is_begun = False
        self.forget_created()

    def forget_created(self):
        """Forget which documents are created, and what was found of them."""
        self.created, self.answers = [], {}
        # Ids of those of which nothing was said, once somebody asked
        self.silent = None
        # Messages by document, with their values, once the first is posted
        self.messages = None


def get_being_made(env):
    """Return what is known of documents that are about to be made, else None."""
    for key in KEYS:
        values = env.context.get(key)
        if isinstance(values, Foreseen):
            return values
    return None


def get_foreseen(env):
    """Return what is known of all that is created just now, else None."""
    values = get_being_made(env)
    return values if values is not None and values.is_begun else None


def recall_new(model, values, names, make):
    """Return a record in memory that is made once for all that are alike.

    :param values: of the record
    :param names: fields of which the record is to have one, and nothing else
    :param make: makes it of values
    :return: None where it is to be made as ever
    """
    if not values or len(values) > 1 or not values.keys() <= names:
        return None
    foreseen = get_foreseen(model.env)
    if not foreseen:
        return None
    key = model._name, *values.items()
    if key not in foreseen.answers:
        foreseen.answers[key] = make(values)
    return foreseen.answers[key]
