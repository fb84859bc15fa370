/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answers that are the same for everybody, kept for the next one who asks.
 *
 * A table from a key (what the answer depends on in the request) to an answer and
 * the version of the content it was made from. The least recently used go first
 * when the bytes are used up. An entry may also be "coming": somebody makes the
 * answer, others wait for it.
 *
 * The table belongs to the thread of the event loop; an answer that nobody holds
 * yet may be made by a worker. What may be kept is decided in http_server_share.c.
 */
#ifndef KC_WEB_HTTP_SERVER_KEPT_H
#define KC_WEB_HTTP_SERVER_KEPT_H

#include "web/http.h"

struct exchange;

/* Immutable once made; freed when its last holder lets go. One piece of memory. */
struct kept_answer {
    int holders;
    size_t bytes; /* of everything */
    const char *content_type;
    struct slice body;
    struct slice etag; /* also among the headers */
    struct http_header headers[HTTP_RESPONSE_HEADERS_MAX];
    size_t headers_len;
};

/* A copy of the answer, with one holder; NULL without memory or when it is too large to keep. */
struct kept_answer *kept_answer_make(const struct http_response *res, struct slice etag);
struct kept_answer *kept_answer_hold(struct kept_answer *a);
/* NULL is allowed. */
void kept_answer_let_go(struct kept_answer *a);

struct kept_entry {
    struct kept_entry *chain;
    struct kept_entry *newer; /* by use; NULL for the newest, and while it is coming */
    struct kept_entry *older;
    uint64_t hash;
    uint64_t version;
    struct slice key;
    struct kept_answer *answer; /* NULL: coming */
    struct exchange *waiting;   /* who waits for it, linked by share_next */
};

struct kept_table;

/* `bytes_max` of answers and keys in all. NULL without memory. */
struct kept_table *kept_table_open(size_t bytes_max);
/* NULL is allowed. Nobody may wait any more. */
void kept_table_close(struct kept_table *t);
/* Whatever its version; NULL when there is none. A use: it is the newest now. */
struct kept_entry *kept_find(struct kept_table *t, struct slice key);
/* A new one, coming; the key must not be there. NULL without memory. */
struct kept_entry *kept_begin(struct kept_table *t, struct slice key, uint64_t version);
/* The answer of one that was coming; takes the holder over. Others may go for it. */
void kept_set(struct kept_table *t, struct kept_entry *e, struct kept_answer *answer);
/* Away with it; nobody may wait for it. */
void kept_drop(struct kept_table *t, struct kept_entry *e);
/* Of everything kept; never more than bytes_max. */
size_t kept_bytes(const struct kept_table *t);
size_t kept_len(const struct kept_table *t);

#endif
