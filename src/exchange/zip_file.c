/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/zip_file.h"

#include <string.h>
#include <zlib.h>

enum {
    LOCAL_BYTES = 30,
    CENTRAL_BYTES = 46,
    END_BYTES = 22,
    COMMENT_BYTES_MAX = 65535,
    STORED = 0,
    DEFLATED = 8,
    FLAG_ENCRYPTED = 1,
    VERSION = 20,     /* 2.0 */
    FLAG_UTF8 = 2048, /* names */
    DAY_ZERO = 33,    /* 1 January 1980: no package tells when it was made */
};

#define LOCAL_MARK 0x04034b50U
#define CENTRAL_MARK 0x02014b50U
#define END_MARK 0x06054b50U

static uint32_t
number(struct slice s, size_t at, int bytes)
{
    uint32_t n = 0;

    for (int i = bytes - 1; i >= 0; i--)
        n = n << 8 | (uint8_t)s.at[at + (size_t)i];
    return n;
}

bool
zip_is_one(struct slice bytes)
{
    return bytes.len >= 4 && (number(bytes, 0, 4) == LOCAL_MARK || number(bytes, 0, 4) == END_MARK);
}

/* Where the end record begins: the last place that has its mark and fits; bytes.len: none. */
static size_t
find_end(struct slice bytes)
{
    size_t at = bytes.len >= END_BYTES ? bytes.len - END_BYTES + 1 : 0;
    size_t low = at > COMMENT_BYTES_MAX ? at - COMMENT_BYTES_MAX : 0;

    while (at-- > low)
        if (number(bytes, at, 4) == END_MARK &&
            at + END_BYTES + number(bytes, at + 20, 2) == bytes.len)
            return at;
    return bytes.len;
}

/* The bytes of an entry stand behind a second head of its own length. */
static const char *
find_packed(struct slice bytes, uint32_t local, uint32_t packed, struct zip_entry *e)
{
    size_t from;

    if ((size_t)local + LOCAL_BYTES > bytes.len || number(bytes, local, 4) != LOCAL_MARK)
        return "an entry is not where the directory says";
    from =
        (size_t)local + LOCAL_BYTES + number(bytes, local + 26, 2) + number(bytes, local + 28, 2);
    if (from > bytes.len || packed > bytes.len - from)
        return "an entry is cut off";
    e->packed = slice_sub(bytes, from, packed);
    return NULL;
}

/* One record of the directory at `*at`, which moves on. A reason when it cannot be read. */
static const char *
take_entry(struct slice bytes, size_t *at, struct zip_entry *e)
{
    size_t names;
    size_t extra;
    uint32_t method;

    if (*at + CENTRAL_BYTES > bytes.len || number(bytes, *at, 4) != CENTRAL_MARK)
        return "the directory is damaged";
    names = number(bytes, *at + 28, 2);
    extra = number(bytes, *at + 30, 2) + (size_t)number(bytes, *at + 32, 2);
    if (*at + CENTRAL_BYTES + names + extra > bytes.len)
        return "the directory is cut off";
    method = number(bytes, *at + 10, 2);
    if (number(bytes, *at + 8, 2) & FLAG_ENCRYPTED)
        return "an entry is encrypted";
    if (method != STORED && method != DEFLATED)
        return "an entry is packed in another way than deflate";
    e->name = slice_sub(bytes, *at + CENTRAL_BYTES, names);
    e->crc = number(bytes, *at + 16, 4);
    e->size = number(bytes, *at + 24, 4);
    e->deflated = method == DEFLATED;
    *at += CENTRAL_BYTES + names + extra;
    return find_packed(bytes, number(bytes, *at - names - extra - 4, 4),
                       number(bytes, *at - names - extra - 26, 4), e);
}

enum err
zip_open(struct arena *a, struct slice bytes, struct zip_file *ret_file, const char **ret_why)
{
    size_t end = find_end(bytes);
    struct zip_file z = {.len = 0};
    uint32_t entries;
    size_t at;

    *ret_why = "there is no end record";
    if (end == bytes.len)
        return ERR_INVALID;
    entries = number(bytes, end + 10, 2);
    at = number(bytes, end + 16, 4);
    *ret_why = "it is in several parts or in the form for very large files";
    if (number(bytes, end + 4, 4) != 0 || number(bytes, end + 8, 2) != entries || at > end)
        return ERR_INVALID;
    if (entries > ZIP_ENTRIES_MAX)
        return ERR_LIMIT;
    z.entries = arena_array(a, struct zip_entry, (size_t)entries + 1);
    if (z.entries == NULL)
        return ERR_LIMIT;
    for (; z.len < (int)entries; z.len++) {
        *ret_why = take_entry(bytes, &at, &z.entries[z.len]);
        if (*ret_why != NULL)
            return ERR_INVALID;
    }
    *ret_file = z;
    return OK;
}

const struct zip_entry *
zip_find(const struct zip_file *z, struct slice name)
{
    for (int i = 0; i < z->len; i++)
        if (slice_eq(z->entries[i].name, name))
            return &z->entries[i];
    return NULL;
}

static enum err
inflate_all(const struct zip_entry *e, char *to)
{
    z_stream s = {.next_in = (Bytef *)(uintptr_t)e->packed.at,
                  .avail_in = (uInt)e->packed.len,
                  .next_out = (Bytef *)to,
                  .avail_out = e->size};
    int end;

    if (inflateInit2(&s, -MAX_WBITS) != Z_OK)
        return ERR_LIMIT;
    end = inflate(&s, Z_FINISH);
    (void)inflateEnd(&s);
    return end == Z_STREAM_END && s.total_out == e->size ? OK : ERR_CORRUPT;
}

enum err
zip_unpack(struct arena *a, const struct zip_entry *e, size_t bytes_max, struct slice *ret_bytes)
{
    char *to;

    if (e->size > bytes_max)
        return ERR_LIMIT;
    if (!e->deflated && e->packed.len != e->size)
        return ERR_CORRUPT;
    to = arena_alloc_raw(a, (size_t)e->size + 1, 1);
    if (to == NULL)
        return ERR_LIMIT;
    if (e->deflated)
        TRY(inflate_all(e, to));
    else if (e->size > 0)
        memcpy(to, e->packed.at, e->size);
    if (crc32(0, (const Bytef *)to, e->size) != e->crc)
        return ERR_CORRUPT;
    *ret_bytes = (struct slice){to, e->size};
    return OK;
}

/* --- out -------------------------------------------------------------------- */

static void
put_number(struct text *t, uint32_t n, int bytes)
{
    for (int i = 0; i < bytes; i++)
        text_putc(t, (char)(uint8_t)(n >> (8 * i)));
}

struct zip_writing
zip_begin(struct arena *a, struct text *out)
{
    return (struct zip_writing){.out = out, .directory = text_init(a, out->max)};
}

/* What the head of an entry and its record in the directory have in common. */
static void
put_head(struct text *t, struct slice name, struct slice bytes)
{
    put_number(t, VERSION, 2);
    put_number(t, FLAG_UTF8, 2);
    put_number(t, STORED, 2);
    put_number(t, 0, 2); /* time */
    put_number(t, DAY_ZERO, 2);
    put_number(t, (uint32_t)crc32(0, (const Bytef *)bytes.at, (uInt)bytes.len), 4);
    put_number(t, (uint32_t)bytes.len, 4);
    put_number(t, (uint32_t)bytes.len, 4);
    put_number(t, (uint32_t)name.len, 2);
    put_number(t, 0, 2); /* extra fields */
}

void
zip_put(struct zip_writing *w, struct slice name, struct slice bytes)
{
    uint32_t at = (uint32_t)w->out->len;

    put_number(w->out, LOCAL_MARK, 4);
    put_head(w->out, name, bytes);
    text_put(w->out, name);
    text_put(w->out, bytes);
    put_number(&w->directory, CENTRAL_MARK, 4);
    put_number(&w->directory, VERSION, 2);
    put_head(&w->directory, name, bytes);
    put_number(&w->directory, 0, 2); /* comment */
    put_number(&w->directory, 0, 2); /* disk */
    put_number(&w->directory, 0, 2); /* of what kind within */
    put_number(&w->directory, 0, 4); /* attributes */
    put_number(&w->directory, at, 4);
    text_put(&w->directory, name);
    w->entries++;
}

void
zip_end(struct zip_writing *w)
{
    uint32_t at = (uint32_t)w->out->len;
    struct slice directory = {0};

    if (text_end(&w->directory, &directory) != OK || w->entries > ZIP_ENTRIES_MAX) {
        w->out->failed = true;
        return;
    }
    text_put(w->out, directory);
    put_number(w->out, END_MARK, 4);
    put_number(w->out, 0, 4);
    put_number(w->out, (uint32_t)w->entries, 2);
    put_number(w->out, (uint32_t)w->entries, 2);
    put_number(w->out, (uint32_t)directory.len, 4);
    put_number(w->out, at, 4);
    put_number(w->out, 0, 2);
}
