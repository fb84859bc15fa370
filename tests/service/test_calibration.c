/* SPDX-License-Identifier: EUPL-1.2 */
/* Calibration from answers that people gave: whose say it is, what is kept, what is in use and
 * when. */
#include <math.h>
#include <string.h>

#include "engine/check_level.h"
#include "service/check_give.h"
#include "service/consent_service.h"
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

/* CONSENT-1: a tick before the check is not enough when it was taken back before the end; and the
 * control: where nobody asks whether it holds, the answers are kept. */
static void
take_after_taking_back(struct given *g, const struct check_given_desk *d, uint8_t owner,
                       bool careless)
{
    struct check_desk desk = check_desk_at(d, owner);
    struct consent_person person = consent_person_of(desk.key, &desk.owner);
    struct check_run_id id = check_given_begin(g, d, owner, "D1");
    struct item_answer unknown = {.unknown = true};

    desk.control_without_consent = careless;
    CHECK_ERR("give", check_give(&g->ctx, &desk, id, LANG_DE), OK);
    CHECK_ERR("take back", consent_take_back(&g->ctx, g->database, &person, CONSENT_CALIBRATION),
              OK);
    for (;;) {
        struct check_view view;

        CHECK_ERR("look", check_look(&g->ctx, &desk, id, &view), OK);
        if (view.next == NULL)
            return;
        CHECK_ERR("take", check_take(&g->ctx, &desk, id, view.next->code, &unknown), OK);
        (void)given_ctx(g);
    }
}

static void
nothing_is_kept_without_consent(void **state)
{
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);

    check_desk_settle(&d);
    for (int i = 0; i < RESPONSE_POOL_MIN; i++)
        take(g, &d, (uint8_t)(i + 1), false);
    CHECK_INT("without a tick", kept(g), 0);
    for (int i = 0; i < RESPONSE_POOL_MIN; i++)
        take_after_taking_back(g, &d, (uint8_t)(i + 101), false);
    CHECK_INT("taken back before the end", kept(g), 0);
    for (int i = 0; i < RESPONSE_POOL_MIN; i++)
        take_after_taking_back(g, &d, (uint8_t)(i + 201), true);
    CHECK_INT("control: where nobody asks", kept(g), RESPONSE_POOL_MIN);
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
    struct response_bundle b = {.month = day_month_first(day_of(g->ctx.now)), .language = "de"};
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

/* Whoever has not given yet; never one of those that take(). */
static struct check_owner
somebody(void)
{
    static int met;
    struct check_owner owner = {{0}};

    met++;
    memcpy(owner.bytes, &met, sizeof met);
    return owner;
}

static enum err
give_one(struct given *g, struct platform *p, const struct check_owner *owner,
         const struct response_bundle *bundle)
{
    return response_pool_give(&g->ctx, platform_responses(p), platform_db(p), owner, bundle);
}

static void
give_in(struct given *g, struct platform *p, int people, const char *language)
{
    for (int i = 0; i < people; i++) {
        struct response_bundle b = person(g, platform_items(p));
        struct check_owner owner = somebody();

        (void)snprintf(b.language, sizeof b.language, "%s", language);
        CHECK_ERR("give", give_one(g, p, &owner, &b), OK);
        arena_reset(g->arena);
    }
}

static void
give(struct given *g, struct platform *p, int people)
{
    give_in(g, p, people, "de");
}

/* CHECK-43, with its control: the same checks without leave leave nothing. */
static void
answers_are_kept_with_leave_alone_and_not_one_by_one(void **state)
{
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);

    check_desk_settle(&d);
    give(g, d.platform, RESPONSE_POOL_MIN - 2);
    take(g, &d, 10, true);
    CHECK_INT("not before enough are together", kept(g), 0);
    for (uint8_t i = 20; i < 22; i++)
        take(g, &d, i, false);
    CHECK_INT("without leave nothing", kept(g), 0);
    take(g, &d, 10, true);
    CHECK_INT("of one person one", kept(g), 0);
    take(g, &d, 30, true);
    CHECK_INT("together", kept(g), RESPONSE_POOL_MIN);
    give(g, d.platform, RESPONSE_POOL_MIN - 1);
    CHECK_INT("the next ones wait again", kept(g), RESPONSE_POOL_MIN);
    take(g, &d, 30, true);
    CHECK_INT("who has none waiting gives again", kept(g), 2 * RESPONSE_POOL_MIN);
    check_desk_done(&d);
}

/* CHECK-43: an English check among German ones would stand alone. */
static void
answers_wait_for_others_of_their_language(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct response_bundle b;
    struct check_owner owner = somebody();

    give_in(g, p, RESPONSE_POOL_MIN - 1, "de");
    give_in(g, p, RESPONSE_POOL_MIN - 1, "en");
    CHECK_INT("neither is full", kept(g), 0);
    b = person(g, platform_items(p));
    (void)snprintf(b.language, sizeof b.language, "fr");
    CHECK_ERR("no room for a third", give_one(g, p, &owner, &b), ERR_LIMIT);
    ctx_clear(&g->ctx);
    b = (struct response_bundle){.month = b.month, .language = "en"};
    CHECK_ERR("of nothing", give_one(g, p, &owner, &b), OK);
    CHECK_INT("counts for nothing", kept(g), 0);
    give_in(g, p, 1, "en");
    CHECK_INT("the English ones alone", kept(g), RESPONSE_POOL_MIN);
    give_in(g, p, 1, "de");
    CHECK_INT("and the German ones", kept(g), 2 * RESPONSE_POOL_MIN);
    platform_close(p);
}

/* CHECK-43: a month's row stands among others of the month, or nowhere. */
static void
answers_wait_for_others_of_their_month(void **state)
{
    enum { NEXT_MONTH = 31, THE_ONE_AFTER = 62 };
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct response_bundle late = person(g, platform_items(p));
    struct check_owner owner = somebody();

    give(g, p, RESPONSE_POOL_MIN - 1);
    (void)given_later(g, NEXT_MONTH);
    CHECK_TRUE("another", day_month_first(day_of(g->ctx.now)).n > late.month.n);
    give(g, p, RESPONSE_POOL_MIN - 1);
    CHECK_INT("those of the month before are forgotten", kept(g), 0);
    CHECK_ERR("too late", give_one(g, p, &owner, &late), OK);
    CHECK_INT("and is passed over", kept(g), 0);
    response_pool_turn(platform_responses(p), late.month);
    response_pool_turn(platform_responses(p), day_month_first(day_of(g->ctx.now)));
    give(g, p, 1);
    CHECK_INT("the same month goes on", kept(g), RESPONSE_POOL_MIN);
    give(g, p, RESPONSE_POOL_MIN - 1);
    response_pool_turn(platform_responses(p),
                       day_month_first(day_of(given_later(g, THE_ONE_AFTER)->now)));
    give(g, p, 1);
    CHECK_INT("forgotten when its month is over", kept(g), RESPONSE_POOL_MIN);
    platform_close(p);
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

    give(g, p, (RESPONSES_MIN - 1) / RESPONSE_POOL_MIN * RESPONSE_POOL_MIN);
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
        cmocka_unit_test_setup_teardown(answers_wait_for_others_of_their_language, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(answers_wait_for_others_of_their_month, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(nothing_is_kept_without_consent, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(nothing_is_computed_from_a_few, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(
            estimates_are_in_use_when_somebody_says_so_and_for_new_checks, given_seeded,
            given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
