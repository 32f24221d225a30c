"""Random schemas, and their text in the schema language."""
import dataclasses

SCALARS = ["Int", "BigInt", "Float", "Decimal", "String", "Boolean", "DateTime", "Bytes", "Json"]


@dataclasses.dataclass
class Field:
    """A scalar or enum field. `kind` is the scalar's name, or `Enum`."""
    name: str
    kind: str
    arity: str = ""  # "", "?" or "[]"
    column: str = ""
    enum: str = ""
    unique: bool = False
    default: str = ""  # the text within @default(…)
    updated_at: bool = False
    native: str = ""  # the native type, as `Char(4)`

    @property
    def optional(self):
        return self.arity == "?"

    @property
    def listed(self):
        return self.arity == "[]"

    @property
    def db(self):
        return self.column or self.name


@dataclasses.dataclass
class Key:
    """A compound unique criterion; `name` is what a unique filter calls it."""
    fields: list
    name: str = ""

    @property
    def argument(self):
        return self.name or "_".join(self.fields)


@dataclasses.dataclass
class Model:
    name: str
    fields: list
    id: Key = None  # of one field or more
    uniques: list = dataclasses.field(default_factory=list)
    table: str = ""

    @property
    def db(self):
        return self.table or self.name

    def field(self, name):
        return next((f for f in self.fields if f.name == name), None)

    def criteria(self):
        """Every unique criterion as a list of field names with the key's argument."""
        found = [(self.id.fields, self.id.argument)] if self.id else []
        found += [([f.name], f.name) for f in self.fields if f.unique]
        return found + [(u.fields, u.argument) for u in self.uniques]


@dataclasses.dataclass
class Relation:
    """`kind` is 1-1, 1-n or m-n. `child` holds the key; of an m-n relation it is just the other side."""
    kind: str
    name: str
    parent: str
    parent_field: str  # the field of the parent
    child: str
    child_field: str
    keys: list = dataclasses.field(default_factory=list)  # scalar fields of the child
    references: list = dataclasses.field(default_factory=list)
    on_delete: str = ""
    on_update: str = ""
    optional: bool = False


@dataclasses.dataclass
class End:
    """A relation as one of its models sees it."""
    field: str
    model: str
    other: str
    other_field: str
    listed: bool
    optional: bool
    holds_key: bool
    relation: Relation


@dataclasses.dataclass
class Enum:
    name: str
    values: list  # of (name, mapped name or "")
    type: str = ""


@dataclasses.dataclass
class Schema:
    provider: str
    models: list
    relations: list = dataclasses.field(default_factory=list)
    enums: list = dataclasses.field(default_factory=list)
    relation_mode: str = ""
    preview: list = dataclasses.field(default_factory=list)

    def model(self, name):
        return next(m for m in self.models if m.name == name)

    def enum(self, name):
        return next(e for e in self.enums if e.name == name)

    def ends(self, model):
        """The relation fields of a model, in the order of the relations."""
        found = []
        for r in self.relations:
            many = r.kind == "m-n"
            if r.parent == model:
                found.append(End(r.parent_field, model, r.child, r.child_field, r.kind != "1-1",
                                 r.kind == "1-1", False, r))
            if r.child == model:
                found.append(End(r.child_field, model, r.parent, r.parent_field, many, r.optional,
                                 not many, r))
        return found

    def text(self):
        lines = ["datasource db {", f'  provider = "{self.provider}"', '  url = env("DATABASE_URL")']
        if self.relation_mode:
            lines.append(f'  relationMode = "{self.relation_mode}"')
        lines.append("}")
        if self.preview:
            features = ", ".join(f'"{f}"' for f in self.preview)
            lines += ["", "generator client {", '  provider = "prisma-client-js"',
                      f"  previewFeatures = [{features}]", "}"]
        for e in self.enums:
            lines += ["", f"enum {e.name} {{"]
            lines += [f"  {n}" + (f' @map("{m}")' if m else "") for n, m in e.values]
            lines += [f'  @@map("{e.type}")'] if e.type else []
            lines.append("}")
        for m in self.models:
            lines += ["", f"model {m.name} {{", *self._fields(m), *self._block_attributes(m), "}"]
        return "\n".join(lines) + "\n"

    def _fields(self, m):
        for f in m.fields:
            parts = [f.name, (f.enum or f.kind) + f.arity]
            if m.id and m.id.fields == [f.name]:
                parts.append("@id")
            if f.unique:
                parts.append("@unique")
            if f.default:
                parts.append(f"@default({f.default})")
            if f.updated_at:
                parts.append("@updatedAt")
            if f.native:
                parts.append(f"@db.{f.native}")
            if f.column:
                parts.append(f'@map("{f.column}")')
            yield "  " + " ".join(parts)
        for e in self.ends(m.name):
            arity = "[]" if e.listed else "?" if e.optional else ""
            r = e.relation
            options = [f'"{r.name}"']
            if e.holds_key:
                options += [f"fields: [{', '.join(r.keys)}]", f"references: [{', '.join(r.references)}]"]
                options += [f"onDelete: {r.on_delete}"] if r.on_delete else []
                options += [f"onUpdate: {r.on_update}"] if r.on_update else []
            yield f"  {e.field} {e.other}{arity} @relation({', '.join(options)})"

    @staticmethod
    def _block_attributes(m):
        if m.id and len(m.id.fields) > 1:
            yield f"  @@id([{', '.join(m.id.fields)}]" + (f', name: "{m.id.name}"' if m.id.name else "") + ")"
        for u in m.uniques:
            yield f"  @@unique([{', '.join(u.fields)}]" + (f', name: "{u.name}"' if u.name else "") + ")"
        if m.table:
            yield f'  @@map("{m.table}")'


MODEL_NAMES = ["Alpha", "Beta", "Gamma", "Delta"]
ID_KINDS = ["Int", "Int", "Int", "String", "String", "BigInt", "DateTime", "Bytes", "Decimal", "Enum"]
NATIVE = {"String": ["VarChar(40)", "Char(4)", "Uuid"], "Int": ["SmallInt", "Oid"], "Float": ["Real"], "Decimal": ["Decimal(10, 2)"],
          "DateTime": ["Timestamptz(3)", "Timestamptz(6)", "Timestamp(0)", "Date", "Time(3)"], "Json": ["Json"]}
ACTIONS = ["Cascade", "Restrict", "NoAction", "SetNull", "SetDefault"]


def random_schema(random, provider):
    """A schema that is valid nearly always; the caller asks the engine."""
    schema = Schema(provider, [])
    for i in range(random.choice([1, 1, 2])):
        names = ["Red", "GREEN", "blue", "x_1"][: random.randint(2, 4)]
        mapped = [(n, f"m {n}" if random.random() < 0.2 else "") for n in names]
        schema.enums.append(Enum(["Color", "Kind"][i], mapped, "colors_" if i == 0 and random.random() < 0.3 else ""))
    for name in MODEL_NAMES[: random.choice([1, 2, 2, 3, 3, 4])]:
        schema.models.append(_model(random, schema, name))
    for i in range(random.choice([0, 1, 2, 2, 3, 4])):
        _relate(random, schema, i)
    if provider == "postgresql" and random.random() < 0.12:
        schema.preview.append("relationJoins")
    if random.random() < 0.15:
        _emulate(schema)
    return schema


def _emulate(schema):
    """Has the engine keep the relations, not the database: with the actions that it knows then."""
    schema.relation_mode = "prisma"
    known = ("Cascade", "Restrict", "SetNull")
    # A relation of a model to itself needs NoAction, which the engine does not have.
    schema.relations = [r for r in schema.relations if r.kind == "m-n" or r.parent != r.child]
    for r in schema.relations:
        r.on_delete = r.on_delete if r.on_delete in known else ""
        r.on_update = r.on_update if r.on_update in known else ""


def _model(random, schema, name):
    model = Model(name, [], table=f"{name.lower()} tbl" if random.random() < 0.15 else "")
    if random.random() < 0.22:
        kinds = [random.choice(["Int", "String", "Enum", "DateTime", "Boolean"]) for _ in range(random.choice([2, 2, 3]))]
        keys = [_field(random, schema, f"k{i}", kind, "") for i, kind in enumerate(kinds)]
        model.fields += keys
        model.id = Key([k.name for k in keys], "pk" if random.random() < 0.3 else "")
    else:
        identity = _field(random, schema, "id", random.choice(ID_KINDS), "")
        if identity.kind in ("Int", "BigInt") and identity.native != "Oid" and random.random() < 0.6:
            identity.default = "autoincrement()" if identity.kind == "Int" or schema.provider != "sqlite" else ""
        elif identity.kind == "String" and not identity.native and random.random() < 0.4:
            identity.default = random.choice(["uuid()", "cuid()"])
        model.fields.append(identity)
        model.id = Key(["id"])
    for i in range(random.randint(1, 7)):
        arity = random.choice(["", "", "?", "?", "?"])
        if schema.provider == "postgresql" and random.random() < 0.2:
            arity = "[]"
        kind = random.choice(SCALARS + ["Enum", "String", "Int"])
        field = _field(random, schema, f"{_letter(kind)}{i}", kind, arity)
        if kind != "Json" and arity != "[]" and random.random() < 0.15:
            field.unique = True
        elif arity != "[]" and random.random() < 0.25:
            field.default = default(random, schema, field)
        dated = field.kind == "DateTime" and not field.native.startswith(("Time(", "Date"))
        if dated and arity != "[]" and not field.unique and random.random() < 0.3:
            field.default, field.updated_at = "", True
        model.fields.append(field)
    plain = [f for f in model.fields if f.kind not in ("Json",) and not f.listed and not f.unique and not f.updated_at
             and f.name not in model.id.fields]
    if len(plain) > 1 and random.random() < 0.25:
        model.uniques.append(Key([f.name for f in random.sample(plain, 2)], "u" if random.random() < 0.3 else ""))
    return model


def _letter(kind):
    return {"String": "s", "Int": "n", "BigInt": "big", "Float": "f", "Decimal": "dec", "Boolean": "flag",
            "DateTime": "at", "Bytes": "raw", "Json": "doc", "Enum": "e"}[kind]


def _field(random, schema, name, kind, arity):
    column = random.choice([f"{name}_col", f"{name} col", f"Select {name}"]) if random.random() < 0.12 else ""
    field = Field(name, kind, arity, column=column)
    if kind == "Enum":
        field.enum = random.choice(schema.enums).name
    elif schema.provider == "postgresql" and arity != "[]" and kind in NATIVE and random.random() < 0.15:
        field.native = random.choice(NATIVE[kind])
    return field


def default(random, schema, field):
    if field.native:
        return "now()" if field.native.startswith("Timestamp") else ""
    match field.kind:
        case "Int": return random.choice(["0", "7", "-1"])
        case "BigInt": return "9007199254740993"
        case "Float": return "1.5"
        case "Decimal": return "2.5"
        case "String": return random.choice(['""', '"a"', '"it\'s"'])
        case "Boolean": return random.choice(["true", "false"])
        case "DateTime": return "now()"
        case "Json": return "" if schema.provider == "sqlite" else '"{\\"a\\":1}"'
        case "Enum": return schema.enum(field.enum).values[0][0]
        case _: return ""


def _relate(random, schema, number):
    child_index = random.randrange(len(schema.models))
    parent_index = random.randint(0, child_index)
    child, parent = schema.models[child_index], schema.models[parent_index]
    kind = random.choice(["1-1", "1-n", "1-n", "1-n", "m-n"])
    if kind == "m-n" and (len(child.id.fields) > 1 or len(parent.id.fields) > 1):
        kind = "1-n"
    one = kind == "1-1"
    relation = Relation(kind, f"R{number}", parent.name, f"{child.name.lower()}{'' if one else 's'}{number}",
                        child.name, f"{parent.name.lower()}{'s' if kind == 'm-n' else ''}{number}")
    if parent is child:
        relation.parent_field += "Of"
    schema.relations.append(relation)
    if kind == "m-n":
        return
    usable = [fields for fields, _ in parent.criteria()
              if not any(parent.field(f).optional for f in fields)]
    relation.references = usable[0] if random.random() < 0.7 else random.choice(usable)
    relation.optional = random.random() < 0.55
    for position, reference in enumerate(relation.references):
        target = parent.field(reference)
        name = f"{relation.child_field}{'Id' if position == 0 else f'Id{position}'}"
        key = Field(name, target.kind, "?" if relation.optional else "", enum=target.enum, native=target.native,
                    column=f"{name}_fk" if random.random() < 0.15 else "")
        relation.keys.append(name)
        child.fields.append(key)
    referred = any(child.name in (r.parent, r.child) and r.kind == "m-n" or r.parent == child.name for r in schema.relations)
    if not one and not relation.optional and not referred and random.random() < 0.3 and all(
            child.field(f).default != "autoincrement()" for f in child.id.fields):
        child.id = Key(child.id.fields + relation.keys)
    if one:
        if len(relation.keys) == 1:
            child.field(relation.keys[0]).unique = True
        else:
            child.uniques.append(Key(list(relation.keys)))
    if random.random() < 0.6:
        actions = [a for a in ACTIONS if (a != "SetNull" or relation.optional) and a != "SetDefault"]
        relation.on_delete = random.choice(actions)
        relation.on_update = random.choice(actions)
