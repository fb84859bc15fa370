/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The control of malformed.c: what http_strict.h promises, without checking
 * anything. Linked before the library, it takes the place of http_strict*.c.
 */
#include "web/http_strict.h"

enum http_step
http_strict_scan(struct http_scan *s, struct slice in, struct http_refusal *ret_why)
{
    size_t crlf = slice_find(in, SLICE("\r\n\r\n"));
    size_t lf = slice_find(in, SLICE("\n\n"));

    (void)ret_why;
    if (crlf == in.len && lf == in.len)
        return STEP_MORE;
    s->at = crlf < lf ? crlf + 4 : lf + 2;
    return STEP_DONE;
}

bool
http_strict_lines(struct slice raw, size_t *ret_lines, struct http_refusal *ret_why)
{
    (void)raw;
    (void)ret_why;
    *ret_lines = 0;
    return true;
}

bool
http_strict_fields(struct http_head *head, size_t lines, struct http_refusal *ret_why)
{
    (void)lines;
    (void)ret_why;
    for (size_t i = 0; i < head->headers_len; i++) {
        if (slice_eq_ascii_nocase(head->headers[i].name, SLICE("Host")))
            head->host = head->headers[i].value;
    }
    return true;
}

bool
http_strict_target(struct arena *a, struct http_head *head, struct http_refusal *ret_why)
{
    struct slice path = head->target;
    size_t question = slice_find_char(path, '?');

    (void)ret_why;
    head->is_asterisk = slice_is(path, "*");
    if (slice_starts(path, SLICE("http://")))
        path = slice_sub(path, slice_find_char(slice_sub(path, 7, path.len), '/') + 7, path.len);
    head->path_raw = slice_sub(path, 0, slice_find_char(path, '?'));
    head->query_raw = slice_sub(head->target, question + 1, head->target.len);
    if (head->path_raw.len == 0)
        head->path_raw = SLICE("/");
    if (percent_decode(a, head->path_raw, false, &head->path) != OK)
        head->path = head->path_raw;
    return true;
}

/* Where the chunks end is left to llhttp. */
enum http_step
http_strict_chunks(struct http_chunks *c, struct slice in, size_t *ret_used,
                   struct http_refusal *ret_why)
{
    bool ends =
        slice_find(in, SLICE("0\r\n")) < in.len || slice_find(in, SLICE("\r\n\r\n")) < in.len;

    (void)c;
    (void)ret_why;
    *ret_used = in.len;
    return ends ? STEP_DONE : STEP_MORE;
}
