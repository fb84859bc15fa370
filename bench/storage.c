/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How fast the storage is: bench_storage SETTING [MODULES], on an empty database of its own.
 *
 *   guests      a whole situation saved per use case, by 1, 8 and 64 threads; each one is on disk
 *               when it is answered
 *   bulk        11,000 municipalities in one transaction
 *   modules     MODULES (default 20,000) saved in transactions of 1,000, then all loaded
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "storage/framework_store.h"
#include "storage/guest_store.h"
#include "storage/migrate.h"
#include "storage/module_store.h"
#include "storage/municipality_store.h"
#include "storage/provider_store.h"

enum { THREADS_MAX = 64, GUESTS = 3000, MUNICIPALITIES = 11000, BATCH = 1000 };

static struct database *database;
static struct ctx ctx;

static double
now_s(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
need(enum err e)
{
    if (e == OK)
        return;
    fprintf(stderr, "bench_storage: %s\n", ctx_message(&ctx, e));
    exit(1);
}

struct guest_work {
    int thread;
    int count;
    int64_t busy;
    pthread_t id;
};

struct guest_save {
    char key[GUEST_HASH_BYTES];
    struct situation situation;
};

static enum err
save_guest(struct db *db, void *arg)
{
    struct guest_save *s = arg;

    return guest_store_save(db, (struct slice){s->key, sizeof s->key}, (struct instant){1},
                            &s->situation);
}

static void *
save_guests(void *arg)
{
    struct guest_work *w = arg;
    struct ctx own = {.arena = arena_open(1 << 20)};
    struct guest_save save = {.situation = situation_default((struct day){20000})};

    for (int i = 0; i < w->count; i++) {
        enum err e;

        memset(save.key, 0, sizeof save.key);
        (void)snprintf(save.key, sizeof save.key, "%d-%d", w->thread, i);
        do {
            ctx_clear(&own);
            e = db_write(database, &own, save_guest, &save);
            w->busy += e == ERR_BUSY;
        } while (e == ERR_BUSY);
        if (e != OK) {
            fprintf(stderr, "bench_storage: %s\n", ctx_message(&own, e));
            exit(1);
        }
        arena_reset(own.arena);
    }
    arena_close(own.arena);
    return NULL;
}

static void
bench_guests(int threads)
{
    static struct guest_work work[THREADS_MAX];
    struct db_health before;
    struct db_health after;
    int64_t busy = 0;
    double start = now_s();

    db_health(database, &before);
    for (int i = 0; i < threads; i++) {
        work[i] = (struct guest_work){.thread = threads * 1000 + i, .count = GUESTS / threads};
        if (pthread_create(&work[i].id, NULL, save_guests, &work[i]) != 0)
            exit(1);
    }
    for (int i = 0; i < threads; i++) {
        (void)pthread_join(work[i].id, NULL);
        busy += work[i].busy;
    }
    double seconds = now_s() - start;

    db_health(database, &after);
    printf("guests   %2d threads  %8.0f a second  (%.1f use cases a commit, %lld busy)\n", threads,
           (double)(after.use_cases - before.use_cases) / seconds,
           (double)(after.use_cases - before.use_cases) / (double)(after.commits - before.commits),
           (long long)busy);
}

static enum err
save_municipalities(struct db *db, void *arg)
{
    return municipality_store_save(db, arg, MUNICIPALITIES);
}

static void
bench_bulk(void)
{
    struct municipality *many = arena_array(ctx.arena, struct municipality, MUNICIPALITIES);
    double start;

    for (int i = 0; i < MUNICIPALITIES; i++) {
        char key[16];

        (void)snprintf(key, sizeof key, "08%06d", i);
        need(arena_copy(ctx.arena, slice_of(key), &many[i].ags));
        many[i].ars = SLICE("081110000000");
        many[i].name = SLICE("Neustadt an der Weinstraße, Stadt");
        many[i].state = SLICE("08");
        many[i].district = SLICE("Kreis");
        many[i].position = (struct position){47000000 + i, 8000000, true};
    }
    start = now_s();
    need(db_write(database, &ctx, save_municipalities, many));
    printf("bulk     %d municipalities in %.2f s\n", MUNICIPALITIES, now_s() - start);
}

struct module_work {
    struct competence competence;
    struct competence_group group;
    struct provider provider;
    int from;
    struct module *modules; /* the result of loading */
    int len;
};

static enum err
save_base(struct db *db, void *arg)
{
    struct module_work *w = arg;
    struct framework f = {.version = SLICE("bench"),
                          .competences = &w->competence,
                          .competences_len = 1,
                          .groups = &w->group,
                          .groups_len = 1};

    TRY(framework_store_save(db, &f));
    return provider_store_save(db, &w->provider);
}

static enum err
save_modules(struct db *db, void *arg)
{
    static char description[1500];
    struct module_work *w = arg;

    memset(description, 'x', sizeof description);
    for (int i = w->from; i < w->from + BATCH; i++) {
        struct session session = {{20000}, 540, 720};
        struct run runs[2] = {{.code = SLICE("1"), .first = {20000}, .last = {20000}, .seats = 9},
                              {.code = SLICE("2"), .first = {20001}, .last = {20001}, .seats = 9}};
        struct module_gain gain = {w->competence.id, 0, 3};
        struct module m = {.provider = w->provider.id, .title = SLICE("Ein Baustein")};
        char code[32];

        (void)snprintf(code, sizeof code, "m%d", i);
        m.code = slice_of(code);
        m.description = (struct slice){description, sizeof description};
        m.language = SLICE("de");
        m.gives = &gain;
        m.gives_len = 1;
        runs[0].sessions = &session;
        runs[0].sessions_len = 1;
        m.runs = runs;
        m.runs_len = 2;
        TRY(module_store_save(db, &m));
    }
    return OK;
}

static enum err
load_modules(struct db *db, void *arg)
{
    struct module_work *w = arg;

    return module_store_load(db, db_ctx(db)->arena, &w->modules, &w->len);
}

static void
bench_modules(int count)
{
    static struct module_work w = {
        .competence = {.code = SLICE_INIT("D1.1"),
                       .group = SLICE_INIT("D1"),
                       .name_de = SLICE_INIT("N"),
                       .description = SLICE_INIT("D"),
                       .band_text = {SLICE_INIT("1"), SLICE_INIT("2"), SLICE_INIT("3"),
                                     SLICE_INIT("4")}},
        .group = {.code = SLICE_INIT("D1")},
        .provider = {.code = SLICE_INIT("p"), .name = SLICE_INIT("P"), .kind = SLICE_INIT("k")},
    };
    double start = now_s();

    need(db_write(database, &ctx, save_base, &w));
    for (w.from = 0; w.from < count; w.from += BATCH)
        need(db_write(database, &ctx, save_modules, &w));
    printf("modules  %d saved in %.1f s (%.0f a second)\n", count, now_s() - start,
           count / (now_s() - start));
    start = now_s();
    size_t used = arena_used_bytes(ctx.arena);

    need(db_read(database, &ctx, load_modules, &w));
    printf("modules  %d loaded in %.2f s, %.0f MB\n", w.len, now_s() - start,
           (double)(arena_used_bytes(ctx.arena) - used) / 1e6);
}

int
main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: bench_storage SETTING [MODULES]\n");
        return 2;
    }
    ctx.arena = arena_open((size_t)8 << 30);
    need(db_open(&ctx, slice_of(argv[1]), NULL, &database));
    need(migrate_run(database, &ctx, &migration_set, NULL));
    bench_guests(1);
    bench_guests(8);
    bench_guests(64);
    bench_bulk();
    bench_modules(argc > 2 ? (int)strtol(argv[2], NULL, 10) : 20000);
    db_close(database);
    arena_close(ctx.arena);
    return 0;
}
