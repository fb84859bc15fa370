/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bytes of a connection. However they are cut, the same requests come out or
 * the same refusal; and what comes out holds what http_message.h promises.
 */
#include <string.h>

#include "base/unicode.h"
#include "fuzz.h"
#include "web/http_server_parse.h"

enum { REQUESTS_MAX = 64, ARENA_BYTES_MAX = 8 << 20, BODY_BYTES_MAX = 1 << 20 };

/* What was seen, in one number each. */
struct seen {
    size_t requests;
    uint64_t hash;
    int refused; /* status, or 0 */
    size_t body_bytes;
};

static void
mix(struct seen *s, struct slice bytes)
{
    s->hash = s->hash * 1099511628211U + slice_hash(bytes);
}

static enum err
take(void *owner, struct slice piece)
{
    struct seen *s = owner;

    if (piece.len > BODY_BYTES_MAX - s->body_bytes)
        return ERR_LIMIT;
    s->body_bytes += piece.len;
    for (size_t i = 0; i < piece.len; i++)
        s->hash = s->hash * 31 + (unsigned char)piece.at[i];
    return OK;
}

static void
check_head(const struct http_head *h)
{
    MUST(h->method_known);
    MUST(h->path_raw.len > 0 && h->path.len > 0);
    MUST(h->is_asterisk || h->path.at[0] == '/');
    MUST(unicode_is_valid(h->path));
    MUST(slice_find(h->path, SLICE("/../")) == h->path.len);
    MUST(!slice_ends(h->path, SLICE("/..")));
    MUST(h->minor == 0 || h->host.len > 0);
    MUST(!(h->is_chunked && h->has_length));
    MUST(h->headers_len <= HTTP_HEADERS_MAX);
    for (size_t i = 0; i < h->headers_len; i++) {
        MUST(h->headers[i].name.len > 0);
        for (size_t k = 0; k < h->headers[i].value.len; k++) {
            char c = h->headers[i].value.at[k];

            MUST(c != 0 && c != '\r' && c != '\n');
        }
    }
}

struct run {
    struct http_parser *parser;
    struct arena *arena;
    struct seen seen;
    struct slice in;
    size_t from;  /* used up */
    size_t until; /* given so far */
    bool in_body;
};

/* Take one step; false when more bytes are needed or it is over. */
static bool
step(struct run *r)
{
    struct slice have = slice_sub(r->in, r->from, r->until - r->from);
    struct http_sink sink = {take, &r->seen};
    struct http_refusal why = {0, NULL};
    struct http_head head;
    size_t used = 0;
    enum http_step s;

    if (r->in_body) {
        s = http_parser_body(r->parser, have, sink, &used, &why);
        if (s != STEP_REFUSED) {
            MUST(used <= have.len);
            r->from += used;
        }
        r->in_body = s == STEP_MORE;
        r->seen.refused = s == STEP_REFUSED ? why.status : 0;
        return s == STEP_DONE;
    }
    s = have.len > 0 ? http_parser_scan(r->parser, have, &used, &why) : STEP_MORE;
    if (s == STEP_REFUSED)
        r->seen.refused = why.status;
    if (s != STEP_DONE)
        return false;
    arena_reset(r->arena);
    if (!http_parser_head(r->parser, slice_sub(have, 0, used), r->arena, &head, &why)) {
        r->seen.refused = why.status;
        return false;
    }
    check_head(&head);
    mix(&r->seen, head.raw);
    mix(&r->seen, head.path);
    r->seen.requests++;
    r->from += used;
    r->in_body = true;
    return true;
}

/* `piece` bytes at a time. */
static struct seen
parse(struct slice in, size_t piece)
{
    struct run r = {.parser = http_parser_open(), .arena = arena_open(ARENA_BYTES_MAX), .in = in};

    MUST(r.parser != NULL && r.arena != NULL);
    while (r.until < in.len && r.seen.refused == 0 && r.seen.requests < REQUESTS_MAX) {
        r.until = in.len - r.until > piece ? r.until + piece : in.len;
        while (r.seen.refused == 0 && r.seen.requests < REQUESTS_MAX && step(&r)) {
        }
    }
    MUST(r.seen.refused == 0 || (r.seen.refused >= 400 && r.seen.refused <= 505));
    http_parser_close(r.parser);
    arena_close(r.arena);
    return r.seen;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice in = fuzz_slice(data, size);
    struct seen whole = parse(in, size > 0 ? size : 1);
    struct seen ones = parse(in, 1);
    struct seen sevens = parse(in, 7);

    MUST(whole.requests == ones.requests && whole.requests == sevens.requests);
    MUST(whole.refused == ones.refused && whole.refused == sevens.refused);
    if (whole.refused == 0) {
        MUST(whole.hash == ones.hash && whole.hash == sevens.hash);
        MUST(whole.body_bytes == ones.body_bytes);
    }
    return 0;
}
