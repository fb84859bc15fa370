/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The inside of the server, shared by the files http_server*.c alone.
 *
 * Everything here belongs to the thread of the event loop, with one exception:
 * between http_pool_submit() and http_pool_finished() an exchange's request,
 * response and arena belong to a worker. While that is so (`in_worker`) the loop
 * touches none of them; when the connection ends meanwhile, the exchange loses
 * its connection and is thrown away when the worker gives it back.
 */
#ifndef KC_WEB_HTTP_SERVER_PARTS_H
#define KC_WEB_HTTP_SERVER_PARTS_H

#include <uv.h>

#include "web/access_log.h"
#include "web/http_server.h"
#include "web/http_server_parse.h"
#include "web/http_server_pool.h"
#include "web/http_server_stream.h"
#include "web/metrics.h"

enum {
    CONN_BUFFER_BYTES = HTTP_HEAD_BYTES_MAX + 64, /* so that a head too long is seen to be */
    LISTENERS_MAX = 2,
    ARENAS_KEPT_MAX = 64,
};

struct conn;
struct kept_answer;
struct kept_entry;
struct kept_table;

/* One request and its answer. Lives in its own arena. */
struct exchange {
    struct http_job job; /* first: a job is its exchange */
    struct http_server *server;
    struct conn *conn;     /* NULL: gone while the worker ran */
    struct exchange *next; /* all of the server */
    struct exchange *prev;
    struct arena *arena;
    struct http_head head;
    struct http_request req;
    struct http_response res;
    size_t counted_as; /* for metrics_answered() */
    const char *log_method;
    const struct static_file *file;
    int early_status; /* known before the body: the handler is not asked */
    bool on_loop;
    bool in_worker;
    bool close_after;
    bool is_logged;
    bool wants_body;        /* false: what comes is thrown away */
    size_t body_bytes_held; /* of bodies_bytes, until its memory is given back */
    bool is_upload;         /* counted in uploads_len, until its memory is given back */
    uint64_t body_max;
    uint64_t body_seen;
    char *body;
    size_t body_size;
    uint64_t started_ns;
    struct instant started; /* by the clock, for the log */
    uv_buf_t out[2];
    uint64_t out_body_bytes;
    struct kept_answer *kept;     /* what is answered, or what a worker made to be kept */
    struct kept_entry *leads;     /* it makes this one, for others as well */
    struct kept_entry *waits_for; /* another one makes it */
    struct exchange *share_next;  /* who waits for the same */
};

enum conn_state {
    CONN_IDLE,    /* no byte of a request yet */
    CONN_HEAD,    /* some */
    CONN_BODY,    /* head taken; of a streamed route the handler runs already */
    CONN_HANDLER, /* a worker has it */
    CONN_WRITE,
    CONN_LINGER, /* answered and shut; what still comes is thrown away */
    CONN_CLOSING,
};

struct conn {
    union {
        uv_handle_t handle;
        uv_stream_t stream;
        uv_tcp_t tcp;
        uv_pipe_t pipe;
    } io;
    struct http_server *server;
    struct conn *next;
    struct conn *prev;
    enum conn_state state;
    struct address peer;
    struct http_parser *parser;
    struct exchange *exchange;
    char *in; /* CONN_BUFFER_BYTES, or NULL while idle */
    size_t in_len;
    bool is_reading;
    bool is_eof;
    int requests;
    uint64_t deadline_ms;
    uint64_t stall_ms;  /* deadline for the reader to take something */
    size_t write_queue; /* at the last look */
    uv_write_t write;
    uv_write_t write_continue; /* "100 Continue" */
    uv_shutdown_t shutdown;
};

enum server_state { SERVER_RUNNING, SERVER_STOPPING, SERVER_STOPPED };

struct http_server {
    struct http_server_options options;
    uv_loop_t loop;
    bool has_loop;
    union {
        uv_handle_t handle;
        uv_stream_t stream;
        uv_tcp_t tcp;
        uv_pipe_t pipe;
    } listeners[LISTENERS_MAX];
    size_t listeners_len;
    int port;
    uv_async_t wake;
    uv_timer_t tick;
    uv_prepare_t flush;
    uv_signal_t signals[2];
    bool has_wake;
    struct http_pool *pool;
    struct conn *conns;
    size_t conns_len;
    struct exchange *exchanges;
    size_t exchanges_len;
    size_t uploads_len;
    size_t bodies_bytes; /* set aside for forms */
    struct arena *arenas[ARENAS_KEPT_MAX];
    size_t arenas_len;
    enum server_state state;
    uint64_t stop_deadline_ms;
    int stop_wanted;         /* atomic: 1 gracefully, 2 at once */
    struct kept_table *kept; /* NULL: no answer is kept */
    struct metrics metrics;
    struct access_log log;
    char date[40]; /* "Sun, 06 Nov 1994 08:49:37 GMT" */
    int64_t date_second;
};

/* http_server_accept.c */
void conn_accept(struct http_server *s, uv_stream_t *listener);

/* http_server_conn.c */
/* Read, or stop reading, as state and buffer want it. */
void conn_update_reading(struct conn *c);
/* Close after the answer, without losing it. */
void conn_linger(struct conn *c);
/* Look at the clock. */
void conn_tick(struct conn *c, uint64_t now_ms);
/* A worker gave the exchange back, or its stream has room. */
void conn_answer(struct conn *c);
void conn_advance(struct conn *c);
/* End it now; its exchange is released, or orphaned when a worker has it. */
void conn_close(struct conn *c);

/* http_server_exchange.c */
/* NULL without memory. */
struct exchange *exchange_open(struct http_server *s, struct conn *c);
void exchange_release(struct exchange *ex);
/* The head is taken: find out who answers, and what of a body is wanted. */
void exchange_begin(struct exchange *ex);
/* `ex` answers in place of one that a worker still holds, under its name. */
void exchange_stand_in(struct exchange *ex, struct exchange *orphan);
/* Set early_status for an answer without handler. */
void exchange_refuse(struct exchange *ex, int status);
/* Take a piece of the body; anything but OK is 413. */
enum err exchange_take_body(void *exchange, struct slice piece);
/* The body is there, or not wanted. True: answer at once; false: a worker has it. */
bool exchange_dispatch(struct exchange *ex);
/* Lay out head and body for writing. */
void exchange_lay_out(struct exchange *ex);
/* Everything was sent, or nobody reads it: count and log. */
void exchange_log(struct exchange *ex);

/* Give it to a worker. True: the queue is full, answer at once. */
bool exchange_submit(struct exchange *ex);

/* http_server_share.c: answers that are the same for everybody */
enum share { SHARE_NOT, SHARE_ANSWERED, SHARE_WAITS };
/* Before a worker is asked. SHARE_NOT: a worker has to. */
enum share exchange_share_ask(struct exchange *ex);
/* On a worker, last: the answer as it is kept. */
void exchange_make_kept(struct exchange *ex);
/* A worker gave it back, or none would take it: who waits for the same goes on. */
void exchange_share_finish(struct exchange *ex);
/* It waits for nobody and nobody for it. */
void exchange_share_leave(struct exchange *ex);

/* http_server_work.c: what a worker does with an exchange */
void exchange_work(struct http_job *job);

/* http_server.c */
struct instant http_server_now(void);
struct metrics_now http_server_measure(struct http_server *s);

#endif
