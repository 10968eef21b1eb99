"""What is in deploy/ is well-formed, names settings that exist and images by version, and forbids what it can."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from docarchive.settings import Settings

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SCHEMA = Path(__file__).parent / "vendor" / "compose-spec" / "compose-spec.json"
UNITS = sorted((DEPLOY / "systemd").glob("*.*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
# Of programs that read files of strangers or hold the archive's keys.
FENCES = ("NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict", "PrivateTmp=yes", "ProtectHome=yes")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return read


def test_the_compose_file_has_the_form_of_its_specification(compose: dict[str, Any]) -> None:
    problems = list(jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8"))).iter_errors(compose))

    assert [str(problem) for problem in problems] == []


def test_every_image_has_a_version_and_every_server_a_sign_of_life(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert re.fullmatch(r"[a-z]+:[\w.]+", service["image"]), name
        if service["image"] != "docarchive:local" and name != "nginx":
            assert service["healthcheck"]["test"], name
        if "profiles" not in service:
            assert service["restart"] == "unless-stopped", name


def test_only_nginx_is_reached_from_outside(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if service.get("ports")] == ["nginx"]
    assert compose["networks"]["inside"]["internal"]
    for name, service in compose["services"].items():
        assert set(service["networks"]) <= set(compose["networks"]), name


def test_what_is_named_is_there(compose: dict[str, Any]) -> None:
    volumes = [volume for service in compose["services"].values() for volume in service.get("volumes", ())]
    named = [volume.split(":")[0] for volume in volumes if isinstance(volume, str)]

    assert {name for name in named if re.fullmatch(r"[a-z]+", name)} == set(compose["volumes"])
    for name in named:
        if name.startswith("./"):
            assert (DEPLOY / name).is_file(), name


def test_every_setting_named_in_deploy_exists() -> None:
    known = {f"DOCARCHIVE_{name.upper()}" for name in Settings.model_fields} | {"DOCARCHIVE_ADMIN_PASSWORD"}

    for path in (path for path in DEPLOY.rglob("*") if path.is_file()):
        assert set(re.findall(r"\bDOCARCHIVE_[A-Z_]+", path.read_text("utf-8"))) <= known, path


@pytest.mark.parametrize("unit", [DEPLOY / "systemd" / f"docarchive-{name}.service" for name in ("web", "worker")])
def test_servers_are_fenced_in_and_the_jail_still_works(unit: Path) -> None:
    lines = unit.read_text("utf-8").splitlines()

    assert [fence for fence in FENCES if fence not in lines] == []
    # bubblewrap could not mount /proc: the jail would silently be left out.
    assert not [
        line for line in lines if line.startswith(("RestrictNamespaces", "ProtectKernelTunables", "ProtectProc"))
    ]
    assert "User=docarchive" in lines


@pytest.mark.needs("systemd")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text("utf-8"), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text, "utf-8")
    program = shutil.which("systemd-analyze") or ""

    done = subprocess.run(  # noqa: S603
        [program, "verify", "--man=no", *sorted(str(path) for path in tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
