/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/snippet.h"

#include "check.h"
#include "unit/engine/given_german.h"

static struct search_result
search(struct arena *a, const struct catalogue *c, const struct search_query *q)
{
    struct search_result r;

    assert_int_equal(search_run(a, c, q, &r), OK);
    return r;
}

/* "…[mark]…" of a snippet. */
static struct slice
marked(struct arena *a, const struct search_snippet *s)
{
    struct text t = text_init(a, 10000);
    struct slice out;
    size_t at = 0;

    text_puts(&t, s->cut_before ? "..." : "");
    for (int i = 0; i < s->ranges_len; i++) {
        text_put(&t, slice_sub(s->text, at, s->ranges[i].from - at));
        text_putc(&t, '[');
        text_put(&t, slice_sub(s->text, s->ranges[i].from, s->ranges[i].to - s->ranges[i].from));
        text_putc(&t, ']');
        at = s->ranges[i].to;
    }
    text_put(&t, slice_sub(s->text, at, s->text.len));
    text_puts(&t, s->cut_after ? "..." : "");
    assert_int_equal(text_end(&t, &out), OK);
    return out;
}

static void
found_words_are_marked_in_the_texts(void **state)
{
    static const struct {
        const char *query;
        const char *code;
        const char *title;
        const char *passage;
    } table[] = {
        {"Plan aufstellen", "haushalt", "[Haushaltsplanaufstellung] für Einsteiger",
         "Wie ein Haushalt entsteht. Den [Plan] gemeinsam mit der Kämmerei [aufstellen]."},
        {"DMS", "akte", "[Elektronische Akte] einführen", "Vorgänge ohne Papier bearbeiten."},
        {"Mitarbeiterin", "gespraech", "[Mitarbeiter:innengespräche] führen",
         "Gespräche mit [Mitarbeiterinnen] und [Mitarbeitern] vorbereiten."},
        {"strasse", "muenchen", "Übungen zur Verständlichen Sprache",
         "Größere Texte kürzen. Außerdem: [Straßen] benennen."},
    };
    struct given *g = given_german();
    const struct catalogue *c = given_catalogue(g);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct search_query q = search_query_init(slice_of(table[i].query));
        struct search_result r = search(g->arena, c, &q);
        int seen = 0;

        for (int h = 0; h < r.hits_len; h++) {
            if (!slice_is(r.hits[h].module->code, table[i].code))
                continue;
            CHECK_SLICE(table[i].query, marked(g->arena, &r.hits[h].title), table[i].title);
            CHECK_SLICE(table[i].query, marked(g->arena, &r.hits[h].passage), table[i].passage);
            seen++;
        }
        CHECK_INT(table[i].query, seen, 1);
    }
    given_close(g);
}

static void
a_long_text_shows_the_part_with_most_words(void **state)
{
    struct given *g = given_open(1, 3);
    struct text t = text_init(g->arena, 20000);
    struct module *m = given_module(g, "lang", "Titel", "");
    struct search_query q = search_query_init(SLICE("Steuern Gebühren"));
    struct search_result r;
    struct slice passage;

    (void)state;
    text_puts(&t, "Steuern stehen hier allein. ");
    for (int i = 0; i < 60; i++)
        text_puts(&t, "Füllwörter überall möglich. ");
    text_puts(&t, "Zuletzt geht es um Gebühren und Steuern der Gemeinde. ");
    for (int i = 0; i < 60; i++)
        text_puts(&t, "Öde übrige Sätze. ");
    assert_int_equal(text_end(&t, &m->description), OK);
    r = search(g->arena, given_catalogue(g), &q);
    assert_int_equal(r.hits_len, 1);
    passage = marked(g->arena, &r.hits[0].passage);
    assert_true(slice_find(passage, SLICE("[Gebühren] und [Steuern]")) < passage.len);
    assert_true(slice_starts(passage, SLICE("...")) && slice_ends(passage, SLICE("...")));
    assert_true(r.hits[0].passage.text.len <= 240);
    given_close(g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(found_words_are_marked_in_the_texts),
        cmocka_unit_test(a_long_text_shows_the_part_with_most_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
