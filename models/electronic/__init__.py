"""References, reasons and types of notes in UBL and Factur-X, sent and received.

Sent: each origin is a preceding invoice with number and date, lines name theirs where
there are several, a debit note has the type its country knows. Received: the numbers
are the sender's, and link the note with what is on file, or stay as the external
origin. A table imports notes by the number of their origin.

Called by core's exports and imports. FatturaPA, Facturae and KSeF are completed where
their modules are installed; other localizations that write references by rules of their
own are left alone. No authority is asked to cancel what posted notes correct.
"""

from . import account_edi_common
from . import account_edi_xml_cii
from . import account_edi_xml_ubl_20
from . import account_edi_xml_ubl_bis3
from . import account_move
from . import account_move_annulment
from . import account_move_import
from . import account_move_send
from . import account_move_national
