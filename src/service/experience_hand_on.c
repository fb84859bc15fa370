/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/experience_hand_on.h"

#include <stdlib.h>

#include "base/crypto.h"
#include "base/keyed_hash.h"
#include "storage/db.h"
#include "storage/experience_store.h"

/* Blocks that stood one after the other: a list, or what is left of one when a block is deleted. */
struct stretch {
    uint64_t name; /* of whose it is */
    size_t at;
    size_t len;
};

struct handing {
    struct arena *keep;
    struct experience_kept *kept;
    size_t kept_len;
    struct stretch *stretches;
    size_t stretches_len;
};

static enum err
use_all(struct db *db, void *arg)
{
    struct handing *h = arg;

    return experience_store_all(db, h->keep, &h->kept, &h->kept_len);
}

/* Whether a block stands right behind the one before it in the same list. */
static bool
goes_on(const struct handing *h, size_t i)
{
    return i > 0 && h->kept[i].list == h->kept[i - 1].list &&
           h->kept[i].place == h->kept[i - 1].place + 1;
}

static int
by_name(const void *pa, const void *pb)
{
    const struct stretch *a = pa;
    const struct stretch *b = pb;

    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

static enum err
stretches_make(struct handing *h)
{
    struct hash_key key;

    crypto_random(&key, sizeof key);
    h->stretches = arena_array(h->keep, struct stretch, h->kept_len);
    if (h->stretches == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < h->kept_len; i++) {
        int64_t guest = h->kept[i].guest;

        if (!goes_on(h, i))
            h->stretches[h->stretches_len++] =
                (struct stretch){keyed_hash_of(key, &guest, sizeof guest).low, i, 0};
        h->stretches[h->stretches_len - 1].len++;
    }
    crypto_wipe(&key, sizeof key);
    if (h->stretches_len > 0)
        qsort(h->stretches, h->stretches_len, sizeof *h->stretches, by_name);
    return OK;
}

static struct experience_events_row
row_of(const struct catalogue *c, const struct experience_kept *k)
{
    const struct module *m = catalogue_module(c, k->module);

    return (struct experience_events_row){
        .module = m->code,
        .provider = catalogue_provider(c, m->provider)->code,
        .format = m->format,
        .overlap = (enum experience_overlap)k->overlap,
        .score = k->score,
        .deed = (enum experience_deed)k->deed,
    };
}

/* One line for a stretch. */
static enum err
stretch_give(struct ctx *ctx, const struct catalogue *c, const struct handing *h, size_t n,
             struct experience_sink sink)
{
    struct experience_events_row rows[EXPERIENCE_POSITIONS_MAX];
    const struct stretch *s = &h->stretches[n];
    const struct experience_kept *first = &h->kept[s->at];
    struct arena_mark mark = arena_mark(ctx->arena);
    struct text line = text_init(ctx->arena, EXPERIENCE_LINE_BYTES_MAX);
    struct slice bytes = {0};
    enum err e;

    for (size_t i = 0; i < s->len; i++)
        rows[i] = row_of(c, &first[i]);
    experience_events_write_list(&line, &(struct experience_events_list){(int64_t)n + 1, first->day,
                                                                         s->name, first->place,
                                                                         rows, (int)s->len});
    e = text_end(&line, &bytes);
    e = e == OK ? sink.take(ctx, sink.to, bytes)
                : fail(ctx, ERR_LIMIT, "a list is longer than %d bytes", EXPERIENCE_LINE_BYTES_MAX);
    arena_rewind(ctx->arena, mark);
    return e;
}

static enum err
all_give(struct ctx *ctx, const struct catalogue *c, const struct handing *h,
         struct experience_sink sink, struct experience_handed *handed)
{
    struct text first = text_init(ctx->arena, EXPERIENCE_LINE_BYTES_MAX);
    struct slice bytes = {0};

    experience_events_write_head(&first, &handed->head);
    TRY(text_end(&first, &bytes));
    TRY(sink.take(ctx, sink.to, bytes));
    for (size_t n = 0; n < h->stretches_len; n++) {
        handed->people += n == 0 || h->stretches[n].name != h->stretches[n - 1].name;
        TRY(stretch_give(ctx, c, h, n, sink));
    }
    return OK;
}

/* Blocks that the catalogue of this moment does not know are left out. */
static void
known_keep(struct handing *h, const struct catalogue *c)
{
    size_t len = 0;

    for (size_t i = 0; i < h->kept_len; i++) {
        if (catalogue_module(c, h->kept[i].module) != NULL)
            h->kept[len++] = h->kept[i];
    }
    h->kept_len = len;
}

static enum err
hand_on(struct ctx *ctx, const struct catalogue *c, struct handing *h, struct experience_sink sink,
        struct experience_handed *handed)
{
    known_keep(h, c);
    if (h->kept_len == 0)
        return fail(ctx, ERR_NOT_FOUND, "nothing was collected");
    if (stretches_make(h) != OK)
        return fail(ctx, ERR_LIMIT, "no memory for the lists that were shown");
    if (h->stretches_len > EXPERIENCE_LISTS_MAX)
        return fail(ctx, ERR_LIMIT, "more than %d lists were shown", EXPERIENCE_LISTS_MAX);
    handed->head = (struct experience_events_head){(int64_t)h->stretches_len, (int64_t)h->kept_len};
    handed->last = h->kept[h->kept_len - 1].list;
    return all_give(ctx, c, h, sink, handed);
}

enum err
experience_hand_on(struct ctx *ctx, struct platform *p, struct arena *keep,
                   struct experience_sink sink, struct experience_handed *ret_handed)
{
    struct handing h = {.keep = keep};
    const struct snapshot *snap;
    enum err e;

    *ret_handed = (struct experience_handed){.last = 0};
    TRY(db_read(platform_db(p), ctx, use_all, &h));
    snap = snapshot_acquire(p);
    e = hand_on(ctx, snap->catalogue, &h, sink, ret_handed);
    snapshot_release(p, snap);
    return e;
}

static enum err
use_forget(struct db *db, void *arg)
{
    const struct experience_handed *handed = arg;

    return experience_store_forget(db, handed->last);
}

enum err
experience_forget(struct ctx *ctx, struct platform *p, const struct experience_handed *handed)
{
    struct experience_handed these = *handed;

    return db_write(platform_db(p), ctx, use_forget, &these);
}
