"""How gunicorn is set up: every name is one of its settings, and nobody's forwarded headers are believed."""

import errno
import importlib
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from service import gunicorn_config, sharing
from service.commands.serve import Server


def configured(monkeypatch: pytest.MonkeyPatch, **env: str) -> Config:
    for name in ("WEB_CONCURRENCY", "FORWARDED_ALLOW_IPS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    importlib.reload(gunicorn_config)
    return Server(None, bind=["127.0.0.1:0"], workers=None).cfg


def test_every_name_is_a_setting_of_gunicorn() -> None:
    names = {name for name in vars(gunicorn_config) if not name.startswith("_")} - {"os"}
    assert names <= set(Config().settings)


def test_threads_share_a_preloaded_model_and_no_control_socket_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = configured(monkeypatch)
    assert (config.worker_class_str, config.preload_app, config.control_socket_disable) == (
        "service.reception.worker.Worker",
        True,
        True,
    )
    assert config.threads > 1
    assert config.workers >= 1


def test_forwarded_headers_are_believed_from_named_proxies_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert configured(monkeypatch).forwarded_allow_ips == []
    assert configured(monkeypatch, FORWARDED_ALLOW_IPS="10.0.0.7").forwarded_allow_ips == ["10.0.0.7"]


def test_the_number_of_processes_is_the_environments_or_the_command_lines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert configured(monkeypatch, WEB_CONCURRENCY="7").workers == 7
    assert Server(None, workers=3).cfg.workers == 3


def test_figures_that_can_not_be_kept_do_not_end_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """gunicorn ends, with all its processes, where a hook raises."""

    def full(pid: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(sharing, "retire", full)
    said: list[int] = []
    log = SimpleNamespace(exception=lambda message, pid: said.append(pid))
    gunicorn_config.child_exit(SimpleNamespace(log=log), SimpleNamespace(pid=7))
    assert said == [7]
