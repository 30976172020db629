from odoo import models

from .uninstallation import loading_chart


class AccountChartTemplate(models.AbstractModel):
    """Core takes the books of a company away with the chart they were kept in."""

    _inherit = "account.chart.template"

    def _load(self, *args, **kwargs):
        with loading_chart():
            return super()._load(*args, **kwargs)
