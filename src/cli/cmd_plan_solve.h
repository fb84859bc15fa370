/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kommunalcampus plan solve PROBLEM.json [--seconds S] [--nodes N]
 *
 * Solves one plan problem (docs/rules/plan.md, "JSON") and prints the solution.
 * "-" reads it from standard input. Default: 60 seconds; with --nodes the answer
 * is the same on every machine even when it is not optimal.
 *
 * Exit codes: 0 a plan (optimal, or feasible with its gap), 3 proved that not all
 * targets can be reached (the best plan for the others is printed), 1 no plan in
 * the time given, or the file cannot be read or understood, 2 wrong words.
 */
#ifndef KC_CLI_CMD_PLAN_SOLVE_H
#define KC_CLI_CMD_PLAN_SOLVE_H

/* argv[0] is "solve". Answers the exit code. */
int cmd_plan_solve(int argc, char **argv);

#endif
