/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Our reader beside jansson on a hundred thousand documents, most of them damaged: both refuse
 * the same ones and read the same from the others. What we refuse beyond it is named.
 */
#include <jansson.h>

#include "base/unicode.h"
#include "exchange/json_read.h"
#include "unit/exchange/given.h"

enum { DOCUMENTS = 100000, BYTES_MAX = 1000 };

static uint32_t
draw(uint64_t *state, uint32_t below)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * UINT64_C(2685821657736338717)) >> 33) % below;
}

static const char *const SCALARS[] = {
    "0",
    "-0",
    "12",
    "-7",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "-9223372036854775809",
    "0.5",
    "-1.5e3",
    "1E400",
    "1e-400",
    "2.50E+2",
    "01",
    "1.",
    ".5",
    "+1",
    "1e",
    "-",
    "0x1",
    "true",
    "false",
    "null",
    "tru",
    "nul",
    "NaN",
    "True",
    "\"\"",
    "\"a\"",
    "\"ä\xc3\x9f\"",
    "\"u\xcc\x88\"",
    "\"\\u00e4\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\ude00\"",
    "\"\\ud83d\\u0041\"",
    "\"\\u0000\"",
    "\"\\u12\"",
    "\"\\n\\t\\\\\\\"\\/\\b\\f\\r\"",
    "\"\\x\"",
    "\"\xff\"",
    "\"\xc3\"",
    "\"\xed\xa0\x80\"",
    "\"\xf4\x90\x80\x80\"",
    "\"\xc0\x80\"",
    "\"\n\"",
    "\"\x7f\x01\"",
    "\"\x7f\"",
    "\"a",
    "'a'",
    "\"[{,:\"",
    "\"\\",
    "\"\\u",
    "\"\\ud83d\\u",
};
static const char *const KEYS[] = {"\"a\"",        "\"b\"",  "\"c\"",    "\"\"", "\"ä\"",
                                   "\"a\\u0062\"", "\"ab\"", "\"\\\"\"", "a",    "1"};
static const char *const SPACES[] = {"", "", "", "", " ", "\n", "\t", "\r\n", "\x0b", "/**/"};

#define ANY_OF(list, dice) (list)[draw(dice, ARRAY_LEN(list))]

static void
put_document(struct text *t, uint64_t *dice, int depth)
{
    uint32_t kind = draw(dice, depth > 3 ? 1 : 3);
    uint32_t len = draw(dice, 10) == 0 ? draw(dice, 40) : draw(dice, 4);

    text_puts(t, draw(dice, 4) ? "" : SPACES[draw(dice, 8)]);
    if (kind == 0) {
        text_puts(t, draw(dice, 3) ? SCALARS[draw(dice, 4)] : ANY_OF(SCALARS, dice));
        return;
    }
    text_putc(t, kind == 1 ? '[' : '{');
    for (uint32_t i = 0; i < len; i++) {
        text_puts(t, i == 0 ? "" : ",");
        if (kind == 2) {
            if (draw(dice, 3) == 0)
                text_puts(t, ANY_OF(KEYS, dice));
            else
                text_printf(t, "\"k%u\"", i);
            text_puts(t, draw(dice, 8) ? ":" : " : ");
        }
        put_document(t, dice, depth + 1);
        text_puts(t, draw(dice, 30) ? "" : ANY_OF(SPACES, dice));
    }
    text_putc(t, kind == 1 ? ']' : '}');
}

/* One byte is gone, another, or twice; or the end is missing. */
static struct slice
damage(char *at, size_t len, uint64_t *dice)
{
    static const char bytes[] = "[]{},:\"\\0-.e \n\0\xc3u";
    size_t i = len == 0 ? 0 : draw(dice, (uint32_t)len);

    if (len == 0)
        return (struct slice){at, len};
    switch (draw(dice, 4)) {
    case 0:
        at[i] = bytes[draw(dice, sizeof bytes - 1)];
        break;
    case 1:
        memmove(at + i, at + i + 1, len - i - 1);
        len--;
        break;
    case 2:
        len = i;
        break;
    default:
        at[i] = at[draw(dice, (uint32_t)len)];
    }
    return (struct slice){at, len};
}

static bool
is_same_text(struct slice ours, const char *theirs, size_t len)
{
    struct slice text = {0};

    return unicode_text(arena, (struct slice){theirs, len}, BYTES_MAX, &text) == OK &&
           slice_eq(ours, text);
}

static bool
is_same(const struct json_value *v, json_t *j)
{
    void *it = json_object_iter(j);

    switch (json_typeof(j)) {
    case JSON_OBJECT:
        for (size_t i = 0; i < v->len && it != NULL; i++, it = json_object_iter_next(j, it)) {
            const char *key = json_object_iter_key(it);

            if (!is_same_text(v->items[i].key, key, strlen(key)) || v->items[i].parent != v ||
                !is_same(&v->items[i], json_object_iter_value(it)))
                return false;
        }
        return v->kind == JSON_KIND_OBJECT && v->len == json_object_size(j);
    case JSON_ARRAY:
        for (size_t i = 0; i < v->len && i < json_array_size(j); i++)
            if (v->items[i].parent != v || !is_same(&v->items[i], json_array_get(j, i)))
                return false;
        return v->kind == JSON_KIND_ARRAY && v->len == json_array_size(j);
    case JSON_STRING:
        return v->kind == JSON_KIND_TEXT &&
               is_same_text(v->text, json_string_value(j), json_string_length(j));
    case JSON_INTEGER:
        return v->kind == JSON_KIND_INT && v->whole == json_integer_value(j);
    case JSON_REAL:
        return v->kind == JSON_KIND_DOUBLE && v->number == json_real_value(j);
    case JSON_TRUE:
    case JSON_FALSE:
        return v->kind == JSON_KIND_BOOL && v->truth == json_is_true(j);
    case JSON_NULL:
        return v->kind == JSON_KIND_NULL;
    }
    return false;
}

/* Whether we and jansson differ. NUL ends a document for it, so it is told at once. */
static bool
differ(struct slice bytes, int *ret_read)
{
    struct ctx ctx = {.arena = arena};
    const struct json_value *top = NULL;
    bool has_nul = slice_find_char(bytes, '\0') < bytes.len;
    json_t *j =
        has_nul ? NULL
                : json_loadb(bytes.at, bytes.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    enum err e = json_read(&ctx, bytes, &top);
    /* Two keys may be one in NFC or without control characters: we alone see that. */
    bool by_gate = e == ERR_INVALID && strstr(ctx.failure.message, "twice") != NULL;
    bool same = e == OK ? j != NULL && is_same(top, j) : j == NULL || by_gate;

    *ret_read += e == OK;
    json_decref(j);
    return !same;
}

static void
reads_and_refuses_what_jansson_does(void **state)
{
    uint64_t dice = 20261129;
    int read = 0;

    (void)state;
    for (int i = 0; i < DOCUMENTS; i++) {
        struct text t = text_init(arena, 1 << 16);
        struct slice out = {0};
        char *own;

        put_document(&t, &dice, 0);
        CHECK_ERR("made", text_end(&t, &out), OK);
        own = arena_alloc(arena, out.len + 1, 1);
        assert_non_null(own);
        memcpy(own, out.at, out.len);
        out.at = own;
        for (uint32_t n = draw(&dice, 3); n > 0; n--)
            out = damage(own, out.len, &dice);
        if (differ(out, &read))
            fail_msg("document %d: %.*s", i, SLICE_ARG(out));
        arena_reset(arena);
    }
    print_message("%d of %d documents are JSON\n", read, DOCUMENTS);
    CHECK_TRUE("many of both", read > DOCUMENTS / 10 && read < DOCUMENTS * 9 / 10);
}

/* The control: a reader that takes one more byte, or leaves one out, is noticed. */
static void
another_document_is_another_answer(void **state)
{
    static const char *const pairs[][2] = {{"[1,2]", "[1,3]"},   {"{\"a\":1}", "{\"b\":1}"},
                                           {"\"ab\"", "\"ac\""}, {"1.5", "1.25"},
                                           {"[[]]", "[]"},       {"true", "false"},
                                           {"1", "1.0"},         {"{\"a\":1}", "{\"a\":1,\"b\":2}"},
                                           {"null", "[]"},       {"[1]", "[1,1]"}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        struct ctx ctx = {.arena = arena};
        const struct json_value *top = NULL;
        json_t *j = json_loads(pairs[i][1], JSON_DECODE_ANY, NULL);

        CHECK_ERR(pairs[i][0], json_read(&ctx, slice_of(pairs[i][0]), &top), OK);
        assert_non_null(j);
        CHECK_TRUE(pairs[i][0], !is_same(top, j));
        json_decref(j);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_and_refuses_what_jansson_does),
        TEST(another_document_is_another_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
