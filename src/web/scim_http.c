/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/scim_http.h"

#include "service/scim_gate.h"
#include "service/scim_service.h"
#include "web/route.h"
#include "web/web_app.h"

#define SCIM_TYPE "application/scim+json"

bool
scim_http_is_meant(const struct http_request *req)
{
    return slice_starts(req->path, SLICE("/scim/"));
}

static void
send(struct http_response *res, const struct scim_response *answer)
{
    res->status = answer->status;
    res->is_personal = true;
    if (answer->status == 204)
        return;
    res->content_type = SCIM_TYPE;
    res->body = answer->body;
    if (answer->etag.len > 0)
        http_set_header(res, "ETag", answer->etag);
    if (answer->location.len > 0)
        http_set_header(res, "Location", answer->location);
}

static enum err
refuse(struct http_response *res, int status, const char *detail)
{
    struct scim_response answer = {.status = status};

    TRY(scim_answer_error(res->arena, status, detail, &answer));
    send(res, &answer);
    return OK;
}

enum err
scim_http_error(struct http_request *req, struct http_response *res)
{
    (void)req;
    return refuse(res, res->status, http_status_reason(res->status));
}

enum err
scim_http_plain_error(struct http_request *req, struct http_response *res)
{
    return scim_http_is_meant(req) ? scim_http_error(req, res) : OK;
}

/* Of "Authorization: Bearer ..."; empty without it. */
static struct slice
bearer(const struct http_request *req)
{
    struct slice given = http_header(req, "Authorization");
    struct slice scheme = SLICE("Bearer ");

    if (!slice_eq_ascii_nocase(slice_sub(given, 0, scheme.len), scheme))
        return SLICE("");
    return slice_trim(slice_sub(given, scheme.len, given.len));
}

static enum err
refuse_hasty(struct http_request *req, struct http_response *res, int seconds)
{
    struct text t = text_init(req->arena, 16);
    struct slice wait = SLICE("");

    text_int(&t, seconds);
    TRY(text_end(&t, &wait));
    http_set_header(res, "Retry-After", wait);
    return refuse(res, 429, "more requests in a minute than are taken");
}

static struct slice
stated(const struct http_request *req, const char *name)
{
    return form_has(&req->query, name) ? form_value(&req->query, name) : (struct slice){NULL, 0};
}

/* SCIM-2: without a token that works, nothing is said but that. */
static enum err
visit(struct http_request *req, struct http_response *res, enum scim_ask ask, const char *param)
{
    struct web_app *app = req->app;
    struct scim_door *door = arena_new(req->arena, struct scim_door);
    struct scim_response answer = {.status = 500};
    struct scim_request r = {.ask = ask,
                             .name = param != NULL ? http_param(req, param) : SLICE(""),
                             .content_type = req->content_type,
                             .body = req->body,
                             .if_match = http_header(req, "If-Match"),
                             .filter = stated(req, "filter"),
                             .start = stated(req, "startIndex"),
                             .count = stated(req, "count"),
                             .attributes = stated(req, "attributes"),
                             .excluded = stated(req, "excludedAttributes")};
    int wait;
    enum err e;

    if (door == NULL)
        return ERR_LIMIT;
    e = scim_token_enter(&req->ctx, app->platform, app->accounts, bearer(req), door);
    if (e == ERR_DENIED) {
        ctx_clear(&req->ctx);
        http_set_header(res, "WWW-Authenticate", SLICE("Bearer realm=\"scim\""));
        return refuse(res, 401, "no token that works was shown");
    }
    TRY(e);
    wait = scim_gate_ask(&app->scim_gate, door->token, req->ctx.now);
    if (wait > 0)
        return refuse_hasty(req, res, wait);
    TRY(scim_answer(&req->ctx, door, &r, &answer));
    send(res, &answer);
    if (req->method == METHOD_GET && answer.etag.len > 0 &&
        http_etag_matches(http_header(req, "If-None-Match"), answer.etag))
        res->status = 304;
    return OK;
}

/* One of the table in web/routes.def each. */
#define HANDLER(name, ask, param)                                                                  \
    enum err name(struct http_request *req, struct http_response *res)                             \
    {                                                                                              \
        return visit(req, res, ask, param);                                                        \
    }
HANDLER(scim_http_config, SCIM_ASK_CONFIG, NULL)
HANDLER(scim_http_types, SCIM_ASK_TYPES, NULL)
HANDLER(scim_http_type, SCIM_ASK_TYPE, "name")
HANDLER(scim_http_schemas, SCIM_ASK_SCHEMAS, NULL)
HANDLER(scim_http_schema, SCIM_ASK_SCHEMA, "name")
HANDLER(scim_http_users, SCIM_ASK_LIST, NULL)
HANDLER(scim_http_user, SCIM_ASK_USER, "id")
HANDLER(scim_http_create, SCIM_ASK_CREATE, NULL)
HANDLER(scim_http_put, SCIM_ASK_PUT, "id")
HANDLER(scim_http_patch, SCIM_ASK_PATCH, "id")
HANDLER(scim_http_delete, SCIM_ASK_DELETE, "id")
