"""``paragraf schema``: the JSON Schema of a record."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema of a record.

    Draft 2020-12, made from the models; every record keeps to it.

    **Example:** keep it beside your own import

        paragraf schema > record.schema.json
    """
    from schemas.record import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
