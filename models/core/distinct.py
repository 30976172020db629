"""Which of many records have to be looked at."""


def get_distinct(records):
    """Yield each field whose company is checked, and the records to check it of.

    Those are one of each company and value: what is right for one is for all of them.
    """
    for name, field in records._fields.items():
        if field.relational and field.check_company:
            known = {
                (record.company_id.id, record[name]._ids): record.id
                for record in records.sudo()
            }
            yield name, records.browse(known.values())
