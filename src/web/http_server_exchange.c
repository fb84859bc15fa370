/* SPDX-License-Identifier: EUPL-1.2 */
/* One request on the event loop: who answers it, its body, its answer laid out, its line in the
 * log. */
#include <stdlib.h>
#include <string.h>

#include "web/http_plain.h"
#include "web/http_server_kept.h"
#include "web/http_server_parts.h"
#include "web/http_server_upload.h"
#include "web/security_headers.h"

static struct arena *
arena_take(struct http_server *s)
{
    if (s->arenas_len > 0)
        return s->arenas[--s->arenas_len];
    return arena_open(HTTP_ARENA_BYTES_MAX);
}

static void
arena_give(struct http_server *s, struct arena *a)
{
    arena_reset(a);
    if (s->arenas_len < ARENAS_KEPT_MAX)
        s->arenas[s->arenas_len++] = a;
    else
        arena_close(a);
}

static void
put_id(char id[17])
{
    static const char hex[] = "0123456789abcdef";
    uint8_t bytes[8];

    crypto_random(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        id[2 * i] = hex[bytes[i] >> 4];
        id[2 * i + 1] = hex[bytes[i] & 15];
    }
    id[16] = 0;
}

struct exchange *
exchange_open(struct http_server *s, struct conn *c)
{
    struct arena *a = arena_take(s);
    struct exchange *ex = a != NULL ? arena_new(a, struct exchange) : NULL;

    if (ex == NULL) {
        arena_close(a);
        return NULL;
    }
    ex->server = s;
    ex->conn = c;
    ex->arena = a;
    ex->job.run = exchange_work;
    ex->started_ns = uv_hrtime();
    ex->counted_as = s->options.routes_len + METRICS_REFUSED;
    ex->log_method = "-";
    ex->req.arena = a;
    ex->req.ctx.arena = a;
    ex->started = http_server_now();
    ex->req.ctx.now = s->options.fixed_now.ms != 0 ? s->options.fixed_now : ex->started;
    ex->req.app = s->options.app;
    ex->req.server = s;
    ex->res.arena = a;
    ex->res.status = 200;
    put_id(ex->req.id);
    ex->next = s->exchanges;
    if (ex->next != NULL)
        ex->next->prev = ex;
    s->exchanges = ex;
    s->exchanges_len++;
    return ex;
}

void
exchange_release(struct exchange *ex)
{
    struct http_server *s = ex->server;

    assert(!ex->in_worker);
    if (ex->prev != NULL)
        ex->prev->next = ex->next;
    else
        s->exchanges = ex->next;
    if (ex->next != NULL)
        ex->next->prev = ex->prev;
    s->exchanges_len--;
    if (ex->is_upload) {
        assert(s->uploads_len > 0);
        s->uploads_len--;
    }
    assert(s->bodies_bytes >= ex->body_bytes_held);
    s->bodies_bytes -= ex->body_bytes_held;
    exchange_share_leave(ex);
    kept_answer_let_go(ex->kept);
    http_stream_close(ex->req.stream);
    arena_give(s, ex->arena);
}

void
exchange_stand_in(struct exchange *ex, struct exchange *orphan)
{
    orphan->is_logged = true;
    ex->counted_as = orphan->counted_as;
    ex->log_method = orphan->log_method;
    ex->started_ns = orphan->started_ns;
    ex->req.route = orphan->req.route;
    memcpy(ex->req.id, orphan->req.id, sizeof ex->req.id);
}

void
exchange_refuse(struct exchange *ex, int status)
{
    if (ex->early_status == 0)
        ex->early_status = status;
    ex->wants_body = false;
    ex->body_max = HTTP_DRAIN_BYTES_MAX;
}

/* The last address in X-Forwarded-For is the one our own proxy saw. */
static void
take_forwarded(struct exchange *ex)
{
    struct http_request *req = &ex->req;
    struct slice seen_by_proxy = {NULL, 0};
    struct slice part;

    for (size_t i = 0; i < req->headers_len; i++) {
        struct slice list = req->headers[i].value;

        if (!slice_eq_ascii_nocase(req->headers[i].name, SLICE("X-Forwarded-For")))
            continue;
        while (slice_next(&list, ',', &part))
            seen_by_proxy = slice_trim(part);
    }
    if (seen_by_proxy.at != NULL && address_parse(seen_by_proxy, &req->peer) != OK)
        req->peer = (struct address){.kind = ADDRESS_UNKNOWN};
    if (slice_eq_ascii_nocase(http_header(req, "X-Forwarded-Proto"), SLICE("https")))
        req->is_https = true;
}

static void
fill_request(struct exchange *ex)
{
    const struct http_server_options *o = &ex->server->options;
    struct http_request *req = &ex->req;
    struct slice type;

    req->is_head = ex->head.method == METHOD_HEAD;
    req->method = req->is_head ? METHOD_GET : ex->head.method;
    req->path_raw = ex->head.path_raw;
    req->path = ex->head.path;
    req->query_raw = ex->head.query_raw;
    req->host = ex->head.host;
    req->headers = ex->head.headers;
    req->headers_len = ex->head.headers_len;
    type = http_header(req, "Content-Type");
    req->content_type = slice_trim(slice_sub(type, 0, slice_find_char(type, ';')));
    req->is_https = o->tls_in_front;
    req->peer = ex->conn->peer;
    if (o->trust_local_proxy && address_is_local(&req->peer))
        take_forwarded(ex);
    ex->log_method = http_method_name(ex->head.method);
}

/* OPTIONS and 405: what this path can do. */
static void
answer_allowed(struct exchange *ex, unsigned allowed)
{
    struct text t = text_init(ex->arena, 128);
    struct slice line;

    route_put_allowed(&t, allowed);
    if (text_end(&t, &line) == OK)
        http_set_header(&ex->res, "Allow", line);
    exchange_refuse(ex, ex->head.method == METHOD_OPTIONS ? 204 : 405);
}

static bool
may_use(const struct exchange *ex, const struct route *r)
{
    const struct http_request *req = &ex->req;

    return r->right != RIGHT_OPERATOR_LOCAL || address_is_local(&req->peer) ||
           address_list_has(&ex->server->options.metrics_allow, &req->peer);
}

/* Nobody who is signed out may make us hold a large body: they are asked for no more than the head.
 */
static void
refuse_unsigned(struct exchange *ex)
{
    exchange_refuse(ex, 403);
    ex->close_after |= ex->head.is_chunked; /* who knows how much it is */
    ex->server->metrics.refused[REFUSED_UPLOAD_UNSIGNED]++;
}

/* Of the person's address, as far as it is known: everybody behind one proxy that is not trusted
 * counts as one. */
static size_t
uploads_of_address(const struct exchange *ex)
{
    size_t len = 0;

    for (const struct exchange *other = ex->server->exchanges; other != NULL; other = other->next)
        len += other->is_upload && address_eq(&other->req.peer, &ex->req.peer);
    return len;
}

/* Forms together take a bounded part of the memory: what the head announces is set aside. */
static void
begin_form(struct exchange *ex)
{
    const struct http_head *head = &ex->head;
    struct http_server *s = ex->server;
    size_t bytes = head->is_chunked ? (size_t)ex->body_max : (size_t)head->content_length;

    if (ex->early_status != 0 || !ex->wants_body || ex->is_upload ||
        (ex->req.route->flags & ROUTE_STREAMED))
        return;
    if (s->bodies_bytes + bytes <= (size_t)s->options.limits.bodies_bytes_max) {
        ex->body_bytes_held = bytes;
        s->bodies_bytes += bytes;
        return;
    }
    exchange_refuse(ex, 503);
    ex->close_after = true;
    s->metrics.refused[REFUSED_BODIES]++;
}

/* Once the head stands: a body larger than a form takes one of few places, until its memory ends.
 */
static void
begin_upload(struct exchange *ex)
{
    const struct http_head *head = &ex->head;
    struct http_server *s = ex->server;

    if (ex->early_status != 0 || ex->req.route == NULL || !http_route_takes_uploads(ex->req.route))
        return;
    if (!head->is_chunked && head->content_length <= FORM_BODY_BYTES_MAX)
        return;
    if (http_upload_has_room(s->uploads_len, uploads_of_address(ex))) {
        ex->is_upload = true;
        s->uploads_len++;
        return;
    }
    exchange_refuse(ex, 503);
    ex->close_after = true;
    s->metrics.refused[REFUSED_UPLOADS]++;
}

static void
choose_route(struct exchange *ex)
{
    const struct http_server_options *o = &ex->server->options;
    struct route_match m = route_find(o->routes, o->routes_len, ex->head.method, ex->req.path);

    if (ex->head.is_asterisk) {
        answer_allowed(ex, (1U << HTTP_METHODS) - 1);
    } else if (m.route == NULL && m.allowed == 0) {
        exchange_refuse(ex, 404);
    } else if (m.route == NULL) {
        answer_allowed(ex, m.allowed);
    } else {
        ex->req.route = m.route;
        memcpy(ex->req.params, m.params, sizeof m.params);
        ex->req.params_len = m.params_len;
        ex->counted_as = (size_t)(m.route - o->routes);
        ex->on_loop = (m.route->flags & ROUTE_ON_LOOP) != 0;
        ex->body_max = m.route->body_bytes_max;
        ex->wants_body = ex->body_max > 0;
        if (!may_use(ex, m.route))
            exchange_refuse(ex, 403);
        else if (http_route_takes_uploads(m.route) && !http_upload_is_signed(&ex->req))
            refuse_unsigned(ex);
    }
}

static void
choose_file(struct exchange *ex)
{
    const unsigned allowed = 1U << METHOD_GET | 1U << METHOD_HEAD | 1U << METHOD_OPTIONS;

    ex->counted_as = ex->server->options.routes_len + METRICS_STATIC;
    if (ex->req.method == METHOD_GET)
        ex->on_loop = true;
    else
        answer_allowed(ex, allowed);
}

static bool
host_is_ours(const struct exchange *ex)
{
    const char *ours = ex->server->options.public_host;
    struct slice host = ex->req.host;
    bool is_health = ex->req.route != NULL && (ex->req.route->flags & ROUTE_ON_LOOP);

    if (ours == NULL || is_health) /* health checks ask by address */
        return true;
    return slice_eq_ascii_nocase(slice_sub(host, 0, slice_find_char(host, ':')), slice_of(ours)) ||
           slice_eq_ascii_nocase(host, slice_of(ours));
}

static void
drained(void *owner)
{
    struct http_server *s = owner;

    (void)uv_async_send(&s->wake);
}

void
exchange_begin(struct exchange *ex)
{
    const struct http_head *head = &ex->head;
    bool has_body = head->is_chunked || head->content_length > 0;

    ex->counted_as = ex->server->options.routes_len + METRICS_NONE;
    ex->body_max = HTTP_DRAIN_BYTES_MAX;
    fill_request(ex);
    ex->file = static_file_find(&ex->server->options.files, ex->req.path);
    if (ex->file != NULL)
        choose_file(ex);
    else
        choose_route(ex);
    if (!host_is_ours(ex))
        exchange_refuse(ex, 421);
    if (ex->wants_body && !head->has_length && !head->is_chunked)
        exchange_refuse(ex, 411);
    if (head->content_length > ex->body_max) {
        exchange_refuse(ex, 413);
        ex->close_after = true;
        ex->server->metrics.refused[REFUSED_BODY_LARGE]++;
    }
    begin_upload(ex);
    begin_form(ex);
    if (ex->early_status != 0 && has_body && head->expects_continue)
        ex->close_after = true; /* the body is not asked for */
    if (ex->early_status == 0 && ex->req.route != NULL && (ex->req.route->flags & ROUTE_STREAMED)) {
        ex->req.stream = http_stream_open(drained, ex->server);
        if (ex->req.stream == NULL)
            exchange_refuse(ex, 503);
    }
    if (head->wants_close || ex->server->state != SERVER_RUNNING ||
        ex->conn->requests >= ex->server->options.limits.requests_per_connection_max)
        ex->close_after = true;
}

/* The arena frees nothing before its end: a length that is known is allocated once. */
static enum err
body_append(struct exchange *ex, struct slice piece)
{
    size_t len = (size_t)ex->body_seen;
    size_t size = ex->body_size > 0 ? ex->body_size : (size_t)ex->head.content_length;
    char *bigger;

    assert(len + piece.len <= ex->body_max);
    if (len + piece.len <= ex->body_size) {
        memcpy(ex->body + len, piece.at, piece.len);
        return OK;
    }
    while (size < len + piece.len)
        size = size < 4096 ? 4096 : size * 2;
    size = size > ex->body_max ? (size_t)ex->body_max : size;
    bigger = arena_alloc_raw(ex->arena, size, 1);
    if (bigger == NULL)
        return ERR_LIMIT;
    if (len > 0)
        memcpy(bigger, ex->body, len);
    memcpy(bigger + len, piece.at, piece.len);
    ex->body = bigger;
    ex->body_size = size;
    return OK;
}

enum err
exchange_take_body(void *exchange, struct slice piece)
{
    struct exchange *ex = exchange;

    if (piece.len > ex->body_max - ex->body_seen)
        return ERR_LIMIT;
    if (ex->req.stream != NULL)
        http_stream_put(ex->req.stream, piece);
    else if (ex->wants_body)
        TRY(body_append(ex, piece));
    ex->body_seen += piece.len;
    return OK;
}

/* Static files, health and, without an error page of the pages' own, refusals. */
static bool
answer_on_loop(struct exchange *ex)
{
    enum err e = OK;

    if (ex->early_status != 0) {
        ex->res.status = ex->early_status;
        if (ex->early_status >= 400 && ex->server->options.error_page != NULL && !ex->close_after)
            return false;
        return true;
    }
    if (!ex->on_loop)
        return false;
    if (ex->file != NULL)
        e = static_file_answer(ex->file, &ex->req, &ex->res);
    else
        e = ex->req.route->handler(&ex->req, &ex->res);
    if (e != OK)
        (void)http_error(&ex->res, http_status_of(e), (struct slice){NULL, 0});
    return true;
}

bool
exchange_dispatch(struct exchange *ex)
{
    enum share share;

    ex->req.body = (struct slice){ex->body, ex->wants_body ? (size_t)ex->body_seen : 0};
    if (answer_on_loop(ex))
        return true;
    share = exchange_share_ask(ex);
    if (share != SHARE_NOT)
        return share == SHARE_ANSWERED;
    return exchange_submit(ex);
}

bool
exchange_submit(struct exchange *ex)
{
    ex->in_worker = true;
    ex->job.is_slow = ex->req.route != NULL && (ex->req.route->flags & ROUTE_SLOW) != 0;
    if (http_pool_submit(ex->server->pool, &ex->job))
        return false;
    ex->in_worker = false;
    exchange_share_finish(ex);
    ex->server->metrics.refused[REFUSED_QUEUE]++;
    (void)http_error(&ex->res, 503, (struct slice){NULL, 0});
    return true;
}

/* --- the answer ---------------------------------------------------------- */

static bool
has_header(const struct http_response *res, const char *name)
{
    for (size_t i = 0; i < res->headers_len; i++) {
        if (slice_eq_ascii_nocase(res->headers[i].name, slice_of(name)))
            return true;
    }
    return false;
}

/* Cookies stand when the page failed: the guest's id may have been made just now. */
static void
turn_into_error(struct exchange *ex)
{
    ex->res.headers_len = 0;
    ex->res.failed = false;
    ex->res.is_personal = true;
    (void)fail(&ex->req.ctx, ERR_LIMIT, "the answer has a header that is refused, or is too long");
    (void)http_error(&ex->res, 500, (struct slice){NULL, 0});
}

static void
put_cache_control(struct text *t, const struct http_response *res)
{
    if (res->is_personal || res->status >= 400)
        text_puts(t, "Cache-Control: no-store\r\n");
    else if (!has_header(res, "Cache-Control"))
        text_puts(t, "Cache-Control: no-cache\r\n");
}

static void
put_headers(struct text *t, const struct exchange *ex)
{
    const struct http_response *res = &ex->res;
    bool no_store = res->is_personal || res->status >= 400;

    for (size_t i = 0; i < res->headers_len; i++) {
        if (no_store && slice_eq_ascii_nocase(res->headers[i].name, SLICE("Cache-Control")))
            continue;
        text_put(t, res->headers[i].name);
        text_puts(t, ": ");
        text_put(t, res->headers[i].value);
        text_puts(t, "\r\n");
    }
    put_cache_control(t, res);
    if (res->status == 503 && !has_header(res, "Retry-After"))
        text_printf(t, "Retry-After: %d\r\n", HTTP_RETRY_AFTER_SECONDS);
}

static void
put_answer_head(struct text *t, const struct exchange *ex)
{
    const struct http_response *res = &ex->res;
    bool bodiless = res->status == 204 || res->status == 304;

    text_printf(t, "HTTP/1.1 %d %s\r\nDate: %s\r\n", res->status, http_status_reason(res->status),
                ex->server->date);
    if (res->content_type != NULL && !bodiless)
        text_printf(t, "Content-Type: %s\r\n", res->content_type);
    if (!bodiless)
        text_printf(t, "Content-Length: %zu\r\n", res->body.len);
    put_headers(t, ex);
    text_puts(t, SECURITY_HEADERS);
    if (ex->req.is_https || ex->server->options.tls_in_front)
        text_puts(t, SECURITY_HEADER_HSTS);
    text_printf(t, "X-Request-Id: %s\r\n", ex->req.id);
    text_puts(t, ex->close_after ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n");
}

/* What is said when even the arena is full. */
static const char last_words[] = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n"
                                 "Cache-Control: no-store\r\nConnection: close\r\n\r\n";

static void
put_plain_error(struct exchange *ex)
{
    http_handler *own = ex->server->options.plain_error;
    int status = ex->res.status;

    if (own != NULL && own(&ex->req, &ex->res) == OK && ex->res.body.len > 0)
        return;
    ex->res.status = status;
    if (http_plain_page(&ex->req, &ex->res) != OK)
        ex->res.body = (struct slice){NULL, 0};
}

void
exchange_lay_out(struct exchange *ex)
{
    struct text t = text_init(ex->arena, HTTP_HEAD_BYTES_MAX * 4);
    struct http_response *res = &ex->res;
    struct slice head;
    bool sends_body;

    exchange_share_leave(ex); /* it may have waited too long */
    if (res->failed || res->body.len > HTTP_BODY_OUT_BYTES_MAX)
        turn_into_error(ex);
    if (res->status >= 400 && res->body.len == 0)
        put_plain_error(ex);
    put_answer_head(&t, ex);
    if (text_end(&t, &head) != OK) {
        ex->close_after = true;
        ex->res.status = 500;
        res->body = (struct slice){NULL, 0};
        head = (struct slice){last_words, sizeof last_words - 1};
    }
    sends_body = !ex->req.is_head && res->status != 204 && res->status != 304;
    ex->out_body_bytes = sends_body ? res->body.len : 0;
    /* uv_write() only reads; its type does not say so. */
    memcpy(&ex->out[0].base, &head.at, sizeof head.at);
    ex->out[0].len = head.len;
    memcpy(&ex->out[1].base, &res->body.at, sizeof res->body.at);
    ex->out[1].len = (size_t)ex->out_body_bytes;
}

void
exchange_log(struct exchange *ex)
{
    struct http_server *s = ex->server;
    uint64_t us = (uv_hrtime() - ex->started_ns) / 1000;
    const struct route *r = ex->req.route;
    const char *name = r != NULL ? r->name : "-";

    if (ex->is_logged)
        return;
    ex->is_logged = true;
    if (ex->file != NULL)
        name = "static";
    if (ex->res.status >= 500 && ex->req.ctx.failure.kind != OK)
        access_log_failure(&s->log, ex->started, ex->req.id, &ex->req.ctx.failure);
    metrics_answered(&s->metrics, ex->counted_as, ex->res.status, us);
    s->metrics.bytes_out += ex->out_body_bytes;
    access_log_put(&s->log, (struct access_entry){
                                .at = ex->started,
                                .id = ex->req.id,
                                .method = ex->log_method,
                                .route = name,
                                .status = ex->res.status,
                                .bytes = ex->out_body_bytes,
                                .duration_us = us,
                            });
}
