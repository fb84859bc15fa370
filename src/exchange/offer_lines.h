/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Offers as JSON lines, the form of ../shared/bench/gen_catalogue.py, as what a catalogue is built
 * from: to match people with a catalogue that is in no database.
 *
 * Competence 0..99 of a line is the competence with that number and one; category 0..47 likewise
 * the topic. An offer becomes a block "o" with its id in ten digits; each with a place gets a venue
 * of its own. Each run has one sitting, 9:00 to 16:00 on its first day, on the Monday after when
 * that is at the weekend; it takes place from a quarter of its seats on (rounded up). What one
 * needs on entry is a prerequisite. Formats: Präsenz and Inhouse are in person, Blended Learning
 * follows up, Fernlehrgang is a MOOC.
 */
#ifndef KC_EXCHANGE_OFFER_LINES_H
#define KC_EXCHANGE_OFFER_LINES_H

#include "base/ctx.h"
#include "domain/module.h"
#include "domain/provider.h"
#include "domain/topic.h"

enum { OFFER_COMPETENCES = 100, OFFER_TOPICS = 48 };

struct offer_set {
    struct arena *arena; /* everything lives here */
    struct framework framework;
    struct topic topics[OFFER_TOPICS];
    struct provider *providers; /* by number; code empty: none of that number */
    size_t providers_len;
    struct venue *venues;
    size_t venues_len;
    size_t venues_size;
    struct module *modules;
    size_t modules_len;
    size_t modules_size;
    int64_t runs_len;
};

/* No offers yet. `arena` outlives the set. ERR_LIMIT: it is full. */
MUST_USE enum err offer_set_init(struct ctx *ctx, struct arena *arena, struct offer_set *ret_set);

/*
 * One line more; ctx->arena is scratch.
 *   ERR_INVALID   no such offer
 *   ERR_LIMIT     too many (CATALOGUE_MODULES_MAX, PROVIDERS_MAX), or an arena is full
 */
MUST_USE enum err offer_set_line(struct ctx *ctx, struct offer_set *set, struct slice line);

#endif
