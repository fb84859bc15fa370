/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/chunks.h"

#include "check.h"

#include <string.h>

#include "base/text.h"
#include "engine/tokens.h"

/* What rules look at, and what they do not. */
static const char *const PIECES[] = {
    " ",  "\n",    "\t", " ",     "-",  "-", ":",  "*",      "_",      "/",      "(", ")",
    "in", "innen", "In", "Innen", ".",  ",", ";",  "!",      "?",      "(nen)",  "ä", "Über",
    "ß",  "E",     "e",  "Akte",  "er", "§", "12", "\u00a0", "\u00ad", "\u2010", "…", "Mitarbeiter",
    "a",  "ae",    "u",  "que",   "x",  "Z", "·",  "Leiter", "gew",    "beg",    "é", "\u1e9e",
};

static uint64_t random_state = 7;

static unsigned
below(unsigned n)
{
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(random_state >> 33) % n;
}

static void
a_text_in_chunks_has_the_words_of_the_whole(void **state)
{
    char text[2000];
    size_t words = 0;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct tokens whole;
        struct token want;
        struct slice chunk;
        size_t len = 0;
        size_t at = 0;

        for (unsigned n = 1 + below(40); n > 0; n--) {
            const char *piece = PIECES[below(ARRAY_LEN(PIECES))];

            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        whole = tokens_init((struct slice){text, len});
        while (chunks_next((struct slice){text, len}, &at, &chunk)) {
            struct tokens own = tokens_init(chunk);
            struct token got;
            size_t before = (size_t)(chunk.at - text);

            for (; tokens_next(&own, &got); words++) {
                assert_true(tokens_next(&whole, &want));
                assert_true(slice_eq(token_word(&got), token_word(&want)));
                assert_int_equal(got.part, want.part);
                assert_int_equal(before + got.from, want.from);
                assert_int_equal(before + got.to, want.to);
            }
        }
        assert_false(tokens_next(&whole, &want));
    }
    assert_true(words > 50000);
}

/* All chunks of the text, with one item each: its number. */
static void
find_all(struct chunks *c, struct slice text, bool want_fresh)
{
    struct chunk_key keys[CHUNK_BATCH];
    uint32_t want = 0;
    size_t at = 0;
    int n;

    while ((n = chunks_cut(c, text, &at, keys)) > 0) {
        for (int i = 0; i < n; i++, want++) {
            uint32_t number;
            bool fresh;

            assert_int_equal(chunks_find(c, &keys[i], &number, &fresh), OK);
            assert_int_equal(number, want);
            assert_int_equal(fresh, want_fresh);
            for (uint32_t k = 0; fresh && k < want % 4; k++)
                assert_int_equal(chunks_push(c, want + k), OK);
            assert_int_equal(c->at[number].items_len, want % 4);
            for (uint32_t k = 0; k < want % 4; k++)
                assert_int_equal(chunk_items(c, &c->at[number])[k], want + k);
        }
    }
    assert_int_equal(want, 10000);
}

static void
a_chunk_is_found_again(void **state)
{
    struct arena *a = arena_open(1 << 24);
    struct chunks c = chunks_init(a);
    struct text t = text_init(a, 1 << 20);
    struct slice text;

    (void)state;
    for (int i = 0; i < 10000; i++) /* 1 to 24 bytes */
        text_printf(&t, "%.*s%d ", i % 20, "xxxxxxxxxxxxxxxxxxxx", i);
    assert_int_equal(text_end(&t, &text), OK);
    find_all(&c, text, true);
    find_all(&c, text, false);
    arena_close(a);
}

static void
a_full_arena_is_said(void **state)
{
    struct arena *a = arena_open(1000);
    struct chunks c = chunks_init(a);
    struct chunk_key key;
    struct chunk_key keys[CHUNK_BATCH];
    uint32_t number;
    size_t at = 0;
    bool fresh;

    (void)state;
    assert_int_equal(chunks_cut(&c, SLICE("a"), &at, keys), 1);
    key = keys[0];
    assert_int_equal(chunks_find(&c, &key, &number, &fresh), ERR_LIMIT);
    arena_close(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_in_chunks_has_the_words_of_the_whole),
        cmocka_unit_test(a_chunk_is_found_again),
        cmocka_unit_test(a_full_arena_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
