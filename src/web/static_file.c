/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/static_file.h"

#include <stdlib.h>

static int
file_cmp(const void *key, const void *element)
{
    const struct slice *path = key;
    const struct static_file *file = element;

    return slice_cmp(*path, slice_of(file->url));
}

const struct static_file *
static_file_find(const struct static_files *all, struct slice path)
{
    if (all->len == 0)
        return NULL;
    return bsearch(&path, all->files, all->len, sizeof *all->files, file_cmp);
}

/* "q=0.5" in thousandths; 1000 without, -1 when damaged. */
static int
quality(struct slice params)
{
    struct slice p = slice_trim(params);
    int q;
    int place = 100;

    if (p.len == 0)
        return 1000;
    if (p.len < 3 || (p.at[0] != 'q' && p.at[0] != 'Q') || p.at[1] != '=')
        return -1;
    if (p.at[2] != '0' && p.at[2] != '1')
        return -1;
    q = (p.at[2] - '0') * 1000;
    if (p.len > 3 && p.at[3] != '.')
        return -1;
    if (p.len > 7)
        return -1;
    for (size_t i = 4; i < p.len; i++) {
        if (p.at[i] < '0' || p.at[i] > '9')
            return -1;
        q += (p.at[i] - '0') * place;
        place /= 10;
    }
    return q > 1000 ? -1 : q;
}

struct qualities {
    int named[CODING_BROTLI + 1]; /* -1: not named */
    int star;                     /* -1: not named */
};

static bool
qualities_parse(struct slice header, struct qualities *q)
{
    struct slice part;

    while (slice_next(&header, ',', &part)) {
        size_t semicolon = slice_find_char(part, ';');
        struct slice name = slice_trim(slice_sub(part, 0, semicolon));
        int value = quality(slice_sub(part, semicolon + 1, part.len));

        if (value < 0)
            return false;
        if (slice_eq_ascii_nocase(name, SLICE("br")))
            q->named[CODING_BROTLI] = value;
        else if (slice_eq_ascii_nocase(name, SLICE("gzip")) ||
                 slice_eq_ascii_nocase(name, SLICE("x-gzip")))
            q->named[CODING_GZIP] = value;
        else if (slice_eq_ascii_nocase(name, SLICE("identity")))
            q->named[CODING_IDENTITY] = value;
        else if (slice_is(name, "*"))
            q->star = value;
    }
    return true;
}

enum static_coding
static_file_coding(const struct static_file *file, struct slice accept_encoding)
{
    const bool has[] = {true, file->gzip.at != NULL, file->brotli.at != NULL};
    struct qualities q = {{-1, -1, -1}, -1};
    enum static_coding best = CODING_IDENTITY;
    int best_value = 0;

    if (accept_encoding.at == NULL || !qualities_parse(accept_encoding, &q))
        return CODING_IDENTITY;
    for (int c = CODING_IDENTITY; c <= CODING_BROTLI; c++) {
        int value = q.named[c] >= 0 ? q.named[c] : q.star;

        /* Identity that nobody named is taken when nothing else is. */
        if (has[c] && value > 0 && value >= best_value) {
            best = (enum static_coding)c;
            best_value = value;
        }
    }
    return best;
}

enum err
static_file_answer(const struct static_file *file, const struct http_request *req,
                   struct http_response *res)
{
    enum static_coding coding = static_file_coding(file, http_header(req, "Accept-Encoding"));
    static const char *const suffix[] = {"", "-gz", "-br"};
    struct text t = text_init(res->arena, 128);
    struct slice etag = slice_of(file->etag);
    struct slice tag;

    /* One tag per coding (RFC 9110 section 8.8.3.3): "x", "x-gz", "x-br" */
    assert(etag.len > 2 && etag.at[0] == '"' && etag.at[etag.len - 1] == '"');
    text_put(&t, slice_sub(etag, 0, etag.len - 1));
    text_puts(&t, suffix[coding]);
    text_putc(&t, '"');
    TRY(text_end(&t, &tag));
    http_set_header(res, "ETag", tag);
    http_set_header(res, "Cache-Control",
                    file->is_fingerprinted ? SLICE("public, max-age=31536000, immutable")
                                           : SLICE("public, no-cache"));
    if (file->gzip.at != NULL || file->brotli.at != NULL)
        http_set_header(res, "Vary", SLICE("Accept-Encoding"));
    if (http_etag_matches(http_header(req, "If-None-Match"), tag)) {
        res->status = 304;
        return OK;
    }
    res->content_type = file->content_type;
    res->body = coding == CODING_BROTLI ? file->brotli
                : coding == CODING_GZIP ? file->gzip
                                        : file->identity;
    if (coding != CODING_IDENTITY)
        http_set_header(res, "Content-Encoding",
                        coding == CODING_BROTLI ? SLICE("br") : SLICE("gzip"));
    return OK;
}
