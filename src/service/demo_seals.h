/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Seals of the demo's provider, by the way that every seal comes: asked for by the provider, judged
 * by two experts, decided by the rule. All invented.
 */
#ifndef KC_SERVICE_DEMO_SEALS_H
#define KC_SERVICE_DEMO_SEALS_H

#include "base/ctx.h"

struct database;

/*
 * After seed_run() with the demo; the context reaches everything. Blocks that were judged already
 * keep their outcome, and the catalogue says so again.
 */
MUST_USE enum err demo_seals_make(struct ctx *ctx, struct database *database, int *ret_seals);

#endif
