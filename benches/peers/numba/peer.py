"""The work of SPEC.md in Numba: the months are one compiled function over arrays, a community's fields side by side."""

import math

import numba
import numpy as np

import harness as spec

H = spec.HOUSEHOLDS
WAYS = spec.WAYS
FIRST_FORUM = spec.FIRST_FORUM
F32 = np.float32
CONSTANT = np.array(spec.CONSTANT, F32)
BY_SEVERITY = np.array(spec.BY_SEVERITY, F32)
MONTHS = np.array(spec.MONTHS, np.int16)
SETTLES = np.array(spec.SETTLES, F32)
ESCALATES = np.array(spec.ESCALATES, F32)
KEPT = 1 - np.array(spec.DROPPED, F32)
HALF, ONE, TRUST = F32(0.5), F32(1), F32(spec.TRUST)
SEVERITY_ESCALATES = F32(spec.SEVERITY_ESCALATES)
ARISES, MOST_PRONE = F32(spec.ARISES), F32(spec.MOST_PRONE)
EXPERIENCE, WORSE, HEARING = F32(spec.EXPERIENCE), F32(spec.WORSE), F32(spec.HEARING)
HEARERS, STRIDE = spec.HEARERS, spec.STRIDE
KEEPS, PULLS = F32(1 - spec.FADING), F32(spec.FADING / 2)
EACH = F32(1 / H)

compiled = numba.njit(fastmath=True, inline="always")

# A dispute in the table of its community; initiator and respondent among its households.
DISPUTE = np.dtype(
    [("initiator", "u1"), ("respondent", "u1"), ("way", "u1"), ("tried", "u1"), ("until", "i4"), ("severity", "f4")]
)


@compiled
def word(state):
    """The next word of splitmix64; the state is an array of one."""
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    z = state[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@compiled
def unit(state):
    """Uniform on (0, 1), 23 bits."""
    return (F32(np.int32(word(state) >> np.uint64(41))) + HALF) * F32(2.0**-23)


@compiled
def below(state, n):
    return np.int64(((word(state) >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32))


@compiled
def choose(d, trust, state, now, chosen):
    severity = d.severity - HALF
    total = F32(0)
    weights = np.empty(WAYS, F32)
    for way in range(WAYS):
        utility = CONSTANT[way] + BY_SEVERITY[way] * severity
        if way >= FIRST_FORUM:
            utility += TRUST * (trust[way - FIRST_FORUM, d.initiator] - HALF)
        weights[way] = math.exp(utility) if (d.tried >> way) & 1 == 0 else F32(0)
        total += weights[way]
    left = unit(state) * total
    taken = 0
    for way in range(WAYS):
        left -= weights[way]
        if left < 0:
            taken = way
            break
    d.way = taken
    d.until = now + MONTHS[taken]
    chosen[taken] += 1


@compiled
def hear(d, settles, trust, state):
    of_forum = trust[d.way - FIRST_FORUM]
    for side in range(2):
        party = np.int64(d.initiator if side == 0 else d.respondent)
        outcome = (F32(0.4) if settles else F32(0)) + F32(0.6) * unit(state)
        gap = outcome - of_forum[party]
        of_forum[party] += (WORSE if gap < 0 else EXPERIENCE) * gap
        first = party + 1 + below(state, STRIDE)
        for i in range(HEARERS):
            hearer = first + STRIDE * i
            if hearer >= H:
                hearer -= H
            of_forum[hearer] += HEARING * (outcome - of_forum[hearer])


@numba.njit(fastmath=True, cache=True)
def live_months(seed, trust, disposition, proneness, mean, fear, rows, chosen):
    communities = len(fear)
    after = fear.copy()
    opened = np.zeros((communities, H), DISPUTE)
    how_many = np.zeros(communities, np.int64)
    is_initiator = np.zeros((communities, H), np.bool_)
    state = np.empty(1, np.uint64)
    state[0] = seed
    for now in range(1, len(rows) + 1):
        for c in range(communities):
            around = F32(0)
            for i in range(1, 4):
                around += fear[(c + i) % communities] + fear[(c - i) % communities]
            e = math.exp(HALF * fear[c] + around * F32(1 / 12))
            row = rows[now - 1, c]
            here = opened[c]
            n = how_many[c]
            i = 0
            while i < n:
                d = here[i]
                u = unit(state)
                hazard = ESCALATES[d.way] * e * math.exp(SEVERITY_ESCALATES * (d.severity - HALF))
                end = 0
                # At most so often does anything happen before its time: mostly that is all there is to know.
                if u < hazard + (ONE - KEPT[d.way]):
                    calm = math.exp(-hazard)
                    if u < ONE - calm:
                        end = 2
                    elif u < ONE - calm * KEPT[d.way]:
                        end = 3
                if end == 0 and d.until <= now:
                    settles = unit(state) < SETTLES[d.way]
                    if d.way >= FIRST_FORUM:
                        hear(d, settles, trust[c], state)
                    if settles:
                        end = 1
                    else:
                        if d.way > 0:
                            d.tried |= 1 << d.way
                        choose(d, trust[c], state, now, chosen[now - 1])
                if end == 0:
                    i += 1
                else:
                    row[end] += ONE
                    is_initiator[c, d.initiator] = False
                    n -= 1
                    here[i] = here[n]
            rate = ARISES * e
            most = ONE - math.exp(-rate * MOST_PRONE)
            h = np.int64(0)
            while True:
                h += np.int64(-math.log(unit(state)) / (rate * MOST_PRONE))
                if h >= H:
                    break
                p = ONE - math.exp(-rate * (HALF + proneness[c, h]))
                if unit(state) * most < p and not is_initiator[c, h]:
                    other = below(state, H - 1)
                    d = here[n]
                    d.initiator = h
                    d.respondent = other + (1 if other >= h else 0)
                    d.tried = 0
                    d.severity = unit(state)
                    choose(d, trust[c], state, now, chosen[now - 1])
                    is_initiator[c, h] = True
                    n += 1
                    row[0] += ONE
                h += 1
            how_many[c] = n
            for forum in range(spec.FORUMS):
                pull = PULLS * mean[c, forum]
                total = F32(0)
                for h in range(H):
                    level = KEEPS * trust[c, forum, h] + PULLS * disposition[c, h] + pull
                    trust[c, forum, h] = level
                    total += level
                mean[c, forum] = total * EACH
                row[6 + forum] = mean[c, forum]
            after[c] = F32(0.8) * fear[c] + F32(0.2) * (ONE - math.exp(-HALF * row[2]))
            row[4] = n
            row[5] = after[c]
        fear, after = after, fear


def build(communities, months, seed):
    rng = np.random.default_rng(seed)
    disposition = rng.random((communities, H), F32)
    trust = np.repeat(disposition[:, None], spec.FORUMS, axis=1)
    return (
        np.uint64(rng.integers(1 << 63)),
        trust,
        disposition,
        rng.random((communities, H), F32),
        trust.mean(axis=2),
        np.zeros(communities, F32),
        np.zeros((months, communities, len(spec.NAMES)), F32),
        np.zeros((months, WAYS), np.int64),
    )


def live(world, months):
    live_months(*world)
    return world[-2:]


spec.main(build, live)
