"""Differences that stay on purpose, and faults of the real engine as it is run here."""
import copy
import dataclasses
import json
import typing

from compare import READS, table_values
from rows import link_sides, link_table


@dataclasses.dataclass
class Entry:
    """A difference with its reason. `applies` is asked of a case: `case.schema`, `case.request`, `case.ours` and `case.theirs`
    (outcomes), `case.what` (crash, code, answer, tables or kind), `case.database`.

    `without` gives the request without the cause: the difference must be gone then. `proven` is asked of the case and of a
    function that performs another request on the same rows, where taking the cause away is not enough.
    """
    name: str
    reason: str
    applies: typing.Callable
    without: typing.Callable = None
    proven: typing.Callable = None


def has_key(value, *names):
    """Whether one of the keys is anywhere in the value."""
    if isinstance(value, dict):
        return any(name in value for name in names) or any(has_key(v, *names) for v in value.values())
    return isinstance(value, list) and any(has_key(v, *names) for v in value)


def empty_or(value, inside=False):
    """Whether an `OR` without a branch is inside of another operator."""
    if isinstance(value, list):
        return any(empty_or(v, inside) for v in value)
    if not isinstance(value, dict):
        return False
    if inside and "OR" in value and nothing(value["OR"]):
        return True
    return any(empty_or(v, inside or k in ("AND", "OR", "NOT")) for k, v in value.items())


def nothing(filters):
    """Whether filters, or the members of one, ask for nothing."""
    if isinstance(filters, dict):
        return "$type" not in filters and all(map(nothing, filters.values()))
    return isinstance(filters, list) and all(map(nothing, filters))


def cursor_left_out(case):
    """Whether a page begins at a row that the list may leave out, where the real engine looks for it in memory."""
    def unstable(arguments):
        cursor, order = arguments.get("cursor"), arguments.get("orderBy")
        if not isinstance(cursor, dict):
            return False
        items = order if isinstance(order, list) else [order] if order else []
        compound = any(isinstance(v, dict) and "$type" not in v for v in cursor.values())
        return len(items) != 1 or arguments.get("distinct") or compound or many_to_many(case)

    def walk(value):
        if isinstance(value, dict):
            return unstable(value) or any(map(walk, value.values()))
        return isinstance(value, list) and any(map(walk, value))

    return (case.what == "answer" or case.theirs.code == "P2025" and not case.ours.failed) and walk(case.request["query"])


def many_to_many(case):
    return any(r.kind == "m-n" for r in case.schema.relations)


def root_json_text(case):
    """Whether a text at the root of a JSON document is compared on SQLite."""
    def walk(value):
        if isinstance(value, dict):
            return "path" not in value and bool(value.keys() & {"string_starts_with", "string_ends_with"}) or any(map(walk, value.values()))
        return isinstance(value, list) and any(map(walk, value))

    return case.database == "sqlite" and walk(case.request["query"])


def strings(value):
    """Every text in the value."""
    if isinstance(value, dict):
        return [t for v in value.values() for t in strings(v)]
    if isinstance(value, list):
        return [t for v in value for t in strings(v)]
    return [value] if isinstance(value, str) else []


def patterned_equality(case):
    """Whether a text with a wildcard may be compared insensitively."""
    texts = strings(case.request["query"])
    wild = any(set(t) & set("%\\") or t in ("_", "a_b") for t in texts)
    return case.database == "postgresql" and "insensitive" in texts and wild


def dropped(*names):
    """A function that takes keys out of a request, wherever they are."""
    def without(value):
        if isinstance(value, dict) and "$type" not in value:
            return {k: without(v) for k, v in value.items() if k not in names}
        return [without(v) for v in value] if isinstance(value, list) else value

    return lambda request: {**request, "query": without(request["query"])}


def without_empty_or(value):
    """The request without the `OR`s that ask for nothing."""
    if isinstance(value, dict) and "$type" not in value:
        return {k: without_empty_or(v) for k, v in value.items() if k != "OR" or not nothing(v)}
    return [without_empty_or(v) for v in value] if isinstance(value, list) else value


def writes_what_it_finds(case, perform):
    """Whether both engines find the same rows by the filter, and swisma wrote so many."""
    arguments = case.request["query"]["arguments"]
    one = case.request["action"].endswith("One")
    found = perform({"modelName": case.request["modelName"], "action": "findUnique" if one else "findMany",
                     "query": {"arguments": {"where": arguments.get("where", {})}, "selection": {"$scalars": True}}})
    if found is None or found.what or found.ours.failed:
        return False
    if one:
        return found.ours.data is None and (case.request["action"] == "upsertOne" or case.ours.code == "P2025")
    written = case.ours.data if case.ours.data is not None else []
    count = len(written) if isinstance(written, list) else written["count"]
    return case.ours.failed or count == min(len(found.ours.data), arguments.get("limit", len(found.ours.data)))


def by_query(request):
    """The request with relations loaded by queries of their own."""
    query = request["query"]
    return {**request, "query": {**query, "arguments": {**query["arguments"], "relationLoadStrategy": "query"}}}


def equal_but_for_ids(case, _):
    """Whether both leave the same rows, the numbers of new ones aside."""
    counted = {(m.name, f.name) for m in case.schema.models for f in m.fields if f.default == "autoincrement()"}
    for r in case.schema.relations:
        counted |= {(r.child, k) for k, f in zip(r.keys, r.references) if (r.parent, f) in counted}
    if not counted or case.tables is None:
        return False
    old = {str(row[f]) for m in case.schema.models for row in case.rows[m.name] for f in row if (m.name, f) in counted}

    def masked(tables):
        found = {}
        for m in case.schema.models:
            numbers = [i for i, f in enumerate(m.fields) if (m.name, f.name) in counted]
            found[m.db] = sorted(repr(["*" if i in numbers and v is not None and str(v) not in old else v for i, v in enumerate(row)])
                                 for row in tables[m.db])
        for r in case.schema.relations:
            if r.kind == "m-n":
                sides = [(side[0], case.schema.model(side[0]).id.fields[0]) in counted for side in link_sides(r)]
                found[link_table(r)] = sorted(repr(["*" if number and str(v) not in old else v for number, v in zip(sides, row)])
                                              for row in tables[link_table(r)])
        return found

    return masked(table_values(case.tables[0])) == masked(table_values(case.tables[1]))


def names_a_list(case, names):
    """Whether one of the names is that of a scalar list."""
    names = names if isinstance(names, list) else [names]
    return any(f.listed and f.name in names for model in case.schema.models for f in model.fields)


def objects(case):
    """Every object in the request."""
    def walk(value):
        if isinstance(value, dict) and "$type" not in value:
            yield value
            for member in value.values():
                yield from walk(member)
        elif isinstance(value, list):
            for member in value:
                yield from walk(member)

    return list(walk(case.request["query"]))


def lists_the_same(case, perform):
    """Whether both engines agree on the rows that are added up."""
    arguments = case.request["query"]["arguments"]
    listed = perform({**case.request, "action": "findMany", "query": {"arguments": arguments, "selection": {"$scalars": True}}})
    return listed is not None and not case.ours.failed and (listed.what is None or explain(listed, perform, False)[0] is not None)


def with_groups_selected(request):
    """The request with every field by which it groups in its selection."""
    query, by = request["query"], request["query"]["arguments"]["by"]
    selected = {f: True for f in (by if isinstance(by, list) else [by])}
    return {**request, "query": {**query, "selection": query["selection"] | selected}}


def without_empty_distinct(request):
    """The request without `distinct: []`."""
    def without(value):
        if isinstance(value, dict):
            return {k: without(v) for k, v in value.items() if k != "distinct" or v != []}
        return [without(v) for v in value] if isinstance(value, list) else value

    return without(request)


def two_for_one(case):
    """Whether the request has two operations on one to-one relation."""
    names = {e.field for m in case.schema.models for e in case.schema.ends(m.name) if not e.listed}
    return any(isinstance(o.get(n), dict) and len(o[n].keys() & set(NESTED)) > 1 for o in objects(case) for n in names)


def upserts_with_where(case):
    """The upserts of to-one relations that have a filter."""
    names = {e.field for m in case.schema.models for e in case.schema.ends(m.name) if not e.listed}
    return [o[n] for o in objects(case) for n in names if isinstance(o.get(n), dict) and has_where(o[n].get("upsert"))]


def has_where(upsert):
    return isinstance(upsert, dict) and "where" in upsert


def mixed_numbers(case):
    """Whether some records beside each other give a number that counts by itself, and others do not."""
    names = {f.name for m in case.schema.models for f in m.fields if f.default == "autoincrement()"}
    lists = [v for o in objects(case) for v in o.values() if isinstance(v, list)]
    return any(len({name in row for row in rows if isinstance(row, dict)}) == 2 for rows in lists for name in names)


def made_by_chance(case):
    """Whether the request writes values that are made by chance."""
    defaults = {f.default for m in case.schema.models for f in m.fields}
    return not case.request["action"].startswith(READS) and bool(defaults & {"uuid()", "cuid()"})


def equal(case):
    return case is not None and case.what is None


def connects_nothing(case, perform):
    """Whether swisma leaves what it leaves without the `connectOrCreate`."""
    if table_values(case.tables[0]) == table_values(case.before):
        return True
    tried = perform(dropped("connectOrCreate")(case.request))
    return tried is not None and not tried.ours.failed and table_values(tried.tables[0]) == table_values(case.tables[0])


def keeps_key(case, perform):
    """Whether both engines leave what swisma leaves where the update does not name the key."""
    arguments = case.request["query"]["arguments"]
    if not isinstance(arguments.get("data"), dict) or case.tables is None:
        return False
    keys = {f for fields, _ in case.schema.model(case.request["modelName"]).criteria() for f in fields}
    data = {k: v for k, v in arguments["data"].items() if k not in keys}
    query = {**case.request["query"], "arguments": {**arguments, "data": data}}
    tried = perform({**case.request, "query": query})
    return tried is not None and tried.what is None and table_values(tried.tables[0]) == table_values(case.tables[0])


def related_to_itself(case):
    return any(r.parent == r.child == case.request["modelName"] for r in case.schema.relations)


def changes_own_key(case):
    """Whether an update sets a field by which a relation of the model to itself finds the record."""
    if not related_to_itself(case):
        return False
    model = case.schema.model(case.request["modelName"])
    own = {f for fields, _ in model.criteria() for f in fields}
    arguments = case.request["query"]["arguments"]
    return any(isinstance(arguments.get(n), dict) and own & arguments[n].keys() for n in ("data", "update"))


REFUSED = {"P2002", "P2003", "P2011", "P2014", "P2017", "P2018", "P2025"}
NESTED = ("create", "createMany", "connect", "connectOrCreate", "set", "disconnect", "update", "upsert", "delete", "updateMany",
          "deleteMany")


def many_writes(case):
    """Whether the request writes several records."""
    return has_key(case.request["query"], *NESTED) or isinstance(case.request["query"]["arguments"].get("data"), list)


def theirs_says(text):
    """Whether the message of the real engine has the text."""
    return lambda case: text in (case.theirs.message or "")


FAULTS = [
    Entry("panic", "the real engine panics", lambda case: bool(case.theirs.broken)),
    Entry("adapter", "the driver adapter fails, not the engine", lambda case: case.theirs.failed and case.theirs.code == "P2036"),
    Entry("refused SQL", "the real engine writes SQL that the database refuses: functions of `jsonb` on `json`, an update of no field, "
          "the least boolean, columns of tables that it does not join", lambda case: case.theirs.code in ("P2021", "P2022")
          or 'QueryError(PostgresError { code: "42' in (case.theirs.message or "")),
    Entry("joined JSON", "the real engine reads the NULL of a JSON column as JSON's null, and sorts the members of `json`, where it joins",
          lambda case: "relationJoins" in case.schema.preview, without=by_query),
    Entry("average", "versions of SQLite add up large numbers differently", lambda case: case.database == "sqlite"
          and case.what == "answer" and has_key(case.request["query"], "_avg"), without=dropped("_avg")),
    Entry("own key", "the SQLite of Node refuses to give a key that refers to itself the value that it has",
          lambda case: case.database == "sqlite" and case.theirs.code == "P2003" and not case.ours.failed
          and any(r.on_update == "NoAction" for r in case.schema.relations)
          and case.request["action"].startswith("update") and not has_key(case.request["query"], *NESTED)),
]

KEPT = [
    Entry("order of ids", "records that one request makes beside each other may get their numbers in another order",
          lambda case: case.what in ("answer", "tables") and not case.ours.failed and many_writes(case), proven=equal_but_for_ids),
    Entry("empty OR inside", "`OR: []` matches nothing wherever it is; the real engine forgets it inside of AND, OR and NOT, and "
          "`deleteMany({ where: { AND: { OR: [] } } })` deletes every row", lambda case: empty_or(case.request["query"]),
          without=lambda request: {**request, "query": without_empty_or(request["query"])}),
    Entry("record first", "the record of an update is looked for before its nested writes; both refuse",
          lambda case: case.ours.code == "P2025" and "found for an update" in case.ours.message
          and (case.theirs.code in REFUSED or not case.theirs.failed and related_to_itself(case))),
    Entry("both refuse", "a request with several writes may have several faults, and the engines meet them in another order",
          lambda case: case.ours.failed and case.theirs.failed and {case.ours.code, case.theirs.code} <= REFUSED
          and (case.ours.code, case.theirs.code) != ("P2018", "P2025") and many_writes(case)),
    Entry("overflow", "a number that leaves 64 bits is refused; the real engine has SQLite round it",
          lambda case: case.ours.code == "P2020" and case.theirs.code in (None, "P2002", "P2003", "P2023")),
    Entry("upsert that does not fit", "`upsert` of a related record that does not fit its `where` creates and links one; the real engine "
          "does nothing or fails", lambda case: bool(upserts_with_where(case)), without=dropped("upsert")),
    Entry("page of groups", "groups may be cut without an order", lambda case: not case.ours.failed and case.request["action"] == "groupBy"
          and theirs_says("used for orderBy must be included")(case)),
    Entry("numbered and not", "rows that give a number that counts by itself and rows that do not are written in the order given",
          lambda case: mixed_numbers(case)),
    Entry("chance", "a filter meets what the request itself made by chance", lambda case: case.what == "answer" and made_by_chance(case),
          proven=lambda case, perform: any(equal(perform(case.request)) for _ in range(5))),
    Entry("aggregate page", "an aggregate may begin at any cursor", theirs_says("query arguments for aggregation query"),
          proven=lists_the_same),
    Entry("having", "`having` may ask for a field that is grouped and not selected", theirs_says("used in `having` filters"),
          without=with_groups_selected),
    Entry("distinct in nothing", "`distinct: []` takes every row for another; the real engine takes all for one",
          lambda case: '"distinct": []' in json.dumps(case.request["query"]), without=without_empty_distinct),
    Entry("distinct lists", "NULL and the empty list are two values; the real engine takes them for one",
          lambda case: not case.ours.failed and any(names_a_list(case, d.get("distinct")) for d in objects(case)),
          without=dropped("distinct")),
    Entry("last of distinct", "`take: -1` of a `findFirst` with `distinct` is the last row; the real engine answers the first",
          lambda case: case.request["action"].startswith("findFirst") and case.request["query"]["arguments"].get("take") == -1,
          without=dropped("distinct")),
    Entry("disconnect that does not fit", "`disconnect` with a filter that does not fit keeps the link; the real engine cuts it",
          lambda case: case.what in ("answer", "tables") and any(isinstance(d.get("disconnect"), dict) for d in objects(case)),
          without=dropped("disconnect")),
    Entry("disconnect not reached", "a `disconnect` of what is required is refused where it would happen; the real engine refuses the "
          "request",
          lambda case: case.theirs.code == "P2014" and not case.ours.failed and has_key(case.request["query"], "disconnect", "set")),
    Entry("two for one", "two operations on one to-one relation have no order that can be relied on", two_for_one),
    Entry("itself", "a record that is related to itself and changes its key: the engines write in another order",
          lambda case: case.what == "code" and "P2025" in (case.ours.code, case.theirs.code) and changes_own_key(case)
          or case.theirs.code == "P2003" and not case.ours.failed and changes_own_key(case)),
    Entry("rolled back", "what fails leaves nothing behind; the real engine keeps what its own referential actions did",
          lambda case: case.what == "tables" and case.ours.failed and table_values(case.tables[0]) == table_values(case.before)),
    Entry("same key", "a key that gets the value that it has does not change; the real engine has its own referential actions follow",
          lambda case: bool(case.schema.relation_mode) and not case.ours.failed, proven=keeps_key),
    Entry("limit", "`limit` holds for the referential actions of the engine too", lambda case: bool(case.schema.relation_mode)
          and has_key(case.request["query"], "limit"), without=dropped("limit")),
    Entry("fraction", "a number with a fraction is no `Int`; the real engine cuts it",
          lambda case: case.ours.code is None and "`Int`, not `Float`" in (case.ours.message or "")),
    Entry("connect again", "`connectOrCreate` of the record that is linked already keeps the link; the real engine cuts it and then "
          "misses it",
          lambda case: not case.ours.failed and has_key(case.request["query"], "connectOrCreate")
          and case.theirs.code in ("P2014", "P2025"), proven=connects_nothing),
    Entry("skipped duplicates", "records beside each other are made in the order given, and what `skipDuplicates` skips follows from it",
          lambda case: case.theirs.code == "P2002" and not case.ours.failed and has_key(case.request["query"], "skipDuplicates")),
    Entry("member", "an unknown member of the request itself is refused",
          lambda case: case.ours.failed and "has no member" in (case.ours.message or "")),
    Entry("wire", "what is no request for the real engine is an empty one", theirs_says("untagged enum")),
    Entry("cursor of values", "a cursor gives fields their values and nothing else",
          lambda case: "a cursor gives fields their values" in (case.ours.message or "")),
    Entry("assertion", "a filter in a cursor says nothing, or is refused with a code; the real engine fails an assertion",
          lambda case: case.theirs.code is None and theirs_says("AssertionError")(case)
          and (case.ours.failed or theirs_says("Unable to resolve field")(case))),
    Entry("insensitive equality", "`equals` with `mode: insensitive` compares the text; the real engine reads it as a pattern",
          patterned_equality, without=dropped("mode")),
    Entry("cursor left out", "a page begins where its cursor stands, also when the filter leaves that row out; the real engine answers "
          "nothing where it looks for the row in memory", cursor_left_out, without=dropped("cursor")),
    Entry("writes what it finds", "a write changes the rows that a read finds by the same filter; the real engine negates without the "
          "third value there, and acts on related records first",
          lambda case: case.request["action"].startswith(("delete", "update", "upsert"))
          and (bool(case.schema.relation_mode) or has_key(case.request["query"], "isNot", "NOT", "none", "every")),
          proven=writes_what_it_finds),
    Entry("JSON text", "the ends of a text at the root of a document are those of the text; the real engine compares the quotes of its "
          "JSON", root_json_text, without=dropped("string_starts_with", "string_ends_with")),
]


def more(path):
    """Adds the entries of a file: a list `MORE` of the arguments of entries."""
    scope = dict(globals())
    exec(compile(open(path).read(), path, "exec"), scope)
    KEPT.extend(Entry(*e) for e in scope["MORE"])


def explain(case, perform, deep=True):
    """The name of the entry that explains the difference, and whether it is a fault of the real engine."""
    for entries, fault in ((FAULTS, True), (KEPT, False)):
        for entry in entries:
            if entry.applies(case) and _holds(entry, case, perform, deep):
                return entry.name, fault
    return None, False


def _holds(entry, case, perform, deep):
    if entry.proven:
        return entry.proven(case, perform)
    if not entry.without:
        return True
    tried = perform(entry.without(copy.deepcopy(case.request)))
    return tried is not None and (tried.what is None or deep and explain(tried, perform, False)[0] is not None)
