# SPDX-License-Identifier: EUPL-1.2
"""check replay beside an independent program: the definitions of catR, written down once more without any table.

tests/cli/check_reference.py PROGRAM: 8 people, 40 items of the 3PL, three rules of selection; every item chosen must be the
same and every ability and error agree to 1e-6.
"""
import json
import math
import random
import subprocess
import sys

ITEMS, PEOPLE, QUESTIONS = 40, 8, 15
GRID = [-4 + 0.25 * k for k in range(33)]
random.seed(5)
bank = [(round(random.uniform(0.6, 2), 3), round(random.uniform(-3, 3), 3), random.choice([0, 0.2])) for _ in range(ITEMS)]


def right(item, theta):
    a, b, c = item
    return c + (1 - c) / (1 + math.exp(-a * (theta - b)))


def information(item, theta):
    a, b, c = item
    logistic = 1 / (1 + math.exp(-a * (theta - b)))
    slope = (1 - c) * a * logistic * (1 - logistic)
    p = right(item, theta)
    return slope * slope / (p * (1 - p))


def trapezoid(values):
    return sum((x + y) / 2 * 0.25 for x, y in zip(values, values[1:]))


def likelihood(answers, theta):
    return math.prod(right(bank[i], theta) if x else 1 - right(bank[i], theta) for i, x in answers)


def eap(answers):
    weights = [likelihood(answers, t) * math.exp(-t * t / 2) for t in GRID]
    total = trapezoid(weights)
    mean = trapezoid([w * t for w, t in zip(weights, GRID)]) / total
    return mean, math.sqrt(trapezoid([w * (t - mean) ** 2 for w, t in zip(weights, GRID)]) / total)


def divergence(item, theta, answers, with_prior):
    p = right(item, theta)
    values = []
    for t in GRID:
        q = right(item, t)
        k = p * math.log(p / q) + (1 - p) * math.log((1 - p) / (1 - q))
        values.append(likelihood(answers, t) * k * (math.exp(-t * t / 2) if with_prior else 1))
    return trapezoid(values)


people = []
for _ in range(PEOPLE):
    theta = random.gauss(0, 1)
    people.append([int(random.random() < right(item, theta)) for item in bank])
with open("reference_bank.csv", "w") as f:
    f.write("a,b,c\n" + "".join("%s,%s,%s\n" % item for item in bank))
with open("reference_answers.csv", "w") as f:
    f.write(",".join("V%d" % (i + 1) for i in range(ITEMS)) + "\n")
    f.write("".join(",".join(map(str, row)) + "\n" for row in people))

bad = 0
for rule in ("mfi", "kl", "klp"):
    words = ["reference_bank.csv", "reference_answers.csv", "--select", rule, "--items", str(QUESTIONS), "--json"]
    result = json.loads(subprocess.check_output([sys.argv[1], "check", "replay", *words]))
    for person, row in zip(result["people"], people):
        answers, theta = [], 0
        for step in person["steps"]:
            def value(i):
                if rule == "mfi":
                    return information(bank[i], theta)
                return divergence(bank[i], theta, answers, rule == "klp")

            asked = [i for i, _ in answers]
            best = max((i for i in range(ITEMS) if i not in asked), key=lambda i: (value(i), -i))
            answers.append((best, row[best]))
            theta, error = eap(answers)
            if step["item"] != best + 1 or step["answer"] != row[best]:
                print("%s: item %d, wanted %d" % (rule, step["item"], best + 1))
                bad += 1
            elif abs(step["theta"] - theta) > 1e-6 or abs(step["se"] - error) > 1e-6:
                print("%s: %s, wanted %.9f %.9f" % (rule, step, theta, error))
                bad += 1
        if len(answers) != QUESTIONS:
            bad += 1
print("reference: %d wrong" % bad)
sys.exit(bad > 0)
