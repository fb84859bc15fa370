/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of blocks in and out; upload_plan.c works out what one would change. */
#include "service/publish_upload.h"

#include "base/json_write.h"
#include "exchange/block_csv.h"
#include "exchange/block_moochub.h"
#include "exchange/sheet_json.h"
#include "service/audit.h"
#include "service/publish_parts.h"
#include "storage/block_upload_store.h"
#include "storage/module_store.h"

enum { UPLOAD_KEPT_MS = 24 * 3600 * 1000 };

/* What publish_use.found is here. */
struct upload {
    struct slice file;
    int64_t id;
    uint64_t mark;
    struct upload_plan *plan;
    struct block_list *list;
};

static struct instant
a_day_before(struct instant now)
{
    return (struct instant){now.ms - UPLOAD_KEPT_MS};
}

/* --- reading and comparing --------------------------------------------------------- */

static enum err
make_plan(struct db *db, const struct publish_use *u, struct upload *up)
{
    struct ctx *ctx = db_ctx(db);
    struct block_feed feed = {u->desk->organisation.code, &u->base};

    up->list = arena_new(ctx->arena, struct block_list);
    if (up->list == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for a list");
    if (block_moochub_is_json(up->file))
        TRY(block_moochub_read(ctx, up->file, &feed, up->list));
    else
        TRY(block_csv_read(ctx, up->file, up->list));
    return upload_plan_make(db, u, up->list, up->plan);
}

static enum err
use_plan(struct db *db, void *arg)
{
    struct publish_use *u = arg;

    return make_plan(db, u, u->found);
}

static enum err
use_keep(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct upload *up = u->found;

    return block_upload_store_add(db, u->desk->organisation.id, a_day_before(db_ctx(db)->now),
                                  up->file, &up->id);
}

enum err
publish_upload_preview(struct ctx *ctx, const struct publish_desk *desk, struct slice file,
                       struct upload_plan *ret_plan, int64_t *ret_upload)
{
    struct upload up = {.file = file, .plan = ret_plan};
    struct publish_use u = {.desk = desk, .found = &up};

    TRY(publish_read(ctx, &u, use_plan));
    if (up.list->problems_count == 0)
        TRY(publish_write(ctx, &u, use_keep));
    *ret_upload = up.id;
    return OK;
}

/* --- doing it ------------------------------------------------------------------------ */

/* The draft with its dates, or the next version of what is published. */
static enum err
save_text(struct db *db, struct publish_use *u, const struct upload_block *b)
{
    struct module_version v = {.version = 0};
    struct upload_kept kept;

    if (b->open.n == 0) {
        TRY(upload_kept_load(db, u, b->code, &kept));
        return publish_add_version(db, u, &kept.present, &kept.history, &b->sheet);
    }
    u->id = b->open;
    u->edition = b->open_edition;
    TRY(publish_open_version(db, u, &v));
    v.title = slice_trim(b->sheet.fields[BLOCK_TITLE]);
    v.author = u->desk->actor->id;
    TRY(sheet_json_write(db_ctx(db), &b->sheet, &v.content));
    return module_version_store_save(db, &v);
}

/* Further dates of a draft are numbered on. */
static enum err
number_new_runs(struct arena *a, struct module_sheet *sheet)
{
    int64_t largest = 0;

    for (int i = 0; i < sheet->runs_len; i++) {
        int64_t n = 0;

        if (slice_int(slice_trim(sheet->runs[i].fields[RUN_CODE]), 1, INT32_MAX, &n) == OK)
            largest = n > largest ? n : largest;
    }
    for (int i = 0; i < sheet->runs_len; i++) {
        struct text t = text_init(a, 24);

        if (sheet->runs[i].fields[RUN_CODE].len > 0)
            continue;
        text_int(&t, ++largest);
        TRY(text_end(&t, &sheet->runs[i].fields[RUN_CODE]));
    }
    return OK;
}

static enum err
save_runs(struct db *db, const struct publish_use *u, const struct upload_block *b)
{
    struct block_faults *faults = arena_new(db_ctx(db)->arena, struct block_faults);
    struct publish_use use = *u;
    struct module m = {.id = {0}};

    if (faults == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for faults");
    TRY(publish_module(db, u, b->code, &m));
    use.faults = faults;
    use.code = b->code;
    for (int i = 0; i < b->runs_len; i++) {
        if (b->runs[i].step == UPLOAD_SAME)
            continue;
        use.run = &b->runs[i].sheet;
        use.seen = b->runs[i].seen;
        TRY(publish_run_put(db, &use, &m));
    }
    TRY(module_store_save(db, &m));
    return publish_tell(db, u, "module.run", b->code, 0);
}

static enum err
save_block(struct db *db, struct publish_use *u, struct upload_block *b)
{
    struct slice wished = b->entry->code_is_made ? b->entry->code : SLICE("");
    bool dates = b->runs_new + b->runs_changed > 0;

    if (b->step == UPLOAD_NEW)
        return publish_add_draft(db, u, &b->sheet, wished);
    if (!b->in_catalogue && (b->differs != 0 || dates)) {
        TRY(number_new_runs(db_ctx(db)->arena, &b->sheet));
        return save_text(db, u, b);
    }
    if (b->differs != 0)
        TRY(save_text(db, u, b));
    return b->in_catalogue && dates ? save_runs(db, u, b) : OK;
}

/* "module.upload": how much, not what. */
static enum err
note_upload(struct db *db, const struct publish_use *u, const struct upload_plan *plan)
{
    struct text t = text_init(db_ctx(db)->arena, 256);
    struct json_write w = json_write_init(&t);
    struct audit_entry entry = {.actor = u->desk->actor->code,
                                .organisation = u->desk->organisation.code,
                                .action = "module.upload",
                                .subject = u->desk->organisation.code};

    json_write_object(&w);
    json_write_member_int(&w, "new", plan->news);
    json_write_member_int(&w, "changed", plan->changed);
    json_write_member_int(&w, "dates", plan->runs_new + plan->runs_changed);
    json_write_object_end(&w);
    json_write_end(&w);
    TRY(text_end(&t, &entry.detail));
    return audit_add(db, &entry);
}

/* PUBLISH-18. A use case may run again (PostgreSQL): it begins from the file each time. */
static enum err
use_confirm(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct upload *up = u->found;
    struct ctx *ctx = db_ctx(db);

    TRY(block_upload_store_find(db, u->desk->organisation.id, a_day_before(ctx->now), up->id,
                                &up->file));
    TRY(make_plan(db, u, up));
    if (up->list->problems_count > 0 || up->plan->mark != up->mark)
        return fail(ctx, ERR_CONFLICT, "upload %lld would do something else now",
                    (long long)up->id);
    for (int i = 0; i < up->plan->len; i++) {
        if (up->plan->blocks[i].step != UPLOAD_SAME)
            TRY(save_block(db, u, &up->plan->blocks[i]));
    }
    if (up->plan->news + up->plan->changed > 0)
        TRY(note_upload(db, u, up->plan));
    return block_upload_store_forget(db, up->id, a_day_before(ctx->now), NULL);
}

enum err
publish_upload_confirm(struct ctx *ctx, const struct publish_desk *desk, int64_t upload,
                       uint64_t mark, struct upload_plan *ret_plan)
{
    struct upload up = {.id = upload, .mark = mark, .plan = ret_plan};
    struct publish_use u = {.desk = desk, .found = &up, .names_block = true};

    return publish_write(ctx, &u, use_confirm);
}

/* --- taking along ---------------------------------------------------------------------- */

static enum err
use_export(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct provider_blocks own = {.at = NULL};
    struct text t = text_init(db_ctx(db)->arena, OFFER_UPLOAD_BYTES_MAX);
    int first = u->page * PUBLISH_EXPORT_BLOCKS;

    TRY(module_version_store_all_blocks(db, u->provider, u->desk->organisation.id, &own));
    if (first > 0 && first >= own.len)
        return ERR_NOT_FOUND;
    block_csv_put_head(&t);
    for (int i = first; i < own.len && i < first + PUBLISH_EXPORT_BLOCKS; i++) {
        struct upload_kept kept;

        if (own.at[i].feed.len > 0)
            continue;
        TRY(upload_kept_load(db, u, own.at[i].code, &kept));
        block_csv_put(&t, own.at[i].code, &kept.sheet);
    }
    if (text_end(&t, u->found) != OK)
        return fail(db_ctx(db), ERR_LIMIT, "more than %d bytes of blocks", OFFER_UPLOAD_BYTES_MAX);
    return OK;
}

enum err
publish_export(struct ctx *ctx, const struct publish_desk *desk, int part, struct slice *ret_csv)
{
    struct publish_use u = {.desk = desk, .page = part, .found = ret_csv};

    return publish_read(ctx, &u, use_export);
}

/* Of what is known here, so that it can be handed in as it is. */
static enum err
use_template(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct arena *a = db_ctx(db)->arena;
    const struct framework *f = u->base.framework;
    struct text t = text_init(a, BLOCK_BYTES_MAX);
    struct text gives = text_init(a, 100);
    struct text sitting = text_init(a, 100);
    struct run_sheet run = {.fields = {[RUN_SEATS] = SLICE_INIT("12")}};
    struct module_sheet s = {
        .fields = {[BLOCK_TITLE] = SLICE_INIT("Beispiel: Bescheide verständlich schreiben"),
                   [BLOCK_SUMMARY] = SLICE_INIT("Bescheide, die man beim ersten Lesen versteht."),
                   [BLOCK_DESCRIPTION] =
                       SLICE_INIT("Sie schreiben einen Bescheid Ihrer Stelle um."),
                   [BLOCK_FORMAT] = SLICE_INIT("live_online"),
                   [BLOCK_KIND] = SLICE_INIT("basic"),
                   [BLOCK_CERTIFICATE] = SLICE_INIT("participation"),
                   [BLOCK_LANGUAGE] = SLICE_INIT("de"),
                   [BLOCK_HOURS] = SLICE_INIT("7,5"),
                   [BLOCK_PRICE] = SLICE_INIT("120"),
                   [BLOCK_SELF_PACED] = SLICE_INIT("nein")},
        .runs = &run,
        .runs_len = 1};

    if (f->competences_len > 0)
        text_printf(&gives, "%.*s 0-3", SLICE_ARG(f->competences[0].code));
    day_put_german(&sitting, day_plus(u->snap->today, 120));
    text_puts(&sitting, " 09:00-16:30");
    TRY(text_end(&gives, &s.fields[BLOCK_GIVES]));
    TRY(text_end(&sitting, &run.fields[RUN_SITTINGS]));
    block_csv_put_head(&t);
    block_csv_put(&t, SLICE(""), &s);
    return text_end(&t, u->found);
}

enum err
publish_template(struct ctx *ctx, const struct publish_desk *desk, struct slice *ret_csv)
{
    struct publish_use u = {.desk = desk, .found = ret_csv};

    return publish_read(ctx, &u, use_template);
}

/* --- what waits ---------------------------------------------------------------------------- */

static enum err
use_reviews(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct publish_reviews *r = u->found;
    struct organisation_id organisation = u->desk->organisation.id;
    struct module_version_list all = {.at = NULL};
    struct module_version_list drafts = {.at = NULL};

    *r = (struct publish_reviews){.len = 0};
    TRY(publish_colleagues(db, u, &r->colleagues));
    TRY(module_version_store_in_state(db, organisation, MODULE_DRAFT, PUBLISH_REVIEWS_MAX,
                                      &drafts));
    TRY(module_version_store_in_state(db, organisation, MODULE_REVIEW, PUBLISH_REVIEWS_MAX + 1,
                                      &all));
    r->drafts = drafts.len;
    r->more = all.len > PUBLISH_REVIEWS_MAX;
    r->at = arena_array(db_ctx(db)->arena, struct publish_review, (size_t)all.len + 1);
    if (r->at == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for reviews");
    for (int i = 0; i < all.len && i < PUBLISH_REVIEWS_MAX; i++) {
        struct publish_review *x = &r->at[r->len++];

        x->version = all.at[i];
        TRY(publish_sheet(db, &all.at[i], &x->sheet));
        x->is_own = !module_version_may_publish(&all.at[i], u->desk->actor->id, r->colleagues);
    }
    return OK;
}

enum err
publish_reviews(struct ctx *ctx, const struct publish_desk *desk,
                struct publish_reviews *ret_reviews)
{
    struct publish_use u = {.desk = desk, .found = ret_reviews};

    return publish_read(ctx, &u, use_reviews);
}
