/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The access log: one line a request, key=value, without personal data. There
 * is no address, path, query, header or cookie in struct access_entry, so none
 * can get into the log.
 *
 *     time=2026-05-14T08:00:00.123Z id=9f0c... method=GET route=page_start status=200 bytes=5120
 * ms=1.204
 */
#ifndef KC_WEB_ACCESS_LOG_H
#define KC_WEB_ACCESS_LOG_H

#include "base/ctx.h"
#include "base/limits.h"

struct access_entry {
    struct instant at;
    const char *id;     /* random, of the request */
    const char *method; /* of our table; "-" when it is none of them */
    const char *route;  /* name in the table of routes; "-" */
    int status;
    uint64_t bytes; /* of the body */
    uint64_t duration_us;
};

/* A buffer before a file descriptor; a reader that is too slow loses lines, never stops us. */
struct access_log {
    int fd; /* < 0: nothing is logged */
    size_t len;
    uint64_t lost;
    char at[HTTP_LOG_BUFFER_BYTES_MAX];
};

void access_log_put(struct access_log *log, struct access_entry e);
/*
 * Why a request ended as 5xx: kind, place and the message of fail(). Messages
 * carry ids, never names, addresses, answers or tokens (docs/conventions.md).
 *     time=... id=9f0c... error=IO at=src/storage/db.c:120 message="..."
 */
void access_log_failure(struct access_log *log, struct instant at, const char *id,
                        const struct failure *f);
/* A line of the server itself: `text` is ours. */
void access_log_note(struct access_log *log, struct instant at, const char *text);
void access_log_flush(struct access_log *log);

#endif
