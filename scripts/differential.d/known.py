"""Differences that stay on purpose, and faults of the real engine as it is run here.

Each entry has a name, a reason, and a predicate over a case: `case.schema`, `case.request`, `case.ours` and `case.theirs`
(outcomes), `case.what` (crash, code, answer, tables or kind), `case.database`.
"""


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
    if inside and "OR" in value and not any(value["OR"] or []):
        return True
    return any(empty_or(v, inside or k in ("AND", "OR", "NOT")) for k, v in value.items())


def both(case, ours, *theirs):
    """Whether both refuse, with these codes."""
    return case.ours.failed and case.theirs.failed and case.ours.code == ours and case.theirs.code in theirs


REFUSED = {"P2002", "P2003", "P2011", "P2014", "P2017", "P2025"}
NESTED = ("create", "createMany", "connect", "connectOrCreate", "set", "disconnect", "update", "upsert", "delete", "updateMany", "deleteMany")

FAULTS = [
    ("panic", "the real engine panics", lambda case: bool(case.theirs.broken)),
    ("adapter", "the driver adapter fails, not the engine", lambda case: case.theirs.failed and case.theirs.code == "P2036"),
]

KEPT = [
    ("empty OR inside", "`OR: []` matches nothing wherever it is; the real engine forgets it inside of AND, OR and NOT, and "
     "`deleteMany({ where: { AND: { OR: [] } } })` deletes every row", lambda case: empty_or(case.request["query"])),
    ("record first", "a record that an update needs is looked for before its nested writes; both refuse",
     lambda case: both(case, "P2025", "P2002", "P2003", "P2011", "P2014") and "found for an update" in case.ours.message),
    ("both refuse", "a request with several writes may have several faults, and the engines meet them in another order",
     lambda case: case.ours.failed and case.theirs.failed and {case.ours.code, case.theirs.code} <= REFUSED
     and (has_key(case.request["query"], *NESTED) or isinstance(case.request["query"]["arguments"].get("data"), list))),
    ("fraction", "a number with a fraction is no `Int`; the real engine cuts it",
     lambda case: case.ours.code == "P2009" and "`Int`, not `Float`" in case.ours.message and not case.theirs.failed),
    ("connect again", "`connectOrCreate` of the record that is linked already keeps the link; the real engine cuts it and then misses it",
     lambda case: not case.ours.failed and case.theirs.code == "P2025" and has_key(case.request["query"], "connectOrCreate")
     and "for a nested connect or create on one-to-one relation" in case.theirs.message),
    ("insensitive JSON", "`mode: insensitive` of a JSON text is answered; the real engine writes SQL that PostgreSQL refuses",
     lambda case: not case.ours.failed and "function lower(jsonb) does not exist" in (case.theirs.message or "")),
    ("member", "an unknown member of the request itself is refused", lambda case: case.ours.code == "P2009" and "has no member" in case.ours.message),
    ("assertion", "what the real engine refuses with an assertion has a code", lambda case: case.ours.failed and case.theirs.failed
     and case.theirs.code is None and "AssertionError" in (case.theirs.message or "")),
]


def more(path):
    """Adds the entries of a file: a list `MORE` like those here."""
    scope = dict(globals())
    exec(compile(open(path).read(), path, "exec"), scope)
    KEPT.extend(scope["MORE"])


def explain(case):
    """The name of the entry that explains the difference, and whether it is a fault of the real engine."""
    for entries, fault in ((FAULTS, True), (KEPT, False)):
        for name, _, predicate in entries:
            if predicate(case):
                return name, fault
    return None, False
