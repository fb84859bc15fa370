/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Posting lists in two passes over the stream: how long each is, then what stands in it; each pass
 * by several threads, which write into places of their own.
 */
#include "engine/index_parts.h"

enum { PIECE_MODULES_MIN = 2000 };

/* Some slots, from one that begins a word of bitmaps to another: one job. */
struct filling {
    struct room *room;
    struct arena *arena;
    uint32_t from;
    uint32_t to;
    struct index_sums sums;
    uint32_t *words; /* for the stream of a module */
    uint32_t *seen;  /* by term: the slot after the last one that held it */
    uint64_t *next;  /* by term: how many of its slots hold it; then where its next impact goes */
};

/* The postings as they are being written. */
struct room {
    struct filling pieces[JOBS_WIDTH_MAX];
    int pieces_len;
    uint64_t *at;             /* by term: its first posting of all */
    struct index_list *lists; /* by term */
    uint16_t *impacts;
    uint32_t *slots;
    uint64_t *bits; /* bitmaps with their ranks */
    uint32_t bits_words;
};

static void
term_count(struct filling *f, uint32_t slot, uint32_t term)
{
    f->next[term] += f->seen[term] != slot + 1;
    f->seen[term] = slot + 1;
}

/* How many slots of the piece hold each term: no sums, so a fraction of the work of filling. */
static void
piece_count(void *arg, int i)
{
    struct room *r = arg;
    struct filling *f = &r->pieces[i];
    const struct index *x = f->sums.x;

    for (uint32_t slot = f->from; slot < f->to; slot++) {
        const uint32_t *text_end = index_stream(x, slot, f->words);
        int fields = 0;

        for (const uint32_t *at = text_end; fields < FIELDS; at++) {
            const struct index_word *w;
            uint32_t concept;

            fields += *at == STREAM_FIELD_END;
            if (*at >= STREAM_FIELD_END)
                continue;
            while (text_end <= at || *text_end < STREAM_FIELD_END)
                text_end++;
            w = &x->words[*at];
            for (uint32_t k = 0; k < w->terms_len; k++)
                term_count(f, slot, x->word_terms[w->terms_at + k]);
            concept = index_sequence(&f->sums, at, (size_t)(text_end - at));
            if (concept != UINT32_MAX)
                term_count(f, slot, concept);
        }
    }
}

static enum err
filling_init(struct room *r, struct index_building *b, int i)
{
    struct filling *f = &r->pieces[i];
    uint32_t terms = b->x->terms_len;
    uint32_t modules = b->c->modules_len;

    f->room = r;
    f->arena = arena_open(SIZE_MAX);
    if (f->arena == NULL)
        return ERR_LIMIT;
    f->from = index_piece_from(modules, i, r->pieces_len) / 64 * 64;
    f->to =
        i + 1 < r->pieces_len ? index_piece_from(modules, i + 1, r->pieces_len) / 64 * 64 : modules;
    f->seen = arena_array(f->arena, uint32_t, terms);
    f->next = arena_array(f->arena, uint64_t, terms);
    f->words = arena_array(f->arena, uint32_t, b->x->stream_most);
    if (f->seen == NULL || f->next == NULL || f->words == NULL)
        return ERR_LIMIT;
    return index_sums_init(f->arena, b->x, b->origin->mean, &f->sums);
}

/* Counts become places: each piece writes behind the one before it. */
static enum err
counts_sum(struct room *r, struct index_building *b)
{
    uint64_t all = 0;

    r->at = arena_array(b->scratch, uint64_t, (size_t)b->x->terms_len + 1);
    if (r->at == NULL)
        return ERR_LIMIT;
    for (uint32_t t = 0; t < b->x->terms_len; t++) {
        r->at[t] = all;
        for (int i = 0; i < r->pieces_len; i++) {
            uint64_t count = r->pieces[i].next[t];

            r->pieces[i].next[t] = all;
            all += count;
        }
    }
    r->at[b->x->terms_len] = all;
    return OK;
}

static enum err
room_make(struct room *r, const struct index_building *b)
{
    struct arena *arena = b->arena;
    uint32_t terms = b->x->terms_len;
    uint32_t modules = b->c->modules_len;
    uint64_t listed = 0;
    uint64_t bitmaps = 0;

    r->lists = arena_array(arena, struct index_list, terms);
    if (r->lists == NULL)
        return ERR_LIMIT;
    for (uint32_t t = 0; t < terms; t++) {
        r->lists[t].len = (uint32_t)(r->at[t + 1] - r->at[t]);
        r->lists[t].dense = index_is_dense(r->lists[t].len, modules);
        if (r->lists[t].dense)
            bitmaps++;
        else
            listed += r->lists[t].len;
    }
    r->bits_words = (modules + 63) / 64;
    r->impacts = arena_array(arena, uint16_t, r->at[terms]);
    r->slots = arena_array(arena, uint32_t, listed);
    r->bits = arena_array(arena, uint64_t, bitmaps * index_bitmap_words(r->bits_words));
    if (r->impacts == NULL || r->slots == NULL || r->bits == NULL)
        return ERR_LIMIT;
    listed = 0;
    bitmaps = 0;
    for (uint32_t t = 0; t < terms; t++) {
        struct index_list *l = &r->lists[t];

        l->impacts = r->impacts + r->at[t];
        if (l->dense)
            l->at = r->bits + bitmaps++ * index_bitmap_words(r->bits_words);
        else
            l->at = r->slots + listed;
        listed += l->dense ? 0 : l->len;
    }
    return OK;
}

static void
posting_put(struct filling *f, uint32_t term, uint32_t slot)
{
    const struct room *r = f->room;
    const struct index_list *l = &r->lists[term];
    uint64_t next = f->next[term]++;

    if (l->dense)
        r->bits[((const uint64_t *)l->at - r->bits) + slot / 64] |= UINT64_C(1) << (slot % 64);
    else
        r->slots[((const uint32_t *)l->at - r->slots) + (ptrdiff_t)(next - r->at[term])] = slot;
    r->impacts[next] = index_impact(f->sums.of[term]);
}

static void
piece_fill(void *arg, int i)
{
    struct room *r = arg;
    struct filling *f = &r->pieces[i];

    for (uint32_t slot = f->from; slot < f->to; slot++) {
        index_sums_add(&f->sums, index_stream(f->sums.x, slot, f->words));
        for (uint32_t k = 0; k < f->sums.terms_len; k++)
            posting_put(f, f->sums.terms[k], slot);
        index_sums_clear(&f->sums);
    }
}

void
index_ranks(uint64_t *bits, uint32_t bits_words)
{
    uint32_t *ranks = (uint32_t *)(bits + bits_words);
    uint32_t before = 0;

    for (uint32_t w = 0; w < bits_words; w++) {
        ranks[w] = before;
        before += (uint32_t)__builtin_popcountll(bits[w]);
    }
}

static enum err
room_fill(struct room *r, struct index_building *b)
{
    for (int i = 0; i < r->pieces_len; i++)
        TRY(filling_init(r, b, i));
    jobs_run(b->jobs, r->pieces_len, piece_count, r);
    TRY(counts_sum(r, b));
    TRY(room_make(r, b));
    jobs_run(b->jobs, r->pieces_len, piece_fill, r);
    for (uint32_t t = 0; t < b->x->terms_len; t++) {
        if (r->lists[t].dense)
            index_ranks(r->bits + ((const uint64_t *)r->lists[t].at - r->bits), r->bits_words);
    }
    return OK;
}

enum err
index_fill(struct index_building *b)
{
    struct room *r = arena_new(b->scratch, struct room);
    enum err e;

    if (r == NULL)
        return ERR_LIMIT;
    r->pieces_len = b->c->modules_len < PIECE_MODULES_MIN ? 1 : jobs_width(b->jobs);
    e = room_fill(r, b);
    for (int i = 0; i < r->pieces_len; i++)
        arena_close(r->pieces[i].arena);
    b->x->lists = r->lists;
    b->x->bits_words = r->bits_words;
    return e;
}
