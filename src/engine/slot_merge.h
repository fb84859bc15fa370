/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How the slots of a frame become those of the next one, when few blocks are new or others.
 *
 * Slots are places in the order of codes, and a block never leaves the catalogue nor changes its
 * code. So a new block moves all behind it by one and leaves their order as it was: what is kept by
 * slot is copied in stretches, and what names slots is counted up.
 */
#ifndef KC_ENGINE_SLOT_MERGE_H
#define KC_ENGINE_SLOT_MERGE_H

#include <stdalign.h>

#include "engine/catalogue.h"

struct slot_merge {
    uint32_t before_len;
    uint32_t len;
    struct catalogue_slots inserted; /* of blocks that were not there, ascending */
    struct catalogue_slots changed;  /* of all blocks that are others, the inserted too */
    const uint64_t *was_changed;     /* bit per slot before; NULL: none is asked for */
};

/* The slot now of one before. */
uint32_t slot_merge_now(const struct slot_merge *m, uint32_t before);
/* The slot before of one now; UINT32_MAX when its block was not there. */
uint32_t slot_merge_before(const struct slot_merge *m, uint32_t slot);

static inline bool
slot_merge_was_changed(const struct slot_merge *m, uint32_t before)
{
    return (m->was_changed[before / 64] >> (before % 64) & 1) != 0;
}

/* The same for slots that mostly ascend: it goes on from the last. */
struct slot_cursor {
    const struct slot_merge *m;
    uint32_t last;
    uint32_t passed;
};

static inline uint32_t
slot_cursor_now(struct slot_cursor *c, uint32_t before)
{
    const struct slot_merge *m = c->m;

    if (before < c->last)
        c->passed = 0;
    c->last = before;
    while (c->passed < (uint32_t)m->inserted.len && m->inserted.at[c->passed] - c->passed <= before)
        c->passed++;
    return before + c->passed;
}

/*
 * An array by slot, from that before: inserted elements are zeroed, changed ones as they were.
 * NULL: the arena is full.
 */
void *slot_merge_array(struct arena *arena, const struct slot_merge *m, const void *before,
                       size_t bytes);
#define SLOT_MERGE(a, m, type, before) ((type *)slot_merge_array((a), (m), (before), sizeof(type)))

/* A bitmap by slot likewise; changed bits are cleared. */
uint64_t *slot_merge_bits(struct arena *arena, const struct slot_merge *m, const uint64_t *before);
/* The same into `to`, zeroed words; changed bits are as they were. */
void slot_merge_bits_into(const struct slot_merge *m, const uint64_t *before, uint64_t *to);

#endif
