"""Whether two answers say the same, and two databases hold the same."""
import datetime
import decimal
import json
import math
import re
import time

from sides import SEQUENCES

# SQLite keeps decimals as binary numbers, and the real engine gives one digit less of them.
DIGITS = decimal.Context(prec=14)
VALIDATION = {"P2009", "P2012", "P2013", "P2019"}
READS = ("find", "aggregate", "groupBy")
NEAR = 3_600_000  # milliseconds around now in which a time counts as made by the request
MADE = [(re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"), "<uuid>"),
        (re.compile(r"^c[a-z0-9]{24}$"), "<cuid>")]
TIME = re.compile(r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00(:00)?)?$")


class Outcome:
    """What an engine answered: data, an error, or the end of its process."""

    def __init__(self, answer):
        self.answer = answer
        self.data = self.code = self.kind = self.message = None
        self.broken = answer.get("crash") or answer.get("panic")
        self.failed = bool(self.broken) or "errors" in answer or "refused" in answer
        if self.broken:
            self.message = self.broken
        elif "refused" in answer:
            self.code, self.message = "P2009", answer["refused"]
        elif self.failed:
            error = answer["errors"][0]
            facing = error.get("user_facing_error") or {}
            self.code = facing.get("error_code")
            self.message = facing.get("message") or error.get("error")
            self.kind = (facing.get("meta") or {}).get("kind")
            self.error = error.get("error", "")
        else:
            self.data = next(iter(answer["data"].values()))

    def __str__(self):
        if self.broken:
            return f"ended: {self.broken}"
        if self.failed:
            return f"{self.code}: {self.message}"
        return json.dumps(self.data, ensure_ascii=False)


def difference(schema, request, ours, theirs, tables, kinds=False):
    """What differs: crash, code, answer, tables or kind; None where nothing does."""
    if ours.broken:
        return "crash"
    if ours.failed != theirs.failed:
        return "code"
    if ours.failed:
        if ours.code != theirs.code and not {ours.code, theirs.code} <= VALIDATION:
            return "code"
        if kinds and ours.kind != theirs.kind:
            return "kind"
    else:
        walk = Walk(schema)
        if walk.answer(request, ours.data) != walk.answer(request, theirs.data):
            return "answer"
    if tables and table_values(tables[0]) != table_values(tables[1]):
        return "tables"
    return None


def is_open(schema, request):
    """Whether the request asks for a part of a list whose order it leaves open."""
    walk = Walk(schema)

    def inner(model, query):
        if not isinstance(query, dict):
            return False
        arguments = query.get("arguments")
        if isinstance(arguments, dict) and walk.order(model, arguments) == "any":
            return True
        selection = query.get("selection")
        return isinstance(selection, dict) and any(inner(schema.model(e.other), selection.get(e.field)) for e in schema.ends(model.name))

    return inner(schema.model(request["modelName"]), request["query"])


def now():
    return time.time() * 1000


def moment(text):
    """The milliseconds since 1970 of a text that may be a time."""
    try:
        parsed = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return math.inf
    return parsed.replace(tzinfo=datetime.timezone.utc).timestamp() * 1000


def plain(value):
    """A value of a table without what is made up by chance or by the clock."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return "<now>" if abs(value - now()) < NEAR else value
    if isinstance(value, float):
        return rounded(value)
    if isinstance(value, str):
        if TIME.match(value) and abs(moment(value) - now()) < NEAR:
            return "<now>"
        if value.startswith(('{"', "[")):
            try:
                return repr(json.loads(value))  # JSON, whose spaces say nothing
            except ValueError:
                return value
        return next((name for pattern, name in MADE if pattern.match(value)), value)
    return value


def rounded(number):
    """A number to the digits that every way of adding up agrees on."""
    short = float(f"{number:.12g}")
    return int(short) if short.is_integer() else short


def shown(value):
    """A value of an answer; large whole numbers there are averages and sums of floats."""
    return rounded(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 1 << 40 else plain(value)


def table_values(tables):
    return {name: sorted((tuple(map(plain, row)) for row in rows), key=repr) for name, rows in tables.items() if name != SEQUENCES}


class Walk:
    """Brings answers into a form in which equal ones are equal: lists without an order are sorted."""

    def __init__(self, schema):
        self.schema = schema
        self.made = ()

    def answer(self, request, data):
        action, query = request["action"], request["query"]
        # What a write makes up by chance has another order on each side.
        self.made = () if action.startswith(READS) else ("uuid()", "cuid()")
        model = self.schema.model(request["modelName"])
        if action in ("createManyAndReturn", "updateManyAndReturn"):
            return self._sorted([self._record(model, query, r) for r in data])
        if action == "findMany":
            return self._list(model, query, data)
        if action.startswith("findFirst") and data is not None and self.order(model, query["arguments"]) != "given":
            return "any"
        if action == "groupBy":
            rows = [self._value(r) for r in data]
            return rows if self._orders_groups(query["arguments"]) else self._sorted(rows)
        if action == "aggregate":
            if self.order(model, query["arguments"]) == "any":
                return "any"
            return self._value(data)
        return self._record(model, query, data)

    def _sorted(self, items):
        return sorted(items, key=repr)

    def _list(self, model, query, data):
        arguments = query.get("arguments", {}) if isinstance(query, dict) else {}
        rows = [self._record(model, query, r) for r in data]
        order = self.order(model, arguments)
        return rows if order == "given" else self._sorted(rows) if order == "open" else len(rows)

    def order(self, model, arguments):
        """Whether the order of a list is given, open, or so open that the rows of a page are."""
        order = arguments.get("orderBy")
        if self._is_total(model, order):
            return "given"
        given = {name for name in ("take", "skip", "cursor", "distinct") if arguments.get(name) is not None}
        if arguments.get("skip") == 0:
            given.discard("skip")
        if not given:
            return "open"
        # A page without an order is one in the order of the id.
        return "given" if order in (None, [], {}) and given != {"distinct"} else "any"

    def _is_total(self, model, order):
        items = order if isinstance(order, list) else [order]
        names = {n for item in items if isinstance(item, dict) for n in item}
        fields = [model.field(n) for n in names if model.field(n)]
        return (any(set(c) <= names and not any(model.field(f).optional for f in c) for c, _ in model.criteria())
                and not any(f.default in self.made for f in fields))

    @staticmethod
    def _orders_groups(arguments):
        order = arguments.get("orderBy")
        items = order if isinstance(order, list) else [order]
        names = {n for item in items if isinstance(item, dict) for n in item}
        by = arguments.get("by")
        return set(by if isinstance(by, list) else [by]) <= names

    def _record(self, model, query, data):
        if not isinstance(data, dict):
            return self._value(data)
        ends = {e.field: e for e in self.schema.ends(model.name)}
        selection = query.get("selection", {}) if isinstance(query, dict) else {}
        found = {}
        for name, value in data.items():
            if name in ends:
                other, inner = self.schema.model(ends[name].other), selection.get(name, {})
                found[name] = self._list(other, inner, value) if isinstance(value, list) else self._record(other, inner, value)
            else:
                found[name] = self._value(value)
        return dict(sorted(found.items()))

    def _value(self, value):
        if isinstance(value, list):
            return [self._value(v) for v in value]
        if not isinstance(value, dict):
            return shown(value)
        match value.get("$type"):
            case "Json": return {"$type": "Json", "value": repr(json.loads(value["value"]))}
            case "Decimal": return {"$type": "Decimal", "value": str(DIGITS.plus(decimal.Decimal(value["value"])).normalize())}
        return dict(sorted((k, self._value(v)) for k, v in value.items()))
