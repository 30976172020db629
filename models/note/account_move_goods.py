from odoo import models
from odoo.tools import format_date, formatLang

from .account_move_line_goods import GOODS_STAY


class AccountMove(models.Model):
    """A posted credit note says whether its goods came back, where stock is used."""

    _inherit = "account.move"

    def _note_get_goods_alerts(self):
        return self._note_describe_goods() if self._note_may_give_goods_back() else {}

    def _note_may_give_goods_back(self):
        return (
            "stock.move" in self.env
            and self.state == "posted"
            and self._is_credit_note()
            and self.note_reason_kind not in GOODS_STAY
        )

    def _note_describe_goods(self):
        """Return up to three alerts: goods that came back, are awaited, are missing."""
        found = self.invoice_line_ids._note_get_returned_goods()
        returns = [
            item
            for _product, goods in found
            for item in goods.returns
            # A move without a transfer is nothing that could be named or opened
            if item.key.picking_id
        ]
        done = [item for item in returns if item.is_done]
        awaited = [item for item in returns if not item.is_done]
        missing = [
            (product, goods.missing)
            for product, goods in found
            if not product.uom_id.is_zero(goods.missing)
        ]
        alerts = {}
        if done:
            alerts["account_note_goods_back"] = self._note_get_back_alert(done)
        if awaited:
            alerts["account_note_goods_awaited"] = self._note_get_awaited_alert(awaited)
        # Without that reason a note may stand for something else than a return
        if missing and self.note_reason_kind == "return":
            alerts["account_note_goods_missing"] = self._note_get_missing_alert(missing)
        return alerts

    def _note_get_back_alert(self, returns):
        transfers = self._note_get_transfers(returns)
        names = [
            self.env._(
                "%(transfer)s on %(date)s",
                transfer=transfer.name,
                date=format_date(self.env, transfer.date_done),
            )
            for transfer in transfers
        ]
        return {
            "level": "info",
            "message": self.env._(
                "Goods returned: %(transfers)s.", transfers=", ".join(names)
            ),
            **self._note_offer_transfers(transfers, self.env._("Open the return")),
        }

    def _note_get_awaited_alert(self, returns):
        transfers = self._note_get_transfers(returns)
        goods = [(item.key.product_id, item.quantity) for item in returns]
        return {
            "level": "info",
            "message": self.env._(
                "The return of %(goods)s is still expected: %(transfers)s.",
                goods=self._note_name_goods(goods),
                transfers=", ".join(transfers.mapped("name")),
            ),
            **self._note_offer_transfers(transfers, self.env._("Open the return")),
        }

    def _note_get_missing_alert(self, missing):
        goods = self._note_name_goods(missing)
        sent = self.invoice_line_ids._note_get_sent_transfers()
        if self.move_type == "out_refund":
            message = self.env._(
                "No return is planned for %(goods)s: create it from the delivery.",
                goods=goods,
            )
            offer = self.env._("Open the delivery")
        else:
            message = self.env._(
                "No return to the vendor is planned for %(goods)s: create it from the "
                "receipt.",
                goods=goods,
            )
            offer = self.env._("Open the receipt")
        return {
            "level": "warning",
            "message": message,
            **self._note_offer_transfers(sent, offer),
        }

    def _note_get_transfers(self, returns):
        pickings = (item.key.picking_id for item in returns)
        return self.env["stock.picking"].sudo().union(*pickings)

    def _note_name_goods(self, goods):
        """Return "3.00 Units of Chair" for each product of some (product, quantity)."""
        totals = {}
        for product, quantity in goods:
            totals[product] = totals.get(product, 0.0) + quantity
        return ", ".join(
            self.env._(
                "%(quantity)s %(unit)s of %(product)s",
                quantity=formatLang(self.env, quantity, dp="Product Unit"),
                unit=product.uom_id.name,
                product=product.display_name,
            )
            for product, quantity in totals.items()
        )

    def _note_offer_transfers(self, transfers, text):
        """Return the button of an alert, none where the user may not open them."""
        mine = transfers.with_env(self.env)._filtered_access("read")
        if not mine:
            return {}
        action = {
            "type": "ir.actions.act_window",
            "res_model": "stock.picking",
            "name": self.env._("Transfers"),
        }
        if len(mine) == 1:
            action |= {"res_id": mine.id, "view_mode": "form"}
        else:
            action |= {"domain": [("id", "in", mine.ids)], "view_mode": "list,form"}
        return {"action_text": text, "action": action}
