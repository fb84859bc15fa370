/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The lists that people gave for learning, handed on as events (exchange/experience_json.h).
 *
 * Each person gets a random name for this one collection (LEARN-2): a keyed hash of the number of
 * their row, whose key is made here and forgotten here. Lists come in the order of these names, so
 * not even their order tells who came first (LEARN-13).
 */
#ifndef KC_SERVICE_EXPERIENCE_HAND_ON_H
#define KC_SERVICE_EXPERIENCE_HAND_ON_H

#include "exchange/experience_json.h"
#include "service/platform.h"

struct experience_handed {
    struct experience_events_head head;
    uint32_t people;
    int64_t last; /* number of the newest list; 0: none */
};

/* Takes one line, with its end; anything but OK ends the handing on. */
struct experience_sink {
    enum err (*take)(struct ctx *ctx, void *to, struct slice line);
    void *to;
};

/*
 * All lines. `keep` holds the lists meanwhile; ctx->arena one line.
 *   ERR_NOT_FOUND   nothing was collected: no line was given
 *   ERR_LIMIT       more than fits into `keep` or into a file of events
 *   others          what the sink answers
 */
MUST_USE enum err experience_hand_on(struct ctx *ctx, struct platform *p, struct arena *keep,
                                     struct experience_sink sink,
                                     struct experience_handed *ret_handed);
/* What was handed on is kept no longer. */
MUST_USE enum err experience_forget(struct ctx *ctx, struct platform *p,
                                    const struct experience_handed *handed);

#endif
