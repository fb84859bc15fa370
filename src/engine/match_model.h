/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The use of what was learnt: how many points experience adds to, or takes from, the match score
 * of a block. At most EXPERIENCE_POINTS_MAX either way (LEARN-4), whatever the model says.
 */
#ifndef KC_ENGINE_MATCH_MODEL_H
#define KC_ENGINE_MATCH_MODEL_H

#include "domain/experience.h"
#include "engine/catalogue.h"

/* A model laid over one catalogue: one look per block. */
struct match_experience {
    const int16_t *slot_milli; /* block, provider and format together; by slot */
    int32_t overlap_milli[OVERLAPS];
};

/* ERR_LIMIT: the arena is full. The model is sound and need not live on. */
MUST_USE enum err match_experience_make(struct arena *arena, const struct catalogue *c,
                                        const struct experience_model *model,
                                        const struct match_experience **ret_experience);

/* How many topics of `topics` are among `interests`: the coarse feature of LEARN-1. */
enum experience_overlap match_overlap(uint64_t topics, uint64_t interests);

/* Whole points for the block in `slot`, -EXPERIENCE_POINTS_MAX .. EXPERIENCE_POINTS_MAX. */
int match_experience_points(const struct match_experience *experience, uint32_t slot,
                            enum experience_overlap overlap);

/*
 * The points of every slot for a reader with these interests, in hundredths: the correction of
 * a match (struct match_context). ERR_LIMIT: the arena is full.
 */
MUST_USE enum err match_experience_correction(struct arena *arena, const struct catalogue *c,
                                              const struct match_experience *experience,
                                              uint64_t interests, const int16_t **ret_correction);

#endif
