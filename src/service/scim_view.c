/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>

#include "service/scim_parts.h"
#include "storage/directory_store.h"

static int
by_id(const void *a, const void *b)
{
    const struct employment *x = *(const struct employment *const *)a;
    const struct employment *y = *(const struct employment *const *)b;

    return (x->id.n > y->id.n) - (x->id.n < y->id.n);
}

static int
by_account(const void *a, const void *b)
{
    const struct employment *x = *(const struct employment *const *)a;
    const struct employment *y = *(const struct employment *const *)b;

    return (x->account.n > y->account.n) - (x->account.n < y->account.n);
}

enum err
scim_view_load(struct db *db, const struct scim_door *d, struct scim_view *v)
{
    struct ctx *ctx = db_ctx(db);
    size_t size;

    *v = (struct scim_view){.job = {.ctx = ctx, .use = &d->use}};
    TRY(employee_job_load(db, &v->job));
    TRY(directory_store_entries(db, d->use.organisation, &v->entries, &v->entries_len));
    size = (size_t)v->job.book.all.len + 1;
    v->by_id = arena_array(ctx->arena, const struct employment *, size);
    v->by_account = arena_array(ctx->arena, const struct employment *, size);
    if (v->by_id == NULL || v->by_account == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for %zu people", size);
    for (int i = 0; i < v->job.book.all.len; i++) {
        const struct employment *e = &v->job.book.all.at[i];

        v->by_id[i] = e;
        if (employment_is_current(e, day_of(ctx->now)))
            v->by_account[v->by_account_len++] = e;
    }
    qsort(v->by_id, size - 1, sizeof(const struct employment *), by_id);
    qsort(v->by_account, (size_t)v->by_account_len, sizeof(const struct employment *), by_account);
    return OK;
}

static int
by_employment(const void *a, const void *b)
{
    const struct directory_entry *x = a;
    const struct directory_entry *y = b;

    return (x->employment.n > y->employment.n) - (x->employment.n < y->employment.n);
}

const struct directory_entry *
scim_view_entry(const struct scim_view *v, struct employment_id id)
{
    struct directory_entry key = {.employment = id};

    return v->entries_len == 0 ? NULL
                               : bsearch(&key, v->entries, (size_t)v->entries_len,
                                         sizeof *v->entries, by_employment);
}

/* SCIM-11: whom it deleted it sees no more; whom it never spoke of, as long as they work here past
 * today. */
bool
scim_view_sees(const struct scim_view *v, const struct employment *e)
{
    const struct directory_entry *entry = scim_view_entry(v, e->id);

    if (entry != NULL)
        return entry->state != DIRECTORY_DELETED;
    return !e->has_last_day || e->last_day.n > day_of(v->job.ctx->now).n;
}

const struct employment *
scim_view_find(const struct scim_view *v, struct slice id)
{
    struct employment wanted = {.id = {0}};
    const struct employment *key = &wanted;
    const struct employment *const *found;

    if (slice_int(id, 1, INT64_MAX, &wanted.id.n) != OK || id.at[0] == '0')
        return NULL;
    found = bsearch(&key, v->by_id, (size_t)v->job.book.all.len, sizeof key, by_id);
    return found != NULL && scim_view_sees(v, *found) ? *found : NULL;
}

/* --- the user ------------------------------------------------------------- */

enum err
scim_view_join(struct arena *a, struct slice given, struct slice family, struct slice *ret_name)
{
    struct text t = text_init(a, 2 * SCIM_TEXT_BYTES_MAX + 2);

    text_put(&t, given);
    text_puts(&t, given.len > 0 && family.len > 0 ? " " : "");
    text_put(&t, family);
    return text_end(&t, ret_name);
}

static enum err
put_id(struct arena *a, struct employment_id id, struct slice *ret_id)
{
    struct text t = text_init(a, 24);

    text_int(&t, id.n);
    return text_end(&t, ret_id);
}

static enum err
put_manager(const struct scim_view *v, const struct employment *e, struct scim_user *u)
{
    struct employment wanted = {.account = e->superior};
    const struct employment *key = &wanted;
    const struct employment *const *found;

    if (e->superior.n == 0 || v->by_account_len == 0)
        return OK;
    found = bsearch(&key, v->by_account, (size_t)v->by_account_len, sizeof key, by_account);
    return found == NULL || !scim_view_sees(v, *found)
               ? OK
               : put_id(v->job.ctx->arena, (*found)->id, &u->text[SCIM_MANAGER]);
}

/* SCIM-10: parts of a name are shown as long as they make up the name that the employment has. */
static enum err
put_names(struct arena *a, const struct directory_entry *entry, struct scim_user *u)
{
    struct slice joined = SLICE("");

    TRY(scim_view_join(a, entry->given_name, entry->family_name, &joined));
    if (slice_eq(joined, u->text[SCIM_FORMATTED])) {
        u->text[SCIM_GIVEN_NAME] = entry->given_name;
        u->text[SCIM_FAMILY_NAME] = entry->family_name;
    }
    return OK;
}

enum err
scim_view_user(const struct scim_view *v, const struct employment *e, struct scim_user *u)
{
    const struct directory_entry *entry = scim_view_entry(v, e->id);
    bool is_off = entry != NULL && entry->state == DIRECTORY_INACTIVE && e->has_last_day;

    *u = (struct scim_user){.modified = e->changed};
    for (int i = 0; i < SCIM_ATTRS; i++)
        u->text[i] = SLICE("");
    TRY(put_id(v->job.ctx->arena, e->id, &u->text[SCIM_ID]));
    u->text[SCIM_USER_NAME] = entry != NULL ? entry->user_name : e->email;
    u->text[SCIM_DISPLAY_NAME] = u->text[SCIM_FORMATTED] = e->name;
    u->text[SCIM_EMAIL] = e->email;
    u->text[SCIM_EMAIL_TYPE] = SLICE("work");
    u->text[SCIM_NUMBER] = e->number;
    u->active = employment_is_current(e, day_of(v->job.ctx->now)) && !is_off;
    for (int i = 0; i < v->job.book.units_len; i++) {
        if (v->job.book.units[i].id.n == e->unit.n)
            u->text[SCIM_DEPARTMENT] = v->job.book.units[i].name;
    }
    if (entry != NULL) {
        u->text[SCIM_EXTERNAL_ID] = entry->external_id;
        u->created = entry->created;
        TRY(put_names(v->job.ctx->arena, entry, u));
    }
    return put_manager(v, e, u);
}

/* The last change is left out: saving what is there already makes no other version. */
enum err
scim_view_version(struct arena *a, struct scim_user *u)
{
    struct text t = text_init(a, 16384);
    struct text tag = text_init(a, 64);
    struct slice all = SLICE("");
    struct slice hash = SLICE("");
    struct crypto_hash h;

    for (int i = 0; i < SCIM_ATTRS; i++) {
        if (i != SCIM_META)
            text_put(&t, u->text[i]);
        text_putc(&t, '\n'); /* no value has one */
    }
    text_putc(&t, u->active ? '1' : '0');
    TRY(text_end(&t, &all));
    h = crypto_fingerprint(all);
    TRY(crypto_base64url(a, (struct slice){(const char *)h.bytes, 12}, &hash));
    text_puts(&tag, "W/\"");
    text_put(&tag, hash);
    text_putc(&tag, '"');
    return text_end(&tag, &u->text[SCIM_META]);
}

/* --- units ---------------------------------------------------------------- */

static const struct unit *
unit_of(const struct employee_book *b, struct unit_id id)
{
    for (int i = 0; i < b->units_len; i++) {
        if (b->units[i].id.n == id.n)
            return &b->units[i];
    }
    return NULL;
}

/* The unit `now` when it is called so, else the only one of the name; NULL: none, or several. */
static const struct unit *
unit_meant(const struct employee_book *b, struct unit_id now, struct slice name)
{
    const struct unit *found = unit_of(b, now);
    int same = 0;

    if (found != NULL && slice_eq(found->name, name))
        return found;
    for (int i = 0; i < b->units_len; i++) {
        if (slice_eq(b->units[i].name, name)) {
            found = &b->units[i];
            same++;
        }
    }
    return same == 1 ? found : NULL;
}

void
scim_view_units(const struct scim_view *v, struct unit_id now, struct slice name,
                struct employee_entry *entry)
{
    const struct unit *up[EMPLOYEE_UNITS_MAX];
    const struct unit *at = unit_meant(&v->job.book, now, name);
    int depth = 0;

    while (at != NULL && depth < EMPLOYEE_UNITS_MAX) {
        up[depth++] = at;
        at = unit_of(&v->job.book, at->parent);
    }
    if (depth == 0 || at != NULL) { /* none, or deeper than a list can say */
        entry->units[entry->units_len++] = name;
        return;
    }
    while (depth > 0)
        entry->units[entry->units_len++] = up[--depth]->name;
}
