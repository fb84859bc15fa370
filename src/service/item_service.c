/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/item_service.h"

#include "base/json_write.h"
#include "domain/right.h"
#include "exchange/items_json.h"
#include "service/audit.h"
#include "service/item_bank.h"
#include "service/item_code.h"
#include "storage/item_store.h"

/* Items belong to no organisation: only a right to those of any reaches them. */
static enum err
need(struct ctx *ctx, const struct item_desk *desk, enum right right)
{
    if (right_allows(right, desk->actor, (struct organisation_id){0}))
        return OK;
    return fail(ctx, ERR_DENIED, "%s is missing", right_name(right));
}

struct item_use_case {
    const struct item_desk *desk;
    const struct framework *framework;
    struct item_version_id id;
    struct item_version_id made; /* by this use case */
    const struct item *item;
    const struct item_filter *filter;
    const struct item_decision *decision;
    int page;
    struct item_page *list;
    struct item_look *look;
};

/* --- looking ---------------------------------------------------------------- */

static enum err
use_list(struct db *db, void *arg)
{
    struct item_use_case *u = arg;

    TRY(item_store_count(db, u->filter, &u->list->count));
    return item_store_page(db, u->filter, ITEM_PAGE_MAX, u->page * ITEM_PAGE_MAX, &u->list->list);
}

enum err
item_list(struct ctx *ctx, const struct item_desk *desk, const struct item_filter *f, int page,
          struct item_page *ret_page)
{
    struct item_use_case u = {.desk = desk, .filter = f, .page = page, .list = ret_page};

    TRY(need(ctx, desk, RIGHT_ITEM_WRITE));
    return db_read(platform_db(desk->platform), ctx, use_list, &u);
}

static enum err
use_look(struct db *db, void *arg)
{
    struct item_use_case *u = arg;

    TRY(item_store_find(db, u->id, &u->look->version));
    return item_store_of_code(db, u->look->version.code, &u->look->history);
}

static enum err
content_read(struct ctx *ctx, const struct item_desk *desk, const struct item_version *v,
             const struct item **ret_item)
{
    const struct snapshot *snap = snapshot_acquire(desk->platform);
    struct item_list list = {.len = 0};
    enum err e = items_json_read(ctx, v->content, snap->catalogue->framework, &list);

    snapshot_release(desk->platform, snap);
    if (e != OK || list.len != 1)
        return e == ERR_LIMIT ? e
                              : fail(ctx, ERR_CORRUPT, "version %lld of an item cannot be read",
                                     (long long)v->id.n);
    *ret_item = &list.items[0];
    return OK;
}

enum err
item_look(struct ctx *ctx, const struct item_desk *desk, struct item_version_id id,
          struct item_look *ret_look)
{
    struct item_look look = {.item = NULL};
    struct item_use_case u = {.desk = desk, .id = id, .look = &look};
    const struct item_bank *bank = platform_items(desk->platform);
    int len = item_bank_len(bank);

    TRY(need(ctx, desk, RIGHT_ITEM_WRITE));
    TRY(db_read(platform_db(desk->platform), ctx, use_look, &u));
    TRY(content_read(ctx, desk, &look.version, &look.item));
    for (int i = 0; i < len; i++)
        if (item_bank_at(bank, i)->id.n == id.n)
            look.is_calibrated =
                item_use_is_calibrated(item_bank_at(bank, i), item_bank_number(bank));
    *ret_look = look;
    return OK;
}

/* --- drafts ----------------------------------------------------------------- */

/* The columns that repeat what the content says. */
static enum err
describe(struct ctx *ctx, const struct item *it, struct item_version *v)
{
    v->kind = it->kind;
    v->level = it->level;
    v->facet = it->facet;
    return items_json_write_one(ctx, it, v->competence, &v->content);
}

static enum err
sound(struct ctx *ctx, const struct item *it)
{
    int rule = item_fault(it);

    return rule == 0 ? OK : fail(ctx, ERR_INVALID, "an item breaks the rule ITEM-%d", rule);
}

static enum err
use_draft(struct db *db, void *arg)
{
    struct item_use_case *u = arg;
    struct item it = *u->item;
    struct item_version v = {.version = 1,
                             .state = ITEM_DRAFT,
                             .competence = u->framework->by_id[it.competence.n]->code,
                             .author = u->desk->actor->id};

    TRY(item_code_next(db, v.competence, &it.code));
    v.code = it.code;
    TRY(describe(db_ctx(db), &it, &v));
    return item_store_add(db, &v, &u->made);
}

enum err
item_draft(struct ctx *ctx, const struct item_desk *desk, const struct item *it,
           struct item_version_id *ret_id)
{
    const struct snapshot *snap;
    struct item named = *it;
    struct item_use_case u = {.desk = desk, .item = &named};
    enum err e;

    TRY(need(ctx, desk, RIGHT_ITEM_WRITE));
    named.code = SLICE("new");
    TRY(sound(ctx, &named));
    snap = snapshot_acquire(desk->platform);
    u.framework = snap->catalogue->framework;
    e = u.framework->by_id[it->competence.n] == NULL
            ? fail(ctx, ERR_INVALID, "an item of no competence")
            : db_write(platform_db(desk->platform), ctx, use_draft, &u);
    snapshot_release(desk->platform, snap);
    if (e == OK)
        *ret_id = u.made;
    return e;
}

static enum err
use_revise(struct db *db, void *arg)
{
    struct item_use_case *u = arg;
    struct item_version_list all = {.len = 0};
    struct item_version v = {.version = 0};

    TRY(item_store_find(db, u->id, &v));
    if (v.state != ITEM_APPROVED)
        return fail(db_ctx(db), ERR_CONFLICT, "version %lld is not in use", (long long)v.id.n);
    TRY(item_store_of_code(db, v.code, &all));
    v.version = all.versions[0].version + 1;
    v.state = ITEM_DRAFT;
    v.author = u->desk->actor->id;
    v.counts = false;
    v.since = 0;
    return item_store_add(db, &v, &u->made);
}

enum err
item_revise(struct ctx *ctx, const struct item_desk *desk, struct item_version_id id,
            struct item_version_id *ret_id)
{
    struct item_use_case u = {.desk = desk, .id = id};

    TRY(need(ctx, desk, RIGHT_ITEM_WRITE));
    TRY(db_write(platform_db(desk->platform), ctx, use_revise, &u));
    *ret_id = u.made;
    return OK;
}

/* A draft of the actor, or ERR_DENIED. */
static enum err
own_draft(struct db *db, const struct item_use_case *u, struct item_version *v)
{
    TRY(item_store_find(db, u->id, v));
    if (item_version_may_change(v, u->desk->actor->id))
        return OK;
    return fail(db_ctx(db), ERR_DENIED, "version %lld is no draft of this person",
                (long long)v->id.n);
}

static enum err
use_rewrite(struct db *db, void *arg)
{
    struct item_use_case *u = arg;
    struct item_version v = {.version = 0};
    struct item it = *u->item;

    TRY(own_draft(db, u, &v));
    it.code = v.code;
    TRY(describe(db_ctx(db), &it, &v));
    return item_store_save(db, &v);
}

enum err
item_rewrite(struct ctx *ctx, const struct item_desk *desk, struct item_version_id id,
             const struct item *it)
{
    struct item_use_case u = {.desk = desk, .id = id, .item = it};

    TRY(need(ctx, desk, RIGHT_ITEM_WRITE));
    TRY(sound(ctx, it));
    return db_write(platform_db(desk->platform), ctx, use_rewrite, &u);
}

static enum err
use_discard(struct db *db, void *arg)
{
    struct item_use_case *u = arg;
    struct item_version v = {.version = 0};

    TRY(own_draft(db, u, &v));
    return item_store_delete(db, u->id, u->desk->actor->id);
}

enum err
item_discard(struct ctx *ctx, const struct item_desk *desk, struct item_version_id id)
{
    struct item_use_case u = {.desk = desk, .id = id};

    TRY(need(ctx, desk, RIGHT_ITEM_WRITE));
    return db_write(platform_db(desk->platform), ctx, use_discard, &u);
}

/* --- decisions -------------------------------------------------------------- */

static enum err
tell(struct db *db, const struct item_use_case *u, const char *action, const struct item_version *v)
{
    struct text t = text_init(db_ctx(db)->arena, 64);
    struct json_write w = json_write_init(&t);
    struct audit_entry entry = {
        .actor = u->desk->actor->code, .action = action, .subject = v->code};

    json_write_object(&w);
    json_write_member_int(&w, "version", v->version);
    json_write_object_end(&w);
    json_write_end(&w);
    TRY(text_end(&t, &entry.detail));
    return audit_add(db, &entry);
}

static enum err
move(struct db *db, struct item_version *v, enum item_state to)
{
    enum item_state before = v->state;

    assert(item_state_may_follow(before, to));
    v->state = to;
    return item_store_move(db, v, before);
}

static enum err
use_submit(struct db *db, void *arg)
{
    struct item_use_case *u = arg;
    struct item_version v = {.version = 0};

    TRY(own_draft(db, u, &v));
    TRY(move(db, &v, ITEM_REVIEW));
    return tell(db, u, "item.submit", &v);
}

enum err
item_submit(struct ctx *ctx, const struct item_desk *desk, struct item_version_id id)
{
    struct item_use_case u = {.desk = desk, .id = id};

    TRY(need(ctx, desk, RIGHT_ITEM_WRITE));
    return db_write(platform_db(desk->platform), ctx, use_submit, &u);
}

/* The one that was in use goes first: there is one version of an item in use. */
static enum err
take_into_use(struct db *db, const struct item_use_case *u, struct item_version *v)
{
    struct item_version_list all = {.len = 0};

    TRY(item_store_bank_raise(db, &v->since));
    TRY(item_store_of_code(db, v->code, &all));
    for (int i = 0; i < all.len; i++) {
        if (all.versions[i].state != ITEM_APPROVED)
            continue;
        all.versions[i].until = v->since;
        TRY(move(db, &all.versions[i], ITEM_REPLACED));
    }
    TRY(move(db, v, ITEM_APPROVED));
    return tell(db, u, "item.approve", v);
}

static enum err
use_decide(struct db *db, void *arg)
{
    struct item_use_case *u = arg;
    struct item_version v = {.version = 0};

    TRY(item_store_find(db, u->id, &v));
    if (!item_version_may_review(&v, u->desk->actor->id))
        return fail(db_ctx(db), ERR_DENIED, "version %lld is not this person's to decide",
                    (long long)v.id.n);
    v.reviewer = u->desk->actor->id;
    v.note = u->decision->reason;
    if (u->decision->approve)
        return take_into_use(db, u, &v);
    TRY(move(db, &v, ITEM_DRAFT));
    return tell(db, u, "item.return", &v);
}

static enum err
need_reason(struct ctx *ctx, struct slice reason)
{
    if (reason.len == 0 || reason.len > ITEM_NOTE_BYTES_MAX)
        return fail(ctx, ERR_INVALID, "a reason has 1 to %d bytes", ITEM_NOTE_BYTES_MAX);
    return OK;
}

enum err
item_decide(struct ctx *ctx, const struct item_desk *desk, struct item_version_id id,
            const struct item_decision *decision)
{
    struct item_use_case u = {.desk = desk, .id = id, .decision = decision};

    TRY(need(ctx, desk, RIGHT_ITEM_REVIEW));
    TRY(need_reason(ctx, decision->reason));
    TRY(db_write(platform_db(desk->platform), ctx, use_decide, &u));
    return decision->approve ? platform_refresh_items(ctx, desk->platform) : OK;
}

static enum err
use_retire(struct db *db, void *arg)
{
    struct item_use_case *u = arg;
    struct item_version v = {.version = 0};

    TRY(item_store_find(db, u->id, &v));
    if (v.state != ITEM_APPROVED)
        return fail(db_ctx(db), ERR_DENIED, "version %lld is not in use", (long long)v.id.n);
    TRY(item_store_bank_raise(db, &v.until));
    v.note = u->decision->reason;
    TRY(move(db, &v, ITEM_RETIRED));
    return tell(db, u, "item.retire", &v);
}

enum err
item_retire(struct ctx *ctx, const struct item_desk *desk, struct item_version_id id,
            struct slice reason)
{
    const struct item_decision decision = {.reason = reason};
    struct item_use_case u = {.desk = desk, .id = id, .decision = &decision};

    TRY(need(ctx, desk, RIGHT_ITEM_REVIEW));
    TRY(need_reason(ctx, reason));
    TRY(db_write(platform_db(desk->platform), ctx, use_retire, &u));
    return platform_refresh_items(ctx, desk->platform);
}
