/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/criteria_service.h"

#include "base/crypto.h"
#include "domain/right.h"
#include "exchange/criteria_json.h"
#include "service/audit.h"
#include "service/data_file.h"
#include "storage/criteria_store.h"

struct use {
    const struct criteria_use *by;
    int version;
    int64_t edition;
    struct slice json;
    const struct criteria *wanted;
    struct criteria_history *history;
    struct criteria_seen *seen;
};

static bool
may(const struct criteria_use *use, enum right right)
{
    /* Any organisation: the criteria are those of the whole platform. */
    return right_allows(right, use->actor, (struct organisation_id){0});
}

static enum err
need(struct ctx *ctx, const struct criteria_use *use, enum right right)
{
    return may(use, right) ? OK : fail(ctx, ERR_DENIED, "%s is missing", right_name(right));
}

static enum err
tell(struct db *db, const struct use *u, const char *action, int version)
{
    struct text t = text_init(db_ctx(db)->arena, 32);
    struct audit_entry entry = {.actor = u->by->actor->code, .action = action};

    text_printf(&t, "criteria-%d", version);
    TRY(text_end(&t, &entry.subject));
    return audit_add(db, &entry);
}

/* --- what is in force ----------------------------------------------------------- */

/* The list that an installation begins with, as a row. */
static enum err
shipped(struct ctx *ctx, struct criteria_row *ret_row)
{
    struct criteria_row row = {.edition = 1};
    struct criteria c;

    if (data_file_find(SLICE("criteria.json"), &row.content) != OK)
        return fail(ctx, ERR_CORRUPT, "data/criteria.json is not in the program");
    TRY(criteria_json_read(ctx, row.content, &c));
    row.version = c.version;
    row.name = c.name;
    row.criteria = c.len;
    *ret_row = row;
    return OK;
}

static enum err
current(struct db *db, struct criteria_row *ret_row)
{
    enum err e = criteria_store_current(db, ret_row);

    return e == ERR_NOT_FOUND ? shipped(db_ctx(db), ret_row) : e;
}

enum err
criteria_in_force(struct db *db, struct slice *ret_json)
{
    struct criteria_row row;

    TRY(current(db, &row));
    *ret_json = row.content;
    return OK;
}

/* --- looking --------------------------------------------------------------------- */

static struct criteria_version
version_of(const struct criteria_row *row, int in_force)
{
    return (struct criteria_version){row->version, row->is_draft, row->version == in_force,
                                     row->name,    row->criteria, row->changed};
}

static enum err
use_history(struct db *db, void *arg)
{
    struct use *u = arg;
    struct criteria_history *h = u->history;
    struct criteria_row *rows = NULL;
    struct criteria_row now;
    bool is_kept = false;
    int len = 0;

    h->len = 0;
    TRY(current(db, &now));
    TRY(criteria_store_all(db, &rows, &len));
    for (int i = 0; i < len; i++) {
        is_kept |= rows[i].version == now.version;
        h->at[h->len++] = version_of(&rows[i], now.version);
    }
    if (!is_kept)
        h->at[h->len++] = version_of(&now, now.version);
    return OK;
}

enum err
criteria_history(struct ctx *ctx, const struct criteria_use *use,
                 struct criteria_history *ret_history)
{
    struct use u = {.by = use, .history = ret_history};

    TRY(need(ctx, use, RIGHT_CRITERIA_WRITE));
    ret_history->may_publish = may(use, RIGHT_CRITERIA_PUBLISH);
    return db_read(platform_db(use->platform), ctx, use_history, &u);
}

static enum err
use_find(struct db *db, void *arg)
{
    struct use *u = arg;
    struct criteria_seen *s = u->seen;
    struct criteria_row row;
    struct criteria_row now;
    enum err e;

    TRY(current(db, &now));
    e = u->version == 0 ? criteria_store_draft(db, &row)
                        : criteria_store_published(db, u->version, &row);
    if (e == ERR_NOT_FOUND && u->version == now.version)
        row = now; /* it came with the program, and nobody wrote another one */
    else
        TRY(e);
    TRY(criteria_json_read(db_ctx(db), row.content, &s->criteria));
    TRY(criteria_json_read(db_ctx(db), now.content, &s->before));
    s->json = row.content;
    s->is_draft = row.is_draft;
    s->is_in_force = row.version == now.version;
    s->edition = row.edition;
    return OK;
}

enum err
criteria_find(struct ctx *ctx, const struct criteria_use *use, int version,
              struct criteria_seen *ret_seen)
{
    struct use u = {.by = use, .version = version, .seen = ret_seen};

    TRY(need(ctx, use, RIGHT_CRITERIA_WRITE));
    ret_seen->may_publish = may(use, RIGHT_CRITERIA_PUBLISH);
    return db_read(platform_db(use->platform), ctx, use_find, &u);
}

/* --- writing --------------------------------------------------------------------- */

/* The list as a row; `version` and edition are the caller's. */
static enum err
row_of(struct ctx *ctx, const struct criteria *c, struct criteria_row *row)
{
    struct criteria_faults faults;

    criteria_check(c, &faults);
    if (faults.len > 0)
        return fail(ctx, ERR_INVALID, "the list has %d faults", faults.len);
    row->name = c->name;
    row->criteria = c->len;
    return criteria_json_write(ctx, c, &row->content);
}

/* CERT-13: what came with the program becomes a version like any other before another one follows.
 */
static enum err
settle(struct db *db, struct criteria_row *ret_now)
{
    enum err e = criteria_store_current(db, ret_now);

    if (e != ERR_NOT_FOUND)
        return e;
    TRY(shipped(db_ctx(db), ret_now));
    return criteria_store_add(db, ret_now);
}

/* CERT-16: a draft that was given up leaves nothing behind. Counted from 1, the next one would come
 * to an edition that somebody has seen of another list. */
static int64_t
edition_new(void)
{
    uint64_t bits = 0;

    crypto_random(&bits, sizeof bits);
    return (int64_t)(bits >> 2) + 1;
}

static enum err
begin_with(struct db *db, const struct use *u, struct criteria *c)
{
    struct criteria_row now;
    struct criteria_row row = {.is_draft = true};
    enum err e = criteria_store_draft(db, &row);

    if (e == OK)
        return fail(db_ctx(db), ERR_CONFLICT, "version %d is being written", row.version);
    if (e != ERR_NOT_FOUND)
        return e;
    TRY(settle(db, &now));
    row.is_draft = true;
    row.edition = edition_new();
    row.version = c->version = now.version + 1;
    TRY(row_of(db_ctx(db), c, &row));
    TRY(criteria_store_add(db, &row));
    return tell(db, u, "criteria.begin", row.version);
}

static enum err
use_begin(struct db *db, void *arg)
{
    struct use *u = arg;
    struct criteria_row now;
    struct criteria c;

    TRY(current(db, &now));
    TRY(criteria_json_read(db_ctx(db), now.content, &c));
    return begin_with(db, u, &c);
}

enum err
criteria_begin(struct ctx *ctx, const struct criteria_use *use)
{
    struct use u = {.by = use};

    TRY(need(ctx, use, RIGHT_CRITERIA_WRITE));
    return db_write(platform_db(use->platform), ctx, use_begin, &u);
}

static enum err
use_import(struct db *db, void *arg)
{
    struct use *u = arg;
    struct criteria c;

    TRY(criteria_json_read(db_ctx(db), u->json, &c));
    return begin_with(db, u, &c);
}

enum err
criteria_import(struct ctx *ctx, const struct criteria_use *use, struct slice json)
{
    struct use u = {.by = use, .json = json};

    TRY(need(ctx, use, RIGHT_CRITERIA_WRITE));
    return db_write(platform_db(use->platform), ctx, use_import, &u);
}

static enum err
stale(struct db *db, enum err e)
{
    return e == ERR_CONFLICT ? fail(db_ctx(db), e, "the draft was changed since, or is no more")
                             : e;
}

static enum err
use_save(struct db *db, void *arg)
{
    struct use *u = arg;
    struct ctx *ctx = db_ctx(db);
    struct criteria_row draft;
    struct criteria_row row = {.edition = u->edition};
    struct criteria c = *u->wanted;
    enum err e = criteria_store_draft(db, &draft);

    if (e == ERR_NOT_FOUND)
        return stale(db, ERR_CONFLICT);
    TRY(e);
    c.version = draft.version;
    c.at = arena_array(ctx->arena, struct criterion, (size_t)c.len + 1);
    if (c.at == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for criteria");
    for (int i = 0; i < c.len; i++)
        c.at[i] = u->wanted->at[i];
    if (criteria_name_codes(ctx->arena, &c) != OK)
        return fail(ctx, ERR_LIMIT, "no memory for codes");
    TRY(row_of(ctx, &c, &row));
    return stale(db, criteria_store_save(db, &row));
}

enum err
criteria_save(struct ctx *ctx, const struct criteria_use *use, const struct criteria *wanted,
              int64_t edition)
{
    struct use u = {.by = use, .wanted = wanted, .edition = edition};

    TRY(need(ctx, use, RIGHT_CRITERIA_WRITE));
    return db_write(platform_db(use->platform), ctx, use_save, &u);
}

/* What ends a draft as it was last seen, and how the audit log calls it. */
struct ending {
    struct use use;
    enum err (*end)(struct db *db, int64_t edition);
    const char *action;
};

static enum err
use_end(struct db *db, void *arg)
{
    struct ending *u = arg;
    struct criteria_row draft;
    enum err e = criteria_store_draft(db, &draft);

    if (e == ERR_NOT_FOUND)
        return stale(db, ERR_CONFLICT);
    TRY(e);
    TRY(stale(db, u->end(db, u->use.edition)));
    return tell(db, &u->use, u->action, draft.version);
}

enum err
criteria_drop(struct ctx *ctx, const struct criteria_use *use, int64_t edition)
{
    struct ending u = {{.by = use, .edition = edition}, criteria_store_drop, "criteria.drop"};

    TRY(need(ctx, use, RIGHT_CRITERIA_WRITE));
    return db_write(platform_db(use->platform), ctx, use_end, &u);
}

enum err
criteria_publish(struct ctx *ctx, const struct criteria_use *use, int64_t edition)
{
    struct ending u = {{.by = use, .edition = edition}, criteria_store_publish, "criteria.publish"};

    TRY(need(ctx, use, RIGHT_CRITERIA_PUBLISH));
    return db_write(platform_db(use->platform), ctx, use_end, &u);
}
