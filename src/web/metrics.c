/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/metrics.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Upper ends of the buckets; the last one is everything. */
static const uint64_t bucket_us[METRICS_BUCKETS] = {
    1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000, 2500000, 10000000, UINT64_MAX,
};

static const char *const refused_names[REFUSED_REASONS] = {
    "malformed", "head_slow", "body_slow",  "handler_slow",    "write_slow", "connections",
    "address",   "queue",     "body_large", "upload_unsigned", "uploads",    "bodies",
};

static const char *const extra_names[METRICS_EXTRAS] = {"none", "static", "refused"};

void
metrics_answered(struct metrics *m, size_t at, int status, uint64_t duration_us)
{
    struct metrics_route *r = &m->by_route[at];
    size_t bucket = 0;

    assert(at < ROUTES_MAX + METRICS_EXTRAS);
    assert(status >= 100 && status < 600);
    r->by_class[status / 100]++;
    r->seconds_us += duration_us;
    while (duration_us > bucket_us[bucket])
        bucket++;
    r->buckets[bucket]++;
}

/* Resident bytes, or 0 where there is no /proc. */
static uint64_t
resident_bytes(void)
{
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    char buf[128];
    ssize_t n;
    struct slice rest;
    struct slice field;
    int64_t pages = 0;

    if (fd < 0)
        return 0;
    n = read(fd, buf, sizeof buf);
    (void)close(fd);
    rest = (struct slice){buf, n > 0 ? (size_t)n : 0};
    if (!slice_next(&rest, ' ', &field) || !slice_next(&rest, ' ', &field) ||
        slice_int(field, 0, INT32_MAX, &pages) != OK)
        return 0;
    return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void
put_head(struct text *t, const char *name, const char *type, const char *help)
{
    text_printf(t, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
put_one(struct text *t, const char *name, const char *type, const char *help, uint64_t value)
{
    put_head(t, name, type, help);
    text_printf(t, "%s %" PRIu64 "\n", name, value);
}

static const char *
name_of(const struct route *routes, size_t len, size_t at)
{
    return at < len ? routes[at].name : extra_names[at - len];
}

static void
put_histogram(struct text *t, const char *name, const struct metrics_route *r)
{
    uint64_t sum = 0;

    for (size_t b = 0; b < METRICS_BUCKETS; b++) {
        sum += r->buckets[b];
        text_printf(t, "kc_http_request_seconds_bucket{route=\"%s\",le=\"", name);
        if (bucket_us[b] == UINT64_MAX)
            text_puts(t, "+Inf");
        else
            text_printf(t, "%g", (double)bucket_us[b] / 1e6);
        text_printf(t, "\"} %" PRIu64 "\n", sum);
    }
    text_printf(t, "kc_http_request_seconds_sum{route=\"%s\"} %.6f\n", name,
                (double)r->seconds_us / 1e6);
    text_printf(t, "kc_http_request_seconds_count{route=\"%s\"} %" PRIu64 "\n", name, sum);
}

static bool
was_used(const struct metrics_route *r)
{
    for (size_t c = 1; c < ARRAY_LEN(r->by_class); c++) {
        if (r->by_class[c] > 0)
            return true;
    }
    return false;
}

void
metrics_put(struct text *t, const struct metrics *m, const struct route *routes, size_t routes_len,
            struct metrics_now now)
{
    put_head(t, "kc_http_requests_total", "counter", "Requests answered, by route and class.");
    for (size_t i = 0; i < routes_len + METRICS_EXTRAS; i++) {
        for (size_t c = 1; c < ARRAY_LEN(m->by_route[i].by_class); c++) {
            if (m->by_route[i].by_class[c] > 0)
                text_printf(t, "kc_http_requests_total{route=\"%s\",class=\"%zuxx\"} %" PRIu64 "\n",
                            name_of(routes, routes_len, i), c, m->by_route[i].by_class[c]);
        }
    }
    put_head(t, "kc_http_request_seconds", "histogram", "From the head to the last byte taken.");
    for (size_t i = 0; i < routes_len + METRICS_EXTRAS; i++) {
        if (was_used(&m->by_route[i]))
            put_histogram(t, name_of(routes, routes_len, i), &m->by_route[i]);
    }
    put_head(t, "kc_http_refused_total", "counter", "Turned away, by reason.");
    for (size_t i = 0; i < REFUSED_REASONS; i++)
        text_printf(t, "kc_http_refused_total{reason=\"%s\"} %" PRIu64 "\n", refused_names[i],
                    m->refused[i]);
    put_one(t, "kc_http_connections_total", "counter", "Connections accepted.", m->accepted);
    put_one(t, "kc_http_sent_bytes_total", "counter", "Bytes of answers.", m->bytes_out);
    put_one(t, "kc_http_kept_used_total", "counter", "Public answers that did not need a worker.",
            m->kept_used);
    put_one(t, "kc_http_kept_missed_total", "counter", "Public answers that were made.",
            m->kept_missed);
    put_one(t, "kc_http_kept_bytes", "gauge", "Of public answers that are kept.", now.kept_bytes);
    put_one(t, "kc_http_log_lines_lost_total", "counter",
            "Access log lines the reader was too slow for.", m->log_lines_lost);
    put_one(t, "kc_http_connections", "gauge", "Open connections.", now.connections);
    put_one(t, "kc_http_in_flight", "gauge", "Requests being read, worked on or answered.",
            now.in_flight);
    put_one(t, "kc_http_uploads", "gauge", "Bodies larger than a form, under way.", now.uploads);
    put_one(t, "kc_worker_queue", "gauge", "Requests waiting for a worker.", now.queued);
    put_one(t, "kc_workers_busy", "gauge", "Workers running a handler.", now.workers_busy);
    put_one(t, "kc_workers", "gauge", "Workers.", now.workers);
    put_one(t, "process_resident_memory_bytes", "gauge", "Resident memory.", resident_bytes());
}
