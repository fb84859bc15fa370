/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>

#include "exchange/plan_json.h"

const char *
plan_status_name(enum plan_status status)
{
    switch (status) {
    case PLAN_OPTIMAL:
        return "optimal";
    case PLAN_FEASIBLE:
        return "feasible";
    case PLAN_INFEASIBLE:
        return "infeasible";
    case PLAN_UNKNOWN:
        return "unknown";
    }
    assert(0 && "a plan status");
    return "";
}

const char *
plan_reason_name(enum plan_reason reason)
{
    static const char *const names[] = {
        [PLAN_REASON_NONE] = "none",
        [PLAN_REASON_NO_OFFER] = "no_offer",
        [PLAN_REASON_NO_RUN] = "no_run",
        [PLAN_REASON_PREREQUISITES] = "prerequisites",
        [PLAN_REASON_WEEKS] = "weeks",
        [PLAN_REASON_SLOTS] = "slots",
        [PLAN_REASON_WEEKLY_TIME] = "weekly_time",
        [PLAN_REASON_HOURS] = "hours",
        [PLAN_REASON_BUDGET] = "budget",
        [PLAN_REASON_FIXED] = "fixed",
        [PLAN_REASON_COMBINATION] = "combination",
        [PLAN_REASON_WORTH] = "worth",
        [PLAN_REASON_UNKNOWN] = "unknown",
    };

    assert((size_t)reason < ARRAY_LEN(names));
    return names[reason];
}

void
plan_json_write_chosen(struct json_write *w, const struct plan_file *f,
                       const struct plan_choice *choices, size_t len)
{
    json_write_key(w, "chosen");
    json_write_array(w);
    for (size_t i = 0; i < len; i++) {
        const struct plan_choice *c = &choices[i];

        json_write_object(w);
        json_write_member_text(w, "module", f->modules.at[c->module]);
        json_write_member_text(w, "run", f->runs[c->module][c->run]);
        if (c->voucher != PLAN_NONE)
            json_write_member_text(w, "voucher", f->vouchers.at[c->voucher]);
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

/*
 * "unreachable" lists hard targets alone, as version 1 has it; soft ones that were
 * not worth it, or not possible, stand beside it.
 */
static void
put_unreached(struct json_write *w, const struct plan_file *f, const struct plan_result *r)
{
    json_write_key(w, "unreachable");
    json_write_array(w);
    for (size_t i = 0; i < r->unreached_len; i++) {
        const struct plan_target *t = &f->problem.targets[r->unreached[i].target];

        if (!t->soft)
            json_write_text(w, f->competences.at[t->competence]);
    }
    json_write_array_end(w);
    json_write_key(w, "unreached");
    json_write_array(w);
    for (size_t i = 0; i < r->unreached_len; i++) {
        const struct plan_target *t = &f->problem.targets[r->unreached[i].target];

        json_write_object(w);
        json_write_member_text(w, "competence", f->competences.at[t->competence]);
        json_write_member_int(w, "level", t->level);
        json_write_member_text(w, "reason", slice_of(plan_reason_name(r->unreached[i].reason)));
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

void
plan_json_write(struct text *t, const struct plan_file *f, const struct plan_result *r,
                double seconds)
{
    struct json_write w = json_write_init(t);
    bool has_bound = r->bound_cents != INT64_MIN;
    int64_t over = has_bound ? r->objective_cents - r->bound_cents : 0;
    int64_t size = r->objective_cents < 0 ? -r->objective_cents : r->objective_cents;

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-plan/1"));
    json_write_member_text(&w, "status", slice_of(plan_status_name(r->status)));
    json_write_member_int(&w, "objective_cents", r->objective_cents);
    json_write_key(&w, "bound_cents");
    if (has_bound)
        json_write_int(&w, r->bound_cents);
    else
        json_write_null(&w);
    if (r->status == PLAN_UNKNOWN || !has_bound) { /* without a plan there is none */
        json_write_key(&w, "gap");
        json_write_null(&w);
    } else {
        json_write_member_double(&w, "gap",
                                 over == 0 ? 0 : (double)over / (double)(size > 0 ? size : 1), 6);
    }
    json_write_member_double(&w, "seconds", seconds, 6);
    json_write_member_int(&w, "nodes", r->nodes);
    json_write_member_int(&w, "penalty_cents", r->penalty_cents);
    plan_json_write_chosen(&w, f, r->choices, r->choices_len);
    if (r->unreached_len > 0)
        put_unreached(&w, f, r);
    if (r->ignored_len > 0) {
        json_write_key(&w, "ignored");
        json_write_array(&w);
        for (size_t i = 0; i < r->ignored_len; i++)
            json_write_text(&w, f->modules.at[r->ignored[i]]);
        json_write_array_end(&w);
    }
    json_write_object_end(&w);
    json_write_end(&w);
}
