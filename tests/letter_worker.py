"""A worker process for test_batch_letter_kill: sends letters and tells each mail.

Called with the id of a batch, the size of a chunk, the number of mails after which it
kills itself (0 for never, -1 for after posting the first letters), and Odoo's options.
"""

import os
import signal
import sys
from email.utils import parseaddr

from batch_worker import open_registry, work_off


def main(batch_id, chunk, last, *options):
    registry = open_registry(chunk, options)
    tell_each_mail(registry["ir.mail_server"], int(last))
    if int(last) < 0:
        die_after_posting(registry["account.note.letter.row"])
    work_off(registry, int(batch_id))


def tell_each_mail(servers, last):
    told = []

    def send_and_tell(server, message, **_options):
        told.append(parseaddr(message["To"])[1])
        sys.stdout.write(f"{told[-1]}\n")
        sys.stdout.flush()
        if len(told) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return message["Message-Id"]

    # In place of the network
    servers._connect__ = lambda *_arguments, **_options: None
    servers.send_email = send_and_tell


def die_after_posting(rows):
    send = rows._send

    def send_and_die(rows, *arguments, **options):
        send(rows, *arguments, **options)
        rows.env.flush_all()
        os.kill(os.getpid(), signal.SIGKILL)

    rows._send = send_and_die


if __name__ == "__main__":
    main(*sys.argv[1:])
