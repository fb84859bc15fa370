/* SPDX-License-Identifier: EUPL-1.2 */
/* Calibration from answers that people gave: whose say it is, what is kept, what is in use and
 * when. */
#include <math.h>

#include "engine/check_level.h"
#include "service/check_give.h"
#include "service/given_check.h"
#include "service/item_calibration.h"
#include "service/response_pool.h"
#include "service/suite.h"
#include "storage/account_store.h"
#include "storage/calibration_store.h"

enum { PEOPLE = 800, ITEMS_MIN = 6 };

static enum err
use_count(struct db *db, void *arg)
{
    return calibration_store_count(db, arg);
}

static int64_t
kept(struct given *g)
{
    int64_t bundles = -1;

    CHECK_ERR("count", db_read(g->database, &g->ctx, use_count, &bundles), OK);
    return bundles;
}

/* A whole check of one person, with or without leave. */
static void
take(struct given *g, const struct check_given_desk *d, uint8_t owner, bool gives)
{
    struct check_desk desk = check_desk_at(d, owner);
    struct check_run_id id = check_given_begin(g, d, owner, "D1");
    struct item_answer unknown = {.unknown = true};

    if (gives)
        CHECK_ERR("give", check_give(&g->ctx, &desk, id, LANG_DE), OK);
    for (;;) {
        struct check_view view;

        CHECK_ERR("look", check_look(&g->ctx, &desk, id, &view), OK);
        if (view.next == NULL)
            return;
        CHECK_ERR("take", check_take(&g->ctx, &desk, id, view.next->code, &unknown), OK);
        (void)given_ctx(g);
    }
}

/* CHECK-43, with its control: the same checks without leave leave nothing. */
static void
answers_are_kept_with_leave_alone_and_not_one_by_one(void **state)
{
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);

    check_desk_settle(&d);
    for (uint8_t i = 0; i < RESPONSE_POOL_MIN; i++)
        take(g, &d, (uint8_t)(10 + i), false);
    CHECK_INT("without leave nothing", kept(g), 0);
    for (uint8_t i = 1; i < RESPONSE_POOL_MIN; i++)
        take(g, &d, (uint8_t)(20 + i), true);
    CHECK_INT("not before enough are together", kept(g), 0);
    take(g, &d, 30, true);
    CHECK_INT("together", kept(g), RESPONSE_POOL_MIN);
    check_desk_done(&d);
}

/* --- simulated people -------------------------------------------------------- */

static double
uniform(struct given *g)
{
    return (double)given_below(g, 1U << 30) / (1U << 30);
}

static double
normal(struct given *g)
{
    double sum = -6;

    for (int i = 0; i < 12; i++)
        sum += uniform(g);
    return sum;
}

static double
true_place(const struct item_use *use)
{
    return check_level_middle(use->item->level) * 0.8 + 0.3;
}

/* One person's answers to all right-or-wrong items of D1.1, each with slope 1.3. */
static struct response_bundle
person(struct given *g, const struct item_bank *bank)
{
    struct response_bundle b = {.month = {20000}, .language = "de"};
    double theta = CHECK_POPULATION_SD * normal(g);
    int len = item_bank_len(bank);

    for (int i = 0; i < len; i++) {
        const struct item_use *use = item_bank_at(bank, i);
        double p = 1 / (1 + exp(-1.3 * (theta - true_place(use))));

        if (!slice_is(use->competence, "D1.1") || item_credit_max(use->item) != 1)
            continue;
        b.versions[b.len] = use->id;
        b.credits[b.len++] = uniform(g) < p;
    }
    return b;
}

static void
give(struct given *g, struct platform *p, int people)
{
    for (int i = 0; i < people; i++) {
        struct response_bundle b = person(g, platform_items(p));

        CHECK_ERR("give",
                  response_pool_give(given_ctx(g), platform_responses(p), platform_db(p), &b), OK);
    }
}

static const struct grant CERTIFIES[] = {{{1}, ROLE_CERTIFIER}};

static enum err
use_person(struct db *db, void *arg)
{
    struct actor *actor = arg;
    struct account a = {.code = SLICE("aaaaaaaaaaaaaaaa"),
                        .email = SLICE("a@stadt.example"),
                        .name = SLICE("Fachfrau"),
                        .language = LANG_DE,
                        .status = ACCOUNT_ACTIVE,
                        .created = db_ctx(db)->now,
                        .confirmed = db_ctx(db)->now};

    TRY(account_store_add(db, &a));
    *actor = (struct actor){
        .id = a.id, .code = SLICE("aaaaaaaaaaaaaaaa"), .grants = CERTIFIES, .grants_len = 1};
    return OK;
}

/* CHECK-44 */
static void
nothing_is_computed_from_a_few(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct item_calibration cal;

    give(g, p, RESPONSES_MIN - RESPONSE_POOL_MIN);
    CHECK_ERR("few", item_calibration_make(given_ctx(g), p, true, &cal), ERR_DENIED);
    ctx_clear(&g->ctx);
    give(g, p, RESPONSE_POOL_MIN);
    CHECK_ERR("enough to look", item_calibration_make(given_ctx(g), p, true, &cal), OK);
    CHECK_INT("too few of each item", cal.estimated, 0);
    CHECK_INT("so nothing is kept", cal.id, 0);
    CHECK_TRUE("a first guess there is", cal.len >= ITEMS_MIN && isfinite(cal.items[0].elo));
    platform_close(p);
}

/* CHECK-42, CHECK-45 */
static void
estimates_are_in_use_when_somebody_says_so_and_for_new_checks(void **state)
{
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);
    struct platform *p = d.platform;
    const struct item_bank *bank = platform_items(p);
    struct actor actor;
    struct item_desk desk = {p, &actor};
    struct item_desk nobody = {p, NULL};
    struct item_calibration cal;
    struct check_run_id before;
    struct check_view first;
    struct check_view again;

    check_desk_settle(&d);
    CHECK_ERR("person", db_write(g->database, given_ctx(g), use_person, &actor), OK);
    give(g, p, PEOPLE);
    before = check_given_begin(g, &d, 1, "D1");
    CHECK_ERR("make", item_calibration_make(&g->ctx, p, true, &cal), OK);
    CHECK_TRUE("estimated", cal.estimated >= ITEMS_MIN && cal.id != 0);
    for (int i = 0; i < cal.len; i++) {
        const struct irt_estimate *e = &cal.items[i].estimate;

        if (!cal.items[i].estimated)
            continue;
        CHECK_TRUE("place", fabs(e->item.b[0] - true_place(cal.items[i].use)) < 4 * e->se_b[0]);
        CHECK_TRUE("slope", fabs(e->item.a - 1.3) < 4 * e->se_a);
        /* below 1: with eight items an ability holds much of each answer */
        CHECK_TRUE("fits", cal.items[i].fit.infit > 0.5 && cal.items[i].fit.infit < 1.3);
        CHECK_TRUE("not in use", !item_use_is_calibrated(cal.items[i].use, item_bank_number(bank)));
    }
    first = check_given_look(g, &d, 1, before);
    CHECK_ERR("nobody", item_calibration_adopt(&g->ctx, &nobody, cal.id), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("no such", item_calibration_adopt(&g->ctx, &desk, cal.id + 1), ERR_NOT_FOUND);
    CHECK_ERR("adopt", item_calibration_adopt(&g->ctx, &desk, cal.id), OK);
    CHECK_ERR("once", item_calibration_adopt(&g->ctx, &desk, cal.id), ERR_NOT_FOUND);
    CHECK_TRUE("in use now",
               item_use_is_calibrated(cal.items[0].use, item_bank_number(bank)) &&
                   !item_use_is_calibrated(cal.items[0].use, item_bank_number(bank) - 1));
    again = check_given_look(g, &d, 1, before);
    CHECK_TRUE("the running check goes on as it was", first.next == again.next);
    CHECK_TRUE("by the parameters it began with",
               again.models[0].model.b[0] == first.models[0].model.b[0]);
    again = check_given_look(g, &d, 2, check_given_begin(g, &d, 2, "D1"));
    CHECK_TRUE("a new one by the new ones",
               again.models[0].model.b[0] != first.models[0].model.b[0]);
    check_desk_done(&d);
}

int
suite_calibration(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_are_kept_with_leave_alone_and_not_one_by_one,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(nothing_is_computed_from_a_few, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(
            estimates_are_in_use_when_somebody_says_so_and_for_new_checks, given_seeded,
            given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
