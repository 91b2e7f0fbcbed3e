"""The watch: what its remote has is brought and published, what falls due is published, each with its receipt.

One thing after the other in one process; only a publish, and the deploy command, run beside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.watch import publishing, receipts
from plugins.watch.clone import Clone, Unusable
from plugins.watch.deploying import Deployer, Ended
from plugins.watch.finishing import Finisher
from plugins.watch.git import Commit, Failed, shown
from plugins.watch.house import House
from plugins.watch.manifest import Manifest
from plugins.watch.pace import PAUSES, Pace, Pause
from plugins.watch.publishing import Outcome, Settings, Site
from plugins.watch.receipts import Deploy, Receipt
from plugins.watch.shelf import Shelf
from plugins.watch.waking import Wakes

_HELD_PAUSES = (30.0, 60.0, 120.0, 300.0)  # what the gate refused may have been allowed by hand meanwhile
_TROUBLE = (Failed, Unusable, OSError, ValueError)  # of git, disks, memory: it may pass
_MOST_PATIENT = 5  # doublings of the time that a fetch may take
_FOREVER = 3600.0
_FAILED = "Penerbitan gagal dan dicoba lagi sendiri. Pengelola melihat sebabnya di catatan."


@dataclass(slots=True)
class Watch:
    """A watch over one clone. `log` takes a line of each event; `outdated` tells whether its code differs on disk."""

    clone: Clone
    site: Site
    settings: Settings
    shelf: Shelf
    deployer: Deployer
    finisher: Finisher
    house: House
    wakes: Wakes
    pace: Pace
    said: Path  # what the last publish printed
    log: Callable[[str], None]
    outdated: Callable[[], bool] = lambda: False
    broken: Callable[[], str] = str  # why the code on disk cannot run; empty where it can
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
    _ended: list[Ended] = field(default_factory=list)  # runs of the deploy command that no receipt tells of yet

    def run(self, *, once: bool = False) -> int:
        """Watch until somebody asks for an end, or (`once`) until what is there now is out. Returns an exit status.

        Raises Unusable where the clone cannot be owned, Failed or OSError where git or a disk fails at the start.
        """
        self.begin()
        while True:
            self.turn()
            if self.renew or self.wakes.stops:
                break
            busy = self.deployer.is_running or self.finisher.is_busy
            if once and not busy and (self._ails or self.deployer.wakes() is None):
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
        """Wait for the deploy command at work, unless an end is asked for twice, and leave the clone tidy."""
        self.finisher.stop()
        if ended := self.deployer.wait(lambda: self.wakes.stops > 1):
            self._ended.append(ended)
        self._tell_deploys()
        self.house.tidy()

    @property
    def _ails(self) -> bool:
        return self._failing or self._lost or bool(self._rewritten or self._looking.failures) or self.deployer.fails

    def begin(self) -> None:
        """Make the clone ours, and take up what an earlier watch left. Raises as `run` does."""
        if restored := self.clone.adopt(self.log):
            self.log(f"put back {len(restored)} files that differed from the commit, such as {shown(restored[0])}")
        self._head = self.clone.head
        self.deployer.open()
        self.finisher.open()
        self.house.open()

    def turn(self) -> None:
        """Do what there is to do now, and return."""
        now = time.monotonic()
        if now >= max(self._next_look, self._looking.until):
            self._next_look = now + self.pace.every
            self._look()
        if self._must_publish() and time.monotonic() >= self._retrying.until:
            if self.outdated():  # what old code makes must not be noted as what the new one made
                self._begin_anew()
            else:
                self._go_out()
        if self.renew:
            return
        for _ in range(2):  # where one list was taken, the next may follow
            if ended := self.deployer.step(time.monotonic()):
                self._ended.append(ended)
        self._tell_deploys()
        self.finisher.step(time.monotonic())
        self.house.keep()

    def _rest(self) -> float:
        """Seconds until there is something to do."""
        now = time.monotonic()
        moments = [max(self._next_look, self._looking.until)]
        if self._must_publish():
            moments.append(self._retrying.until)
        elif self._due is not None:
            moments.append(now + self._due - self.pace.clock())
        moments += [moment for moment in (self.deployer.wakes(), self.finisher.wakes()) if moment is not None]
        return min(max(min(moments) - now, 0.0), _FOREVER)

    # What arrives

    def _look(self) -> None:
        try:
            there = self.clone.remote_head()
            if there and there != self.clone.incoming:
                there = self.clone.fetch(2 ** min(self._looking.failures, _MOST_PATIENT))
            self._take(there)
        except _TROUBLE as error:
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
            self._rewritten = ""
            return
        if not self.clone.continues(there):
            if not self.accept_rewritten:
                if there != self._rewritten:
                    self.log(f"history was rewritten: {there[:10]} does not continue {self._head[:10]}; not followed")
                self._rewritten = there
                return
            self.log(f"rewritten history accepted: {there[:10]} in place of {self._head[:10]}")
            self.accept_rewritten = False
        self._rewritten = ""
        arrived = self.pace.clock()
        commits = self.clone.commits(self._head, there)
        for commit in commits:
            self._arrived[commit.id] = arrived
            self.shelf.put(receipts.waiting(commit, arrived, self.settings.timezone))
        paths, left = self.clone.advance(there)
        self._head = there
        self.house.disturb()
        self.log(f"{len(commits)} commits arrived, up to {there[:10]}: {len(paths)} files")
        if left:
            self.log(f"left alone, for no commit may write there: {', '.join(map(shown, left[:5]))}")
        self._retrying.over()
        self._next_look = 0.0  # where some came, more come: look again as soon as these are out

    # What goes out

    def _must_publish(self) -> bool:
        due = self._due is not None and self.pace.clock() >= self._due
        return bool(self._head) and (self._failing or due or self._published != self._head)

    def _begin_anew(self) -> None:
        """Let new code take over if it can run: if not, it would never bring the commit that mends it."""
        wrong = self.broken()
        self.renew, self._failing = not wrong, bool(wrong)
        then = f"and cannot run: {wrong}; tried again in {self._retrying.fail():g} s" if wrong else "beginning anew"
        self.log(f"the newsroom's own code changed: {then}")

    def _go_out(self) -> None:
        try:
            self._publish()
        except _TROUBLE as error:
            self._failing = True
            self.log(f"the publish was not completed: {error}; tried again in {self._retrying.fail():g} s")

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
            incoming=lambda: self.clone.content_changed(live, head),
        )
        self.deployer.before_publish()
        child, pipe = publishing.in_child(lambda: publishing.publish(self.site, asked), self.said)
        outcome = publishing.collected(child, pipe, self.said, self.wakes)
        self._published = head
        if outcome.wrong:
            self._fail(outcome.wrong, commits)
            return
        publishing.load(outcome.modules)
        self._receive(outcome, commits, head, moment)

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
        deploy = Deploy("menunggu") if self.deployer.is_set and (written or not self.deployer.is_certain) else Deploy()
        places = [self._put(self._of(commit), outcome, deploy) for commit in commits]
        if outcome.fallen and not published.refused:
            fallen = receipts.fallen_due(head, moment, outcome.fallen, self.settings.timezone)
            places.append(self._put(fallen, outcome, deploy))
        self.finisher.hand_over()
        self.deployer.after_publish(replace(written, receipts=tuple(places)))
        if outcome.queued:
            self.finisher.want(moment, head)
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
            known = self.shelf.arrived(commit.id)
            self._arrived[commit.id] = self.pace.clock() if known is None else known
        return self._arrived[commit.id]

    # What follows

    def _tell_deploys(self) -> None:
        try:
            for ended in tuple(self._ended):
                deploy = Deploy("gagal" if ended.wrong else "berhasil", receipts.moment(self.pace.clock()), ended.wrong)
                for place in ended.receipts:
                    self.shelf.deployed(place, deploy)
                wrong = f"{ended.wrong}; tried again"
                self.log(f"the deploy command {wrong}" if ended.wrong else "the deploy command took all")
                self._ended.remove(ended)
        except OSError as error:
            self.log(f"a receipt cannot be written: {error}; tried again")
