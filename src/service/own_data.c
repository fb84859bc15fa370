/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/own_data.h"

#include "service/check_parts.h"
#include "service/consent_service.h"
#include "service/own_parts.h"
#include "storage/account_store.h"
#include "storage/db.h"
#include "storage/reach.h"

/* --- under which names ------------------------------------------------------ */

/* Everything by which attempts of the account are counted. */
static enum err
subjects_make(struct ctx *ctx, const struct own_wish *wish, struct own_person *p)
{
    static const char *const by_email[] = {"sign in", "register", "reset"};
    static const char *const by_code[] = {"password again", "code", "confirm", "change address"};
    size_t len = ARRAY_LEN(by_email) + ARRAY_LEN(by_code) + 1;
    struct slice *hashes = arena_array(ctx->arena, struct slice, len);
    int n = 0;

    if (hashes == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for an export");
    for (size_t i = 0; i < ARRAY_LEN(by_email); i++) {
        struct accounts_guess g = {by_email[i], p->email, SLICE("")};

        TRY(accounts_guess_subject(wish->accounts, ctx->arena, &g, &hashes[n++]));
    }
    for (size_t i = 0; i < ARRAY_LEN(by_code); i++) {
        struct accounts_guess g = {by_code[i], p->code, SLICE("")};

        TRY(accounts_guess_subject(wish->accounts, ctx->arena, &g, &hashes[n++]));
    }
    TRY(check_share_counted(wish->accounts, ctx->arena, p->code, &hashes[n++]));
    p->subjects = hashes;
    p->subjects_len = n;
    return OK;
}

enum err
own_data_person(struct ctx *ctx, const struct own_wish *wish, struct slice email,
                struct own_person *ret_person)
{
    struct own_person p = {.check = check_owner_slice(&wish->desk->owner)};
    struct consent_person consent = consent_person_of(wish->desk->key, &wish->desk->owner);

    TRY(arena_copy(ctx->arena, consent_person_slice(&consent), &p.consent));
    p.guest = (struct slice){(const char *)wish->guest.bytes, sizeof wish->guest.bytes};
    if (wish->actor != NULL) {
        p.account = wish->actor->id;
        p.code = wish->actor->code;
        p.email = email;
        TRY(check_share_recipient(wish->accounts, ctx->arena, email, &p.recipient));
        TRY(subjects_make(ctx, wish, &p));
    }
    *ret_person = p;
    return OK;
}

/* --- loading ---------------------------------------------------------------- */

struct use {
    const struct own_wish *wish;
    struct own_data *data;
};

static enum err
use_load(struct db *db, void *arg)
{
    struct use *u = arg;
    struct account account = {.status = ACCOUNT_ERASED};
    struct own_person person = {.code = SLICE("")};

    if (u->wish->actor != NULL)
        TRY(account_store_by_id(db, u->wish->actor->id, &account));
    TRY(own_data_person(db_ctx(db), u->wish, account.email, &person));
    return own_store_load(db, &person, u->data->rows, &u->data->rows_len);
}

/* PRIVACY-3: a link in a mail opens an account; who has only the browser must not have it. */
static enum err
links_hide(struct ctx *ctx, struct slice body, struct slice *ret_body)
{
    static const struct slice mark = {"?t=", 3};
    struct text t = text_init(ctx->arena, MAIL_BODY_BYTES_MAX);
    size_t at = slice_find(body, mark);

    while (at < body.len) {
        size_t end = at + mark.len;

        text_put(&t, slice_sub(body, 0, end));
        while (end < body.len && (unsigned char)body.at[end] > ' ')
            end++;
        text_puts(&t, "\xe2\x80\xa6");
        body = slice_sub(body, end, body.len - end);
        at = slice_find(body, mark);
    }
    text_put(&t, body);
    return text_end(&t, ret_body);
}

static enum err
mails_hide(struct ctx *ctx, struct own_data *d)
{
    for (int i = 0; i < d->rows_len; i++) {
        struct own_rows *r = &d->rows[i];

        if (r->part != OWN_MAILS)
            continue;
        for (int v = 0; v < r->len * r->columns; v++)
            if (slice_is(r->values[v].name, "body"))
                TRY(links_hide(ctx, r->values[v].text, &r->values[v].text));
    }
    return OK;
}

static const struct check_done *
done_of(const struct check_history *h, struct check_run_id id)
{
    for (int i = 0; i < h->len; i++)
        if (h->done[i].id.n == id.n)
            return &h->done[i];
    return NULL;
}

static enum err
checks_load(struct ctx *ctx, const struct own_wish *wish, struct own_data *d)
{
    struct check_list *list = arena_new(ctx->arena, struct check_list);

    if (list == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for an export");
    TRY(check_list(ctx, wish->desk, list));
    TRY(check_history(ctx, wish->desk, &d->history));
    for (int i = 0; i < list->len; i++)
        d->checks[i] =
            (struct own_check){list->ids[i], list->records[i], done_of(&d->history, list->ids[i])};
    d->checks_len = list->len;
    return check_share_list(ctx, wish->desk, d->shares, &d->shares_len);
}

enum err
own_data_load(struct ctx *ctx, const struct own_wish *wish, struct own_data *ret_data)
{
    struct use u = {wish, ret_data};

    ret_data->made = ctx->now;
    ret_data->is_guest = wish->actor == NULL;
    TRY(reach_read(wish->accounts->db, ctx, ACROSS_OWN_DATA, use_load, &u));
    TRY(mails_hide(ctx, ret_data));
    return checks_load(ctx, wish, ret_data);
}

int
own_data_count(const struct own_data *data, enum own_part part)
{
    int n = part == OWN_CHECK ? data->checks_len : part == OWN_SHARES ? data->shares_len : 0;

    for (int i = 0; i < data->checks_len; i++)
        n += part == OWN_CONSENT && data->checks[i].record.gives.len > 0;

    for (int i = 0; i < data->rows_len; i++)
        if (data->rows[i].part == part && part != OWN_CHECK)
            n += data->rows[i].len;
    return n;
}

bool
own_data_is_cut(const struct own_data *data)
{
    bool cut = false;

    for (int i = 0; i < data->rows_len; i++)
        cut |= data->rows[i].more;
    return cut;
}
