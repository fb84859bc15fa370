/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/scim_gate.h"

#include "base/limits.h"

enum err
scim_gate_init(struct scim_gate *g)
{
    *g = (struct scim_gate){.at = {{0}}};
    return pthread_mutex_init(&g->lock, NULL) == 0 ? OK : ERR_LIMIT;
}

void
scim_gate_done(struct scim_gate *g)
{
    (void)pthread_mutex_destroy(&g->lock);
}

/* The place of a token; with more tokens than places, that of who asked longest ago. */
static int
place_of(const struct scim_gate *g, int64_t token)
{
    int oldest = 0;

    for (int i = 0; i < SCIM_GATE_PLACES; i++) {
        if (g->at[i].token == token)
            return i;
        if (g->at[i].minute < g->at[oldest].minute)
            oldest = i;
    }
    return oldest;
}

int
scim_gate_ask(struct scim_gate *g, struct directory_token_id token, struct instant now)
{
    int64_t minute = now.ms / 60000;
    int wait = 0;
    int i;

    (void)pthread_mutex_lock(&g->lock);
    i = place_of(g, token.n);
    if (g->at[i].token != token.n || g->at[i].minute != minute) {
        g->at[i].token = token.n;
        g->at[i].minute = minute;
        g->at[i].asked = 0;
    }
    if (g->at[i].asked >= SCIM_REQUESTS_PER_MINUTE)
        wait = 60 - (int)(now.ms / 1000 % 60);
    else
        g->at[i].asked++;
    (void)pthread_mutex_unlock(&g->lock);
    return wait;
}
