"""The work of SPEC.md in vectorised NumPy: one array a field, a table of open disputes, no loop over households."""

import numpy as np

import harness as spec

H = spec.HOUSEHOLDS
F32 = np.float32
CONSTANT = np.array(spec.CONSTANT, F32)
BY_SEVERITY = np.array(spec.BY_SEVERITY, F32)
MONTHS = np.array(spec.MONTHS, np.int16)
SETTLES = np.array(spec.SETTLES, F32)
ESCALATES = np.array(spec.ESCALATES, F32)
KEPT = 1 - np.array(spec.DROPPED, F32)
# What is not out, by the bits of what was tried.
IS_IN = np.array([[1 - (bits >> way & 1) for way in range(spec.WAYS)] for bits in range(256)], F32)
BIT = np.array([way > 0 and 1 << way for way in range(spec.WAYS)], np.uint8)
OFFSETS = 1 + spec.STRIDE * np.arange(spec.HEARERS, dtype=np.int32)
EACH = np.full(H, 1 / H, F32)
FORUMS = np.arange(spec.FORUMS)[:, None]


class World:
    def __init__(self, communities, months, seed):
        self.rng = np.random.Generator(np.random.SFC64(seed))
        n = communities * H
        self.communities = communities
        disposition = self.rng.random((communities, H), F32)
        self.trust = np.repeat(disposition[None], spec.FORUMS, axis=0)
        self.mean = self.trust @ EACH
        self.pull = F32(spec.FADING / 2) * disposition
        self.arises = F32(spec.ARISES) * (F32(0.5) + self.rng.random(n, F32))
        self.fear = np.zeros(communities, F32)
        self.is_initiator = np.zeros(n, bool)
        # Open disputes: initiator and respondent among all households.
        self.initiator = np.zeros(0, np.int32)
        self.respondent = np.zeros(0, np.int32)
        self.way = np.zeros(0, np.int8)
        self.tried = np.zeros(0, np.uint8)
        self.until = np.zeros(0, np.int16)
        self.severity = np.zeros(0, F32)
        self.rows = np.zeros((months, communities, len(spec.NAMES)), F32)
        self.chosen = np.zeros((months, spec.WAYS), np.int64)

    def month(self, now):
        around = sum(np.roll(self.fear, shift) for shift in (-3, -2, -1, 1, 2, 3))
        e = np.exp(F32(0.5) * self.fear + around / F32(12))
        row = self.rows[now - 1]
        fails, keeps = self.live(now, e, row)
        self.arise(now, e, row, fails, keeps)
        self.fade(row)
        self.fear = F32(0.8) * self.fear + F32(0.2) * (1 - np.exp(F32(-0.5) * row[:, 2]))
        row[:, 4] = self.count(self.initiator)
        row[:, 5] = self.fear

    def count(self, households):
        return np.bincount(households // H, minlength=self.communities)

    def live(self, now, e, row):
        """What becomes of the open: which must choose anew, and which stay open."""
        way, initiator = self.way, self.initiator
        u = self.rng.random(len(way), F32)
        hazard = np.exp(F32(spec.SEVERITY_ESCALATES) * (self.severity - F32(0.5)))
        calm = np.exp(-(ESCALATES[way] * e[initiator // H] * hazard))
        escalates = u >= calm
        ends = u >= calm * KEPT[way]
        heard = np.flatnonzero(~ends & (self.until <= now))
        settles = self.rng.random(len(heard), F32) < SETTLES[way[heard]]
        before_forum = way[heard] >= spec.FIRST_FORUM
        self.hear(heard[before_forum], settles[before_forum])
        row[:, 1] = self.count(initiator[heard[settles]])
        row[:, 2] = self.count(initiator[escalates])
        row[:, 3] = self.count(initiator[ends & ~escalates])
        ends[heard[settles]] = True
        self.is_initiator[initiator[ends]] = False
        fails = heard[~settles]
        self.tried[fails] |= BIT[way[fails]]
        return fails, ~ends

    def hear(self, cases, settles):
        """Parties live through hearings, and eight households hear of each."""
        party = np.concatenate((self.initiator[cases], self.respondent[cases]))
        forum = np.tile(self.way[cases] - spec.FIRST_FORUM, 2).astype(np.int32)
        outcome = F32(0.6) * self.rng.random(len(party), F32) + np.tile(F32(0.4) * settles, 2)
        home = party // H * H
        first = party - home + self.rng.integers(0, spec.STRIDE, len(party), np.int32)
        hearers = home[:, None] + (first[:, None] + OFFSETS) % H
        trust = self.trust.reshape(-1)
        of_forum = forum * (self.communities * H)
        touched = np.concatenate((party + of_forum, (hearers + of_forum[:, None]).reshape(-1)))
        gap = np.concatenate((outcome, np.repeat(outcome, spec.HEARERS))) - trust[touched]
        share = np.full(len(gap), spec.HEARING, F32)
        share[: len(party)] = np.where(gap[: len(party)] < 0, F32(spec.WORSE), F32(spec.EXPERIENCE))
        np.add.at(trust, touched, share * gap)
        trust[touched] = np.clip(trust[touched], 0, 1)

    def arise(self, now, e, row, fails, keeps):
        """New disputes, by geometric jumps at the highest rate and thinning; then all that must choose do."""
        n = self.communities * H
        most = -np.expm1(-spec.ARISES * spec.MOST_PRONE * float(e.max()))
        jumps = self.rng.geometric(most, int(n * most + 6 * (n * most) ** 0.5 + 20))
        h = np.cumsum(jumps) - 1
        assert h[-1] >= n
        h = h[: np.searchsorted(h, n)].astype(np.int32)
        p = -np.expm1(-(self.arises[h] * e[h // H]))
        h = h[(self.rng.random(len(h), F32) * F32(most) < p) & ~self.is_initiator[h]]
        self.is_initiator[h] = True
        other = self.rng.integers(0, H - 1, len(h), np.int32)
        other += other >= h % H
        row[:, 0] = self.count(h)
        old = np.flatnonzero(keeps)
        chooses = np.concatenate((np.searchsorted(old, fails), len(old) + np.arange(len(h))))
        self.initiator = np.concatenate((self.initiator[old], h))
        self.respondent = np.concatenate((self.respondent[old], h // H * H + other))
        self.way = np.concatenate((self.way[old], np.zeros(len(h), np.int8)))
        self.tried = np.concatenate((self.tried[old], np.zeros(len(h), np.uint8)))
        self.until = np.concatenate((self.until[old], np.zeros(len(h), np.int16)))
        self.severity = np.concatenate((self.severity[old], self.rng.random(len(h), F32)))
        self.choose(chooses, now)

    def choose(self, cases, now):
        severity = self.severity[cases, None] - F32(0.5)
        utility = CONSTANT + BY_SEVERITY * severity
        trust = self.trust.reshape(spec.FORUMS, -1)[FORUMS, self.initiator[cases]]
        utility[:, spec.FIRST_FORUM :] += F32(spec.TRUST) * (trust.T - F32(0.5))
        weights = np.exp(utility) * IS_IN[self.tried[cases]]
        cumulated = np.cumsum(weights, axis=1)
        u = self.rng.random(len(cases), F32) * cumulated[:, -1]
        # What rounding puts at the very end lumps.
        way = (cumulated <= u[:, None]).sum(axis=1) % spec.WAYS
        self.way[cases] = way
        self.until[cases] = now + MONTHS[way]
        self.chosen[now - 1] = np.bincount(way, minlength=spec.WAYS)

    def fade(self, row):
        for forum, trust in enumerate(self.trust):
            trust *= F32(1 - spec.FADING)
            trust += self.pull
            trust += (F32(spec.FADING / 2) * self.mean[forum])[:, None]
            self.mean[forum] = trust @ EACH
        row[:, 6:] = self.mean.T


def live(world, months):
    for now in range(1, months + 1):
        world.month(now)
    return world.rows, world.chosen


spec.main(World, live)
