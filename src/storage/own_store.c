/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/own_store.h"

#include <string.h>

#include "storage/query.gen.h"
#include "storage/stmt.h"

enum by { BY_ACCOUNT, BY_CODE, BY_EMAIL, BY_GUEST, BY_CHECK, BY_RECIPIENT, BY_SUBJECT, BY_CONSENT };

struct own_query {
    const char *table;
    const char *name;
    enum own_part part;
    enum by by;
    int query;
};

static const struct own_query ASKED[] = {
    {"account", "account", OWN_ACCOUNT, BY_ACCOUNT, Q_OWN_ACCOUNT},
    {"account_password", "account_password", OWN_SIGN_IN, BY_ACCOUNT, Q_OWN_ACCOUNT_PASSWORD},
    {"account_passkey", "account_passkey", OWN_SIGN_IN, BY_ACCOUNT, Q_OWN_ACCOUNT_PASSKEY},
    {"account_totp", "account_totp", OWN_SIGN_IN, BY_ACCOUNT, Q_OWN_ACCOUNT_TOTP},
    {"account_recovery", "account_recovery", OWN_SIGN_IN, BY_ACCOUNT, Q_OWN_ACCOUNT_RECOVERY},
    {"account_session", "account_session", OWN_SIGN_IN, BY_ACCOUNT, Q_OWN_ACCOUNT_SESSION},
    {"account_token", "account_token", OWN_SIGN_IN, BY_ACCOUNT, Q_OWN_ACCOUNT_TOKEN},
    {"address_undo", "address_undo", OWN_SIGN_IN, BY_ACCOUNT, Q_OWN_ADDRESS_UNDO},
    {"identity", "identity", OWN_SIGN_IN, BY_ACCOUNT, Q_OWN_IDENTITY},
    {"identity_role", "identity_role", OWN_SIGN_IN, BY_ACCOUNT, Q_OWN_IDENTITY_ROLE},
    {"identity_session", "identity_session", OWN_SIGN_IN, BY_ACCOUNT, Q_OWN_IDENTITY_SESSION},
    {"guess", "guess", OWN_SIGN_IN, BY_SUBJECT, Q_OWN_GUESS},
    {"role_grant", "role_grant", OWN_ROLES, BY_ACCOUNT, Q_OWN_ROLE_GRANT},
    {"role_withheld", "role_withheld", OWN_ROLES, BY_ACCOUNT, Q_OWN_ROLE_WITHHELD},
    {"organisation", "organisation", OWN_ROLES, BY_EMAIL, Q_OWN_ORGANISATION},
    {"employment", "employment", OWN_EMPLOYMENT, BY_ACCOUNT, Q_OWN_EMPLOYMENT},
    {"employment", "employment_led", OWN_EMPLOYMENT, BY_ACCOUNT, Q_OWN_EMPLOYMENT_LED},
    {"directory_entry", "directory_entry", OWN_EMPLOYMENT, BY_ACCOUNT, Q_OWN_DIRECTORY_ENTRY},
    {"directory_token", "directory_token", OWN_WORK, BY_ACCOUNT, Q_OWN_DIRECTORY_TOKEN},
    {"employee_import", "employee_import", OWN_WORK, BY_ACCOUNT, Q_OWN_EMPLOYEE_IMPORT},
    {"guest", "guest", OWN_SITUATION, BY_GUEST, Q_OWN_GUEST},
    {"guest_rating", "guest_rating", OWN_SITUATION, BY_GUEST, Q_OWN_GUEST_RATING},
    {"guest_target", "guest_target", OWN_SITUATION, BY_GUEST, Q_OWN_GUEST_TARGET},
    {"guest_interest", "guest_interest", OWN_SITUATION, BY_GUEST, Q_OWN_GUEST_INTEREST},
    {"guest_blocked_week", "guest_blocked_week", OWN_SITUATION, BY_GUEST, Q_OWN_GUEST_BLOCKED_WEEK},
    {"guest_fixed", "guest_fixed", OWN_SITUATION, BY_GUEST, Q_OWN_GUEST_FIXED},
    {"saved_search", "saved_search", OWN_SEARCHES, BY_GUEST, Q_OWN_SAVED_SEARCH},
    {"accepted_plan", "accepted_plan", OWN_PLAN, BY_GUEST, Q_OWN_ACCEPTED_PLAN},
    {"accepted_block", "accepted_block", OWN_PLAN, BY_GUEST, Q_OWN_ACCEPTED_BLOCK},
    {"check_person", "check_person", OWN_CHECK, BY_CHECK, Q_OWN_CHECK_PERSON},
    {"check_share", "check_share_received", OWN_SHARES, BY_RECIPIENT, Q_OWN_CHECK_SHARE_RECEIVED},
    {"experience_consent", "experience_consent", OWN_CONSENT, BY_GUEST, Q_OWN_EXPERIENCE_CONSENT},
    {"experience_list", "experience_list", OWN_CONSENT, BY_GUEST, Q_OWN_EXPERIENCE_LIST},
    {"experience_shown", "experience_shown", OWN_CONSENT, BY_GUEST, Q_OWN_EXPERIENCE_SHOWN},
    {"consent", "consent", OWN_CONSENT, BY_CONSENT, Q_OWN_CONSENT},
    {"mail", "mail", OWN_MAILS, BY_EMAIL, Q_OWN_MAIL},
    {"mail", "mail_former", OWN_MAILS, BY_ACCOUNT, Q_OWN_MAIL_FORMER},
    {"item_version", "item_version", OWN_WORK, BY_ACCOUNT, Q_OWN_ITEM_VERSION},
    {"item_calibration", "item_calibration", OWN_WORK, BY_ACCOUNT, Q_OWN_ITEM_CALIBRATION},
    {"legal_page", "legal_page", OWN_WORK, BY_CODE, Q_OWN_LEGAL_PAGE},
    {"module_version", "module_version", OWN_WORK, BY_ACCOUNT, Q_OWN_MODULE_VERSION},
    {"certification", "certification", OWN_WORK, BY_ACCOUNT, Q_OWN_CERTIFICATION},
    {"certification_review", "certification_review", OWN_WORK, BY_ACCOUNT,
     Q_OWN_CERTIFICATION_REVIEW},
    {"audit_event", "audit_event", OWN_AUDIT, BY_CODE, Q_OWN_AUDIT_EVENT},
};

_Static_assert(ARRAY_LEN(ASKED) <= OWN_QUERIES_MAX, "there is room for all");

const char *
own_store_query_text(const char *table, int n)
{
    for (size_t i = 0; i < ARRAY_LEN(ASKED); i++)
        if (strcmp(ASKED[i].table, table) == 0 && n-- == 0)
            return query_set.at[ASKED[i].query].sqlite;
    return NULL;
}

/* --- a row ------------------------------------------------------------------ */

static enum own_kind
kind_of(struct slice name, char letter)
{
    if (letter == 'b')
        return OWN_NUMBERS;
    if (letter != 'i')
        return OWN_TEXT;
    if (slice_ends(name, SLICE("_at")))
        return OWN_INSTANT;
    if (slice_ends(name, SLICE("_on")))
        return OWN_DAY;
    return slice_ends(name, SLICE("_cents")) ? OWN_CENTS : OWN_INT;
}

static enum err
value_read(struct stmt *q, int column, struct own_value *v)
{
    struct arena *a = db_ctx(q->db)->arena;

    v->none = stmt_is_null(q, column);
    if (v->kind == OWN_TEXT)
        return stmt_text(q, column, a, &v->text);
    if (v->kind == OWN_NUMBERS)
        return stmt_bytes(q, column, a, &v->text);
    v->n = stmt_int(q, column);
    return OK;
}

static enum err
row_read(struct stmt *q, struct own_value *row)
{
    struct slice names = slice_of(q->text->column_names);

    for (int c = 0; c < (int)q->text->columns_len; c++) {
        if (!slice_next(&names, ' ', &row[c].name))
            return ERR_CORRUPT;
        row[c].kind = kind_of(row[c].name, q->text->columns[c]);
        TRY(value_read(q, c, &row[c]));
    }
    return OK;
}

static enum err
rows_read(struct stmt *q, struct own_rows *r)
{
    struct ctx *ctx = db_ctx(q->db);
    void *values = r->values;
    size_t size = (size_t)r->len * (size_t)r->columns;
    bool row = false;

    for (;;) {
        size_t used = (size_t)r->len * (size_t)r->columns;

        TRY(stmt_next(q, &row));
        if (!row)
            return OK;
        r->more = r->len == OWN_ROWS_MAX;
        if (r->more)
            return OK;
        for (int c = 0; c < r->columns; c++)
            TRY(arena_grow(ctx->arena, &values, used + (size_t)c, &size, sizeof *r->values));
        r->values = values;
        memset(&r->values[used], 0, (size_t)r->columns * sizeof *r->values);
        TRY(row_read(q, &r->values[used]));
        r->len++;
    }
}

/* --- a query ---------------------------------------------------------------- */

static struct slice
name_of(const struct own_person *p, enum by by)
{
    switch (by) {
    case BY_CODE:
        return p->code;
    case BY_EMAIL:
        return p->email;
    case BY_GUEST:
        return p->guest;
    case BY_CHECK:
        return p->check;
    case BY_RECIPIENT:
        return p->recipient;
    case BY_CONSENT:
        return p->consent;
    case BY_ACCOUNT:
    case BY_SUBJECT:
        break;
    }
    return SLICE("");
}

static enum err
load_by(struct db *db, const struct own_query *o, struct slice name, struct own_rows *r)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, o->query);

    if (q.text->params[0] == 'b')
        stmt_bind_bytes(&q, 1, name);
    else
        stmt_bind_text(&q, 1, name);
    return rows_read(&q, r);
}

static enum err
load_by_account(struct db *db, const struct own_query *o, struct account_id account,
                struct own_rows *r)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, o->query);

    stmt_bind_int(&q, 1, account.n);
    return rows_read(&q, r);
}

static enum err
load(struct db *db, const struct own_query *o, const struct own_person *p, struct own_rows *r)
{
    if (o->by == BY_ACCOUNT)
        return p->account.n != 0 ? load_by_account(db, o, p->account, r) : OK;
    if (o->by == BY_SUBJECT) {
        for (int i = 0; i < p->subjects_len; i++)
            TRY(load_by(db, o, p->subjects[i], r));
        return OK;
    }
    return name_of(p, o->by).len > 0 ? load_by(db, o, name_of(p, o->by), r) : OK;
}

enum err
own_store_load(struct db *db, const struct own_person *person, struct own_rows *ret_rows,
               int *ret_len)
{
    for (size_t i = 0; i < ARRAY_LEN(ASKED); i++) {
        const struct own_query *o = &ASKED[i];

        ret_rows[i] = (struct own_rows){.table = o->table,
                                        .name = o->name,
                                        .part = o->part,
                                        .columns = (int)query_set.at[o->query].columns_len};
        TRY(load(db, o, person, &ret_rows[i]));
    }
    *ret_len = (int)ARRAY_LEN(ASKED);
    return OK;
}
