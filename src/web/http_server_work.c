/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a worker does with a request: who is it, may they, is it well formed,
 * the handler, the error page. Nothing here touches the event loop.
 */
#include "base/unicode.h"
#include "web/guest.h"
#include "web/http_plain.h"
#include "web/http_server_parts.h"
#include "web/origin.h"

static bool
is_form(const struct http_request *req)
{
    return slice_eq_ascii_nocase(req->content_type, SLICE("application/x-www-form-urlencoded"));
}

static bool
is_form_with_files(const struct http_request *req)
{
    return (req->route->flags & ROUTE_FILES) != 0 &&
           multipart_is_named(http_header(req, "Content-Type"));
}

/* 0, or the status it is refused with. A form that is too large is 413. */
static int
read_forms(struct http_request *req)
{
    enum err e = OK;

    if (form_parse(req->arena, req->query_raw, &req->query) != OK)
        return 400;
    if (req->body.len > 0 && is_form(req))
        e = form_parse(req->arena, req->body, &req->form);
    else if (req->body.len > 0 && is_form_with_files(req))
        e = multipart_parse(req->arena, http_header(req, "Content-Type"), req->body, &req->form,
                            &req->files);
    return e == OK ? 0 : http_status_of(e);
}

/* NFC for what a route takes out of the path; the path itself was only checked. */
static int
read_params(struct http_request *req)
{
    for (size_t i = 0; i < req->params_len; i++) {
        struct slice *value = &req->params[i].value;

        if (unicode_text(req->arena, *value, HTTP_TARGET_BYTES_MAX, value) != OK)
            return 400;
    }
    return 0;
}

/* Whether a writing request may be what it says. */
static int
check_write(const struct http_request *req)
{
    if (req->method == METHOD_GET)
        return 0;
    if (!origin_is_ours(req))
        return 403;
    if (!(req->route->flags & ROUTE_TOKEN))
        return 0;
    if (!is_form(req) && !is_form_with_files(req))
        return 415;
    return guest_token_is_valid(req, form_value(&req->form, "token")) ? 0 : 403;
}

static bool
needs_person(const struct route *r)
{
    return r->right == RIGHT_GUEST || right_needs_actor(r->right);
}

/* What the route asks for; services ask again, with the data. */
static int
check_person(const struct http_request *req)
{
    enum right right = req->route->right;

    return !right_needs_actor(right) || right_reaches(right, req->actor) ? 0 : 403;
}

static int
prepare(const struct http_server_options *o, struct http_request *req, struct http_response *res)
{
    int days = o->guest_days > 0 ? o->guest_days : GUEST_DAYS;
    int status = read_params(req);

    if (status == 0)
        status = read_forms(req);
    if (status == 0)
        status = check_write(req);
    if (status != 0)
        return status;
    res->is_personal = req->actor != NULL || needs_person(req->route);
    if (req->route->right != RIGHT_GUEST || req->actor != NULL)
        return check_person(req);
    return guest_ensure(&o->key, days, req, res) == OK ? 0 : 500;
}

/* A page that needs a sign-in leads there, and from there back. */
static bool
sent_to_sign_in(const struct http_server_options *o, struct http_request *req,
                struct http_response *res)
{
    struct text t = text_init(req->arena, 4 * HTTP_TARGET_BYTES_MAX);
    struct slice location;

    if (o->sign_in_path == NULL || req->method != METHOD_GET || req->actor != NULL ||
        !right_needs_actor(req->route->right))
        return false;
    text_printf(&t, "%s?zurueck=", o->sign_in_path);
    percent_put(&t, req->path_raw);
    if (req->query_raw.len > 0) {
        percent_put(&t, SLICE("?"));
        percent_put(&t, req->query_raw);
    }
    return text_end(&t, &location) == OK && http_redirect(res, location) == OK;
}

static void
fail_with(struct http_response *res, int status)
{
    struct slice message = res->message;

    (void)http_error(res, status, message);
}

static void
run_handler(const struct http_server_options *o, struct exchange *ex)
{
    struct http_request *req = &ex->req;
    struct http_response *res = &ex->res;
    int status = ex->early_status;
    enum err e;

    if (guest_read(&o->key, req) != OK || (o->identify != NULL && o->identify(req) != OK))
        status = status != 0 ? status : 500;
    if (status == 0)
        status = prepare(o, req, res);
    if (status != 0) {
        if (status != 403 || !sent_to_sign_in(o, req, res))
            fail_with(res, status);
        return;
    }
    e = req->route->handler(req, res);
    if (e != OK)
        fail_with(res, http_status_of(e));
    res->is_personal |= req->actor != NULL;
}

static void
show_error(const struct http_server_options *o, struct exchange *ex)
{
    struct http_response *res = &ex->res;
    int status = res->status;

    if (status < 400 || res->body.len > 0)
        return;
    if (o->error_page != NULL && o->error_page(&ex->req, res) == OK && res->body.len > 0) {
        res->status = status;
        return;
    }
    fail_with(res, status);
    if (http_plain_page(&ex->req, res) != OK)
        res->failed = true;
}

void
exchange_work(struct http_job *job)
{
    struct exchange *ex = (struct exchange *)job;
    const struct http_server_options *o = &ex->server->options;

    run_handler(o, ex);
    show_error(o, ex);
    exchange_make_kept(ex);
}
