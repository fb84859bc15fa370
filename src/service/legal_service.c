/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/legal_service.h"

#include <stdio.h>

#include "domain/right.h"
#include "service/audit.h"
#include "service/data_file.h"
#include "storage/legal_store.h"

struct use {
    const struct actor *actor;
    enum legal_page page;
    enum lang lang;
    int64_t wanted;
    const struct legal_change *change;
    struct legal_version version;
    struct legal_history *history;
    struct legal_state *state;
};

static enum err
need(struct ctx *ctx, const struct actor *actor)
{
    /* Any organisation: the pages are those of the whole installation. */
    if (right_allows(RIGHT_PAGES_EDIT, actor, (struct organisation_id){0}))
        return OK;
    return fail(ctx, ERR_DENIED, "the actor may not edit pages");
}

/* The text that an installation begins with. */
static enum err
starting_text(struct ctx *ctx, enum legal_page page, enum lang lang, struct legal_version *ret)
{
    char name[64];

    (void)snprintf(name, sizeof name, "legal/%s.%s.txt", legal_page_code(page),
                   lang == LANG_EN ? "en" : "de");
    *ret = (struct legal_version){.version = 0, .editor = SLICE("")};
    if (data_file_find(slice_of(name), &ret->content) != OK)
        return fail(ctx, ERR_NOT_FOUND, "there is no %s", name);
    return OK;
}

static enum err
find(struct db *db, enum legal_page page, enum lang lang, struct legal_version *ret_version)
{
    enum err e = legal_store_find(db, page, lang, 0, ret_version);

    return e == ERR_NOT_FOUND ? starting_text(db_ctx(db), page, lang, ret_version) : e;
}

static enum err
use_show(struct db *db, void *arg)
{
    struct use *u = arg;

    return find(db, u->page, u->lang, &u->version);
}

enum err
legal_show(struct ctx *ctx, struct platform *platform, enum legal_page page, enum lang lang,
           struct legal_version *ret_version)
{
    struct use u = {.page = page, .lang = lang};

    TRY(db_read(platform_db(platform), ctx, use_show, &u));
    *ret_version = u.version;
    return OK;
}

static enum err
use_edit(struct db *db, void *arg)
{
    struct use *u = arg;

    if (u->wanted == 0)
        TRY(find(db, u->page, u->lang, &u->version));
    else
        TRY(legal_store_find(db, u->page, u->lang, u->wanted, &u->version));
    return legal_store_versions(db, u->page, u->lang, &u->history->at, &u->history->len);
}

enum err
legal_edit(struct ctx *ctx, struct platform *platform, const struct actor *actor,
           const struct legal_wanted *wanted, struct legal_edited *ret_edited)
{
    struct use u = {.page = wanted->page,
                    .lang = wanted->lang,
                    .wanted = wanted->version,
                    .history = &ret_edited->history};

    TRY(need(ctx, actor));
    TRY(db_read(platform_db(platform), ctx, use_edit, &u));
    ret_edited->version = u.version;
    return OK;
}

static enum err
use_state(struct db *db, void *arg)
{
    struct use *u = arg;

    for (int p = 0; p < LEGAL_PAGES; p++) {
        for (int l = 0; l < LANGS; l++) {
            struct legal_version v;

            TRY(find(db, (enum legal_page)p, (enum lang)l, &v));
            u->state->gaps[p][l] = legal_gaps(v.content);
            u->state->version[p][l] = v.version;
        }
    }
    return OK;
}

enum err
legal_state(struct ctx *ctx, struct platform *platform, const struct actor *actor,
            struct legal_state *ret_state)
{
    struct use u = {.state = ret_state};

    TRY(need(ctx, actor));
    return db_read(platform_db(platform), ctx, use_state, &u);
}

/* PAGE-2 */
static enum err
use_save(struct db *db, void *arg)
{
    struct use *u = arg;
    struct ctx *ctx = db_ctx(db);
    const struct legal_change *c = u->change;
    struct legal_version next = {
        .content = c->content, .changed = ctx->now, .editor = u->actor->code};
    struct text detail = text_init(ctx->arena, 100);
    struct audit_entry entry = {.actor = u->actor->code,
                                .action = "page.write",
                                .subject = slice_of(legal_page_code(c->page))};

    TRY(find(db, c->page, c->lang, &u->version));
    if (u->version.version != c->seen)
        return fail(ctx, ERR_CONFLICT, "version %lld is not the newest any more",
                    (long long)c->seen);
    if (slice_eq(u->version.content, c->content))
        return OK;
    next.version = u->version.version + 1;
    TRY(legal_store_add(db, c->page, c->lang, &next));
    text_printf(&detail, "{\"language\":\"%s\",\"version\":%lld}", c->lang == LANG_EN ? "en" : "de",
                (long long)next.version);
    TRY(text_end(&detail, &entry.detail));
    return audit_add(db, &entry);
}

enum err
legal_save(struct ctx *ctx, struct platform *platform, const struct actor *actor,
           const struct legal_change *change)
{
    struct use u = {.actor = actor, .change = change};

    TRY(need(ctx, actor));
    if (slice_trim(change->content).len == 0)
        return fail(ctx, ERR_INVALID, "a page without text");
    if (change->content.len > LEGAL_TEXT_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "a page of %zu bytes", change->content.len);
    return db_write(platform_db(platform), ctx, use_save, &u);
}
