/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists of criteria (kommunalcampus-criteria/1, data/criteria.json) and what experts said of one
 * (kommunalcampus-judgements/1). Strict, see exchange/own_json.h.
 */
#ifndef KC_EXCHANGE_CRITERIA_JSON_H
#define KC_EXCHANGE_CRITERIA_JSON_H

#include "base/ctx.h"
#include "domain/certification.h"

/* ERR_INVALID with line and path; ERR_LIMIT: more than CRITERIA_MAX, or the arena is full. */
MUST_USE enum err criteria_json_read(struct ctx *ctx, struct slice json,
                                     struct criteria *ret_criteria);
/* What criteria_json_read() reads. ERR_LIMIT. */
MUST_USE enum err criteria_json_write(struct ctx *ctx, const struct criteria *criteria,
                                      struct slice *ret_json);
/* One judgement for each criterion of the list. ERR_LIMIT. */
MUST_USE enum err criteria_json_write_judgements(struct ctx *ctx, const struct criteria *c,
                                                 const struct judgement *judgements,
                                                 struct slice *ret_json);
/* ERR_INVALID: it does not fit the list. ERR_LIMIT. */
MUST_USE enum err criteria_json_read_judgements(struct ctx *ctx, struct slice json,
                                                const struct criteria *c,
                                                struct judgement **ret_judgements);

#endif
