/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/audit_verify.h"

#include <string.h>

enum { PAGE = 200 };

static const char ZEROS[AUDIT_HASH_BYTES];

static const char *const FAULTS[AUDIT_FAULTS] = {
    [AUDIT_SOUND] = "sound",     [AUDIT_CHANGED] = "changed",   [AUDIT_MISSING] = "missing",
    [AUDIT_MOVED] = "moved",     [AUDIT_INSERTED] = "inserted", [AUDIT_RENUMBERED] = "renumbered",
    [AUDIT_SPLICED] = "spliced", [AUDIT_CUT] = "cut",           [AUDIT_REMADE] = "remade",
};

const char *
audit_fault_name(enum audit_fault fault)
{
    assert((int)fault >= 0 && (int)fault < AUDIT_FAULTS);
    return FAULTS[fault];
}

/* Where the walk is: everything up to `last` is in order. */
struct walk {
    struct db *db;
    const struct audit_walk *of;
    struct audit_finding *finding;
    int64_t last;
    char hash[AUDIT_HASH_BYTES];
    int head;      /* the next one that was kept */
    int64_t known; /* number of the last head that was met */
};

static void
found(struct walk *w, enum audit_fault fault, int64_t first, int64_t last)
{
    w->finding->fault = fault;
    w->finding->first = first;
    w->finding->last = last;
}

static struct slice
hash_of(const struct walk *w)
{
    return (struct slice){w->hash, sizeof w->hash};
}

/* The number of the event with this hash, `other` aside; 0 for the zeros before the first event,
 * -1: there is none. */
static enum err
place_of(struct walk *w, struct slice hash, int64_t other, int64_t *ret_id)
{
    enum err e = OK;

    *ret_id = 0;
    if (slice_eq(hash, (struct slice){ZEROS, sizeof ZEROS}))
        return OK;
    e = audit_store_by_hash(w->db, hash, other, ret_id);
    if (e == ERR_NOT_FOUND)
        *ret_id = -1;
    return e == ERR_NOT_FOUND ? OK : e;
}

/*
 * `e` is whole, but follows an earlier event than the last one, as another does: either `e` was put
 * in or what stands between. Who goes on tells: the next event follows the rightful one.
 */
static enum err
tell_inserted(struct walk *w, const struct audit_event *e, int64_t fork)
{
    struct audit_event next = {.id = 0};
    int len = 0;

    TRY(audit_store_page(w->db, e->id, &next, 1, &len));
    if (len == 1 && slice_eq(next.previous, hash_of(w)))
        return found(w, AUDIT_INSERTED, e->id, e->id), OK;
    if (len == 1 && slice_eq(next.previous, e->hash))
        return found(w, AUDIT_INSERTED, fork + 1, w->last), OK;
    return found(w, AUDIT_INSERTED, fork + 1 < w->last ? e->id : w->last, e->id), OK;
}

/* `e` is whole by its own hash, and does not follow the last one. */
static enum err
tell_link(struct walk *w, const struct audit_event *e)
{
    int64_t copy = 0;
    int64_t before = 0;

    TRY(place_of(w, e->hash, e->id, &copy));
    if (copy > 0)
        return found(w, AUDIT_INSERTED, e->id, e->id), OK;
    TRY(place_of(w, e->previous, e->id, &before));
    if (before > e->id)
        return found(w, AUDIT_MOVED, w->last + 1, e->id), OK;
    if (before >= 0 && before >= w->of->from - 1)
        return tell_inserted(w, e, before);
    if (e->id > w->last + 1)
        return found(w, AUDIT_MISSING, w->last + 1, e->id - 1), OK;
    return found(w, AUDIT_SPLICED, w->last, e->id), OK;
}

/* AUDIT-1, AUDIT-2 */
static enum err
step(struct walk *w, const struct audit_event *e)
{
    uint8_t hash[AUDIT_HASH_BYTES] = {0};
    bool whole = false;

    TRY(audit_hash_control(db_ctx(w->db)->arena, e, w->of->control, hash));
    whole = slice_eq(e->hash, (struct slice){(const char *)hash, sizeof hash});
    if (e->id < 1) /* none is ever given */
        return found(w, AUDIT_RENUMBERED, e->id, e->id), OK;
    if (!whole && e->id > w->last + 1)
        return found(w, AUDIT_MISSING, w->last + 1, e->id - 1), OK;
    if (!whole)
        return found(w, AUDIT_CHANGED, e->id, e->id), OK;
    if (!slice_eq(e->previous, hash_of(w)))
        return tell_link(w, e);
    if (e->id != w->last + 1)
        return found(w, AUDIT_RENUMBERED, w->last + 1, e->id), OK;
    w->last = e->id;
    memcpy(w->hash, e->hash.at, sizeof w->hash);
    w->finding->events++;
    return OK;
}

/* AUDIT-3: heads of what has been walked. */
static void
compare_heads(struct walk *w)
{
    for (; w->head < w->of->heads_len && w->of->heads[w->head].id <= w->last; w->head++) {
        const struct audit_head *h = &w->of->heads[w->head];

        if (h->id < w->last || w->finding->fault != AUDIT_SOUND)
            continue; /* before the walk began: nothing is known of it */
        if (memcmp(h->hash, w->hash, sizeof w->hash) != 0)
            found(w, AUDIT_REMADE, w->known + 1, h->id);
        w->known = h->id;
    }
}

static enum err
begin(struct walk *w)
{
    struct audit_event e = {.id = 0};
    int len = 0;

    memcpy(w->hash, ZEROS, sizeof w->hash);
    w->last = w->of->from - 1;
    if (w->last > 0) {
        TRY(audit_store_page(w->db, w->last - 1, &e, 1, &len));
        if (len == 0 || e.id != w->last || e.hash.len != sizeof w->hash)
            return found(w, AUDIT_MISSING, w->last, w->last), OK;
        memcpy(w->hash, e.hash.at, sizeof w->hash);
    }
    w->known = w->last;
    compare_heads(w);
    return OK;
}

enum err
audit_verify(struct db *db, const struct audit_walk *walk, struct audit_finding *ret_finding)
{
    struct arena *a = db_ctx(db)->arena;
    struct audit_event *events = arena_array(a, struct audit_event, PAGE);
    struct walk w = {.db = db, .of = walk, .finding = ret_finding};
    int64_t after = walk->from > 1 ? walk->from - 1 : INT64_MIN;
    int len = PAGE;

    assert(walk->from >= 1);
    if (events == NULL)
        return ERR_LIMIT;
    *ret_finding = (struct audit_finding){.fault = AUDIT_SOUND};
    TRY(begin(&w));
    while (len == PAGE && ret_finding->fault == AUDIT_SOUND) {
        struct arena_mark mark = arena_mark(a);

        TRY(audit_store_page(db, after, events, PAGE, &len));
        for (int i = 0; i < len && ret_finding->fault == AUDIT_SOUND; i++) {
            TRY(step(&w, &events[i]));
            compare_heads(&w);
            after = events[i].id;
        }
        arena_rewind(a, mark);
    }
    if (ret_finding->fault == AUDIT_SOUND && w.head < walk->heads_len)
        found(&w, AUDIT_CUT, w.last + 1, walk->heads[walk->heads_len - 1].id);
    return OK;
}
