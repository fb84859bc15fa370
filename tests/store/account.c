/* SPDX-License-Identifier: EUPL-1.2 */
#include "account.h"

enum err
account_add(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, TEST_Q_ACCOUNT_ADD);
    struct account *a = arg;
    bool row = false;

    stmt_bind_text(&q, 1, a->name);
    stmt_bind_int(&q, 2, a->money);
    stmt_bind_bytes(&q, 3, a->photo);
    stmt_bind_text_or_null(&q, 4, a->extra);
    stmt_bind_real(&q, 5, a->weight);
    stmt_bind_ref(&q, 6, a->owner);
    TRY(stmt_next(&q, &row));
    assert_true(row);
    a->id = stmt_int(&q, 0);
    return OK;
}

enum err
account_find(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, TEST_Q_ACCOUNT_BY_NAME);
    struct arena *arena = db_ctx(db)->arena;
    struct account *a = arg;
    bool row = false;

    stmt_bind_text(&q, 1, a->name);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    a->id = stmt_int(&q, 0);
    TRY(stmt_text(&q, 1, arena, &a->name));
    a->money = stmt_int(&q, 2);
    TRY(stmt_bytes(&q, 3, arena, &a->photo));
    TRY(stmt_text(&q, 4, arena, &a->extra));
    a->weight = stmt_real(&q, 5);
    a->owner = stmt_is_null(&q, 6) ? 0 : stmt_int(&q, 6);
    return OK;
}

static enum err
move(struct db *db, int64_t id, int64_t amount)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, TEST_Q_ACCOUNT_MOVE);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, amount);
    stmt_bind_int(&q, 2, id);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_NOT_FOUND;
}

/* Gives first and takes then, so that a failing half leaves money that was never there. */
enum err
account_transfer(struct db *db, void *arg)
{
    const struct transfer *t = arg;

    TRY(move(db, t->to, t->amount));
    if (t->fail_after)
        return ERR_DENIED;
    return move(db, t->from, -t->amount);
}

enum err
account_total(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, TEST_Q_ACCOUNT_SUM);
    struct account_sum *sum = arg;
    bool row = false;

    TRY(stmt_next(&q, &row));
    sum->money = stmt_int(&q, 0);
    sum->accounts = stmt_int(&q, 1);
    return OK;
}

void
account_given(struct given *g, int count, int64_t money)
{
    for (int i = 1; i <= count; i++) {
        char name[32];
        struct account a = {.money = money};

        (void)snprintf(name, sizeof name, "account %d", i);
        a.name = slice_of(name);
        given_write(g, account_add, &a, OK);
        assert_int_equal(a.id, i);
    }
}
