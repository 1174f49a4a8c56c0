"""The work of SPEC.md in Mesa: households and communities are agents, and the model steps them in turn."""

import math

import mesa

import harness as spec


class Dispute:
    """An open dispute of its initiator."""

    __slots__ = ("respondent", "severity", "way", "tried", "until")

    def __init__(self, respondent, severity):
        self.respondent = respondent
        self.severity = severity
        self.tried = {0: False}
        self.way = 0
        self.until = 0


class Household(mesa.Agent):
    def __init__(self, model, community):
        super().__init__(model)
        self.community = community
        self.place = len(community.households)
        self.disposition = model.random.random()
        self.rate = spec.ARISES * (0.5 + model.random.random())
        self.trust = [self.disposition] * spec.FORUMS
        self.dispute = None

    def step(self):
        if self.dispute:
            self.pursue(self.dispute)
        if self.dispute is None and self.model.random.random() < 1 - math.exp(-self.rate * self.community.e):
            others = self.community.households
            other = self.model.random.randrange(len(others) - 1)
            respondent = others[other + (other >= self.place)]
            self.dispute = Dispute(respondent, self.model.random.random())
            self.community.arisen += 1
            self.choose(self.dispute)

    def pursue(self, dispute):
        """The dispute escalates, is dropped, is heard."""
        way, random = dispute.way, self.model.random.random
        severe = math.exp(spec.SEVERITY_ESCALATES * (dispute.severity - 0.5))
        calm = math.exp(-spec.ESCALATES[way] * self.community.e * severe)
        u = random()
        if u >= calm:
            self.community.escalated += 1
            self.dispute = None
        elif u >= calm * (1 - spec.DROPPED[way]):
            self.community.dropped += 1
            self.dispute = None
        elif dispute.until <= self.model.now:
            is_settled = random() < spec.SETTLES[way]
            if way >= spec.FIRST_FORUM:
                for party in (self, dispute.respondent):
                    party.live_through(way - spec.FIRST_FORUM, (0.4 if is_settled else 0) + 0.6 * random())
            if is_settled:
                self.community.settled += 1
                self.dispute = None
            else:
                dispute.tried[way] = way > 0
                self.choose(dispute)

    def live_through(self, forum, outcome):
        gap = outcome - self.trust[forum]
        self.trust[forum] += (spec.WORSE if gap < 0 else spec.EXPERIENCE) * gap
        others = self.community.households
        first = self.place + 1 + self.model.random.randrange(spec.STRIDE)
        for i in range(spec.HEARERS):
            trust = others[(first + spec.STRIDE * i) % len(others)].trust
            trust[forum] += spec.HEARING * (outcome - trust[forum])

    def choose(self, dispute):
        severity = dispute.severity - 0.5
        utilities = [a + b * severity for a, b in zip(spec.CONSTANT, spec.BY_SEVERITY)]
        for forum, trust in enumerate(self.trust, spec.FIRST_FORUM):
            utilities[forum] += spec.TRUST * (trust - 0.5)
        weights = [0 if dispute.tried.get(way) else math.exp(utility) for way, utility in enumerate(utilities)]
        (dispute.way,) = self.model.random.choices(range(spec.WAYS), weights)
        dispute.until = self.model.now + spec.MONTHS[dispute.way]
        self.model.chosen[-1][dispute.way] += 1

    def fade(self):
        pull = spec.FADING / 2 * self.disposition
        self.trust = [
            (1 - spec.FADING) * trust + pull + spec.FADING / 2 * mean
            for trust, mean in zip(self.trust, self.community.mean)
        ]


class Community(mesa.Agent):
    def __init__(self, model):
        super().__init__(model)
        self.households = []
        for _ in range(spec.HOUSEHOLDS):
            self.households.append(Household(model, self))
        self.neighbours = []
        self.fear = 0.0
        self.observe()

    def feel(self):
        """Fear here and around, as the month before left it."""
        around = sum(other.fear for other in self.neighbours) / 6
        self.e = math.exp((self.fear + around) / 2)
        self.arisen = self.settled = self.escalated = self.dropped = 0

    def observe(self):
        self.mean = [sum(levels) / spec.HOUSEHOLDS for levels in zip(*(h.trust for h in self.households))]

    def close(self):
        self.observe()
        self.fear = 0.8 * self.fear + 0.2 * (1 - math.exp(-self.escalated / 2))
        is_open = sum(household.dispute is not None for household in self.households)
        return (self.arisen, self.settled, self.escalated, self.dropped, is_open, self.fear, *self.mean)


class Country(mesa.Model):
    def __init__(self, communities, seed):
        super().__init__(seed=seed)
        self.now = 0
        self.rows = []
        self.chosen = []
        places = [Community(self) for _ in range(communities)]
        for i, community in enumerate(places):
            community.neighbours = [places[(i + k) % communities] for k in (-3, -2, -1, 1, 2, 3)]
        self.communities = self.agents_by_type[Community]
        self.households = self.agents_by_type[Household]

    def step(self):
        self.now += 1
        self.chosen.append([0] * spec.WAYS)
        self.communities.do("feel")
        self.households.do("step")
        self.households.do("fade")
        self.rows.append(self.communities.map("close"))


def live(country, months):
    for _ in range(months):
        country.step()
    return country.rows, country.chosen


spec.main(lambda communities, months, seed: Country(communities, seed), live)
