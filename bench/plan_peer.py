#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What a peer answered, as a plan: plan_peer.py PEER ANSWER PROBLEM.json [MODEL.opb]

PEER is cbc, glpsol or clasp. Prints the solution (kommunalcampus-plan/1, for check_plan.py) and, on
standard error, "STATUS CENTS": proved, found or none. The cost is reckoned from the problem, not believed.
"""
import json
import re
import sys


def ones_of(peer, lines, model):
    """The names of variables at one, and whether the optimum was proved."""
    if peer == "cbc":
        proved = bool(lines) and lines[0].startswith("Optimal")
        rows = [w for w in (l.replace("**", " ").split() for l in lines[1:]) if len(w) >= 3]
        return [w[1] for w in rows if float(w[2]) > 0.5], proved
    if peer == "glpsol":
        rows = re.findall(r"^ *\d+ ([xvz]_[0-9_]+) +\* +(\d+)", "\n".join(lines), re.M)
        return [n for n, v in rows if v == "1"], any("INTEGER OPTIMAL" in l for l in lines)
    names = [l.split()[2] for l in open(model) if l.startswith("* v ")]
    last, current = [], []
    for l in lines:
        if l.startswith("v "):
            current += l.split()[1:]
        elif current:
            last, current = current, []
    last = current or last
    return [names[int(w[1:]) - 1] for w in last if w[0] == "x"], any("s OPTIMUM FOUND" in l for l in lines)


def main():
    peer, answer, problem = sys.argv[1:4]
    try:
        lines = open(answer).read().splitlines()
    except OSError:
        lines = []
    p = json.load(open(problem))
    ones, proved = ones_of(peer, lines, sys.argv[4] if len(sys.argv) > 4 else None)
    modules = {m["id"]: m for m in p["modules"]}
    vouchers = {v["id"]: v for v in p["vouchers"]}
    chosen, cost = [], 0
    paid = {}
    for n in ones:
        if n[0] == "v":
            j, m = n.split("_")[1:]
            paid["M%04d" % int(m)] = "V" + j
    for n in ones:
        if n[0] != "x":
            continue
        m, r = n.split("_")[1:]
        m = "M%04d" % int(m)
        c = {"module": m, "run": "R" + r}
        cost += modules[m]["price_cents"] + p["hour_cost_cents"] * modules[m]["hours"]
        if m in paid:
            c["voucher"] = paid[m]
            cost -= min(vouchers[paid[m]]["value_cents"], modules[m]["price_cents"])
        chosen.append(c)
    print(json.dumps({"format": "kommunalcampus-plan/1", "status": "feasible", "objective_cents": cost,
                      "bound_cents": 0, "chosen": chosen}))
    print("%s %d" % ("proved" if proved and chosen else "found" if chosen else "none", cost), file=sys.stderr)


if __name__ == "__main__":
    main()
