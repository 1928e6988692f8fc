"""From a TOML table to a frozen dataclass, with errors that name the key."""

import dataclasses
import difflib
import typing
from typing import Any, Mapping, Type, TypeVar

T = TypeVar("T")


class ConfigError(ValueError):
    """What is wrong with a configuration file, where, and what would be right."""


def name_type(kind: Any) -> str:
    """The type as TOML calls it."""
    names = {int: "an integer", float: "a number", str: "a string", bool: "true or false"}
    return names.get(kind, "a table" if dataclasses.is_dataclass(kind) else str(kind))


def parse_array(kind: Any, value: Any, where: str) -> tuple:
    """`Tuple[X, ...]`, or `Tuple[X, Y]` of that length."""
    if not isinstance(value, list):
        raise ConfigError(f"{where} must be an array")
    kinds = typing.get_args(kind)
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(value)
    if len(kinds) != len(value):
        raise ConfigError(f"{where} must have {len(kinds)} values, not {len(value)}")
    return tuple(parse_value(inner, item, f"{where}[{index}]") for index, (inner, item) in enumerate(zip(kinds, value)))


def parse_value(kind: Any, value: Any, where: str) -> Any:
    """`value` as `kind`: int, float, str, bool, a tuple, a dataclass, `Optional` of one of them, or a free `Mapping`."""
    origin = typing.get_origin(kind)
    if origin is typing.Union:
        return parse_value(typing.get_args(kind)[0], value, where)
    if origin is tuple:
        return parse_array(kind, value, where)
    if dataclasses.is_dataclass(kind) or origin is not None:
        if not isinstance(value, dict):
            raise ConfigError(f"{where} must be a table")
        return parse_table(kind, value, where) if dataclasses.is_dataclass(kind) else value
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise ConfigError(f"{where} must be {name_type(kind)}, not {value!r}")
    return value


def explain_unknown(key: str, known: list, where: str) -> str:
    """Names the key, the likeliest one that was meant, and all there are."""
    close = difflib.get_close_matches(key, known, 1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    return f"{where}: unknown key {key!r}{hint} Known: {', '.join(known)}"


def parse_table(kind: Type[T], table: Mapping[str, Any], where: str) -> T:
    """The table as a dataclass of type `kind`. A field without default must be there; `Mapping` fields take any keys.

    `ConfigError` for unknown or missing keys, wrong types, and whatever the dataclass itself refuses.
    """
    fields = {field.name: field for field in dataclasses.fields(kind)}
    types = typing.get_type_hints(kind)
    for key in table:
        if key not in fields:
            raise ConfigError(explain_unknown(key, list(fields), where))
    for name, field in fields.items():
        has_default = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        if name not in table and not has_default:
            raise ConfigError(f"{where}: {name!r} is missing")
    values = {key: parse_value(types[key], value, f"{where}.{key}") for key, value in table.items()}
    try:
        return kind(**values)
    except ConfigError:
        raise
    except ValueError as error:
        raise ConfigError(f"{where}: {error}") from None
