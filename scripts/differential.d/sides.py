"""The two engines, each on a database of its own, and the rows in both."""
import json
import os
import pathlib
import select
import shutil
import sqlite3
import subprocess
import tempfile

import rows as row_maker


SEQUENCES = "#"  # what a dump calls the sequences: they move although nothing else does


class Trouble(Exception):
    """The test cannot go on."""


class Lines:
    """A process that answers a line with a line."""

    def __init__(self, command, errors, **options):
        self.pending = b""
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                                        start_new_session=True, **options)

    def ask(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def answer(self, seconds=20):
        """The next line; EOFError where the process ends or says nothing for so long."""
        while b"\n" not in self.pending:
            if not select.select([self.process.stdout], [], [], seconds)[0]:
                self.process.kill()
                raise EOFError
            part = os.read(self.process.stdout.fileno(), 1 << 20)
            if not part:
                raise EOFError
            self.pending += part
        line, _, self.pending = self.pending.partition(b"\n")
        return json.loads(line)

    def end(self):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        self.process.stdout.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Sides:
    """swisma and the real engine on one schema; `ours` and `theirs` name what belongs to which."""

    def __init__(self, database, binary, oracle, server):
        self.database, self.binary, self.server = database, binary, server
        shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="differential-", dir=shared))
        self.errors = open(self.folder / "errors.txt", "w+b")
        root = os.environ.get("ORACLE_ROOT", str(pathlib.Path.home() / ".cache/prisma-oracle"))
        node = os.environ.get("ORACLE_NODE", f"{root}/node")
        self.node = [node if os.access(node, os.X_OK) else "node", str(pathlib.Path(__file__).parent / "engine.mjs"), str(oracle)]
        self.driver = self.swisma = self.connections = None
        self.schema = None
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("SWISMA")}
        self.environment |= {"DATABASE_URL": "unused", "SWIFT_BACKTRACE": "enable=no"}
        self.names = [f"differential_{os.getpid()}_{side}" for side in ("ours", "theirs")]
        self._start_driver()
        if database == "postgresql":
            for name in self.names:
                self._drive(op="sql", pg=server, sql=f'CREATE DATABASE "{name}" TEMPLATE template0')
                self._drive(op="sql", pg=server, sql=f'ALTER DATABASE "{name}" SET synchronous_commit = off')

    def _start_driver(self):
        self.driver = Lines(self.node, self.errors)

    def _drive(self, **command):
        self.driver.ask(json.dumps(command))
        answer = self.driver.answer(seconds=300)  # making and dropping a database waits for the disk
        if not answer["ok"]:
            raise Trouble(answer.get("message"))
        return answer

    def url(self, side):
        base, _, _ = self.server.rpartition("/")
        return f"{base}/{self.names[side]}"

    def _file(self, side):
        return str(self.folder / f"{self.names[side]}.db")

    def close(self):
        self._close_swisma()
        self.driver.process.kill()  # it may be in the midst of a request
        self.driver.end()
        if self.database == "postgresql":
            self._start_driver()
            for name in self.names:
                self._drive(op="sql", pg=self.server, sql=f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            self.driver.ask('{"op":"quit"}')
            self.driver.end()
        self.errors.close()
        shutil.rmtree(self.folder)

    def _close_swisma(self):
        if self.swisma:
            self.swisma.end()
            self.swisma = None
        for connection in self.connections or []:
            connection.close()
        self.connections = None

    def open(self, schema):
        """Both engines on empty databases of the schema; Trouble where the schema is invalid."""
        text = schema.text()
        ddl = self._drive(op="ddl", schema=text)["sql"]
        self._close_swisma()
        self._drive(op="close")
        self.schema = schema
        path = self.folder / "schema.prisma"
        path.write_text(text)
        if self.database == "sqlite":
            self.connections = []
            for side in (0, 1):
                pathlib.Path(self._file(side)).unlink(missing_ok=True)
                connection = sqlite3.connect(self._file(side), isolation_level=None)
                self.connections.append(connection)
                try:
                    connection.executescript("PRAGMA synchronous=OFF;" + ddl)
                except sqlite3.Error as error:
                    raise Trouble(f"a schema whose tables cannot be made: {error}")
            target = {"sqlite": self._file(1)}
            url = f"file:{self._file(0)}"
        else:
            for side in (0, 1):
                self._drive(op="sql", pg=self.url(side), sql=f"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n{ddl}")
            target = {"pg": self.url(1)}
            url = self.url(0)
        self._drive(op="open", schema=text, **target)
        self.target = target
        self.swisma_command = [self.binary, "query", "--stdin", "--protocol", "engine", "--schema", str(path), "--url", url]
        self._start_swisma()
        self.clear = self._clear_sql()

    def _start_swisma(self):
        self.swisma = Lines(self.swisma_command, self.errors, env=self.environment)

    # Rows

    def _clear_sql(self):
        tables = [t for t, _ in row_maker.tables(self.schema)]
        return "\n".join(f'DELETE FROM "{t}";' for t in tables)

    def fill(self, rows):
        """The rows, and nothing else, in both databases."""
        inserts = row_maker.insert_sql(self.schema, rows)
        if self.database == "sqlite":
            script = f"PRAGMA foreign_keys=OFF; BEGIN;\n{self.clear}\n"
            if row_maker.sequences(self.schema):
                script += "DELETE FROM sqlite_sequence;\n"
            for connection in self.connections:
                try:
                    connection.executescript(script + inserts + "\nCOMMIT;")
                except sqlite3.Error:
                    connection.execute("ROLLBACK")
                    raise Trouble("rows that do not fit")
        else:
            sequences = "".join(f'ALTER SEQUENCE "{t}_{c}_seq" RESTART;' for t, c in row_maker.sequences(self.schema))
            script = f"BEGIN; SET LOCAL session_replication_role = replica; {sequences}\n{self.clear}\n{inserts}\nCOMMIT;"
            for side in (0, 1):
                try:
                    self._drive(op="sql", pg=self.url(side), sql=script)
                except Trouble:
                    self._drive(op="sql", pg=self.url(side), sql="ROLLBACK")
                    raise

    def dump(self):
        """The rows of every table on both sides, in an order of their own."""
        found = row_maker.tables(self.schema)
        if self.database == "sqlite":
            return [{t: sorted((tuple(r) for r in c.execute(f'SELECT {columns(names)} FROM "{t}"')), key=repr) for t, names in found}
                    for c in self.connections]
        parts = []
        for t, names in found:
            texts = ", ".join(f'"{n}"::text' for n in names)
            parts.append(f"""SELECT '{t}' AS t, json_build_array({texts})::text AS r FROM "{t}\"""")
        parts += [f"""SELECT '{SEQUENCES}', json_build_array('{t}', last_value, is_called)::text FROM "{t}_{c}_seq\""""
                  for t, c in row_maker.sequences(self.schema)]
        sql = "\nUNION ALL ".join(parts) + "\nORDER BY 1, 2"
        dumps = []
        for side in (0, 1):
            dumped = {t: [] for t, _ in found} | {SEQUENCES: []}
            for table, row in self._drive(op="sql", pg=self.url(side), sql=sql)["rows"]:
                dumped[table].append(tuple(json.loads(row)))
            dumps.append(dumped)
        return dumps

    # Requests

    def ask(self, request):
        """The answers of both engines."""
        body = json.dumps(request, ensure_ascii=False)
        self.driver.ask(json.dumps({"op": "query", "body": body}))
        try:
            self.swisma.ask(body)
            ours = self.swisma.answer()
        except (EOFError, BrokenPipeError):
            code = self.swisma.process.wait()
            ours = {"crash": f"swisma ended with status {code}"}
            self._start_swisma()
        try:
            answer = self.driver.answer()
        except EOFError:
            self.driver.end()
            self._start_driver()
            self._drive(op="open", schema=self.schema.text(), **self.target)
            return ours, {"panic": "the process of the real engine ended"}
        if answer["ok"]:
            theirs = json.loads(answer["answer"])
        else:
            theirs = {"panic": answer["panic"]} if "panic" in answer else {"refused": answer["message"]}
            if "panic" in answer:
                self._drive(op="open", schema=self.schema.text(), **self.target)
        return ours, theirs


    def ask_client(self, script):
        """What the command line answers to a script: the value, or the code of the error."""
        command = [self.binary, "query", "--json", *self.swisma_command[5:], script]
        process = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.environment, timeout=60)
        try:
            answer = json.loads(process.stdout)
        except ValueError:
            answer = {"error": {"code": f"status {process.returncode}", "message": process.stdout.decode(errors="replace")}}
        return answer, process.returncode != 0


def columns(names):
    return ", ".join(f'"{n}"' for n in names)
