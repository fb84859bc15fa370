/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two passes over the bytes. The first knows only strings and brackets: it checks the
 * limits and counts the items of every container, so that the second, a recursive
 * descent, puts each value where it stays. Whatever the first takes for an item that is
 * none, the second refuses.
 *
 * The second works on a copy that ends with NUL, which no text may hold: so it needs no
 * look at the end. Plain texts stay in the copy; what has escapes is decoded in place
 * (an escape is never shorter than what it stands for) before it goes through the gate.
 */
#include "exchange/json_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/unicode.h"

enum { FEW_MEMBERS = 16, ODD_TEXT_SHOWN = 60 };

/* How many items each container has, in the order in which they open. */
struct census {
    uint32_t *lens;
    size_t len;
    size_t size;
};

struct reader {
    struct ctx *ctx;
    char *at;
    const char *start;
    struct slice bytes; /* what `start` is a copy of */
    size_t line_start;
    int line;
    const uint32_t *lens; /* of the next container */
};

static enum err
no_memory(struct ctx *ctx)
{
    return fail(ctx, ERR_LIMIT, "JSON: no memory left");
}

static bool
is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static size_t
skip_quoted(struct slice bytes, size_t i)
{
    for (i++; i < bytes.len && bytes.at[i] != '"'; i++)
        i += bytes.at[i] == '\\';
    return i;
}

/* A container opens at byte i: it has an item unless it closes at once. */
static enum err
count_open(struct ctx *ctx, struct census *n, struct slice bytes, size_t i)
{
    for (i++; i < bytes.len && is_space(bytes.at[i]); i++)
        ;
    if (arena_grow(ctx->arena, (void **)&n->lens, n->len, &n->size, sizeof *n->lens) != OK)
        return no_memory(ctx);
    n->lens[n->len++] = i < bytes.len && bytes.at[i] != ']' && bytes.at[i] != '}';
    return OK;
}

/* The limits, before anything is allocated by them: two bytes of "[0,0,..." become 88. */
static enum err
take_census(struct ctx *ctx, struct slice bytes, struct census *n)
{
    size_t open[JSON_READ_DEPTH_MAX + 1];
    size_t depth = 0;
    size_t values = 1;

    for (size_t i = 0; i < bytes.len; i++) {
        switch (bytes.at[i]) {
        case '"':
            i = skip_quoted(bytes, i);
            break;
        case '[':
        case '{':
            if (depth == JSON_READ_DEPTH_MAX)
                return fail(ctx, ERR_LIMIT, "JSON is nested deeper than %d levels",
                            JSON_READ_DEPTH_MAX);
            open[depth++] = n->len;
            TRY(count_open(ctx, n, bytes, i));
            values++;
            break;
        case ']':
        case '}':
            depth -= depth > 0;
            break;
        case ',':
            if (depth > 0)
                n->lens[open[depth - 1]]++;
            values++;
            break;
        default:
            break;
        }
        if (values > JSON_READ_VALUES_MAX)
            return fail(ctx, ERR_LIMIT, "JSON has more than %d values", JSON_READ_VALUES_MAX);
    }
    return OK;
}

/* What is wrong is at `at`, in the line where the reader stands. */
static enum err
refuse(const struct reader *r, const char *at, const char *why)
{
    int column = 1;

    if (at == r->start + r->bytes.len)
        why = "the text ends too early";
    for (size_t i = r->line_start; i < (size_t)(at - r->start); i++)
        column += ((unsigned char)r->bytes.at[i] & 0xc0) != 0x80;
    return fail(r->ctx, ERR_INVALID, "line %d, column %d: %s", r->line, column, why);
}

static void
skip_space(struct reader *r)
{
    for (; is_space(*r->at); r->at++)
        if (*r->at == '\n') {
            r->line++;
            r->line_start = (size_t)(r->at + 1 - r->start);
        }
}

/* Printable ASCII is NFC as it is; most keys and texts are. */
static bool
is_plain(char c)
{
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

/* Four digits at `at`; -1: they are none. */
static int32_t
hex_unit(const char *at)
{
    int32_t unit = 0;

    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(at[i]);

        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static char *
put_utf8(char *to, int32_t c)
{
    if (c < 0x80) {
        *to++ = (char)c;
        return to;
    }
    if (c < 0x800) {
        *to++ = (char)(0xc0 | c >> 6);
    } else {
        if (c < 0x10000) {
            *to++ = (char)(0xe0 | c >> 12);
        } else {
            *to++ = (char)(0xf0 | c >> 18);
            *to++ = (char)(0x80 | (c >> 12 & 0x3f));
        }
        *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    }
    *to++ = (char)(0x80 | (c & 0x3f));
    return to;
}

/* \uXXXX, or two of them that make one character; *at is at the u. */
static enum err
decode_unit(const struct reader *r, char **at, char **to)
{
    int32_t c = hex_unit(*at + 1);

    if (c < 0)
        return refuse(r, *at, "\\u is followed by four hexadecimal digits");
    if (c == 0)
        return refuse(r, *at, "a text has no NUL");
    *at += 5;
    if (c >= 0xd800 && c < 0xdc00) {
        int32_t low = (*at)[0] == '\\' && (*at)[1] == 'u' ? hex_unit(*at + 2) : -1;

        if (low < 0xdc00 || low > 0xdfff)
            return refuse(r, *at, "half a surrogate pair");
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        *at += 6;
    } else if (c >= 0xdc00 && c < 0xe000) {
        return refuse(r, *at, "half a surrogate pair");
    }
    *to = put_utf8(*to, c);
    return OK;
}

static enum err
decode_escape(const struct reader *r, char **at, char **to)
{
    static const char names[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    const char *name;

    ++*at;
    if (**at == 'u')
        return decode_unit(r, at, to);
    name = **at == '\0' ? NULL : strchr(names, **at);
    if (name == NULL)
        return refuse(r, *at, "no such escape");
    *(*to)++ = values[name - names];
    ++*at;
    return OK;
}

/* A text from `start` on that has more in it than plain characters; r->at is at the first. */
static enum err
read_odd_text(struct reader *r, char *start, struct slice *ret_text)
{
    char *at = r->at;
    char *to = r->at;
    enum err e;

    while (*at != '"') {
        if (*at == '\\') {
            TRY(decode_escape(r, &at, &to));
            continue;
        }
        if ((unsigned char)*at < 0x20)
            return refuse(r, at, "a control character in a text");
        *to++ = *at++;
    }
    r->at = at + 1;
    e = unicode_text(r->ctx->arena, (struct slice){start, (size_t)(to - start)},
                     JSON_READ_BYTES_MAX, ret_text);
    if (e == ERR_INVALID)
        return fail(r->ctx, e, "line %d: a text that is not UTF-8", r->line);
    return e == OK ? OK : no_memory(r->ctx);
}

/* r->at is at the quote. */
static enum err
read_text(struct reader *r, struct slice *ret_text)
{
    char *start = ++r->at;

    while (is_plain(*r->at))
        r->at++;
    if (*r->at != '"')
        return read_odd_text(r, start, ret_text);
    *ret_text = (struct slice){start, (size_t)(r->at - start)};
    *r->at++ = '\0'; /* for who wants a C string */
    return OK;
}

static bool
skip_digits(char **at)
{
    const char *start = *at;

    while (**at >= '0' && **at <= '9')
        ++*at;
    return *at > start;
}

/* A number from `start` on whose whole part is read: r->at is at the point or the E. */
static enum err
read_double(struct reader *r, const char *start, struct json_value *v)
{
    bool good = true;

    if (*r->at == '.') {
        r->at++;
        good = skip_digits(&r->at);
    }
    if (good && (*r->at == 'e' || *r->at == 'E')) {
        r->at++;
        r->at += *r->at == '+' || *r->at == '-';
        good = skip_digits(&r->at);
    }
    if (!good)
        return refuse(r, r->at, "a number ends with a digit");
    v->kind = JSON_KIND_DOUBLE;
    v->number = strtod(start, NULL);
    return isfinite(v->number) ? OK : refuse(r, start, "a number too big");
}

static enum err
read_number(struct reader *r, struct json_value *v)
{
    const char *start = r->at;
    bool negative = *r->at == '-';
    uint64_t most = (uint64_t)INT64_MAX + negative;
    uint64_t n = 0;
    bool fits = true;

    r->at += negative;
    if (*r->at < '0' || *r->at > '9')
        return refuse(r, r->at, "a number begins with a digit");
    if (*r->at == '0') {
        r->at++;
    } else {
        for (; *r->at >= '0' && *r->at <= '9'; r->at++) {
            uint64_t digit = (uint64_t)(*r->at - '0');

            fits = fits && n <= (most - digit) / 10;
            n = fits ? n * 10 + digit : n;
        }
    }
    if (*r->at == '.' || *r->at == 'e' || *r->at == 'E')
        return read_double(r, start, v);
    if (!fits)
        return refuse(r, start, "a whole number too big");
    v->kind = JSON_KIND_INT;
    v->whole = negative ? (int64_t)(0 - n) : (int64_t)n;
    v->number = (double)v->whole;
    return OK;
}

static enum err
read_word(struct reader *r, struct json_value *v)
{
    static const struct {
        char word[6];
        enum json_kind kind;
        bool truth;
    } words[] = {
        {"true", JSON_KIND_BOOL, true},
        {"false", JSON_KIND_BOOL, false},
        {"null", JSON_KIND_NULL, false},
    };

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        size_t len = strlen(words[i].word);

        if (strncmp(r->at, words[i].word, len) != 0)
            continue;
        r->at += len;
        v->kind = words[i].kind;
        v->truth = words[i].truth;
        return OK;
    }
    return refuse(r, r->at, "a value was expected");
}

static int
by_key(const void *a, const void *b)
{
    const struct json_value *const *x = a;
    const struct json_value *const *y = b;
    int order = slice_cmp((*x)->key, (*y)->key);

    return order != 0 ? order : (*x > *y) - (*x < *y);
}

static enum err
refuse_twin(const struct reader *r, const struct json_value *second)
{
    struct slice key = slice_sub(second->key, 0, ODD_TEXT_SHOWN);

    return fail(r->ctx, ERR_INVALID, "line %d: the member \"%.*s\" stands there twice",
                second->line, SLICE_ARG(key));
}

static bool
is_among(const struct json_value *members, size_t len, struct slice key)
{
    for (size_t i = 0; i < len; i++)
        if (members[i].key.len == key.len && slice_eq(members[i].key, key))
            return true;
    return false;
}

/* No member twice: in large objects by sorting, so that nobody can make it slow. */
static enum err
check_keys(const struct reader *r, const struct json_value *object)
{
    struct arena_mark mark = arena_mark(r->ctx->arena);
    const struct json_value *v = object->items;
    const struct json_value **sorted;
    enum err e = OK;

    if (object->len <= FEW_MEMBERS) {
        for (size_t i = 1; e == OK && i < object->len; i++)
            e = is_among(v, i, v[i].key) ? refuse_twin(r, &v[i]) : OK;
        return e;
    }
    sorted = arena_array(r->ctx->arena, const struct json_value *, object->len);
    if (sorted == NULL)
        return no_memory(r->ctx);
    for (size_t i = 0; i < object->len; i++)
        sorted[i] = &v[i];
    qsort(sorted, object->len, sizeof *sorted, by_key);
    for (size_t i = 1; e == OK && i < object->len; i++)
        if (slice_eq(sorted[i - 1]->key, sorted[i]->key))
            e = refuse_twin(r, sorted[i]);
    arena_rewind(r->ctx->arena, mark);
    return e;
}

static enum err
read_key(struct reader *r, struct slice *ret_key)
{
    if (*r->at != '"')
        return refuse(r, r->at, "the name of a member was expected, in double quotes");
    TRY(read_text(r, ret_key));
    skip_space(r);
    if (*r->at != ':')
        return refuse(r, r->at, "\":\" was expected");
    r->at++;
    skip_space(r);
    return OK;
}

static enum err read_value(struct reader *r, struct json_value *v);

/* r->at is at the bracket. */
static enum err
read_container(struct reader *r, struct json_value *v)
{
    bool is_object = *r->at == '{';
    char close = is_object ? '}' : ']';
    struct json_value *items;

    v->kind = is_object ? JSON_KIND_OBJECT : JSON_KIND_ARRAY;
    v->len = *r->lens++;
    items = arena_array(r->ctx->arena, struct json_value, v->len);
    if (items == NULL)
        return no_memory(r->ctx);
    v->items = items;
    r->at++;
    for (size_t i = 0; i < v->len; i++) {
        items[i].parent = v;
        skip_space(r);
        if (is_object)
            TRY(read_key(r, &items[i].key));
        TRY(read_value(r, &items[i]));
        skip_space(r);
        if (i + 1 < v->len && *r->at++ != ',')
            return refuse(r, r->at - 1, "\",\" was expected");
    }
    skip_space(r);
    if (*r->at != close)
        return refuse(r, r->at, is_object ? "\"}\" was expected" : "\"]\" was expected");
    r->at++;
    return is_object ? check_keys(r, v) : OK;
}

static enum err
read_value(struct reader *r, struct json_value *v)
{
    v->line = r->line;
    switch (*r->at) {
    case '{':
    case '[':
        return read_container(r, v);
    case '"':
        v->kind = JSON_KIND_TEXT;
        return read_text(r, &v->text);
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return read_number(r, v);
    default:
        return read_word(r, v);
    }
}

enum err
json_read(struct ctx *ctx, struct slice bytes, const struct json_value **ret_top)
{
    struct reader r = {.ctx = ctx, .line = 1};
    struct census census = {0};
    struct json_value *top;

    if (slice_starts(bytes, SLICE("\xef\xbb\xbf")))
        bytes = slice_sub(bytes, 3, bytes.len);
    if (bytes.len > JSON_READ_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "JSON of %zu bytes: at most %d are read", bytes.len,
                    JSON_READ_BYTES_MAX);
    TRY(take_census(ctx, bytes, &census));
    top = arena_new(ctx->arena, struct json_value);
    r.at = arena_cstr(ctx->arena, bytes);
    if (top == NULL || r.at == NULL)
        return no_memory(ctx);
    r.start = r.at;
    r.bytes = bytes;
    r.lens = census.lens;
    skip_space(&r);
    TRY(read_value(&r, top));
    skip_space(&r);
    if (r.at != r.start + bytes.len)
        return refuse(&r, r.at, "end of file expected");
    *ret_top = top;
    return OK;
}
