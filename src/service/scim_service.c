/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/scim_service.h"

#include "exchange/scim_discovery.h"
#include "service/scim_users.h"

enum { ANSWER_BYTES_MAX = 4 << 20 };

struct visit {
    const struct scim_door *door;
    const struct scim_request *req;
    struct scim_response *res;
    struct scim_talk talk;
    struct slice base; /* "https://campus.example.org/scim/v2" */
    struct text out;
    struct json_write w;
};

/* --- what is wrong --------------------------------------------------------- */

static enum err
put_error(struct arena *a, int status, enum scim_type type, struct slice detail,
          struct scim_response *res)
{
    struct text t = text_init(a, ANSWER_BYTES_MAX);
    struct json_write w = json_write_init(&t);

    scim_write_error(&w, status, scim_type_name(type), detail);
    json_write_end(&w);
    *res = (struct scim_response){.status = status};
    return text_end(&t, &res->body);
}

enum err
scim_answer_error(struct arena *a, int status, const char *detail, struct scim_response *ret)
{
    return put_error(a, status, SCIM_NO_TYPE, slice_of(detail), ret);
}

struct told {
    int status;
    const char *detail; /* NULL: what was said */
};

static struct told
told_of(const struct visit *v, enum err e)
{
    if (v->talk.is_stale)
        return (struct told){412, NULL};
    if (v->talk.type != SCIM_NO_TYPE)
        return (struct told){v->talk.type == SCIM_UNIQUENESS ? 409 : 400, NULL};
    switch ((int)e) {
    case ERR_NOT_FOUND:
        return (struct told){404, "there is no such resource"};
    case ERR_CONFLICT:
        return (struct told){409, "somebody who works here stands in the way"};
    case ERR_DENIED:
        return (struct told){403, "this is not allowed"};
    case ERR_BUSY:
        return (struct told){503, "too much to do; try again later"};
    case ERR_LIMIT:
        return (struct told){413, "the body is larger than is taken"};
    default:
        return (struct told){500, "something went wrong here, and nothing was done"};
    }
}

/* What failed within us is told by a sentence of ours; what the request did wrong, as it was said.
 */
static enum err
answer_failure(struct visit *v, enum err e)
{
    struct ctx *ctx = v->talk.ctx;
    struct told t = told_of(v, e);
    struct slice detail = slice_of(t.detail != NULL ? t.detail : ctx_message(ctx, e));
    struct slice copy = SLICE("");

    TRY(arena_copy(ctx->arena, detail, &copy));
    if (t.status < 500)
        ctx_clear(ctx);
    return put_error(ctx->arena, t.status, v->talk.type, copy, v->res);
}

/* --- users ----------------------------------------------------------------- */

static enum err
read_body(struct visit *v, const struct json_value **ret_body)
{
    struct slice type = v->req->content_type;
    enum err e;

    if (!slice_eq_ascii_nocase(type, SLICE("application/scim+json")) &&
        !slice_eq_ascii_nocase(type, SLICE("application/json")))
        return scim_fail(&v->talk, SCIM_INVALID_SYNTAX, "the body is not of application/scim+json");
    e = json_read(v->talk.ctx, v->req->body, ret_body);
    if (e != ERR_INVALID && e != ERR_LIMIT)
        return e;
    ctx_clear(v->talk.ctx);
    return scim_fail(&v->talk, SCIM_INVALID_SYNTAX, "the body is no JSON, or has too many levels");
}

static enum err
read_number(struct visit *v, const char *name, struct slice text, int64_t *ret_number)
{
    if (text.at == NULL || slice_int(text, INT32_MIN, INT32_MAX, ret_number) == OK)
        return OK;
    return scim_fail(&v->talk, SCIM_INVALID_VALUE, "%s is no number", name);
}

static struct scim_wanted
wanted_of(const struct visit *v)
{
    return scim_wanted_of(v->req->attributes, v->req->excluded);
}

/* RFC 7644, 3.4.2.4: what is too small is the smallest, what is too large the largest. */
static enum err
list(struct visit *v)
{
    struct scim_question q = {.filter = v->req->filter, .start = 1, .count = SCIM_COUNT_MAX};
    struct scim_answer a = {.len = 0};

    TRY(read_number(v, "startIndex", v->req->start, &q.start));
    TRY(read_number(v, "count", v->req->count, &q.count));
    q.start = q.start < 1 ? 1 : q.start;
    q.count = q.count < 0 ? 0 : q.count;
    q.count = q.count > SCIM_COUNT_MAX ? SCIM_COUNT_MAX : q.count;
    TRY(scim_users_list(&v->talk, v->door, &q, &a));
    scim_write_list_begin(&v->w, a.total, q.start, a.len);
    for (int i = 0; i < a.len; i++)
        scim_user_write(&v->w, &a.users[i], wanted_of(v), v->base);
    scim_write_list_end(&v->w);
    return OK;
}

static enum err
put_user(struct visit *v, const struct scim_user *user)
{
    v->res->etag = user->text[SCIM_META];
    scim_user_write(&v->w, user, wanted_of(v), v->base);
    return OK;
}

static enum err
show(struct visit *v)
{
    struct scim_user user = {.active = false};

    TRY(scim_users_find(&v->talk, v->door, v->req->name, &user));
    return put_user(v, &user);
}

static enum err
create(struct visit *v)
{
    const struct json_value *body = NULL;
    struct text t = text_init(v->talk.ctx->arena, HTTP_TARGET_BYTES_MAX);
    struct scim_user user = {.active = false};

    TRY(read_body(v, &body));
    TRY(scim_users_create(&v->talk, v->door, body, &user));
    text_put(&t, v->base);
    text_puts(&t, "/Users/");
    text_put(&t, user.text[SCIM_ID]);
    TRY(text_end(&t, &v->res->location));
    v->res->status = 201;
    return put_user(v, &user);
}

static enum err
change(struct visit *v, enum scim_verb verb)
{
    struct scim_change c = {.verb = verb, .id = v->req->name, .if_match = v->req->if_match};
    struct scim_user user = {.active = false};

    if (verb != SCIM_DELETE)
        TRY(read_body(v, &c.body));
    TRY(scim_users_change(&v->talk, v->door, &c, &user));
    if (verb != SCIM_DELETE)
        return put_user(v, &user);
    v->res->status = 204;
    return OK;
}

/* --- all of it ------------------------------------------------------------- */

static enum err
discover(struct visit *v)
{
    if (v->req->filter.at != NULL) /* RFC 7644, 4 */
        return fail(v->talk.ctx, ERR_DENIED, "no filter on what the service says of itself");
    switch ((int)v->req->ask) {
    case SCIM_ASK_CONFIG:
        scim_write_config(&v->w, v->base);
        return OK;
    case SCIM_ASK_TYPES:
        scim_write_resource_types(&v->w, v->base);
        return OK;
    case SCIM_ASK_TYPE:
        return scim_write_resource_type(&v->w, v->base, v->req->name);
    case SCIM_ASK_SCHEMAS:
        scim_write_schemas(&v->w, v->base);
        return OK;
    default:
        return scim_write_schema(&v->w, v->base, v->req->name);
    }
}

static enum err
dispatch(struct visit *v)
{
    switch (v->req->ask) {
    case SCIM_ASK_LIST:
        return list(v);
    case SCIM_ASK_USER:
        return show(v);
    case SCIM_ASK_CREATE:
        return create(v);
    case SCIM_ASK_PUT:
        return change(v, SCIM_PUT);
    case SCIM_ASK_PATCH:
        return change(v, SCIM_PATCH);
    case SCIM_ASK_DELETE:
        return change(v, SCIM_DELETE);
    case SCIM_ASK_CONFIG:
    case SCIM_ASK_TYPES:
    case SCIM_ASK_TYPE:
    case SCIM_ASK_SCHEMAS:
    case SCIM_ASK_SCHEMA:
        break;
    }
    return discover(v);
}

enum err
scim_answer(struct ctx *ctx, const struct scim_door *door, const struct scim_request *request,
            struct scim_response *ret)
{
    struct visit v = {.door = door, .req = request, .res = ret, .talk = {.ctx = ctx}};
    struct text base = text_init(ctx->arena, HTTP_TARGET_BYTES_MAX);
    enum err e;

    *ret = (struct scim_response){.status = 200};
    text_puts(&base, door->use.accounts->public_url);
    text_puts(&base, "/scim/v2");
    TRY(text_end(&base, &v.base));
    v.out = text_init(ctx->arena, ANSWER_BYTES_MAX);
    v.w = json_write_init(&v.out);
    e = dispatch(&v);
    if (e != OK)
        return answer_failure(&v, e);
    if (ret->status == 204)
        return OK;
    json_write_end(&v.w);
    return text_end(&v.out, &ret->body);
}
