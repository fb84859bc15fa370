/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/text_pack.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum {
    RANDOM_TEXTS = 3000,
    LONG_BYTES = 3000,
    WRONG_BYTES_MAX = 60 * (LONG_BYTES + 1) /* what a wrong pack may make of a text */
};

struct packed {
    uint32_t bytes_len;
    struct slice bytes;
    struct slice plain;
};

static struct arena *
arena_given(void)
{
    struct arena *a = arena_open((size_t)1 << 30);

    assert_non_null(a);
    return a;
}

static struct packed
pack(struct arena *a, struct text_pack *p, struct slice text)
{
    struct packed k = {.plain = text};
    struct slice bytes;

    assert_int_equal(text_pack_put(p, &text, 1, &k.bytes_len, &bytes), OK);
    assert_int_equal(bytes.len, k.bytes_len);
    assert_int_equal(arena_copy(a, bytes, &k.bytes), OK);
    return k;
}

static bool
comes_back(struct arena *a, const struct text_pack *p, const struct packed *k)
{
    struct arena_mark mark = arena_mark(a);
    char *to = arena_alloc_raw(a, k->plain.len + WRONG_BYTES_MAX, 1);
    size_t len = text_pack_get(p, k->bytes, to);
    bool same = slice_eq((struct slice){to, len}, k->plain);

    arena_rewind(a, mark);
    return same;
}

static void
any_text_comes_back_as_it_was(void **state)
{
    static const char *const TEXTS[] = {
        "",
        " ",
        "\n",
        "  ",
        "\n\n",
        " \n ",
        "Wort",
        "Wort ",
        " Wort",
        "Der Kurs richtet sich an alle.",
        "Absatz eins.\n\nAbsatz zwei.\n- Punkt\n- Punkt",
        "Äpfel und Öl \t mit Tab",
        "einmaldreiundzwanzigbuchs",
        "ein ganz langes Wort: Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
    };
    struct arena *a = arena_given();
    struct text_pack *p = text_pack_open(a);
    struct packed kept[3 * ARRAY_LEN(TEXTS)];

    (void)state;
    assert_non_null(p);
    for (size_t i = 0; i < ARRAY_LEN(kept); i++) /* thrice: written out, numbered, known */
        kept[i] = pack(a, p, slice_of(TEXTS[i % ARRAY_LEN(TEXTS)]));
    assert_int_equal(text_pack_finish(p), OK);
    for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
        if (!comes_back(a, p, &kept[i]))
            fail_msg("\"%s\" comes back otherwise", TEXTS[i % ARRAY_LEN(TEXTS)]);
    }
    arena_close(a);
}

static uint64_t
next_random(uint64_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return *x;
}

/* Words of all lengths, some frequent and most not, with any bytes in them. */
static struct slice
text_given(struct arena *a, uint64_t *random)
{
    struct text t = text_init(a, (size_t)1 << 20);
    struct slice s;

    for (uint64_t n = next_random(random) % 60; n > 0; n--) {
        uint64_t word = next_random(random) % (n % 2 ? 40 : 100000);
        uint64_t seed = word * 2654435761u + 1;

        for (uint64_t k = word % (word == 7 ? LONG_BYTES : 50); k > 0; k--)
            text_putc(&t, (char)(33 + next_random(&seed) % 200));
        text_putc(&t, n % 11 == 0 ? '\n' : ' ');
    }
    assert_int_equal(text_end(&t, &s), OK);
    return s;
}

/* Enough of different words for numbers of one, two and three bytes. */
static void
random_texts_come_back_and_a_wrong_pack_is_told_apart(void **state)
{
    struct arena *a = arena_given();
    struct text_pack *p = text_pack_open(a);
    struct text_pack *other = text_pack_open(a);
    struct packed *kept = arena_array(a, struct packed, RANDOM_TEXTS);
    uint64_t random = 88172645463325252u;
    int wrong = 0;

    (void)state;
    assert_true(p != NULL && other != NULL && kept != NULL);
    for (int i = 0; i < RANDOM_TEXTS; i++)
        kept[i] = pack(a, p, text_given(a, &random));
    for (int i = 0; i < 70000; i++) { /* and again: now they have numbers */
        char word[16];

        (void)snprintf(word, sizeof word, "wort%d", i % 35000);
        (void)pack(a, p, slice_of(word));
    }
    kept[0] = pack(a, p, SLICE("wort7 wort34999\nwort12 wort34999"));
    assert_int_equal(kept[0].bytes_len, 2 + 3 + 1 + 2 + 3);
    for (int i = RANDOM_TEXTS - 1; i >= 0; i--) /* the control: numbered in another order */
        (void)pack(a, other, kept[i].plain);
    for (int i = 0; i < 2; i++)
        (void)pack(a, other, SLICE("wort1 wort2"));
    assert_int_equal(text_pack_finish(p), OK);
    for (int i = 0; i < RANDOM_TEXTS; i++)
        assert_true(comes_back(a, p, &kept[i]));
    assert_int_equal(text_pack_finish(other), OK);
    for (int i = 1; i < 200; i++) /* the first ones hold few numbers, all of them known there */
        wrong += kept[i].plain.len > 0 && !comes_back(a, other, &kept[i]);
    assert_true(wrong > 100);
    arena_close(a);
}

static void
texts_that_share_their_words_take_little_room(void **state)
{
    struct arena *a = arena_given();
    struct text_pack *p = text_pack_open(a);
    struct slice text = SLICE("Die Teilnehmenden können Grundlagen umfassend erstellen.");

    (void)state;
    assert_true(pack(a, p, text).bytes_len > text.len);
    (void)pack(a, p, text);
    assert_int_equal(pack(a, p, text).bytes_len, 6);
    text_pack_drop(p);
    arena_close(a);
}

static void
a_full_arena_is_told(void **state)
{
    struct arena *a = arena_open(200);
    struct text_pack *p = text_pack_open(a);
    struct slice text =
        SLICE("ein Wort das hundertmal und mehr in den Texten steht wie kaum eines");
    struct slice bytes;
    uint32_t len;
    enum err e = OK;

    (void)state;
    assert_non_null(p);
    for (int i = 0; i < 2 && e == OK; i++)
        e = text_pack_put(p, &text, 1, &len, &bytes);
    if (e == OK)
        e = text_pack_finish(p);
    assert_int_equal(e, ERR_LIMIT);
    text_pack_drop(p);
    text_pack_drop(NULL);
    arena_close(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_text_comes_back_as_it_was),
        cmocka_unit_test(random_texts_come_back_and_a_wrong_pack_is_told_apart),
        cmocka_unit_test(texts_that_share_their_words_take_little_room),
        cmocka_unit_test(a_full_arena_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
