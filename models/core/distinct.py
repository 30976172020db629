"""Which of many records have to be looked at."""


def get_distinct(records):
    """Yield each field whose company is checked, and the records to check it of.

    Those are one of each company and value: what is right for one is for all of them.
    """
    known = records.sudo()
    companies = [record.company_id.id for record in known]
    is_of_one_company = len({*companies}) == 1
    for name, field in records._fields.items():
        # Read of all at once first: most are empty, or the same everywhere
        values = known[name] if field.relational and field.check_company else None
        if not values:
            continue
        if len(values) == 1 and is_of_one_company:
            found = [next(record.id for record in known if record[name])]
        else:
            found = {
                (company, record[name]._ids): record.id
                for company, record in zip(companies, known, strict=True)
            }.values()
        yield name, records.browse(found)
