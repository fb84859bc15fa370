/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/http_server_kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

enum { BUCKETS = 8192 }; /* a power of two */

struct kept_table {
    struct kept_entry *buckets[BUCKETS];
    struct kept_entry *newest;
    struct kept_entry *oldest;
    size_t bytes;
    size_t bytes_max;
    size_t len; /* answers, without those coming */
};

/* --- answers ------------------------------------------------------------- */

static struct slice
put_copy(char **at, struct slice s)
{
    struct slice copy = {*at, s.len};

    if (s.len > 0)
        memcpy(*at, s.at, s.len);
    *at += s.len;
    return copy;
}

struct kept_answer *
kept_answer_make(const struct http_response *res, struct slice etag)
{
    size_t bytes = sizeof(struct kept_answer) + res->body.len + etag.len;
    struct kept_answer *a;
    char *at;

    for (size_t i = 0; i < res->headers_len; i++)
        bytes += res->headers[i].name.len + res->headers[i].value.len;
    if (bytes > HTTP_KEPT_ANSWER_BYTES_MAX)
        return NULL;
    a = malloc(bytes);
    if (a == NULL)
        return NULL;
    *a = (struct kept_answer){.holders = 1, .bytes = bytes, .content_type = res->content_type};
    at = (char *)(a + 1);
    a->etag = put_copy(&at, etag);
    for (size_t i = 0; i < res->headers_len; i++)
        a->headers[a->headers_len++] = (struct http_header){put_copy(&at, res->headers[i].name),
                                                            put_copy(&at, res->headers[i].value)};
    a->body = put_copy(&at, res->body);
    return a;
}

struct kept_answer *
kept_answer_hold(struct kept_answer *a)
{
    a->holders++;
    return a;
}

void
kept_answer_let_go(struct kept_answer *a)
{
    if (a != NULL && --a->holders == 0)
        free(a);
}

/* --- the table ----------------------------------------------------------- */

struct kept_table *
kept_table_open(size_t bytes_max)
{
    struct kept_table *t = calloc(1, sizeof *t);

    if (t != NULL)
        t->bytes_max = bytes_max;
    return t;
}

static struct kept_entry **
bucket_of(struct kept_table *t, uint64_t hash)
{
    return &t->buckets[(hash ^ hash >> 32) & (BUCKETS - 1)];
}

static void
unlink_use(struct kept_table *t, struct kept_entry *e)
{
    if (e->newer != NULL)
        e->newer->older = e->older;
    else
        t->newest = e->older;
    if (e->older != NULL)
        e->older->newer = e->newer;
    else
        t->oldest = e->newer;
}

static void
link_newest(struct kept_table *t, struct kept_entry *e)
{
    e->newer = NULL;
    e->older = t->newest;
    if (t->newest != NULL)
        t->newest->newer = e;
    else
        t->oldest = e;
    t->newest = e;
}

static size_t
entry_bytes(const struct kept_entry *e)
{
    return sizeof *e + e->key.len + e->answer->bytes;
}

struct kept_entry *
kept_find(struct kept_table *t, struct slice key)
{
    uint64_t hash = slice_hash(key);
    struct kept_entry *e = *bucket_of(t, hash);

    while (e != NULL && (e->hash != hash || !slice_eq(e->key, key)))
        e = e->chain;
    if (e != NULL && e->answer != NULL && e != t->newest) {
        unlink_use(t, e);
        link_newest(t, e);
    }
    return e;
}

struct kept_entry *
kept_begin(struct kept_table *t, struct slice key, uint64_t version)
{
    struct kept_entry *e = malloc(sizeof *e + key.len);
    uint64_t hash = slice_hash(key);
    struct kept_entry **bucket = bucket_of(t, hash);
    char *at = (char *)(e + 1);

    if (e == NULL)
        return NULL;
    *e = (struct kept_entry){.chain = *bucket, .hash = hash, .version = version};
    e->key = put_copy(&at, key);
    *bucket = e;
    return e;
}

void
kept_drop(struct kept_table *t, struct kept_entry *e)
{
    struct kept_entry **at = bucket_of(t, e->hash);

    assert(e->waiting == NULL);
    while (*at != e)
        at = &(*at)->chain;
    *at = e->chain;
    if (e->answer != NULL) {
        unlink_use(t, e);
        t->bytes -= entry_bytes(e);
        t->len--;
        kept_answer_let_go(e->answer);
    }
    free(e);
}

void
kept_set(struct kept_table *t, struct kept_entry *e, struct kept_answer *answer)
{
    assert(e->answer == NULL && e->waiting == NULL);
    e->answer = answer;
    link_newest(t, e);
    t->bytes += entry_bytes(e);
    t->len++;
    while (t->bytes > t->bytes_max) {
        /* The list by use holds answers alone, and the oldest has none behind it. */
        assert(t->oldest->answer != NULL && t->oldest->older == NULL);
        kept_drop(t, t->oldest);
    }
}

size_t
kept_bytes(const struct kept_table *t)
{
    return t->bytes;
}

size_t
kept_len(const struct kept_table *t)
{
    return t->len;
}

void
kept_table_close(struct kept_table *t)
{
    if (t == NULL)
        return;
    for (size_t i = 0; i < BUCKETS; i++) {
        struct kept_entry *next;

        for (struct kept_entry *e = t->buckets[i]; e != NULL; e = next) {
            assert(e->waiting == NULL);
            next = e->chain;
            kept_answer_let_go(e->answer);
            free(e);
        }
    }
    free(t);
}
