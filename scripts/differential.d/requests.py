"""Random requests of the JSON protocol."""
from writes import Writes


class Requests(Writes):
    """Makes requests of one schema and its rows from one source of random numbers."""

    def request(self):
        model = self.random.choice(self.schema.models)
        action = self.random.choices(list(ACTIONS), weights=ACTIONS.values())[0]
        arguments, selection = getattr(self, "_" + action.removesuffix("OrThrow"))(model)
        if "relationJoins" in self.schema.preview and action in LOADED and self.random.random() < 0.6:
            arguments["relationLoadStrategy"] = self.random.choice(["join", "query"])
        request = {"modelName": model.name, "action": action, "query": {"arguments": arguments, "selection": selection}}
        if self.random.random() < 0.015:
            self._spoil(request)
        return request

    def _spoil(self, request):
        """Makes the request invalid in one place."""
        places = []

        def walk(value):
            if isinstance(value, dict) and "$type" not in value:
                if "selection" not in value:
                    places.append(value)
                for child in value.values():
                    walk(child)
            elif isinstance(value, list):
                for child in value:
                    walk(child)

        walk(request["query"]["arguments"])
        if self.random.random() < 0.3:
            request["query"]["selection"]["nope"] = self.random.choice([True, False])
            return
        place = self.random.choice(places or [request["query"]["arguments"]])
        if place and self.random.random() < 0.6:
            place[self.random.choice(list(place))] = self.random.choice(["x", 1, None, True, [], [None], 1.5])
        else:
            place[self.random.choice(["nope", "AND", "id"])] = self.random.choice(["x", 1, True, {}])

    # Reads

    def _findUnique(self, model):
        return {"where": self.unique(model)}, self.selection(model)

    def _findFirst(self, model):
        arguments = self.page(model, 4)
        if "take" in arguments and self.random.random() < 0.9:
            arguments["take"] = self.random.choice([1, -1])
        return arguments, self.selection(model)

    def _findMany(self, model):
        return self.page(model, 4), self.selection(model)

    def page(self, model, depth):
        """Arguments of a list: a filter, an order, and which part of it."""
        chance = self.random.random
        arguments = {}
        if chance() < 0.75:
            arguments["where"] = self.where(model, depth)
        distinct = chance() < 0.12
        if chance() < 0.45 or distinct:
            arguments["orderBy"] = self.order(model)
        if chance() < 0.2:
            arguments["take"] = self.random.choice([0, 1, 2, 3, -1, -2, -3])
        if chance() < 0.12:
            arguments["skip"] = self.random.choice([0, 1, 2])
        if chance() < 0.12:
            arguments["cursor"] = self.unique(model, extra=0.05)
        if distinct:
            names = [f.name for f in model.fields]
            arguments["distinct"] = self.random.sample(names, min(len(names), self.random.choice([1, 1, 2])))
        return arguments

    def order(self, model, total=0.93):
        items = [self._order_item(model) for _ in range(self.random.choice([0, 1, 1, 2]))]
        if self.random.random() < total or not items:
            fields = self.random.choice([c for c, _ in model.criteria() if not any(model.field(f).optional for f in c)])
            items += [{f: self._direction()} for f in fields]
        return items[0] if len(items) == 1 and self.random.random() < 0.4 else items

    def _direction(self):
        return self.random.choice(["asc", "desc"])

    def _order_item(self, model):
        ends = self.schema.ends(model.name)
        if ends and self.random.random() < 0.3:
            end = self.random.choice(ends)
            if end.listed:
                return {end.field: {"_count": self._direction()}}
            return {end.field: self._order_item(self.schema.model(end.other))}
        field = self.random.choice([f for f in model.fields if f.native != "Json"])  # which has no order
        if field.optional and self.random.random() < 0.4:
            item = {"sort": self._direction()}
            if self.random.random() < 0.8:
                item["nulls"] = self.random.choice(["first", "last"])
            return {field.name: item}
        return {field.name: self._direction()}

    # Aggregates

    def _aggregate(self, model):
        arguments = {k: v for k, v in self.page(model, 3).items() if k != "distinct"}
        if self.random.random() < 0.4:
            return arguments, {"_count": self._counts(model)}
        return arguments, self._aggregates(model)

    def _counts(self, model):
        names = self.random.sample([f.name for f in model.fields], self.random.randint(0, min(2, len(model.fields))))
        selected = {n: True for n in names}
        if not selected or self.random.random() < 0.7:
            selected["_all"] = True
        return {"arguments": {}, "selection": selected}

    def _aggregates(self, model):
        numbers = [f.name for f in model.fields if f.kind in NUMBERS and not f.listed and f.native != "Oid"]
        # The real engine, as it is run here, panics at the least boolean of SQLite, and PostgreSQL knows none.
        unordered = ("Boolean", "Bytes") if self.postgres else ("Boolean",)
        ordered = [f.name for f in model.fields if f.kind in ORDERED and not f.listed and f.kind not in unordered and f.native != "Uuid"]
        selection = {}
        for name, fields in (("_avg", numbers), ("_sum", numbers), ("_min", ordered), ("_max", ordered)):
            if fields and self.random.random() < 0.4:
                some = self.random.sample(fields, self.random.randint(1, len(fields)))
                selection[name] = {"arguments": {}, "selection": {f: True for f in some}}
        if not selection or self.random.random() < 0.5:
            selection["_count"] = self._counts(model)
        return selection

    def _groupBy(self, model):
        fields = [f.name for f in model.fields]
        by = self.random.sample(fields, min(len(fields), self.random.choice([1, 1, 2])))
        arguments = {"by": by if len(by) > 1 or self.random.random() < 0.7 else by[0]}
        if self.random.random() < 0.5:
            arguments["where"] = self.where(model, 3)
        if self.random.random() < 0.4:
            arguments["having"] = self.having(model, by, 2)
        if self.random.random() < 0.5:
            arguments["orderBy"] = self._group_order(model, by)
            if self.random.random() < 0.4:
                arguments["take"] = self.random.choice([1, 2, -1, -2])
            if self.random.random() < 0.25:
                arguments["skip"] = self.random.choice([0, 1])
        selection = {f: True for f in by if self.random.random() < 0.95}
        if not selection or self.random.random() < 0.75:
            selection.update(self._aggregates(model))
        return arguments, selection

    def _group_order(self, model, by):
        items = []
        if self.random.random() < 0.35:
            function = self.random.choice(["_count", "_min", "_max", "_sum", "_avg"])
            fields = [f.name for f in model.fields if not f.listed and
                      f.kind in {"_sum": NUMBERS, "_avg": NUMBERS}.get(function, ORDERED)]
            if fields:
                items.append({function: {self.random.choice(fields): self._direction()}})
        for name in self.random.sample(by, len(by)):
            if model.field(name).optional and self.random.random() < 0.2:
                items.append({name: {"sort": self._direction(), "nulls": self.random.choice(["first", "last"])}})
            else:
                items.append({name: self._direction()})
        return items[0] if len(items) == 1 and self.random.random() < 0.3 else items

    def having(self, model, by, depth):
        found = {}
        # The real engine panics where it is empty.
        for _ in range(self.random.choice([0, 1, 1, 2]) if depth < 2 else self.random.choice([1, 1, 2])):
            roll = self.random.random()
            if roll < 0.15 and depth:
                found["NOT"] = self.random.choice([lambda: self.having(model, by, depth - 1),
                                                   lambda: [self.having(model, by, depth - 1)]])()
            elif roll < 0.35 and depth:
                found[self.random.choice(["AND", "OR"])] = [self.having(model, by, depth - 1)
                                                            for _ in range(self.random.choice([0, 1, 2, 2]))]
            elif roll < 0.6:
                field = model.field(self.random.choice(by))
                found[field.name] = self.scalar_filter(model, field)
            else:
                field = self.random.choice([f for f in model.fields if f.kind != "Json" and not f.listed])
                functions = ["_count", "_min", "_max"] + (["_sum", "_avg"] if field.kind in NUMBERS else [])
                inner = found.setdefault(field.name, {})
                if isinstance(inner, dict) and "$type" not in inner:
                    for function in self.random.sample(functions, self.random.choice([1, 1, 2])):
                        inner[function] = self._having_filter(field, function)
        return found

    def _having_filter(self, field, function):
        if function == "_count":
            return {self.random.choice(["equals", "gt", "lt", "gte", "lte", "not"]): self.random.choice([0, 1, 2])}
        if function == "_avg" and field.kind in ("Int", "BigInt"):
            return {self.random.choice(["equals", "gt", "lt", "gte", "lte"]): self.random.choice([0, 1, 1.5, 2])}
        if field.kind in ("Boolean", "Bytes", "Enum"):
            return {self.random.choice(["equals", "not"]): self.value(field)}
        return {self.random.choice(["equals", "gt", "lt", "gte", "lte", "not"]): self.value(field)}

    # What is shown

    def selection(self, model, depth=2, ends=None, counts=True):
        chance = self.random.random
        names = [f.name for f in model.fields]
        if chance() < 0.25:
            selection = {n: True for n in self.random.sample(names, self.random.randint(1, len(names)))}
        else:
            selection = {"$composites": True, "$scalars": True}
            if chance() < 0.15:
                selection.update({n: False for n in self.random.sample(names, 1)})
        ends = self.schema.ends(model.name) if ends is None else ends
        for end in ends:
            if depth and chance() < 0.35:
                other = self.schema.model(end.other)
                arguments = {}
                if end.listed and chance() < 0.6:
                    arguments = self.page(other, 2)
                elif end.optional and chance() < 0.15:
                    arguments = {"where": self.where(other, 2)}
                selection[end.field] = {"arguments": arguments, "selection": self.selection(other, depth - 1)}
        listed = [e for e in ends if e.listed]
        if counts and listed and chance() < 0.2:
            selection["_count"] = True if chance() < 0.3 else {"arguments": {}, "selection": {
                e.field: True if chance() < 0.4 else {"arguments": {"where": self.where(self.schema.model(e.other), 2)}, "selection": {}}
                for e in self.random.sample(listed, self.random.randint(1, len(listed)))}}
        return selection


NUMBERS = ("Int", "BigInt", "Float", "Decimal")
ORDERED = NUMBERS + ("String", "Boolean", "DateTime", "Enum", "Bytes")
LOADED = {"findUnique", "findUniqueOrThrow", "findFirst", "findFirstOrThrow", "findMany", "createOne", "updateOne", "upsertOne",
          "deleteOne"}
ACTIONS = {
    "findUnique": 5, "findUniqueOrThrow": 2, "findFirst": 5, "findFirstOrThrow": 1, "findMany": 24, "aggregate": 8, "groupBy": 8,
    "createOne": 8, "createMany": 3, "createManyAndReturn": 3, "updateOne": 16, "updateMany": 4, "updateManyAndReturn": 3,
    "upsertOne": 7, "deleteOne": 4, "deleteMany": 4,
}
