/* SPDX-License-Identifier: EUPL-1.2 */
/* Topics of municipal work: what a person is interested in, what a block is about. */
#ifndef KC_DOMAIN_TOPIC_H
#define KC_DOMAIN_TOPIC_H

#include "base/slice.h"
#include "domain/id.h"

struct topic {
    struct topic_id id;
    struct slice code; /* "e-akte" */
    struct slice name_de;
    struct slice name_en;
};

/* A set of topics: bit id.n. */
static inline uint64_t
topic_bit(struct topic_id id)
{
    return UINT64_C(1) << id.n;
}

#endif
