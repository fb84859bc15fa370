/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/guess_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

struct guess {
    int64_t failures;
    struct instant last;
    struct instant until;
};

static struct instant
forgotten_before(struct instant now)
{
    return (struct instant){now.ms - (int64_t)GUESS_FORGET_HOURS * 3600000};
}

static enum err
guess_get(struct db *db, struct slice subject, struct guess *g)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUESS_GET);
    bool row = false;

    stmt_bind_bytes(&q, 1, subject);
    TRY(stmt_next(&q, &row));
    if (!row)
        return OK;
    g->failures = stmt_int(&q, 0);
    g->last.ms = stmt_int(&q, 1);
    g->until.ms = stmt_int(&q, 2);
    return OK;
}

static int64_t
delay_ms(int64_t failures, int free)
{
    int64_t seconds = 1;

    if (failures < free)
        return 0;
    for (int64_t i = free; i < failures && seconds < GUESS_DELAY_SECONDS_MAX; i++)
        seconds *= 2;
    return 1000 * (seconds < GUESS_DELAY_SECONDS_MAX ? seconds : GUESS_DELAY_SECONDS_MAX);
}

enum err
guess_store_begin(struct db *db, struct slice subject, int free, struct instant now,
                  struct instant *ret_until)
{
    struct guess g = {.failures = 0};

    TRY(guess_get(db, subject, &g));
    if (g.last.ms < forgotten_before(now).ms)
        g.failures = 0;
    else if (now.ms < g.until.ms) {
        *ret_until = g.until;
        return ERR_DENIED;
    }
    g.failures++;
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUESS_SET);
    stmt_bind_bytes(&q, 1, subject);
    stmt_bind_int(&q, 2, g.failures);
    stmt_bind_int(&q, 3, now.ms);
    stmt_bind_int(&q, 4, now.ms + delay_ms(g.failures, free));
    return stmt_run(&q, NULL);
}

enum err
guess_store_give_back(struct db *db, struct slice subject)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUESS_GIVE_BACK);

    stmt_bind_bytes(&q, 1, subject);
    return stmt_run(&q, NULL);
}

enum err
guess_store_clear(struct db *db, struct slice subject)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUESS_CLEAR);

    stmt_bind_bytes(&q, 1, subject);
    return stmt_run(&q, NULL);
}

enum err
guess_store_expire(struct db *db, struct instant before, int64_t *ret_deleted)
{
    return row_count_for(db, Q_GUESS_EXPIRE, before.ms, ret_deleted);
}
