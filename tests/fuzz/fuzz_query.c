/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a query text: refused when they are no text, else searched. What is promised of a
 * result holds: marks lie inside their text in order, counts do not exceed the catalogue, no page
 * is longer than asked.
 */
#include "../unit/engine/given_catalogue.h"
#include "engine/query_text.h"
#include "engine/search.h"
#include "fuzz.h"

static const struct catalogue *
catalogue(void)
{
    static const struct catalogue *c;
    struct given *g;

    if (c != NULL)
        return c;
    g = given_open(7, 40);
    g->synonyms = SLICE("OZG = Onlinezugangsgesetz\nE-Akte = elektronische Akte = DMS\n");
    given_module(g, "a", "Haushaltsplanaufstellung", "Den Haushalt und den Plan aufstellen.");
    given_module(g, "b", "Elektronische Akte für Mitarbeiter:innen", "E-Akte, DMS, Übungen.");
    given_module(g, "c", "Onlinezugangsgesetz", "Straße und Strasse, Größe und Groesse.");
    while (g->modules_len < 40)
        given_random_module(g);
    return c = given_catalogue(g);
}

static void
check_snippet(const struct search_snippet *s)
{
    uint32_t past = 0;

    for (int i = 0; i < s->ranges_len; i++) {
        MUST(s->ranges[i].from >= past && s->ranges[i].from < s->ranges[i].to);
        past = s->ranges[i].to;
    }
    MUST(past <= s->text.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(256 << 20);
    struct search_query q = search_query_init((struct slice){(const char *)data, size});
    struct search_suggestions suggestions;
    struct search_result r;

    q.typing = size % 2 == 1;
    if (search_run(a, catalogue(), &q, &r) == OK) {
        MUST(r.total <= catalogue()->offered_len && r.hits_len <= q.limit);
        MUST(r.words <= SEARCH_WORDS_MAX && r.words_found <= r.words);
        for (int i = 0; i < r.hits_len; i++) {
            check_snippet(&r.hits[i].title);
            check_snippet(&r.hits[i].passage);
        }
        MUST(search_suggest(a, catalogue(), q.text, 10, &suggestions) == OK);
        MUST(suggestions.len <= 10);
    }
    arena_close(a);
    return 0;
}
