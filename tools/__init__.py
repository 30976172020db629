"""The addon's rules in plain Python: facts in, decisions out, no Odoo."""
