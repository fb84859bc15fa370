/* SPDX-License-Identifier: EUPL-1.2 */
/* The competence check: going on after a kill, whose it is, what is sealed, what deleting means. */
#include <string.h>

#include "service/check_history.h"
#include "service/check_pdf.h"
#include "service/given_check.h"
#include "service/suite.h"
#include "storage/check_store.h"

static double
mean_level(struct given *g, const struct check_view *view)
{
    struct check_found *found =
        arena_array(g->ctx.arena, struct check_found, (size_t)view->record.subjects_len);
    double sum = 0;

    assert_non_null(found);
    CHECK_ERR("result", check_result(&g->ctx, view, found), OK);
    for (int i = 0; i < view->record.subjects_len; i++) {
        double all = 0;

        for (int k = 0; k < CHECK_LEVELS; k++)
            all += found[i].levels.chance[k];
        assert_true(all > 0.999 && all < 1.001);
        assert_true(found[i].levels.low <= found[i].levels.likely &&
                    found[i].levels.likely <= found[i].levels.high);
        sum += found[i].levels.likely;
    }
    return sum / view->record.subjects_len;
}

static void
who_knows_all_is_found_higher_than_who_knows_nothing(void **state)
{
    static const char *const scopes[] = {"digital", "D1", "S3"};
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);

    check_desk_settle(&d);
    for (size_t i = 0; i < ARRAY_LEN(scopes); i++) {
        uint8_t good = (uint8_t)(10 + i);
        uint8_t poor = (uint8_t)(20 + i);
        struct check_run_id a = check_given_begin(g, &d, good, scopes[i]);
        struct check_run_id b = check_given_begin(g, &d, poor, scopes[i]);
        struct check_view of_good;
        struct check_view of_poor;
        int n = check_given_answer_all(g, &d, good, a, true);

        CHECK_TRUE("short", n <= CHECK_RULES.items_max && n >= CHECK_RULES.items_min);
        (void)check_given_answer_all(g, &d, poor, b, false);
        of_good = check_given_look(g, &d, good, a);
        of_poor = check_given_look(g, &d, poor, b);
        CHECK_TRUE("ended", of_good.record.ended.ms != 0);
        CHECK_TRUE(scopes[i], mean_level(g, &of_good) >= mean_level(g, &of_poor) + 2);
    }
    check_desk_done(&d);
}

/* CHECK-17: with the platform, the bank and the database opened anew after each answer. */
static void
a_check_goes_on_where_it_was_after_the_server_was_killed(void **state)
{
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);
    struct check_run_id id;

    check_desk_settle(&d);
    id = check_given_begin(g, &d, 1, "D4");
    for (int i = 0; i < 4; i++) {
        char before[CODE_BYTES_MAX + 1];
        struct check_view view = check_given_look(g, &d, 1, id);

        (void)snprintf(before, sizeof before, "%.*s", SLICE_ARG(view.next->code));
        check_desk_done(&d);
        given_reopen(g);
        (void)given_ctx(g);
        d = check_desk_given(g);
        check_desk_settle(&d);
        view = check_given_look(g, &d, 1, id);
        CHECK_SLICE("the same item", view.next->code, before);
        CHECK_INT("all answers", view.record.given_len, i);
        check_given_answer(g, &d, 1, id, i % 2 == 0);
    }
    check_desk_done(&d);
}

static void
nobody_else_finds_a_check(void **state)
{
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);
    struct check_desk other;
    struct check_list *list = arena_new(g->ctx.arena, struct check_list);
    struct item_answer unknown = {.unknown = true};
    struct check_run_id id;
    struct check_view view;
    struct slice code;

    check_desk_settle(&d);
    id = check_given_begin(g, &d, 1, "D1");
    other = check_desk_at(&d, 2);
    code = check_given_look(g, &d, 1, id).next->code;
    CHECK_ERR("look", check_look(&g->ctx, &other, id, &view), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    CHECK_ERR("take", check_take(&g->ctx, &other, id, code, &unknown), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    CHECK_ERR("list", check_list(&g->ctx, &other, list), OK);
    CHECK_INT("nothing", list->len, 0);
    CHECK_ERR("delete", check_delete(&g->ctx, &other, id), OK);
    CHECK_ERR("delete all", check_delete_all(&g->ctx, &other), OK);
    (void)check_given_begin(g, &d, 2, "D2"); /* with a check of their own */
    CHECK_ERR("look", check_look(&g->ctx, &other, id, &view), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    CHECK_INT("still there", check_given_look(g, &d, 1, id).record.given_len, 0);
    check_desk_done(&d);
}

static void
an_answer_counts_once_and_to_the_item_that_was_shown(void **state)
{
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);
    struct item_answer unknown = {.unknown = true};
    struct item_answer wrong = {.unknown = false};
    char too_long[ITEM_TYPED_BYTES_MAX + 1];
    struct check_run_id id;
    struct slice code;

    check_desk_settle(&d);
    id = check_given_begin(g, &d, 1, "D1");
    code = check_given_look(g, &d, 1, id).next->code;
    /* whichever kind of item was drawn: no such choice, and more than can be typed */
    memset(wrong.picked, 255, sizeof wrong.picked);
    memset(too_long, 'x', sizeof too_long);
    for (size_t i = 0; i < ARRAY_LEN(wrong.typed); i++)
        wrong.typed[i] = (struct slice){too_long, sizeof too_long};
    CHECK_ERR("no such choice", check_take(&g->ctx, &d.desk, id, code, &wrong), ERR_INVALID);
    ctx_clear(&g->ctx);
    CHECK_ERR("no such item", check_take(&g->ctx, &d.desk, id, SLICE("x"), &unknown), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    CHECK_ERR("once", check_take(&g->ctx, &d.desk, id, code, &unknown), OK);
    CHECK_ERR("twice", check_take(&g->ctx, &d.desk, id, code, &unknown), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    CHECK_INT("one answer", check_given_look(g, &d, 1, id).record.given_len, 1);
    check_desk_done(&d);
}

struct raw_use {
    struct check_row rows[CHECK_RUNS_MAX];
    int len;
    struct slice key;
};

static enum err
use_raw(struct db *db, void *arg)
{
    struct raw_use *u = arg;
    struct check_owner o = check_given_owner(1);
    struct slice person = {(const char *)o.bytes, sizeof o.bytes};
    struct instant unused;

    TRY(check_store_key(db, person, &u->key, &unused));
    return check_store_run_all(db, person, u->rows, &u->len);
}

static bool
holds(struct slice bytes, const char *what)
{
    return slice_find(bytes, slice_of(what)) < bytes.len;
}

/* CHECK-19, with a control: the same record unsealed does hold what is looked for. */
static void
the_database_holds_nothing_that_can_be_read(void **state)
{
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);
    struct raw_use raw = {.len = 0};
    struct slice plain = {0};
    struct check_run_id id;
    struct check_view view;

    check_desk_settle(&d);
    id = check_given_begin(g, &d, 1, "D1");
    check_given_answer(g, &d, 1, id, true);
    view = check_given_look(g, &d, 1, id);
    CHECK_ERR("raw", db_read(g->database, &g->ctx, use_raw, &raw), OK);
    CHECK_INT("one", raw.len, 1);
    CHECK_TRUE("no item", !holds(raw.rows[0].content, "d1-"));
    CHECK_TRUE("no word", !holds(raw.rows[0].content, "credit"));
    CHECK_ERR("control", check_record_write(&g->ctx, &view.record, &plain), OK);
    CHECK_TRUE("control", holds(plain, "d1-") && holds(plain, "credit"));
    check_desk_done(&d);
}

/* Who has the database and no server key, or the key of another server, opens nothing. */
static void
another_server_opens_nothing(void **state)
{
    static const struct crypto_key other_key = {{8}};
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);
    struct check_run_id id;
    struct check_view view;

    check_desk_settle(&d);
    id = check_given_begin(g, &d, 1, "D1");
    d.desk.key = &other_key;
    CHECK_ERR("look", check_look(&g->ctx, &d.desk, id, &view), ERR_CORRUPT);
    check_desk_done(&d);
}

static void
what_is_deleted_is_gone(void **state)
{
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);
    struct raw_use raw = {.len = 0};
    struct check_run_id first;
    struct check_run_id second;
    struct check_view view;
    int64_t expired = 0;

    check_desk_settle(&d);
    first = check_given_begin(g, &d, 1, "D1");
    second = check_given_begin(g, &d, 1, "D2");
    CHECK_ERR("one", check_delete(&g->ctx, &d.desk, first), OK);
    CHECK_ERR("gone", check_look(&g->ctx, &d.desk, first, &view), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    (void)check_given_look(g, &d, 1, second);
    CHECK_ERR("all", check_delete_all(&g->ctx, &d.desk), OK);
    CHECK_ERR("no key", db_read(g->database, &g->ctx, use_raw, &raw), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    second = check_given_begin(g, &d, 1, "D2");
    CHECK_ERR("not yet", check_expire(&g->ctx, d.platform, g->ctx.now, &expired), OK);
    CHECK_INT("not yet", expired, 0);
    CHECK_ERR("later",
              check_expire(&g->ctx, d.platform, (struct instant){g->ctx.now.ms + 1}, &expired), OK);
    CHECK_INT("one person", expired, 1);
    CHECK_ERR("gone", check_look(&g->ctx, &d.desk, second, &view), ERR_NOT_FOUND);
    check_desk_done(&d);
}

static void
what_cannot_be_checked_is_refused(void **state)
{
    static const char *const scopes[] = {"", "job", "D9", "digital ", "'; DROP TABLE check_run"};
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);
    struct situation s = situation_default(day_of(g->ctx.now));
    struct check_run_id id;

    check_desk_settle(&d);
    for (size_t i = 0; i < ARRAY_LEN(scopes); i++) {
        CHECK_ERR(scopes[i], check_begin(&g->ctx, &d.desk, slice_of(scopes[i]), &s, &id),
                  ERR_NOT_FOUND);
        ctx_clear(&g->ctx);
    }
    for (int i = 0; i < CHECK_RUNS_MAX; i++)
        (void)check_given_begin(g, &d, 1, "D1");
    CHECK_ERR("one too many", check_begin(&g->ctx, &d.desk, SLICE("D1"), &s, &id), ERR_LIMIT);
    check_desk_done(&d);
}

/* CHECK-13 */
static void
an_item_of_an_earlier_check_is_not_asked_again_soon(void **state)
{
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);
    struct check_view first;
    struct check_view second;
    struct check_run_id a;
    struct check_run_id b;

    check_desk_settle(&d);
    a = check_given_begin(g, &d, 1, "D1");
    (void)check_given_answer_all(g, &d, 1, a, true);
    b = check_given_begin(g, &d, 1, "D1");
    (void)check_given_answer_all(g, &d, 1, b, true);
    first = check_given_look(g, &d, 1, a);
    second = check_given_look(g, &d, 1, b);
    for (int i = 0; i < first.record.given_len; i++)
        for (int k = 0; k < second.record.given_len; k++)
            CHECK_TRUE("another item",
                       !slice_eq(first.record.given[i].item, second.record.given[k].item));
    check_desk_done(&d);
}

/* CHECK-28: in both languages. */
static void
desk_report_as_pdf(struct given *g, const struct check_given_desk *d, struct check_run_id id)
{
    const struct snapshot *snap = snapshot_acquire(d->platform);
    struct check_view view = check_given_look(g, d, 1, id);
    struct check_report report;
    struct check_pdf_wish wish = {&report, snap->catalogue->framework, SLICE("Größe"), LANG_DE};
    struct slice de = {0};
    struct slice en = {0};

    CHECK_ERR("report", check_report_make(&g->ctx, &view, &report), OK);
    CHECK_ERR("de", check_pdf_make(&g->ctx, &wish, &de), OK);
    wish.lang = LANG_EN;
    CHECK_ERR("en", check_pdf_make(&g->ctx, &wish, &en), OK);
    CHECK_TRUE("files", slice_starts(de, SLICE("%PDF-")) && slice_starts(en, SLICE("%PDF-")));
    CHECK_TRUE("others", !slice_eq(de, en));
    snapshot_release(d->platform, snap);
}

/* CHECK-27: recomputed, the same as each by itself; one that goes on is no history. */
static void
the_history_has_every_finished_check(void **state)
{
    struct given *g = *state;
    struct check_given_desk d = check_desk_given(g);
    struct check_history *h;
    struct check_desk other;
    struct check_run_id ids[2];

    check_desk_settle(&d);
    for (int i = 0; i < 2; i++) {
        ids[i] = check_given_begin(g, &d, 1, "D1");
        (void)check_given_answer_all(g, &d, 1, ids[i], i == 1);
    }
    (void)check_given_begin(g, &d, 1, "D2");
    h = arena_new(g->ctx.arena, struct check_history);
    assert_non_null(h);
    CHECK_ERR("history", check_history(&g->ctx, &d.desk, h), OK);
    CHECK_INT("finished ones", h->len, 2);
    for (int i = 0; i < 2; i++) {
        struct check_view view = check_given_look(g, &d, 1, ids[i]);
        struct check_report report;

        CHECK_ERR("report", check_report_make(&g->ctx, &view, &report), OK);
        CHECK_INT("oldest first", h->done[i].id.n, ids[i].n);
        CHECK_INT("all", h->done[i].found_len, report.found_len);
        for (int s = 0; s < report.found_len; s++) {
            CHECK_TRUE("competence",
                       slice_eq(h->done[i].found[s].competence, report.found[s].competence));
            CHECK_INT("level", h->done[i].found[s].levels.likely, report.found[s].levels.likely);
        }
    }
    other = check_desk_at(&d, 2);
    CHECK_ERR("of somebody else", check_history(&g->ctx, &other, h), OK);
    CHECK_INT("of somebody else", h->len, 0);
    desk_report_as_pdf(g, &d, ids[1]);
    check_desk_done(&d);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, given_seeded, given_done)

int
suite_check(void)
{
    const struct CMUnitTest tests[] = {
        TEST(who_knows_all_is_found_higher_than_who_knows_nothing),
        TEST(a_check_goes_on_where_it_was_after_the_server_was_killed),
        TEST(nobody_else_finds_a_check),
        TEST(an_answer_counts_once_and_to_the_item_that_was_shown),
        TEST(the_database_holds_nothing_that_can_be_read),
        TEST(another_server_opens_nothing),
        TEST(what_is_deleted_is_gone),
        TEST(what_cannot_be_checked_is_refused),
        TEST(an_item_of_an_earlier_check_is_not_asked_again_soon),
        TEST(the_history_has_every_finished_check),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
