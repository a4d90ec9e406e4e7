"""The published JSON Schema is the models'."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from pipeline.process import process
from schemas.record import json_schema
from schemas.source import SourceFile

PUBLISHED = Path(__file__).parents[1] / "schemas" / "record.schema.json"


def test_the_published_schema_is_current():
    assert json.loads(PUBLISHED.read_text("utf-8")) == json_schema(), "run `make docs`"


def test_the_schema_is_a_sound_one():
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_a_record_keeps_to_it_and_one_with_a_field_nobody_knows_does_not():
    (record,) = process(SourceFile("mote.txt", "Protokoll\n\n§ 1 Mötet öppnas\n".encode()))
    validator = jsonschema.Draft202012Validator(json_schema())

    stated = json.loads(record.model_dump_json())
    assert list(validator.iter_errors(stated)) == []
    assert list(validator.iter_errors(stated | {"shoe_size": 43}))
