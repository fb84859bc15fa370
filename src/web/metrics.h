/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the server counts, in the text format of Prometheus. Only the thread of
 * the event loop touches it, so there are no locks. Routes are labelled by name;
 * nothing that came from a request is a label.
 */
#ifndef KC_WEB_METRICS_H
#define KC_WEB_METRICS_H

#include "web/route.h"

/* Why a connection or request was turned away without a handler's answer. */
enum refused {
    REFUSED_MALFORMED,
    REFUSED_HEAD_SLOW,
    REFUSED_BODY_SLOW,
    REFUSED_HANDLER_SLOW,
    REFUSED_WRITE_SLOW,
    REFUSED_CONNECTIONS,
    REFUSED_ADDRESS,
    REFUSED_QUEUE,
    REFUSED_BODY_LARGE,
    REFUSED_UPLOAD_UNSIGNED,
    REFUSED_UPLOADS,
    REFUSED_BODIES,
};
enum { REFUSED_REASONS = REFUSED_BODIES + 1, METRICS_BUCKETS = 12 };

/* Requests that no route of the table answered. */
enum metrics_extra { METRICS_NONE, METRICS_STATIC, METRICS_REFUSED };
enum { METRICS_EXTRAS = METRICS_REFUSED + 1 };

struct metrics_route {
    uint64_t by_class[6]; /* [2] is 2xx */
    uint64_t buckets[METRICS_BUCKETS];
    uint64_t seconds_us; /* sum of durations */
};

struct metrics {
    struct metrics_route by_route[ROUTES_MAX + METRICS_EXTRAS];
    uint64_t refused[REFUSED_REASONS];
    uint64_t bytes_out;
    uint64_t kept_used; /* answers that were there, or just being made for another */
    uint64_t kept_missed;
    uint64_t accepted;
    uint64_t log_lines_lost;
};

/* Values read at the moment of asking. */
struct metrics_now {
    size_t connections;
    size_t in_flight;
    size_t uploads;
    size_t queued;
    size_t workers_busy;
    size_t workers;
    size_t kept_bytes;
};

/* `at`: index of the route, or routes_len + enum metrics_extra. */
void metrics_answered(struct metrics *m, size_t at, int status, uint64_t duration_us);
void metrics_put(struct text *t, const struct metrics *m, const struct route *routes,
                 size_t routes_len, struct metrics_now now);

#endif
