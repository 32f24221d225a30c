"""Requests in the client's own syntax, and what it answers to them."""
import json

METHODS = {"createOne": "create", "updateOne": "update", "upsertOne": "upsert", "deleteOne": "delete"}


class Unsaid(Exception):
    """What the client cannot say."""


def script(request):
    """The call that sends the request; None where the client cannot say it."""
    try:
        return _call(request)
    except Unsaid:
        return None


def _call(request):
    action, query = request["action"], request["query"]
    arguments, selection = query.get("arguments"), query["selection"]
    if not isinstance(arguments, dict):
        return None
    options = {k: _value(v) for k, v in arguments.items()}
    if action in ("aggregate", "groupBy"):
        by = arguments.get("by", [])
        functions = {k: v for k, v in selection.items() if k.startswith("_")}
        if selection.keys() - functions != set(by if isinstance(by, list) else [by]):
            return None
        if not all(isinstance(v, dict) for v in functions.values()):
            return None
        options |= {k: _value(v.get("selection", {})) for k, v in functions.items()}
    elif action in ("createMany", "updateMany", "deleteMany"):
        if not all(name.startswith("$") for name in selection):
            return None
    else:
        shown = _shown(selection)
        if shown is None:
            return None
        options |= shown
    model = request["modelName"][0].lower() + request["modelName"][1:]
    return f"prisma.{model}.{METHODS.get(action, action)}({{{', '.join(f'{json.dumps(k)}: {v}' for k, v in options.items())}}})"


def _shown(selection):
    """`select`, or `include` and `omit`, of a selection."""
    relations, plain, omitted = {}, {}, {}
    for name, value in selection.items():
        if name.startswith("$"):
            continue
        if value is True and name != "_count":
            plain[name] = "true"
        elif value is False:
            omitted[name] = "true"
        elif value is True:
            relations[name] = "true"
        elif isinstance(value, dict):
            relations[name] = _relation(name, value)
        if relations.get(name, "") is None:
            return None
    if selection.get("$scalars"):
        if plain:
            return None
        return ({"include": _object(relations)} if relations else {}) | ({"omit": _object(omitted)} if omitted else {})
    hidden = {name: "false" for name in omitted}
    return {"select": _object(plain | relations | hidden)} if plain or relations else None


def _relation(name, value):
    if name == "_count":
        counts = {}
        for field, count in value.get("selection", {}).items():
            counts[field] = "true" if count is True else _object({k: _value(v) for k, v in count.get("arguments", {}).items()})
        return _object({"select": _object(counts)}) if counts else None
    inner = _shown(value.get("selection", {}))
    if inner is None:
        return None
    return _object({k: _value(v) for k, v in value.get("arguments", {}).items()} | inner) or "true"


def _object(members):
    return "{" + ", ".join(f"{json.dumps(k)}: {v}" for k, v in members.items()) + "}"


def _value(value):
    if isinstance(value, list):
        if {"$type": "Json", "value": "null"} in value:
            raise Unsaid  # JSON's null as an element of a list
        return "[" + ", ".join(map(_value, value)) + "]"
    if not isinstance(value, dict):
        return json.dumps(value)
    match value.get("$type"):
        case None: return _object({k: _value(v) for k, v in value.items()})
        case "BigInt": return f"{value['value']}n"
        case "Decimal": return f'new Prisma.Decimal("{value["value"]}")'
        case "DateTime": return f'new Date("{value["value"]}")'
        case "Bytes": return f'Buffer.from("{value["value"]}", "base64")'
        case "Json": return "Prisma.JsonNull" if value["value"] == "null" else value["value"]
        case "Enum": return f"Prisma.{value['value']}"
        case "FieldRef":
            model = value["value"]["_container"]
            return f"prisma.{model[0].lower() + model[1:]}.fields.{value['value']['_ref']}"
    return None


def plain(answer):
    """An answer of the engine protocol as the client prints it."""
    if isinstance(answer, list):
        return list(map(plain, answer))
    if not isinstance(answer, dict):
        return answer
    if "$type" in answer:
        return json.loads(answer["value"]) if answer["$type"] == "Json" else answer["value"]
    return {k: plain(v) for k, v in answer.items()}
