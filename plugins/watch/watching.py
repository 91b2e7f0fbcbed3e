"""The watch: what its remote has is brought and published, what falls due is published, each with its receipt.

One thing after the other in one process; only a publish, and the deploy command, run beside it.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.watch import publishing, receipts
from plugins.watch.clone import Clone
from plugins.watch.deploying import Deployer, Ended, Manifest
from plugins.watch.git import EMPTY_TREE, Changed, Commit, Failed, difference
from plugins.watch.pace import PAUSES, Pace, Pause
from plugins.watch.publishing import Outcome, Settings, Site
from plugins.watch.receipts import Deploy, Receipt
from plugins.watch.shelf import Shelf, Unreadable
from plugins.watch.waking import Wakes

_HELD_PAUSES = (30.0, 60.0, 120.0, 300.0)  # what the gate refused may have been allowed by hand meanwhile
_TIDY_AFTER = 2.0  # seconds of quiet before git's index is brought up to date
_SWEEP_EVERY = 3600.0
_FOREVER = 3600.0
_FAILED = "Penerbitan gagal dan dicoba lagi sendiri. Pengelola melihat sebabnya di catatan."


@dataclass(slots=True)
class Watch:
    """A watch over one clone. `log` takes a line of each event; `outdated` tells whether its code on disk is newer."""

    clone: Clone
    site: Site
    settings: Settings
    shelf: Shelf
    deployer: Deployer
    wakes: Wakes
    pace: Pace
    said: Path  # what the last publish printed
    log: Callable[[str], None]
    outdated: Callable[[], bool] = lambda: False
    accept_rewritten: bool = False
    renew: bool = False  # its own code changed: end, and begin anew
    _head: str = ""  # the commit whose files are there
    _due: float | None = None  # seconds since 1970
    _published: str = ""  # the commit that the last publish was of
    _rewritten: str = ""  # a commit that was reported as such
    _lost: bool = False
    _looking: Pause = field(default_factory=Pause)
    _retrying: Pause = field(default_factory=Pause)
    _failing: bool = False
    _arrived: dict[str, float] = field(default_factory=dict)
    _next_look: float = 0.0
    _quiet_since: float = 0.0
    _next_sweep: float = 0.0
    _untidy: bool = False

    def run(self, *, once: bool = False) -> int:
        """Watch until somebody asks for an end, or (`once`) until what is there now is out. Returns an exit status.

        Raises Unusable where the clone cannot be owned, Failed or OSError where git or a disk fails at the start.
        """
        self.begin()
        while True:
            self.turn()
            if self.renew or self.wakes.stops:
                break
            if once and not self.deployer.is_running and (self._ails or self.deployer.wakes() is None):
                break
            self.wakes.wait(self._rest())
            if self.wakes.take_news():
                self.hurry()
        self.finish()
        return 1 if once and self._ails else 0

    def hurry(self) -> None:
        """Somebody says that there is news: look, and try what failed, with the next turn."""
        self._next_look = self._looking.until = self._retrying.until = 0.0

    def finish(self) -> None:
        """Wait for the deploy command at work, and leave the clone tidy."""
        if ended := self.deployer.wait():
            self._tell_deploy(ended)
        self._tidy()

    @property
    def _ails(self) -> bool:
        return self._failing or bool(self._looking.failures)

    def begin(self) -> None:
        """Make the clone ours, and take up what an earlier watch left. Raises as `run` does."""
        if restored := self.clone.adopt():
            self.log(f"put back {len(restored)} files that differed from the commit, such as {restored[0]}")
        self._head = self.clone.head
        self.deployer.open()
        self._next_sweep = time.monotonic() + _SWEEP_EVERY

    def turn(self) -> None:
        """Do what there is to do now, and return."""
        now = time.monotonic()
        if now >= max(self._next_look, self._looking.until):
            self._next_look = now + self.pace.every
            self._look()
        if self._must_publish() and time.monotonic() >= self._retrying.until:
            if self.outdated():  # what old code makes must not be noted as what the new one made
                self.log("the newsroom's own code changed: beginning anew")
                self.renew = True
                return
            self._publish()
        if ended := self.deployer.step(time.monotonic()):
            self._tell_deploy(ended)
            self.deployer.step(time.monotonic())
        self._keep_house()

    def _rest(self) -> float:
        """Seconds until there is something to do."""
        now = time.monotonic()
        moments = [max(self._next_look, self._looking.until)]
        if self._must_publish():
            moments.append(self._retrying.until)
        elif self._due is not None:
            moments.append(now + self._due - self.pace.clock())
        if (deploy := self.deployer.wakes()) is not None:
            moments.append(deploy)
        return min(max(min(moments) - now, 0.0), _FOREVER)

    # What arrives

    def _look(self) -> None:
        try:
            there = self.clone.remote_head()
            if there and there != self.clone.incoming:
                there = self.clone.fetch()
            self._take(there)
        except (Failed, OSError) as error:
            seconds = self._looking.fail()
            if self._looking.failures == 1 or seconds == PAUSES[-1]:
                self.log(f"cannot take in what {self.clone.remote} has: {error}; tried again in {seconds:g} s")
            return
        if self._looking.failures:
            self.log(f"{self.clone.remote} answers again")
            self._looking.over()

    def _take(self, there: str) -> None:
        """Bring the clone to a commit of the remote."""
        if not there:
            if not self._lost:
                self.log(f"{self.clone.remote} has no branch {self.clone.branch}; the site stays as it is")
            self._lost = True
            return
        self._lost = False
        if there == self._head:
            return
        if not self.clone.continues(there):
            if not self.accept_rewritten:
                if there != self._rewritten:
                    self.log(f"history was rewritten: {there[:10]} does not continue {self._head[:10]}; not followed")
                self._rewritten = there
                return
            self.log(f"rewritten history accepted: {there[:10]} in place of {self._head[:10]}")
            self.accept_rewritten = False
        arrived = self.pace.clock()
        commits = self.clone.commits(self._head, there)
        for commit in commits:
            self._arrived[commit.id] = arrived
            self.shelf.put(receipts.waiting(commit, arrived, self.settings.timezone))
        paths, left = self.clone.advance(there)
        self._head = there
        self._untidy, self._quiet_since = True, time.monotonic()
        self.log(f"{len(commits)} commits arrived, up to {there[:10]}: {len(paths)} files")
        if left:
            self.log(f"left alone, for they lie where no commit may write: {', '.join(left[:5])}")
        self._retrying.over()
        self._next_look = 0.0  # where some came, more come: look again as soon as these are out

    # What goes out

    def _must_publish(self) -> bool:
        due = self._due is not None and self.pace.clock() >= self._due
        return bool(self._head) and (self._failing or due or self._published != self._head)

    def _publish(self) -> None:
        head, live = self._head, self.clone.live
        commits = self.clone.commits(live, head) if live != head else []
        for commit in commits:
            self._arrived[commit.id] = self._arrival(commit)
        moment = self.pace.clock()
        asked = publishing.Asked(
            moment=moment,
            site_url=self.settings.site_url,
            timezone=self.settings.timezone,
            changed=receipts.stories_of(commits),
            incoming=lambda: self._incoming(live, head),
        )
        self.deployer.before_publish()
        outcome = self._in_child(lambda: publishing.publish(self.site, asked))
        self._published = head
        if outcome.wrong:
            self._fail(outcome.wrong, commits)
            return
        publishing.load(outcome.modules)
        self._receive(outcome, commits, head, moment)

    def _incoming(self, live: str, head: str) -> list[Changed]:
        folder = f"{self.clone.content}/" if self.clone.content else ""
        changed = difference(self.clone.folder, live or EMPTY_TREE, head)
        return [replace(c, path=c.path[len(folder) :]) for c in changed if c.path.startswith(folder)]

    def _in_child(self, work: Callable[[], Outcome]) -> Outcome:
        child, pipe = publishing.in_child(work, self.said)
        told = bytearray()
        while True:
            if self.wakes.wait(_FOREVER, pipe):
                chunk = os.read(pipe, 1 << 20)
                if not chunk:
                    break
                told += chunk
            if self.wakes.stops > 1:
                os.kill(child, signal.SIGKILL)
        os.close(pipe)
        _, status = os.waitpid(child, 0)
        return publishing.outcome(bytes(told), status, self.said)

    def _fail(self, wrong: str, commits: Sequence[Commit]) -> None:
        for commit in commits:
            receipt = receipts.waiting(commit, self._arrival(commit), self.settings.timezone, _FAILED)
            self.shelf.put(receipt)
        self._failing = True
        self.log(f"the publish failed: {wrong}; tried again in {self._retrying.fail():g} s")

    def _receive(self, outcome: Outcome, commits: Sequence[Commit], head: str, moment: float) -> None:
        published = outcome.published
        self._due = None if outcome.due is None else float(outcome.due)
        written = Manifest(outcome.new, outcome.changed, outcome.deleted, head)
        deploy = Deploy("menunggu") if self.deployer.is_set and written else Deploy()
        places = [self._put(self._of(commit), outcome, deploy) for commit in commits]
        if outcome.fallen and not published.refused:
            fallen = receipts.fallen_due(head, moment, outcome.fallen, self.settings.timezone)
            places.append(self._put(fallen, outcome, deploy))
        self.deployer.after_publish(replace(written, receipts=tuple(places)))
        counts = f"{len(outcome.new)} new, {len(outcome.changed)} changed, {len(outcome.deleted)} deleted"
        if published.refused:
            seconds = self._retrying.fail(_HELD_PAUSES)
            if not self._failing or commits:
                self.log(f"{head[:10]} is held back ({counts}); tried again in {seconds:g} s. {published.refused}")
            self._failing = True
            return
        self._failing = False
        self._retrying.over()
        self.clone.note_live(head)
        self._arrived.clear()
        took = published.live - moment
        fell = f", {len(outcome.fallen)} stories fell due" if outcome.fallen else ""
        self.log(f"{head[:10]} is live: {len(commits)} commits{fell}, {counts}, {took:.2f} s")

    def _of(self, commit: Commit) -> Receipt:
        return receipts.waiting(commit, self._arrival(commit), self.settings.timezone)

    def _put(self, receipt: Receipt, outcome: Outcome, deploy: Deploy) -> str:
        told = {**{story.path: story for story in outcome.fallen}, **outcome.stories}
        return self.shelf.put(receipts.finished(receipt, outcome.published, told, deploy))

    def _arrival(self, commit: Commit) -> float:
        """When a commit arrived: as this watch knows, or one before it noted."""
        if commit.id not in self._arrived:
            try:
                known = self.shelf.of_commit(commit.id)
            except Unreadable:
                known = None
            self._arrived[commit.id] = receipts.seconds(known.arrived) if known else self.pace.clock()
        return self._arrived[commit.id]

    # What follows

    def _tell_deploy(self, ended: Ended) -> None:
        deploy = Deploy("gagal" if ended.wrong else "berhasil", receipts.moment(self.pace.clock()), ended.wrong)
        for place in ended.receipts:
            self.shelf.deployed(place, deploy)
        self.log(f"the deploy command {ended.wrong}; tried again" if ended.wrong else "the deploy command took all")

    def _keep_house(self) -> None:
        now = time.monotonic()
        if self._untidy and now - self._quiet_since > _TIDY_AFTER:
            self._tidy()
        if now >= self._next_sweep and not self._untidy:
            self._next_sweep = now + _SWEEP_EVERY
            self.clone.sweep()

    def _tidy(self) -> None:
        try:
            self.clone.tidy()
        except Failed as error:
            self.log(f"git's index could not be brought up to date: {error}")
        self._untidy = False
