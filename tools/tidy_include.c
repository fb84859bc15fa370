/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "tidy.h"

/* Who may include whom: docs/conventions.md, section 2. */
static const struct {
    const char *layer;
    const char *lower;
    bool is_pure; /* of the outside only what computes */
} layers[] = {
    {"base", "base", false},
    {"domain", "base domain", true},
    {"engine", "base domain engine", true},
    {"exchange", "base domain exchange", false},
    {"storage", "base domain storage", false},
    {"service", "base domain engine exchange storage service", false},
    {"web", "base domain engine service web", false},
    {"cli", "base domain engine exchange storage service web cli", false},
};

/* Foreign libraries live behind one family of adapter files. */
static const struct {
    const char *header;
    const char *family;
} adapters[] = {
    {"sqlite3.h", "src/storage/driver_sqlite"},
    {"libpq-fe.h", "src/storage/driver_postgres"},
    {"uv.h", "src/web/http_server"},
    {"llhttp.h", "src/web/http_server"},
    {"gumbo.h", "src/exchange/html_text"},
    {"sodium.h", "src/base/crypto"},
    {"utf8proc.h", "src/base/unicode"},
    {"libstemmer.h", "src/engine/stem"},
    {"ini.h", "src/cli/settings_file"},
    {"curl/curl.h", "src/exchange/smtp"},
    {"openssl/evp.h", "src/exchange/signature"},
    {"openssl/rsa.h", "src/exchange/signature"},
    {"openssl/ecdsa.h", "src/exchange/signature"},
    {"qrcodegen/qrcodegen.h", "src/exchange/qr_code"},
    {"cairo-pdf.h", "src/exchange/pdf"},
    {"pango/pangocairo.h", "src/exchange/pdf"},
};

static const char pure_headers[] =
    " stdbool.h stddef.h stdint.h stdalign.h stdlib.h string.h math.h limits.h "
    "float.h assert.h inttypes.h libstemmer.h ";

static bool
has_word(const char *words, struct slice word)
{
    struct slice rest = slice_of(words);
    struct slice part;

    while (slice_next(&rest, ' ', &part)) {
        if (slice_eq(part, word))
            return true;
    }
    return false;
}

static void
check_own(struct tidy *t, const struct tidy_file *f, struct slice name)
{
    struct slice layer = slice_sub(name, 0, slice_find_char(name, '/'));

    if (layer.len == name.len) {
        tidy_report(t, f, tidy_at(f, name.at), "layer", "include as \"layer/%.*s\"",
                    SLICE_ARG(name));
        return;
    }
    for (size_t i = 0; i < ARRAY_LEN(layers); i++) {
        if (slice_is(f->layer, layers[i].layer) && !has_word(layers[i].lower, layer) &&
            !tidy_is_allowed(t, "layer", f->path, name))
            tidy_report(t, f, tidy_at(f, name.at), "layer", "%.*s may not include %.*s",
                        SLICE_ARG(f->layer), SLICE_ARG(name));
    }
    if (slice_is(f->layer, "service") && slice_starts(name, SLICE("storage/driver")) &&
        !tidy_is_allowed(t, "layer", f->path, name))
        tidy_report(t, f, tidy_at(f, name.at), "layer",
                    "services see stores and the database, not %.*s", SLICE_ARG(name));
}

static void
check_foreign(struct tidy *t, const struct tidy_file *f, struct slice name)
{
    for (size_t i = 0; i < ARRAY_LEN(adapters); i++) {
        if (slice_is(name, adapters[i].header) &&
            !slice_starts(f->path, slice_of(adapters[i].family)) &&
            !tidy_is_allowed(t, "adapter", f->path, name))
            tidy_report(t, f, tidy_at(f, name.at), "adapter", "%.*s belongs to %s*.c alone",
                        SLICE_ARG(name), adapters[i].family);
    }
    for (size_t i = 0; i < ARRAY_LEN(layers); i++) {
        if (slice_is(f->layer, layers[i].layer) && layers[i].is_pure &&
            !has_word(pure_headers, name) && !tidy_is_allowed(t, "pure", f->path, name))
            tidy_report(t, f, tidy_at(f, name.at), "pure",
                        "%.*s is pure: no clock, file, random number; not %.*s",
                        SLICE_ARG(f->layer), SLICE_ARG(name));
    }
}

/* The name of the include that stands at `p`, or an empty slice. */
static struct slice
include_at(const char *p)
{
    static const char word[] = "#include ";
    const char *from = p + sizeof word;
    const char *end;

    if (strncmp(p, word, sizeof word - 1) != 0 || (from[-1] != '"' && from[-1] != '<'))
        return (struct slice){0};
    end = strpbrk(from, "\">\n");
    return end ? (struct slice){from, (size_t)(end - from)} : (struct slice){0};
}

void
tidy_check_includes(struct tidy *t, const struct tidy_file *f)
{
    if (!f->is_c || f->layer.len == 0)
        return;
    for (const char *p = f->code; (p = strstr(p, "#include ")); p++) {
        struct slice name = include_at(p);

        if (name.len == 0)
            continue;
        if (name.at[-1] == '"')
            check_own(t, f, name);
        else
            check_foreign(t, f, name);
    }
}

static bool
includes(const struct tidy_file *f, struct slice name)
{
    struct slice rest = f->source.text;

    for (;;) {
        size_t at = tidy_find(rest, name);

        if (at == rest.len)
            return false;
        if (at > 0 && rest.at[at - 1] == '"' && at + name.len < rest.len &&
            rest.at[at + name.len] == '"')
            return true;
        rest = slice_sub(rest, at + 1, rest.len);
    }
}

/* A header that only its own .c and its test include is used by nobody. */
static bool
is_used(const struct tidy *t, const struct tidy_file *header)
{
    struct slice name = slice_sub(header->path, 4, header->path.len);

    for (size_t i = 0; i < t->files_len; i++) {
        const struct tidy_file *f = &t->files[i];
        bool is_own = f->is_c && slice_eq(f->stem, header->stem);

        if (!is_own && (f->is_program || slice_starts(f->path, SLICE("templates/"))) &&
            includes(f, name))
            return true;
    }
    return false;
}

void
tidy_check_unused_headers(struct tidy *t)
{
    for (size_t i = 0; i < t->files_len; i++) {
        struct tidy_file *f = &t->files[i];

        if (f->is_header && f->layer.len > 0 && !is_used(t, f) &&
            !tidy_is_allowed(t, "unused", f->path, SLICE("*")))
            tidy_report(t, f, f->source.text.at, "unused", "nobody includes this file");
    }
}
