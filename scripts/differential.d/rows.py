"""Random rows of a schema, as values per field, and the SQL that stores them."""
import values

SEQUENCE = range(1, 13)  # values of fields that count by themselves


def link_table(relation):
    return "_" + relation.name


def link_sides(relation):
    """The models of columns A and B, each with whether it is the relation's parent side."""
    sides = [(relation.parent, relation.parent_field, True), (relation.child, relation.child_field, False)]
    return sorted(sides, key=lambda s: (s[0], s[1]))


def random_rows(random, schema):
    """Rows by model name, and pairs of keys by the name of the link table."""
    rows = {m.name: [_scalars(random, schema, m) for _ in range(random.choice([0, 2, 3, 4, 5, 6, 8]))] for m in schema.models}
    for relation in schema.relations:
        if relation.kind != "m-n":
            _point(random, rows, relation)
    for model in schema.models:
        rows[model.name] = distinct(model, rows[model.name])
    rows = consistent(schema, rows)
    for relation in schema.relations:
        if relation.kind == "m-n":
            rows[link_table(relation)] = _links(random, schema, rows, relation)
    return rows


def _scalars(random, schema, model):
    row = {}
    for f in model.fields:
        if f.listed:
            row[f.name] = [_element(random, schema, f) for _ in range(random.choice([0, 1, 1, 2, 3]))]
            if random.random() < 0.1:
                row[f.name] = None
        elif f.optional and random.random() < 0.35:
            row[f.name] = None
        elif f.default == "autoincrement()":
            row[f.name] = random.choice(SEQUENCE)
        else:
            row[f.name] = _element(random, schema, f)
    return row


def _element(random, schema, f):
    value = values.pick(random, schema, f)
    return values.JSON_NULL if value is None else value


def _point(random, rows, relation):
    """Gives each child a parent; a child that needs one and finds none is left dangling and dropped later."""
    for row in rows[relation.child]:
        if relation.optional and random.random() < 0.25:
            target = [None] * len(relation.keys)
        elif rows[relation.parent]:
            parent = random.choice(rows[relation.parent])
            target = [parent[r] for r in relation.references]
        else:
            target = [None] * len(relation.keys)
        row.update(zip(relation.keys, target))


def distinct(model, rows):
    """The rows without those that break a unique criterion."""
    kept, seen = [], set()
    for row in rows:
        keys = [(tuple(fields), tuple(repr(row[f]) for f in fields)) for fields, _ in model.criteria()
                if all(row[f] is not None for f in fields)]
        if not seen.intersection(keys):
            seen.update(keys)
            kept.append(row)
    return kept


def consistent(schema, rows):
    """The rows without those whose key points nowhere, until all fit."""
    rows = dict(rows)
    changed = True
    while changed:
        changed = False
        for r in schema.relations:
            if r.kind == "m-n":
                if link_table(r) in rows:
                    a, b = (_identities(schema, rows, side[0]) for side in link_sides(r))
                    kept = [pair for pair in rows[link_table(r)] if repr(pair[0]) in a and repr(pair[1]) in b]
                    changed |= len(kept) < len(rows[link_table(r)])
                    rows[link_table(r)] = kept
                continue
            targets = {tuple(repr(p[f]) for f in r.references) for p in rows[r.parent]}
            child = schema.model(r.child)
            kept = []
            for row in rows[r.child]:
                key = [row[k] for k in r.keys]
                if None in key:
                    if all(child.field(k).optional for k, v in zip(r.keys, key) if v is None):
                        kept.append(row)
                elif tuple(map(repr, key)) in targets:
                    kept.append(row)
            changed |= len(kept) < len(rows[r.child])
            rows[r.child] = kept
    return rows


def _identities(schema, rows, model):
    identity = schema.model(model).id.fields[0]
    return {repr(row[identity]) for row in rows[model]}


def _links(random, schema, rows, relation):
    a, b = (rows[side[0]] for side in link_sides(relation))
    if not a or not b:
        return []
    keys = [schema.model(side[0]).id.fields[0] for side in link_sides(relation)]
    pairs = []
    for _ in range(random.choice([0, 2, 4, 7])):
        pair = (random.choice(a)[keys[0]], random.choice(b)[keys[1]])
        if pair not in pairs:
            pairs.append(pair)
    return pairs


def tables(schema):
    """Every table with its columns, in the order in which it can be read back."""
    found = [(m.db, [f.db for f in m.fields]) for m in schema.models]
    return found + [(link_table(r), ["A", "B"]) for r in schema.relations if r.kind == "m-n"]


def sequences(schema):
    return [(m.db, f.db) for m in schema.models for f in m.fields if f.default == "autoincrement()"]


def insert_sql(schema, rows):
    """The statements that fill empty tables."""
    statements = []
    for m in schema.models:
        columns = ", ".join(f'"{f.db}"' for f in m.fields)
        for row in rows.get(m.name, []):
            items = ", ".join(values.sql(schema, f, row[f.name]) for f in m.fields)
            statements.append(f'INSERT INTO "{m.db}" ({columns}) VALUES ({items});')
    for r in schema.relations:
        if r.kind != "m-n":
            continue
        fields = [schema.model(side[0]).field(schema.model(side[0]).id.fields[0]) for side in link_sides(r)]
        for pair in rows.get(link_table(r), []):
            items = ", ".join(values.sql(schema, f, v) for f, v in zip(fields, pair))
            statements.append(f'INSERT INTO "{link_table(r)}" ("A", "B") VALUES ({items});')
    if schema.provider == "postgresql":
        for table, column in sequences(schema):
            name = values.quoted(f'"{table}_{column}_seq"')
            statements.append(f'SELECT setval({name}, GREATEST(1, (SELECT COALESCE(MAX("{column}"), 1) FROM "{table}")));')
    return "\n".join(statements)
