/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/http_server_parse.h"

#include <llhttp.h>
#include <stdlib.h>
#include <string.h>

#include "web/http_strict.h"

struct http_parser {
    llhttp_t llhttp;
    llhttp_settings_t settings;
    struct http_scan scan;
    struct http_chunks chunks;
    bool is_chunked;
    bool is_complete; /* llhttp saw the end of the message */
    bool fields_full; /* more fields than HTTP_HEADERS_MAX */

    /* while llhttp runs: */
    struct http_head *head;
    struct http_sink sink;
    enum err sink_err;
};

static void
slice_extend(struct slice *s, const char *at, size_t len)
{
    if (s->at == NULL)
        s->at = at;
    s->len = (size_t)(at - s->at) + len;
}

static int
on_method(llhttp_t *l, const char *at, size_t len)
{
    struct http_parser *p = l->data;

    slice_extend(&p->head->method_name, at, len);
    return 0;
}

static int
on_url(llhttp_t *l, const char *at, size_t len)
{
    struct http_parser *p = l->data;

    slice_extend(&p->head->target, at, len);
    return 0;
}

static int
on_field(llhttp_t *l, const char *at, size_t len)
{
    struct http_parser *p = l->data;

    if (p->head == NULL)
        return 0; /* trailers: checked by http_strict_chunks(), and thrown away */
    if (p->head->headers_len == HTTP_HEADERS_MAX) {
        p->fields_full = true;
        return -1;
    }
    slice_extend(&p->head->headers[p->head->headers_len].name, at, len);
    return 0;
}

static int
on_value(llhttp_t *l, const char *at, size_t len)
{
    struct http_parser *p = l->data;

    if (p->head != NULL && p->head->headers_len < HTTP_HEADERS_MAX)
        slice_extend(&p->head->headers[p->head->headers_len].value, at, len);
    return 0;
}

static int
on_value_complete(llhttp_t *l)
{
    struct http_parser *p = l->data;
    struct http_header *h;

    if (p->head == NULL)
        return 0;
    h = &p->head->headers[p->head->headers_len];
    h->value = slice_trim(h->value);
    p->head->headers_len++;
    return 0;
}

static int
on_body(llhttp_t *l, const char *at, size_t len)
{
    struct http_parser *p = l->data;

    p->sink_err = p->sink.take(p->sink.owner, (struct slice){at, len});
    return p->sink_err == OK ? 0 : -1;
}

static int
on_complete(llhttp_t *l)
{
    struct http_parser *p = l->data;

    p->is_complete = true;
    return HPE_PAUSED;
}

static void
parser_reset(struct http_parser *p)
{
    llhttp_init(&p->llhttp, HTTP_REQUEST, &p->settings);
    p->llhttp.data = p;
    p->scan = (struct http_scan){0};
    p->chunks = (struct http_chunks){.state = CHUNK_SIZE_FIRST};
    p->is_chunked = false;
    p->is_complete = false;
    p->fields_full = false;
    p->head = NULL;
    p->sink_err = OK;
}

struct http_parser *
http_parser_open(void)
{
    struct http_parser *p = calloc(1, sizeof *p);

    if (p == NULL)
        return NULL;
    llhttp_settings_init(&p->settings);
    p->settings.on_method = on_method;
    p->settings.on_url = on_url;
    p->settings.on_header_field = on_field;
    p->settings.on_header_value = on_value;
    p->settings.on_header_value_complete = on_value_complete;
    p->settings.on_body = on_body;
    p->settings.on_message_complete = on_complete;
    parser_reset(p);
    return p;
}

void
http_parser_close(struct http_parser *p)
{
    free(p);
}

enum http_step
http_parser_scan(struct http_parser *p, struct slice in, size_t *ret_len,
                 struct http_refusal *ret_why)
{
    enum http_step step = http_strict_scan(&p->scan, in, ret_why);

    if (step == STEP_DONE)
        *ret_len = p->scan.at;
    return step;
}

static void
find_method(struct http_head *head)
{
    for (int m = 0; m < HTTP_METHODS; m++) {
        if (slice_is(head->method_name, http_method_name((enum http_method)m))) {
            head->method = (enum http_method)m;
            head->method_known = true;
        }
    }
}

/* What llhttp made of the head, in our words. */
static void
take_flags(const struct http_parser *p, struct http_head *head)
{
    head->minor = p->llhttp.http_minor;
    head->is_chunked = (p->llhttp.flags & F_CHUNKED) != 0;
    head->has_length = (p->llhttp.flags & F_CONTENT_LENGTH) != 0;
    head->content_length = head->has_length ? p->llhttp.content_length : 0;
    head->wants_close = head->minor == 0 || (p->llhttp.flags & F_CONNECTION_CLOSE) != 0;
}

static struct http_refusal
refusal_of(const struct http_parser *p, enum llhttp_errno e)
{
    struct http_refusal why = {400, llhttp_errno_name(e)};

    if (p->fields_full)
        why.status = 431;
    else if (p->sink_err != OK)
        why.status = 413;
    else if (e == HPE_INVALID_METHOD)
        why.status = 501; /* a token, or our own check would have said 400 */
    else if (e == HPE_INVALID_VERSION)
        why.status = 505;
    return why;
}

static int
on_headers_complete(llhttp_t *l)
{
    struct http_parser *p = l->data;

    take_flags(p, p->head);
    return 0; /* p->head stands: the head is given to llhttp in one piece */
}

static bool
run_llhttp(struct http_parser *p, struct http_head *head, struct http_refusal *ret_why)
{
    enum llhttp_errno e;

    p->head = head;
    p->settings.on_headers_complete = on_headers_complete;
    e = llhttp_execute(&p->llhttp, head->raw.at, head->raw.len);
    p->head = NULL;
    if (e == HPE_OK || e == HPE_PAUSED || e == HPE_PAUSED_UPGRADE) {
        find_method(head);
        p->is_chunked = head->is_chunked;
        return true;
    }
    *ret_why = refusal_of(p, e);
    return false;
}

bool
http_parser_head(struct http_parser *p, struct slice in, struct arena *a,
                 struct http_head *ret_head, struct http_refusal *ret_why)
{
    struct http_head head = {.minor = 1};
    size_t lines = 0;

    assert(p->scan.at <= in.len);
    head.headers = arena_array(a, struct http_header, HTTP_HEADERS_MAX + 1);
    if (head.headers == NULL ||
        arena_copy(a, slice_sub(in, p->scan.start, p->scan.at - p->scan.start), &head.raw) != OK) {
        *ret_why = (struct http_refusal){503, "no memory"};
        return false;
    }
    if (!http_strict_lines(head.raw, &lines, ret_why) || !run_llhttp(p, &head, ret_why) ||
        !http_strict_fields(&head, lines, ret_why))
        return false;
    if (!head.method_known) {
        *ret_why = (struct http_refusal){501, "method that we do not speak"};
        return false;
    }
    if (!http_strict_target(a, &head, ret_why))
        return false;
    *ret_head = head;
    return true;
}

/* Our own count of the chunks says where the body ends, before llhttp is asked. */
static enum http_step
follow_chunks(struct http_parser *p, struct slice in, size_t *ret_used,
              struct http_refusal *ret_why)
{
    if (!p->is_chunked) {
        *ret_used = in.len;
        return STEP_MORE;
    }
    return http_strict_chunks(&p->chunks, in, ret_used, ret_why);
}

enum http_step
http_parser_body(struct http_parser *p, struct slice in, struct http_sink sink, size_t *ret_used,
                 struct http_refusal *ret_why)
{
    enum http_step ours = STEP_MORE;
    enum llhttp_errno e;
    size_t used = 0;

    if (p->is_complete) {
        parser_reset(p);
        *ret_used = 0;
        return STEP_DONE;
    }
    ours = follow_chunks(p, in, &used, ret_why);
    if (ours == STEP_REFUSED)
        return STEP_REFUSED;
    p->sink = sink;
    e = llhttp_execute(&p->llhttp, in.at, used);
    if (e != HPE_OK && e != HPE_PAUSED && e != HPE_PAUSED_UPGRADE) {
        *ret_why = refusal_of(p, e);
        return STEP_REFUSED;
    }
    if (p->is_complete && e != HPE_OK)
        used = (size_t)(llhttp_get_error_pos(&p->llhttp) - in.at);
    if (p->is_chunked && (ours == STEP_DONE) != p->is_complete) {
        *ret_why = (struct http_refusal){400, "the end of the body is read in two ways"};
        return STEP_REFUSED;
    }
    *ret_used = used;
    if (!p->is_complete)
        return STEP_MORE;
    parser_reset(p);
    return STEP_DONE;
}
