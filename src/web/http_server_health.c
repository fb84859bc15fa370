/* SPDX-License-Identifier: EUPL-1.2 */
/* Handlers that tell how the server is. They run on the event loop. */
#include "web/http_server_parts.h"

static enum err
say(struct http_response *res, int status, struct slice word)
{
    res->status = status;
    res->content_type = HTTP_TYPE_TEXT;
    res->body = word;
    http_set_header(res, "Cache-Control", SLICE("no-store"));
    return OK;
}

/* The process runs and its loop turns. */
enum err
http_health(struct http_request *req, struct http_response *res)
{
    (void)req;
    return say(res, 200, SLICE("ok\n"));
}

/* Requests should be sent here: not before everything is loaded, not while stopping. */
enum err
http_ready(struct http_request *req, struct http_response *res)
{
    const struct http_server *s = req->server;

    if (s->state != SERVER_RUNNING)
        return say(res, 503, SLICE("stopping\n"));
    if (s->options.is_ready != NULL && !s->options.is_ready(s->options.app))
        return say(res, 503, SLICE("not ready\n"));
    return say(res, 200, SLICE("ready\n"));
}

enum err
http_metrics(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, HTTP_BODY_OUT_BYTES_MAX);
    struct http_server *s = req->server;

    s->metrics.log_lines_lost = s->log.lost;
    metrics_put(&t, &s->metrics, s->options.routes, s->options.routes_len, http_server_measure(s));
    if (s->options.more_metrics != NULL)
        s->options.more_metrics(s->options.app, &t);
    http_set_header(res, "Cache-Control", SLICE("no-store"));
    return http_body(res, "text/plain; version=0.0.4; charset=utf-8", &t);
}
