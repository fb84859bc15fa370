/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kommunalcampus plan department --input DEPT.jsonl [--out FILE] [--seconds S]: plans of people
 * who share seats and vouchers (docs/rules/plan.md, PLAN-25 to PLAN-27). Needs no database.
 */
#ifndef KC_CLI_CMD_PLAN_DEPARTMENT_H
#define KC_CLI_CMD_PLAN_DEPARTMENT_H

/* argv[0] is "department"; the exit code of the program. */
int cmd_plan_department(int argc, char **argv);

#endif
