/* SPDX-License-Identifier: EUPL-1.2 */
#include <brotli/encode.h>
#include <sodium.h>
#include <string.h>
#include <zlib.h>

#include "embed.h"

static const struct {
    const char *ending;
    const char *content_type;
    bool compressible;
} kinds[] = {
    {".css", "text/css; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".mjs", "text/javascript; charset=utf-8", true},
    {".svg", "image/svg+xml", true},
    {".json", "application/json", true},
    {".webmanifest", "application/manifest+json", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".html", "text/html; charset=utf-8", true},
    {".xml", "application/xml", true},
    {".ico", "image/x-icon", true},
    {".png", "image/png", false},
    {".jpg", "image/jpeg", false},
    {".webp", "image/webp", false},
    {".avif", "image/avif", false},
    {".woff2", "font/woff2", false},
    {".woff", "font/woff", false},
    {".pdf", "application/pdf", false},
};

/* "css/x.css" and "../fonts/a.woff2" give "fonts/a.woff2". */
static struct slice
resolve(struct embed *e, const struct embed_file *from, struct slice reference)
{
    struct text path = text_init(e->arena, 4096);
    struct slice dir = from->name;

    while (dir.len > 0 && dir.at[dir.len - 1] != '/')
        dir.len--;
    while (slice_starts(reference, SLICE("./")) || slice_starts(reference, SLICE("../"))) {
        bool up = reference.at[1] == '.';

        reference = slice_sub(reference, up ? 3 : 2, reference.len);
        if (up && dir.len > 0)
            dir.len--;
        while (up && dir.len > 0 && dir.at[dir.len - 1] != '/')
            dir.len--;
    }
    text_put(&path, dir);
    text_put(&path, reference);
    return (struct slice){path.at, path.len};
}

static struct embed_file *
find(struct embed *e, struct slice name)
{
    for (size_t i = 0; i < e->len; i++) {
        if (slice_eq(e->files[i].name, name))
            return &e->files[i];
    }
    return NULL;
}

/* The reference as it will be sent; what is no file of ours must not be fetched from others. */
static void
put_reference(struct embed *e, const struct embed_file *f, struct slice reference, int depth,
              struct text *out)
{
    size_t end = 0;
    struct slice path;
    struct embed_file *target;

    if (slice_starts(reference, SLICE("data:")) || slice_starts(reference, SLICE("#"))) {
        text_put(out, reference);
        return;
    }
    while (end < reference.len && reference.at[end] != '?' && reference.at[end] != '#')
        end++;
    path = resolve(e, f, slice_sub(reference, 0, end));
    target = find(e, path);
    if (target == NULL)
        source_error(&f->source, reference.at, "%.*s refers to %.*s, which is not embedded",
                     SLICE_ARG(f->name), SLICE_ARG(path));
    embed_finish(e, target, depth + 1);
    text_puts(out, target->url);
    if (end < reference.len && reference.at[end] == '#')
        text_put(out, slice_sub(reference, end, reference.len));
}

/* url(x), url("x"), url('x') */
static void
rewrite_css(struct embed *e, struct embed_file *f, int depth, struct text *out)
{
    struct slice rest = f->source.text;

    for (;;) {
        size_t at = slice_find(rest, SLICE("url("));
        struct slice reference;
        char quote;
        size_t end;

        text_put(out, slice_sub(rest, 0, at == rest.len ? at : at + 4));
        if (at == rest.len)
            return;
        rest = slice_sub(rest, at + 4, rest.len);
        quote = rest.len > 0 && (rest.at[0] == '"' || rest.at[0] == '\'') ? rest.at[0] : ')';
        end = slice_find_char(slice_sub(rest, quote != ')', rest.len), quote);
        reference = slice_sub(rest, quote != ')', end);
        if (quote != ')')
            text_putc(out, quote);
        put_reference(e, f, reference, depth, out);
        rest = slice_sub(rest, reference.len + (quote != ')'), rest.len);
    }
}

/* Whether an import's opening quote stands at `i`: from "./x.js", import "./x.js",
 * import("./x.js"). */
static bool
is_import(struct slice text, size_t i)
{
    struct slice before = slice_sub(text, 0, i);
    struct slice after = slice_sub(text, i + 1, 3);

    if (text.at[i] != '"' && text.at[i] != '\'')
        return false;
    if (!slice_starts(after, SLICE("./")) && !slice_starts(after, SLICE("../")))
        return false;
    before = slice_trim(before);
    return slice_ends(before, SLICE("from")) || slice_ends(before, SLICE("import")) ||
           slice_ends(before, SLICE("import("));
}

static void
rewrite_js(struct embed *e, struct embed_file *f, int depth, struct text *out)
{
    struct slice text = f->source.text;
    size_t from = 0;

    for (size_t i = 0; i < text.len; i++) {
        struct slice reference;

        if (!is_import(text, i))
            continue;
        reference = slice_sub(text, i + 1, text.len);
        reference.len = slice_find_char(reference, text.at[i]);
        text_put(out, slice_sub(text, from, i + 1 - from));
        put_reference(e, f, reference, depth, out);
        i += reference.len + 1;
        from = i;
    }
    text_put(out, slice_sub(text, from, text.len));
}

static void
fingerprint(struct embed *e, struct embed_file *f)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char *hex = source_alloc(e->arena, 2 * sizeof hash + 1);

    (void)crypto_hash_sha256(hash, (const unsigned char *)f->bytes.at, f->bytes.len);
    (void)sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
    hex[EMBED_FINGERPRINT_DIGITS] = '\0';
    f->fingerprint = hex;
}

static void
name_url(struct embed *e, struct embed_file *f)
{
    struct text url = text_init(e->arena, 4096);
    size_t dot = f->name.len;

    f->at_root = slice_starts(f->name, SLICE("root/"));
    if (f->at_root) {
        text_puts(&url, "/");
        text_put(&url, slice_sub(f->name, 5, f->name.len));
    } else {
        while (f->name.at[dot - 1] != '.')
            dot--;
        text_puts(&url, "/static/");
        text_put(&url, slice_sub(f->name, 0, dot));
        text_printf(&url, "%s.", f->fingerprint);
        text_put(&url, slice_sub(f->name, dot, f->name.len));
    }
    for (size_t i = 0; i < url.len; i++) {
        if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/",
                   url.at[i]) == NULL)
            source_die("%.*s: a static file's name is letters, digits, - . _", SLICE_ARG(f->name));
    }
    f->url = url.at;
}

static struct slice
gzipped(struct embed *e, struct slice bytes)
{
    z_stream z = {0};
    uLong bound;
    char *at;

    /* 15 + 16: the largest window, in gzip's frame; its time stamp is 0. */
    if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        source_die("zlib does not start");
    bound = deflateBound(&z, (uLong)bytes.len);
    at = source_alloc(e->arena, bound);
    z.next_in = (z_const Bytef *)(uintptr_t)bytes.at;
    z.avail_in = (uInt)bytes.len;
    z.next_out = (Bytef *)at;
    z.avail_out = (uInt)bound;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        source_die("zlib does not end");
    (void)deflateEnd(&z);
    return (struct slice){at, z.total_out};
}

static struct slice
brotlied(struct embed *e, struct slice bytes)
{
    size_t len = BrotliEncoderMaxCompressedSize(bytes.len) + 1024;
    char *at = source_alloc(e->arena, len);

    if (!BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC,
                               bytes.len, (const uint8_t *)bytes.at, &len, (uint8_t *)at))
        source_die("brotli fails");
    return (struct slice){at, len};
}

static bool
is_compressible(struct embed_file *f)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (slice_ends(f->name, slice_of(kinds[i].ending))) {
            f->content_type = kinds[i].content_type;
            return kinds[i].compressible;
        }
    }
    source_die("%.*s: what content type has this? See tools/embed_asset.c", SLICE_ARG(f->name));
}

void
embed_finish(struct embed *e, struct embed_file *f, int depth)
{
    struct text out = text_init(e->arena, OUTPUT_BYTES_MAX);
    bool compressible;

    if (f->finished)
        return;
    if (depth > EMBED_DEPTH_MAX)
        source_die("%.*s: static files refer to each other in a circle", SLICE_ARG(f->name));
    compressible = is_compressible(f);
    if (slice_ends(f->name, SLICE(".css")))
        rewrite_css(e, f, depth, &out);
    else if (slice_ends(f->name, SLICE("js")))
        rewrite_js(e, f, depth, &out);
    if (text_end(&out, &f->bytes) != OK)
        source_die("%.*s is too large", SLICE_ARG(f->name));
    if (out.len == 0)
        f->bytes = f->source.text;
    fingerprint(e, f);
    name_url(e, f);
    if (compressible) {
        struct slice gzip = gzipped(e, f->bytes);
        struct slice brotli = brotlied(e, f->bytes);

        f->gzip = gzip.len < f->bytes.len ? gzip : (struct slice){0};
        f->brotli = brotli.len < f->bytes.len ? brotli : (struct slice){0};
    }
    f->finished = true;
}
