/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Providers publish: drafts and versions of blocks, who decides about them, their runs. Rules:
 * docs/rules/publish.md, PUBLISH-n.
 *
 * A desk is opened for one organisation of the actor's; every function asks for the right in it
 * again (RIGHT_MODULE_PUBLISH), and every statement names it: nothing of another one is met
 * (PUBLISH-6). What is published is in the snapshot with its next refresh.
 *
 * Of every function, besides what is said at each:
 *   ERR_DENIED      the actor may not
 *   ERR_NOT_FOUND   this organisation has no such version, block or run
 */
#ifndef KC_SERVICE_PUBLISH_SERVICE_H
#define KC_SERVICE_PUBLISH_SERVICE_H

#include "domain/actor.h"
#include "domain/module_sheet.h"
#include "domain/module_version.h"
#include "domain/organisation.h"
#include "service/platform.h"

struct publish_desk {
    struct platform *platform;
    const struct actor *actor;
    struct organisation organisation; /* a provider that is a member */
};

/* ERR_NOT_FOUND: there is no provider of this code that is a member. */
MUST_USE enum err publish_desk_open(struct ctx *ctx, struct platform *platform,
                                    const struct actor *actor, struct slice code,
                                    struct publish_desk *ret_desk);
/* All providers for whom the actor may publish, in the arena. */
MUST_USE enum err publish_organisations(struct ctx *ctx, struct platform *platform,
                                        const struct actor *actor,
                                        struct organisation **ret_organisations, int *ret_len);

/* A page of the provider's blocks, from 0. */
MUST_USE enum err publish_list(struct ctx *ctx, const struct publish_desk *desk, int page,
                               struct provider_blocks *ret_blocks);

/* A version with what it says. */
struct publish_look {
    struct module_version version;
    struct module_sheet sheet;
    struct module module;       /* what it makes; counts without faults; runs with their venues */
    struct venue *venues;       /* where each run of it is; code empty: online, or not known */
    struct block_faults faults; /* what stands in the way of publishing */
    int colleagues;             /* people who may publish for this provider */
    bool in_catalogue;          /* the block is in the catalogue, whatever version */
    bool was_published;         /* a version before this one was */
    bool loses_seal; /* the block is certified, and this version would not be (CERT-12) */
    bool may_change;
    bool may_submit;
    bool may_publish;
    bool may_return;
};
MUST_USE enum err publish_look(struct ctx *ctx, const struct publish_desk *desk,
                               struct module_version_id id, struct publish_look *ret_look);

/* A block with all its versions and, of the catalogue, its runs. */
struct publish_block {
    struct slice code;
    struct slice title;
    struct module module;               /* of the catalogue; id.n == 0: not there yet */
    struct module_version_list history; /* newest first; none: it came with the catalogue */
    struct run_sheet *runs;             /* of the catalogue or, before it is there, of its draft */
    int runs_len;
    bool may_revise;
    bool may_retire;
};
MUST_USE enum err publish_block_look(struct ctx *ctx, const struct publish_desk *desk,
                                     struct slice code, struct publish_block *ret_block);

/* --- writing: a draft may have anything in its fields, up to their lengths ------- */

/*
 * A new block. ERR_INVALID: no title, or a field is too long. ERR_LIMIT: the provider has
 * PUBLISH_BLOCKS_MAX (PUBLISH-21), or no code was free in PUBLISH_CODE_TRIES_MAX tries.
 */
MUST_USE enum err publish_draft(struct ctx *ctx, const struct publish_desk *desk,
                                const struct module_sheet *sheet, struct module_version_id *ret_id);
/* The next version of a block. ERR_CONFLICT: one is in work, or a feed keeps it (PUBLISH-7). */
MUST_USE enum err publish_revise(struct ctx *ctx, const struct publish_desk *desk,
                                 struct slice code, struct module_version_id *ret_id);
/* A new block with the same text and without dates (PUBLISH-12); `title` is its title. */
MUST_USE enum err publish_copy(struct ctx *ctx, const struct publish_desk *desk, struct slice code,
                               struct slice title, struct module_version_id *ret_id);
/*
 * A draft in other words; its runs stay. ERR_CONFLICT: it is no draft, or somebody saved it since
 * it was of this edition (PUBLISH-8). ERR_INVALID as publish_draft().
 */
MUST_USE enum err publish_rewrite(struct ctx *ctx, const struct publish_desk *desk,
                                  struct module_version_id id, int edition,
                                  const struct module_sheet *sheet);
MUST_USE enum err publish_discard(struct ctx *ctx, const struct publish_desk *desk,
                                  struct module_version_id id, int edition);

/* --- deciding (PUBLISH-1, PUBLISH-2) ------------------------------------------------ */

/* To a colleague. ERR_INVALID: something is still wrong. ERR_CONFLICT: as publish_rewrite(). */
MUST_USE enum err publish_submit(struct ctx *ctx, const struct publish_desk *desk,
                                 struct module_version_id id, int edition);
/* Back to who wrote it. ERR_INVALID: no reason. ERR_CONFLICT: it is not in review. */
MUST_USE enum err publish_return(struct ctx *ctx, const struct publish_desk *desk,
                                 struct module_version_id id, int edition, struct slice reason);
/*
 * Into the catalogue, instead of the version that is there.
 *   ERR_DENIED     the actor wrote it, and a colleague could look at it (PUBLISH-2)
 *   ERR_INVALID    something is still wrong
 *   ERR_CONFLICT   it is not open any more, or of another edition
 */
MUST_USE enum err publish_publish(struct ctx *ctx, const struct publish_desk *desk,
                                  struct module_version_id id, int edition);
/* Out of the catalogue (PUBLISH-11). ERR_INVALID: no reason. ERR_CONFLICT: it is not offered. */
MUST_USE enum err publish_retire(struct ctx *ctx, const struct publish_desk *desk,
                                 struct slice code, struct slice reason);

/* --- runs (PUBLISH-10): of the catalogue at once, of a new block in its draft --------- */

/* A run as it is to be, and publish_run_mark() of it as it was shown. */
struct publish_run {
    const struct run_sheet *sheet;
    uint64_t seen;
};
/*
 * Add a run (its code is empty) or change one.
 *   ERR_INVALID    `ret_faults` say why
 *   ERR_CONFLICT   the run is not as it was seen, or the draft is being reviewed
 *   ERR_LIMIT      more than BLOCK_RUNS_MAX
 */
MUST_USE enum err publish_run_save(struct ctx *ctx, const struct publish_desk *desk,
                                   struct slice code, const struct publish_run *run,
                                   struct block_faults *ret_faults);
/* ERR_CONFLICT as above. */
MUST_USE enum err publish_run_cancel(struct ctx *ctx, const struct publish_desk *desk,
                                     struct slice code, struct slice run, uint64_t seen);
/* Differs when anything of the run does. */
uint64_t publish_run_mark(const struct run_sheet *run);

#endif
