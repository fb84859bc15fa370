/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Certification: a provider asks, experts judge independently, a rule makes the outcome, everybody
 * sees the seal with its reasons. Rules: docs/rules/certification.md, CERT-n. Everything that
 * changes here leaves an event in the audit log, in the same transaction.
 */
#ifndef KC_SERVICE_CERTIFICATION_SERVICE_H
#define KC_SERVICE_CERTIFICATION_SERVICE_H

#include "domain/certification.h"
#include "domain/module_sheet.h"
#include "service/publish_service.h"

/*
 * A provider asks for the published version of a block, by the list of criteria in use (CERT-1).
 *   ERR_DENIED, ERR_NOT_FOUND   as publish_service.h
 *   ERR_CONFLICT                nothing is published, or there is a request or a seal
 */
MUST_USE enum err certification_ask(struct ctx *ctx, const struct publish_desk *desk,
                                    struct slice code, struct certification_id *ret_id);

/* A request or a seal with what was said; `sheet` is the version that is judged. */
struct certification_look {
    struct certification_request certification;
    struct criteria criteria;
    struct module_sheet sheet;
    struct certification_review reviews[CERTIFY_REVIEWS_MAX]; /* that may be seen */
    int reviews_len;
    int reviews_all;                     /* given in all */
    enum verdict verdicts[CRITERIA_MAX]; /* together, once it is decided */
    bool is_decided;
    bool may_judge;
    bool may_withdraw;
};

struct certification_use {
    struct platform *platform;
    const struct actor *actor; /* NULL: the public */
};

/* What experts are at. ERR_DENIED: the actor is no expert (RIGHT_MODULE_REVIEW). */
MUST_USE enum err certification_open(struct ctx *ctx, const struct certification_use *use,
                                     struct certification_list *ret_list);
/*
 * For an expert: until the outcome is there only the own review is seen (CERT-3).
 *   ERR_DENIED, ERR_NOT_FOUND
 */
MUST_USE enum err certification_look(struct ctx *ctx, const struct certification_use *use,
                                     struct certification_id id,
                                     struct certification_look *ret_look);
/*
 * For everybody: the latest seal of a block, or what became of it. Requests that are not decided
 * and refusals are nobody's but the provider's. ERR_NOT_FOUND, without a message: it never had one.
 */
MUST_USE enum err certification_public(struct ctx *ctx, const struct certification_use *use,
                                       struct slice code, struct certification_look *ret_look);
/* For the provider: all requests for a block, newest first. */
MUST_USE enum err certification_of_block(struct ctx *ctx, const struct publish_desk *desk,
                                         struct slice code, struct certification_list *ret_list);
/* For the provider: one of them, its reviews once it is decided. ERR_NOT_FOUND. */
MUST_USE enum err certification_of_provider(struct ctx *ctx, const struct publish_desk *desk,
                                            struct certification_id id,
                                            struct certification_look *ret_look);

/*
 * An expert's judgements, one for each criterion; the outcome follows when it can (CERT-4, CERT-5).
 *   ERR_DENIED    no expert, of the provider's own organisation, or has judged already (CERT-2)
 *   ERR_INVALID   a reason is missing or too long; `len` is not that of the list
 *   ERR_CONFLICT  it is decided already
 */
MUST_USE enum err certification_judge(struct ctx *ctx, const struct certification_use *use,
                                      struct certification_id id,
                                      const struct judgement *judgements, int len);
/* CERT-11. ERR_DENIED: no expert, or of the own organisation. ERR_INVALID: no reason. ERR_CONFLICT:
 * it is no seal. */
MUST_USE enum err certification_withdraw(struct ctx *ctx, const struct certification_use *use,
                                         struct certification_id id, struct slice reason);

/* For who read the catalogue's files anew: it says again what is so of the block's seal. */
MUST_USE enum err certification_show_again(struct ctx *ctx, const struct publish_desk *desk,
                                           struct slice code);

struct db;
/* CERT-12: the block has another text now; inside the use case that published it. */
MUST_USE enum err certification_lapse(struct db *db, const struct publish_desk *desk,
                                      struct slice code);
/* CERT-10: mails about seals that end soon, at most CERTIFY_REMIND_BATCH; once an hour. */
MUST_USE enum err certification_remind(struct database *database, struct ctx *ctx);

#endif
