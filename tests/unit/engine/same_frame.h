/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether two catalogues have the same frame, however each was made: what search and match read of
 * it. Numbers that only name something (of sets, of steps) may differ.
 */
#ifndef KC_TESTS_SAME_FRAME_H
#define KC_TESTS_SAME_FRAME_H

#include <string.h>

#include "engine/columns.h"
#include "engine/match_index.h"

static inline bool
same_run(const struct column_run *a, const struct column_run *b)
{
    return a->run->id.n == b->run->id.n && a->run->taken == b->run->taken && a->first == b->first &&
           a->last == b->last && a->seats_free == b->seats_free && a->venue == b->venue;
}

static inline bool
same_row(const struct catalogue *a, const struct catalogue *b, uint32_t slot)
{
    const struct column_row *ra = &a->columns->rows[slot];
    const struct column_row *rb = &b->columns->rows[slot];

    if (ra->price_cents != rb->price_cents || ra->topics != rb->topics ||
        ra->minutes != rb->minutes || ra->start != rb->start || ra->runs_at != rb->runs_at ||
        ra->runs_len != rb->runs_len || ra->accessibility != rb->accessibility ||
        ra->provider != rb->provider || ra->format != rb->format || ra->areas != rb->areas ||
        ra->bands != rb->bands || ra->language != rb->language || ra->level != rb->level ||
        ra->flags != rb->flags)
        return false;
    for (uint32_t i = ra->runs_at; i < ra->runs_at + ra->runs_len; i++) {
        if (!same_run(&a->columns->runs[i], &b->columns->runs[i]))
            return false;
    }
    return memcmp(a->columns->competences[slot], b->columns->competences[slot],
                  sizeof a->columns->competences[slot]) == 0 &&
           a->columns->title_ranks[slot] == b->columns->title_ranks[slot] &&
           a->columns->flags[slot] == b->columns->flags[slot] &&
           a->columns->providers[slot] == b->columns->providers[slot] &&
           a->columns->starts[slot] == b->columns->starts[slot];
}

/* The set of a facet, and that exactly its bitmap has the slot where there are any. */
static inline bool
set_at(const struct column_sets *s, uint32_t slot, uint64_t *ret_set)
{
    uint32_t number;

    if (s->raw != NULL) {
        *ret_set = s->raw[slot];
        return true;
    }
    number = s->narrow != NULL ? s->narrow[slot] : s->wide[slot];
    *ret_set = s->sets[number];
    for (uint32_t n = 0; s->bits != NULL && n < s->sets_len; n++) {
        uint64_t bit = s->bits[(size_t)n * s->bits_words + slot / 64] >> (slot % 64) & 1;

        if (bit != (n == number))
            return false;
    }
    return true;
}

static inline bool
same_sets(const struct catalogue *a, const struct catalogue *b, uint32_t slot)
{
    for (int f = 0; f < FACETS; f++) {
        const struct column_sets *sa = &a->columns->sets[f];
        const struct column_sets *sb = &b->columns->sets[f];
        uint64_t set_a = 0;
        uint64_t set_b = 0;

        if ((COLUMN_FACETS & FACET_BIT(f)) == 0 || (sa->sets == NULL && sa->raw == NULL))
            continue;
        if (!set_at(sa, slot, &set_a) || !set_at(sb, slot, &set_b) || set_a != set_b)
            return false;
    }
    return true;
}

static inline bool
same_gain(const struct module_gain *a, const struct module_gain *b)
{
    return a->competence.n == b->competence.n && a->from == b->from && a->to == b->to;
}

static inline bool
same_hint(const struct match_index *a, const struct match_index *b, uint32_t slot)
{
    const struct match_hint *ha = &a->hints[slot];
    const struct match_hint *hb = &b->hints[slot];

    if (ha->starts != hb->starts || ha->gains_len != hb->gains_len ||
        ha->needs_len != hb->needs_len || ha->topic != hb->topic || ha->price != hb->price ||
        ha->effort != hb->effort || ha->quality != hb->quality || ha->place != hb->place ||
        ha->flags != hb->flags || memcmp(ha->needs, hb->needs, sizeof ha->needs) != 0)
        return false;
    for (int i = 0; i < ha->gains_len; i++) {
        bool many = ha->gains_len > MATCH_HINT_GAINS;
        uint16_t sa = many ? a->gains[ha->gains.at + (uint32_t)i] : ha->gains.few[i];
        uint16_t sb = many ? b->gains[hb->gains.at + (uint32_t)i] : hb->gains.few[i];

        if (!same_gain(&a->steps[sa], &b->steps[sb]))
            return false;
    }
    return true;
}

static inline bool
same_match_row(const struct match_index *a, const struct match_index *b, uint32_t slot)
{
    const struct match_row *ra = &a->rows[slot];
    const struct match_row *rb = &b->rows[slot];

    if (ra->topics != rb->topics || ra->price_cents != rb->price_cents ||
        ra->minutes != rb->minutes || ra->runs_at != rb->runs_at || ra->runs_len != rb->runs_len ||
        ra->quality != rb->quality || ra->accessibility != rb->accessibility ||
        ra->format != rb->format || ra->self_paced != rb->self_paced ||
        ra->has_groups != rb->has_groups)
        return false;
    for (uint32_t i = ra->runs_at; i < ra->runs_at + ra->runs_len; i++) {
        const struct match_run_row *x = &a->runs[i];
        const struct match_run_row *y = &b->runs[i];

        if (x->weeks[0] != y->weeks[0] || x->weeks[1] != y->weeks[1] || x->first != y->first ||
            x->last != y->last || x->minutes != y->minutes || x->half_days != y->half_days ||
            x->accessibility != y->accessibility || x->span_weeks != y->span_weeks ||
            x->flags != y->flags || x->position.lat_micro != y->position.lat_micro ||
            x->position.lon_micro != y->position.lon_micro)
            return false;
    }
    return same_hint(a, b, slot);
}

static inline bool
same_bit(const uint64_t *a, const uint64_t *b, uint32_t slot)
{
    return ((a[slot / 64] ^ b[slot / 64]) >> (slot % 64) & 1) == 0;
}

/* Bitmaps of the match; that of prices holds what its own limit says. */
static inline bool
same_match_bits(const struct match_index *a, const struct match_index *b, uint32_t slot)
{
    for (int i = 0; i < MATCH_LANGUAGES; i++) {
        if (!same_bit(a->languages[i], b->languages[i], slot))
            return false;
    }
    for (int i = 0; i < FORMATS; i++) {
        if (!same_bit(a->formats[i], b->formats[i], slot))
            return false;
    }
    for (int i = 0; i < TOPICS_MAX; i++) {
        if (!same_bit(a->topics[i], b->topics[i], slot))
            return false;
    }
    for (int i = 0; i < MATCH_PRICE_STEPS; i++) {
        bool within = b->rows[slot].price_cents <= b->price_limits[i];

        if ((b->prices[i][slot / 64] >> (slot % 64) & 1) != within)
            return false;
    }
    return same_bit(a->anywhere, b->anywhere, slot);
}

static inline bool
same_match_ladder(const struct match_index *a, const struct match_index *b, int competence)
{
    const struct match_ladder *la = &a->ladders[competence];
    const struct match_ladder *lb = &b->ladders[competence];

    if (la->steps_len != lb->steps_len || la->several_len != lb->several_len)
        return false;
    for (uint32_t i = 0; i < la->several_len; i++) {
        if (la->several[i] != lb->several[i])
            return false;
    }
    for (int i = 0; i < la->steps_len; i++) {
        const struct match_step *sa = &la->steps[i];
        const struct match_step *sb = &lb->steps[i];

        if (sa->len != sb->len || !same_gain(&a->steps[sa->step], &b->steps[sb->step]) ||
            memcmp(a->slots + sa->at, b->slots + sb->at, sa->len * sizeof *a->slots) != 0)
            return false;
    }
    return true;
}

static inline bool
same_ladder(const struct catalogue *a, const struct catalogue *b, int competence)
{
    const struct catalogue_ladder *la = &a->ladders[competence];
    const struct catalogue_ladder *lb = &b->ladders[competence];

    if (la->rungs_len != lb->rungs_len)
        return false;
    for (int i = 0; i < la->rungs_len; i++) {
        if (la->rungs[i].slot != lb->rungs[i].slot || la->rungs[i].from != lb->rungs[i].from ||
            la->rungs[i].to != lb->rungs[i].to)
            return false;
    }
    return same_match_ladder(a->match, b->match, competence);
}

static inline bool
same_lookups(const struct catalogue *a, const struct catalogue *b, uint32_t slot)
{
    const struct module *m = a->modules[slot];
    struct catalogue_slots sa = catalogue_successors(a, m->id);
    struct catalogue_slots sb = catalogue_successors(b, m->id);

    return m->id.n == b->modules[slot]->id.n && catalogue_module(b, m->id) == b->modules[slot] &&
           catalogue_module_by_code(b, m->code) == b->modules[slot] && sa.len == sb.len &&
           (sa.len == 0 || memcmp(sa.at, sb.at, (size_t)sa.len * sizeof *sa.at) == 0);
}

static inline bool
same_cells(const struct match_index *a, const struct match_index *b)
{
    return memcmp(a->cells_at, b->cells_at, sizeof a->cells_at) == 0 &&
           (a->cells_at[MATCH_CELLS] == 0 ||
            memcmp(a->cell_slots, b->cell_slots,
                   a->cells_at[MATCH_CELLS] * sizeof *a->cell_slots) == 0);
}

/* What differs first in `b`, which is compared with `a`; empty: nothing. */
static inline const char *
frame_difference(const struct catalogue *a, const struct catalogue *b)
{
    if (a->modules_len != b->modules_len || a->offered_len != b->offered_len ||
        a->columns->languages_len != b->columns->languages_len)
        return "lengths";
    for (int i = 0; i < a->columns->languages_len; i++) {
        if (!slice_eq(a->columns->languages[i], b->columns->languages[i]))
            return "languages";
    }
    for (uint32_t slot = 0; slot < a->modules_len; slot++) {
        if (!same_lookups(a, b, slot))
            return "lookups";
        if (!same_row(a, b, slot))
            return "rows";
        if (!same_sets(a, b, slot))
            return "sets";
        if (!same_match_row(a->match, b->match, slot))
            return "rows of the match";
        if (!same_match_bits(a->match, b->match, slot))
            return "bitmaps of the match";
    }
    for (int k = 0; k < COMPETENCES_MAX; k++) {
        if (!same_ladder(a, b, k))
            return "ladders";
    }
    return same_cells(a->match, b->match) ? "" : "cells";
}

#endif
