"""Which rows need which files: counted by the database itself, in the transaction of each change.

A file is gone once nothing needs it, so whatever names one has to be in `HOLDERS`: for each a few
triggers keep the table `need`. Whoever writes rows need not think of it.
"""

# ruff: noqa: S608 - all names in the statements are ours, and triggers take no parameters

from typing import NamedTuple

import sqlalchemy as sa


class Holder(NamedTuple):
    """A column that names files by their sha256."""

    table: str
    column: str
    key: str = "{row}.id"  # what tells its rows apart, as text
    json: bool = True  # whether it is JSON with any number of names, else it is one name
    only: str = ""  # the condition under which it needs them

    @property
    def name(self) -> str:
        """What it is called in `need`."""
        return f"{self.table}.{self.column}"

    def of(self, row: str) -> str:
        """Its key, of a row: NEW, OLD, or the table."""
        return self.key.format(row=row)


# Whatever names a file, so that it stays. A new column that does is a new line here: those of
# existing rows are counted when the database is next opened.
HOLDERS = (
    Holder("turn", "pictures"),
    Holder("turn", "reply"),
    # Of what was deleted only the fact stays, which names its pictures and needs none of them.
    Holder("job", "spec", only="{row}.deleted IS NULL"),
    Holder("job", "outcome", only="{row}.deleted IS NULL"),
    Holder("reference_version", "content", key="{row}.id || ' ' || {row}.number"),
)
# JSON, and columns called as if, that name no file that is to stay.
NO_HOLDERS = {
    "asset.sha256": "what is known of a file that something else needs, or nothing",
    "asset.deep": "the same of the file in all its depth, which is named wherever the asset is",
    "need.sha256": "that something needs it",
    "job.votes": "how many voted for which variant",
    "loose.sha256": "that perhaps nothing needs it",
    "job.failure": "an error and its sentence",
    "posting.file": "what the platform calls a picture of its own",
    "received.content": "what a platform sent: its names of files are its own",
    "invitation.content": "a job and who may paint on it",
}


def upheld(connection: sa.Connection) -> None:
    """Count for every holder from now on, and first what is there; done once for each."""
    sqlite = connection.dialect.name == "sqlite"
    there = "SELECT name FROM sqlite_master" if sqlite else "SELECT tgname FROM pg_trigger"
    known = {row[0] for row in connection.execute(sa.text(there))}
    making = _in_sqlite if sqlite else _in_postgresql
    if "need_lost" not in known:
        _run(connection, _LOST_IN_SQLITE if sqlite else _LOST_IN_POSTGRESQL)
    for holder in HOLDERS:
        if f"need_{holder.table}_{holder.column}_made" not in known:
            _run(connection, making(holder))
            _run(connection, (_counted(holder, holder.table, sqlite),))


def _run(connection: sa.Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


# What loses the last row that needs it, is looked at: storage.loose.
_LOST_IN_SQLITE = (
    """
    CREATE TRIGGER need_lost AFTER DELETE ON need BEGIN
        DELETE FROM loose WHERE sha256 = OLD.sha256;
        INSERT INTO loose (sha256, since) VALUES (OLD.sha256, NULL);
    END
    """,
)
_LOST_IN_POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION easel_need_lost() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO loose (sha256, since) VALUES (OLD.sha256, NULL)
        ON CONFLICT (sha256) DO UPDATE SET since = NULL;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER need_lost AFTER DELETE ON need
    FOR EACH ROW EXECUTE FUNCTION easel_need_lost()
    """,
)


def _files(holder: Holder, row: str, sqlite: bool) -> str:
    """A query for the files that a row needs, as `sha256`."""
    column, where = f"{row}.{holder.column}", holder.only.format(row=row) or "1 = 1"
    if not holder.json:
        return f"SELECT {column} AS sha256 WHERE coalesce({column}, '') <> '' AND {where}"
    if sqlite:
        return (
            f"SELECT DISTINCT atom AS sha256 FROM json_tree({column}) "
            f"WHERE key = 'sha256' AND atom IS NOT NULL AND {where}"
        )
    found = f"jsonb_path_query({column}::jsonb, 'strict $.**.sha256')"
    return f"SELECT DISTINCT named #>> '{{}}' AS sha256 FROM {found} AS named WHERE {where}"


def _noted(holder: Holder, row: str, sqlite: bool) -> str:
    """Notes what a row needs; what is noted already stays.

    No `OR IGNORE`: within a trigger SQLite takes the policy of the statement that fired it.
    """
    known = f"SELECT sha256 FROM need WHERE holder = '{holder.name}' AND owner = {holder.of(row)}"
    return (
        f"INSERT INTO need (holder, owner, sha256) SELECT '{holder.name}', {holder.of(row)}, "
        f"sha256 FROM ({_files(holder, row, sqlite)} EXCEPT {known}) AS files"
    )


def _counted(holder: Holder, table: str, sqlite: bool) -> str:
    """Notes what all rows of a table need."""
    files, key = _files(holder, table, sqlite), holder.of(table)
    column, where = f"{table}.{holder.column}", holder.only.format(row=table) or "1 = 1"
    if not holder.json:
        chosen = f"SELECT {key}, {column} FROM {table} WHERE coalesce({column}, '') <> ''"
        chosen = f"{chosen} AND {where}"
    elif sqlite:
        chosen = (
            f"SELECT DISTINCT {key}, atom FROM {table}, json_tree({column}) AS tree "
            f"WHERE tree.key = 'sha256' AND atom IS NOT NULL AND {where}"
        )
    else:
        chosen = f"SELECT {key}, files.sha256 FROM {table}, LATERAL ({files}) AS files"
    names = "SELECT '" + holder.name + "', one.* FROM"
    return f"INSERT INTO need (holder, owner, sha256) {names} ({chosen}) AS one"


def _unneeded(holder: Holder, sqlite: bool) -> str:
    """Takes back what a row needed before it changed, and does not any more."""
    old, new = holder.of("OLD"), holder.of("NEW")
    kept = f"SELECT sha256 FROM ({_files(holder, 'NEW', sqlite)}) AS files WHERE {old} = {new}"
    return (
        f"DELETE FROM need WHERE holder = '{holder.name}' AND owner = {old} "
        f"AND sha256 NOT IN ({kept})"
    )


def _dropped(holder: Holder) -> str:
    return f"DELETE FROM need WHERE holder = '{holder.name}' AND owner = {holder.of('OLD')}"


def _in_sqlite(holder: Holder) -> tuple[str, ...]:
    """The triggers of a holder in SQLite."""
    name, on = f"need_{holder.table}_{holder.column}", f"ON {holder.table}"
    noted = _noted(holder, "NEW", sqlite=True)
    changed = f"{noted}; {_unneeded(holder, sqlite=True)}"
    return (
        f"CREATE TRIGGER {name}_made AFTER INSERT {on} BEGIN {noted}; END",
        f"CREATE TRIGGER {name}_changed AFTER UPDATE {on} BEGIN {changed}; END",
        f"CREATE TRIGGER {name}_gone AFTER DELETE {on} BEGIN {_dropped(holder)}; END",
    )


def _in_postgresql(holder: Holder) -> tuple[str, ...]:
    """The trigger of a holder in PostgreSQL, and what it runs."""
    name = f"need_{holder.table}_{holder.column}"
    noted = _noted(holder, "NEW", sqlite=False)
    return (
        f"""
        CREATE OR REPLACE FUNCTION easel_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'DELETE' THEN {_dropped(holder)}; RETURN NULL; END IF;
            {noted};
            IF TG_OP = 'UPDATE' THEN {_unneeded(holder, sqlite=False)}; END IF;
            RETURN NULL;
        END $$
        """,
        f"""
        CREATE TRIGGER {name}_made AFTER INSERT OR UPDATE OR DELETE ON {holder.table}
        FOR EACH ROW EXECUTE FUNCTION easel_{name}()
        """,
    )
