/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists for learning: kept of those who agreed alone, handed on without saying whose they are. */
#include <string.h>

#include "exchange/experience_json.h"
#include "service/experience_hand_on.h"
#include "service/experience_service.h"
#include "service/own_ground.h"
#include "service/suite.h"
#include "storage/experience_store.h"

enum { SHOWN = 20, KEEP_MEBIBYTES = 128 };

struct ground {
    struct given *g;
    struct platform *p;
    const struct snapshot *snap;
    struct match matches[SHOWN];
};

static struct guest_key
key_of(uint8_t n)
{
    struct guest_key k;

    memset(k.bytes, n, sizeof k.bytes);
    return k;
}

static void
person(struct ground *t, uint8_t n)
{
    struct situation s = situation_default(day_of(t->g->ctx.now));

    s.job.n = 1;
    CHECK_ERR("situation", guest_situation_save(&t->g->ctx, t->p, key_of(n), &s), OK);
}

static struct experience_person
owner(uint8_t n)
{
    struct experience_person p = {.key = key_of(n)};

    memset(p.consents.bytes, n + 100, sizeof p.consents.bytes);
    return p;
}

static enum err
agree(struct ground *t, uint8_t n)
{
    struct experience_person p = owner(n);

    return experience_agree(&t->g->ctx, t->p, &p);
}

static enum err
withdraw(struct ground *t, uint8_t n)
{
    struct experience_person p = owner(n);

    return experience_withdraw(&t->g->ctx, t->p, &p);
}

static struct experience_state
state_of(struct ground *t, uint8_t n)
{
    struct experience_person p = owner(n);
    struct experience_state s;

    CHECK_ERR("state", experience_state_load(&t->g->ctx, t->p, &p, &s), OK);
    return s;
}

/* Two people; the first agreed. */
static struct ground
ground_open(struct given *g, bool collects)
{
    struct ground t = {.g = g, .p = given_platform(g)};

    platform_collect(t.p, collects);
    t.snap = snapshot_acquire(t.p);
    for (int i = 0; i < SHOWN; i++)
        t.matches[i] = (struct match){
            .module = t.snap->catalogue->modules[i], .score = (uint8_t)(90 - i), .correction = 200};
    person(&t, 1);
    person(&t, 2);
    CHECK_ERR("yes", agree(&t, 1), collects ? OK : ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    return t;
}

static void
ground_close(struct ground *t)
{
    snapshot_release(t->p, t->snap);
    platform_close(t->p);
}

static void
show(struct ground *t, uint8_t who, int from, int len)
{
    struct experience_page page = {.matches = t->matches + from, .len = len, .first_place = 1};
    struct experience_person p = owner(who);

    experience_note_shown(&t->g->ctx, t->p, &p, &page);
}

static void
did(struct ground *t, uint8_t who, int which, enum experience_deed deed)
{
    struct experience_person p = owner(who);

    experience_note_did(&t->g->ctx, t->p, &p,
                        (struct experience_did){deed, &t->matches[which].module->id, 1});
}

static int64_t
lists(struct given *g)
{
    return own_raw_int(g, "SELECT count(*) FROM experience_list");
}

static int64_t
deeds(struct given *g, const char *where)
{
    char sql[300];

    (void)snprintf(sql, sizeof sql, "SELECT count(*) FROM experience_shown WHERE %s", where);
    return own_raw_int(g, sql);
}

static void
nothing_is_kept_without_a_yes(void **state)
{
    struct given *g = *state;
    struct ground t = ground_open(g, false);

    show(&t, 1, 0, SHOWN);
    assert_int_equal(lists(g), 0);
    assert_false(state_of(&t, 1).offered);
    ground_close(&t);
    t = ground_open(g, true);
    show(&t, 2, 0, SHOWN); /* was not asked, or said no */
    show(&t, 3, 0, SHOWN); /* is not known at all */
    did(&t, 2, 0, DEED_OPENED);
    assert_int_equal(lists(g), 0);
    /* The row alone, as after a move from elsewhere, is no yes; settled, it is gone. */
    own_raw(g, "DELETE FROM consent");
    assert_true(state_of(&t, 1).offered && !state_of(&t, 1).given);
    show(&t, 1, 0, SHOWN);
    assert_int_equal(lists(g), 0);
    /* Control: the same with a yes is kept, so the count above could have been another. */
    CHECK_ERR("yes", agree(&t, 1), OK);
    show(&t, 1, 0, SHOWN);
    assert_int_equal(lists(g), 1);
    assert_int_equal(deeds(g, "score = 88 AND place = 1 AND deed = 0"),
                     1); /* 90 - 2 of experience */
    ground_close(&t);
}

/* ACCOUNT-12: a situation comes along, what was said does not. */
static void
lists_without_their_yes_are_deleted(void **state)
{
    struct given *g = *state;
    struct ground t = ground_open(g, true);
    struct experience_person p = owner(1);

    show(&t, 1, 0, 10);
    CHECK_ERR("settle", experience_settle(&g->ctx, t.p, &p), OK);
    assert_int_equal(lists(g), 1); /* control: with the yes they stay */
    memset(p.consents.bytes, 77, sizeof p.consents.bytes);
    CHECK_ERR("settle", experience_settle(&g->ctx, t.p, &p), OK);
    assert_int_equal(lists(g), 0);
    ground_close(&t);
}

static enum err
use_add(struct db *db, void *arg)
{
    const int64_t *guest = arg;
    const struct experience_list list = {
        .day = {1}, .first_place = 1, .shown = {{.module = {1}}}, .shown_len = 1};

    return experience_store_add(db, *guest, &list);
}

/* Whatever a use case forgets: the database takes no list of somebody who did not agree. */
static void
the_database_takes_none_without_a_yes(void **state)
{
    struct given *g = *state;
    struct ground t = ground_open(g, true);

    int64_t without = own_raw_int(
        g, "SELECT id FROM guest WHERE id NOT IN (SELECT guest FROM experience_consent)");
    int64_t with = own_raw_int(g, "SELECT guest FROM experience_consent");

    assert_true(db_write(g->database, given_ctx(g), use_add, &without) != OK);
    assert_int_equal(db_write(g->database, given_ctx(g), use_add, &with), OK); /* control */
    assert_int_equal(lists(g), 1);
    ground_close(&t);
}

static void
a_yes_ends_after_three_years(void **state)
{
    struct given *g = *state;
    struct ground t = ground_open(g, true);

    (void)given_later(g, CONSENT_DAYS);
    show(&t, 1, 0, 10);
    assert_int_equal(lists(g), 0);
    CHECK_ERR("yes again", agree(&t, 1), OK);
    show(&t, 1, 0, 10);
    assert_int_equal(lists(g), 1);
    ground_close(&t);
}

static void
a_list_is_kept_once_and_fifty_of_a_person(void **state)
{
    struct given *g = *state;
    struct ground t = ground_open(g, true);

    show(&t, 1, 0, 10);
    show(&t, 1, 0, 10); /* the page again */
    assert_int_equal(lists(g), 1);
    show(&t, 1, 0, 11);
    show(&t, 1, 1, 10);
    assert_int_equal(lists(g), 3);
    for (int i = 0; i < EXPERIENCE_LISTS_PER_SESSION_MAX; i++)
        show(&t, 1, i % 2, 10);
    assert_int_equal(lists(g), EXPERIENCE_LISTS_PER_SESSION_MAX);
    ground_close(&t);
}

static void
a_deed_belongs_to_the_newest_list_and_never_shrinks(void **state)
{
    struct given *g = *state;
    struct ground t = ground_open(g, true);

    CHECK_ERR("yes", agree(&t, 2), OK);
    show(&t, 2, 0, 10);
    show(&t, 1, 0, 10);
    show(&t, 1, 5, 10);
    did(&t, 1, 6, DEED_KEPT);
    did(&t, 1, 6, DEED_OPENED);  /* less than before */
    did(&t, 1, 2, DEED_OPENED);  /* stands in the older list alone */
    did(&t, 1, 19, DEED_OPENED); /* was shown in none */
    assert_int_equal(deeds(g, "deed = 2 AND place = 2"), 1);
    assert_int_equal(deeds(g, "deed = 1 AND place = 3"), 1);
    assert_int_equal(deeds(g, "deed > 0"), 2);
    (void)given_later(g, EXPERIENCE_DEED_DAYS + 1);
    did(&t, 1, 3, DEED_OPENED); /* too long ago */
    assert_int_equal(deeds(g, "deed > 0"), 2);
    ground_close(&t);
}

static void
a_yes_taken_back_takes_all_with_it(void **state)
{
    struct given *g = *state;
    struct ground t = ground_open(g, true);

    CHECK_ERR("yes", agree(&t, 2), OK);
    show(&t, 1, 0, 10);
    show(&t, 2, 0, 10);
    CHECK_ERR("no", withdraw(&t, 1), OK);
    assert_int_equal(lists(g), 1);
    show(&t, 1, 0, 10);
    assert_int_equal(lists(g), 1);
    CHECK_ERR("again", withdraw(&t, 1), OK);
    assert_int_equal(own_raw_int(g, "SELECT count(*) FROM consent WHERE purpose = 'learning'"), 3);
    CHECK_ERR("forget me", guest_delete(&g->ctx, t.p, key_of(2)), OK);
    assert_int_equal(lists(g) + deeds(g, "1 = 1"), 0);
    ground_close(&t);
}

/* --- handing on --------------------------------------------------------------- */

struct reading {
    struct experience_reader reader;
    struct text names; /* of the people, line after line */
};

static enum err
take(struct ctx *ctx, void *to, struct slice line)
{
    struct reading *r = to;
    size_t at = 0;

    while (at + 10 < line.len && memcmp(line.at + at, "\"session\":", 10) != 0)
        at++;
    if (at + 10 < line.len)
        text_put(&r->names, slice_sub(line, at + 11, 16));
    return experience_events_line(ctx, &r->reader, slice_sub(line, 0, line.len - 1));
}

static struct experience_events
hand_on(struct ground *t, struct arena *keep, struct slice *ret_names,
        struct experience_handed *ret_handed)
{
    struct ctx *ctx = given_ctx(t->g);
    struct reading r = {.names = text_init(keep, 4096)};
    struct experience_events events = {0};

    CHECK_ERR("begin", experience_events_begin(ctx, keep, &r.reader), OK);
    CHECK_ERR("hand on",
              experience_hand_on(ctx, t->p, keep, (struct experience_sink){take, &r}, ret_handed),
              OK);
    CHECK_ERR("end", experience_events_end(ctx, &r.reader, &events), OK);
    CHECK_ERR("names", text_end(&r.names, ret_names), OK);
    return events;
}

static void
lists_are_handed_on_under_names_of_chance(void **state)
{
    struct given *g = *state;
    CLEANUP(arena_cleanup) struct arena *keep = arena_open((size_t)KEEP_MEBIBYTES << 20);
    struct ground t = ground_open(g, true);
    struct experience_handed handed = {.last = 0};
    struct experience_events events;
    struct slice once;
    struct slice again;

    CHECK_ERR("yes", agree(&t, 2), OK);
    show(&t, 1, 0, 10);
    show(&t, 2, 0, SHOWN);
    show(&t, 1, 10, 10);
    did(&t, 1, 12, DEED_KEPT);
    events = hand_on(&t, keep, &once, &handed);
    assert_int_equal(events.lists_len, 3);
    assert_int_equal(events.sessions_len, 2);
    assert_int_equal(events.rows_len, 40);
    assert_int_equal(handed.people, 2);
    (void)hand_on(&t, keep, &again, &handed);
    assert_int_equal(once.len, 3 * 16);
    assert_false(slice_eq(once, again)); /* nobody is called the same twice */
    show(&t, 1, 3, 10);                  /* after the handing on: it is not deleted unread */
    CHECK_ERR("forget", experience_forget(&g->ctx, t.p, &handed), OK);
    assert_int_equal(lists(g), 1);
    ground_close(&t);
}

static void
a_list_with_a_hole_is_two_and_nothing_is_an_error(void **state)
{
    struct given *g = *state;
    CLEANUP(arena_cleanup) struct arena *keep = arena_open((size_t)KEEP_MEBIBYTES << 20);
    struct ground t = ground_open(g, true);
    struct experience_handed handed = {.last = 0};
    struct experience_events events;
    struct reading none = {.names = text_init(keep, 64)};
    struct slice names;

    CHECK_ERR(
        "nothing",
        experience_hand_on(&g->ctx, t.p, keep, (struct experience_sink){take, &none}, &handed),
        ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    show(&t, 1, 0, 10);
    own_raw(g, "DELETE FROM experience_shown WHERE place = 4"); /* as when a block is deleted */
    events = hand_on(&t, keep, &names, &handed);
    assert_int_equal(events.lists_len, 2);
    assert_int_equal(events.rows_len, 9);
    assert_int_equal(events.rows[3].position + events.rows[8].position, 15); /* 5 and 10 */
    ground_close(&t);
}

int
suite_experience(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_kept_without_a_yes, given_demo, given_done),
        cmocka_unit_test_setup_teardown(lists_without_their_yes_are_deleted, given_demo,
                                        given_done),
        cmocka_unit_test_setup_teardown(the_database_takes_none_without_a_yes, given_demo,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_yes_ends_after_three_years, given_demo, given_done),
        cmocka_unit_test_setup_teardown(a_list_is_kept_once_and_fifty_of_a_person, given_demo,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_deed_belongs_to_the_newest_list_and_never_shrinks,
                                        given_demo, given_done),
        cmocka_unit_test_setup_teardown(a_yes_taken_back_takes_all_with_it, given_demo, given_done),
        cmocka_unit_test_setup_teardown(lists_are_handed_on_under_names_of_chance, given_demo,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_list_with_a_hole_is_two_and_nothing_is_an_error,
                                        given_demo, given_done),
    };

    return cmocka_run_group_tests_name("experience", tests, NULL, NULL);
}
