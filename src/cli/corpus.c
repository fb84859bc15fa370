/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/corpus.h"

#include <string.h>

#include "base/unicode.h"
#include "cli/command.h"
#include "cli/line_file.h"
#include "engine/lookup.h"
#include "exchange/json_read.h"
#include "service/data_file.h"

enum { LINE_ARENA_BYTES_MAX = 64 << 20 };

static const int64_t CORPUS_PROVIDER = 1;

struct reading {
    struct ctx *ctx;
    struct line_file file;
    struct lookup_code *ids; /* `at` is the line */
    size_t ids_len;
    size_t ids_size;
    struct module *modules;
    size_t modules_len;
    size_t modules_size;
};

static enum err
line_fail(struct reading *r, enum err kind, const char *what)
{
    return fail(r->ctx, kind, "%s, line %lld: %s", r->file.path, (long long)r->file.number, what);
}

/* An id in memory that stays. */
static enum err
id_take(struct reading *r, struct slice id, struct slice *ret_id)
{
    void *array = r->ids;

    if (id.len == 0)
        return line_fail(r, ERR_INVALID, "the id is empty");
    if (id.len > CORPUS_ID_BYTES_MAX)
        return line_fail(r, ERR_LIMIT, "the id is longer than 200 bytes");
    for (size_t i = 0; i < id.len; i++) {
        if ((unsigned char)id.at[i] <= ' ')
            return line_fail(r, ERR_INVALID, "the id holds white space, which a run file cannot");
    }
    if (arena_copy(r->ctx->arena, id, ret_id) != OK ||
        arena_grow(r->ctx->arena, &array, r->ids_len, &r->ids_size, sizeof *r->ids) != OK)
        return line_fail(r, ERR_LIMIT, "no memory left");
    r->ids = array;
    r->ids[r->ids_len++] = (struct lookup_code){*ret_id, (uint32_t)r->file.number};
    return OK;
}

static enum err
ids_check(struct reading *r)
{
    if (lookup_codes_sort(r->ids, r->ids_len) != OK)
        return fail(r->ctx, ERR_LIMIT, "reading %s: no memory left", r->file.path);
    for (size_t i = 1; i < r->ids_len; i++) {
        if (slice_eq(r->ids[i].code, r->ids[i - 1].code))
            return fail(r->ctx, ERR_CONFLICT, "%s, line %u: the id \"%.*s\" is that of line %u",
                        r->file.path, r->ids[i].at, SLICE_ARG(r->ids[i].code), r->ids[i - 1].at);
    }
    return OK;
}

static bool
is_blank(struct slice line)
{
    return slice_trim(line).len == 0;
}

/* Number of bytes <= max at which a character begins. */
static size_t
cut_at(struct slice text, size_t max)
{
    if (text.len <= max)
        return text.len;
    while (max > 0 && ((unsigned char)text.at[max] & 0xc0) == 0x80)
        max--;
    return max;
}

/* A text member of the line's object; an id may be a whole number as well. */
static enum err
member_take(struct reading *r, struct arena *scratch, const struct json_value *top,
            const char *name, struct slice *ret_text)
{
    const struct json_value *v = json_member(top, name);
    bool is_id = strcmp(name, "id") == 0;
    struct text number = text_init(scratch, 32);
    struct text why = text_init(scratch, 128);
    struct slice said;

    if (v != NULL && v->kind == JSON_KIND_TEXT) {
        *ret_text = v->text;
        return OK;
    }
    if (v != NULL && is_id && v->kind == JSON_KIND_INT) {
        text_int(&number, v->whole);
        return text_end(&number, ret_text);
    }
    text_printf(&why, "\"%s\" is %s, not a text", name, v == NULL ? "missing" : json_kind_name(v));
    text_putc(&why, '\0');
    TRY(text_end(&why, &said));
    return line_fail(r, ERR_INVALID, said.at);
}

static enum err
module_add(struct reading *r, struct slice id, struct slice title, struct slice body)
{
    struct text whole = text_init(r->ctx->arena, MODULE_DESCRIPTION_BYTES_MAX);
    size_t cut = cut_at(title, MODULE_TITLE_BYTES_MAX);
    void *array = r->modules;
    struct module m = {
        .id = {(int64_t)r->modules_len + 1},
        .provider = {CORPUS_PROVIDER},
        .language = SLICE("de"),
        .format = FORMAT_FOLLOW_UP,
        .self_paced = true,
    };

    TRY(id_take(r, id, &m.code));
    if (r->modules_len == CATALOGUE_MODULES_MAX)
        return line_fail(r, ERR_LIMIT, "more documents than can be searched at once");
    text_put(&whole, slice_sub(title, cut, title.len));
    text_puts(&whole, cut < title.len ? "\n" : "");
    text_put(&whole, body);
    if (text_end(&whole, &m.description) != OK)
        return line_fail(r, ERR_LIMIT, "the text is longer than 65536 bytes");
    if (cut == 0)
        m.title = SLICE("-"); /* a block has a title; this one holds no word */
    else if (arena_copy(r->ctx->arena, slice_sub(title, 0, cut), &m.title) != OK)
        return line_fail(r, ERR_LIMIT, "no memory left");
    if (arena_grow(r->ctx->arena, &array, r->modules_len, &r->modules_size, sizeof m) != OK)
        return line_fail(r, ERR_LIMIT, "no memory left");
    r->modules = array;
    r->modules[r->modules_len++] = m;
    return OK;
}

static enum err
document_take(struct reading *r, struct arena *scratch, struct slice line)
{
    struct ctx of_line = {.arena = scratch, .now = r->ctx->now};
    const struct json_value *top;
    struct slice id = {0};
    struct slice title = {0};
    struct slice body = {0};
    enum err e;

    if (!unicode_is_valid(line))
        return line_fail(r, ERR_INVALID, "not UTF-8, or with NUL");
    e = json_read(&of_line, line, &top);
    if (e != OK)
        return line_fail(r, e, ctx_message(&of_line, e));
    if (top->kind != JSON_KIND_OBJECT)
        return line_fail(r, ERR_INVALID, "no JSON object");
    TRY(member_take(r, scratch, top, "id", &id));
    TRY(member_take(r, scratch, top, "title", &title));
    TRY(member_take(r, scratch, top, "text", &body));
    return module_add(r, id, title, body);
}

static enum err
documents_take(struct reading *r)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(LINE_ARENA_BYTES_MAX);
    struct slice line = {0};
    bool more;

    if (scratch == NULL)
        return fail(r->ctx, ERR_LIMIT, "no memory left");
    for (;;) {
        TRY(line_file_next(r->ctx, &r->file, &line, &more));
        if (!more)
            return ids_check(r);
        if (!is_blank(line))
            TRY(document_take(r, scratch, line));
        arena_reset(scratch);
    }
}

static enum err
snapshot_build(struct reading *r, struct slice synonyms, const struct catalogue **ret_catalogue)
{
    struct framework *framework = arena_new(r->ctx->arena, struct framework);
    struct provider *provider = arena_new(r->ctx->arena, struct provider);
    struct catalogue_source source = {
        .framework = framework,
        .providers = provider,
        .providers_len = 1,
        .modules = r->modules,
        .modules_len = (int)r->modules_len,
        .synonyms = synonyms,
    };
    enum err e;

    if (framework == NULL || provider == NULL)
        return fail(r->ctx, ERR_LIMIT, "no memory left");
    *provider = (struct provider){.id = {CORPUS_PROVIDER}, .code = SLICE("corpus")};
    e = catalogue_build(r->ctx->arena, &source, ret_catalogue);
    if (e != OK)
        return fail(r->ctx, e, "%s: the index cannot be built in the memory allowed", r->file.path);
    return OK;
}

static enum err
synonyms_load(struct ctx *ctx, const char *path, struct slice *ret_text)
{
    struct slice bytes = {0};

    if (path == NULL)
        return data_file_find(SLICE("synonyms.de.txt"), ret_text);
    TRY(command_read_file(ctx, path, CORPUS_SYNONYMS_BYTES_MAX, &bytes));
    if (unicode_text(ctx->arena, bytes, CORPUS_SYNONYMS_BYTES_MAX, ret_text) != OK)
        return fail(ctx, ERR_INVALID, "%s: not UTF-8, or with NUL", path);
    return OK;
}

enum err
corpus_read(struct ctx *ctx, const char *path, const char *synonyms,
            const struct catalogue **ret_catalogue)
{
    struct reading r = {.ctx = ctx};
    struct slice text = {0};
    enum err e;

    TRY(synonyms_load(ctx, synonyms, &text));
    TRY(line_file_open(ctx, path, &r.file));
    e = documents_take(&r);
    line_file_close(&r.file);
    TRY(e);
    if (r.modules_len == 0)
        return fail(ctx, ERR_INVALID, "%s holds no document", path);
    return snapshot_build(&r, text, ret_catalogue);
}

static enum err
query_take(struct reading *r, struct slice line, struct corpus_query *ret_query)
{
    size_t tab = slice_find_char(line, '\t');
    enum err e;

    if (tab == line.len)
        return line_fail(r, ERR_INVALID, "no tab between id and text");
    TRY(id_take(r, slice_sub(line, 0, tab), &ret_query->id));
    e = unicode_text(r->ctx->arena, slice_trim(slice_sub(line, tab + 1, line.len)),
                     SEARCH_TEXT_BYTES_MAX, &ret_query->text);
    if (e == ERR_LIMIT)
        return line_fail(r, e, "the query is longer than 1000 bytes");
    if (e != OK || !unicode_is_valid(ret_query->id))
        return line_fail(r, ERR_INVALID, "not UTF-8, or with NUL");
    return ret_query->text.len == 0 ? line_fail(r, ERR_INVALID, "the query is empty") : OK;
}

static enum err
queries_take(struct reading *r, struct corpus_queries *q)
{
    struct slice line = {0};
    bool more;

    for (;;) {
        TRY(line_file_next(r->ctx, &r->file, &line, &more));
        if (!more)
            return ids_check(r);
        if (is_blank(line))
            continue;
        if (q->len == CORPUS_QUERIES_MAX)
            return line_fail(r, ERR_LIMIT, "more than 100000 queries");
        TRY(query_take(r, line, &q->at[q->len]));
        q->len++;
    }
}

enum err
corpus_read_queries(struct ctx *ctx, const char *path, struct corpus_queries *ret_queries)
{
    struct reading r = {.ctx = ctx};
    struct corpus_queries q = {arena_array(ctx->arena, struct corpus_query, CORPUS_QUERIES_MAX), 0};
    enum err e;

    if (q.at == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left");
    TRY(line_file_open(ctx, path, &r.file));
    e = queries_take(&r, &q);
    line_file_close(&r.file);
    TRY(e);
    if (q.len == 0)
        return fail(ctx, ERR_INVALID, "%s holds no query", path);
    *ret_queries = q;
    return OK;
}
