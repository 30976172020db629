"""The order of everything: the scripts of a document's life.

``account_move.py`` and ``account_move_line.py`` are the only classes of this addon that
override creating, writing, copying, posting, resetting, reversing and settling, and the
alerts of documents. Each override is a script of named steps; the steps are methods of
the packages of their concepts. The truth here is the order: what is locked before it is
compared, what is checked before and what after core's own work.

``gate.py`` is the table of what changes through our own steps alone; packages open and
ask its gates. The scripts call every package; none calls them but for ``_note_reverse``
and ``_note_reconcile_as_core``. They hold no rule of their own, and are imported last,
by ``models/__init__.py``.
"""
