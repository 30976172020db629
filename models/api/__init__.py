"""The entry point for integrations: plain values in, plain values out.

``account.note.api`` is the model; its public methods are listed in docs/api.md and are
the only ones that are promised. A request is checked value by value before anything is
done, an error begins with a stable word, a key makes a request count once.

Called over RPC and by batches; nothing inside calls it. It holds no rule: each method
turns a request into a call of the models, with the rights of the caller.
"""

from . import account_note_api
from . import account_note_api_request
from . import account_note_api_application
from . import account_note_api_batch
from . import account_note_api_correction
from . import account_note_api_correction_spec
from . import account_note_api_facts
from . import account_note_api_free
