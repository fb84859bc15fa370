/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/reach_check.h"

#include "storage/query.gen.h"
#include "storage/stmt.h"

enum { NAMES_BYTES_MAX = 20000 };

static enum err
look_at_role(struct db *db, struct reach_faults *f)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_REACH_BYPASSED);
    bool row = false;

    TRY(stmt_next(&q, &row));
    f->is_bypassed = row && stmt_int(&q, 0) != 0;
    return OK;
}

static enum err
look(struct db *db, void *arg)
{
    struct reach_faults *f = arg;
    struct arena *a = db_ctx(db)->arena;
    struct text names = text_init(a, NAMES_BYTES_MAX);
    bool row = false;

    TRY(look_at_role(db, f));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_REACH_UNPROTECTED);
    for (;;) {
        struct slice name;

        TRY(stmt_next(&q, &row));
        if (!row)
            return text_end(&names, &f->unprotected);
        TRY(stmt_text(&q, 0, a, &name));
        text_puts(&names, names.len > 0 ? ", " : "");
        text_put(&names, name);
    }
}

enum err
reach_check(struct database *d, struct ctx *ctx, struct reach_faults *ret_faults)
{
    return db_read(d, ctx, look, ret_faults);
}
