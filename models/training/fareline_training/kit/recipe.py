"""Changes to a recipe, the dataclass of settings that one model is fitted with."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

Recipe = TypeVar("Recipe")


def recipe_from(recipe: Recipe, changes: Mapping[str, Any]) -> Recipe:
    """`recipe` with the fields in `changes`, which are parsed JSON; see `--recipe`.

    A field that is a dataclass takes an object with its own fields. A field that lists named
    dataclasses takes an object by name and keeps only the parts that are named. JSON arrays become
    tuples. Raises ValueError for a field or name the recipe does not have.
    """
    known = [each.name for each in fields(recipe)]  # type: ignore[arg-type]
    _refuse_unknown("recipe field", changes, known)
    values = {name: _changed(name, getattr(recipe, name), to) for name, to in changes.items()}
    return replace(recipe, **values)  # type: ignore[type-var]


def _changed(name: str, now: object, to: Any) -> object:
    if is_dataclass(now):
        return recipe_from(now, to)
    if isinstance(now, tuple) and isinstance(to, Mapping):
        _refuse_unknown(name, to, [part.name for part in now])
        return tuple(recipe_from(part, to[part.name]) for part in now if part.name in to)
    return tuple(to) if isinstance(to, list) else to


def _refuse_unknown(what: str, given: Mapping[str, Any], known: list[str]) -> None:
    unknown = [name for name in given if name not in known]
    if unknown:
        raise ValueError(f"{what} {', '.join(unknown)} is unknown; choose from {', '.join(known)}")
