/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists of criteria by which blocks are judged: written by experts and the cooperative, put in
 * force by the cooperative. Rules: docs/rules/certification.md, CERT-13 to CERT-16.
 *   ERR_DENIED   the actor may not (RIGHT_CRITERIA_WRITE, to put in force RIGHT_CRITERIA_PUBLISH)
 * besides what is said at each.
 */
#ifndef KC_SERVICE_CRITERIA_SERVICE_H
#define KC_SERVICE_CRITERIA_SERVICE_H

#include "domain/actor.h"
#include "domain/criteria.h"
#include "service/platform.h"

struct criteria_use {
    struct platform *platform;
    const struct actor *actor;
};

struct criteria_version {
    int version;
    bool is_draft;
    bool is_in_force;
    struct slice name;
    int criteria;         /* how many */
    struct instant since; /* ms == 0: it came with the program */
};
struct criteria_history {
    struct criteria_version at[CRITERIA_VERSIONS_SHOWN_MAX + 1]; /* the newest first */
    int len;
    bool may_publish;
};
MUST_USE enum err criteria_history(struct ctx *ctx, const struct criteria_use *use,
                                   struct criteria_history *ret_history);

struct criteria_seen {
    struct criteria criteria;
    struct slice json;
    bool is_draft;
    bool is_in_force;
    int64_t edition;        /* of a draft */
    struct criteria before; /* of a draft: what is in force */
    bool may_publish;
};
/* `version` 0: the draft. ERR_NOT_FOUND, without a message: there is none. */
MUST_USE enum err criteria_find(struct ctx *ctx, const struct criteria_use *use, int version,
                                struct criteria_seen *ret_seen);

/* A draft that begins as the one in force. ERR_CONFLICT: there is a draft. */
MUST_USE enum err criteria_begin(struct ctx *ctx, const struct criteria_use *use);
/*
 * A draft that begins as the file says; its number is that of the draft.
 *   ERR_CONFLICT              there is a draft
 *   ERR_INVALID, ERR_LIMIT    as criteria_json_read(), or two criteria are alike
 */
MUST_USE enum err criteria_import(struct ctx *ctx, const struct criteria_use *use,
                                  struct slice json);
/*
 * Name and criteria of the draft as they were typed after `edition`; codes that are missing are
 * made.
 *   ERR_INVALID    criteria_check() finds something
 *   ERR_CONFLICT   it was changed since, or is no more
 */
MUST_USE enum err criteria_save(struct ctx *ctx, const struct criteria_use *use,
                                const struct criteria *wanted, int64_t edition);
/* Given up; in force from now on. ERR_CONFLICT: it was changed since, or is no more. */
MUST_USE enum err criteria_drop(struct ctx *ctx, const struct criteria_use *use, int64_t edition);
MUST_USE enum err criteria_publish(struct ctx *ctx, const struct criteria_use *use,
                                   int64_t edition);

struct db;
/* In a running use case: the list in force as JSON, the program's own when nobody wrote one. */
MUST_USE enum err criteria_in_force(struct db *db, struct slice *ret_json);

#endif
