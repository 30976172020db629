"""Databases and their filestores: look, copy, rename, drop."""

import os
import shutil

from . import layout
from .process import capture


def sql(query, database="postgres"):
    """The rows of one query, each a list of strings."""
    options = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]
    options += ["--field-separator=\t", "--dbname", database]
    output = capture(["psql", *options, "--command", query])
    return [line.split("\t") for line in output.splitlines()]


def names(like):
    """Databases whose name matches the SQL pattern, the newest first."""
    query = f"SELECT datname FROM pg_database WHERE datname LIKE '{like}'"
    return [row[0] for row in sql(f"{query} ORDER BY oid DESC")]


def exists(name):
    return bool(sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def is_whole(name):
    """Whether a database is there with its filestore. The cluster of a checkout of
    root's outlives the checkout, its filestores do not."""
    return exists(name) and filestore(name).is_dir()


def clone(template, name):
    """Copy a database at the speed of files; its filestore by hard links, which is
    safe since Odoo never changes a stored file."""
    drop(name)
    sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    if filestore(template).is_dir():
        shutil.copytree(filestore(template), filestore(name), copy_function=os.link)


def rename(name, new_name):
    drop(new_name)
    if filestore(name).is_dir():
        os.replace(filestore(name), filestore(new_name))
    sql(f'ALTER DATABASE "{name}" RENAME TO "{new_name}"')


def drop(name):
    sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(filestore(name), ignore_errors=True)


def note(name, text):
    """Keep a word with the database itself, so that it goes when the database goes."""
    sql(f"COMMENT ON DATABASE \"{name}\" IS '{text}'")


def noted(name):
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
    rows = sql(f"{query} WHERE datname = '{name}'")
    return rows[0][0] if rows else None


def filestore(name):
    return layout.DATA / "filestore" / name
