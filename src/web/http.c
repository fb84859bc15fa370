/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/http.h"

#include <string.h>

#include "engine/hash.h"
#include "web/cookie.h"

const char *
http_method_name(enum http_method m)
{
    static const char *const names[HTTP_METHODS] = {"GET",   "HEAD",   "POST",   "PUT",
                                                    "PATCH", "DELETE", "OPTIONS"};

    return names[m];
}

struct slice
http_header(const struct http_request *req, const char *name)
{
    struct slice wanted = slice_of(name);

    for (size_t i = 0; i < req->headers_len; i++) {
        if (slice_eq_ascii_nocase(req->headers[i].name, wanted))
            return req->headers[i].value;
    }
    return (struct slice){NULL, 0};
}

struct slice
http_param(const struct http_request *req, const char *name)
{
    for (size_t i = 0; i < req->params_len; i++) {
        if (slice_is(req->params[i].name, name))
            return req->params[i].value;
    }
    assert(false && "a handler asked for a parameter that its route does not have");
    return (struct slice){NULL, 0};
}

struct slice
http_cookie(const struct http_request *req, const char *name)
{
    struct slice value = {NULL, 0};

    if (cookie_find(http_header(req, "Cookie"), slice_of(name), &value) != OK)
        return (struct slice){NULL, 0};
    return value;
}

enum err
http_body(struct http_response *res, const char *content_type, const struct text *t)
{
    TRY(text_end(t, &res->body));
    res->content_type = content_type;
    return OK;
}

enum err
http_html(struct http_response *res, const struct text *t)
{
    return http_body(res, HTTP_TYPE_HTML, t);
}

void
http_set_header(struct http_response *res, const char *name, struct slice value)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.at[i];

        res->failed |= (c < 0x20 && c != '\t') || c == 0x7f;
    }
    if (res->headers_len == HTTP_RESPONSE_HEADERS_MAX)
        res->failed = true;
    if (res->failed)
        return;
    res->headers[res->headers_len++] = (struct http_header){slice_of(name), value};
}

void
http_set_download(struct http_response *res, const char *filename)
{
    struct text t = text_init(res->arena, 256);
    struct slice line;

    for (const char *c = filename; *c != 0; c++)
        res->failed |= *c < ' ' || *c > '~' || *c == '"' || *c == '\\';
    text_printf(&t, "attachment; filename=\"%s\"", filename);
    if (text_end(&t, &line) != OK)
        res->failed = true;
    else
        http_set_header(res, "Content-Disposition", line);
}

static enum err
redirect_to(struct http_response *res, struct slice location)
{
    for (size_t i = 0; i < location.len; i++) {
        if (location.at[i] <= ' ' || location.at[i] >= 0x7f)
            return ERR_INVALID;
    }
    res->status = 303;
    res->body = (struct slice){NULL, 0};
    res->content_type = NULL;
    http_set_header(res, "Location", location);
    return OK;
}

enum err
http_redirect(struct http_response *res, struct slice location)
{
    if (location.len == 0 || location.at[0] != '/' ||
        (location.len > 1 && (location.at[1] == '/' || location.at[1] == '\\')))
        return ERR_INVALID;
    return redirect_to(res, location);
}

enum err
http_redirect_away(struct http_response *res, struct slice url)
{
    if (!slice_starts(url, SLICE("https://")) && !slice_starts(url, SLICE("http://")))
        return ERR_INVALID;
    return redirect_to(res, url);
}

enum err
http_error(struct http_response *res, int status, struct slice message)
{
    assert(status >= 400 && status <= 599);
    res->status = status;
    res->message = message;
    res->body = (struct slice){NULL, 0};
    res->content_type = NULL;
    return OK;
}

/* "W/" counts for nothing in a weak comparison. */
static struct slice
opaque_tag(struct slice tag)
{
    tag = slice_trim(tag);
    return slice_starts(tag, SLICE("W/")) ? slice_sub(tag, 2, tag.len) : tag;
}

bool
http_etag_matches(struct slice if_none_match, struct slice etag)
{
    struct slice part;

    if (slice_is(slice_trim(if_none_match), "*"))
        return true;
    /* Our tags hold no comma, so a tag of somebody else's that does is cut and matches nothing. */
    while (slice_next(&if_none_match, ',', &part)) {
        if (slice_eq(opaque_tag(part), opaque_tag(etag)))
            return true;
    }
    return false;
}

enum err
http_etag(const struct http_request *req, struct http_response *res)
{
    struct text t = text_init(res->arena, 64);
    struct slice tag;

    /* Not against an attacker: who makes two pages with one tag fools the readers of his own page.
     */
    text_printf(&t, "\"%016llx-%zx\"", (unsigned long long)hash_of(res->body), res->body.len);
    TRY(text_end(&t, &tag));
    http_set_header(res, "ETag", tag);
    if (res->status == 200 && http_etag_matches(http_header(req, "If-None-Match"), tag)) {
        res->status = 304;
        res->body = (struct slice){NULL, 0};
    }
    return OK;
}

int
http_status_of(enum err e)
{
    switch (e) {
    case OK:
        return 200;
    case ERR_INVALID:
        return 400;
    case ERR_DENIED:
        return 403;
    case ERR_NOT_FOUND:
        return 404;
    case ERR_CONFLICT:
        return 409;
    case ERR_LIMIT:
        return 413;
    case ERR_BUSY:
        return 503;
    case ERR_CORRUPT:
    case ERR_IO:
        return 500;
    }
    return 500;
}

const char *
http_status_reason(int status)
{
    static const struct {
        int status;
        const char *reason;
    } table[] = {
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {303, "See Other"},
        {304, "Not Modified"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {411, "Length Required"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    };

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (table[i].status == status)
            return table[i].reason;
    }
    return "Unknown";
}
