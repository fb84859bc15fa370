#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A plan problem as a pseudo-Boolean one, for clasp: plan_opb.py MODEL.lp > MODEL.opb

Reads the 0-1 model that gen_plan_problem.py --lp writes. The comment lines "* v NAME" give the
names of the variables x1, x2, ... in their order, so that an answer can be read back.
"""
import sys


def main():
    number, rows, objective, part, current = {}, [], [], None, []

    def terms(words):
        out, sign = [], 1
        words = iter(words)
        for w in words:
            if w in "+-":
                sign = 1 if w == "+" else -1
                continue
            name = next(words)
            out.append((sign * int(w), number.setdefault(name, len(number) + 1)))
        return out

    def row(words):
        if not words:
            return
        if part == "Minimize":
            objective.extend(terms(words))
            return
        t, sense, right = terms(words[:-2]), words[-2], int(words[-1])
        if sense == "<=":
            t, right = [(-a, v) for a, v in t], -right
        rows.append((t, right))

    with open(sys.argv[1]) as f:
        for line in f:
            words = line.split()
            if line.strip() in ("Minimize", "Subject To", "Binary", "End"):
                row(current)
                current, part = [], line.strip()
            elif part in ("Minimize", "Subject To"):
                if words and words[0].endswith(":"):
                    row(current)
                    current = words[1:]
                else:
                    current += words

    def text(t):
        return " ".join("%+d x%d" % (a, v) for a, v in t)
    print("* #variable= %d #constraint= %d" % (len(number), len(rows)))
    for name in number:
        print("* v " + name)
    print("min: %s ;" % text(objective))
    for t, right in rows:
        print("%s >= %d ;" % (text(t), right))


if __name__ == "__main__":
    main()
