/* SPDX-License-Identifier: EUPL-1.2 */
/* Versions of items: what the tables themselves refuse, whoever asks. */
#include <string.h>

#include "sample.h"
#include "storage/account_store.h"
#include "storage/item_store.h"
#include "storage/stmt.h"
#include "suite.h"

struct trying {
    struct account_id author;
    struct item_version_id id;
    int query;
    const char *facet;
    struct item_version version;
};

static enum err
use_given(struct db *db, void *arg)
{
    struct trying *t = arg;
    struct account a = {.code = SLICE("abcdefghijklmnop"),
                        .email = SLICE("erika@stadt.example"),
                        .name = SLICE("Erika"),
                        .language = LANG_DE,
                        .status = ACCOUNT_ACTIVE,
                        .created = db_ctx(db)->now,
                        .confirmed = db_ctx(db)->now};
    struct item_version v = {.code = SLICE("d1-1-99"),
                             .version = 1,
                             .state = ITEM_REVIEW,
                             .competence = SLICE("D1.1"),
                             .kind = ITEM_SINGLE,
                             .level = 3,
                             .facet = SLICE("Filtern"),
                             .content = SLICE("{\"a\": 1}")};

    TRY(account_store_add(db, &a));
    t->author = v.author = a.id;
    return item_store_add(db, &v, &t->id);
}

static enum err
use_approve(struct db *db, void *arg)
{
    struct trying *t = arg;
    struct item_version v = {.version = 0};

    TRY(item_store_find(db, t->id, &v));
    v.state = ITEM_APPROVED;
    TRY(item_store_bank_raise(db, &v.since));
    return item_store_move(db, &v, ITEM_REVIEW);
}

/* The words of a version, or its end, by whatever statement. */
static enum err
use_force(struct db *db, void *arg)
{
    struct trying *t = arg;
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, t->query);
    int param = 1;

    if (t->query == TEST_Q_ITEM_FORCE)
        stmt_bind_text(&q, param++, slice_of(t->facet));
    if (t->query != TEST_Q_ITEM_UNGUARD)
        stmt_bind_int(&q, param, t->id.n);
    return stmt_run(&q, NULL);
}

static enum err
use_second(struct db *db, void *arg)
{
    struct trying *t = arg;

    return item_store_add(db, &t->version, &t->version.id);
}

static enum err
force(struct given *g, struct trying *t, int query)
{
    enum err e;

    t->query = query;
    e = db_write(g->database, &g->ctx, use_force, t);
    ctx_clear(&g->ctx);
    return e;
}

/* ITEM-13, with a control: without the trigger the same statement succeeds. */
static void
a_version_in_use_is_changed_by_nobody(void **state)
{
    struct given *g = *state;
    struct trying t = {.facet = "Anderes"};

    CHECK_ERR("given", db_write(g->database, &g->ctx, use_given, &t), OK);
    CHECK_ERR("before it is used", force(g, &t, TEST_Q_ITEM_FORCE), OK);
    CHECK_ERR("approve", db_write(g->database, &g->ctx, use_approve, &t), OK);
    t.facet = "Noch anderes";
    CHECK_TRUE("words", force(g, &t, TEST_Q_ITEM_FORCE) != OK);
    CHECK_TRUE("delete", force(g, &t, TEST_Q_ITEM_FORCE_DELETE) != OK);
    CHECK_ERR("control", force(g, &t, TEST_Q_ITEM_UNGUARD), OK);
    CHECK_ERR("control", force(g, &t, TEST_Q_ITEM_FORCE), OK);
}

/* ITEM-14, the last wall behind domain/item_version.h. */
static void
nobody_decides_about_what_they_wrote(void **state)
{
    struct given *g = *state;
    struct trying t = {.query = 0};

    CHECK_ERR("given", db_write(g->database, &g->ctx, use_given, &t), OK);
    CHECK_ERR("own review", force(g, &t, TEST_Q_ITEM_FORCE_OWN_REVIEW), ERR_INVALID);
}

static void
what_contradicts_itself_is_not_kept(void **state)
{
    static const struct {
        const char *why;
        int version;
        enum item_state state;
        int64_t since;
        int level;
        enum err want;
    } rows[] = {
        {"the same version", 1, ITEM_DRAFT, 0, 3, ERR_CONFLICT},
        {"a second one in work", 2, ITEM_DRAFT, 0, 3, ERR_CONFLICT},
        {"in use without a bank", 2, ITEM_APPROVED, 0, 3, ERR_INVALID},
        {"a draft in a bank", 2, ITEM_DRAFT, 1, 3, ERR_INVALID},
        {"replaced without an end", 2, ITEM_REPLACED, 1, 3, ERR_INVALID},
        {"version 0", 0, ITEM_APPROVED, 1, 3, ERR_INVALID},
        {"level 0", 2, ITEM_APPROVED, 1, 0, ERR_INVALID},
        {"level 9", 2, ITEM_APPROVED, 1, 9, ERR_INVALID},
        {"a sound one", 2, ITEM_APPROVED, 1, 8, OK},
        {"a second one in use", 3, ITEM_APPROVED, 1, 8, ERR_CONFLICT},
    };
    struct given *g = *state;
    struct trying t = {.query = 0};

    CHECK_ERR("given", db_write(g->database, &g->ctx, use_given, &t), OK);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        t.version = (struct item_version){.code = SLICE("d1-1-99"),
                                          .version = rows[i].version,
                                          .state = rows[i].state,
                                          .competence = SLICE("D1.1"),
                                          .level = rows[i].level,
                                          .content = SLICE("{}"),
                                          .since = rows[i].since};
        CHECK_ERR(rows[i].why, db_write(g->database, &g->ctx, use_second, &t), rows[i].want);
        ctx_clear(&g->ctx);
    }
}

#define FULL(test) cmocka_unit_test_setup_teardown(test, given_full, given_done)

int
suite_items(void)
{
    const struct CMUnitTest tests[] = {
        FULL(a_version_in_use_is_changed_by_nobody),
        FULL(nobody_decides_about_what_they_wrote),
        FULL(what_contradicts_itself_is_not_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
