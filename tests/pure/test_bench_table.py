from devkit import bench_table

ROUND = {"statements": 90.0, "seconds": 1.0}, {"statements": 9.0, "seconds": 0.5}


def found(seconds):
    """Return what one round of each size found, the addon with these seconds."""
    return {
        size: bench_table.medians([(ROUND[0], {**ROUND[1], "seconds": one})])
        for size, one in seconds.items()
    }


def test_medians_of_rounds():
    rounds = [({"statements": 9, "seconds": one}, ROUND[1]) for one in (3.0, 1.0, 2.0)]
    assert bench_table.medians(rounds) == {
        "statements": (9, 9.0),
        "seconds": (2.0, 0.5),
    }


def test_growth_is_that_between_the_two_largest():
    assert round(bench_table.growth({1: 50.0, 10: 1.0, 100: 100.0}), 6) == 2.0


def test_a_row_for_statements_and_one_for_seconds():
    table = bench_table.lines({"drafts": found({10: 0.1, 1000: 0.5})})
    assert table == [
        "| way | 10 | 1,000 | ratio | growth |",
        "|---|---|---|---|---|",
        "| drafts, statements | 90, 9 | 90, 9 |  |  |",
        "| drafts, seconds | 1, 0.1 | 1, 0.5 | 2.0 | 0.35 |",
    ]


def test_only_the_table_is_replaced():
    text = f"Before\n{bench_table.START}old\n{bench_table.END}After\n"
    once = bench_table.replaced(text, ["| new |"])
    assert once.startswith("Before\n") and once.endswith("After\n")
    assert "old" not in once and "| new |" in once
    assert bench_table.replaced(once, ["| new |"]) == once


def test_the_document_has_a_place_for_it():
    text = bench_table.DOCUMENT.read_text()
    assert text.count(bench_table.START) == text.count(bench_table.END) == 1
