"""Complete the base database: languages, assets, printing. Runs in Odoo's shell."""

# Not by --load-language, which would make the first one everybody's language.
all_languages = env["res.lang"].with_context(active_test=False)
languages = all_languages.search([("code", "in", ("fr_FR", "de_DE"))])
env["base.language.install"].create({"lang_ids": languages.ids}).lang_install()

# Every browser test would otherwise compile the web client's bundles again, in its
# own transaction.
env["ir.qweb"]._pregenerate_assets_bundles()

# Each page would otherwise wait a second for scripts. Those that number the pages need
# a moment: without any, none is numbered.
env["ir.config_parameter"].set_param("report.print_delay", "100")
env.cr.commit()
