/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Our own checks of requests, on top of llhttp: RFC 9112 read strictly. A
 * server and a proxy that read one message in two ways can be made to see
 * different requests (request smuggling); so what can be read in two ways is
 * refused, and the connection with it. Two parsers must agree on every request.
 *
 * Pure. The control of tests/web/malformed.c replaces this one file by checks
 * that let everything pass, and must turn red.
 */
#ifndef KC_WEB_HTTP_STRICT_H
#define KC_WEB_HTTP_STRICT_H

#include "web/http_message.h"

/*
 * Look for the end of the head in `in`, which begins with the head and holds at
 * least what it held before. STEP_DONE: the head is in[s->start .. s->at).
 */
enum http_step http_strict_scan(struct http_scan *s, struct slice in, struct http_refusal *ret_why);

/*
 * Check every line of a whole head, byte by byte, before llhttp sees it.
 * `ret_lines` is the number of header lines. False when it is refused.
 */
bool http_strict_lines(struct slice raw, size_t *ret_lines, struct http_refusal *ret_why);

/* Check the fields llhttp found in those lines; fills head->host. */
bool http_strict_fields(struct http_head *head, size_t lines, struct http_refusal *ret_why);

/* Take head->target apart: path_raw, path, query_raw, authority, is_asterisk. */
bool http_strict_target(struct arena *a, struct http_head *head, struct http_refusal *ret_why);

/*
 * Follow a chunked body. STEP_DONE: it ends after *ret_used bytes of `in`;
 * STEP_MORE: all of `in` belongs to it.
 */
enum http_step http_strict_chunks(struct http_chunks *c, struct slice in, size_t *ret_used,
                                  struct http_refusal *ret_why);

#endif
