/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/match_all_file.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/line_file.h"

enum { HEAD_BYTES_MAX = 300, SIDES_BYTES = 16, FIRST_PLACES = 10 };

static void
mix(uint64_t *hash, uint64_t value)
{
    *hash = (*hash ^ value) * UINT64_C(1099511628211);
    *hash ^= *hash >> 29;
}

static void
mix_module(uint64_t *hash, const struct catalogue *c, const struct module *m)
{
    mix(hash, slice_hash(m->code));
    mix(hash, slice_hash(m->language));
    mix(hash, slice_hash(catalogue_provider(c, m->provider)->code));
    mix(hash, (uint64_t)m->price.n);
    mix(hash, (uint64_t)m->minutes);
    mix(hash, m->topics);
    mix(hash, m->accessibility);
    mix(hash, (uint64_t)m->format << 4 | (uint64_t)m->self_paced << 1 | m->gone);
    for (int i = 0; i < m->gives_len; i++)
        mix(hash, (uint64_t)m->gives[i].competence.n << 16 | (uint64_t)m->gives[i].from << 8 |
                      m->gives[i].to);
    for (int i = 0; i < m->needs_len; i++)
        mix(hash, (uint64_t)m->needs[i].competence.n << 8 | m->needs[i].level);
    for (int i = 0; i < m->runs_len; i++) {
        const struct run *r = &m->runs[i];

        mix(hash, (uint64_t)(uint32_t)r->first.n << 32 | (uint32_t)r->last.n);
        mix(hash, (uint64_t)(uint32_t)r->seats << 32 | (uint32_t)r->taken);
        mix(hash, (uint64_t)(uint32_t)r->seats_min << 32 | (uint32_t)r->venue.n);
    }
}

/* What the answers depend on besides the people. */
static uint64_t
catalogue_hash(const struct catalogue *c)
{
    uint64_t hash = slice_hash((struct slice){(const char *)&MATCH_WEIGHTS, sizeof MATCH_WEIGHTS});

    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        mix_module(&hash, c, c->modules[slot]);
    for (int i = 0; i < c->venues_len; i++) {
        mix(&hash, (uint64_t)c->venues[i].id.n);
        mix(&hash, (uint64_t)(uint32_t)c->venues[i].position.lat_micro << 32 |
                       (uint32_t)c->venues[i].position.lon_micro);
    }
    return hash;
}

static void
put_head(struct text *out, const struct match_all *all)
{
    text_printf(out,
                "#kommunalcampus-match-all/1 people=%" PRId64 ":%016" PRIx64
                " blocks=%u:%016" PRIx64 " day=%d top=%d chunk=%d\n",
                all->people.people_len, all->people.hash, all->catalogue->modules_len,
                catalogue_hash(all->catalogue), all->people.first_day.n, all->top, MATCH_ALL_CHUNK);
}

/* Faster than printf for the hundred million numbers of a whole run. */
static void
put_number(char **at, unsigned n)
{
    char digits[10];
    int len = 0;

    do
        digits[len++] = (char)('0' + n % 10);
    while ((n /= 10) > 0);
    while (len > 0)
        *(*at)++ = digits[--len];
}

void
match_all_put(struct text *out, const struct catalogue *c, struct slice id,
              const struct match_briefs *briefs)
{
    text_put(out, id);
    text_putc(out, '\t');
    for (int i = 0; i < briefs->len; i++) {
        const struct match_brief *b = &briefs->at[i];
        char numbers[4 * SIDES_BYTES];
        char *at = numbers;

        text_put(out, c->modules[b->slot]->code);
        *at++ = ':';
        put_number(&at, b->fused);
        for (int side = 0; side < MATCH_SIDES; side++) {
            *at++ = ':';
            put_number(&at, b->sides[side]);
        }
        if (i + 1 < briefs->len)
            *at++ = ' ';
        text_put(out, (struct slice){numbers, (size_t)(at - numbers)});
    }
    text_putc(out, '\n');
}

void
match_all_put_end(struct text *out, size_t number, int64_t people)
{
    uint64_t hash = slice_hash((struct slice){out->at, out->len});

    text_printf(out, "#chunk %zu %" PRId64 " %016" PRIx64 "\n", number, people, hash);
}

/* What is whole of a file: chunks, and where the last one ends. */
struct whole {
    size_t chunks;
    int64_t end;
};

/* FNV-1a, as slice_hash(), over one line more and its end. */
static uint64_t
hash_line(uint64_t hash, struct slice line)
{
    for (size_t i = 0; i <= line.len; i++)
        hash = (hash ^ (uint8_t)(i < line.len ? line.at[i] : '\n')) * UINT64_C(1099511628211);
    return hash;
}

static bool
is_end(const struct whole *whole, struct slice line, int64_t people, uint64_t hash)
{
    char expected[HEAD_BYTES_MAX];

    (void)snprintf(expected, sizeof expected, "#chunk %zu %" PRId64 " %016" PRIx64, whole->chunks,
                   people, hash);
    return slice_is(line, expected);
}

/* The byte of the file after the line just read. */
static int64_t
offset_of(const struct line_file *f)
{
    return (int64_t)ftello(f->file) - (int64_t)(f->len - f->at);
}

/*
 * Go through the chunks as long as they are whole: each line, the last as well, with its end, and
 * no byte besides (line_file drops \r).
 */
static enum err
whole_read(struct ctx *ctx, struct line_file *f, struct whole *whole)
{
    const uint64_t empty = slice_hash((struct slice){"", 0});
    uint64_t hash = empty;
    int64_t people = 0;
    int64_t bytes = whole->end;
    struct slice line = {0};
    bool more;

    for (;;) {
        enum err e = line_file_next(ctx, f, &line, &more);

        if (e == ERR_LIMIT) {
            ctx_clear(ctx); /* a tail of garbage */
            return OK;
        }
        TRY(e);
        bytes += (int64_t)line.len + 1;
        if (!more || offset_of(f) != bytes)
            return OK;
        if (!slice_starts(line, SLICE("#chunk "))) {
            hash = hash_line(hash, line);
            people++;
            continue;
        }
        if (!is_end(whole, line, people, hash))
            return OK;
        whole->chunks++;
        whole->end = bytes;
        hash = empty;
        people = 0;
    }
}

/* ERR_CONFLICT when the head is not that of this question. */
static enum err
old_read(struct ctx *ctx, const struct match_all *all, struct slice head, struct whole *ret_whole)
{
    struct line_file f;
    struct slice line;
    bool more;
    enum err e;

    TRY(line_file_open(ctx, all->out_path, &f));
    e = line_file_next(ctx, &f, &line, &more);
    if (e == OK && (!more || !slice_eq(line, slice_sub(head, 0, head.len - 1)) ||
                    offset_of(&f) != (int64_t)head.len))
        e = fail(ctx, ERR_CONFLICT,
                 "%s answers another question (people, blocks, day or weights differ); --resume "
                 "cannot go on with it",
                 all->out_path);
    *ret_whole = (struct whole){0, (int64_t)head.len};
    if (e == OK)
        e = whole_read(ctx, &f, ret_whole);
    line_file_close(&f);
    return e;
}

static enum err
open_old(struct ctx *ctx, const struct match_all *all, struct slice head, FILE **ret_file,
         size_t *ret_chunks)
{
    struct whole whole;
    FILE *f;

    TRY(old_read(ctx, all, head, &whole));
    f = fopen(all->out_path, "r+e");
    if (f == NULL || ftruncate(fileno(f), (off_t)whole.end) != 0 ||
        fseeko(f, (off_t)whole.end, SEEK_SET) != 0) {
        int why = errno;

        if (f != NULL)
            (void)fclose(f);
        return fail(ctx, ERR_IO, "%s cannot be gone on with: %s", all->out_path, strerror(why));
    }
    *ret_file = f;
    *ret_chunks = whole.chunks;
    return OK;
}

enum err
match_all_open(struct ctx *ctx, const struct match_all *all, FILE **ret_file, size_t *ret_chunks)
{
    struct text head = text_init(ctx->arena, HEAD_BYTES_MAX);
    struct stat old;
    bool is_old = all->resume && stat(all->out_path, &old) == 0;
    FILE *f;

    put_head(&head, all);
    if (head.failed)
        return fail(ctx, ERR_LIMIT, "no memory for the first line");
    if (is_old && old.st_size > 0)
        return open_old(ctx, all, (struct slice){head.at, head.len}, ret_file, ret_chunks);
    f = fopen(all->out_path, is_old ? "r+e" : "wxe"); /* killed before the first line: empty */
    if (f == NULL && errno == EEXIST)
        return fail(ctx, ERR_CONFLICT, "%s is there already; --resume goes on with it",
                    all->out_path);
    if (f == NULL || fwrite(head.at, 1, head.len, f) != head.len || fflush(f) != 0) {
        int why = errno;

        if (f != NULL)
            (void)fclose(f);
        return fail(ctx, ERR_IO, "%s cannot be written: %s", all->out_path, strerror(why));
    }
    *ret_file = f;
    *ret_chunks = 0;
    return OK;
}

/* The first places of a line, to the providers of their blocks. */
static void
count_line(const struct catalogue *c, struct slice line, uint64_t *places)
{
    struct slice id;
    struct slice entry;

    if (!slice_next(&line, '\t', &id))
        return;
    for (int i = 0; i < FIRST_PLACES && slice_next(&line, ' ', &entry); i++) {
        const struct module *m =
            catalogue_module_by_code(c, slice_sub(entry, 0, slice_find_char(entry, ':')));

        if (m != NULL)
            places[catalogue_provider(c, m->provider) - c->providers]++;
    }
}

static void
exposure_put(const struct catalogue *c, const uint64_t *places, const uint64_t *offered, FILE *out)
{
    uint64_t all = 0;

    for (int i = 0; i < c->providers_len; i++)
        all += places[i];
    (void)fprintf(out, "provider\toffered_share\tfirst_ten_share\tfirst_ten_places\n");
    for (int i = 0; i < c->providers_len; i++) {
        if (offered[i] > 0)
            (void)fprintf(out, "%.*s\t%.6f\t%.6f\t%" PRIu64 "\n", SLICE_ARG(c->providers[i].code),
                          (double)offered[i] / (c->offered_len > 0 ? c->offered_len : 1),
                          (double)places[i] / (double)(all > 0 ? all : 1), places[i]);
    }
}

enum err
match_all_exposure(struct ctx *ctx, const struct match_all *all, FILE *out)
{
    const struct catalogue *c = all->catalogue;
    uint64_t *places = arena_array(ctx->arena, uint64_t, (size_t)c->providers_len);
    uint64_t *offered = arena_array(ctx->arena, uint64_t, (size_t)c->providers_len);
    struct line_file f;
    struct slice line;
    bool more = true;
    enum err e = OK;

    if (places == NULL || offered == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for the shares of providers");
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        if (catalogue_is_offered(c, c->modules[slot]))
            offered[catalogue_provider(c, c->modules[slot]->provider) - c->providers]++;
    }
    TRY(line_file_open(ctx, all->out_path, &f));
    while (e == OK && more) {
        e = line_file_next(ctx, &f, &line, &more);
        if (e == OK && more && !slice_starts(line, SLICE("#")))
            count_line(c, line, places);
    }
    line_file_close(&f);
    TRY(e);
    exposure_put(c, places, offered, out);
    return OK;
}
