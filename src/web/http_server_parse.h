/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bytes of a connection to requests: llhttp (strict mode), and http_strict.h
 * beside it. A request is taken when both agree. Adapter of llhttp.
 */
#ifndef KC_WEB_HTTP_SERVER_PARSE_H
#define KC_WEB_HTTP_SERVER_PARSE_H

#include "web/http_message.h"

struct http_parser;

/* Takes a piece of the body; anything but OK ends the request as 413. */
struct http_sink {
    enum err (*take)(void *owner, struct slice piece);
    void *owner;
};

/* NULL when there is no memory. */
struct http_parser *http_parser_open(void);
void http_parser_close(struct http_parser *p);

/*
 * Wait for a whole head. `in` are the bytes not yet used, always from the
 * same beginning; nothing is used before STEP_DONE, then *ret_len bytes are head.
 */
enum http_step http_parser_scan(struct http_parser *p, struct slice in, size_t *ret_len,
                                struct http_refusal *ret_why);
/*
 * Take the head apart that http_parser_scan() found at the beginning of `in`;
 * it is copied into the arena. False when it is refused.
 */
bool http_parser_head(struct http_parser *p, struct slice in, struct arena *a,
                      struct http_head *ret_head, struct http_refusal *ret_why);
/*
 * Take body bytes. STEP_DONE: the request ends after *ret_used bytes and the
 * parser is ready for the next one. Without a body it is done at once.
 */
enum http_step http_parser_body(struct http_parser *p, struct slice in, struct http_sink sink,
                                size_t *ret_used, struct http_refusal *ret_why);

#endif
