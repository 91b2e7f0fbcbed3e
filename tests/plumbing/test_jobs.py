"""The jobs of docs/plumbing, run step by step in a scratch clone; only actions of servers are stood in for."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.plumbing.conftest import Scratch
from tests.plumbing.jobs import Run, pipeline_job, workflow

GOOD = "content/berita/kanim-teluk/2025/loket-sore.md"
BAD_DATE = "2025-13-40"
OTHERS = "content/berita/lapas-bukit/2025/kunjungan.md"
_RSYNC = '#!/bin/sh\nfor last; do :; done\nprintf "%s\\n" "$@" > "$RUNNER_TEMP/rsync"\ncp -r site/. "$last"\n'


FORK_OWNER = (
    "github.event.pull_request.head.repo.full_name != github.repository "
    "&& github.event.pull_request.head.repo.owner.login || ''"
)


def facts(scratch: Scratch, **others: str) -> dict[str, str]:
    return {
        "vars.NEWSROOM_URL": scratch.environment["NEWSROOM_URL"],
        "vars.NEWSROOM_REF": "v1",
        "vars.SITEURL": "https://berita.laut.example",
        "github.event.pull_request.base.sha": scratch.base,
        "github.event.pull_request.base.ref": "main",
        "github.event.pull_request.head.sha": scratch.head,
        "github.event.pull_request.number": "7",
        "github.event.repository.private": "true",
        "github.repository": "laut/redaksi",
        "github.server_url": "http://127.0.0.1:9",
        "vars.NEWSROOM_HOOK": "",
        FORK_OWNER: "budi",
        "github.run_id": "1",
        "github.run_attempt": "1",
        "secrets.GITEA_TOKEN": "kunci-kerja",
        **others,
    }


def checked(scratch: Scratch, name: str, **others: str) -> Run:
    def used(action: str, given: Mapping[str, Any]) -> None:
        if action.startswith("actions/upload-artifact"):
            assert (scratch.work / given["path"] / "index.html").is_file()
        else:
            assert action.startswith(("actions/checkout", "actions/setup-python"))

    return workflow(name, "check", scratch.work, facts(scratch, **others), used, scratch.after, scratch.environment)


def test_on_github_a_good_story_passes_and_is_shown(scratch: Scratch) -> None:
    scratch.write(GOOD, "Loket sore dibuka")
    run = checked(scratch, "github-check.yml")
    assert not run.failed, run.said
    assert run.ran[-1].startswith("actions/upload-artifact")
    assert (scratch.work / "preview/berita/kanim-teluk/2025/loket-sore/index.html").is_file()


def test_on_github_a_broken_story_is_told_beside_its_line(scratch: Scratch) -> None:
    scratch.write(GOOD, "Loket sore dibuka", BAD_DATE)
    run = checked(scratch, "github-check.yml")
    assert run.failed and "Pratinjau" not in run.ran
    assert any(
        line.startswith("::error ") and f"file={GOOD}" in line and "line=3" in line for line in run.said.splitlines()
    )


def test_on_github_a_story_of_another_office_is_refused(scratch: Scratch) -> None:
    scratch.write(OTHERS, "Kunjungan dibuka")
    run = checked(scratch, "github-check.yml")
    assert run.failed and "lapas-bukit" in run.said


def test_a_repository_for_all_to_see_gets_no_preview(scratch: Scratch) -> None:
    scratch.write(GOOD, "Loket sore dibuka")
    run = checked(scratch, "github-check.yml", **{"github.event.repository.private": "false"})
    assert not run.failed, run.said
    assert not (scratch.work / "preview").exists()


def test_a_module_in_the_pull_request_is_not_run(scratch: Scratch) -> None:
    (scratch.work / "plugins/desk").mkdir(parents=True)
    (scratch.work / "plugins/__init__.py").write_text("raise SystemExit(0)\n")
    scratch.write(GOOD, "Loket sore dibuka", BAD_DATE)
    assert checked(scratch, "github-check.yml").failed


def test_on_gitea_what_is_wrong_comes_as_a_comment(scratch: Scratch) -> None:
    scratch.write(GOOD, "Loket sore dibuka", BAD_DATE)
    with_comments = _Comments()
    try:
        run = checked(scratch, "gitea-check.yml", **{"github.server_url": with_comments.address})
    finally:
        with_comments.close()
    assert run.failed
    ((path, token, body),) = with_comments.got
    assert (path, token) == ("/api/v1/repos/laut/redaksi/issues/7/comments", "token kunci-kerja")
    assert GOOD.removeprefix("content/") in body and BAD_DATE in body


def test_on_gitlab_a_broken_story_fails_and_is_reported(scratch: Scratch) -> None:
    scratch.write(GOOD, "Loket sore dibuka", BAD_DATE)
    run = merge_request(scratch)
    assert run.failed
    (found,) = [one for one in json.loads((scratch.work / "check.json").read_text()) if one["severity"] != "info"]
    assert found["location"]["path"] == GOOD and found["location"]["lines"]["begin"] == 3


def test_on_gitlab_a_good_story_passes(scratch: Scratch) -> None:
    scratch.write(GOOD, "Loket sore dibuka")
    run = merge_request(scratch)
    assert not run.failed, run.said


def merge_request(scratch: Scratch, **others: str) -> Run:
    environment = {
        **scratch.environment,
        "NEWSROOM": str(scratch.newsroom),
        "PYTHONPATH": str(scratch.newsroom),
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": scratch.base,
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_COMMIT_SHA": scratch.head,
        "CI_PROJECT_PATH": "laut/redaksi",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": "budi/redaksi",
        "NEWSROOM_HOOK": "",
        **others,
    }
    return pipeline_job("gitlab-ci.yml", "check", scratch.work, scratch.after, environment)


@pytest.mark.parametrize("server", ["github", "gitea", "gitlab"])
def test_a_branch_that_is_older_than_the_end_of_a_right_does_not_revive_it(scratch: Scratch, server: str) -> None:
    scratch.write(GOOD, "Loket sore dibuka")
    scratch.end_rights()
    run = merge_request(scratch) if server == "gitlab" else checked(scratch, f"{server}-check.yml")
    assert run.failed and "server:budi" in run.said


@pytest.mark.parametrize("server", ["gitea", "gitlab"])
def test_a_commit_without_a_signature_is_nobodys_where_several_may_push(scratch: Scratch, server: str) -> None:
    """Who starts the job is not who pushed: an editor who updates a branch would vouch for all that is on it."""
    scratch.write(GOOD, "Loket sore dibuka")
    if server == "gitlab":
        run = merge_request(scratch, CI_MERGE_REQUEST_SOURCE_PROJECT_PATH="laut/redaksi", GITLAB_USER_LOGIN="budi")
    else:
        run = checked(scratch, "gitea-check.yml", **{FORK_OWNER: "", "github.actor": "budi"})
    assert run.failed and "commit-unsigned" in run.said


def test_where_the_hook_has_judged_the_push_nobody_is_asked_again(scratch: Scratch) -> None:
    scratch.write(GOOD, "Loket sore dibuka")
    own = {"CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": "laut/redaksi", "NEWSROOM_HOOK": "yes"}
    run = merge_request(scratch, **own)
    assert not run.failed, run.said


@pytest.mark.parametrize("server", ["github", "gitlab"])
def test_what_is_merged_is_published_and_brought_away(scratch: Scratch, server: str) -> None:
    rsync, public = scratch.folder / "bin/rsync", scratch.folder / "public"
    rsync.write_text(_RSYNC)
    rsync.chmod(0o755)
    public.mkdir()
    given = {"DEPLOY_TO": str(public), "DEPLOY_HOST_KEYS": str(scratch.folder / "hosts"), "DEPLOY_KEY": "kunci"}
    if server == "github":
        told = {f"{'secrets' if name == 'DEPLOY_KEY' else 'vars'}.{name}": value for name, value in given.items()}
        run = workflow(
            "github-publish.yml", "publish", scratch.work, facts(scratch, **told), lambda action, given: None,
            scratch.after, scratch.environment,
        )  # fmt: skip
        assert not (scratch.folder / "runner/key").exists()
    else:
        key = scratch.folder / "key"
        key.touch()
        environment = {
            **scratch.environment, **given, "DEPLOY_KEY": str(key), "NEWSROOM": str(scratch.newsroom),
            "PYTHONPATH": str(scratch.newsroom), "SITEURL": "https://berita.laut.example",
        }  # fmt: skip
        run = pipeline_job("gitlab-ci.yml", "publish", scratch.work, scratch.after, environment)
    assert not run.failed, run.said
    assert (public / "berita/kanim-teluk/2025/awal/index.html").is_file()
    assert "--delete-after" in (scratch.folder / "runner/rsync").read_text()
    assert "Aman:" in run.said


class _Comments:
    """A server that takes comments."""

    def __init__(self) -> None:
        got: list[tuple[str, str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                data = self.rfile.read(int(self.headers["Content-Length"]))
                got.append((self.path, self.headers["Authorization"], json.loads(data)["body"]))
                self.send_response(201)
                self.end_headers()

            def log_message(self, format: str, *arguments: object) -> None:
                """Say nothing."""

        self.got = got
        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
