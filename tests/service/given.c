/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/given.h"

#include <stdlib.h>
#include <string.h>

#include "service/seed_service.h"
#include "storage/feed_store.h"
#include "storage/migrate.h"
#include "storage/module_store.h"
#include "storage/municipality_store.h"
#include "storage/provider_store.h"
#include "storage/reach.h"
#include "storage/revision_store.h"
#include "store/cluster.h"
#include "store/ground.h"

static int databases; /* made so far: each test gets its own */
static bool stopped;  /* the cluster, by given_destroy_database() */

static const struct instant FIRST_DAY = {INT64_C(1795420800000)}; /* 2026-11-23 08:00 */

int
given_start(const char *kind)
{
    return ground_open(kind, "service");
}

void
given_stop(void)
{
    ground_close();
}

static void
given_setting(struct given *g, const char *name)
{
    if (ground_is_sqlite())
        (void)snprintf(g->setting, sizeof g->setting, "sqlite:%s/%s.db", ground_folder(), name);
    else
        cluster_setting(name, g->setting, sizeof g->setting);
}

struct ctx *
given_later(struct given *g, int days)
{
    arena_reset(g->arena);
    ctx_clear(&g->ctx);
    g->ctx.reach = reach_across(ACROSS_TERMINAL);
    g->ctx.now.ms = FIRST_DAY.ms + (int64_t)days * 86400000;
    return &g->ctx;
}

struct ctx *
given_ctx(struct given *g)
{
    return given_later(g, 0);
}

void
given_reopen(struct given *g)
{
    enum err e;

    db_close(g->database);
    g->database = NULL;
    e = db_open(given_ctx(g), slice_of(g->setting), NULL, &g->database);
    if (e != OK)
        fail_msg("db_open: %s", ctx_message(&g->ctx, e));
}

/* A migrated and seeded database, made when the first test wants it and copied for each. */
static int
template_make(struct given *g, bool demo)
{
    struct seed_report report;
    enum err e;

    given_setting(g, demo ? "demo" : "seeded");
    if (!ground_is_sqlite())
        cluster_make_database(demo ? "demo" : "seeded");
    e = db_open(given_ctx(g), slice_of(g->setting), NULL, &g->database);
    if (e == OK)
        e = migrate_run(g->database, &g->ctx, &migration_set, NULL);
    if (e == OK)
        e = seed_run(given_ctx(g), g->database, demo, &report);
    if (e != OK)
        fprintf(stderr, "given: %s\n", ctx_message(&g->ctx, e));
    db_close(g->database); /* empties the write-ahead log, so that the file alone is all of it */
    g->database = NULL;
    return e == OK ? 0 : -1;
}

static int
file_copy(const char *from, const char *to)
{
    char block[65536];
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(to, "wb");
    size_t n = 0;
    int failed = in == NULL || out == NULL;

    while (!failed && (n = fread(block, 1, sizeof block, in)) > 0)
        failed = fwrite(block, 1, n, out) != n;
    if (in != NULL)
        failed |= fclose(in);
    if (out != NULL)
        failed |= fclose(out);
    return failed ? -1 : 0;
}

static int
given_made(void **state, bool demo)
{
    static bool made[2];
    struct given *g = calloc(1, sizeof *g);
    char name[40];
    char from[200];

    g->arena = arena_open((size_t)2 << 30);
    g->ctx.arena = g->arena;
    g->random = 1;
    *state = g;
    if (!made[demo] && template_make(g, demo) != 0)
        return -1;
    made[demo] = true;
    (void)snprintf(name, sizeof name, "test%d", ++databases);
    (void)snprintf(from, sizeof from, "%s/%s.db", ground_folder(), demo ? "demo" : "seeded");
    given_setting(g, name);
    if (!ground_is_sqlite())
        cluster_copy_database(demo ? "demo" : "seeded", name);
    else if (file_copy(from, g->setting + strlen("sqlite:")) != 0)
        return -1;
    given_reopen(g);
    return 0;
}

int
given_seeded(void **state)
{
    return given_made(state, false);
}

int
given_demo(void **state)
{
    return given_made(state, true);
}

int
given_done(void **state)
{
    struct given *g = *state;

    db_close(g->database);
    arena_close(g->arena);
    free(g);
    if (stopped)
        cluster_restart();
    stopped = false;
    return 0;
}

uint64_t
given_below(struct given *g, uint64_t n)
{
    uint64_t z = (g->random += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (z ^ z >> 31) % n;
}

bool
given_file(struct given *g, const char *path, struct slice *ret_bytes)
{
    char full[500];
    struct text t = text_init(g->arena, (size_t)64 << 20);
    char block[65536];
    size_t n;
    FILE *f;

    (void)snprintf(full, sizeof full, "%s%s", path[0] == '/' ? "" : KC_SOURCE_DIR "/tests/", path);
    f = fopen(full, "rb");
    if (f == NULL)
        return false;
    while ((n = fread(block, 1, sizeof block, f)) > 0)
        text_put(&t, (struct slice){block, n});
    (void)fclose(f);
    return text_end(&t, ret_bytes) == OK;
}

static void
put_run(struct text *t, const struct run *r)
{
    text_printf(t, "%lld %.*s %d-%d %d/%d @%lld:", (long long)r->id.n, SLICE_ARG(r->code),
                r->first.n, r->last.n, r->taken, r->seats, (long long)r->venue.n);
    for (int i = 0; i < r->sessions_len; i++)
        text_printf(t, "%d,%d,%d;", r->sessions[i].day.n, r->sessions[i].from_minute,
                    r->sessions[i].to_minute);
}

static void
put_module(struct text *t, const struct module *m)
{
    text_printf(t, "%lld %.*s %.*s %d %lld %d %d %lld:", (long long)m->id.n, SLICE_ARG(m->code),
                SLICE_ARG(m->title), m->minutes, (long long)m->price.n, m->gone, m->format,
                (long long)m->provider.n);
    text_put(t, m->description);
    for (int i = 0; i < m->gives_len; i++)
        text_printf(t, "+%d %d-%d", m->gives[i].competence.n, m->gives[i].from, m->gives[i].to);
    for (int i = 0; i < m->needs_len; i++)
        text_printf(t, "-%d %d", m->needs[i].competence.n, m->needs[i].level);
    text_printf(t, " %lld %lld %d %d\n", (long long)m->chain_after.n, (long long)m->follows.n,
                m->excludes_len, m->target_groups_len);
    for (int i = 0; i < m->runs_len; i++)
        put_run(t, &m->runs[i]);
}

static enum err
look_at_modules(struct db *db, struct text *t, struct given_state *s)
{
    struct module *modules;

    TRY(module_store_load(db, db_ctx(db)->arena, &modules, &s->modules));
    for (int i = 0; i < s->modules; i++) {
        put_module(t, &modules[i]);
        s->gone += modules[i].gone;
    }
    return OK;
}

static enum err
look_at_places(struct db *db, struct text *t, struct given_state *s)
{
    struct arena *a = db_ctx(db)->arena;
    struct municipality *towns;
    struct postcode *codes;

    TRY(municipality_store_load(db, a, &towns, &s->municipalities));
    for (int i = 0; i < s->municipalities; i++)
        text_printf(t, "%lld %.*s %.*s %d\n", (long long)towns[i].id.n, SLICE_ARG(towns[i].ags),
                    SLICE_ARG(towns[i].name), (int)towns[i].population);
    TRY(postcode_store_load(db, a, &codes, &s->postcodes));
    for (int i = 0; i < s->postcodes; i++)
        text_printf(t, "%.*s %.*s %d\n", SLICE_ARG(codes[i].code), SLICE_ARG(codes[i].place),
                    codes[i].position.lat_micro);
    return OK;
}

static enum err
look(struct db *db, void *arg)
{
    struct given_state *s = arg;
    struct arena *a = db_ctx(db)->arena;
    struct text t = text_init(a, (size_t)64 << 20);
    struct provider *providers;
    struct venue *venues;
    struct feed *feeds;
    struct slice all;
    int feeds_len;

    *s = (struct given_state){.revision = 0};
    TRY(revision_store_get(db, &s->revision));
    TRY(look_at_modules(db, &t, s));
    TRY(look_at_places(db, &t, s));
    TRY(provider_store_load(db, a, &providers, &s->providers));
    TRY(venue_store_load(db, a, &venues, &s->venues));
    for (int i = 0; i < s->providers; i++)
        text_printf(&t, "%lld %.*s\n", (long long)providers[i].id.n, SLICE_ARG(providers[i].name));
    TRY(feed_store_load(db, a, &feeds, &feeds_len));
    for (int i = 0; i < feeds_len; i++)
        TRY(feed_store_count(db, feeds[i].id, &s->feed_items, &s->feed_gone));
    TRY(text_end(&t, &all));
    s->content = slice_hash(all);
    return OK;
}

struct given_state
given_look(struct given *g)
{
    struct given_state s;
    struct arena_mark mark = arena_mark(g->arena);
    enum err e = db_read(g->database, &g->ctx, look, &s);

    if (e != OK)
        fail_msg("looking at the database: %s", ctx_message(&g->ctx, e));
    arena_rewind(g->arena, mark);
    return s;
}

bool
given_same(const struct given_state *a, const struct given_state *b)
{
    return a->revision == b->revision && a->content == b->content && a->modules == b->modules &&
           a->gone == b->gone && a->providers == b->providers && a->venues == b->venues &&
           a->municipalities == b->municipalities && a->postcodes == b->postcodes &&
           a->feed_items == b->feed_items && a->feed_gone == b->feed_gone;
}

void
given_destroy_database(struct given *g)
{
    static const char zeros[65536];
    FILE *f;
    long size = 0;

    if (!ground_is_sqlite()) {
        cluster_stop();
        stopped = true;
        return;
    }
    f = fopen(g->setting + strlen("sqlite:"), "r+b");
    if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0)
        fail_msg("%s cannot be written", g->setting);
    (void)fseek(f, 4096, SEEK_SET);
    for (long at = 4096; at < size; at += (long)sizeof zeros)
        (void)fwrite(zeros, 1, sizeof zeros, f);
    (void)fclose(f);
}

struct platform *
given_platform(struct given *g)
{
    struct platform *p = NULL;
    enum err e = platform_open(given_ctx(g), g->database, &p);

    if (e != OK)
        fail_msg("platform_open: %s", ctx_message(&g->ctx, e));
    return p;
}
