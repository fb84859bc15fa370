/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answers for everybody: asking the table before a worker, one worker for all who
 * ask for the same, and what comes back. All of it on the loop, but for
 * exchange_make_kept().
 *
 * An answer is found by everything it may depend on: path and query as they were
 * sent (pages link to themselves), and what the application adds, such as the
 * language. It is valid while the application's version is the one it was begun
 * with: the handler cannot have seen anything older, and what is newer is asked for
 * with a newer version.
 */
#include <string.h>

#include "web/http_server_kept.h"
#include "web/http_server_parts.h"
#include "web/http_server_public.h"

/* ERR_LIMIT when the arena is full. */
static enum err
key_of(struct exchange *ex, unsigned variant, struct slice *ret_key)
{
    struct text t = text_init(ex->arena, HTTP_TARGET_BYTES_MAX + 64);

    text_printf(&t, "%u ", variant);
    text_put(&t, ex->req.path_raw);
    text_putc(&t, '?');
    text_put(&t, ex->req.query_raw);
    return text_end(&t, ret_key);
}

/* The answer's memory stays until the exchange ends. */
static void
use_kept(struct exchange *ex, struct kept_answer *answer)
{
    struct http_response *res = &ex->res;

    if (ex->kept != answer)
        ex->kept = kept_answer_hold(answer);
    res->status = 200;
    res->content_type = answer->content_type;
    res->body = answer->body;
    res->headers_len = answer->headers_len;
    memcpy(res->headers, answer->headers, answer->headers_len * sizeof *answer->headers);
    if (http_etag_matches(http_header(&ex->req, "If-None-Match"), answer->etag)) {
        res->status = 304;
        res->body = (struct slice){NULL, 0};
    }
}

static void
wait_for(struct exchange *ex, struct kept_entry *e)
{
    ex->waits_for = e;
    ex->share_next = e->waiting;
    e->waiting = ex;
}

enum share
exchange_share_ask(struct exchange *ex)
{
    struct http_server *s = ex->server;
    struct public_answer wanted = {0};
    struct kept_entry *e;
    struct slice key;

    if (s->kept == NULL || ex->early_status != 0 || !http_request_is_public(&ex->req) ||
        !s->options.public_answer(&ex->req, &wanted) || key_of(ex, wanted.variant, &key) != OK)
        return SHARE_NOT;
    e = kept_find(s->kept, key);
    if (e != NULL && e->version == wanted.version) {
        s->metrics.kept_used++;
        if (e->answer == NULL) {
            wait_for(ex, e);
            return SHARE_WAITS;
        }
        use_kept(ex, e->answer);
        return SHARE_ANSWERED;
    }
    s->metrics.kept_missed++;
    if (e != NULL && e->answer == NULL)
        return SHARE_NOT; /* an older version is still being made */
    if (e != NULL)
        kept_drop(s->kept, e);
    ex->leads = kept_begin(s->kept, key, wanted.version);
    return SHARE_NOT;
}

void
exchange_make_kept(struct exchange *ex)
{
    struct http_response *res = &ex->res;
    struct http_request plain = ex->req;
    struct slice etag;

    if (ex->leads == NULL || !http_answer_is_public(&ex->req, res) ||
        res->headers_len == HTTP_RESPONSE_HEADERS_MAX)
        return;
    plain.headers_len = 0; /* the tag alone: who has it already is found out by use_kept() */
    if (http_etag(&plain, res) != OK)
        return;
    etag = res->headers[res->headers_len - 1].value;
    ex->kept = kept_answer_make(res, etag);
}

static void
hand_over(struct exchange *ex, struct kept_answer *answer)
{
    ex->waits_for = NULL;
    ex->share_next = NULL;
    if (answer != NULL)
        use_kept(ex, answer);
    if (answer != NULL || exchange_submit(ex))
        conn_answer(ex->conn);
}

void
exchange_share_finish(struct exchange *ex)
{
    struct http_server *s = ex->server;
    struct kept_entry *e = ex->leads;
    struct exchange *waiting;

    if (e == NULL)
        return;
    ex->leads = NULL;
    waiting = e->waiting;
    e->waiting = NULL;
    if (ex->kept != NULL) {
        kept_set(s->kept, e, kept_answer_hold(ex->kept));
        use_kept(ex, ex->kept);
    } else {
        kept_drop(s->kept, e);
    }
    while (waiting != NULL) {
        struct exchange *next = waiting->share_next;

        hand_over(waiting, ex->kept);
        waiting = next;
    }
}

void
exchange_share_leave(struct exchange *ex)
{
    struct kept_entry *e = ex->waits_for;

    if (e != NULL) {
        struct exchange **at = &e->waiting;

        while (*at != ex)
            at = &(*at)->share_next;
        *at = ex->share_next;
        ex->waits_for = NULL;
        ex->share_next = NULL;
    }
    /* Thrown away before a worker took it: the server stops. */
    if (ex->leads != NULL) {
        for (struct exchange *w = ex->leads->waiting; w != NULL; w = w->share_next)
            w->waits_for = NULL;
        ex->leads->waiting = NULL;
        kept_drop(ex->server->kept, ex->leads);
        ex->leads = NULL;
    }
}
