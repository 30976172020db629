"""How `./dev test` and `./dev suites` judge Odoo's own tests."""

from devkit import suites

START = "2026-03-01 10:00:00,000 7 INFO db odoo.addons.account.tests.test_move: "
LOG = "\n".join(
    [
        f"{START}Starting TestMove.test_post ... ",
        f"{START}Starting TestMove.test_reverse ... ",
        f"{START}FAIL: TestMove.test_reverse",
        f"{START}Starting TestMove.test_many ... ",
        f"{START}ERROR: Subtest TestMove.test_many (state='draft')",
        f"{START}skipped TestTour.test_tour : Chrome executable not found",
        f"{START}skipped TestMove.test_stock : stock is not installed",
        "7 ERROR db root: ERROR: setUpClass (odoo.addons.sale.tests.test_so.TestSo)",
    ]
)
DOCUMENT = f"""
- `account: TestMove.test_elsewhere` is said before the list.

{suites.MEANT}
- `account: TestMove.test_reverse` expects what is refused.
- `sale: TestSo` as a whole.
"""


def test_what_the_log_says():
    assert suites.read(LOG) == {
        "ran": {"account": 3},
        "failed": [
            "account: TestMove.test_many",
            "account: TestMove.test_reverse",
            "sale: TestSo",
        ],
        "skipped": ["account: TestTour.test_tour"],
    }


def test_what_two_databases_say_is_said_together():
    halves = [
        {"ran": {"account": 3}, "failed": ["sale: TestSo"], "skipped": []},
        {"ran": {"account": 1, "sale": 2}, "failed": ["account: A"], "skipped": ["x"]},
    ]
    assert suites.add(halves) == {
        "ran": {"account": 4, "sale": 2},
        "failed": ["account: A", "sale: TestSo"],
        "skipped": ["x"],
    }


def test_halves_are_about_as_long(tmp_path):
    for name, size in (("a", 5), ("b", 4), ("c", 3), ("d", 3)):
        (tmp_path / name).write_text("x" * size)
    halves = suites.halve(tmp_path.iterdir())
    assert sorted("".join(sorted(f.name for f in half)) for half in halves) == [
        "ad",
        "bc",
    ]


def test_the_list_is_what_stands_below_its_title():
    assert suites.meant(DOCUMENT) == {"account: TestMove.test_reverse", "sale: TestSo"}


def found(*failed, skipped=(), ran=None):
    return {"ran": ran or {"account": 3}, "failed": failed, "skipped": skipped}


def judge(*failed, **values):
    listed = suites.meant(DOCUMENT)
    return suites.judge(found(*failed, **values), ("account",), listed)


def test_a_listed_failure_is_meant():
    assert judge("account: TestMove.test_reverse") == []


def test_another_failure_is_a_fault():
    assert judge("account: TestMove.test_reverse", "account: TestMove.test_many") == [
        "account: TestMove.test_many fails"
    ]


def test_a_listed_one_that_no_longer_fails_is_a_fault():
    assert judge() == ["account: TestMove.test_reverse is listed and does not fail"]


def test_a_skipped_tour_is_a_fault():
    skipped = ("account: TestTour.test_tour",)
    assert judge("account: TestMove.test_reverse", skipped=skipped) == [
        "account: TestTour.test_tour was skipped"
    ]


def test_a_suite_in_which_nothing_ran_is_a_fault():
    assert judge("account: TestMove.test_reverse", ran={"sale": 1}) == [
        "account: no test ran"
    ]


def test_every_difference_of_the_document_has_a_reason():
    text = suites.DOCUMENT.read_text().partition(suites.MEANT)[2]
    for name in suites.meant(suites.DOCUMENT.read_text()):
        reason = text.partition(f"- `{name}`")[2].partition("\n- ")[0]
        assert len(reason.split()) > 4, name
