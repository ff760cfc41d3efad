"""Recipes change by field; a misspelt field is an error that lists the known ones."""

from dataclasses import dataclass

import pytest

from fareline_training.kit.recipe import recipe_from


@dataclass(frozen=True)
class Part:
    name: str
    rounds: int = 5


@dataclass(frozen=True)
class Whole:
    eta: float = 0.1
    ridges: tuple[float, ...] = (1.0, 2.0)
    point: Part = Part("point")
    experts: tuple[Part, ...] = (Part("offer"), Part("trip"))


def test_without_changes_a_recipe_stays_as_it_is() -> None:
    assert recipe_from(Whole(), {}) == Whole()


def test_nested_fields_change_and_arrays_become_tuples() -> None:
    found = recipe_from(Whole(), {"eta": 0.3, "ridges": [4.0], "point": {"rounds": 9}})
    assert found == Whole(eta=0.3, ridges=(4.0,), point=Part("point", 9))


def test_named_parts_are_kept_in_the_order_of_the_recipe() -> None:
    found = recipe_from(Whole(), {"experts": {"trip": {"rounds": 7}, "offer": {}}})
    assert found.experts == (Part("offer"), Part("trip", 7))
    assert recipe_from(Whole(), {"experts": {"trip": {}}}).experts == (Part("trip"),)


def test_unknown_fields_and_parts_are_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="roundz is unknown; choose from name, rounds"):
        recipe_from(Whole(), {"point": {"roundz": 1}})
    with pytest.raises(ValueError, match="experts visit is unknown; choose from offer, trip"):
        recipe_from(Whole(), {"experts": {"visit": {}}})
