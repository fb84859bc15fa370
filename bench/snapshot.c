/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The catalogue snapshot:
 *
 *   bench_snapshot build OFFERS.jsonl N [SYNONYMS]   from modules in memory: seconds and bytes
 *   bench_snapshot change OFFERS.jsonl N SYNONYMS    one block changed, in memory: seconds
 *   bench_snapshot fill DATABASE OFFERS.jsonl N      writes them into an empty database
 *   bench_snapshot load DATABASE                     from the database, as the server does
 *   bench_snapshot visible DATABASE CHANGES TEXT NEW commits, each TEXTth of a text, each NEWth (0:
 *                                                    none) of a new block: until readers see them
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/jobs.h"
#include "domain/module_text.h"
#include "offers.h"
#include "service/platform.h"
#include "storage/framework_store.h"
#include "storage/migrate.h"
#include "storage/module_store.h"
#include "storage/provider_store.h"
#include "storage/revision_store.h"
#include "storage/topic_store.h"

static double
seconds(clockid_t clock)
{
    struct timespec t;

    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct slice
file_read(struct arena *a, const char *path)
{
    static char buffer[1 << 20];
    FILE *f = fopen(path, "r");
    struct slice s;

    if (f == NULL) {
        perror(path);
        exit(1);
    }
    s = (struct slice){buffer, fread(buffer, 1, sizeof buffer, f)};
    (void)fclose(f);
    OFFERS_MUST(arena_copy(a, s, &s));
    return s;
}

/* Pieces on two threads: the caller and one more. */
struct half {
    int pieces;
    job_run *job;
    void *arg;
};

static void *
half_run(void *arg)
{
    const struct half *h = arg;

    for (int i = 1; i < h->pieces; i += 2)
        h->job(h->arg, i);
    return NULL;
}

static void
both_run(void *of, int pieces, job_run *job, void *arg)
{
    struct half h = {pieces, job, arg};
    pthread_t thread;

    (void)of;
    if (pthread_create(&thread, NULL, half_run, &h) != 0)
        abort();
    for (int i = 0; i < pieces; i += 2)
        job(arg, i);
    (void)pthread_join(thread, NULL);
}

static const struct jobs BOTH = {2, NULL, both_run};

static int
build(char **args)
{
    struct offers *o = offers_read(args[0], atoi(args[1]));
    struct arena *arena = arena_open((size_t)16 << 30);
    struct arena *frame = arena_open((size_t)16 << 30);
    struct arena *index = arena_open((size_t)16 << 30);
    const struct catalogue *c;
    struct catalogue_source source;
    double wall;
    double cpu;

    if (args[2] != NULL)
        o->synonyms = file_read(o->arena, args[2]);
    source = offers_source(o);
    source.threads = getenv("KC_ONE_THREAD") ? NULL : &BOTH;
    source.frame_arena = frame;
    source.index_arena = index;
    (void)fprintf(stderr, "%d offers read\n", o->modules_len);
    wall = seconds(CLOCK_MONOTONIC);
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    OFFERS_MUST(catalogue_build(arena, &source, &c));
    wall = seconds(CLOCK_MONOTONIC) - wall;
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    (void)printf("%u blocks, %u offered: %.2f s, %.2f s of processor time, frame of %.0f MB and "
                 "word index of %.0f MB beside %.0f MB of modules\n",
                 c->modules_len, c->offered_len, wall, cpu, (double)arena_used_bytes(frame) / 1e6,
                 (double)arena_used_bytes(index) / 1e6, (double)arena_used_bytes(o->arena) / 1e6);
    arena_close(arena);
    arena_close(frame);
    arena_close(index);
    arena_close(o->arena);
    return 0;
}

enum { CHANGE_ROUNDS = 5 };
enum change_kind {
    CHANGE_SEATS,
    CHANGE_TITLE,
    CHANGE_WORDS,
    CHANGE_NEW,
    CHANGE_GONE,
    CHANGE_KINDS
};

static const char *const CHANGE_NAMES[] = {"seats booked", "a new title",
                                           "a title that takes other words apart", "a new block",
                                           "a block gone"};

/* One block, changed; the `i`-th time another. */
static struct module
changed_module(struct offers *o, enum change_kind kind, int i)
{
    struct module m = o->modules[(i * 7919 + (int)kind * 101) % o->modules_len];

    for (int k = i; kind == CHANGE_SEATS && m.runs_len == 0; k++)
        m = o->modules[(k * 7919) % o->modules_len];
    if (kind == CHANGE_SEATS) {
        struct run *runs = arena_array(o->arena, struct run, (size_t)m.runs_len);

        for (int k = 0; k < m.runs_len; k++)
            runs[k] = m.runs[k];
        runs[0].taken = runs[0].taken < runs[0].seats ? runs[0].taken + 1 : 0;
        m.runs = runs;
    }
    if (kind == CHANGE_TITLE)
        m.title = offers_say(o->arena, "Haushaltsplanung mit Neuwort", 700000000 + i);
    if (kind == CHANGE_WORDS) /* these take apart words that stand in many texts */
        m.title = offers_say(o->arena, "Neuer Titel Nummer ", i);
    if (kind == CHANGE_GONE)
        m.gone = true;
    if (kind == CHANGE_NEW) {
        m.id.n = o->modules_len + 1 + i;
        m.code = offers_say(o->arena, "neu", i);
        m.runs = NULL;
        m.runs_len = 0;
        m.self_paced = true;
    }
    return m;
}

/* A change of one block to the catalogue of all, again and again: processor time. */
static int
change(char **args)
{
    static const char *const INDEX[] = {"kept", "changed", "built anew"};
    struct offers *o = offers_read(args[0], atoi(args[1]));
    struct arena *arena = arena_open((size_t)16 << 30);
    const struct catalogue *before;
    struct catalogue_source source;

    o->synonyms = file_read(o->arena, args[2]);
    source = offers_source(o);
    source.threads = &BOTH;
    OFFERS_MUST(catalogue_build(arena, &source, &before));
    (void)printf(
        "| change | word index | ms of processor time | bytes |\n| --- | --- | --- | --- |\n");
    for (int i = 0; i < CHANGE_KINDS * CHANGE_ROUNDS; i++) {
        enum change_kind kind = (enum change_kind)(i % CHANGE_KINDS);
        struct module m = changed_module(o, kind, i);
        struct arena *own = arena_open((size_t)16 << 30);
        struct catalogue_change what = {before, &m, 1, o->synonyms, &BOTH, own, own};
        enum catalogue_index index;
        const struct catalogue *c;
        double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);

        OFFERS_MUST(catalogue_change(own, &what, &c, &index));
        cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        (void)printf("| %s | %s | %.0f | %.1f MB |\n", CHANGE_NAMES[kind], INDEX[index], 1e3 * cpu,
                     (double)arena_used_bytes(own) / 1e6);
        arena_close(own);
    }
    arena_close(arena);
    arena_close(o->arena);
    return 0;
}

/* Rows written at once: not one commit for each block, nor one for all. */
enum { FILL_BATCH = 2000 };

struct filling {
    struct offers *o;
    int from;
};

static enum err
frame_save(struct db *db, void *arg)
{
    struct offers *o = arg;

    TRY(topic_store_save(db, o->topics, OFFERS_TOPICS));
    TRY(framework_store_save(db, &o->framework));
    for (int i = 0; i < OFFERS_PROVIDERS; i++)
        TRY(provider_store_save(db, &o->providers[i]));
    for (int i = 0; i < o->venues_len; i++)
        TRY(venue_store_save(db, &o->venues[i]));
    return OK;
}

static enum err
batch_save(struct db *db, void *arg)
{
    struct filling *f = arg;

    for (int i = f->from; i < f->o->modules_len && i < f->from + FILL_BATCH; i++)
        TRY(module_store_save(db, &f->o->modules[i]));
    return OK;
}

static struct database *
database_open(struct ctx *ctx, const char *setting)
{
    struct database *d = NULL;
    int applied;

    if (db_open(ctx, slice_of(setting), &(struct db_options){0}, &d) != OK ||
        migrate_run(d, ctx, &migration_set, &applied) != OK) {
        (void)fprintf(stderr, "%s: %s\n", setting, ctx_message(ctx, ERR_IO));
        exit(1);
    }
    return d;
}

static int
fill(char **args)
{
    struct ctx ctx = {.arena = arena_open((size_t)1 << 30)};
    struct database *d = database_open(&ctx, args[0]);
    struct offers *o = offers_read(args[1], atoi(args[2]));
    struct filling f = {o, 0};
    double wall = seconds(CLOCK_MONOTONIC);

    if (db_write(d, &ctx, frame_save, o) != OK) {
        (void)fprintf(stderr, "%s\n", ctx_message(&ctx, ERR_IO));
        exit(1);
    }
    for (; f.from < o->modules_len; f.from += FILL_BATCH) {
        OFFERS_MUST(db_write(d, &ctx, batch_save, &f));
        arena_reset(ctx.arena);
    }
    (void)printf("%d blocks written in %.1f s\n", o->modules_len, seconds(CLOCK_MONOTONIC) - wall);
    db_close(d);
    arena_close(o->arena);
    arena_close(ctx.arena);
    return 0;
}

/* A line of /proc/self/status, in MB. */
static double
status_mb(const char *name)
{
    char line[200];
    FILE *f = fopen("/proc/self/status", "r");
    double mb = 0;

    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        if (strncmp(line, name, strlen(name)) == 0)
            mb = strtod(line + strlen(name) + 1, NULL) / 1024;
    }
    if (f != NULL)
        (void)fclose(f);
    return mb;
}

static int
load(char **args)
{
    struct ctx ctx = {.arena = arena_open((size_t)1 << 30),
                      .now = instant_at((struct day){OFFERS_TODAY}, 600)};
    struct database *d = database_open(&ctx, args[0]);
    struct platform *p;
    const struct snapshot *s;
    double wall = seconds(CLOCK_MONOTONIC);
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);

    OFFERS_MUST(platform_open(&ctx, d, &p));
    wall = seconds(CLOCK_MONOTONIC) - wall;
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    s = snapshot_acquire(p);
    (void)printf(
        "%u blocks loaded in %.1f s, %.1f s of processor time; resident %.0f MB (anonymous "
        "%.0f, mapped files %.0f), at most %.0f MB\n",
        s->catalogue->modules_len, wall, cpu, status_mb("VmRSS"), status_mb("RssAnon"),
        status_mb("RssFile"), status_mb("VmHWM"));
    snapshot_release(p, s);
    platform_close(p);
    db_close(d);
    arena_close(ctx.arena);
    return 0;
}

/* A commit, and when a reader could see it. */
struct seen {
    int64_t revision;
    double committed;
    double visible;        /* 0: not yet */
    enum change_kind kind; /* seats, a title or a new block */
};

struct changing {
    struct module *m;
    int64_t revision;
};

static enum err
change_save(struct db *db, void *arg)
{
    struct changing *c = arg;

    TRY(module_store_save(db, c->m));
    return revision_store_get(db, &c->revision);
}

/* What readers see now, noted at all commits that it holds. */
static int
seen_note(struct platform *p, struct seen *seen, int from, int len)
{
    const struct snapshot *s = snapshot_acquire(p);
    double now = seconds(CLOCK_MONOTONIC);

    while (from < len && seen[from].revision <= s->revision)
        seen[from++].visible = now;
    snapshot_release(p, s);
    return from;
}

static int
double_cmp(const void *pa, const void *pb)
{
    const double *a = pa;
    const double *b = pb;

    return (*a > *b) - (*a < *b);
}

static void
seen_say(const struct seen *seen, int len, enum change_kind kind)
{
    double *ms = calloc((size_t)len, sizeof *ms);
    int n = 0;

    for (int i = 0; i < len && ms != NULL; i++) {
        if (seen[i].kind == kind)
            ms[n++] = 1e3 * (seen[i].visible - seen[i].committed);
    }
    if (n > 0) {
        qsort(ms, (size_t)n, sizeof *ms, double_cmp);
        (void)printf("| %s | %d | %.0f | %.0f | %.0f |\n", CHANGE_NAMES[kind], n, ms[n / 2],
                     ms[n * 99 / 100], ms[n - 1]);
    }
    free(ms);
}

static void
wait_ms(long ms)
{
    (void)nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* One block of the catalogue, saved otherwise than it is: seats, its title, or as a new one. */
static void
change_make(struct ctx *ctx, struct database *d, struct platform *p, int i, struct seen *ret_seen)
{
    const struct snapshot *s = snapshot_acquire(p);
    struct module m = *s->catalogue->modules[(uint32_t)i * 7919u % s->catalogue->modules_len];
    struct changing c = {.m = &m};

    OFFERS_MUST(module_unpack(&m, ctx->arena));
    if (ret_seen->kind == CHANGE_WORDS)
        m.title = offers_say(ctx->arena, "Neuer Titel Nummer ", i);
    if (ret_seen->kind == CHANGE_NEW) {
        m.code = offers_say(ctx->arena, i % 2 == 0 ? "neu" : "o1000", i);
        m.runs_len = 0;
        m.self_paced = true;
    }
    m.runs = arena_array(ctx->arena, struct run, (size_t)m.runs_len);
    for (int k = 0; k < m.runs_len; k++) {
        m.runs[k] = s->catalogue->modules[(uint32_t)i * 7919u % s->catalogue->modules_len]->runs[k];
        m.runs[k].taken = m.runs[k].taken > 0 ? m.runs[k].taken - 1 : m.runs[k].seats;
    }
    OFFERS_MUST(db_write(d, ctx, change_save, &c));
    ret_seen->committed = seconds(CLOCK_MONOTONIC);
    ret_seen->revision = c.revision;
    snapshot_release(p, s);
    arena_reset(ctx->arena);
}

/* The first round of the watcher also forgets what is old and cleans the file, as one in an hour
 * does. */
static void
first_round_wait(struct ctx *ctx, struct platform *p)
{
    double from = seconds(CLOCK_MONOTONIC);

    for (int i = 0; i < 3; i++)
        OFFERS_MUST(platform_show(ctx, p));
    (void)fprintf(stderr, "the first rounds took %.1f s\n", seconds(CLOCK_MONOTONIC) - from);
}

/* `CHANGES` commits, one in 50 ms, while the platform's watcher runs as in the server. */
static int
visible(char **args)
{
    struct ctx ctx = {.arena = arena_open((size_t)1 << 30),
                      .now = instant_at((struct day){OFFERS_TODAY}, 600)};
    struct database *d = database_open(&ctx, args[0]);
    int len = atoi(args[1]);
    int texts = atoi(args[2]);
    int news = args[3] ? atoi(args[3]) : 0;
    struct seen *seen = calloc((size_t)len, sizeof *seen);
    struct platform *p;
    const struct platform_watch watching = {.guest_days = 90};
    int noted = 0;

    (void)setenv("KC_TODAY", "2026-02-16", 1); /* the watcher keeps the day of ctx */
    OFFERS_MUST(platform_open(&ctx, d, &p));
    OFFERS_MUST(platform_watch_start(&ctx, p, &watching));
    first_round_wait(&ctx, p);
    for (int i = 0; i < len && seen != NULL; i++) {
        seen[i].kind = news > 0 && i % news == news / 2 ? CHANGE_NEW
                       : texts > 0 && i % texts == 0    ? CHANGE_WORDS
                                                        : CHANGE_SEATS;
        change_make(&ctx, d, p, i, &seen[i]);
        for (int k = 0; k < 10; k++) {
            noted = seen_note(p, seen, noted, i + 1);
            wait_ms(5);
        }
    }
    while (noted < len) {
        noted = seen_note(p, seen, noted, len);
        wait_ms(5);
    }
    (void)printf(
        "| change | commits | median ms | 99 %% ms | most ms |\n| --- | --- | --- | --- | --- |\n");
    seen_say(seen, len, CHANGE_SEATS);
    seen_say(seen, len, CHANGE_WORDS);
    seen_say(seen, len, CHANGE_NEW);
    platform_close(p);
    db_close(d);
    arena_close(ctx.arena);
    free(seen);
    return 0;
}

int
main(int argc, char **argv)
{
    if (argc >= 4 && strcmp(argv[1], "build") == 0)
        return build(argv + 2);
    if (argc >= 5 && strcmp(argv[1], "change") == 0)
        return change(argv + 2);
    if (argc >= 5 && strcmp(argv[1], "fill") == 0)
        return fill(argv + 2);
    if (argc >= 3 && strcmp(argv[1], "load") == 0)
        return load(argv + 2);
    if (argc >= 5 && strcmp(argv[1], "visible") == 0)
        return visible(argv + 2);
    (void)fprintf(stderr, "bench_snapshot build OFFERS.jsonl N [SYNONYMS] | change "
                          "OFFERS.jsonl N SYNONYMS | fill DATABASE "
                          "OFFERS.jsonl N | load DATABASE | visible DATABASE CHANGES TEXT NEW\n");
    return 2;
}
