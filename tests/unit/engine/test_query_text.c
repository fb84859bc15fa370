/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/query_text.h"

#include "base/text.h"
#include "check.h"

/* Items parted by "|": -excluded, "phrase", (stop word). */
static struct slice
items_of(struct arena *a, const struct query_text *q)
{
    struct text out = text_init(a, 10000);
    struct slice s;

    for (int i = 0; i < q->items_len; i++) {
        const struct query_item *item = &q->items[i];

        text_puts(&out, i ? "|" : "");
        text_puts(&out, item->excluded ? "-" : "");
        text_puts(&out, item->phrase ? "\"" : item->stop ? "(" : "");
        for (int k = 0; k < item->words_len; k++) {
            text_puts(&out, k ? (item->words[k].part ? "+" : " ") : "");
            text_put(&out, token_word(&item->words[k]));
        }
        text_puts(&out, item->phrase ? "\"" : item->stop ? ")" : "");
    }
    assert_int_equal(text_end(&out, &s), OK);
    return s;
}

static void
a_query_says_words_phrases_and_exclusions(void **state)
{
    static const struct {
        const char *text;
        const char *want;
        bool open_ended;
    } table[] = {
        {"", "", false},
        {"   ", "", false},
        {"Haus Hof", "haus|hof", true},
        {"Haus ", "haus", false},
        {"die Akte", "(die)|akte", true},
        {"\"die Akte\"", "\"die akte\"", false},
        {"\"offen bis zum Ende", "\"offen bis zum ende\"", false},
        {"„deutsche Zeichen“ «und andere»", "\"deutsche zeichen\"|\"und andere\"", false},
        {"-Papier", "-papier", true},
        {"-\"viel Papier\" Akte", "-\"viel papier\"|akte", true},
        {"- Papier", "papier", true},
        {"E-Akte", "eakte+e+akte", true},
        {"Online-Antrag -E-Akte", "onlineantrag+online+antrag|-eakte+e+akte", true},
        {"\"\" \" \"", "", false},
        {"a\"b\"c", "a|\"b\"|c", true},
    };
    struct arena *a = arena_open(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct query_text q;

        assert_int_equal(query_text_parse(a, slice_of(table[i].text), &q), OK);
        CHECK_SLICE(table[i].text, items_of(a, &q), table[i].want);
        CHECK_INT(table[i].text, q.open_ended, table[i].open_ended);
    }
    arena_close(a);
}

static void
what_is_too_much_is_counted(void **state)
{
    struct arena *a = arena_open(1 << 20);
    struct text t = text_init(a, 10000);
    struct query_text q;
    struct slice s;

    (void)state;
    for (int i = 0; i < SEARCH_WORDS_MAX + 3; i++)
        text_printf(&t, "wort%d ", i);
    assert_int_equal(text_end(&t, &s), OK);
    assert_int_equal(query_text_parse(a, s, &q), OK);
    assert_int_equal(q.items_len, SEARCH_WORDS_MAX);
    assert_int_equal(q.ignored, 3);
    text_clear(&t);
    text_putc(&t, '"');
    for (int i = 0; i < SEARCH_PHRASE_WORDS_MAX + 2; i++)
        text_printf(&t, "wort%d ", i);
    assert_int_equal(text_end(&t, &s), OK);
    assert_int_equal(query_text_parse(a, s, &q), OK);
    assert_int_equal(q.items[0].words_len, SEARCH_PHRASE_WORDS_MAX);
    assert_int_equal(q.ignored, 2);
    arena_close(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_query_says_words_phrases_and_exclusions),
        cmocka_unit_test(what_is_too_much_is_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
