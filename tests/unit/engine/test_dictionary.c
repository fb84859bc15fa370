/* SPDX-License-Identifier: EUPL-1.2 */
/* A dictionary in which words are new and gone finds what one built of them finds. */
#include "engine/dictionary.h"

#include "check.h"

#include <stdio.h>

enum { WORDS = 700, ROUNDS = 200 };

struct world {
    struct arena *arena;
    uint64_t random;
    struct slice all[WORDS]; /* sorted */
};

static uint64_t
next_random(struct world *w)
{
    w->random ^= w->random << 13;
    w->random ^= w->random >> 7;
    w->random ^= w->random << 17;
    return w->random;
}

static void
world_open(struct world *w)
{
    w->arena = arena_open((size_t)1 << 28);
    w->random = 88172645463325252u;
    assert_non_null(w->arena);
    for (int i = 0; i < WORDS; i++) {
        char word[16];

        (void)snprintf(word, sizeof word, "wort%04d", i);
        assert_int_equal(arena_copy(w->arena, slice_of(word), &w->all[i]), OK);
    }
}

/* Of all words a share; which are in: `in`. */
static uint32_t
share_take(struct world *w, int percent, bool in[WORDS], struct slice words[WORDS])
{
    uint32_t len = 0;

    for (int i = 0; i < WORDS; i++) {
        in[i] = next_random(w) % 100 < (uint64_t)percent;
        if (in[i])
            words[len++] = w->all[i];
    }
    return len;
}

/* How many words are not found where they are, or found where they are not. */
static int
wrong_count(const struct world *w, const struct dictionary *d, const bool in[WORDS])
{
    uint32_t number = 0;
    int wrong = 0;

    for (int i = 0; i < WORDS; i++) {
        uint32_t want = in[i] ? number++ : UINT32_MAX;

        wrong += dictionary_find(d, w->all[i]) != want;
    }
    return wrong;
}

/* Numbers now of the words before, and of new ones behind them. */
static void
numbers_make(const bool before[WORDS], const bool now[WORDS], uint32_t *numbers, uint32_t *ret_len)
{
    uint32_t len = 0;
    uint32_t number = 0;

    for (int i = 0; i < WORDS; i++) {
        if (before[i])
            numbers[len++] = now[i] ? number : UINT32_MAX;
        number += now[i];
    }
    number = 0;
    for (int i = 0; i < WORDS; i++) {
        if (now[i] && !before[i])
            numbers[len++] = number;
        number += now[i];
    }
    *ret_len = len;
}

static void
a_changed_dictionary_finds_what_a_built_one_finds(void **state)
{
    struct world w;
    int told_apart = 0;

    (void)state;
    world_open(&w);
    for (int round = 0; round < ROUNDS; round++) {
        struct arena_mark mark = arena_mark(w.arena);
        struct slice *words = arena_array(w.arena, struct slice, 2 * (size_t)WORDS);
        bool before[WORDS];
        bool now[WORDS];
        uint32_t numbers[2 * WORDS];
        struct dictionary d;
        struct dictionary changed;
        struct dictionary_change change = {.before = &d, .words = words + WORDS};

        assert_non_null(words);
        change.before_len = share_take(&w, round % 3 ? 90 : 30, before, words);
        change.len = share_take(&w, round % 5 ? 88 : 60, now, words + WORDS);
        numbers_make(before, now, numbers, &change.number_of_len);
        change.number_of = numbers;
        assert_int_equal(dictionary_build(w.arena, words, change.before_len, &d), OK);
        assert_int_equal(wrong_count(&w, &d, before), 0);
        assert_int_equal(dictionary_change(w.arena, &change, &changed), OK);
        assert_int_equal(wrong_count(&w, &changed, now), 0);
        /* The control: new words forgotten. */
        change.number_of_len = change.before_len;
        assert_int_equal(dictionary_change(w.arena, &change, &changed), OK);
        told_apart += wrong_count(&w, &changed, now) > 0;
        arena_rewind(w.arena, mark);
    }
    /* Where it is built anew because of its size, nothing is forgotten. */
    assert_true(told_apart > ROUNDS / 3 && told_apart < ROUNDS);
    arena_close(w.arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_changed_dictionary_finds_what_a_built_one_finds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
