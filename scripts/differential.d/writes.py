"""Random data and the requests that write it."""
import values
from filters import Filters
from rows import SEQUENCE

FRESH = {"String": ["new", "newer", "nEw"], "Int": [11, 12, 13], "BigInt": [11, 12, 13], "Float": [11.5, 12.5], "Decimal": ["11.5", "12.5"],
         "DateTime": ["2001-01-01T00:00:00.000Z", "2002-02-02T02:02:02.222Z"], "Bytes": ["bmV3", "bmV3Mg=="]}


class Writes(Filters):
    def _createOne(self, model):
        return {"data": self.create(model, 3)}, self.selection(model)

    def _createMany(self, model):
        arguments = {"data": self._many(model)}
        if self.postgres and self.random.random() < 0.4:
            arguments["skipDuplicates"] = self.random.random() < 0.8
        return arguments, {"$composites": True, "$scalars": True}

    def _createManyAndReturn(self, model):
        arguments, _ = self._createMany(model)
        return arguments, self._returned(model)

    def _returned(self, model):
        return self.selection(model, 1, [e for e in self.schema.ends(model.name) if e.holds_key], counts=False)

    def _many(self, model, exclude=()):
        rows = [self._create_scalars(model, exclude, keys=True) for _ in range(self.random.choice([0, 1, 2, 2, 3]))]
        return rows[0] if len(rows) == 1 and self.random.random() < 0.3 else rows

    def _updateOne(self, model):
        return {"where": self.unique(model), "data": self.update(model, 3)}, self.selection(model)

    def _updateMany(self, model):
        arguments = {"where": self.where(model, 3), "data": self._update_scalars(model, (), keys=True)}
        return self._limited(arguments), {"$composites": True, "$scalars": True}

    def _updateManyAndReturn(self, model):
        arguments, _ = self._updateMany(model)
        return arguments, self._returned(model)

    def _limited(self, arguments):
        if self.random.random() < 0.12:
            arguments.pop("where")
        if self.random.random() < 0.1:
            arguments["limit"] = self.random.choice([0, 100])
        return arguments

    def _upsertOne(self, model):
        arguments = {"where": self.unique(model, missing=0.45), "create": self.create(model, 2), "update": self.update(model, 2)}
        if self.random.random() < 0.3:  # the shape that one statement can answer
            for name, value in arguments["where"].items():
                if model.field(name) and (not isinstance(value, dict) or "value" in value):
                    arguments["create"][name] = value
        return arguments, self.selection(model)

    def _deleteOne(self, model):
        return {"where": self.unique(model)}, self.selection(model)

    def _deleteMany(self, model):
        return self._limited({"where": self.where(model, 3)}), {"$composites": True, "$scalars": True}

    # Data

    def _plain(self, model):
        """The fields that are no key of a relation."""
        keys = {k for r in self.schema.relations if r.child == model.name for k in r.keys}
        return [f for f in model.fields if f.name not in keys]

    def _data_value(self, field, fresh=0.0):
        if field.default == "autoincrement()":
            return self.random.choice([20, 21, 22, self.random.choice(SEQUENCE)])
        if field.kind in FRESH and field.native != "Uuid" and self.random.random() < fresh:
            return values.literal(field, self.random.choice(FRESH[field.kind]))
        value = values.pick(self.random, self.schema, field)
        if field.kind != "Json":
            return values.literal(field, value)
        if value is None:
            return {"$type": "Enum", "value": "JsonNull"}
        return value if self.random.random() < 0.5 else values.literal(field, value)

    def _null(self, field):
        return {"$type": "Enum", "value": "DbNull"} if field.kind == "Json" else None

    def _list(self, field):
        elements = [self._data_value(field) for _ in range(self.random.choice([0, 1, 2, 2]))]
        return elements

    def _create_scalars(self, model, exclude=(), keys=False):
        data = {}
        unique = {f for c, _ in model.criteria() for f in c}
        for field in model.fields if keys else self._plain(model):
            if field.name in exclude:
                continue
            roll = self.random.random()
            if field.listed:
                if roll < 0.6:
                    data[field.name] = self._list(field) if roll < 0.4 else {"set": self._list(field)}
            elif field.default == "autoincrement()":
                if roll < 0.15:
                    data[field.name] = self._data_value(field)
            elif field.default or field.updated_at:
                if roll < 0.35:
                    data[field.name] = self._data_value(field)
            elif field.optional:
                if roll < 0.5:
                    data[field.name] = self._foreign(model, field) or self._data_value(field, 0.3 if field.name in unique else 0)
                elif roll < 0.6:
                    data[field.name] = self._null(field)
            elif roll < 0.985:
                data[field.name] = self._foreign(model, field) or self._data_value(field, 0.75 if field.name in unique else 0)
        return data

    def _foreign(self, model, field):
        """A value for a key of a relation, of a parent that exists more often than not."""
        for r in self.schema.relations:
            if r.child == model.name and field.name in r.keys and self.rows[r.parent] and self.random.random() < 0.85:
                reference = r.references[r.keys.index(field.name)]
                value = self.random.choice(self.rows[r.parent])[reference]
                return None if value is None else values.literal(field, value)
        return None

    def create(self, model, depth, ends=None, unchecked=None):
        """Data of a new record; `ends` are the relations that the record may name. Unchecked data hold the keys of relations."""
        all_ends = self.schema.ends(model.name)
        ends = all_ends if ends is None else ends
        left_out = {k for e in all_ends if e.holds_key and not any(x.field == e.field for x in ends) for k in e.relation.keys}
        holders = [e for e in ends if e.holds_key]
        if unchecked is None:
            unchecked = self.random.random() < (0.5 if holders and depth else 0.9)
        data = self._create_scalars(model, left_out, keys=unchecked)
        for end in ends:
            if end.holds_key and unchecked:
                continue
            needed = end.holds_key and not end.optional
            if depth and self.random.random() < (0.97 if needed else 0.3):
                data[end.field] = self._create_nested(end, depth - 1)
        return data

    def _inner_ends(self, end):
        """What a nested record may name: everything but the way back."""
        return [e for e in self.schema.ends(end.other) if e.field != end.other_field or e.relation is not end.relation]

    def _creates(self, end, depth):
        """One or a list of new records; a list is either of checked or of unchecked data."""
        unchecked = self.random.random() < 0.5
        other, inner = self.schema.model(end.other), self._inner_ends(end)
        return self._some(lambda: self.create(other, depth, inner, unchecked))

    def _some(self, make, counts=(0, 1, 1, 1, 2, 2)):
        """One or a list of what `make` makes."""
        items = [make() for _ in range(self.random.choice(counts))]
        return items[0] if len(items) == 1 and self.random.random() < 0.5 else items

    def _others(self, other):
        """One or some unique filters; several give values only, so that a record given twice is seen to be one."""
        found = self._some(lambda: self.unique(other, extra=0))
        return self.unique(other) if isinstance(found, dict) else found

    def _create_nested(self, end, depth):
        other = self.schema.model(end.other)
        inner = self._inner_ends(end)
        new = lambda: self.create(other, depth, inner)
        either = lambda: {"where": self.unique(other, missing=0.5), "create": new()}
        names = ["create", "connect", "connectOrCreate"]
        if not end.listed:
            name = self.random.choice(names)
            return {name: {"create": new, "connect": lambda: self.unique(other), "connectOrCreate": either}[name]()}
        if end.relation.kind == "1-n":
            names.append("createMany")
        found = {}
        for name in self.random.sample(names, self.random.choice([0, 1, 1, 1, 1, 2])):
            if name == "createMany":
                found[name] = {"data": self._many(other, end.relation.keys)}
                if self.postgres and self.random.random() < 0.3:
                    found[name]["skipDuplicates"] = True
            elif name == "create":
                found[name] = self._creates(end, depth)
            elif name == "connect":
                found[name] = self._others(other)
            else:
                found[name] = self._some(either)
        return found

    def _update_scalars(self, model, exclude=(), keys=False):
        identity = set(model.id.fields)
        fields = [f for f in (model.fields if keys else self._plain(model)) if f.name not in exclude]
        picked = [f for f in fields if self.random.random() < (0.06 if f.name in identity else 0.3)]
        if fields and not picked and self.random.random() < 0.9:
            picked = [self.random.choice(fields)]
        return {f.name: self._update_value(model, f) for f in picked}

    def _update_value(self, model, field):
        roll = self.random.random()
        if field.listed:
            if roll < 0.4:
                return {"push": self._list(field) if roll < 0.2 else self._data_value(field)}
            return self._list(field) if roll < 0.7 else {"set": self._list(field)}
        if field.optional and roll < 0.2:
            return self._null(field) if roll < 0.1 or field.kind == "Json" else {"set": None}
        if field.kind in ("Int", "BigInt", "Float", "Decimal") and field.native != "Oid" and roll < 0.5:
            name = self.random.choice(["increment", "decrement", "multiply", "divide"])
            operand = self.random.choice([1, 2, -1, 3])
            found = {name: values.literal(field, str(operand) if field.kind == "Decimal" else operand)}
            if self.random.random() < 0.03:
                found["set"] = self._data_value(field)
            return found
        value = self._foreign(model, field) or self._data_value(field, 0.3 if field.unique else 0)
        return {"set": value} if roll > 0.75 and field.kind != "Json" else value

    def update(self, model, depth, ends=None):
        all_ends = self.schema.ends(model.name)
        ends = all_ends if ends is None else ends
        left_out = {k for e in all_ends if e.holds_key and not any(x.field == e.field for x in ends) for k in e.relation.keys}
        unchecked = self.random.random() < 0.3
        data = self._update_scalars(model, left_out, keys=unchecked)
        for end in ends:
            if depth and not (end.holds_key and unchecked) and self.random.random() < 0.4:
                data[end.field] = self._update_nested(end, depth - 1)
        return data

    def _update_nested(self, end, depth):
        other = self.schema.model(end.other)
        inner = self._inner_ends(end)
        one = lambda: self.unique(other)
        new = lambda: self.create(other, depth, inner)
        change = lambda: self.update(other, depth, inner)
        either = lambda: {"where": self.unique(other, missing=0.5), "create": new()}
        if not end.listed:
            return self._update_one(end, other, one, new, change, either)
        scalar_where = lambda: self.where(other, 2, relations=False)
        makers = {
            "create": None, "connect": one, "connectOrCreate": either, "set": one, "disconnect": one, "delete": one,
            "update": lambda: {"where": one(), "data": change()},
            "upsert": lambda: {"where": self.unique(other, missing=0.4), "create": new(), "update": change()},
            "updateMany": lambda: {"where": scalar_where(), "data": self._update_scalars(other, end.relation.keys)},
            "deleteMany": scalar_where,
        }
        names = list(makers) + (["createMany"] if end.relation.kind == "1-n" else [])
        found = {}
        for name in self.random.sample(names, self.random.choice([1, 1, 1, 1, 2, 2, 3])):
            if name == "createMany":
                found[name] = {"data": self._many(other, end.relation.keys)}
            elif name == "create":
                found[name] = self._creates(end, depth)
            elif name in ("connect", "set"):
                found[name] = self._others(other)
            else:
                found[name] = self._some(makers[name])
        return found

    def _update_one(self, end, other, one, new, change, either):
        makers = {
            "create": new, "connect": one, "connectOrCreate": either,
            "update": lambda: change() if self.random.random() < 0.6 else self._fitting(other, {"data": change()}),
            "upsert": lambda: self._fitting(other, {"create": new(), "update": change()}),
        }
        if end.optional:
            makers["disconnect"] = makers["delete"] = lambda: True if self.random.random() < 0.6 else self.where(other, 1)
        count = self.random.choice([1, 1, 1, 1, 1, 2])
        return {name: makers[name]() for name in self.random.sample(list(makers), count)}

    def _fitting(self, other, operation):
        if self.random.random() < 0.5:
            operation["where"] = self.where(other, 2)
        return operation
