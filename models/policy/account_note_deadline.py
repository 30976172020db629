from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.deadline import DayOfYear, after_fiscal_year, after_period

MONTHS = [
    ("1", "January"),
    ("2", "February"),
    ("3", "March"),
    ("4", "April"),
    ("5", "May"),
    ("6", "June"),
    ("7", "July"),
    ("8", "August"),
    ("9", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]
# A leap year, so that the 29th of February may be chosen
LEAP_YEAR = 2024


class AccountNoteDeadline(models.Model):
    """Until when the law of a country lets an invoice be corrected."""

    _name = "account.note.deadline"
    _inherit = "account.note.kept.words"
    _description = "Correction Deadline"
    _order = "country_id, kind, id"

    country_id = fields.Many2one(
        "res.country", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        selection=lambda self: self._get_kinds(),
        string="Kind of Reason",
        help="Leave it empty for notes of any kind, and for those without a reason.",
    )
    direction = fields.Selection(
        selection=[
            ("both", "All"),
            ("sale", "Sales"),
            ("purchase", "Purchases"),
        ],
        required=True,
        default="both",
    )
    used_for = fields.Selection(
        selection=[
            ("both", "All credit and debit notes"),
            ("credit", "Credit notes"),
            ("debit", "Debit notes"),
        ],
        required=True,
        default="both",
    )
    rule = fields.Selection(
        selection=[
            ("period", "Period"),
            ("fiscal_year", "Fixed day"),
        ],
        required=True,
        default="period",
        help="Period: counted from the date of the corrected document.\n"
        "Fixed day: the first such day after the end of the fiscal year, as the law "
        "has it, in which the corrected document is dated.",
    )
    period_number = fields.Integer(string="Period", default=1)
    period_unit = fields.Selection(
        selection=[("day", "Days"), ("month", "Months"), ("year", "Years")],
        string="Unit",
        required=True,
        default="year",
    )
    year_end_day = fields.Integer(string="Last Day of the Fiscal Year", default=31)
    year_end_month = fields.Selection(
        selection=MONTHS, string="Its Month", required=True, default="12"
    )
    last_day = fields.Integer(string="Last Day for Notes", default=31)
    last_month = fields.Selection(
        selection=MONTHS, string="Month", required=True, default="12"
    )
    legal_basis = fields.Text(
        translate=True, help="The law, in a sentence. Shown with the warning."
    )
    active = fields.Boolean(default=True)

    @api.depends("country_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._get_kinds())
        for deadline in self:
            parts = [deadline.country_id.name, kinds.get(deadline.kind)]
            deadline.display_name = ", ".join(filter(None, parts))

    @api.constrains("rule", "period_number")
    def _check_period(self):
        for deadline in self:
            if deadline.rule == "period" and deadline.period_number < 1:
                raise ValidationError(
                    self.env._(
                        "%(deadline)s: a period of %(number)s does not end after the "
                        "invoice. Enter one or more days, months or years.",
                        deadline=deadline.display_name,
                        number=deadline.period_number,
                    )
                )

    @api.constrains("rule", "year_end_day", "year_end_month", "last_day", "last_month")
    def _check_days(self):
        for deadline in self.filtered(lambda found: found.rule == "fiscal_year"):
            if not (deadline.year_end_month and deadline.last_month):
                raise ValidationError(
                    self.env._(
                        "%s: choose the months in which the fiscal year and the time "
                        "for corrections end.",
                        deadline.display_name,
                    )
                )
            months = dict(self._fields["last_month"]._description_selection(self.env))
            for day in (deadline._get_year_end(), deadline._get_last_day()):
                if not 1 <= day.day <= 31 or day.in_year(LEAP_YEAR).day != day.day:
                    raise ValidationError(
                        self.env._(
                            "%(deadline)s: there is no day %(day)s in %(month)s. Enter "
                            "a day that this month has.",
                            deadline=deadline.display_name,
                            day=day.day,
                            month=months[str(day.month)],
                        )
                    )

    @api.model
    def _get_kinds(self):
        """Return the kinds of reasons, those of other addons included."""
        kinds = self.env["account.note.reason"]._fields["kind"]
        return kinds._description_selection(self.env)

    def _get_year_end(self):
        return DayOfYear(int(self.year_end_month), self.year_end_day)

    def _get_last_day(self):
        return DayOfYear(int(self.last_month), self.last_day)

    def _get_due_date(self, date):
        """Return the last day on which a document of some date may be corrected."""
        self.ensure_one()
        if self.rule == "period":
            return after_period(date, self.period_number, self.period_unit)
        return after_fiscal_year(date, self._get_year_end(), self._get_last_day())

    @api.model
    def _find_for(self, company, kind, is_sale, side):
        """Return the deadlines that hold for a note.

        Those for its kind of reason stand above those for any kind.

        :param str kind: the kind of its reason, empty for none
        :param str side: ``credit`` or ``debit``
        """
        found = self.search(
            [
                ("country_id", "=", company.account_fiscal_country_id.id),
                ("kind", "in", [kind, False]),
                ("direction", "in", ["both", "sale" if is_sale else "purchase"]),
                ("used_for", "in", ["both", side]),
            ]
        )
        return found.filtered("kind") or found
