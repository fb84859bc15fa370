/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One connection. Requests are taken one after the other: while one is worked
 * on, what comes behind it (pipelining) waits in the input buffer, and when
 * that is full we stop reading. So answers are always in order, and a client
 * can never make us hold more than one buffer and one request.
 */
#include <stdlib.h>
#include <string.h>

#include "web/http_server_parts.h"

static void conn_refuse(struct conn *c, int status);
static void conn_write(struct conn *c);

static uint64_t
in_ms(const struct conn *c, int ms)
{
    return uv_now(&c->server->loop) + (uint64_t)ms;
}

static const struct http_server_limits *
limits(const struct conn *c)
{
    return &c->server->options.limits;
}

/* --- end ----------------------------------------------------------------- */

static void
on_closed(uv_handle_t *h)
{
    struct conn *c = h->data;
    struct http_server *s = c->server;

    if (c->prev != NULL)
        c->prev->next = c->next;
    else
        s->conns = c->next;
    if (c->next != NULL)
        c->next->prev = c->prev;
    s->conns_len--;
    http_parser_close(c->parser);
    free(c->in);
    free(c);
}

/* The request ends without its answer having been sent. */
static void
drop_exchange(struct conn *c)
{
    struct exchange *ex = c->exchange;

    if (ex == NULL)
        return;
    c->exchange = NULL;
    ex->conn = NULL;
    if (ex->req.stream != NULL)
        http_stream_end(ex->req.stream, ERR_IO);
    if (!ex->in_worker)
        exchange_release(ex);
}

void
conn_close(struct conn *c)
{
    if (c->state == CONN_CLOSING)
        return;
    /* An answer that is being written still needs its memory: on_written() drops it. */
    if (c->state != CONN_WRITE)
        drop_exchange(c);
    c->state = CONN_CLOSING;
    uv_close(&c->io.handle, on_closed);
}

/* --- reading ------------------------------------------------------------- */

static void
on_alloc(uv_handle_t *h, size_t suggested, uv_buf_t *ret_buf)
{
    struct conn *c = h->data;

    (void)suggested;
    if (c->in == NULL)
        c->in = malloc(CONN_BUFFER_BYTES);
    if (c->in == NULL) {
        *ret_buf = uv_buf_init(NULL, 0);
        return;
    }
    *ret_buf = uv_buf_init(c->in + c->in_len, (unsigned)(CONN_BUFFER_BYTES - c->in_len));
}

static void
on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
    struct conn *c = stream->data;

    (void)buf;
    if (c->state == CONN_CLOSING || n == 0)
        return;
    if (n < 0) {
        /* A client may close its side and still wait for the answer. */
        c->is_eof = true;
        c->is_reading = false;
        (void)uv_read_stop(stream);
        if (n != UV_EOF) {
            conn_close(c);
            return;
        }
    } else {
        c->in_len += (size_t)n;
    }
    conn_advance(c);
}

void
conn_update_reading(struct conn *c)
{
    bool wanted = c->state != CONN_CLOSING && !c->is_eof && c->in_len < CONN_BUFFER_BYTES;

    if (wanted == c->is_reading || c->state == CONN_CLOSING)
        return;
    if (wanted && uv_read_start(&c->io.stream, on_alloc, on_read) != 0) {
        conn_close(c);
        return;
    }
    if (!wanted)
        (void)uv_read_stop(&c->io.stream);
    c->is_reading = wanted;
}

static void
consume(struct conn *c, size_t n)
{
    assert(n <= c->in_len);
    c->in_len -= n;
    if (c->in_len > 0 && n > 0)
        memmove(c->in, c->in + n, c->in_len);
}

static struct slice
input(const struct conn *c)
{
    return (struct slice){c->in, c->in_len};
}

/* --- answering ----------------------------------------------------------- */

static void
on_shut(uv_shutdown_t *shutdown, int status)
{
    struct conn *c = shutdown->data;

    /* Everything was read: nothing can be lost by closing at once. */
    if (c->state == CONN_LINGER && (status != 0 || c->is_eof))
        conn_close(c);
}

/* Closing while bytes arrive would reset the connection and with it our answer. */
void
conn_linger(struct conn *c)
{
    c->state = CONN_LINGER;
    c->in_len = 0;
    c->deadline_ms = in_ms(c, HTTP_LINGER_MS_MAX);
    c->shutdown.data = c;
    if (uv_shutdown(&c->shutdown, &c->io.stream, on_shut) != 0)
        conn_close(c);
}

static void
on_written(uv_write_t *write, int status)
{
    struct conn *c = write->data;
    struct exchange *ex = c->exchange;
    bool close_after = ex->close_after;

    exchange_log(ex);
    drop_exchange(c);
    if (c->state == CONN_CLOSING)
        return;
    if (status != 0) {
        conn_close(c);
    } else if (close_after) {
        conn_linger(c);
        conn_update_reading(c);
    } else {
        c->state = CONN_IDLE;
        c->deadline_ms = in_ms(c, limits(c)->idle_ms_max);
        conn_advance(c);
    }
}

static void
conn_write(struct conn *c)
{
    struct exchange *ex = c->exchange;

    exchange_lay_out(ex);
    c->state = CONN_WRITE;
    c->deadline_ms = in_ms(c, limits(c)->write_ms_max);
    c->stall_ms = in_ms(c, limits(c)->write_stall_ms_max);
    c->write_queue = 0;
    c->write.data = c;
    if (uv_write(&c->write, &c->io.stream, ex->out, ex->out[1].len > 0 ? 2 : 1, on_written) != 0) {
        c->state = CONN_LINGER; /* not written: conn_close() may drop it */
        conn_close(c);
    }
}

void
conn_answer(struct conn *c)
{
    struct exchange *ex = c->exchange;

    /* A streaming handler may answer before the body is there: the rest is not read. */
    if (c->state == CONN_BODY)
        ex->close_after = true;
    if (c->server->state != SERVER_RUNNING)
        ex->close_after = true;
    conn_write(c);
}

/* The request cannot go on: answer with the plain page and close. */
static void
conn_refuse(struct conn *c, int status)
{
    struct exchange *ex = c->exchange;

    if (ex == NULL || ex->in_worker)
        ex = exchange_open(c->server, c);
    if (ex == NULL) {
        conn_close(c);
        return;
    }
    if (c->exchange != NULL && c->exchange != ex) {
        exchange_stand_in(ex, c->exchange);
        drop_exchange(c);
    }
    c->exchange = ex;
    ex->close_after = true;
    (void)http_error(&ex->res, status, (struct slice){NULL, 0});
    conn_write(c);
}

/* --- requests ------------------------------------------------------------ */

static void
on_continue_written(uv_write_t *write, int status)
{
    (void)write;
    (void)status; /* the next read or write will tell */
}

static void
say_continue(struct conn *c)
{
    static char words[] = "HTTP/1.1 100 Continue\r\n\r\n";
    uv_buf_t buf = uv_buf_init(words, sizeof words - 1);

    if (uv_write(&c->write_continue, &c->io.stream, &buf, 1, on_continue_written) != 0)
        conn_close(c);
}

static void
conn_dispatch(struct conn *c, bool body_is_read)
{
    if (exchange_dispatch(c->exchange)) {
        c->exchange->close_after |= !body_is_read;
        conn_write(c);
        return;
    }
    c->state = CONN_HANDLER;
    c->deadline_ms = in_ms(c, limits(c)->handler_ms_max);
}

/* The head is there: who answers, and does a body follow? */
static void
conn_begin_request(struct conn *c, size_t head_len)
{
    struct exchange *ex = exchange_open(c->server, c);
    struct http_refusal why;

    if (ex == NULL) {
        conn_close(c);
        return;
    }
    c->exchange = ex;
    c->requests++;
    if (!http_parser_head(c->parser, slice_sub(input(c), 0, head_len), ex->arena, &ex->head,
                          &why)) {
        c->server->metrics.refused[REFUSED_MALFORMED]++;
        conn_refuse(c, why.status);
        return;
    }
    consume(c, head_len);
    exchange_begin(ex);
    c->state = CONN_BODY;
    c->deadline_ms = in_ms(c, limits(c)->body_ms_max);
    /* say_continue() may end the connection, and the exchange with it. */
    if (ex->early_status != 0 && ex->close_after) {
        conn_dispatch(c, false);
        return;
    }
    if (ex->head.expects_continue && (ex->head.is_chunked || ex->head.content_length > 0))
        say_continue(c);
    if (c->state == CONN_BODY && ex->req.stream != NULL) {
        conn_dispatch(c, false); /* the handler reads while we do */
        if (c->state == CONN_HANDLER) {
            c->state = CONN_BODY;
            c->deadline_ms = in_ms(c, limits(c)->body_ms_max);
        }
    }
}

/* True when there may be more to do. */
static bool
conn_take_head(struct conn *c)
{
    struct http_refusal why;
    size_t head_len = 0;

    if (c->in_len == 0) {
        free(c->in); /* who waits holds no buffer */
        c->in = NULL;
        if (c->is_eof || c->server->state != SERVER_RUNNING)
            conn_close(c);
        return false;
    }
    if (c->state == CONN_IDLE) {
        c->state = CONN_HEAD;
        c->deadline_ms = in_ms(c, limits(c)->head_ms_max);
    }
    switch (http_parser_scan(c->parser, input(c), &head_len, &why)) {
    case STEP_MORE:
        if (c->is_eof)
            conn_close(c);
        return false;
    case STEP_DONE:
        conn_begin_request(c, head_len);
        return true;
    case STEP_REFUSED:
        c->server->metrics.refused[REFUSED_MALFORMED]++;
        conn_refuse(c, why.status);
        return false;
    }
    return false;
}

static void
count_refusal(struct conn *c, int status)
{
    c->server->metrics.refused[status == 413 ? REFUSED_BODY_LARGE : REFUSED_MALFORMED]++;
}

static void
body_is_complete(struct conn *c)
{
    struct exchange *ex = c->exchange;

    if (ex->req.stream == NULL) {
        conn_dispatch(c, true);
        return;
    }
    http_stream_end(ex->req.stream, OK);
    c->state = CONN_HANDLER;
    c->deadline_ms = in_ms(c, limits(c)->handler_ms_max);
}

/* The sender broke the rules or the limit in the middle of a body. */
static void
body_is_refused(struct conn *c, int status)
{
    struct exchange *ex = c->exchange;

    count_refusal(c, status);
    if (ex->req.stream != NULL)
        http_stream_end(ex->req.stream, status == 413 ? ERR_LIMIT : ERR_INVALID);
    conn_refuse(c, status);
}

static bool
conn_take_body(struct conn *c)
{
    struct exchange *ex = c->exchange;
    struct http_sink sink = {exchange_take_body, ex};
    struct slice in = input(c);
    struct http_refusal why;
    size_t used = 0;

    if (ex->req.stream != NULL)
        in = slice_sub(in, 0, http_stream_room(ex->req.stream));
    switch (http_parser_body(c->parser, in, sink, &used, &why)) {
    case STEP_MORE:
        consume(c, used);
        if (c->is_eof && c->in_len == 0) {
            conn_close(c);
            return false;
        }
        return used > 0 && c->in_len > 0;
    case STEP_DONE:
        consume(c, used);
        body_is_complete(c);
        return true;
    case STEP_REFUSED:
        body_is_refused(c, why.status);
        return false;
    }
    return false;
}

void
conn_advance(struct conn *c)
{
    bool more = true;

    while (more) {
        switch (c->state) {
        case CONN_IDLE:
        case CONN_HEAD:
            more = conn_take_head(c);
            break;
        case CONN_BODY:
            more = conn_take_body(c);
            break;
        case CONN_LINGER:
            c->in_len = 0;
            if (c->is_eof)
                conn_close(c);
            more = false;
            break;
        case CONN_HANDLER:
        case CONN_WRITE:
        case CONN_CLOSING:
            more = false;
            break;
        }
    }
    conn_update_reading(c);
}

/* --- the clock ----------------------------------------------------------- */

static void
check_stall(struct conn *c, uint64_t now_ms)
{
    size_t queue = uv_stream_get_write_queue_size(&c->io.stream);

    if (queue != c->write_queue) {
        c->write_queue = queue;
        c->stall_ms = now_ms + (uint64_t)limits(c)->write_stall_ms_max;
    } else if (now_ms >= c->stall_ms) {
        c->deadline_ms = 0;
    }
}

void
conn_tick(struct conn *c, uint64_t now_ms)
{
    struct http_server *s = c->server;

    if (c->state == CONN_WRITE)
        check_stall(c, now_ms);
    if (now_ms < c->deadline_ms)
        return;
    switch (c->state) {
    case CONN_IDLE:
    case CONN_LINGER:
        conn_close(c);
        break;
    case CONN_HEAD:
        s->metrics.refused[REFUSED_HEAD_SLOW]++;
        conn_refuse(c, 408);
        break;
    case CONN_BODY:
        s->metrics.refused[REFUSED_BODY_SLOW]++;
        conn_refuse(c, 408);
        break;
    case CONN_HANDLER:
        s->metrics.refused[REFUSED_HANDLER_SLOW]++;
        conn_refuse(c, 503);
        break;
    case CONN_WRITE:
        s->metrics.refused[REFUSED_WRITE_SLOW]++;
        conn_close(c);
        break;
    case CONN_CLOSING:
        break;
    }
}
