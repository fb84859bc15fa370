/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The web server: HTTP/1.1 (RFC 9112) on an event loop, handlers on a bounded
 * pool of workers. docs/web-server.md describes it.
 *
 * Everything has a limit and a time-out (base/limits.h); the ones below can be
 * changed by settings and by tests. Zero means the default of limits.h.
 */
#ifndef KC_WEB_HTTP_SERVER_H
#define KC_WEB_HTTP_SERVER_H

#include "base/crypto.h"
#include "web/route.h"
#include "web/static_file.h"

struct http_server;

struct http_server_limits {
    int connections_max;
    int connections_per_address_max; /* addresses of trusted proxies are not counted */
    int workers;                     /* 0: one per processor, at least 2 */
    int queue_max;                   /* requests waiting for a worker; then 503 */
    int head_ms_max;                 /* from its first byte to the end of the head */
    int idle_ms_max;                 /* between two requests */
    int body_ms_max;                 /* from the end of the head to the end of the body */
    int handler_ms_max;              /* waiting and running; then 503 */
    int write_stall_ms_max;          /* nothing taken by the reader */
    int write_ms_max;                /* the whole answer */
    int stop_ms_max;                 /* graceful stop */
    int requests_per_connection_max;
    int bodies_bytes_max; /* of forms that lie in memory together */
};

/* What a public answer depends on besides path and query. */
struct public_answer {
    uint64_t version; /* of the content; a newer one is never the same */
    unsigned variant; /* such as the language */
};

struct http_server_options {
    const char *host;       /* "127.0.0.1", "::"; NULL: no TCP */
    int port;               /* 0: any free one, see http_server_port() */
    const char *unix_path;  /* listen on a Unix socket as well (mode 0660); NULL: none */
    bool tls_in_front;      /* cookies are Secure, HSTS is sent */
    bool trust_local_proxy; /* X-Forwarded-For and -Proto of this machine (loopback, Unix socket)
                               count */
    const char *
        public_host; /* the only Host taken, when set ("campus.example.org"); NULL: any valid one */
    struct address_list metrics_allow; /* besides this machine */
    struct crypto_key key;
    int guest_days; /* a guest's cookie lasts so long after a visit; 0: GUEST_DAYS */

    const struct route *routes;
    size_t routes_len;
    struct static_files files;
    void *app;                /* handed to handlers as req->app */
    struct instant fixed_now; /* what handlers take for now, for demos and tests; 0: the clock */

    /*
     * Find who is signed in: set req->actor and req->form_token, or leave both. On a worker, after
     * the guest was read. NULL: nobody ever is.
     */
    enum err (*identify)(struct http_request *req);
    /* Where a GET is sent that needs somebody signed in: "/anmelden"; NULL: it is refused. */
    const char *sign_in_path;
    /*
     * For routes with ROUTE_KEPT, on the loop: must not block, and sees the request's head
     * alone. False: this one is not shared. NULL: no answer is kept.
     */
    bool (*public_answer)(const struct http_request *req, struct public_answer *ret_answer);
    /* Called on the loop: must not block. NULL: always ready. */
    bool (*is_ready)(void *app);
    /* Append lines in the Prometheus text format; on the loop. NULL: nothing more. */
    void (*more_metrics)(void *app, struct text *t);
    /*
     * Show the error page for res->status and res->message: on a worker, with
     * guest, query and form as far as they were read. NULL, or a failure, gives
     * a plain page. Malformed requests always get the plain page.
     */
    http_handler *error_page;
    /*
     * The body where there is no page of error_page: what came was not read to its end, or was
     * malformed. On the loop: must not block. NULL, or a body of nothing: a plain page.
     */
    http_handler *plain_error;

    int log_fd;          /* access log; < 0: none */
    bool handle_signals; /* SIGTERM, SIGINT: stop gracefully, the second one at once */
    struct http_server_limits limits;
};

/*
 * Bind and listen. Messages name the address.
 *   ERR_INVALID  the options or the route table are wrong
 *   ERR_IO       the address cannot be bound
 *   ERR_LIMIT    no memory
 */
MUST_USE enum err http_server_open(struct ctx *ctx, const struct http_server_options *options,
                                   struct http_server **ret_server);
/* The TCP port that was bound; 0 without TCP. */
int http_server_port(const struct http_server *s);
/*
 * Serve until stopped.
 *   OK        everything was answered, or the time for it was over and no handler runs
 *   ERR_BUSY  a handler is still running after the stop: the process must end
 *             with _exit(), because what handlers use cannot be taken down
 */
MUST_USE enum err http_server_serve(struct http_server *s);
/* From any thread; like the first signal, or with `at_once` like the second. */
void http_server_stop(struct http_server *s, bool at_once);
/* Waits for handlers that still run: after ERR_BUSY better call _exit(). NULL is allowed. */
void http_server_close(struct http_server *s);

/* All of it: open, serve, close. Errors as above. */
MUST_USE enum err http_server_run(struct ctx *ctx, const struct http_server_options *options);

#endif
