/* SPDX-License-Identifier: EUPL-1.2 */
/* The server as a whole: options, listening, the clock, stopping. */
#include "web/http_server.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "web/http_server_kept.h"
#include "web/http_server_parts.h"

enum { LISTEN_BACKLOG = 511, TICK_MS_MIN = 5, TICK_MS_MAX = 500 };

struct instant
http_server_now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_REALTIME, &t);
    return (struct instant){(int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000};
}

struct metrics_now
http_server_measure(struct http_server *s)
{
    return (struct metrics_now){
        .connections = s->conns_len,
        .in_flight = s->exchanges_len,
        .uploads = s->uploads_len,
        .queued = http_pool_queued(s->pool),
        .workers_busy = http_pool_busy(s->pool),
        .workers = (size_t)s->options.limits.workers,
        .kept_bytes = s->kept != NULL ? kept_bytes(s->kept) : 0,
    };
}

/* Date of RFC 9110 section 5.6.7; made once a second, and without the locale. */
static void
renew_date(struct http_server *s)
{
    static const char days[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int64_t now = http_server_now().ms / 1000;
    struct day day = {(int32_t)(now / 86400)};
    struct date d = day_to_date(day);
    int second = (int)(now % 86400);

    if (now == s->date_second)
        return;
    s->date_second = now;
    (void)snprintf(s->date, sizeof s->date, "%s, %02d %s %04d %02d:%02d:%02d GMT",
                   days[day_weekday(day)], d.day % 100, months[d.month - 1], d.year % 10000,
                   second / 3600, second / 60 % 60, second % 60);
}

/* --- stopping ------------------------------------------------------------ */

static void
close_listeners(struct http_server *s)
{
    for (size_t i = 0; i < s->listeners_len; i++) {
        if (!uv_is_closing(&s->listeners[i].handle))
            uv_close(&s->listeners[i].handle, NULL);
    }
}

/* Whoever waits between two requests is not waited for. */
static void
begin_stop(struct http_server *s)
{
    if (s->state != SERVER_RUNNING)
        return;
    s->state = SERVER_STOPPING;
    s->stop_deadline_ms = uv_now(&s->loop) + (uint64_t)s->options.limits.stop_ms_max;
    access_log_note(&s->log, http_server_now(), "stopping, requests are finished");
    close_listeners(s);
    for (struct conn *c = s->conns; c != NULL; c = c->next) {
        if (c->state == CONN_IDLE && c->in_len == 0)
            conn_close(c);
        else if (c->exchange != NULL && !c->exchange->in_worker)
            c->exchange->close_after = true;
    }
}

static void
release_list(struct http_job *j)
{
    while (j != NULL) {
        struct exchange *ex = (struct exchange *)j;

        j = j->next;
        ex->in_worker = false;
        exchange_share_finish(ex);
        if (ex->conn != NULL) {
            conn_answer(ex->conn);
            continue;
        }
        exchange_log(ex);
        exchange_release(ex);
    }
}

/* Everything goes; what a worker still holds is seen in http_server_serve(). */
static void
stop_at_once(struct http_server *s)
{
    struct http_job *j;

    begin_stop(s);
    s->state = SERVER_STOPPED;
    for (struct conn *c = s->conns; c != NULL; c = c->next)
        conn_close(c);
    for (j = http_pool_cancel(s->pool); j != NULL;) {
        struct exchange *ex = (struct exchange *)j;

        j = j->next;
        ex->in_worker = false;
        exchange_release(ex);
    }
}

static void
close_helpers(struct http_server *s)
{
    uv_handle_t *const handles[] = {(uv_handle_t *)&s->wake, (uv_handle_t *)&s->tick,
                                    (uv_handle_t *)&s->flush, (uv_handle_t *)&s->signals[0],
                                    (uv_handle_t *)&s->signals[1]};

    for (size_t i = 0; i < ARRAY_LEN(handles); i++) {
        if (!uv_is_closing(handles[i]))
            uv_close(handles[i], NULL);
    }
}

/* Once nobody is connected and no worker holds anything, the loop may end. */
static void
end_when_done(struct http_server *s)
{
    if (s->state == SERVER_RUNNING || s->conns_len > 0)
        return;
    if (s->exchanges_len == 0)
        close_helpers(s);
    else if (s->state == SERVER_STOPPED)
        uv_stop(&s->loop);
}

/* --- callbacks ----------------------------------------------------------- */

static void
on_connection(uv_stream_t *listener, int status)
{
    struct http_server *s = listener->data;

    if (status == 0)
        conn_accept(s, listener);
}

static void
on_wake(uv_async_t *wake)
{
    struct http_server *s = wake->data;
    int wanted = __atomic_exchange_n(&s->stop_wanted, 0, __ATOMIC_ACQ_REL);
    struct conn *next;

    if (wanted == 1)
        begin_stop(s);
    else if (wanted == 2)
        stop_at_once(s);
    release_list(http_pool_finished(s->pool));
    /* A stream may have room again. */
    for (struct conn *c = s->conns; c != NULL; c = next) {
        next = c->next;
        if (c->state == CONN_BODY && c->exchange->req.stream != NULL)
            conn_advance(c);
    }
    end_when_done(s);
}

static void
on_tick(uv_timer_t *tick)
{
    struct http_server *s = tick->data;
    uint64_t now_ms = uv_now(&s->loop);

    for (struct conn *c = s->conns; c != NULL; c = c->next)
        conn_tick(c, now_ms);
    if (s->state == SERVER_STOPPING && now_ms >= s->stop_deadline_ms)
        stop_at_once(s);
    end_when_done(s);
}

static void
on_prepare(uv_prepare_t *flush)
{
    struct http_server *s = flush->data;

    renew_date(s);
    if (s->log.len > 0)
        access_log_flush(&s->log);
    end_when_done(s);
}

static void
on_signal(uv_signal_t *handle, int number)
{
    struct http_server *s = handle->data;

    (void)number;
    if (s->state == SERVER_RUNNING)
        begin_stop(s);
    else
        stop_at_once(s);
}

static void
notify(void *owner)
{
    struct http_server *s = owner;

    (void)uv_async_send(&s->wake);
}

/* --- beginning ----------------------------------------------------------- */

static void
set_default(int *value, int standard)
{
    if (*value <= 0)
        *value = standard;
}

static void
limits_complete(struct http_server_limits *l)
{
    int processors = (int)sysconf(_SC_NPROCESSORS_ONLN);

    set_default(&l->connections_max, HTTP_CONNECTIONS_MAX);
    set_default(&l->connections_per_address_max, HTTP_CONNECTIONS_PER_ADDRESS_MAX);
    set_default(&l->workers, processors > 2 ? processors : 2);
    if (l->workers > HTTP_WORKERS_MAX)
        l->workers = HTTP_WORKERS_MAX;
    set_default(&l->queue_max, HTTP_QUEUE_MAX);
    set_default(&l->head_ms_max, HTTP_HEAD_MS_MAX);
    set_default(&l->idle_ms_max, HTTP_IDLE_MS_MAX);
    set_default(&l->body_ms_max, HTTP_BODY_MS_MAX);
    set_default(&l->handler_ms_max, HTTP_HANDLER_MS_MAX);
    set_default(&l->write_stall_ms_max, HTTP_WRITE_STALL_MS_MAX);
    set_default(&l->write_ms_max, HTTP_WRITE_MS_MAX);
    set_default(&l->stop_ms_max, HTTP_STOP_MS_MAX);
    set_default(&l->bodies_bytes_max, HTTP_BODIES_BYTES_MAX);
    set_default(&l->requests_per_connection_max, HTTP_REQUESTS_PER_CONNECTION_MAX);
}

/* Often enough for the shortest time-out, seldom enough to cost nothing. */
static uint64_t
tick_ms(const struct http_server_limits *l)
{
    const int times[] = {l->head_ms_max,        l->idle_ms_max,  l->body_ms_max, l->handler_ms_max,
                         l->write_stall_ms_max, l->write_ms_max, l->stop_ms_max};
    int shortest = times[0];

    for (size_t i = 1; i < ARRAY_LEN(times); i++)
        shortest = times[i] < shortest ? times[i] : shortest;
    shortest /= 4;
    if (shortest < TICK_MS_MIN)
        return TICK_MS_MIN;
    return (uint64_t)(shortest > TICK_MS_MAX ? TICK_MS_MAX : shortest);
}

static enum err
listen_tcp(struct ctx *ctx, struct http_server *s)
{
    const char *host = s->options.host;
    struct sockaddr_storage name = {0};
    int len = sizeof name;
    uv_tcp_t *tcp = &s->listeners[s->listeners_len].tcp;
    struct sockaddr_in v4;
    int e;

    if (uv_ip4_addr(host, s->options.port, (struct sockaddr_in *)&name) != 0 &&
        uv_ip6_addr(host, s->options.port, (struct sockaddr_in6 *)&name) != 0)
        return fail(ctx, ERR_INVALID, "listen on \"%s\": not an IP address", host);
    if (uv_tcp_init(&s->loop, tcp) != 0)
        return fail(ctx, ERR_LIMIT, "listen on %s: no memory", host);
    tcp->data = s;
    s->listeners_len++;
    e = uv_tcp_bind(tcp, (struct sockaddr *)&name, 0);
    if (e == 0)
        e = uv_listen((uv_stream_t *)tcp, LISTEN_BACKLOG, on_connection);
    if (e == 0)
        e = uv_tcp_getsockname(tcp, (struct sockaddr *)&name, &len);
    if (e != 0)
        return fail(ctx, ERR_IO, "listen on %s port %d: %s", host, s->options.port, uv_strerror(e));
    memcpy(&v4, &name, sizeof v4); /* the port lies at the same place in both families */
    s->port = ntohs(v4.sin_port);
    return OK;
}

/* A socket left by a process that ended badly is in the way; one that answers is somebody's. */
static enum err
remove_stale_socket(struct ctx *ctx, const char *path)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    struct stat st;
    bool answered;
    int fd;

    if (strlen(path) >= sizeof name.sun_path)
        return fail(ctx, ERR_INVALID, "listen on %s: the path is too long", path);
    if (lstat(path, &st) != 0)
        return OK;
    if (!S_ISSOCK(st.st_mode))
        return fail(ctx, ERR_INVALID, "listen on %s: there is a file that is no socket", path);
    memcpy(name.sun_path, path, strlen(path) + 1);
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return fail(ctx, ERR_IO, "listen on %s: %s", path, strerror(errno));
    answered = connect(fd, (struct sockaddr *)&name, sizeof name) == 0;
    (void)close(fd);
    if (answered)
        return fail(ctx, ERR_IO, "listen on %s: another server listens there", path);
    if (unlink(path) != 0)
        return fail(ctx, ERR_IO, "remove old socket %s: %s", path, strerror(errno));
    return OK;
}

static enum err
listen_unix(struct ctx *ctx, struct http_server *s)
{
    const char *path = s->options.unix_path;
    uv_pipe_t *pipe = &s->listeners[s->listeners_len].pipe;
    int e;

    TRY(remove_stale_socket(ctx, path));
    if (uv_pipe_init(&s->loop, pipe, 0) != 0)
        return fail(ctx, ERR_LIMIT, "listen on %s: no memory", path);
    pipe->data = s;
    s->listeners_len++;
    e = uv_pipe_bind(pipe, path);
    if (e == 0 && chmod(path, 0660) != 0)
        e = uv_translate_sys_error(errno);
    if (e == 0)
        e = uv_listen((uv_stream_t *)pipe, LISTEN_BACKLOG, on_connection);
    return e == 0 ? OK : fail(ctx, ERR_IO, "listen on %s: %s", path, uv_strerror(e));
}

static enum err
start_helpers(struct ctx *ctx, struct http_server *s)
{
    uint64_t period_ms = tick_ms(&s->options.limits);
    struct http_pool_options pool = {s->options.limits.workers, s->options.limits.queue_max, notify,
                                     s};

    /* uv_*_init() of these fail for want of memory or descriptors alone */
    if (uv_async_init(&s->loop, &s->wake, on_wake) != 0)
        return fail(ctx, ERR_LIMIT, "start the event loop: no memory");
    (void)uv_timer_init(&s->loop, &s->tick);
    (void)uv_prepare_init(&s->loop, &s->flush);
    (void)uv_signal_init(&s->loop, &s->signals[0]);
    (void)uv_signal_init(&s->loop, &s->signals[1]);
    s->has_wake = true;
    s->wake.data = s->tick.data = s->flush.data = s;
    s->signals[0].data = s->signals[1].data = s;
    (void)uv_timer_start(&s->tick, on_tick, period_ms, period_ms);
    (void)uv_prepare_start(&s->flush, on_prepare);
    if (s->options.handle_signals && (uv_signal_start(&s->signals[0], on_signal, SIGTERM) != 0 ||
                                      uv_signal_start(&s->signals[1], on_signal, SIGINT) != 0))
        return fail(ctx, ERR_IO, "watch for signals");
    s->pool = http_pool_open(&pool);
    return s->pool != NULL ? OK : fail(ctx, ERR_LIMIT, "start %d workers", pool.workers);
}

static enum err
check_files(struct ctx *ctx, const struct static_files *files)
{
    for (size_t i = 1; i < files->len; i++) {
        if (slice_cmp(slice_of(files->files[i - 1].url), slice_of(files->files[i].url)) >= 0)
            return fail(ctx, ERR_INVALID, "static files are not sorted at %s", files->files[i].url);
    }
    return OK;
}

static enum err
server_start(struct ctx *ctx, struct http_server *s)
{
    TRY(route_check(ctx, s->options.routes, s->options.routes_len));
    TRY(check_files(ctx, &s->options.files));
    if (crypto_start() != OK)
        return fail(ctx, ERR_IO, "start libsodium: the system gives no random numbers");
    if (s->options.host == NULL && s->options.unix_path == NULL)
        return fail(ctx, ERR_INVALID, "no address to listen on");
    if (s->options.public_answer != NULL &&
        (s->kept = kept_table_open(HTTP_KEPT_BYTES_MAX)) == NULL)
        return fail(ctx, ERR_LIMIT, "keep answers: no memory");
    if (uv_loop_init(&s->loop) != 0)
        return fail(ctx, ERR_LIMIT, "start the event loop: no memory");
    s->has_loop = true;
    TRY(start_helpers(ctx, s));
    if (s->options.host != NULL)
        TRY(listen_tcp(ctx, s));
    if (s->options.unix_path != NULL)
        TRY(listen_unix(ctx, s));
    renew_date(s);
    return OK;
}

enum err
http_server_open(struct ctx *ctx, const struct http_server_options *options,
                 struct http_server **ret_server)
{
    struct http_server *s = calloc(1, sizeof *s);
    enum err e;

    if (s == NULL)
        return fail(ctx, ERR_LIMIT, "start the server: no memory");
    s->options = *options;
    s->log.fd = options->log_fd;
    limits_complete(&s->options.limits);
    (void)signal(SIGPIPE, SIG_IGN); /* a reader that went away is an error of write() */
    e = server_start(ctx, s);
    if (e != OK) {
        http_server_close(s);
        return e;
    }
    *ret_server = s;
    return OK;
}

int
http_server_port(const struct http_server *s)
{
    return s->port;
}

enum err
http_server_serve(struct http_server *s)
{
    (void)uv_run(&s->loop, UV_RUN_DEFAULT);
    /* uv_stop() ended it: connections are closing, workers are not done. */
    while (s->conns_len > 0)
        (void)uv_run(&s->loop, UV_RUN_NOWAIT);
    release_list(http_pool_finished(s->pool));
    access_log_flush(&s->log);
    return s->exchanges_len == 0 ? OK : ERR_BUSY;
}

void
http_server_stop(struct http_server *s, bool at_once)
{
    __atomic_store_n(&s->stop_wanted, at_once ? 2 : 1, __ATOMIC_RELEASE);
    (void)uv_async_send(&s->wake);
}

void
http_server_close(struct http_server *s)
{
    if (s == NULL)
        return;
    http_pool_close(s->pool);
    while (s->exchanges != NULL) { /* left by handlers that were still running */
        s->exchanges->in_worker = false;
        exchange_release(s->exchanges);
    }
    if (s->has_loop) {
        close_listeners(s);
        if (s->has_wake)
            close_helpers(s);
        for (struct conn *c = s->conns; c != NULL; c = c->next)
            conn_close(c);
        (void)uv_run(&s->loop, UV_RUN_DEFAULT);
        (void)uv_loop_close(&s->loop);
    }
    kept_table_close(s->kept);
    while (s->arenas_len > 0)
        arena_close(s->arenas[--s->arenas_len]);
    free(s);
}

enum err
http_server_run(struct ctx *ctx, const struct http_server_options *options)
{
    struct http_server *s;
    enum err e;

    TRY(http_server_open(ctx, options, &s));
    e = http_server_serve(s);
    if (e == ERR_BUSY)
        return fail(ctx, ERR_BUSY, "stop: a handler is still running");
    http_server_close(s);
    return e;
}
