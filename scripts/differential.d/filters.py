"""Random filters and unique filters."""
import values
from rows import SEQUENCE

COMPARED = ("Int", "BigInt", "Float", "Decimal", "DateTime", "String")
MISSING = {"String": "zz", "Int": 99, "BigInt": 99, "Float": 9.75, "Decimal": "9.75", "DateTime": "2011-11-11T11:11:11.111Z",
           "Bytes": "enp6"}


class Filters:
    def __init__(self, random, schema, rows):
        self.random, self.schema, self.rows = random, schema, rows
        self.postgres = schema.provider == "postgresql"

    def value(self, field):
        """A value that may occur in a filter."""
        if field.default == "autoincrement()":
            return values.literal(field, self.random.choice(SEQUENCE))
        return values.literal(field, values.pick(self.random, self.schema, field))

    def where(self, model, depth, relations=True):
        chance = self.random.random
        found = {}
        ends = self.schema.ends(model.name) if relations else []
        for _ in range(self.random.choice([0, 1, 1, 1, 1, 2, 2, 3])):
            roll = chance()
            if depth and roll < 0.3:
                name = self.random.choice(["AND", "OR", "NOT", "OR", "NOT"])
                if name != "OR" and chance() < 0.45:
                    found[name] = self.where(model, depth - 1, relations)
                else:
                    found[name] = [self.where(model, depth - 1, relations) for _ in range(self.random.choice([0, 1, 2, 2, 2, 3]))]
            elif depth and ends and roll < 0.6:
                end = self.random.choice(ends)
                found[end.field] = self._relation_filter(end, depth - 1)
            else:
                field = self.random.choice(model.fields)
                found[field.name] = self.scalar_filter(model, field)
        return found

    def _relation_filter(self, end, depth):
        other = self.schema.model(end.other)
        if end.listed:
            kinds = self.random.sample(["some", "every", "none"], self.random.choice([0, 1, 1, 1, 1, 1, 1, 1, 2]))
            return {k: self.where(other, depth) for k in kinds}
        roll = self.random.random()
        if roll < 0.12 and end.optional:
            return None
        if roll < 0.45:
            return self.where(other, depth)
        kinds = self.random.sample(["is", "isNot"], self.random.choice([0, 1, 1, 1, 1, 1, 1, 2]))
        return {k: None if end.optional and self.random.random() < 0.2 else self.where(other, depth) for k in kinds}

    def scalar_filter(self, model, field):
        if self.random.random() < 0.04:
            return {}
        if field.listed:
            return self._list_filter(model, field)
        if field.kind == "Json":
            return self._json_filter(field)
        roll = self.random.random()
        if roll < 0.3:
            return None if field.optional and roll < 0.08 else self.value(field)
        return self._operators(model, field, 0)

    def _operators(self, model, field, depth):
        names = ["equals", "equals", "not", "not", "not"]
        if field.kind != "Boolean":
            names += ["in", "notIn"]
        if field.kind in COMPARED:
            names += ["lt", "lte", "gt", "gte"]
        if field.kind == "String":
            names += [] if field.native == "Uuid" else ["contains", "startsWith", "endsWith"] * 2
        found = {}
        for name in self.random.sample(names, self.random.choice([0, 1, 1, 1, 1, 1, 2, 2, 3] if depth else [1, 1, 1, 1, 1, 2])):
            found[name] = self._operand(model, field, name, depth)
        if self.postgres and field.kind == "String" and self.random.random() < 0.25:
            found["mode"] = self.random.choice(["insensitive", "insensitive", "default"])
        return found

    def _operand(self, model, field, name, depth):
        roll = self.random.random()
        if name == "not" and depth < 3 and roll < 0.6:
            return self._operators(model, field, depth + 1)
        if name in ("in", "notIn"):
            if field.optional and roll < 0.06:
                return None
            return [self.value(field) for _ in range(self.random.choice([0, 1, 2, 2, 3]))]
        if name in ("equals", "not") and field.optional and roll > 0.85:
            return None
        if name != "not" and roll < 0.1:
            return self._reference(model, field) or self.value(field)
        return self.value(field)

    def _reference(self, model, field):
        same = [f.name for f in model.fields if (f.kind, f.enum, f.listed) == (field.kind, field.enum, field.listed)]
        if not same:
            return None
        return {"$type": "FieldRef", "value": {"_ref": self.random.choice(same), "_container": model.name}}

    def _list_filter(self, model, field):
        many = lambda: [self.value(field) for _ in range(self.random.choice([0, 1, 1, 2]))]
        match self.random.choice(["equals", "has", "hasEvery", "hasSome", "isEmpty"]):
            case "has": return {"has": None if self.random.random() < 0.08 else self.value(field)}
            case "isEmpty": return {"isEmpty": self.random.random() < 0.5}
            case "equals":
                roll = self.random.random()
                return None if roll < 0.05 else {"equals": None if roll < 0.15 else many()}
            case name: return {name: many()}

    def _json_null(self, markers):
        return {"$type": "Enum", "value": self.random.choice(markers)}

    def _json_filter(self, field):
        chance = self.random.random
        found = {}
        if chance() < 0.4:
            steps = self.random.choice([["a"], ["a"], ["a", "b"], ["b"], ["0"], ["a", "0"]])
            found["path"] = steps if self.postgres else "$" + "".join(f"[{s}]" if s.isdigit() else f".{s}" for s in steps)
        names = ["equals", "not", "equals", "not", "string_contains", "string_starts_with", "string_ends_with",
                 "array_starts_with", "array_ends_with"]
        if self.postgres:
            names += ["array_contains", "lt", "lte", "gt", "gte"]
        for name in dict.fromkeys(self.random.sample(names, self.random.choice([1, 1, 1, 2]))):
            if name in ("equals", "not"):
                found[name] = self._json_null(["JsonNull", "DbNull", "AnyNull"]) if chance() < 0.3 else self._json_value()
            elif name.startswith("string"):
                found[name] = self.random.choice(["a", "", "A", "%", "b"])
            elif name == "array_contains":
                found[name] = values.literal(field, self.random.choice([["a"], [1], [1, 2], [None], [[1]], []]))
            else:
                found[name] = self._json_value()
        if chance() < 0.1 and any(n.startswith("string") for n in found):
            found["mode"] = "insensitive"
        return found

    def _json_value(self):
        value = self.random.choice([v for v in values.JSONS if v is not None])
        return {"$type": "Json", "value": values.compact(value)}

    def unique(self, model, extra=0.12, missing=0.15):
        """A unique filter, of a row that exists more often than not."""
        criteria = model.criteria()
        if self.random.random() < 0.01:
            return {}
        fields, argument = self.random.choice(criteria)
        rows = [r for r in self.rows[model.name] if all(r[f] is not None for f in fields)]
        if rows and self.random.random() > missing:
            row = self.random.choice(rows)
            picked = {f: values.literal(model.field(f), row[f]) for f in fields}
        else:
            picked = {f: self._absent(model.field(f)) for f in fields}
        found = picked if len(fields) == 1 else {argument: picked}
        if self.random.random() < extra:
            more = self.where(model, 2)
            found = {**more, **found}
        return found

    def _absent(self, field):
        if field.kind in MISSING and field.native != "Uuid":
            return values.literal(field, MISSING[field.kind])
        return self.value(field)
