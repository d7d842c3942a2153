"""The page about round files and the JSON Schema agree with the schema, and every example on the page is sound."""

import re
from pathlib import Path

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from program_admin.programs.commands import _examples
from program_admin.programs.loading import read_round
from program_admin.programs.reference import _models, json_schema, reference_page
from program_admin.programs.schema.outside import EXPORTED, OF_PAYMENTS
from program_admin.programs.schema.round_file import RoundFile

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "round-file.md"
MARK = "손으로 고치지 않습니다.\n\n"
BLOCK = re.compile(r"^### (\w+)\n.*?(?=^### |\Z)", re.DOTALL | re.MULTILINE)
YAML_BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def plain(text: str):
    yaml = YAML(typ="safe")
    yaml.constructor.yaml_constructors.pop("tag:yaml.org,2002:timestamp", None)
    yaml.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda maker, node: str(node.value))
    return yaml.load(text)


def test_the_tables_and_examples_of_the_page_are_those_of_the_schema():
    assert PAGE.read_text("utf-8").partition(MARK)[2] == reference_page(_examples())


def test_the_json_schema_that_is_published_is_that_of_the_schema():
    assert (DOCS / "round-file.schema.json").read_text("utf-8") == json_schema() + "\n"


def test_the_page_names_every_column_that_a_file_for_another_system_may_have():
    page = PAGE.read_text("utf-8")

    assert [name for name in (*EXPORTED, *OF_PAYMENTS) if f"| `{name}` |" not in page] == []


def test_every_element_has_an_example_that_is_valid():
    models = {model.__name__: model for model in _models(RoundFile)}
    sections = {found.group(1): found.group(0) for found in BLOCK.finditer(PAGE.read_text("utf-8").partition(MARK)[2])}
    checked = set()

    for name, model in models.items():
        for example in YAML_BLOCK.findall(sections[name]):
            assert TypeAdapter(model).validate_python(plain(example)) is not None, name
            checked.add(name)

    assert set(models) - checked == {"RoundFile"}  # the whole files in rounds/ are its examples


def test_the_round_files_that_come_along_are_whole():
    files = sorted((DOCS.parent / "rounds").glob("*.yml"))

    assert [read_round(file.read_text("utf-8")).code for file in files] == [file.stem for file in files]
    assert len(files) == 2
