/* SPDX-License-Identifier: EUPL-1.2 */
/* The stream of words comes back as the texts were, also of words that take two units of it. */
#include "engine/index.h"

#include "check.h"

#include <stdio.h>

#include "unit/engine/given_catalogue.h"

enum { MODULES = 14, WORDS_EACH = 5000, WORDS_OF_ONE_UNIT = 61438 };

/* A word of letters: other rules than those of the stream stay away from it. */
static void
word_say(char word[16], int n)
{
    int len = 0;

    word[len++] = 'q';
    for (; n > 0; n /= 20)
        word[len++] = "bcdfghjklmnpqrstvwxz"[n % 20];
    word[len] = '\0';
}

/* Every module has words that no other has, and one that all have. */
static struct given *
given_many_words(void)
{
    struct given *g = given_open(1, MODULES);
    char word[16];

    for (int i = 0; i < MODULES; i++) {
        struct text t = text_init(g->arena, MODULE_DESCRIPTION_BYTES_MAX);
        struct module *m = given_module(g, given_text(g, "m-", 100 + i).at, "Titel", "");

        for (int k = 0; k < WORDS_EACH; k++) {
            word_say(word, 1 + i * WORDS_EACH + k);
            text_puts(&t, word);
            text_puts(&t, k % 2 == 0 ? " " : " alle ");
        }
        assert_int_equal(text_end(&t, &m->description), OK);
    }
    return g;
}

static void
check_module(const struct catalogue *c, uint32_t slot, uint32_t *room)
{
    const struct index *x = c->index;
    struct index_text words = index_text(index_stream(x, slot, room), FIELD_TEXT, 1);
    struct slice rest = c->modules[slot]->description;
    struct slice word;
    size_t n = 0;

    for (; slice_next(&rest, ' ', &word); n++) {
        if (word.len == 0)
            break;
        assert_true(n < words.len);
        if (!slice_eq(x->words_folded[words.words[n]], word))
            fail_msg("module %u, word %zu is another", slot, n);
    }
    assert_int_equal(n, words.len);
    assert_true(words.len <= x->stream_most);
}

static void
words_of_one_unit_and_of_two_come_back(void **state)
{
    struct given *g = given_many_words();
    const struct catalogue *c = given_catalogue(g);
    uint32_t *room = arena_array(g->arena, uint32_t, c->index->stream_most);

    (void)state;
    assert_non_null(room);
    assert_true(c->index->words_len > WORDS_OF_ONE_UNIT + WORDS_EACH);
    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        check_module(c, slot, room);
    given_close(g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_one_unit_and_of_two_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
