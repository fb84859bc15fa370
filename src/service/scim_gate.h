/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How often a directory may ask: SCIM_REQUESTS_PER_MINUTE in each minute of the clock, counted in
 * the memory of one server. Several threads may ask at once.
 */
#ifndef KC_SERVICE_SCIM_GATE_H
#define KC_SERVICE_SCIM_GATE_H

#include <pthread.h>

#include "domain/directory.h"

enum { SCIM_GATE_PLACES = 256 };

struct scim_gate {
    pthread_mutex_t lock;
    struct {
        int64_t token;
        int64_t minute; /* since 1970 */
        int asked;
    } at[SCIM_GATE_PLACES];
};

/* ERR_LIMIT when the system has none left. */
MUST_USE enum err scim_gate_init(struct scim_gate *g);
void scim_gate_done(struct scim_gate *g);
/* 0: go on; else so many seconds must pass first. */
int scim_gate_ask(struct scim_gate *g, struct directory_token_id token, struct instant now);

#endif
