"""Where `./dev lifecycle upgrade` takes earlier versions from."""

import subprocess

import pytest

from devkit import layout, releases

UNKNOWN = "0" * 40


@pytest.fixture
def history(tmp_path, monkeypatch):
    """A function that commits a manifest, with or without the files it names."""
    monkeypatch.setattr(layout, "ROOT", tmp_path)
    monkeypatch.setattr(releases, "RELEASES", {"1.0": UNKNOWN})
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    def git(*arguments):
        identity = ("-c", "user.name=T", "-c", "user.email=t@example.com")
        command = ["git", "-C", tmp_path, *identity, *arguments]
        run = subprocess.run(command, check=True, capture_output=True, text=True)
        return run.stdout.strip()

    def commit(version, whole=True):
        if not (tmp_path / ".git").exists():
            git("init", "--quiet")
        manifest = {"version": version, "data": ["data/some.xml"]}
        (tmp_path / "__manifest__.py").write_text(repr(manifest))
        if whole:
            (tmp_path / "data").mkdir(exist_ok=True)
            (tmp_path / "data" / "some.xml").write_text("<odoo/>")
        git("add", ".")
        git("commit", "--quiet", "--allow-empty", "--message", version)
        return git("rev-parse", "HEAD")

    commit.git = git
    return commit


def test_the_commit_that_is_known(history, monkeypatch):
    history("0.9")
    known = history("1.0")
    history("1.1")
    monkeypatch.setattr(releases, "RELEASES", {"1.0": known})
    assert releases.find("1.0") == known


def test_the_tag_where_the_commit_is_unknown(history):
    history("1.0")
    tagged = history("1.1")
    history.git("tag", "1.0")
    assert releases.find("1.0") == tagged


def test_the_first_of_the_version_that_can_be_installed(history):
    history("0.9", whole=False)
    history("1.0", whole=False)
    whole = history("1.0")
    history("1.1")
    assert releases.find("1.0") == whole


def test_none_without_history(history):
    assert releases.find("1.0") is None
