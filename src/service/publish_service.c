/* SPDX-License-Identifier: EUPL-1.2 */
/* Desks, lists, looks and drafts; publish_decide.c has the decisions, publish_runs.c the dates. */
#include "service/publish_service.h"

#include <inttypes.h>

#include "base/crypto.h"
#include "domain/organisation_code.h"
#include "exchange/sheet_json.h"
#include "service/browse_service.h"
#include "service/publish_parts.h"
#include "storage/module_store.h"
#include "storage/organisation_store.h"
#include "storage/provider_store.h"

enum { SUFFIX_BYTES = 9 }; /* "-0123abcd" */

/* --- desks ------------------------------------------------------------------ */

struct open_use {
    struct slice code;
    const struct actor *actor;
    struct organisation found;
    struct organisation *all;
    int len;
};

static bool
is_publisher(const struct organisation *o)
{
    return o->kind == ORGANISATION_PROVIDER && o->status == ORGANISATION_ADMITTED;
}

static enum err
use_open(struct db *db, void *arg)
{
    struct open_use *u = arg;

    TRY(organisation_store_by_code(db, db_ctx(db)->arena, u->code, &u->found));
    return is_publisher(&u->found) ? OK : ERR_NOT_FOUND;
}

enum err
publish_desk_open(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                  struct slice code, struct publish_desk *ret_desk)
{
    struct open_use u = {.code = code};
    struct publish_desk desk = {platform, actor, {.id = {0}}};

    TRY(db_read(platform_db(platform), ctx, use_open, &u));
    desk.organisation = u.found;
    TRY(publish_need(ctx, &desk));
    *ret_desk = desk;
    return OK;
}

static enum err
use_all(struct db *db, void *arg)
{
    struct open_use *u = arg;
    struct arena *a = db_ctx(db)->arena;

    u->len = 0;
    u->all = arena_array(a, struct organisation, (size_t)u->actor->grants_len + 1);
    if (u->all == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for organisations");
    for (int i = 0; i < u->actor->grants_len; i++) {
        struct organisation_id id = u->actor->grants[i].organisation;
        bool known = false;

        for (int k = 0; k < u->len; k++)
            known |= u->all[k].id.n == id.n;
        if (known || !right_allows(RIGHT_MODULE_PUBLISH, u->actor, id))
            continue;
        TRY(organisation_store_by_id(db, a, id, &u->all[u->len]));
        u->len += is_publisher(&u->all[u->len]);
    }
    return OK;
}

enum err
publish_organisations(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                      struct organisation **ret_organisations, int *ret_len)
{
    struct open_use u = {.actor = actor};

    if (actor == NULL)
        return fail(ctx, ERR_DENIED, "nobody is signed in");
    TRY(db_read(platform_db(platform), ctx, use_all, &u));
    *ret_organisations = u.all;
    *ret_len = u.len;
    return OK;
}

/* --- looking ---------------------------------------------------------------- */

static enum err
use_list(struct db *db, void *arg)
{
    struct publish_use *u = arg;

    return module_version_store_blocks(db, u->provider, u->desk->organisation.id,
                                       u->page * PUBLISH_PAGE_MAX, u->found);
}

enum err
publish_list(struct ctx *ctx, const struct publish_desk *desk, int page,
             struct provider_blocks *ret_blocks)
{
    struct publish_use u = {.desk = desk, .page = page, .found = ret_blocks};

    return publish_read(ctx, &u, use_list);
}

/* What may be done with it now, and by whom (PUBLISH-1, PUBLISH-2). */
static void
put_ways(const struct publish_use *u, struct publish_look *l)
{
    const struct module_version *v = &l->version;
    bool is_whole = l->faults.count == 0;

    l->may_change = v->state == MODULE_DRAFT;
    l->may_submit = is_whole && v->state == MODULE_DRAFT && l->colleagues > 1;
    l->may_publish = is_whole && module_version_may_publish(v, u->desk->actor->id, l->colleagues);
    l->may_return = v->state == MODULE_REVIEW;
}

static enum err
seal_is_lost(struct db *db, const struct publish_use *u, const struct module *present,
             const struct module *made, bool *ret_lost)
{
    bool same = true;

    *ret_lost = false;
    if (present->id.n == 0 || !module_is_certified(present, u->snap->today))
        return OK;
    TRY(publish_is_judged_same(db, u, present, made, &same));
    *ret_lost = !same;
    return OK;
}

/* Places of a draft's runs: they are no venues of the catalogue yet. */
static enum err
put_places(struct db *db, const struct publish_use *u, struct publish_look *l)
{
    const struct module *m = &l->module;

    l->venues = arena_array(db_ctx(db)->arena, struct venue, (size_t)m->runs_len + 1);
    if (l->venues == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for places");
    for (int i = 0; i < m->runs_len; i++) {
        l->venues[i] = (struct venue){.seats = 0};
        for (int k = 0; k < l->sheet.runs_len && module_format_is_local(m->format); k++) {
            enum err e;

            if (!slice_eq(l->sheet.runs[k].fields[RUN_CODE], m->runs[i].code))
                continue;
            e = publish_place(db, u, &l->sheet.runs[k], &l->venues[i]);
            if (e != OK && e != ERR_NOT_FOUND)
                return e;
        }
    }
    return OK;
}

static enum err
use_look(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct publish_made made = {.faults = {.len = 0}};
    struct publish_look *l = u->found;
    struct module present = {.id = {0}};

    TRY(module_version_store_find(db, u->desk->organisation.id, u->id, &l->version));
    TRY(publish_sheet(db, &l->version, &l->sheet));
    TRY(publish_module(db, u, l->version.code, &present));
    TRY(publish_module_of(db, u, &l->sheet, &present, &made));
    l->module = made.module;
    l->faults = made.faults;
    TRY(publish_colleagues(db, u, &l->colleagues));
    TRY(seal_is_lost(db, u, &present, &l->module, &l->loses_seal));
    l->in_catalogue = present.id.n != 0;
    l->was_published = l->version.version > 1;
    l->module.code = l->version.code;
    l->module.provider = u->provider;
    if (present.id.n != 0) {
        l->module.runs = present.runs;
        l->module.runs_len = present.runs_len;
    }
    put_ways(u, l);
    return put_places(db, u, l);
}

enum err
publish_look(struct ctx *ctx, const struct publish_desk *desk, struct module_version_id id,
             struct publish_look *ret_look)
{
    struct publish_use u = {.desk = desk, .id = id, .found = ret_look};

    *ret_look = (struct publish_look){.colleagues = 0};
    return publish_read(ctx, &u, use_look);
}

/* --- a block ------------------------------------------------------------------ */

const struct module_version *
publish_open_one(const struct module_version_list *history)
{
    for (int i = 0; i < history->len; i++) {
        if (module_state_is_open(history->at[i].state))
            return &history->at[i];
    }
    return NULL;
}

static enum err
put_block_runs(struct db *db, const struct publish_use *u, struct publish_block *b)
{
    const struct module_version *open = publish_open_one(&b->history);
    struct module_sheet sheet = {.runs = NULL};

    if (b->module.id.n == 0) {
        if (open == NULL)
            return OK;
        TRY(publish_sheet(db, open, &sheet));
        b->runs = sheet.runs;
        b->runs_len = sheet.runs_len;
        return OK;
    }
    b->runs = arena_array(db_ctx(db)->arena, struct run_sheet, (size_t)b->module.runs_len + 1);
    if (b->runs == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for runs");
    for (b->runs_len = 0; b->runs_len < b->module.runs_len; b->runs_len++)
        TRY(publish_run_sheet(db, u, &b->module.runs[b->runs_len], &b->runs[b->runs_len]));
    return OK;
}

static enum err
use_block(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct publish_block *b = u->found;

    *b = (struct publish_block){.code = u->code};
    TRY(module_version_store_of_code(db, u->desk->organisation.id, u->code, &b->history));
    TRY(publish_module(db, u, u->code, &b->module));
    if (b->module.id.n == 0 && b->history.len == 0)
        return ERR_NOT_FOUND;
    b->title = b->module.id.n != 0 ? b->module.title : b->history.at[0].title;
    TRY(put_block_runs(db, u, b));
    b->may_revise =
        b->module.id.n != 0 && b->module.feed.len == 0 && publish_open_one(&b->history) == NULL;
    b->may_retire = b->module.id.n != 0 && b->module.feed.len == 0 && !b->module.gone;
    return OK;
}

enum err
publish_block_look(struct ctx *ctx, const struct publish_desk *desk, struct slice code,
                   struct publish_block *ret_block)
{
    struct publish_use u = {.desk = desk, .code = code, .found = ret_block};

    return publish_read(ctx, &u, use_block);
}

/* --- drafts ----------------------------------------------------------------- */

/* A draft may be incomplete, but it has a title to be found by, and nothing too long. */
static enum err
keepable(struct ctx *ctx, const struct module_sheet *sheet)
{
    if (slice_trim(sheet->fields[BLOCK_TITLE]).len == 0)
        return fail(ctx, ERR_INVALID, "a block without a title");
    for (int i = 0; i < BLOCK_FIELDS; i++) {
        if (sheet->fields[i].len > sheet_block_max((enum block_field)i))
            return fail(ctx, ERR_INVALID, "a block with a field %s of %zu bytes",
                        sheet_block_name((enum block_field)i), sheet->fields[i].len);
    }
    return OK;
}

/* Behind a title: nothing, "-2", then by chance, or whoever takes a hundred codes of one title has
 * taken the title from all. */
static void
put_suffix(struct text *t, int tries)
{
    uint32_t chance = 0;

    if (tries == 2)
        text_puts(t, "-2");
    if (tries > 2) {
        crypto_random(&chance, sizeof chance);
        text_printf(t, "-%08" PRIx32, chance);
    }
}

/* "e-akte-einsteigen", or with something behind it when that is taken. */
static enum err
free_code(struct db *db, struct slice wished, struct slice title, struct slice *ret_code)
{
    struct arena *a = db_ctx(db)->arena;
    struct slice stem = wished.len > 0 ? wished : SLICE("baustein");
    enum err e = wished.len > 0 ? OK : organisation_code_of(a, title, &stem);

    if (e != OK && e != ERR_INVALID)
        return e;
    TRY(organisation_code_fit(a, stem, CODE_BYTES_MAX - SUFFIX_BYTES, &stem));
    for (int i = 1; i <= PUBLISH_CODE_TRIES_MAX; i++) {
        struct text t = text_init(a, CODE_BYTES_MAX);
        bool taken = false;

        text_put(&t, stem);
        put_suffix(&t, i);
        TRY(text_end(&t, ret_code));
        TRY(module_version_store_taken(db, *ret_code, &taken));
        if (!taken)
            return OK;
    }
    return fail(db_ctx(db), ERR_LIMIT, "%d codes of one title are taken", PUBLISH_CODE_TRIES_MAX);
}

/* Runs of a draft are told apart by a number. */
static enum err
number_runs(struct arena *a, const struct module_sheet *from, struct module_sheet *to)
{
    to->runs = arena_array(a, struct run_sheet, (size_t)from->runs_len + 1);
    if (to->runs == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < from->runs_len; i++) {
        struct text t = text_init(a, 16);

        to->runs[i] = from->runs[i];
        text_int(&t, i + 1);
        TRY(text_end(&t, &to->runs[i].fields[RUN_CODE]));
    }
    return OK;
}

/* PUBLISH-21 */
static enum err
need_room(struct db *db, const struct publish_use *u)
{
    int64_t blocks = 0;

    TRY(module_version_store_count(db, u->provider, u->desk->organisation.id, &blocks));
    if (blocks < PUBLISH_BLOCKS_MAX)
        return OK;
    return fail(db_ctx(db), ERR_LIMIT, "organisation %lld has %lld blocks",
                (long long)u->desk->organisation.id.n, (long long)blocks);
}

enum err
publish_add_draft(struct db *db, struct publish_use *u, const struct module_sheet *wanted,
                  struct slice code)
{
    struct module_sheet numbered = *wanted;
    const struct module_sheet *sheet = &numbered;
    struct module_version v = {.organisation = u->desk->organisation.id,
                               .version = 1,
                               .state = MODULE_DRAFT,
                               .title = slice_trim(sheet->fields[BLOCK_TITLE]),
                               .author = u->desk->actor->id};

    TRY(need_room(db, u));
    TRY(number_runs(db_ctx(db)->arena, wanted, &numbered));
    TRY(free_code(db, code, v.title, &v.code));
    TRY(sheet_json_write(db_ctx(db), sheet, &v.content));
    return module_version_store_add(db, &v, &u->made);
}

static enum err
use_draft(struct db *db, void *arg)
{
    struct publish_use *u = arg;

    return publish_add_draft(db, u, u->sheet, SLICE(""));
}

enum err
publish_draft(struct ctx *ctx, const struct publish_desk *desk, const struct module_sheet *sheet,
              struct module_version_id *ret_id)
{
    struct publish_use u = {.desk = desk, .sheet = sheet, .names_block = true};

    TRY(publish_need(ctx, desk));
    TRY(keepable(ctx, sheet));
    TRY(publish_write(ctx, &u, use_draft));
    *ret_id = u.made;
    return OK;
}

enum err
publish_latest_sheet(struct db *db, const struct publish_use *u, const struct module *present,
                     const struct module_version_list *history, struct module_sheet *ret_sheet)
{
    for (int i = 0; i < history->len; i++) {
        if (history->at[i].state == MODULE_PUBLISHED)
            return publish_sheet(db, &history->at[i], ret_sheet);
    }
    if (present->id.n != 0)
        return module_sheet_of(db_ctx(db)->arena, present, &u->base, ret_sheet);
    return publish_sheet(db, &history->at[0], ret_sheet);
}

enum err
publish_add_version(struct db *db, struct publish_use *u, const struct module *present,
                    struct module_version_list *history, const struct module_sheet *sheet)
{
    struct module_sheet text = *sheet;
    struct module_version v = {.organisation = u->desk->organisation.id,
                               .code = present->code,
                               .state = MODULE_DRAFT,
                               .title = slice_trim(sheet->fields[BLOCK_TITLE]),
                               .author = u->desk->actor->id};

    if (history->len == 0)
        TRY(publish_adopt(db, u, present, history));
    text.runs_len = 0; /* they are the block's, whatever version it is in (PUBLISH-10) */
    v.version = history->at[0].version + 1;
    TRY(sheet_json_write(db_ctx(db), &text, &v.content));
    return module_version_store_add(db, &v, &u->made);
}

static enum err
use_revise(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct module_version_list history = {.at = NULL};
    struct module present = {.id = {0}};
    struct module_sheet sheet = {.runs = NULL};

    TRY(module_version_store_of_code(db, u->desk->organisation.id, u->code, &history));
    TRY(publish_module(db, u, u->code, &present));
    if (present.id.n == 0)
        return ERR_NOT_FOUND;
    if (present.feed.len > 0 || publish_open_one(&history) != NULL)
        return fail(db_ctx(db), ERR_CONFLICT, "block %.*s is in work, or a feed's",
                    SLICE_ARG(u->code));
    if (history.len == 0)
        TRY(publish_adopt(db, u, &present, &history));
    TRY(publish_latest_sheet(db, u, &present, &history, &sheet));
    return publish_add_version(db, u, &present, &history, &sheet);
}

enum err
publish_revise(struct ctx *ctx, const struct publish_desk *desk, struct slice code,
               struct module_version_id *ret_id)
{
    struct publish_use u = {.desk = desk, .code = code};

    TRY(publish_write(ctx, &u, use_revise));
    *ret_id = u.made;
    return OK;
}

static enum err
use_copy(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct module_version_list history = {.at = NULL};
    struct module present = {.id = {0}};
    struct module_sheet sheet = {.runs = NULL};

    TRY(module_version_store_of_code(db, u->desk->organisation.id, u->code, &history));
    TRY(publish_module(db, u, u->code, &present));
    if (present.id.n == 0 && history.len == 0)
        return ERR_NOT_FOUND;
    TRY(publish_latest_sheet(db, u, &present, &history, &sheet));
    sheet.runs_len = 0;
    sheet.fields[BLOCK_TITLE] = u->reason;
    return publish_add_draft(db, u, &sheet, SLICE(""));
}

enum err
publish_copy(struct ctx *ctx, const struct publish_desk *desk, struct slice code,
             struct slice title, struct module_version_id *ret_id)
{
    struct publish_use u = {
        .desk = desk, .code = code, .reason = slice_trim(title), .names_block = true};

    TRY(publish_need(ctx, desk));
    if (u.reason.len == 0 || u.reason.len > MODULE_TITLE_BYTES_MAX)
        return fail(ctx, ERR_INVALID, "a copy with a title of %zu bytes", u.reason.len);
    TRY(publish_write(ctx, &u, use_copy));
    *ret_id = u.made;
    return OK;
}

static enum err
use_rewrite(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct module_version v = {.version = 0};
    struct module_sheet before = {.runs = NULL};
    struct module_sheet sheet = *u->sheet;

    TRY(publish_open_version(db, u, &v));
    TRY(publish_sheet(db, &v, &before));
    sheet.runs = before.runs;
    sheet.runs_len = before.runs_len;
    v.title = slice_trim(sheet.fields[BLOCK_TITLE]);
    v.author = u->desk->actor->id;
    TRY(sheet_json_write(db_ctx(db), &sheet, &v.content));
    return module_version_store_save(db, &v);
}

enum err
publish_rewrite(struct ctx *ctx, const struct publish_desk *desk, struct module_version_id id,
                int edition, const struct module_sheet *sheet)
{
    struct publish_use u = {.desk = desk, .id = id, .edition = edition, .sheet = sheet};

    TRY(publish_need(ctx, desk));
    TRY(keepable(ctx, sheet));
    return publish_write(ctx, &u, use_rewrite);
}

static enum err
use_discard(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct module_version v = {.version = 0};

    TRY(publish_open_version(db, u, &v));
    return module_version_store_delete(db, &v);
}

enum err
publish_discard(struct ctx *ctx, const struct publish_desk *desk, struct module_version_id id,
                int edition)
{
    struct publish_use u = {.desk = desk, .id = id, .edition = edition};

    return publish_write(ctx, &u, use_discard);
}
