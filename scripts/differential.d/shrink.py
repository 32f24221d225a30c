"""Makes a difference small: the request, then the rows, then the schema."""
import copy

import rows as row_maker


def smaller_requests(value):
    """Every value that is the given one with one part taken away or simplified."""
    if isinstance(value, dict):
        if "$type" in value:
            return
        for key in value:
            yield {k: v for k, v in value.items() if k != key}
        for key, child in value.items():
            if key in ("AND", "OR", "NOT", "is", "isNot", "some", "every", "none", "not"):
                for inner in child if isinstance(child, list) else [child]:
                    if isinstance(inner, dict) and "$type" not in inner:
                        yield {**{k: v for k, v in value.items() if k != key}, **inner}
        for key, child in value.items():
            for smaller in smaller_requests(child):
                yield {**value, key: smaller}
    elif isinstance(value, list):
        for i in range(len(value)):
            yield value[:i] + value[i + 1:]
        if len(value) == 1 and isinstance(value[0], dict) and "$type" not in value[0]:
            yield value[0]
        for i, child in enumerate(value):
            for smaller in smaller_requests(child):
                yield value[:i] + [smaller] + value[i + 1:]


def smaller_rows(schema, rows):
    """The rows without one, and without what needs it; then with a value that says less."""
    names = list(rows)
    for name in names:
        if len(rows[name]) > 1:
            yield row_maker.consistent(schema, {**rows, name: []})
    for name in names:
        for i in range(len(rows[name])):
            yield row_maker.consistent(schema, {**rows, name: rows[name][:i] + rows[name][i + 1:]})
    keys = {(r.child, k) for r in schema.relations for k in r.keys}
    for model in schema.models:
        for i, row in enumerate(rows[model.name]):
            for f in model.fields:
                if f.optional and row[f.name] is not None and (model.name, f.name) not in keys:
                    changed = {**row, f.name: None}
                    yield {**rows, model.name: rows[model.name][:i] + [changed] + rows[model.name][i + 1:]}


def smaller_schemas(schema, rows):
    """The schema without a relation, a model, a field or an attribute; with the rows that remain."""
    for i, relation in enumerate(schema.relations):
        fewer = copy.deepcopy(schema)
        del fewer.relations[i]
        yield fewer, {n: v for n, v in rows.items() if n != row_maker.link_table(relation)}
        without = copy.deepcopy(fewer)
        child = without.model(relation.child)
        others = {k for r in without.relations for k in r.keys if r.child == child.name}
        gone = [k for k in relation.keys if k not in others]
        if gone and _drop_fields(child, gone):
            yield without, _without_fields({n: v for n, v in rows.items() if n != row_maker.link_table(relation)}, child.name, gone)
    for i, model in enumerate(schema.models):
        if len(schema.models) > 1 and not any(model.name in (r.parent, r.child) for r in schema.relations):
            fewer = copy.deepcopy(schema)
            del fewer.models[i]
            yield fewer, {n: v for n, v in rows.items() if n != model.name}
    for model in schema.models:
        used = {k for r in schema.relations for k in (r.keys if r.child == model.name else [])}
        used |= {k for r in schema.relations for k in (r.references if r.parent == model.name else [])}
        for f in model.fields:
            if f.name in used:
                continue
            fewer = copy.deepcopy(schema)
            if _drop_fields(fewer.model(model.name), [f.name]):
                yield fewer, _without_fields(rows, model.name, [f.name])
    for change in _simpler(schema):
        yield change, rows


def _drop_fields(model, names):
    if model.id and set(names) & set(model.id.fields):
        return False
    model.fields = [f for f in model.fields if f.name not in names]
    model.uniques = [u for u in model.uniques if not set(names) & set(u.fields)]
    return True


def _without_fields(rows, model, names):
    return {**rows, model: [{k: v for k, v in row.items() if k not in names} for row in rows[model]]}


def _simpler(schema):
    """The schema with one attribute less."""
    def changed(edit):
        fewer = copy.deepcopy(schema)
        edit(fewer)
        return fewer

    for i, model in enumerate(schema.models):
        if model.table:
            yield changed(lambda s: setattr(s.models[i], "table", ""))
        for j in range(len(model.uniques)):
            yield changed(lambda s: s.models[i].uniques.pop(j))
        for j, f in enumerate(model.fields):
            for name, nothing in (("column", ""), ("default", ""), ("unique", False), ("updated_at", False), ("native", "")):
                if getattr(f, name):
                    yield changed(lambda s: setattr(s.models[i].fields[j], name, nothing))
    for i, r in enumerate(schema.relations):
        for name in ("on_delete", "on_update"):
            if getattr(r, name):
                yield changed(lambda s: setattr(s.relations[i], name, ""))
    if schema.preview:
        yield changed(lambda s: s.preview.clear())
    if schema.relation_mode:
        yield changed(lambda s: setattr(s, "relation_mode", ""))
    used = {f.enum for m in schema.models for f in m.fields}
    for i, e in enumerate(schema.enums):
        if e.name not in used:
            yield changed(lambda s: s.enums.pop(i))


def repeatedly(smaller, thing, holds):
    """The thing after the first smaller one that `holds` took its place, until none does."""
    while True:
        for candidate in smaller(thing):
            if holds(candidate):
                thing = candidate
                break
        else:
            return thing


class Shrinker:
    """`differs(schema, rows, request)` answers whether the same difference is still there."""

    def __init__(self, differs, budget):
        self.differs, self.left = differs, budget

    def _try(self, *case):
        if self.left <= 0:
            return False
        self.left -= 1
        return self.differs(*case)

    def shrink(self, schema, rows, request):
        for _ in range(3):
            before = (schema.text(), rows, request)
            request = self._request(schema, rows, request)
            rows = self._rows(schema, rows, request)
            schema, rows = self._schema(schema, rows, request)
            if before == (schema.text(), rows, request):
                break
        return schema, rows, request

    def _request(self, schema, rows, request):
        def smaller(request):
            return ({**request, "query": query} for query in smaller_requests(request["query"])
                    if set(query) == {"arguments", "selection"})

        return repeatedly(smaller, request, lambda candidate: self._try(schema, rows, candidate))

    def _rows(self, schema, rows, request):
        return repeatedly(lambda rows: (fewer for fewer in smaller_rows(schema, rows) if fewer != rows), rows,
                          lambda candidate: self._try(schema, candidate, request))

    def _schema(self, schema, rows, request):
        return repeatedly(lambda pair: smaller_schemas(*pair), (schema, rows),
                          lambda pair: self._try(*pair, request))


def two_faults(perform, case):
    """Whether both engines refuse for either reason once a part of the request is gone: then the request has both
    faults, and the engines tell another one first."""
    if not (case.what == "code" and case.ours.failed and case.theirs.failed):
        return False
    wanted = {case.ours.code, case.theirs.code}
    for smaller in smaller_requests(case.request["query"]):
        tried = perform({**case.request, "query": smaller})
        if tried and tried.ours.code == tried.theirs.code:
            wanted.discard(tried.ours.code)
        if not wanted:
            return True
    return False
