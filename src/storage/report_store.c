/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/report_store.h"

#include "storage/query.gen.h"
#include "storage/stmt.h"

static enum err
row_read(struct stmt *q, struct arena *a, struct report_kept *r)
{
    TRY(stmt_text(q, 0, a, &r->part));
    r->count.subject = stmt_int(q, 1);
    TRY(stmt_text(q, 2, a, &r->count.label));
    r->count.people = stmt_int(q, 3);
    r->count.fit[REPORT_ACCEPTED] = stmt_int(q, 4);
    r->count.fit[REPORT_CONFIRMED] = stmt_int(q, 5);
    r->count.able = stmt_int(q, 6);
    r->count.is_gone = stmt_int(q, 7) != 0;
    return OK;
}

enum err
report_store_rows(struct db *db, struct organisation_id organisation, struct day month,
                  struct report_kept **ret_rows, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_REPORT_ROWS);
    struct arena *a = db_ctx(db)->arena;
    struct report_kept *rows = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    stmt_bind_int(&q, 1, organisation.n);
    stmt_bind_int(&q, 2, month.n);
    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (len == size)
            TRY(arena_grow(a, (void **)&rows, len, &size, sizeof *rows));
        TRY(row_read(&q, a, &rows[len]));
        len++;
    }
    *ret_rows = rows;
    *ret_len = (int)len;
    return OK;
}

enum err
report_store_add(struct db *db, struct organisation_id organisation, struct day month,
                 const struct report_kept *row)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_REPORT_ADD);

    stmt_bind_int(&q, 1, organisation.n);
    stmt_bind_int(&q, 2, month.n);
    stmt_bind_text(&q, 3, row->part);
    stmt_bind_int(&q, 4, row->count.subject);
    stmt_bind_text(&q, 5, row->count.label);
    stmt_bind_int(&q, 6, row->count.people);
    stmt_bind_int(&q, 7, row->count.fit[REPORT_ACCEPTED]);
    stmt_bind_int(&q, 8, row->count.fit[REPORT_CONFIRMED]);
    stmt_bind_int(&q, 9, row->count.able);
    stmt_bind_int(&q, 10, row->count.is_gone ? 1 : 0);
    return stmt_run(&q, NULL);
}

enum err
report_store_months(struct db *db, struct organisation_id organisation, struct slice part,
                    struct day before, struct report_months *ret_months)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_REPORT_MONTHS);
    bool row = false;

    ret_months->len = 0;
    stmt_bind_int(&q, 1, organisation.n);
    stmt_bind_text(&q, 2, part);
    stmt_bind_int(&q, 3, before.n);
    stmt_bind_int(&q, 4, REPORT_MONTHS_SHOWN_MAX);
    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row || ret_months->len == REPORT_MONTHS_SHOWN_MAX)
            return OK;
        ret_months->at[ret_months->len++].n = (int32_t)stmt_int(&q, 0);
    }
}

enum err
report_store_switches(struct db *db, struct organisation_id organisation,
                      bool ret_off[REPORT_PARTS])
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_REPORT_SWITCHES);
    bool row = false;

    for (int i = 0; i < REPORT_PARTS; i++)
        ret_off[i] = false;
    stmt_bind_int(&q, 1, organisation.n);
    for (;;) {
        struct slice code = SLICE("");
        enum report_part part = REPORT_UNITS;

        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        TRY(stmt_text(&q, 0, db_ctx(db)->arena, &code));
        if (report_part_parse(code, &part) == OK)
            ret_off[part] = stmt_int(&q, 1) != 0;
    }
}

enum err
report_store_switch(struct db *db, struct organisation_id organisation, enum report_part part,
                    bool off)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_REPORT_SWITCH);

    stmt_bind_int(&q, 1, organisation.n);
    stmt_bind_text(&q, 2, slice_of(report_part_code(part)));
    stmt_bind_int(&q, 3, off ? 1 : 0);
    stmt_bind_int(&q, 4, db_ctx(db)->now.ms);
    return stmt_run(&q, NULL);
}
