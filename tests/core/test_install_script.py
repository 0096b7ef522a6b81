"""The installer trusts what the machine trusts, unless somebody decided otherwise."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "install.py"


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("install_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    store = tmp_path / "ca-certificates.crt"
    store.write_text("a company's CA")
    monkeypatch.setattr(module, "CERTIFICATE_STORES", (str(tmp_path / "missing"), str(store)))
    return module


def test_the_machines_own_store_is_used(install: ModuleType):
    store = install.CERTIFICATE_STORES[1]
    assert install.system_certificates({}) == {
        "UV_SYSTEM_CERTS": "true",
        "PIP_CERT": store,
        "NODE_EXTRA_CA_CERTS": store,
    }


def test_what_somebody_set_stays(install: ModuleType):
    assert install.system_certificates({"SSL_CERT_FILE": "/my.pem"}) == {}
    set_by_hand = {"UV_SYSTEM_CERTS": "false", "PIP_CERT": "/my.pem", "NODE_EXTRA_CA_CERTS": "/my.pem"}
    assert install.system_certificates(set_by_hand) == {}


def test_a_machine_without_a_store_keeps_the_lists_that_come_along(install: ModuleType):
    install.CERTIFICATE_STORES = ()
    assert install.system_certificates({}) == {}
