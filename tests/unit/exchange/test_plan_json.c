/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "check.h"
#include "exchange/json_read.h"
#include "exchange/plan_json.h"

static const char *const GOOD =
    "{\"format\":\"kommunalcampus-plan-problem/1\",\"weeks\":3,\"weekly_minutes\":[480,480,0],"
    "\"busy_slots\":[12],\"budget_cents\":120000,\"hours_max\":120,\"hour_cost_cents\":2000,"
    "\"levels\":{\"C017\":2},\"targets\":{\"C017\":5,\"C3\":1},\"weights\":{\"C3\":7},"
    "\"soft_targets\":[{\"competence\":\"C017\",\"level\":6,\"penalty_cents\":500}],"
    "\"vouchers\":[{\"id\":\"V0\",\"value_cents\":25000,\"providers\":[\"P09\",\"P03\"]}],"
    "\"exclusions\":[[\"M001\",\"M002\"]],\"last_week\":1,\"week_cost_cents\":5,"
    "\"modules\":[{\"id\":\"M001\",\"provider\":\"P03\",\"price_cents\":18000,\"hours\":12,"
    "\"gives\":{\"C017\":4},\"needs\":{\"C017\":2},\"bonus_cents\":11,\"fixed\":\"keep\","
    "\"keep_run\":\"R0\",\"runs\":[{\"id\":\"R0\",\"start_week\":0,\"end_week\":1,\"slots\":[3,11],"
    "\"seats\":6,\"cost_cents\":300,\"cost_in_budget\":true}]},"
    "{\"id\":\"M002\",\"provider\":\"P01\",\"price_cents\":0,\"hours\":4,\"gives\":{},\"needs\":{},"
    "\"held_end_week\":-2,\"runs\":[]},"
    "{\"id\":\"M003\",\"provider\":\"P01\",\"price_cents\":0,\"hours\":4,\"gives\":{\"C3\":1},"
    "\"needs\":{},\"follows\":\"M001\",\"follow_weeks\":2,\"runs\":[]}]}";

static enum err
read_text(struct arena *a, struct slice text, struct plan_file *ret_file, struct ctx *ret_ctx)
{
    *ret_ctx = (struct ctx){.arena = a};
    return plan_json_read(ret_ctx, text, ret_file);
}

static void
reads_every_member(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
    struct plan_file f;
    struct ctx ctx;
    const struct plan_problem *p = &f.problem;

    (void)state;
    CHECK_ERR("good", read_text(a, slice_of(GOOD), &f, &ctx), OK);
    CHECK_INT("weeks", p->weeks, 3);
    CHECK_INT("last week", p->last_week, 1);
    CHECK_INT("week 1", p->weekly_minutes[1], 480);
    CHECK_INT("busy", p->busy_slots[0], 12);
    CHECK_INT("minutes", p->minutes_max, 7200);
    CHECK_INT("week cost", p->week_cost_cents, 5);
    CHECK_INT("targets", p->targets_len, 3);
    CHECK_INT("level held", p->levels[p->targets[0].competence], 2);
    CHECK_INT("weight", p->targets[1].weight, 7);
    CHECK_TRUE("soft", p->targets[2].soft);
    CHECK_INT("penalty", p->targets[2].penalty_cents, 500);
    CHECK_INT("voucher pays", plan_voucher_pays_cents(p, 0, 0), 18000);
    CHECK_INT("voucher of another provider", plan_voucher_pays_cents(p, 0, 1), 0);
    CHECK_INT("exclusion", p->exclusions[0].b, 1);
    CHECK_INT("bonus", p->modules[0].bonus_cents, 11);
    CHECK_INT("fixed", p->modules[0].fixed, PLAN_KEEP);
    CHECK_INT("keep run", p->modules[0].keep_run, 0);
    CHECK_INT("slot", p->modules[0].runs[0].slots[1], 11);
    CHECK_TRUE("cost in budget", p->modules[0].runs[0].cost_in_budget);
    CHECK_TRUE("held", p->modules[1].held);
    CHECK_INT("held until", p->modules[1].held_end_week, -2);
    CHECK_INT("follows", p->modules[2].follows, 0);
    CHECK_SLICE("run name", f.runs[0][0], "R0");
}

/* GOOD with one piece of it replaced. */
static struct slice
with(struct arena *a, const char *piece, const char *by)
{
    struct text t = text_init(a, 1 << 20);
    struct slice good = slice_of(GOOD);
    size_t at = slice_find(good, slice_of(piece));
    struct slice out = {0};

    CHECK_TRUE(piece, at < good.len);
    text_put(&t, slice_sub(good, 0, at));
    text_puts(&t, by);
    text_put(&t, slice_sub(good, at + strlen(piece), good.len));
    CHECK_ERR(piece, text_end(&t, &out), OK);
    return out;
}

static void
refuses_what_is_wrong_and_names_it(void **state)
{
    static const struct {
        const char *piece;
        const char *by;
        enum err want;
        const char *message; /* a part of it */
    } table[] = {
        {"kommunalcampus-plan-problem/1", "kommunalcampus-plan-problem/2", ERR_INVALID, "format"},
        {"\"weeks\":3,", "", ERR_INVALID, "weeks"},
        {"\"weeks\":3", "\"weeks\":0", ERR_INVALID, "weeks"},
        {"\"weeks\":3", "\"weeks\":105", ERR_INVALID, "weeks"},
        {"\"weeks\":3", "\"weeks\":\"3\"", ERR_INVALID, "weeks"},
        {"\"weeks\":3", "\"weeks\":3,\"weeks\":3", ERR_INVALID, ""},
        {"[480,480,0]", "[480,480]", ERR_INVALID, "weekly_minutes"},
        {"[480,480,0]", "[480,480,-1]", ERR_INVALID, "weekly_minutes[2]"},
        {"[480,480,0]", "{}", ERR_INVALID, "weekly_minutes"},
        {"[12]", "[30]", ERR_INVALID, "busy_slots[0]"},
        {"[12]", "[1.5]", ERR_INVALID, "busy_slots[0]"},
        {"120000", "-1", ERR_INVALID, "budget_cents"},
        {"120000", "1e30", ERR_INVALID, "budget_cents"},
        {"120000", "99999999999999999999", ERR_INVALID, ""},
        {"{\"C017\":2},\"targets\"", "{\"C017\":9},\"targets\"", ERR_INVALID, "levels.C017"},
        {"{\"C017\":2},\"targets\"", "{\"C017\":\"x\"},\"targets\"", ERR_INVALID, "levels.C017"},
        {"{\"C017\":2},\"targets\"", "[],\"targets\"", ERR_INVALID, "levels"},
        {"{\"C017\":5,\"C3\":1}", "{\"C017\":5,\"C017\":1}", ERR_INVALID, ""},
        {"\"weights\":{\"C3\":7}", "\"weights\":{\"C3\":0}", ERR_INVALID, "weights.C3"},
        {"\"penalty_cents\":500", "\"penalty_cents\":-1", ERR_INVALID, "penalty_cents"},
        {"[\"P09\",\"P03\"]", "[\"P09\",\"P09\"]", ERR_INVALID, "twice"},
        {"[\"P09\",\"P03\"]", "[9]", ERR_INVALID, "providers[0]"},
        {"\"id\":\"V0\",", "", ERR_INVALID, "id"},
        {"[[\"M001\",\"M002\"]]", "[[\"M001\",\"M009\"]]", ERR_INVALID, "exclusions[0]"},
        {"[[\"M001\",\"M002\"]]", "[[\"M001\",\"M001\"]]", ERR_INVALID, "exclusions[0]"},
        {"[[\"M001\",\"M002\"]]", "[[\"M001\"]]", ERR_INVALID, "exclusions[0]"},
        {"\"last_week\":1", "\"last_week\":3", ERR_INVALID, "last_week"},
        {"\"id\":\"M002\"", "\"id\":\"M001\"", ERR_INVALID, "M001"},
        {"\"id\":\"M002\"", "\"id\":\"\"", ERR_INVALID, "id"},
        {"\"fixed\":\"keep\"", "\"fixed\":\"maybe\"", ERR_INVALID, "fixed"},
        {"\"keep_run\":\"R0\"", "\"keep_run\":\"R9\"", ERR_INVALID, "keep_run"},
        {"\"follows\":\"M001\"", "\"follows\":\"M003\"", ERR_INVALID, "M003"},
        {"\"follows\":\"M001\"", "\"follows\":\"nobody\"", ERR_INVALID, "nobody"},
        {"\"follow_weeks\":2", "\"follow_weeks\":0", ERR_INVALID, "follow_weeks"},
        {"\"held_end_week\":-2", "\"held_end_week\":3", ERR_INVALID, "held_end_week"},
        {"\"end_week\":1", "\"end_week\":3", ERR_INVALID, "end_week"},
        {"\"start_week\":0", "\"start_week\":2", ERR_INVALID, "end_week"},
        {"[3,11]", "[3,3]", ERR_INVALID, "twice"},
        {"[3,11]", "[3,20]", ERR_INVALID, "slots[1]"},
        {"\"seats\":6", "\"seats\":null", ERR_INVALID, "seats"},
        {"\"cost_in_budget\":true", "\"cost_in_budget\":1", ERR_INVALID, "cost_in_budget"},
        {"\"hours\":12", "\"hours\":12.5", ERR_INVALID, "hours"},
        {"\"price_cents\":18000", "\"price_cents\":100000001", ERR_INVALID, "price_cents"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
        struct plan_file f;
        struct ctx ctx;
        struct slice in = with(a, table[i].piece, table[i].by);

        CHECK_ERR(table[i].by, read_text(a, in, &f, &ctx), table[i].want);
        CHECK_TRUE(ctx.failure.message, strstr(ctx.failure.message, table[i].message) != NULL);
    }
}

static void
refuses_every_beginning_of_a_problem(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
    size_t len = strlen(GOOD);

    (void)state;
    for (size_t i = 0; i < len; i++) {
        struct plan_file f;
        struct ctx ctx;

        CHECK_ERR("cut", read_text(a, (struct slice){GOOD, i}, &f, &ctx), ERR_INVALID);
        arena_reset(a);
    }
}

static void
refuses_what_is_too_deep_and_too_much(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(256 << 20);
    struct text deep = text_init(a, 1 << 20);
    struct text many = text_init(a, 4 << 20);
    struct plan_file f;
    struct ctx ctx;
    struct slice s;

    (void)state;
    for (int i = 0; i < 10000; i++)
        text_putc(&deep, '[');
    CHECK_ERR("deep", text_end(&deep, &s), OK);
    CHECK_TRUE("deep", read_text(a, s, &f, &ctx) != OK);
    text_puts(&many, "\"busy_slots\":[12");
    for (int i = 0; i < PLAN_WEEKS_MAX * PLAN_SLOTS_PER_WEEK; i++)
        text_puts(&many, ",12");
    text_putc(&many, ']');
    text_putc(&many, '\0');
    CHECK_ERR("many", text_end(&many, &s), OK);
    CHECK_TRUE("many", read_text(a, with(a, "\"busy_slots\":[12]", s.at), &f, &ctx) != OK);
}

static void
ends_as_a_limit_when_memory_is_short(void **state)
{
    struct plan_file f;
    struct ctx ctx;

    (void)state;
    for (size_t bytes = 0; bytes < 400000; bytes += 3001) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(bytes);
        enum err e = read_text(a, slice_of(GOOD), &f, &ctx);

        CHECK_TRUE("limit or fine", e == ERR_LIMIT || e == OK);
    }
}

static void
writes_a_plan_as_version_1_has_it(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
    struct plan_choice choices[] = {{0, 0, 0}};
    struct plan_unreached unreached[] = {{1, PLAN_REASON_BUDGET}, {2, PLAN_REASON_WORTH}};
    const struct plan_result r = {
        .status = PLAN_INFEASIBLE,
        .objective_cents = 2000,
        .bound_cents = 1500,
        .nodes = 3,
        .choices = choices,
        .choices_len = 1,
        .unreached = unreached,
        .unreached_len = 2,
    };
    struct text t = text_init(a, 1 << 16);
    struct plan_file f;
    struct ctx ctx;
    struct slice out;

    (void)state;
    CHECK_ERR("good", read_text(a, slice_of(GOOD), &f, &ctx), OK);
    plan_json_write(&t, &f, &r, 0.5);
    CHECK_ERR("fits", text_end(&t, &out), OK);
    CHECK_SLICE("plan", out,
                "{\"format\":\"kommunalcampus-plan/1\",\"status\":\"infeasible\","
                "\"objective_cents\":2000,\"bound_cents\":1500,\"gap\":0.250000,"
                "\"seconds\":0.500000,\"nodes\":3,\"penalty_cents\":0,"
                "\"chosen\":[{\"module\":\"M001\",\"run\":\"R0\",\"voucher\":\"V0\"}],"
                "\"unreachable\":[\"C3\"],\"unreached\":["
                "{\"competence\":\"C3\",\"level\":1,\"reason\":\"budget\"},"
                "{\"competence\":\"C017\",\"level\":6,\"reason\":\"worth\"}]}");
}

static void
says_nothing_of_a_bound_that_is_not_known(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(16 << 20);
    struct text t = text_init(a, 4096);
    struct ctx ctx;
    struct plan_file f;
    struct plan_result r = {
        .status = PLAN_INFEASIBLE, .objective_cents = 2000, .bound_cents = INT64_MIN};
    struct slice out = {0};

    (void)state;
    CHECK_ERR("good", read_text(a, slice_of(GOOD), &f, &ctx), OK);
    plan_json_write(&t, &f, &r, 0.5);
    CHECK_ERR("fits", text_end(&t, &out), OK);
    CHECK_SLICE("plan", out,
                "{\"format\":\"kommunalcampus-plan/1\",\"status\":\"infeasible\","
                "\"objective_cents\":2000,\"bound_cents\":null,\"gap\":null,"
                "\"seconds\":0.500000,\"nodes\":0,\"penalty_cents\":0,\"chosen\":[]}");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_member),
        cmocka_unit_test(refuses_what_is_wrong_and_names_it),
        cmocka_unit_test(refuses_every_beginning_of_a_problem),
        cmocka_unit_test(refuses_what_is_too_deep_and_too_much),
        cmocka_unit_test(ends_as_a_limit_when_memory_is_short),
        cmocka_unit_test(writes_a_plan_as_version_1_has_it),
        cmocka_unit_test(says_nothing_of_a_bound_that_is_not_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
