/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/run_store.h"

#include <string.h>

#include "storage/module_children.h"
#include "storage/query.gen.h"
#include "storage/row.h"

static enum err
sessions_save(struct db *db, const struct run *r)
{
    TRY(row_run_for(db, Q_RUN_SESSION_CLEAR, r->id.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_RUN_SESSION_ADD);

    for (int i = 0; i < r->sessions_len; i++) {
        stmt_bind_int(&q, 1, r->id.n);
        stmt_bind_int(&q, 2, r->sessions[i].day.n);
        stmt_bind_int(&q, 3, r->sessions[i].from_minute);
        stmt_bind_int(&q, 4, r->sessions[i].to_minute);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static enum err
run_save(struct db *db, struct run *r)
{
    {
        CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_RUN_SAVE);

        stmt_bind_int(&q, 1, r->module.n);
        stmt_bind_text(&q, 2, r->code);
        stmt_bind_int(&q, 3, r->first.n);
        stmt_bind_int(&q, 4, r->last.n);
        stmt_bind_ref(&q, 5, r->venue.n);
        stmt_bind_int(&q, 6, r->seats);
        stmt_bind_int(&q, 7, r->taken);
        stmt_bind_int(&q, 8, r->seats_min);
        TRY(stmt_run_id(&q, &r->id.n));
    }
    return sessions_save(db, r);
}

static bool
module_has_run(const struct module *m, int64_t id)
{
    for (int i = 0; i < m->runs_len; i++) {
        if (m->runs[i].id.n == id)
            return true;
    }
    return false;
}

/* Ids of the runs that the database has and the module has no more. */
static enum err
leftovers(struct db *db, const struct module *m, int64_t *ret_ids, size_t *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_RUN_OF_MODULE);
    bool row = false;
    size_t len = 0;

    stmt_bind_int(&q, 1, m->id.n);
    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (module_has_run(m, stmt_int(&q, 0)))
            continue;
        if (len == MODULE_RUNS_MAX)
            return row_corrupt(db, "module with too many runs", m->id.n);
        ret_ids[len++] = stmt_int(&q, 0);
    }
    *ret_len = len;
    return OK;
}

enum err
run_store_replace(struct db *db, struct module *m)
{
    int64_t old[MODULE_RUNS_MAX];
    size_t len = 0;

    for (int i = 0; i < m->runs_len; i++) {
        m->runs[i].module = m->id;
        TRY(run_save(db, &m->runs[i]));
    }
    TRY(leftovers(db, m, old, &len));
    for (size_t i = 0; i < len; i++)
        TRY(row_run_for(db, Q_RUN_DELETE, old[i]));
    return OK;
}

static enum err
run_read(struct stmt *q, struct arena *a, void *ret_element)
{
    struct run *r = ret_element;

    r->module.n = stmt_int(q, 0);
    r->id.n = stmt_int(q, 1);
    TRY(stmt_text(q, 2, a, &r->code));
    r->first.n = (int32_t)stmt_int(q, 3);
    r->last.n = (int32_t)stmt_int(q, 4);
    r->venue.n = stmt_int(q, 5);
    r->seats = (int32_t)stmt_int(q, 6);
    r->taken = (int32_t)stmt_int(q, 7);
    r->seats_min = (int32_t)stmt_int(q, 8);
    return OK;
}

static void
run_give(struct module *m, void *elements, size_t len)
{
    m->runs = elements;
    m->runs_len = (int)len;
}

/* A sitting, and the run it belongs to. */
struct session_row {
    int64_t run;
    struct session session;
};

static enum err
session_read(struct stmt *q, struct arena *a, void *ret_element)
{
    struct session_row *s = ret_element;

    (void)a;
    s->run = stmt_int(q, 1);
    s->session.day.n = (int32_t)stmt_int(q, 2);
    s->session.from_minute = (int16_t)stmt_int(q, 3);
    s->session.to_minute = (int16_t)stmt_int(q, 4);
    return OK;
}

/* The sittings of a module come in the order of its runs; a session is smaller than its row. */
static void
session_pack(struct module *m, void *elements, size_t len)
{
    const struct session_row *rows = elements;
    struct session *packed = elements;
    int at = 0;

    for (size_t i = 0; i < len; i++) {
        struct session_row row = rows[i];

        while (at < m->runs_len && m->runs[at].id.n != row.run)
            at++;
        if (at == m->runs_len)
            return; /* impossible: it was joined with its run */
        packed[i] = row.session;
        m->runs[at].sessions_len++;
    }
}

static void
session_give(struct module *m, void *elements, size_t len)
{
    struct session *next = elements;

    (void)len;
    for (int i = 0; i < m->runs_len; i++) {
        if (m->runs[i].sessions_len > 0)
            m->runs[i].sessions = next;
        next += m->runs[i].sessions_len;
    }
}

enum err
run_store_load(struct db *db, struct arena *arena, const struct module_page *page)
{
    static const struct module_child runs = {
        .query = Q_RUN_PAGE,
        .name = "run",
        .bytes = sizeof(struct run),
        .kept = sizeof(struct run),
        .max = MODULE_RUNS_MAX,
        .read = run_read,
        .give = run_give,
    };
    static const struct module_child sessions = {
        .query = Q_RUN_SESSION_PAGE,
        .name = "run session",
        .bytes = sizeof(struct session_row),
        .kept = sizeof(struct session),
        .max = (size_t)MODULE_RUNS_MAX * RUN_SESSIONS_MAX,
        .read = session_read,
        .give = session_give,
        .pack = session_pack,
    };

    TRY(module_children_load(db, arena, &runs, page));
    return module_children_load(db, arena, &sessions, page);
}
