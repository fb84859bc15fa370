/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Plan problems and plans as JSON: "kommunalcampus-plan-problem/1" in,
 * "kommunalcampus-plan/1" out (docs/rules/plan.md, "JSON").
 *
 * Version 1 is read as it is defined; members that it does not have and that are
 * absent mean "no such thing": module bonus_cents, fixed ("keep", "drop"),
 * keep_run, follows, follow_weeks, held_end_week; run cost_cents,
 * cost_in_budget; top last_week, week_cost_cents, weights (of targets), exclusions
 * (pairs of module ids), soft_targets ([{competence, level, penalty_cents}]).
 * Members nobody knows are ignored.
 */
#ifndef KC_EXCHANGE_PLAN_JSON_H
#define KC_EXCHANGE_PLAN_JSON_H

#include "base/ctx.h"
#include "base/json_write.h"
#include "domain/plan_problem.h"
#include "exchange/plan_names.h"

/* A problem with the names of its file; lives in the arena of its ctx. */
struct plan_file {
    struct plan_problem problem;
    struct plan_names competences;
    struct plan_names providers;
    struct plan_names modules;
    struct plan_names vouchers;
    struct slice **runs; /* [module][run] */
};

/*
 * The result is sound (plan_problem_is_sound()).
 *
 *   ERR_INVALID   not a plan problem; the message names line, path and reason
 *   ERR_LIMIT     past a limit of base/limits.h, or the arena is full
 */
MUST_USE enum err plan_json_read(struct ctx *ctx, struct slice bytes, struct plan_file *ret_file);

/* The plan, one line of JSON. `t` fails when it is too small. */
void plan_json_write(struct text *t, const struct plan_file *f, const struct plan_result *r,
                     double seconds);

/* The member "chosen": choices of the problem of `f`, by the names of its file. */
void plan_json_write_chosen(struct json_write *w, const struct plan_file *f,
                            const struct plan_choice *choices, size_t len);

/* Stable lower-case names for JSON. */
const char *plan_status_name(enum plan_status status);
const char *plan_reason_name(enum plan_reason reason);

#endif
