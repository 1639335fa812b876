"""JSON Schema for editors, in which every field says what its docstring says."""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema


class Described(GenerateJsonSchema):
    """Pydantic's generator, with the docstrings below fields as descriptions.

    Pydantic could read them when a model is made; but then every start of the program would pay for it.
    """

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """The schema of one model."""
        made = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        for name, text in _docstrings(model) if "properties" in made else ():
            shown: dict[str, Any] = made["properties"][model.model_fields[name].alias or name]
            shown.setdefault("description", text)
        return made


def _docstrings(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The fields of a model that are explained, with what is said of them."""
    for owner in model.__mro__:
        if owner.__module__.startswith("coalition."):
            for definition in ast.parse(textwrap.dedent(inspect.getsource(owner))).body:
                for field, below in pairwise(definition.body if isinstance(definition, ast.ClassDef) else ()):
                    name = getattr(getattr(field, "target", None), "id", "")
                    # A field with a default text has such a value too: what is below must be a sentence by itself.
                    text = getattr(below.value, "value", None) if isinstance(below, ast.Expr) else None
                    if name in model.model_fields and isinstance(text, str):
                        yield name, " ".join(text.split())
