"""No Docker engine is at hand: the files are read and held against the settings, commands and URLs they name."""

import ast
import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from celery.bin.celery import celery as celery_program
from django.conf import settings
from django.core.management import get_commands
from django.urls import resolve

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name for name, service in SERVICES.items() if service["image"] == "kalaena-sakip"}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
NGINX = (ROOT / "nginx/sakip.conf").read_text()
# What the images of PostgreSQL read, not our settings.
NOT_OURS = {"POSTGRES_PASSWORD"}


def words(command: str | list[str]) -> list[str]:
    return shlex.split(command) if isinstance(command, str) else command


def settings_variables() -> set[str]:
    """Every name that settings.py asks the environment for."""
    tree = ast.parse((ROOT / "kalaena_sakip/settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    return {call.args[0].value for call in calls if ast.unparse(call.func).split(".")[0] == "env"}


def example_variables() -> list[str]:
    return re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)


def test_env_example_names_every_variable_of_the_settings_once():
    assert sorted(example_variables()) == sorted(settings_variables() | NOT_OURS)


def test_compose_names_only_known_variables():
    text = (ROOT / "docker-compose.yml").read_text() + (ROOT / ".env.example").read_text()

    assert set(re.findall(r"\$\{([A-Z_]+)", text)) <= set(example_variables())


def test_dockerfile_sets_only_known_variables():
    names = set(re.findall(r"^ENV (\w+)=", DOCKERFILE, re.MULTILINE))

    assert names - settings_variables() == {"PATH", "PYTHONUNBUFFERED"}


def test_one_image_runs_everything_of_ours():
    assert sorted(OURS) == ["beat", "siapkan", "web", "worker"]
    assert {SERVICES[name]["build"] for name in OURS} == {"."}


@pytest.mark.parametrize("name", sorted(OURS))
def test_command_of_ours_exists(name):
    program, *arguments = words(SERVICES[name]["command"])

    if program == "python":
        assert arguments[0] == "manage.py"
        assert arguments[1] in get_commands()
    elif program == "celery":
        assert arguments[0] == "--app"
        assert find_spec(arguments[1])
        assert arguments[2] in celery_program.commands
    else:
        assert program == "gunicorn"
        assert find_spec(arguments[arguments.index("--config") + 1].removeprefix("python:"))


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_option_exists(name):
    _, _, _, subcommand, *arguments = words(SERVICES[name]["command"])
    known = {option for parameter in celery_program.commands[subcommand].params for option in parameter.opts}

    assert {argument for argument in arguments if argument.startswith("--")} <= known


def test_image_serves_by_default_what_the_web_service_serves():
    default = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)

    assert words(SERVICES["web"]["command"]) == yaml.safe_load(default[1])


def test_nothing_runs_as_root():
    assert re.findall(r"^USER (\w+)$", DOCKERFILE, re.MULTILINE) == ["sakip"]
    others = {name: service for name, service in SERVICES.items() if name not in OURS}
    assert {
        name: service.get("user") or "unprivileged" in service["image"] for name, service in others.items()
    } == {"nginx": True, "postgres": "postgres", "redis": "redis"}


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - {"siapkan", "beat"}))
def test_service_is_checked(name):
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", ["web", "nginx"])
def test_healthcheck_asks_a_page_that_exists(name):
    check = " ".join(SERVICES[name]["healthcheck"]["test"])

    path = re.search(r"https?://127\.0\.0\.1:\d+(/\w+/)", check)[1]

    assert resolve(path)


def test_services_wait_for_services_that_exist_and_are_checked():
    for service in SERVICES.values():
        for name, need in service.get("depends_on", {}).items():
            assert need["condition"] == "service_completed_successfully" or "healthcheck" in SERVICES[name]


def test_volumes_are_declared_or_in_the_repository():
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or source == "./sertifikat" or (ROOT / source).exists()


def test_nginx_passes_on_to_the_port_of_the_web():
    port = words(SERVICES["web"]["command"])[-1].rpartition(":")[2]

    assert re.findall(r"proxy_pass http://(\w+):(\d+);", NGINX) == [("web", port)]
    assert {published.split(":")[1] for published in SERVICES["nginx"]["ports"]} == set(
        re.findall(r"listen (\d+)", NGINX)
    )


def test_nginx_leaves_the_refusal_of_a_large_request_to_the_application():
    megabytes = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1])

    assert megabytes * 2**20 > settings.BATAS_UKURAN_PERMINTAAN


def test_image_has_the_system_packages_of_bin_run():
    script = (ROOT / "bin/_siapkan.sh").read_text()
    wanted = set(re.findall(r"lib[\w.-]+\.so\.0:([\w.-]+)", script)) | set(re.findall(r"printf '([\w-]+) '", script))

    assert len(wanted) == 6
    assert wanted <= set(re.search(r"--no-install-recommends \\\n(.*?)&&", DOCKERFILE, re.DOTALL)[1].split())


def test_image_leaves_secrets_and_data_outside():
    assert {".env", ".git", "data", "sertifikat"} <= set((ROOT / ".dockerignore").read_text().split())
