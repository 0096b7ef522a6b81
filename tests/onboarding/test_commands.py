"""The commands, as somebody types them."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.contrib.auth.hashers import check_password

from invekto.core.auth import find_api_key
from invekto.core.models import Tenant, User
from invekto.core.tenancy import door
from invekto.onboarding.commands import apikey, operator, tenant, user
from tests.onboarding.samples import Clinic


@pytest.fixture
def clinic() -> Clinic:
    return Clinic()


@pytest.fixture
def file(clinic: Clinic, tmp_path: Path) -> Path:
    path = tmp_path / "klinik.yaml"
    path.write_text(clinic.text, encoding="utf-8")
    return path


def run(
    group: object, *arguments: str, env: dict[str, str] | None = None, typed: str | None = None
) -> Result:
    return CliRunner().invoke(group, list(arguments), env=env, input=typed)  # type: ignore[arg-type]


def _user(email: str) -> User | None:
    with door("email", email):
        return User.objects.filter(email=email).first()


def test_apply_tells_what_it_did_and_a_second_time_that_nothing_changed(clinic: Clinic, file: Path) -> None:
    first = run(tenant, "apply", str(file), env=clinic.env)
    second = run(tenant, "apply", str(file), env=clinic.env)

    assert first.exit_code == 0, first.output
    assert f"{clinic.slug}: tenant: Gülüş Ağız ve Diş Sağlığı created" in first.stdout.splitlines()
    assert second.exit_code == 0
    assert second.stdout == f"{clinic.slug}: nothing to change, everything is already so.\n"
    assert [value for value in clinic.env.values() if value in first.output] == []


def test_a_refused_file_ends_with_an_error_and_its_lines(clinic: Clinic, file: Path) -> None:
    file.write_text(clinic.text.replace("role: agent", "role: boss"), encoding="utf-8")

    result = run(tenant, "apply", str(file), env=clinic.env)

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "klinik.yaml:12: users[0].role: expected 'owner', 'admin', 'agent', 'doctor' or 'sales'",
        "Nothing was applied: 1 problem.",
    ]
    assert clinic.tenant() is None


def test_export_writes_a_file_that_can_be_applied(clinic: Clinic, file: Path, tmp_path: Path) -> None:
    run(tenant, "apply", str(file), env=clinic.env)
    copy = tmp_path / "kopya.yaml"

    assert run(tenant, "export", clinic.slug, "--output", str(copy)).exit_code == 0
    assert copy.read_text(encoding="utf-8") == run(tenant, "export", clinic.slug).stdout
    assert run(tenant, "export", "boyle-biri-yok").stderr == "There is no tenant called boyle-biri-yok.\n"


def test_a_person_is_added_with_a_password_that_is_asked_for(clinic: Clinic, file: Path) -> None:
    run(tenant, "apply", str(file), env=clinic.env)
    email = f"yeni-{clinic.mark}@example.com"
    arguments = ["add", "--tenant", clinic.slug, "--email", email, "--name", "Yeni Kişi", "--role", "sales"]

    result = run(user, *arguments, typed="uzun bir parola\nuzun bir parola\n")

    assert result.exit_code == 0, result.output
    assert "uzun bir parola" not in result.output
    person = _user(email)
    assert person is not None
    assert (person.role, person.name) == ("sales", "Yeni Kişi")
    assert check_password("uzun bir parola", person.password)
    again = run(user, *arguments, "--password-env", "PW", env={"PW": "baska bir parola"})
    assert (again.exit_code, again.stderr) == (1, f"{email} already logs in.\n")


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("kisi", "uzun bir parola", "'kisi' is not an e-mail address.\n"),
        ("kisi@example.com", "kisa", "A password has at least 8 characters.\n"),
        ("kisi@example.com", "", "The environment variable PW is not set.\n"),
    ],
)
def test_a_person_who_cannot_be_is_refused(
    clinic: Clinic, file: Path, email: str, password: str, said: str
) -> None:
    run(tenant, "apply", str(file), env=clinic.env)
    arguments = ["--tenant", clinic.slug, "--email", email, "--name", "Kişi", "--role", "agent"]
    result = run(user, "add", *arguments, "--password-env", "PW", env={"PW": password})
    assert (result.exit_code, result.stderr) == (1, said)
    assert _user(email) is None


def test_a_forgotten_password_is_set_anew(clinic: Clinic, file: Path) -> None:
    run(tenant, "apply", str(file), env=clinic.env)
    email = f"sekreter-{clinic.mark}@example.com"

    assert run(user, "password", email, "--password-env", "PW", env={"PW": "yeni bir parola"}).exit_code == 0

    person = _user(email)
    assert person is not None
    assert check_password("yeni bir parola", person.password)
    assert (
        run(user, "password", "kimse@example.com", "--password-env", "PW", env={"PW": "x" * 8}).exit_code == 1
    )


def test_an_operator_belongs_to_no_tenant() -> None:
    email = f"operator-{secrets.token_hex(4)}@example.com"
    arguments = ["add", "--email", email, "--name", "Nöbetçi", "--password-env", "PW"]

    assert run(operator, *arguments, env={"PW": "uzun bir parola"}).exit_code == 0

    person = _user(email)
    assert person is not None
    assert (person.tenant_id, person.role) == (None, "operator")


def test_an_api_key_is_shown_once_and_dies_when_it_is_revoked(clinic: Clinic, file: Path) -> None:
    run(tenant, "apply", str(file), env=clinic.env)
    assert "has no keys" in run(apikey, "list", "--tenant", clinic.slug).stdout

    created = run(apikey, "create", "--tenant", clinic.slug, "--name", "ERP")
    key = created.stdout.strip()

    found = find_api_key(key)
    assert found is not None
    with door("slug", clinic.slug):
        assert found.tenant_id == Tenant.objects.get(slug=clinic.slug).id
    listed = run(apikey, "list", "--tenant", clinic.slug).stdout
    assert "ERP" in listed
    assert key not in listed
    assert run(apikey, "create", "--tenant", clinic.slug, "--name", "ERP").exit_code == 1
    assert run(apikey, "revoke", "ERP", "--tenant", clinic.slug).exit_code == 0
    assert find_api_key(key) is None
    assert run(apikey, "revoke", "ERP", "--tenant", clinic.slug).exit_code == 1
