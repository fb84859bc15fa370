/* SPDX-License-Identifier: EUPL-1.2 */
/* What building a frame and merging one share. Not for others. */
#ifndef KC_ENGINE_FRAME_PARTS_H
#define KC_ENGINE_FRAME_PARTS_H

#include "engine/catalogue.h"
#include "engine/lookup.h"

struct catalogue_ids {
    struct lookup_id *modules;
    struct lookup_id *providers;
    struct lookup_id *venues;
    struct lookup_id *jobs;
    struct lookup_code *provider_codes;
    struct lookup_code *job_codes;
    struct lookup_id *successors; /* id of the one before -> slot; may repeat */
    uint32_t *successor_slots;    /* the same order */
    size_t successors_len;
};

/* Lookups of all but modules. ERR_LIMIT, ERR_CORRUPT, ERR_CONFLICT as catalogue_build(). */
MUST_USE enum err frame_small_ids(struct arena *arena, const struct catalogue *c,
                                  struct catalogue_ids *ids);
/* The blocks that it comes after, each with `slot`; how many. */
int frame_successor_ids(const struct module *m, uint32_t slot, struct lookup_id ret_ids[2]);
/* How many modules stand before a code. */
uint32_t frame_code_place(const struct catalogue *c, struct slice code);
/* The order of rungs in a ladder. */
int frame_rung_cmp(const void *a, const void *b);
/* The frame of `c` is `c` as it is, without its words. ERR_LIMIT: the arena is full. */
MUST_USE enum err frame_finish(struct arena *arena, struct catalogue *c);

/*
 * A frame from that of `c` before (c->frame), in which few modules are others: what is of the rest
 * is copied, and what names slots counted up. `list`: the modules before by slot, changed ones in
 * their places, new ones behind. It answers as one that was built, points to nothing of the frame
 * before, and is much quicker made.
 *
 *   ERR_NOT_FOUND   more differs: build it
 *   else as catalogue_build()
 */
MUST_USE enum err frame_merge(struct arena *arena, const struct module *const *list,
                              struct catalogue *c);

#endif
