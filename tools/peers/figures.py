"""Computes again, with scipy and statsmodels, the figures it is given: a line of JSON each.

Ends with 1 when one differs by more than 1e-9, or noise is drawn as it should not be.
"""

import json
import sys

from scipy import stats
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_confint, proportion_effectsize

NEAR = 1e-9
largest = 0.0
count = wrong = 0


def same(what, ours, theirs):
    global largest, wrong
    off = abs(ours - theirs)
    largest = max(largest, off)
    if not off <= NEAR:
        wrong += 1
        print(f"{what}: {ours} here, {theirs} there")


def share(it):
    for ours, ends in ((it["likely"], it["happy"]), (it["likely_unhappy"], it["unhappy"])):
        low, _ = proportion_confint(ends[0], it["n"], method="wilson")
        _, high = proportion_confint(ends[1], it["n"], method="wilson")
        same("wilson, low", ours["low"], max(low, 0.0))
        same("wilson, high", ours["high"], min(high, 1.0))
    silent = it["invited"] - it["n"]
    for ours, low, high, of in (
        (it["share"], it["happy"][0], it["happy"][1], it["n"]),
        (it["all"], it["happy"][0], it["happy"][1] + silent, it["invited"]),
    ):
        same("share, low", ours["low"], low / of)
        same("share, high", ours["high"], high / of)
    same("response", it["response"], it["n"] / it["invited"])


def power(it):
    effect = proportion_effectsize(it["seen"], it["share"])
    ratio = it["other"] / it["group"]
    # Two-sided 5 % without the side on which nothing is expected.
    seen = NormalIndPower().power(effect, it["group"], 0.025, ratio, alternative="larger")
    same("power", seen, 0.8)


def laplace(it):
    global wrong
    should = stats.dlaplace(it["den"] / it["num"])
    drawn = {int(x): n for x, n in it["drawn"].items()}
    total = sum(drawn.values())
    often = [x for x in range(-200, 201) if should.pmf(x) * total >= 10]
    seen = [drawn.get(x, 0) for x in often]
    expected = [should.pmf(x) * total for x in often]
    # What is drawn seldom is one group.
    seen.append(total - sum(seen))
    expected.append(total - sum(expected))
    p = stats.chisquare(seen, expected).pvalue
    print(f"laplace {it['num']}/{it['den']}: p = {p:.3f} over {len(seen)} groups")
    if p < 1e-4:
        wrong += 1


def within(it):
    should = stats.dlaplace(it["cost"] / 2000)
    k = 0
    while 2 * should.sf(k) > 0.05:
        k += 1
    same("within", it["within"], k)


KINDS = {"share": share, "power": power, "laplace": laplace, "within": within}
for line in sys.stdin:
    figure = json.loads(line)
    KINDS[figure["kind"]](figure)
    count += 1
print(f"{count} figures, {wrong} wrong, largest difference {largest:.1e}")
sys.exit(1 if wrong else 0)
