/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a handler sees of HTTP: one request, one response.
 *
 * A handler runs on a worker thread, never on the thread of the event loop, so
 * it may block (database, planner). Everything it is given and everything it
 * allocates from `req->arena` is gone when the answer was sent; the arena ends
 * at HTTP_ARENA_BYTES_MAX. Before a handler is called the server has matched
 * the route, checked its right, read the body up to the route's limit, parsed
 * query and form, and checked origin and form token of a writing request.
 *
 *     enum err
 *     page_module(struct http_request *req, struct http_response *res)
 *     {
 *         struct slice id = http_param(req, "id");
 *         struct text page = text_init(req->arena, HTTP_BODY_OUT_BYTES_MAX);
 *         ...
 *         return http_html(res, &page);
 *     }
 *
 * A handler that fails returns the kind; http_status_of() makes the status of
 * it and the server shows the error page.
 */
#ifndef KC_WEB_HTTP_H
#define KC_WEB_HTTP_H

#include "base/ctx.h"
#include "base/limits.h"
#include "domain/actor.h"
#include "web/address.h"
#include "web/form.h"
#include "web/multipart.h"

enum http_method {
    METHOD_GET, /* a route for GET answers HEAD as well */
    METHOD_HEAD,
    METHOD_POST,
    METHOD_PUT,
    METHOD_PATCH,
    METHOD_DELETE,
    METHOD_OPTIONS,
};
enum { HTTP_METHODS = METHOD_OPTIONS + 1 };
/* "GET"; never NULL. */
const char *http_method_name(enum http_method m);

struct http_header {
    struct slice name;
    struct slice value; /* without white space around it; bytes, not text */
};

struct http_param {
    struct slice name;  /* as in the route: "id" of "/baustein/:id" */
    struct slice value; /* decoded text in NFC, never empty */
};

struct route;
struct http_body_stream;

struct http_request {
    enum http_method method; /* HEAD is given as GET to the handler's view: see is_head */
    bool is_head;            /* the body is counted but not sent */
    struct slice path_raw;   /* as sent, "/a%20b"; begins with "/" */
    struct slice path;       /* decoded, valid UTF-8, no control characters, no "." or ".." */
    struct slice query_raw;  /* without "?"; may be empty */
    struct form query;       /* decoded text */
    struct form form; /* of an application/x-www-form-urlencoded body, or of multipart/form-data */
    struct form_files files;   /* of a multipart/form-data body, on routes with ROUTE_FILES */
    struct slice content_type; /* media type alone, without parameters */
    struct slice host;         /* as sent, checked: "example.org:8080"; empty only in HTTP/1.0 */
    bool is_https;             /* the person's browser speaks TLS (setting or trusted proxy) */
    struct slice body;         /* empty on a streamed route: http_body_read() */
    const struct http_header *headers;
    size_t headers_len;
    struct http_param params[HTTP_PARAMS_MAX];
    size_t params_len;

    const struct route *route; /* NULL when none matched */
    struct address peer;       /* of the person: through a trusted proxy */
    char id[17];               /* random, for logs and for the error page */
    const struct actor *actor; /* who is signed in; NULL: nobody */
    struct slice guest;        /* id of the guest; empty without a valid cookie */
    struct slice form_token; /* to put into every form as <input name="token">; of the session, else
                                of the guest; empty without either */

    struct arena *arena;
    struct ctx ctx; /* arena and time are set */
    void *app;      /* http_server_options.app */

    struct http_server *server;      /* the server's own */
    struct http_body_stream *stream; /* the server's own */
};

/* First header of that name, ignoring case; at == NULL when absent. */
struct slice http_header(const struct http_request *req, const char *name);
/* Value of ":name" in the route; it must exist. */
struct slice http_param(const struct http_request *req, const char *name);
/* Value of a cookie, at == NULL when absent or sent twice. */
struct slice http_cookie(const struct http_request *req, const char *name);

struct http_response {
    int status;               /* 200 unless changed */
    const char *content_type; /* NULL: no body */
    struct slice body;        /* lives in the arena, or for ever */
    struct slice message;     /* a sentence for the person on an error page; may be empty */
    struct http_header headers[HTTP_RESPONSE_HEADERS_MAX];
    size_t headers_len;
    bool is_personal; /* Cache-Control: no-store; set for every route that needs a guest */
    bool failed;      /* a header was refused: answered as 500 */
    struct arena *arena;
};

#define HTTP_TYPE_HTML "text/html; charset=utf-8"
#define HTTP_TYPE_TEXT "text/plain; charset=utf-8"
#define HTTP_TYPE_JSON "application/json"
#define HTTP_TYPE_PDF "application/pdf"
#define HTTP_TYPE_CALENDAR "text/calendar; charset=utf-8"

/* The whole answer. ERR_LIMIT when `t` failed. */
MUST_USE enum err http_html(struct http_response *res, const struct text *t);
MUST_USE enum err http_body(struct http_response *res, const char *content_type,
                            const struct text *t);
/*
 * Add a header. Names are literals. A value with control characters, or one
 * header too many, makes the answer a 500: nothing can be split or lost.
 * Content-Length, Connection, Date and the security headers are the server's.
 */
void http_set_header(struct http_response *res, const char *name, struct slice value);
/* Offer the answer for download under this name (ASCII, no quotes). */
void http_set_download(struct http_response *res, const char *filename);
/*
 * 303 See Other to a place on this server (after a form was taken). `location`
 * is percent-encoded already and begins with one "/"; anything else is
 * ERR_INVALID, so nobody can be sent elsewhere.
 */
MUST_USE enum err http_redirect(struct http_response *res, struct slice location);
/*
 * 303 See Other to another server: https://, or http:// in a test. Only ever with an address that
 * a service described, which an operator entered; never with one of a request. ERR_INVALID.
 */
MUST_USE enum err http_redirect_away(struct http_response *res, struct slice url);
/* An error page with this status; `message` (may be empty) is for the person. */
enum err http_error(struct http_response *res, int status, struct slice message);
/*
 * Give the answer an ETag of its bytes and turn it into 304 when the browser
 * has it. For public pages, called last.
 */
MUST_USE enum err http_etag(const struct http_request *req, struct http_response *res);

/* Whether If-None-Match names this tag (with quotes), by weak comparison. */
bool http_etag_matches(struct slice if_none_match, struct slice etag);

/* HTTP status of a failure; OK gives 200. */
int http_status_of(enum err e);
/* "Not Found"; "Unknown" for others. */
const char *http_status_reason(int status);

/*
 * Streamed routes (ROUTE_STREAMED): wait for more of the body. `*ret_len` is 0
 * at its end. What was not read when the handler returns is thrown away and the
 * connection closed.
 *   ERR_LIMIT   longer than the route's limit
 *   ERR_IO      the sender went away, or was too slow
 */
MUST_USE enum err http_body_read(struct http_request *req, char *at, size_t size, size_t *ret_len);

#endif
