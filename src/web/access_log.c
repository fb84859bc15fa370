/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/access_log.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_BYTES_MAX = 1024 };

/* "2026-05-14T08:00:00.123Z"; `size` must be enough. */
static void
put_time(char *at, size_t size, struct instant t)
{
    int64_t ms = t.ms % 1000;
    int64_t seconds = t.ms / 1000;
    struct date d = day_to_date((struct day){(int32_t)(seconds / 86400)});
    int s = (int)(seconds % 86400);

    (void)snprintf(at, size, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", d.year, d.month, d.day,
                   s / 3600, s / 60 % 60, s % 60, (int)ms);
}

static void
put_line(struct access_log *log, const char *line, int len)
{
    if (log->fd < 0)
        return;
    if (len < 0 || len >= LINE_BYTES_MAX) {
        log->lost++;
        return;
    }
    if ((size_t)len > sizeof log->at - log->len)
        access_log_flush(log);
    if ((size_t)len > sizeof log->at - log->len) {
        log->lost++;
        return;
    }
    memcpy(log->at + log->len, line, (size_t)len);
    log->len += (size_t)len;
}

void
access_log_put(struct access_log *log, struct access_entry e)
{
    char line[LINE_BYTES_MAX];
    char time[64];

    put_time(time, sizeof time, e.at);
    put_line(log, line,
             snprintf(line, sizeof line,
                      "time=%s id=%s method=%s route=%s status=%d bytes=%" PRIu64 " ms=%" PRIu64
                      ".%03" PRIu64 "\n",
                      time, e.id, e.method, e.route, e.status, e.bytes, e.duration_us / 1000,
                      e.duration_us % 1000));
}

/* Nothing in a message may end the line or the quotes. */
static void
put_quoted(char *to, size_t size, const char *from)
{
    size_t len = 0;

    for (; *from != 0 && len + 1 < size; from++)
        to[len++] = (unsigned char)*from < ' ' || *from == '"' || *from == 0x7f ? '\'' : *from;
    to[len] = 0;
}

void
access_log_failure(struct access_log *log, struct instant at, const char *id,
                   const struct failure *f)
{
    char message[sizeof f->message];
    char line[LINE_BYTES_MAX];
    char time[64];

    put_time(time, sizeof time, at);
    put_quoted(message, sizeof message, f->message);
    put_line(log, line,
             snprintf(line, sizeof line, "time=%s id=%s error=%s at=%s:%d message=\"%s\"\n", time,
                      id, err_name(f->kind), f->file, f->line, message));
}

void
access_log_note(struct access_log *log, struct instant at, const char *text)
{
    char line[LINE_BYTES_MAX];
    char time[64];

    put_time(time, sizeof time, at);
    put_line(log, line, snprintf(line, sizeof line, "time=%s note=\"%s\"\n", time, text));
}

void
access_log_flush(struct access_log *log)
{
    while (log->len > 0) {
        struct pollfd p = {.fd = log->fd, .events = POLLOUT};
        ssize_t n;

        if (poll(&p, 1, 0) == 0)
            return; /* the reader of the pipe is slow: later */
        n = write(log->fd, log->at, log->len < PIPE_BUF ? log->len : PIPE_BUF);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            return;
        if (n <= 0) {
            log->len = 0; /* nobody reads it any more */
            log->lost++;
            return;
        }
        memmove(log->at, log->at + n, log->len - (size_t)n);
        log->len -= (size_t)n;
    }
}
