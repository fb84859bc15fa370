/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A catalogue that was changed step by step answers as one built anew of the same modules: searches
 * with facets, order and snippets, suggestions, and matches, over random sequences of changes.
 */
#include "engine/catalogue.h"

#include "check.h"

#include <string.h>

#include "domain/module_text.h"
#include "engine/search.h"
#include "unit/engine/given_situation.h"
#include "unit/engine/same_index.h"

#define OK_OR_ABORT(e)                                                                             \
    do {                                                                                           \
        if ((e) != OK)                                                                             \
            fail_msg("%s", #e);                                                                    \
    } while (0)

enum { SEQUENCES = 320, STEPS = 2, MODULES_MAX = 60, QUESTIONS = 2 };

/* Modules as they are now; those of an earlier catalogue stay as they were in memory. */
struct world {
    struct given *g;
    const struct catalogue *now;
    const struct module *changed[MODULES_MAX];
    int changed_len;
};

static void
search_say(struct text *t, const struct search_result *r)
{
    text_printf(t, "total %u words %d %d %d mean %.*s\n", r->total, r->words, r->words_found,
                r->words_ignored, SLICE_ARG(r->did_you_mean));
    for (int i = 0; i < r->corrections_len; i++)
        text_printf(t, "%.*s > %.*s\n", SLICE_ARG(r->corrections[i].typed),
                    SLICE_ARG(r->corrections[i].taken));
    for (int i = 0; i < r->hits_len; i++) {
        const struct search_hit *h = &r->hits[i];

        struct slice run = h->run ? h->run->code : SLICE("");

        text_printf(t, "%.*s run %.*s seats %d score %.9f km %.6f words %d\n",
                    SLICE_ARG(h->module->code), SLICE_ARG(run),
                    h->run ? run_seats_free(h->run) : -1, h->score, h->distance_km, h->words);
        for (int p = 0; p < 2; p++) {
            const struct search_snippet *s = p ? &h->passage : &h->title;

            text_printf(t, "  [%.*s]%d%d", SLICE_ARG(s->text), s->cut_before, s->cut_after);
            for (int k = 0; k < s->ranges_len; k++)
                text_printf(t, " %u-%u", s->ranges[k].from, s->ranges[k].to);
            text_putc(t, '\n');
        }
    }
    for (int f = 0; f < FACETS; f++) {
        for (int i = 0; i < r->facets[f].values_len; i++) {
            const struct search_value *v = &r->facets[f].values[i];

            text_printf(t, "facet %d: %lld %.*s %.*s %u %d\n", f, (long long)v->value,
                        SLICE_ARG(v->code), SLICE_ARG(v->name), v->count, v->chosen);
        }
    }
}

static void
match_say(struct text *t, const struct match_list *l)
{
    text_printf(t, "fitting %u\n", l->fitting);
    for (int i = 0; i < MATCH_OUTS; i++)
        text_printf(t, "out %d: %u\n", i, l->out[i]);
    for (int i = 0; i < l->len; i++) {
        const struct match *m = &l->matches[i];

        text_printf(t, "%.*s %d %d rank %d start %d km %.6f runs %d:", SLICE_ARG(m->module->code),
                    m->score, m->fused, m->rank, m->start.n, m->distance_km, m->runs_fitting);
        for (int k = 0; k < SUMMANDS; k++)
            text_printf(t, " %d", m->summands[k].points);
        text_putc(t, '\n');
    }
}

/* A question that often finds something: words of a module, some filters. */
static struct search_query
given_question(struct world *w)
{
    struct given *g = w->g;
    const struct module *m = w->now->modules[given_below(g, (int)w->now->modules_len)];
    struct slice from = given_chance(g, 50) ? m->title : m->description;
    struct text t = text_init(g->arena, 1000);
    struct slice text;
    struct slice word;
    struct search_query q;

    while (slice_next(&from, ' ', &word) && t.len < 40) {
        if (given_chance(g, 40))
            text_printf(&t, "%.*s ", (int)(word.len - (word.len > 5 && given_chance(g, 15))),
                        word.at);
    }
    if (given_chance(g, 15))
        text_puts(&t, "haushalt ");
    OK_OR_ABORT(text_end(&t, &text));
    q = search_query_init(text);
    q.typing = given_chance(g, 20);
    q.free_seats = given_chance(g, 20);
    q.formats = given_chance(g, 20) ? (uint8_t)given_below(g, 32) : 0;
    q.price_max.n = given_chance(g, 20) ? 1000 * given_below(g, 90) : CENTS_MAX;
    q.sort = (enum search_sort)given_below(g, SEARCH_MATCH);
    q.place = (struct position){49400000 + given_below(g, 600000), 8600000, true};
    q.limit = 50;
    return q;
}

static struct slice
answers_of(struct world *w, const struct catalogue *c, uint64_t seed)
{
    struct given *g = w->g;
    uint64_t kept = g->random;
    struct text t = text_init(g->arena, 1 << 24);
    struct slice all;

    g->random = seed;
    for (int i = 0; i < QUESTIONS; i++) {
        struct search_query q = given_question(w);
        struct situation s = given_random_situation(g);
        struct search_result r;
        struct search_suggestions hints;
        struct match_list l;

        OK_OR_ABORT(search_run(g->arena, c, &q, &r));
        search_say(&t, &r);
        OK_OR_ABORT(search_suggest(g->arena, c, slice_sub(q.text, 0, 3), 10, &hints));
        for (int k = 0; k < hints.len; k++)
            text_printf(&t, "hint %.*s %u\n", SLICE_ARG(hints.at[k].text), hints.at[k].count);
        OK_OR_ABORT(match_list(g->arena, c, &s, 20, &l));
        match_say(&t, &l);
    }
    g->random = kept;
    OK_OR_ABORT(text_end(&t, &all));
    return all;
}

static struct module *
changed_copy(struct world *w, int i)
{
    struct module *m = &w->g->modules[i];

    w->changed[w->changed_len++] = m;
    return m;
}

static bool
is_changed(const struct world *w, int i)
{
    for (int k = 0; k < w->changed_len; k++) {
        if (w->changed[k] == &w->g->modules[i])
            return true;
    }
    return false;
}

static void
seats_change(struct given *g, struct module *m)
{
    struct run *runs = arena_array(g->arena, struct run, (size_t)m->runs_len + 1);

    for (int i = 0; i < m->runs_len; i++) {
        runs[i] = m->runs[i];
        runs[i].taken = given_below(g, runs[i].seats + 1);
    }
    m->runs = runs;
}

/* All runs move by some days, sittings and all. */
static void
dates_change(struct given *g, struct module *m)
{
    int days = given_below(g, 30);

    seats_change(g, m);
    for (int i = 0; i < m->runs_len; i++) {
        struct run *r = &m->runs[i];
        struct session *sessions = arena_array(g->arena, struct session, (size_t)r->sessions_len);

        r->first.n += days;
        r->last.n += days;
        for (int k = 0; k < r->sessions_len; k++) {
            sessions[k] = r->sessions[k];
            sessions[k].day.n += days;
        }
        r->sessions = sessions;
    }
}

static void
runs_change(struct given *g, struct module *m)
{
    seats_change(g, m);
    for (int i = 0; i < m->runs_len; i++) {
        if (m->runs[i].venue.n != 0 && given_chance(g, 50))
            m->runs[i].venue.n = 1 + given_below(g, GIVEN_VENUES);
    }
    if (m->runs_len > 0 && given_chance(g, 30))
        m->runs_len--;
}

static void
text_change(struct given *g, struct module *m)
{
    static const char *const WORDS[] = {"Haushaltsplan", "E-Akte",   "Aufstellung", "haushalt",
                                        "Kolleg:innen",  "Planung",  "OZG",         "Eakte",
                                        "Amtsleitung",   "Leitungen"};
    struct text t = text_init(g->arena, 100000);

    text_put(&t, given_chance(g, 30) ? given_prose(g, 5) : m->title);
    text_putc(&t, ' ');
    text_puts(&t, WORDS[given_below(g, (int)ARRAY_LEN(WORDS))]);
    OK_OR_ABORT(text_end(&t, given_chance(g, 50) ? &m->title : &m->description));
}

static void
module_change(struct given *g, struct module *m)
{
    int what = given_below(g, 100);

    if (what < 30)
        seats_change(g, m);
    else if (what < 40)
        dates_change(g, m);
    else if (what < 50)
        runs_change(g, m);
    else if (what < 60)
        m->price.n = 1000 * given_below(g, 90);
    else if (what < 70)
        m->gone = !m->gone;
    else if (what < 90)
        text_change(g, m);
    else
        m->topics = given_random(g) & given_random(g) & 0xfffe;
}

/* The next catalogue, from the one before and what changed. */
static const struct catalogue *
step(struct world *w, enum catalogue_index *ret_index)
{
    struct given *g = w->g;
    struct module *list = arena_array(g->arena, struct module, MODULES_MAX);
    struct catalogue_change change = {
        .before = w->now, .modules = list, .synonyms = g->synonyms, .index_arena = g->arena};
    const struct catalogue *c;

    for (int i = 0; i < w->changed_len; i++)
        list[change.modules_len++] = *w->changed[i];
    OK_OR_ABORT(catalogue_change(g->arena, &change, &c, ret_index));
    return c;
}

static const struct catalogue *
anew(struct world *w)
{
    struct given *g = w->g;
    struct catalogue_source source = given_source(g);
    struct module *copy = arena_array(g->arena, struct module, MODULES_MAX);
    struct text_pack *pack = text_pack_open(g->arena);
    const struct catalogue *c;

    memcpy(copy, g->modules, (size_t)g->modules_len * sizeof *copy);
    for (int i = 0; i < g->modules_len; i += 2) /* as the platform keeps them, and as others do */
        OK_OR_ABORT(module_pack(g->arena, pack, &copy[i]));
    OK_OR_ABORT(text_pack_finish(pack));
    source.modules = copy;
    OK_OR_ABORT(catalogue_build(g->arena, &source, &c));
    return c;
}

struct tally {
    int steps;
    int same_index;
    int changed_index;
    int told_apart; /* of catalogues that wrongly kept the index */
    int kept;
    int same_frame;
    int stale; /* of catalogues that wrongly kept all columns, those that answered otherwise */
};

/* The control: had the index been kept although words changed, would the answers show it? */
static void
control(struct world *w, const struct catalogue *c, struct slice want, uint64_t seed,
        struct tally *tally)
{
    struct catalogue wrong = *c;

    if (c->modules_len != w->now->modules_len)
        return;
    for (uint32_t i = 0; i < c->modules_len; i++) {
        if (catalogue_is_offered(c, c->modules[i]) !=
            catalogue_is_offered(w->now, w->now->modules[i]))
            return; /* the search would meet a block that is not there, and end */
    }
    wrong.index = w->now->index;
    tally->kept++;
    tally->told_apart += !slice_eq(answers_of(w, &wrong, seed), want);
}

/* The control of frames: had what changed in columns and rows been left out, would it show? */
static void
frame_control(struct world *w, const struct catalogue *c, struct slice want, uint64_t seed,
              struct tally *tally)
{
    struct catalogue stale = *c;

    stale.columns = c->frame->columns;
    stale.match = c->frame->match;
    tally->same_frame++;
    tally->stale += !slice_eq(answers_of(w, &stale, seed), want);
}

static void
sequence_check(uint64_t seed, struct tally *tally)
{
    struct world w = {.g = given_open(seed, MODULES_MAX)};
    struct given *g = w.g;
    int modules = 10 + given_below(g, 25);

    g->synonyms = SLICE("OZG = Onlinezugangsgesetz\nDMS = E-Akte = elektronische Akte\n");
    for (int i = 0; i < modules; i++)
        (void)given_random_module(g);
    w.now = anew(&w);
    for (int k = 0; k < STEPS; k++, tally->steps++) {
        const struct catalogue *fresh;
        const struct catalogue *c;
        uint64_t ask = given_random(g);
        struct slice want;
        enum catalogue_index kind = CATALOGUE_INDEX_SAME;

        if (given_chance(g, 50))
            w.changed_len = 0; /* else what changed before is told again, as the platform does */
        for (int n = given_below(g, 4); n >= 0; n--) {
            int i = given_below(g, g->modules_len);

            if (!is_changed(&w, i))
                module_change(g, changed_copy(&w, i));
        }
        if (given_chance(g, 20)) {
            (void)given_random_module(g);
            (void)changed_copy(&w, g->modules_len - 1);
        }
        fresh = anew(&w);
        c = step(&w, &kind);
        if (index_difference(fresh, c)[0] != '\0')
            fail_msg("sequence %llu, step %d (index: %d): other %s", (unsigned long long)seed, k,
                     (int)kind, index_difference(fresh, c));
        want = answers_of(&w, fresh, ask);
        if (!slice_eq(answers_of(&w, c, ask), want))
            fail_msg("sequence %llu, step %d (index: %d) answers otherwise",
                     (unsigned long long)seed, k, (int)kind);
        tally->same_index += kind == CATALOGUE_INDEX_SAME;
        tally->changed_index += kind == CATALOGUE_INDEX_CHANGED;
        if (kind != CATALOGUE_INDEX_SAME)
            control(&w, c, want, ask, tally);
        if (c->frame == w.now->frame)
            frame_control(&w, c, want, ask, tally);
        w.now = c;
    }
    given_close(g);
}

static void
a_changed_catalogue_answers_as_one_built_anew(void **state)
{
    struct tally tally = {0};

    (void)state;
    for (uint64_t seed = 1; seed <= SEQUENCES; seed++)
        sequence_check(seed, &tally);
    print_message(
        "%d steps, %d kept the index, %d changed it; kept wrongly it showed in %d of %d\n",
        tally.steps, tally.same_index, tally.changed_index, tally.told_apart, tally.kept);
    print_message("%d kept the frame; without what changed beside it %d answered otherwise\n",
                  tally.same_frame, tally.stale);
    assert_true(tally.same_frame > SEQUENCES / 8 && tally.stale > tally.same_frame / 4);
    assert_true(tally.same_index > SEQUENCES / 4);
    assert_true(tally.told_apart > tally.kept / 2 && tally.kept > SEQUENCES / 4);
}

static void
what_is_not_sound_is_refused(void **state)
{
    struct given *g = given_open(3, MODULES_MAX);
    struct catalogue_change change = {.synonyms = SLICE(""), .index_arena = g->arena};
    struct module twice[2];
    const struct catalogue *c;
    enum catalogue_index kind;

    (void)state;
    for (int i = 0; i < 10; i++)
        (void)given_random_module(g);
    change.before = given_catalogue(g);
    change.modules = twice;
    twice[0] = g->modules[4];
    twice[0].price.n += 100;
    twice[1] = twice[0];
    change.modules_len = 2;
    assert_int_equal(catalogue_change(g->arena, &change, &c, &kind), ERR_CONFLICT);
    twice[1].id.n = 1000;
    assert_int_equal(catalogue_change(g->arena, &change, &c, &kind), ERR_CONFLICT); /* the code */
    change.modules_len = 1;
    twice[0].minutes = -1;
    assert_int_equal(catalogue_change(g->arena, &change, &c, &kind), ERR_CORRUPT);
    twice[0].minutes = 60;
    twice[0].provider.n = 4711;
    assert_int_equal(catalogue_change(g->arena, &change, &c, &kind), ERR_CORRUPT);
    given_close(g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_changed_catalogue_answers_as_one_built_anew),
        cmocka_unit_test(what_is_not_sound_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
