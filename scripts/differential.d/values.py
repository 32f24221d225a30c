"""Random values: in requests, in rows, and the way from one to the other."""
import base64
import datetime
import json

STRINGS = ["", "a", "A", "b", "ab", "aB", "abc", "%", "_", "a%b", "a_b", "é", "É", "日本", "'", '"', "\\", "null", "0", " ", "ß",
           "😀"]
INTS = [0, 1, 2, 3, 7, 42, -1, -7, 2147483647, -2147483648]
BIGS = [0, 1, 2, -1, 42, 9007199254740993, 9223372036854775807, -9223372036854775808]
FLOATS = [0, 1, 1.5, -2.25, 0.1, 1e10, 123456.789, -1e-7, 3]
DECIMALS = ["0", "1", "1.5", "-0.01", "2.5", "123456.789", "100", "-42"]
DATES = ["1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z", "2020-01-02T03:04:05.678Z", "2020-01-02T03:04:05.000Z",
         "1900-02-28T12:00:00.001Z", "2000-02-29T00:00:00.000Z", "2038-01-19T03:14:08.000Z", "2200-06-01T10:00:00.250Z"]
JSONS = [None, True, False, 0, 1, 1.5, -3, "", "a", "A", "a%", [], {}, {"a": 1}, {"a": "a"}, {"a": None}, {"a": {"b": [1, 2]}},
         [1, "a", None], [1, 2], ["a"], [[1]], {"b": True, "a": [{"c": "x"}]}]
BYTES = ["", "AA==", "AQID", "/w==", "YWJj"]
POOLS = {"String": STRINGS, "Int": INTS, "BigInt": BIGS, "Float": FLOATS, "Decimal": DECIMALS, "DateTime": DATES,
         "Json": JSONS, "Bytes": BYTES, "Boolean": [True, False]}
# Most values come from the front of a pool, so that rows and requests meet.
FRONT = {"String": 9, "Int": 7, "BigInt": 5, "Float": 5, "Decimal": 5, "DateTime": 5, "Json": 99, "Bytes": 5, "Boolean": 2}


# Of columns of native types.
NATIVE = {
    "Char(4)": [s for s in STRINGS if len(s) < 5],
    "Uuid": ["00000000-0000-0000-0000-000000000000", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A12"],
    "SmallInt": [0, 1, 2, 3, -1, 32767, -32768],
    "Oid": [0, 1, 2, 42, 2147483647],
    "Real": [0, 1, 1.5, -2.25, 0.5],
    "Date": ["1970-01-01T00:00:00.000Z", "2020-01-02T00:00:00.000Z", "1900-02-28T00:00:00.000Z"],
    "Time(3)": ["1970-01-01T00:00:00.000Z", "1970-01-01T23:59:59.999Z", "1970-01-01T03:04:05.000Z"],
    "Timestamp(0)": ["1970-01-01T00:00:00.000Z", "2020-01-02T03:04:05.000Z", "1900-02-28T12:00:00.000Z"],
}


def pool(schema, field):
    if field.native in NATIVE:
        return NATIVE[field.native]
    if field.kind == "Decimal" and schema.provider == "sqlite":
        # The driver of the real engine cuts a sum to a whole number where the first one is whole.
        return [d for d in DECIMALS if "." in d]
    if field.kind == "Enum":
        return [name for name, _ in schema.enum(field.enum).values]
    return POOLS[field.kind]


def pick(random, schema, field):
    """A value of one element of the field."""
    values = pool(schema, field)
    if field.kind in FRONT and field.native not in NATIVE and random.random() < 0.7:
        values = values[: FRONT[field.kind]]
    return random.choice(values)


def literal(field, value):
    """A value as the JSON protocol writes it."""
    if value is None and field.kind != "Json":
        return None
    match field.kind:
        case "BigInt": return {"$type": "BigInt", "value": str(value)}
        case "Decimal": return {"$type": "Decimal", "value": value}
        case "DateTime": return {"$type": "DateTime", "value": value}
        case "Bytes": return {"$type": "Bytes", "value": value}
        case "Json": return {"$type": "Json", "value": json.dumps(value, separators=(",", ":"), ensure_ascii=False)}
        case _: return value


def milliseconds(text):
    moment = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=datetime.timezone.utc)
    return round((moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)) / datetime.timedelta(milliseconds=1))


def _stored(schema, field, value):
    """What SQL calls an enum's value."""
    if field.kind != "Enum":
        return value
    return next(mapped or name for name, mapped in schema.enum(field.enum).values if name == value)


def sql(schema, field, value):
    """A value of a row, as an SQL literal of the schema's database."""
    if value is None:
        return "NULL"
    if schema.provider == "sqlite":
        return _sqlite(schema, field, value)
    if field.listed:
        return f"ARRAY[{', '.join(_postgres(schema, field, v) for v in value)}]::{_element_type(schema, field)}[]"
    return _postgres(schema, field, value)


JSON_NULL = "$JsonNull"  # JSON's null as a row's value, None being the database's


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def _json(value):
    return json.dumps(None if value == JSON_NULL else value, separators=(",", ":"), ensure_ascii=False)


def _sqlite(schema, field, value):
    match field.kind:
        case "BigInt" if value == -1 << 63: return f"({value + 1} - 1)"  # as a literal it would be a float
        case "Int" | "BigInt" | "Decimal": return str(value)
        case "Float": return repr(value)
        case "Boolean": return "1" if value else "0"
        case "DateTime": return str(milliseconds(value))
        case "Bytes": return f"x'{base64.b64decode(value).hex()}'"
        case "Json": return quoted(_json(value))
        case _: return quoted(_stored(schema, field, value))


def _postgres(schema, field, value):
    match field.kind:
        case "Int" | "BigInt" | "Decimal": return str(value)
        case "Float": return repr(value)
        case "Boolean": return "true" if value else "false"
        case "DateTime" if field.native.startswith("Time("): return quoted(value[11:-1])
        case "DateTime": return quoted(value[:-1].replace("T", " ") + ("+00" if field.native.startswith("Timestamptz") else ""))
        case "Bytes": return f"'\\x{base64.b64decode(value).hex()}'::bytea"
        case "Json": return quoted(_json(value))
        case _: return quoted(_stored(schema, field, value))


def _element_type(schema, field):
    if field.kind == "Enum":
        enum = schema.enum(field.enum)
        return f'"{enum.type or enum.name}"'
    return {"String": "text", "Int": "integer", "BigInt": "bigint", "Float": "double precision", "Decimal": "decimal(65,30)",
            "Boolean": "boolean", "DateTime": "timestamp(3)", "Bytes": "bytea", "Json": "jsonb"}[field.kind]


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
