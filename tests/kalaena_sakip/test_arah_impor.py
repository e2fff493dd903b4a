"""organisasi <- kinerja <- rencana_aksi <- pelaporan: nothing knows what lies to its right."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ORDER = ["organisasi", "kinerja", "rencana_aksi", "pelaporan"]
ROOT = Path(settings.BASE_DIR)
LOOKUP_CALLS = {
    "aggregate", "alias", "annotate", "defer", "exclude", "filter", "get", "only", "order_by", "prefetch_related",
    "select_related", "values", "values_list", "Avg", "Count", "Exists", "F", "Max", "Min", "Prefetch", "Q", "Sum",
}  # fmt: skip


def to_the_right(app: str) -> set[str]:
    return set(ORDER[ORDER.index(app) + 1 :])


def sources(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text())


def imported_packages(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Top-level packages, wherever in the module they are imported; relative imports stay at home."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, node.module.split(".")[0]


def strings(nodes: list[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def named_packages(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Packages named by a string: "app.Model", a dotted path, ("app", "0001_initial"), get_model("app", ...)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and re.fullmatch(r"\w+(\.\w+)+", str(node.value)):
            yield node.lineno, str(node.value).split(".")[0]
        elif isinstance(node, ast.Call) and called(node) == "get_model":
            yield from ((node.lineno, text) for text in strings(node.args))
        elif isinstance(node, ast.Tuple) and re.match(r"\d{4}_|__", "".join(strings(node.elts)[1:])):
            yield node.lineno, strings(node.elts)[0]


def lookups(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every attribute read and every part of a queryset lookup."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Call) and called(node) in LOOKUP_CALLS:
            names = [keyword.arg for keyword in node.keywords if keyword.arg]
            for text in strings(node.args) + names:
                yield from ((node.lineno, part) for part in text.removeprefix("-").split("__"))


def reverse_names_from_the_right(app: str) -> set[str]:
    """Accessors and query names that models to the right hang onto models up to here, unless also a name of ours."""
    known = ORDER[: ORDER.index(app) + 1]
    foreign, own = set(), set()
    for label in known:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields(include_hidden=False):
                source = field.related_model if field.auto_created and field.is_relation else None
                if source and source._meta.app_label in to_the_right(app):
                    foreign |= {field.get_accessor_name(), field.name}
                else:
                    own.add(field.name)
                    own |= {field.get_accessor_name()} if source else set()
    return foreign - own


@pytest.mark.parametrize("app", ORDER)
def test_module_names_nothing_to_its_right(app):
    forbidden = {*to_the_right(app), "kalaena_sakip"}

    found = [
        f"{path}:{line} {package}"
        for path, tree in sources(ROOT / app)
        for line, package in (*imported_packages(tree), *named_packages(tree))
        if package in forbidden
    ]

    assert found == []


@pytest.mark.parametrize("app", ORDER)
def test_test_imports_nothing_to_the_right_of_its_app(app):
    found = [
        f"{path}:{line} {package}"
        for path, tree in sources(ROOT / "tests" / app)
        for line, package in imported_packages(tree)
        if package in to_the_right(app)
    ]

    assert found == []


@pytest.mark.parametrize("app", ORDER[:-1])
def test_module_uses_no_reverse_accessor_from_its_right(app):
    forbidden = reverse_names_from_the_right(app)

    found = [
        f"{path}:{line} {name}"
        for path, tree in sources(ROOT / app)
        for line, name in lookups(tree)
        if name in forbidden
    ]

    assert found == []


@pytest.mark.parametrize(
    ("source", "package"),
    [
        ("from pelaporan.models import Laporan", "pelaporan"),
        ("def f():\n    import rencana_aksi.workflow", "rencana_aksi"),
        ("models.ForeignKey('pelaporan.Laporan')", "pelaporan"),
        ("dependencies = [('rencana_aksi', '0001_initial')]", "rencana_aksi"),
        ("apps.get_model('kinerja', 'Indikator')", "kinerja"),
    ],
)
def test_reading_finds_every_way_to_name_an_app(source, package):
    tree = ast.parse(source)

    assert package in {name for _, name in (*imported_packages(tree), *named_packages(tree))}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("indikator.capaian_set.all()", "capaian_set"),
        ("Indikator.objects.filter(capaian__status='sah')", "capaian"),
        ("Indikator.objects.order_by('-target__capaian')", "capaian"),
        ("Indikator.objects.annotate(n=Count('capaian'))", "capaian"),
    ],
)
def test_reading_finds_every_way_to_go_backwards(source, name):
    assert name in {found for _, found in lookups(ast.parse(source))}
