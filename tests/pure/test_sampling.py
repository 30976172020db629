"""What a commit is asked of a sweep."""

import pytest

from odoo.addons.account_credit_debit_note.tests.sampling import sample

CASES = range(100)


@pytest.fixture
def commit(monkeypatch):
    return lambda name: monkeypatch.setenv("NOTE_SAMPLE", name)


def test_all_in_a_full_run(monkeypatch):
    monkeypatch.delenv("NOTE_SAMPLE", raising=False)
    assert sample(CASES, 10) == list(CASES)


def test_some_of_them_in_their_order(commit):
    commit("abc")
    found = sample(CASES, 10)
    assert len(set(found)) == 10
    assert found == sorted(found)


def test_the_same_for_a_commit(commit):
    commit("abc")
    assert sample(CASES, 10) == sample(CASES, 10)
    assert sample(CASES, 10) != sample(CASES, 10, "another sweep")


def test_others_for_another_commit(commit):
    commit("abc")
    found = sample(CASES, 10)
    commit("abcd")
    assert sample(CASES, 10) != found


def test_all_where_there_are_few(commit):
    commit("abc")
    assert sample(range(3), 10) == [0, 1, 2]
