/* SPDX-License-Identifier: EUPL-1.2 */
/* What becomes of a version: to a colleague, back, into the catalogue, out of it. */
#include "domain/organisation_code.h"
#include "service/certification_service.h"
#include "service/publish_parts.h"
#include "service/publish_upload.h"
#include "storage/module_store.h"
#include "storage/organisation_store.h"
#include "storage/provider_store.h"

static enum err
move(struct db *db, struct module_version *v, enum module_state to)
{
    enum module_state before = v->state;

    if (!module_state_may_follow(before, to))
        return fail(db_ctx(db), ERR_CONFLICT, "version %lld is %s", (long long)v->id.n,
                    module_state_code(before));
    v->state = to;
    return module_version_store_move(db, v, before);
}

/* A version with what it makes. */
struct whole {
    struct module_sheet sheet;
    struct module present; /* of the catalogue; id.n == 0: none */
    struct publish_made made;
    bool is_judged_same; /* as what is in the catalogue */
};

/* ERR_INVALID when something is still wrong (PUBLISH-9). */
static enum err
read_whole(struct db *db, const struct publish_use *u, const struct module_version *v,
           struct whole *ret_whole)
{
    *ret_whole = (struct whole){.sheet = {.runs = NULL}};
    TRY(publish_sheet(db, v, &ret_whole->sheet));
    TRY(publish_module(db, u, v->code, &ret_whole->present));
    TRY(publish_module_of(db, u, &ret_whole->sheet, &ret_whole->present, &ret_whole->made));
    if (ret_whole->made.faults.count == 0)
        return OK;
    return fail(db_ctx(db), ERR_INVALID, "version %lld has %d faults", (long long)v->id.n,
                ret_whole->made.faults.count);
}

static enum err
use_submit(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct module_version v = {.version = 0};
    struct whole w;

    TRY(publish_open_version(db, u, &v));
    TRY(read_whole(db, u, &v, &w));
    v.publisher.n = 0;
    v.note = SLICE("");
    TRY(move(db, &v, MODULE_REVIEW));
    return publish_tell(db, u, "module.submit", v.code, v.version);
}

enum err
publish_submit(struct ctx *ctx, const struct publish_desk *desk, struct module_version_id id,
               int edition)
{
    struct publish_use u = {.desk = desk, .id = id, .edition = edition};

    return publish_write(ctx, &u, use_submit);
}

/* Drafts of which something is still open stay, and are counted. */
static enum err
use_submit_all(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct publish_submitted *done = u->found;
    struct module_version_list drafts = {.at = NULL};
    struct whole *w = arena_new(db_ctx(db)->arena, struct whole);
    int colleagues = 0;

    *done = (struct publish_submitted){.left = 0};
    TRY(publish_colleagues(db, u, &colleagues));
    if (w == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for a block");
    if (colleagues < 2)
        return fail(db_ctx(db), ERR_CONFLICT, "nobody else could look at drafts");
    TRY(module_version_store_in_state(db, u->desk->organisation.id, MODULE_DRAFT, OFFER_ROWS_MAX,
                                      &drafts));
    for (int i = 0; i < drafts.len; i++) {
        struct module_version *v = &drafts.at[i];
        enum err e = read_whole(db, u, v, w);

        if (e == ERR_INVALID) {
            ctx_clear(db_ctx(db));
            done->left++;
            continue;
        }
        TRY(e);
        v->publisher.n = 0;
        v->note = SLICE("");
        TRY(move(db, v, MODULE_REVIEW));
        TRY(publish_tell(db, u, "module.submit", v->code, v->version));
        done->submitted++;
    }
    return OK;
}

enum err
publish_submit_all(struct ctx *ctx, const struct publish_desk *desk,
                   struct publish_submitted *ret_submitted)
{
    struct publish_use u = {.desk = desk, .found = ret_submitted};

    return publish_write(ctx, &u, use_submit_all);
}

static enum err
need_reason(struct ctx *ctx, struct slice reason)
{
    if (reason.len == 0 || reason.len > PUBLISH_NOTE_BYTES_MAX)
        return fail(ctx, ERR_INVALID, "a reason has 1 to %d bytes", PUBLISH_NOTE_BYTES_MAX);
    return OK;
}

static enum err
use_return(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct module_version v = {.version = 0};

    TRY(publish_open_version(db, u, &v));
    if (v.state != MODULE_REVIEW)
        return fail(db_ctx(db), ERR_CONFLICT, "version %lld is not in review", (long long)v.id.n);
    v.publisher = u->desk->actor->id;
    v.note = u->reason;
    TRY(move(db, &v, MODULE_DRAFT));
    return publish_tell(db, u, "module.return", v.code, v.version);
}

enum err
publish_return(struct ctx *ctx, const struct publish_desk *desk, struct module_version_id id,
               int edition, struct slice reason)
{
    struct publish_use u = {
        .desk = desk, .id = id, .edition = edition, .reason = slice_trim(reason)};

    TRY(publish_need(ctx, desk));
    TRY(need_reason(ctx, u.reason));
    return publish_write(ctx, &u, use_return);
}

/* --- into the catalogue -------------------------------------------------------- */

/* An organisation that the catalogue does not know yet appears there under its own name. */
static enum err
ensure_provider(struct db *db, const struct publish_use *u, struct provider_id *ret_provider)
{
    const struct organisation *o = &u->desk->organisation;
    struct arena *a = db_ctx(db)->arena;
    struct text code = text_init(a, 2 * CODE_BYTES_MAX);
    struct provider p = {.name = o->name, .kind = SLICE("company")};
    struct provider_id known = {0};
    enum err e;

    *ret_provider = u->provider;
    if (u->provider.n != 0)
        return OK;
    text_puts(&code, "mitglied-");
    text_put(&code, o->code);
    TRY(text_end(&code, &p.code));
    TRY(organisation_code_fit(a, p.code, CODE_BYTES_MAX, &p.code));
    e = provider_store_id(db, p.code, &known);
    if (e != ERR_NOT_FOUND)
        return e == OK ? fail(db_ctx(db), ERR_CONFLICT, "the catalogue has a provider %.*s",
                              SLICE_ARG(p.code))
                       : e;
    TRY(provider_store_save(db, &p));
    TRY(organisation_store_set_provider(db, o->id, p.id));
    *ret_provider = p.id;
    return OK;
}

/* What a new version leaves as it is: dates, links and, when it is judged the same, the seal. */
static enum err
keep(struct db *db, const struct publish_use *u, struct whole *w)
{
    const struct module *present = &w->present;
    struct module *m = &w->made.module;

    if (present->id.n == 0)
        return publish_venues_save(db, u, &w->sheet, m);
    m->runs = present->runs;
    m->runs_len = present->runs_len;
    m->follow_within_weeks = present->follow_within_weeks;
    m->demo = present->demo;
    TRY(publish_is_judged_same(db, u, present, m, &w->is_judged_same));
    if (w->is_judged_same)
        m->certification = present->certification; /* CERT-12 */
    return OK;
}

static enum err
replace_published(struct db *db, const struct publish_use *u, struct slice code)
{
    struct module_version_list all = {.at = NULL};

    TRY(module_version_store_of_code(db, u->desk->organisation.id, code, &all));
    for (int i = 0; i < all.len; i++) {
        if (all.at[i].state == MODULE_PUBLISHED)
            TRY(move(db, &all.at[i], MODULE_REPLACED));
    }
    return OK;
}

static enum err
need_second(struct db *db, const struct publish_use *u, const struct module_version *v)
{
    int colleagues = 0;

    TRY(publish_colleagues(db, u, &colleagues));
    if (module_version_may_publish(v, u->desk->actor->id, colleagues))
        return OK;
    return fail(db_ctx(db), ERR_DENIED, "version %lld is not this person's to publish",
                (long long)v->id.n);
}

static enum err
use_publish(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct module_version v = {.version = 0};
    struct whole w;
    struct module *m = &w.made.module;

    TRY(publish_open_version(db, u, &v));
    TRY(need_second(db, u, &v));
    TRY(read_whole(db, u, &v, &w));
    if (w.present.feed.len > 0)
        return fail(db_ctx(db), ERR_CONFLICT, "block %.*s is a feed's", SLICE_ARG(v.code));
    m->code = v.code;
    TRY(ensure_provider(db, u, &m->provider));
    TRY(keep(db, u, &w));
    TRY(module_store_save(db, m));
    if (w.present.id.n != 0 && !w.is_judged_same)
        TRY(certification_lapse(db, u->desk, v.code));
    TRY(replace_published(db, u, v.code));
    v.publisher = u->desk->actor->id;
    v.note = SLICE("");
    TRY(move(db, &v, MODULE_PUBLISHED));
    return publish_tell(db, u, "module.publish", v.code, v.version);
}

enum err
publish_publish(struct ctx *ctx, const struct publish_desk *desk, struct module_version_id id,
                int edition)
{
    struct publish_use u = {.desk = desk, .id = id, .edition = edition};

    return publish_write(ctx, &u, use_publish);
}

/* --- out of it ------------------------------------------------------------------- */

static enum err
use_retire(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct module_version_list all = {.at = NULL};
    struct module present = {.id = {0}};

    TRY(publish_module(db, u, u->code, &present));
    if (present.id.n == 0)
        return ERR_NOT_FOUND;
    if (present.gone || present.feed.len > 0)
        return fail(db_ctx(db), ERR_CONFLICT, "block %.*s is not offered, or a feed's",
                    SLICE_ARG(u->code));
    TRY(module_version_store_of_code(db, u->desk->organisation.id, u->code, &all));
    if (all.len == 0)
        TRY(publish_adopt(db, u, &present, &all));
    for (int i = 0; i < all.len; i++) {
        if (all.at[i].state != MODULE_PUBLISHED)
            continue;
        all.at[i].publisher = u->desk->actor->id;
        all.at[i].note = u->reason;
        TRY(move(db, &all.at[i], MODULE_RETIRED));
        TRY(publish_tell(db, u, "module.retire", u->code, all.at[i].version));
    }
    return module_store_mark_gone(db, present.id, true);
}

enum err
publish_retire(struct ctx *ctx, const struct publish_desk *desk, struct slice code,
               struct slice reason)
{
    struct publish_use u = {.desk = desk, .code = code, .reason = slice_trim(reason)};

    TRY(publish_need(ctx, desk));
    TRY(need_reason(ctx, u.reason));
    return publish_write(ctx, &u, use_retire);
}
