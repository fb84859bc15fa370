/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "exchange/moochub.h"
#include "service/draft_service.h"
#include "service/import_service.h"
#include "storage/db.h"
#include "storage/feed_store.h"
#include "storage/framework_store.h"
#include "storage/module_store.h"
#include "storage/module_version_store.h"
#include "storage/provider_store.h"
#include "storage/reach.h"
#include "storage/topic_store.h"

enum { FINGERPRINT_TEXT_BYTES_MAX = 1 << 20 };

struct feed_import {
    const struct import_feed *wanted;
    struct instant now;
    struct import_feed_result result;
    struct feed feed;
    struct framework framework;
    struct topic_list topics;
    struct provider *providers; /* known before the import, and since */
    int providers_len;
    size_t providers_size;
    const struct moochub_course **seen; /* in this import, by the hash of the external id */
    size_t seen_size;                   /* a power of two, at most half full */
};

static void
put_field(struct text *t, struct slice s)
{
    text_int(t, (int64_t)s.len);
    text_putc(t, ':');
    text_put(t, s);
}

static void
put_runs(struct text *t, const struct module_draft *d)
{
    for (int i = 0; i < d->module.runs_len; i++) {
        const struct run *r = &d->module.runs[i];

        put_field(t, r->code);
        text_printf(t, "%d-%d,%d/%d;", r->first.n, r->last.n, r->taken, r->seats);
        for (int k = 0; k < r->sessions_len; k++)
            text_printf(t, "%d %d-%d;", r->sessions[k].day.n, r->sessions[k].from_minute,
                        r->sessions[k].to_minute);
        put_field(t, d->run_venues ? d->run_venues[i] : SLICE(""));
    }
}

/*
 * What we took of a course, as 256 bits: four FNV-1a with different beginnings.
 * It only has to tell "changed" from "not changed" for one course of one feed.
 */
static enum err
fingerprint(struct arena *a, const struct moochub_course *c, uint8_t *ret_hash)
{
    struct arena_mark mark = arena_mark(a);
    struct text t = text_init(a, FINGERPRINT_TEXT_BYTES_MAX);
    const struct module *m = &c->draft.module;
    struct slice all = {0};

    put_field(&t, m->title);
    put_field(&t, m->summary);
    put_field(&t, m->description);
    put_field(&t, m->language);
    put_field(&t, m->url);
    put_field(&t, c->provider.code);
    put_field(&t, c->extra);
    text_printf(&t, "%d %d %d %d %lld %llu %u %d;", (int)m->format, (int)m->kind,
                (int)m->certificate, m->minutes, (long long)m->price.n,
                (unsigned long long)m->topics, m->accessibility, m->self_paced);
    for (int i = 0; i < m->gives_len; i++)
        text_printf(&t, "+%d %d-%d", m->gives[i].competence.n, m->gives[i].from, m->gives[i].to);
    for (int i = 0; i < m->needs_len; i++)
        text_printf(&t, "-%d %d", m->needs[i].competence.n, m->needs[i].level);
    put_runs(&t, &c->draft);
    for (unsigned i = 0; i < FEED_HASH_BYTES / sizeof(uint64_t); i++) {
        uint64_t h;

        text_printf(&t, "#%u", i); /* each one also covers what was added before */
        TRY(text_end(&t, &all));
        h = slice_hash(all);
        memcpy(ret_hash + i * sizeof h, &h, sizeof h);
    }
    arena_rewind(a, mark);
    return OK;
}

static bool
provider_is_same(const struct provider *a, const struct provider *b)
{
    return slice_eq(a->name, b->name) && slice_eq(a->url, b->url) &&
           slice_eq(a->description, b->description);
}

/* Save the publisher if it is new or says something new. */
static enum err
provider_keep(struct db *db, struct feed_import *f, struct provider *p)
{
    void *providers = f->providers;

    for (int i = 0; i < f->providers_len; i++) {
        if (!slice_eq(f->providers[i].code, p->code))
            continue;
        if (provider_is_same(&f->providers[i], p))
            return OK;
        TRY(provider_store_save(db, p));
        f->providers[i] = *p;
        return OK;
    }
    TRY(provider_store_save(db, p));
    if (arena_grow(db_ctx(db)->arena, &providers, (size_t)f->providers_len, &f->providers_size,
                   sizeof *p) != OK)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for providers");
    f->providers = providers;
    f->providers[f->providers_len++] = *p;
    return OK;
}

static enum err
place_keep(struct db *db, const struct moochub_place *place)
{
    struct venue v = {
        .code = place->code,
        .name = place->name.len ? place->name : place->city,
        .kind = VENUE_SEMINAR_ROOM,
        .city = place->city,
        .postcode = place->postcode,
        .position = place->position,
    };
    struct venue_id known;
    enum err e;

    if (place->code.len == 0)
        return OK;
    e = venue_store_id(db, place->code, &known);
    return e == ERR_NOT_FOUND ? venue_store_save(db, &v) : e;
}

/* Whether the feed's earlier pages had it already; notes it. A table with open addressing. */
static bool
was_seen(struct feed_import *f, const struct moochub_course *c)
{
    size_t at = slice_hash(c->external_id) & (f->seen_size - 1);

    while (f->seen[at] != NULL) {
        if (slice_eq(f->seen[at]->external_id, c->external_id))
            return true;
        at = (at + 1) & (f->seen_size - 1);
    }
    f->seen[at] = c;
    return false;
}

/*
 * A code may be another block's: "a" and its course "b-c" make the same as "a-b" and "c"; or a
 * provider has a draft of it. ERR_CONFLICT, without a message, when it is (IMPORT-6).
 */
static enum err
code_is_free(struct db *db, struct slice code, struct module_id own)
{
    struct module_id id;
    bool is_written = false;
    enum err e;

    TRY(module_version_store_written(db, code, &is_written));
    if (is_written)
        return ERR_CONFLICT;
    e = module_store_id(db, code, &id);
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    return id.n == own.n ? OK : ERR_CONFLICT;
}

static void
leave_out(struct db *db, struct feed_import *f, const struct moochub_course *c, const char *why)
{
    import_report_skip(&f->result.report, db_ctx(db)->arena,
                       (struct import_place){c->external_id, SLICE("")}, "%s", why);
}

/*
 * A course that we know and whose record cannot be taken this time is in the feed all the
 * same: it stays offered as we last understood it (IMPORT-1).
 */
static enum err
known_keep(struct db *db, struct feed_import *f, struct slice external_id)
{
    struct feed_item known;
    enum err found = feed_store_find(db, f->feed.id, external_id, &known);

    if (found == ERR_NOT_FOUND)
        return OK;
    TRY(found);
    if (known.gone || known.last_seen.ms == f->now.ms)
        return OK; /* it was gone already, or stands on these pages a second time */
    f->result.kept++;
    return feed_store_seen(db, known.id, f->now);
}

static enum err
course_save(struct db *db, struct feed_import *f, struct moochub_course *c, struct feed_item *item)
{
    TRY(provider_keep(db, f, &c->provider));
    TRY(place_keep(db, &c->place));
    c->draft.module.feed = f->feed.code;
    TRY(draft_module_save(db, &c->draft));
    item->module = c->draft.module.id;
    return feed_store_keep(db, f->feed.id, c->external_id, item, c->extra);
}

static enum err
course_keep(struct db *db, struct feed_import *f, struct moochub_course *c)
{
    struct feed_item item = {.first_seen = f->now, .last_seen = f->now};
    struct feed_item known = {.module = {0}};
    enum err found = feed_store_find(db, f->feed.id, c->external_id, &known);
    enum err code;

    if (found != OK && found != ERR_NOT_FOUND)
        return found;
    if (was_seen(f, c)) {
        leave_out(db, f, c, "is on two pages; the first one is taken");
        return OK;
    }
    TRY(fingerprint(db_ctx(db)->arena, c, item.content_hash));
    if (found == OK && !known.gone && known.module.n != 0 &&
        memcmp(known.content_hash, item.content_hash, FEED_HASH_BYTES) == 0) {
        f->result.report.unchanged++;
        return feed_store_seen(db, known.id, f->now);
    }
    code = code_is_free(db, c->draft.module.code, known.module);
    if (code == ERR_CONFLICT) {
        leave_out(db, f, c, "has the code of another block");
        return known_keep(db, f, c->external_id);
    }
    TRY(code);
    if (found == OK)
        item.first_seen = known.first_seen;
    f->result.added += found == ERR_NOT_FOUND;
    f->result.changed += found == OK;
    return course_save(db, f, c, &item);
}

static bool
is_given(struct slice address, const struct moochub_page *pages, int len)
{
    bool given = address.len == 0;

    for (int i = 0; i < len && !given; i++)
        given = slice_eq(address, pages[i].self);
    return given;
}

/* Every neighbour must be the "self" of a page that was given: the last page alone is no feed. */
static bool
is_complete(const struct moochub_page *pages, int len)
{
    for (int i = 0; i < len; i++) {
        if (!is_given(pages[i].next, pages, len) || !is_given(pages[i].prev, pages, len))
            return false;
    }
    return true;
}

/* Room for all courses of the pages. */
static enum err
seen_open(struct ctx *ctx, struct feed_import *f, const struct moochub_page *pages)
{
    size_t courses = 0;

    for (int i = 0; i < f->wanted->pages_len; i++)
        courses += (size_t)pages[i].len;
    f->seen_size = 2;
    while (f->seen_size < 2 * courses)
        f->seen_size *= 2;
    f->seen = arena_array(ctx->arena, const struct moochub_course *, f->seen_size);
    return f->seen ? OK : fail(ctx, ERR_LIMIT, "no memory for the feed");
}

static enum err
pages_keep(struct db *db, struct feed_import *f)
{
    struct ctx *ctx = db_ctx(db);
    struct moochub_page *pages =
        arena_array(ctx->arena, struct moochub_page, (size_t)f->wanted->pages_len + 1);
    struct moochub_options options = {f->feed.code, &f->framework, &f->topics};

    if (pages == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for the feed");
    for (int i = 0; i < f->wanted->pages_len; i++) {
        TRY(moochub_read(ctx, f->wanted->pages[i], &options, &pages[i]));
        import_report_add(&f->result.report, ctx->arena, &pages[i].report);
    }
    TRY(seen_open(ctx, f, pages));
    for (int i = 0; i < f->wanted->pages_len; i++) {
        for (int k = 0; k < pages[i].len; k++)
            TRY(course_keep(db, f, &pages[i].courses[k]));
    }
    for (int i = 0; i < f->wanted->pages_len; i++) {
        for (int k = 0; k < pages[i].refused_len; k++)
            TRY(known_keep(db, f, pages[i].refused[k]));
    }
    f->result.complete = is_complete(pages, f->wanted->pages_len);
    f->result.empty = f->result.added + f->result.changed + f->result.report.unchanged == 0;
    return OK;
}

static enum err
base_load(struct db *db, struct feed_import *f)
{
    struct ctx *ctx = db_ctx(db);
    enum err e = framework_store_load(db, ctx->arena, &f->framework);

    if (e == ERR_NOT_FOUND)
        return fail(ctx, ERR_INVALID,
                    "there is no competence framework yet; run "
                    "\"kommunalcampus seed\" first");
    TRY(e);
    TRY(topic_store_load(db, ctx->arena, &f->topics.topics, &f->topics.len));
    return provider_store_load(db, ctx->arena, &f->providers, &f->providers_len);
}

/*
 * Items carry the time when they were seen last; what vanished is known by an older one.
 * So this import's time must be later than the last one's, also when the clock stands
 * (KC_TODAY) or was set back.
 */
static enum err
now_after_last(struct db *db, struct feed_import *f)
{
    struct feed *feeds;
    int len;

    TRY(feed_store_load(db, db_ctx(db)->arena, &feeds, &len));
    for (int i = 0; i < len; i++) {
        if (feeds[i].id.n == f->feed.id.n && feeds[i].imported_at.ms >= f->now.ms)
            f->now.ms = feeds[i].imported_at.ms + 1;
    }
    return OK;
}

static enum err
import(struct db *db, void *arg)
{
    struct feed_import *f = arg;

    f->result = (struct import_feed_result){.added = 0};
    f->feed = (struct feed){.code = f->wanted->code, .name = f->wanted->name};
    f->providers_size = 0; /* grown from the loaded array, whose size is its length */
    TRY(base_load(db, f));
    f->providers_size = (size_t)f->providers_len;
    TRY(feed_store_save(db, &f->feed));
    f->now = db_ctx(db)->now;
    TRY(now_after_last(db, f));
    TRY(pages_keep(db, f));
    /* Nothing at all is an outage of theirs, not the end of everything they offer. */
    if (f->result.complete && !f->result.empty)
        TRY(feed_store_finish(db, f->feed.id, f->now, &f->result.report.gone));
    return OK;
}

enum err
import_moochub(struct ctx *ctx, struct database *db, const struct import_feed *feed,
               struct import_feed_result *ret_result)
{
    struct feed_import f = {.wanted = feed};

    if (feed->pages_len > IMPORT_PAGES_MAX)
        return fail(ctx, ERR_LIMIT, "a feed of %d files; %d are the most", feed->pages_len,
                    IMPORT_PAGES_MAX);
    TRY(reach_write(db, ctx, ACROSS_BLOCK_CODE, import, &f));
    *ret_result = f.result;
    return OK;
}
