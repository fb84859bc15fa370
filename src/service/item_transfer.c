/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/item_transfer.h"

#include "domain/right.h"
#include "exchange/items_csv.h"
#include "exchange/items_json.h"
#include "exchange/items_qti.h"
#include "service/item_bank.h"
#include "service/item_code.h"
#include "storage/account_store.h"
#include "storage/item_store.h"

struct incoming {
    const struct item_desk *desk;
    struct item_transfer_report *report;
};

/* --- in --------------------------------------------------------------------- */

static void
tell(struct incoming *in, const struct item_imported *im, enum item_problem what)
{
    item_import_tell(&in->report->import,
                     (struct item_import_problem){
                         .what = what, .file = im->file, .line = im->line, .value = im->item.code});
}

/* Whether the next version can be begun; else why not, as a problem. */
static bool
can_follow(struct incoming *in, const struct item_imported *im, const struct item_version *newest)
{
    if (!slice_eq(newest->competence, im->competence))
        tell(in, im, ITEM_PROBLEM_MOVED);
    else if (newest->state == ITEM_DRAFT || newest->state == ITEM_REVIEW)
        tell(in, im, ITEM_PROBLEM_IN_WORK);
    else if (newest->state == ITEM_RETIRED)
        tell(in, im, ITEM_PROBLEM_RETIRED);
    else
        return true;
    return false;
}

static enum err
take_one(struct db *db, struct incoming *in, const struct item_imported *im)
{
    struct item_version_list known = {.len = 0};
    struct item it = im->item;
    struct item_version v = {.version = 1,
                             .state = ITEM_DRAFT,
                             .competence = im->competence,
                             .kind = it.kind,
                             .level = it.level,
                             .facet = it.facet,
                             .author = in->desk->actor->id};

    if (it.code.len == 0)
        TRY(item_code_next(db, im->competence, &it.code));
    else
        TRY(item_store_of_code(db, it.code, &known));
    v.code = it.code;
    TRY(items_json_write_one(db_ctx(db), &it, im->competence, &v.content));
    if (known.len > 0) {
        v.version = known.versions[0].version + 1;
        if (slice_eq(known.versions[0].content, v.content)) {
            in->report->unchanged++;
            return OK;
        }
        if (!can_follow(in, im, &known.versions[0]))
            return OK;
    }
    in->report->revised += known.len > 0;
    in->report->added += known.len == 0;
    return item_store_add(db, &v, &v.id);
}

/* Whatever was added goes again when there is a problem: the use case fails. */
static enum err
use_import(struct db *db, void *arg)
{
    struct incoming *in = arg;
    struct item_transfer_report *r = in->report;

    r->added = r->revised = r->unchanged = 0;
    r->import.problems_count = r->import.problems_len = 0;
    for (int i = 0; i < r->import.len; i++)
        TRY(take_one(db, in, &r->import.items[i]));
    return r->import.problems_count == 0
               ? OK
               : fail(db_ctx(db), ERR_CONFLICT, "%lld items cannot be taken",
                      (long long)r->import.problems_count);
}

static enum err
read(struct ctx *ctx, const struct item_desk *desk, const struct item_transfer_in *in,
     struct item_import *ret_import)
{
    const struct snapshot *snap = snapshot_acquire(desk->platform);
    const struct framework *f = snap->catalogue->framework;
    const struct item_defaults defaults = {in->competence, in->level, in->facet};
    enum err e = items_qti_is_one(in->bytes)
                     ? items_qti_read(ctx, in->bytes, f, &defaults, ret_import)
                     : items_csv_read(ctx, in->bytes, f, ret_import);

    /* codes of competences belong to the snapshot */
    for (int i = 0; i < ret_import->len && e == OK; i++)
        e = arena_copy(ctx->arena, ret_import->items[i].competence,
                       &ret_import->items[i].competence);
    snapshot_release(desk->platform, snap);
    return e;
}

enum err
item_transfer_import(struct ctx *ctx, const struct item_desk *desk,
                     const struct item_transfer_in *in, struct item_transfer_report *ret_report)
{
    struct incoming incoming = {desk, ret_report};
    enum err e;

    *ret_report = (struct item_transfer_report){.added = 0};
    if (!right_allows(RIGHT_ITEM_WRITE, desk->actor, (struct organisation_id){0}))
        return fail(ctx, ERR_DENIED, "%s is missing", right_name(RIGHT_ITEM_WRITE));
    if (in->bytes.len > ITEM_FILE_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "a list of items has more than %d bytes", ITEM_FILE_BYTES_MAX);
    TRY(read(ctx, desk, in, &ret_report->import));
    if (ret_report->import.problems_count > 0)
        return OK;
    e = db_write(platform_db(desk->platform), ctx, use_import, &incoming);
    if (e != OK && ret_report->import.problems_count > 0) {
        ctx_clear(ctx);
        ret_report->added = ret_report->revised = ret_report->unchanged = 0;
        return OK;
    }
    return e;
}

/* --- out -------------------------------------------------------------------- */

static bool
goes_out(const struct item_use *use, int64_t number, struct slice competence)
{
    return item_use_is_in(use, number) &&
           (competence.len == 0 || slice_eq(use->competence, competence));
}

static enum err
export_csv(struct ctx *ctx, const struct item_bank *bank, struct slice competence, struct text *t)
{
    int64_t number = item_bank_number(bank);
    int len = item_bank_len(bank);

    items_csv_put_headings(t);
    for (int i = 0; i < len; i++) {
        const struct item_use *use = item_bank_at(bank, i);

        if (goes_out(use, number, competence))
            TRY(items_csv_put(ctx, t, use->item, use->competence));
    }
    return OK;
}

static enum err
export_qti(struct ctx *ctx, const struct item_bank *bank, struct slice competence, struct text *t)
{
    int64_t number = item_bank_number(bank);
    int len = item_bank_len(bank);
    struct items_qti_package p;

    TRY(items_qti_begin(ctx, t, &p));
    for (int i = 0; i < len; i++) {
        const struct item_use *use = item_bank_at(bank, i);

        if (goes_out(use, number, competence))
            TRY(items_qti_put(&p, use->item, use->competence));
    }
    return items_qti_end(&p);
}

enum err
item_transfer_export(struct ctx *ctx, struct platform *p, enum item_format format,
                     struct slice competence, struct slice *ret_bytes)
{
    struct text t = text_init(ctx->arena, ITEM_FILE_BYTES_MAX);

    TRY(format == ITEM_FORMAT_CSV ? export_csv(ctx, platform_items(p), competence, &t)
                                  : export_qti(ctx, platform_items(p), competence, &t));
    return text_end(&t, ret_bytes) == OK ? OK : fail(ctx, ERR_LIMIT, "too many items for a file");
}

/* --- who acts on the command line -------------------------------------------- */

struct actor_use {
    struct slice email;
    struct actor *actor;
};

static enum err
use_actor(struct db *db, void *arg)
{
    struct actor_use *u = arg;
    struct account a = {.id = {0}};
    struct actor actor = {.grants = NULL};

    TRY(account_store_by_email(db, u->email, &a));
    if (a.status != ACCOUNT_ACTIVE)
        return ERR_NOT_FOUND;
    actor.id = a.id;
    actor.code = a.code;
    actor.name = a.name;
    TRY(account_store_grants(db, a.id, &actor.grants, &actor.grants_len));
    *u->actor = actor;
    return OK;
}

enum err
item_transfer_actor(struct ctx *ctx, struct platform *p, struct slice email,
                    struct actor *ret_actor)
{
    struct actor_use u = {email, ret_actor};

    return db_read(platform_db(p), ctx, use_actor, &u);
}
