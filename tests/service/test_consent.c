/* SPDX-License-Identifier: EUPL-1.2 */
/* What people consented to: nothing holds that was not given, and what was said stays. */
#include <string.h>

#include "base/crypto.h"
#include "domain/say.h"
#include "service/consent_service.h"
#include "service/given.h"
#include "service/suite.h"
#include "storage/consent_store.h"
#include "storage/stmt.h"
#include "storage/test_query.gen.h"

struct scene {
    struct given *g;
    struct consent_person person;
    struct consent_act act;
    enum consent_purpose purpose;
    bool holds;
};

static void
scene_open(struct scene *s, struct given *g, uint8_t number)
{
    struct crypto_key key;
    struct check_owner owner;

    assert_int_equal(crypto_start(), OK);
    memset(s, 0, sizeof *s);
    memset(key.bytes, 7, sizeof key.bytes);
    memset(owner.bytes, number, sizeof owner.bytes);
    s->g = g;
    s->person = consent_person_of(&key, &owner);
}

static enum err
use_holds(struct db *db, void *arg)
{
    struct scene *s = arg;

    return consent_holds(db, &s->person, s->purpose, &s->holds);
}

static bool
holds(struct scene *s, enum consent_purpose purpose)
{
    s->purpose = purpose;
    CHECK_ERR("holds", db_read(s->g->database, &s->g->ctx, use_holds, s), OK);
    return s->holds;
}

static void
give(struct scene *s, enum consent_purpose purpose)
{
    CHECK_ERR("give", consent_give(&s->g->ctx, s->g->database, &s->person, purpose), OK);
}

static void
take_back(struct scene *s, enum consent_purpose purpose)
{
    CHECK_ERR("take back", consent_take_back(&s->g->ctx, s->g->database, &s->person, purpose), OK);
}

static struct consent_view *
look(struct scene *s)
{
    static struct consent_view v;

    CHECK_ERR("look", consent_look(&s->g->ctx, s->g->database, &s->person, &v), OK);
    return &v;
}

static enum err
use_add(struct db *db, void *arg)
{
    struct scene *s = arg;

    return consent_store_add(db, consent_person_slice(&s->person), &s->act);
}

static void
add(struct scene *s, struct consent_act act)
{
    s->act = act;
    CHECK_ERR("add", db_write(s->g->database, &s->g->ctx, use_add, s), OK);
}

/* CONSENT-1, CONSENT-3, CONSENT-4 */
static void
nothing_holds_that_was_not_given(void **state)
{
    struct scene s;
    struct scene other;
    const struct consent_view *v;

    scene_open(&s, *state, 1);
    scene_open(&other, *state, 2);
    for (int p = 0; p < CONSENT_PURPOSES_LEN; p++)
        CHECK_TRUE(CONSENT_PURPOSES[p].code, !holds(&s, (enum consent_purpose)p));
    take_back(&s, CONSENT_CALIBRATION);
    CHECK_INT("what was not given is not taken back", look(&s)->acts_len, 0);
    give(&s, CONSENT_CALIBRATION);
    CHECK_TRUE("given", holds(&s, CONSENT_CALIBRATION));
    CHECK_TRUE("for this purpose alone", !holds(&s, CONSENT_SHARE));
    CHECK_TRUE("by this person alone", !holds(&other, CONSENT_CALIBRATION));
    give(&s, CONSENT_CALIBRATION);
    CHECK_INT("what holds is not given again", look(&s)->acts_len, 1);
    (void)given_later(s.g, 5);
    take_back(&s, CONSENT_CALIBRATION);
    CHECK_TRUE("taken back", !holds(&s, CONSENT_CALIBRATION));
    give(&s, CONSENT_CALIBRATION);
    v = look(&s);
    CHECK_INT("all three acts", v->acts_len, 3);
    CHECK_TRUE("in order", v->acts[0].given && !v->acts[1].given && v->acts[2].given);
    CHECK_INT("with their days", v->acts[1].day.n - v->acts[0].day.n, 5);
    CHECK_TRUE("it holds since the last",
               v->now[CONSENT_CALIBRATION].holds &&
                   v->now[CONSENT_CALIBRATION].since.n == v->acts[2].day.n);
    CHECK_INT("nothing of the other person", look(&other)->acts_len, 0);
}

/* CONSENT-2, CONSENT-6 */
static void
it_holds_for_its_words_and_for_three_years(void **state)
{
    struct scene s;
    struct consent_act act = {.purpose = slice_of(CONSENT_PURPOSES[CONSENT_CALIBRATION].code),
                              .wording = CONSENT_PURPOSES[CONSENT_CALIBRATION].wording + 1,
                              .given = true};

    scene_open(&s, *state, 1);
    act.day = day_of(s.g->ctx.now);
    add(&s, act);
    CHECK_TRUE("to other words", !holds(&s, CONSENT_CALIBRATION));
    give(&s, CONSENT_CALIBRATION);
    CHECK_TRUE("to these", holds(&s, CONSENT_CALIBRATION));
    (void)given_later(s.g, CONSENT_DAYS - 1);
    CHECK_TRUE("the last day", holds(&s, CONSENT_CALIBRATION));
    (void)given_later(s.g, CONSENT_DAYS);
    CHECK_TRUE("then it is asked for anew", !holds(&s, CONSENT_CALIBRATION));
    give(&s, CONSENT_CALIBRATION);
    CHECK_TRUE("anew", holds(&s, CONSENT_CALIBRATION));
}

/* Who changes a text must raise its version, and then these lines. */
static const struct {
    int wording;
    const char *hash; /* of both languages, the first 16 digits of SHA-256 */
} WORDINGS[CONSENT_PURPOSES_LEN] = {
    [CONSENT_CALIBRATION] = {.wording = 1, .hash = "ce28c31e1f278046"},
    [CONSENT_SHARE] = {.wording = 1, .hash = "8f4d9256d5f5d230"},
    [CONSENT_LEARNING] = {.wording = 1, .hash = "8706d5d64a99982d"},
};

static void
put_words(struct text *t, const struct consent_rule *r, enum lang lang)
{
    say_puts(t, lang, r->text);
    for (int i = 0; i < r->asked_len; i++)
        if (say_key_args(r->asked[i]) > 0)
            say_put(t, lang, r->asked[i], SAY_ARGS(SAY_AS_INT(RESPONSE_POOL_MIN)));
        else
            say_puts(t, lang, r->asked[i]);
}

static void
a_version_is_of_one_text(void **state)
{
    struct given *g = *state;

    assert_int_equal(crypto_start(), OK);
    for (int p = 0; p < CONSENT_PURPOSES_LEN; p++) {
        struct text t = text_init(g->arena, 20000);
        struct slice both = SLICE("");
        struct crypto_hash h;
        char hex[17];

        put_words(&t, &CONSENT_PURPOSES[p], LANG_DE);
        put_words(&t, &CONSENT_PURPOSES[p], LANG_EN);
        assert_int_equal(text_end(&t, &both), OK);
        h = crypto_sha256(both);
        for (int i = 0; i < 8; i++)
            (void)snprintf(hex + 2 * i, 3, "%02x", h.bytes[i]);
        CHECK_INT(CONSENT_PURPOSES[p].code, CONSENT_PURPOSES[p].wording, WORDINGS[p].wording);
        CHECK_SLICE(CONSENT_PURPOSES[p].code, slice_of(hex), WORDINGS[p].hash);
    }
}

static enum err
use_change(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, TEST_Q_CONSENT_CHANGE);

    (void)arg;
    return stmt_run(&q, NULL);
}

/* CONSENT-3 */
static void
an_act_is_never_changed(void **state)
{
    struct given *g = *state;
    struct db_options o = {.more_queries = &test_query_set};
    struct scene s;

    db_close(g->database);
    g->database = NULL;
    assert_int_equal(db_open(&g->ctx, slice_of(g->setting), &o, &g->database), OK);
    scene_open(&s, g, 1);
    give(&s, CONSENT_SHARE);
    take_back(&s, CONSENT_SHARE);
    CHECK_ERR("refused", db_write(s.g->database, &s.g->ctx, use_change, NULL), ERR_CONFLICT);
    ctx_clear(&s.g->ctx);
    CHECK_TRUE("as it was", !look(&s)->acts[1].given);
}

/* CONSENT-7 */
static void
a_guests_acts_go_along_or_are_deleted(void **state)
{
    struct scene guest;
    struct scene account;

    scene_open(&guest, *state, 1);
    scene_open(&account, *state, 2);
    give(&guest, CONSENT_CALIBRATION);
    CHECK_ERR("move",
              consent_move(&guest.g->ctx, guest.g->database, &guest.person, &account.person), OK);
    CHECK_TRUE("the account's", holds(&account, CONSENT_CALIBRATION));
    CHECK_TRUE("the guest's no more", !holds(&guest, CONSENT_CALIBRATION));
    give(&guest, CONSENT_SHARE);
    CHECK_ERR("forget", consent_forget(&guest.g->ctx, guest.g->database, &guest.person), OK);
    CHECK_INT("deleted", look(&guest)->acts_len, 0);
    CHECK_INT("no other's", look(&account)->acts_len, 1);
}

static void
taking_back_works_at_the_limit_too(void **state)
{
    struct scene s;
    struct consent_act act = {.purpose = slice_of(CONSENT_PURPOSES[CONSENT_SHARE].code),
                              .wording = CONSENT_PURPOSES[CONSENT_SHARE].wording,
                              .day = day_of(((struct given *)*state)->ctx.now)};

    scene_open(&s, *state, 1);
    for (int i = 0; i < CONSENT_ACTS_MAX - CONSENT_PURPOSES_LEN; i++) {
        act.given = (CONSENT_ACTS_MAX - CONSENT_PURPOSES_LEN - i) % 2 != 0; /* the last is a yes */
        add(&s, act);
    }
    CHECK_ERR("one more", consent_give(&s.g->ctx, s.g->database, &s.person, CONSENT_CALIBRATION),
              ERR_LIMIT);
    ctx_clear(&s.g->ctx);
    CHECK_TRUE("it holds", holds(&s, CONSENT_SHARE));
    take_back(&s, CONSENT_SHARE);
    CHECK_TRUE("taken back", !holds(&s, CONSENT_SHARE));
    CHECK_TRUE("the page has room for all", look(&s)->acts_len <= CONSENT_ACTS_MAX);
}

/* CONSENT-4, CONSENT-7: two that were full are one person's at a sign-in. */
static void
what_holds_now_is_of_the_last_act_beyond_the_limit_too(void **state)
{
    struct scene account;
    struct scene guest;
    struct consent_act act = {.purpose = slice_of(CONSENT_PURPOSES[CONSENT_SHARE].code),
                              .wording = CONSENT_PURPOSES[CONSENT_SHARE].wording};
    const struct consent_view *v;

    scene_open(&account, *state, 1);
    scene_open(&guest, *state, 2);
    act.day = day_of(account.g->ctx.now);
    for (int i = 0; i < CONSENT_ACTS_MAX - CONSENT_PURPOSES_LEN; i++) {
        act.given = i % 2 == 0;
        add(&account, act);
        add(&guest, act);
    }
    CHECK_ERR("move",
              consent_move(&guest.g->ctx, guest.g->database, &guest.person, &account.person), OK);
    (void)given_later(account.g, 3);
    act.given = true;
    act.day = day_of(account.g->ctx.now);
    add(&account, act);
    v = look(&account);
    CHECK_INT("the page shows as many as it has room for", v->acts_len, CONSENT_ACTS_MAX);
    CHECK_TRUE("what holds", holds(&account, CONSENT_SHARE));
    CHECK_TRUE("is what the page says", v->now[CONSENT_SHARE].holds);
    CHECK_INT("and since when", v->now[CONSENT_SHARE].since.n, act.day.n);
    take_back(&account, CONSENT_SHARE);
    CHECK_TRUE("taken back", !look(&account)->now[CONSENT_SHARE].holds);
    CHECK_TRUE("another purpose was never given", !v->now[CONSENT_CALIBRATION].holds);
}

int
suite_consent(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_holds_that_was_not_given, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(it_holds_for_its_words_and_for_three_years, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_version_is_of_one_text, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(an_act_is_never_changed, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_guests_acts_go_along_or_are_deleted, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(taking_back_works_at_the_limit_too, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(what_holds_now_is_of_the_last_act_beyond_the_limit_too,
                                        given_seeded, given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
