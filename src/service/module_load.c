/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/module_load.h"

#include "base/text_pack.h"
#include "service/threads.h"
#include "storage/module_store.h"
#include "storage/revision_store.h"

enum { RANGES_MODULES_MIN = 200 }; /* fewer are not worth a second connection */

/* Some of the modules: one job. */
struct reading {
    struct database *database;
    struct db *db; /* NULL: on a connection of its own */
    struct arena *arena;
    struct module_range range;
    struct module *modules;
    int64_t revision; /* that it must see */
    struct ctx ctx;
    enum err answer;
    bool begun; /* what it has read lies in its arena and pack */
};

void
module_memory_done(struct module_memory *m)
{
    for (int i = 0; m != NULL && i < JOBS_WIDTH_MAX; i++) {
        text_pack_drop(m->packs[i]);
        m->packs[i] = NULL;
        arena_close(m->arenas[i]);
        m->arenas[i] = NULL;
    }
}

/*
 * Once: where a connection is lost PostgreSQL's driver begins anew with an arena that is rewound,
 * and the pack would point into what is gone. Then all is read again on one connection.
 */
static enum err
range_read(struct db *db, void *arg)
{
    struct reading *r = arg;
    int64_t revision = 0;

    if (r->begun)
        return ERR_BUSY;
    r->begun = true;
    TRY(revision_store_get(db, &revision));
    if (revision != r->revision)
        return ERR_BUSY;
    return module_store_load_range(db, r->arena, &r->range, r->modules);
}

static void
reading_run(void *arg, int piece)
{
    struct reading *r = (struct reading *)arg + piece;

    r->answer = r->db != NULL ? range_read(r->db, r) : db_read(r->database, &r->ctx, range_read, r);
}

/* ERR_BUSY: another connection cannot help. */
static enum err
readings_run(struct db *db, struct reading *readings, int len)
{
    jobs_run(threads_jobs(), len, reading_run, readings);
    TRY(readings[0].answer);
    for (int i = 1; i < len; i++) {
        const struct reading *r = &readings[i];

        if (r->answer == ERR_BUSY)
            return ERR_BUSY;
        if (r->answer != OK)
            return fail(db_ctx(db), r->answer, "%s", ctx_message(&r->ctx, r->answer));
    }
    return OK;
}

static enum err
memory_open(struct module_memory *m, int len)
{
    module_memory_done(m);
    for (int i = 0; i < len; i++) {
        m->arenas[i] = arena_open(m->bytes_max);
        m->packs[i] = m->arenas[i] ? text_pack_open(m->arenas[i]) : NULL;
        if (m->packs[i] == NULL)
            return ERR_LIMIT;
    }
    return OK;
}

/* The room for all is in the first arena. */
static enum err
readings_init(struct db *db, struct module_memory *m, struct reading *readings, int len)
{
    struct module_range parts[JOBS_WIDTH_MAX] = {{0}};
    struct module *modules;
    int64_t revision = 0;
    size_t all = 0;

    TRY(revision_store_get(db, &revision));
    TRY(module_store_split(db, parts, len));
    TRY(memory_open(m, len));
    for (int i = 0; i < len; i++)
        all += parts[i].len;
    modules = arena_array(m->arenas[0], struct module, all);
    if (modules == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++) {
        readings[i].arena = m->arenas[i];
        readings[i].ctx.arena = m->arenas[i];
        readings[i].range = parts[i];
        readings[i].range.pack = m->packs[i];
        readings[i].modules = modules;
        readings[i].revision = revision;
        modules += parts[i].len;
    }
    return OK;
}

struct loaded {
    struct module *modules;
    size_t len;
};

/* Read by `len` jobs at once. */
static enum err
read_by(struct db *db, struct database *database, struct module_memory *m, int len,
        struct loaded *ret_loaded)
{
    struct reading readings[JOBS_WIDTH_MAX] = {{.db = db}};
    const struct reading *last = &readings[len - 1];
    size_t all;

    for (int i = 1; i < len; i++)
        readings[i].database = database;
    TRY(readings_init(db, m, readings, len));
    all = (size_t)(last->modules - readings[0].modules) + last->range.len;
    if (len > 1 && all < RANGES_MODULES_MIN)
        return ERR_BUSY;
    TRY(readings_run(db, readings, len));
    for (int i = 0; i < len; i++)
        TRY(text_pack_finish(m->packs[i]));
    *ret_loaded = (struct loaded){readings[0].modules, all};
    return OK;
}

enum err
modules_load(struct db *db, struct database *database, struct module_memory *m,
             struct module **ret_modules, int *ret_len)
{
    int len = jobs_width(threads_jobs());
    struct loaded loaded;
    enum err e = len > 1 ? read_by(db, database, m, len, &loaded) : ERR_BUSY;

    if (e == ERR_BUSY)
        e = read_by(db, database, m, 1, &loaded);
    TRY(e);
    *ret_modules = loaded.modules;
    *ret_len = (int)loaded.len;
    return OK;
}
