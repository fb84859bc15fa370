/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Suggestions while typing. Words come from the index; topics, competences and providers are few
 * and are looked through; titles come from the posting list of the best completed word.
 */
#include <string.h>

#include "base/unicode.h"
#include "engine/columns.h"
#include "engine/hits.h"
#include "engine/words.h"

struct suggesting {
    struct arena *arena;
    const struct catalogue *c;
    struct slice text;
    struct slice last; /* folded last word */
    size_t last_from;
    struct search_suggestions *out;
    int max;
};

static void
suggest(struct suggesting *s, struct search_suggestion suggestion)
{
    if (s->out->len < s->max && suggestion.count > 0)
        s->out->at[s->out->len++] = suggestion;
}

/* Whether some word of the name begins with what was typed. */
static bool
name_fits(const struct suggesting *s, struct slice name)
{
    struct tokens tokens = tokens_init(name);
    struct token t;

    while (tokens_next(&tokens, &t)) {
        if (slice_starts(token_word(&t), s->last))
            return true;
    }
    return false;
}

static enum err
words_suggest(struct suggesting *s)
{
    const struct index *x = s->c->index;
    struct completions found;

    TRY(clauses_complete(s->arena, x, s->last, s->max / 2 + 1, &found));
    for (int i = 0; i < found.len; i++) {
        struct text t = text_init(s->arena, 2 * (size_t)SEARCH_TEXT_BYTES_MAX);
        struct search_suggestion word = {.kind = SUGGEST_WORD};
        const struct index_word *w = &x->words[found.words[i]];

        text_put(&t, slice_sub(s->text, 0, s->last_from));
        text_put(&t, w->shown);
        TRY(text_end(&t, &word.text));
        word.count = index_postings(x, x->word_terms[w->terms_at]).len;
        suggest(s, word);
    }
    return OK;
}

static uint32_t
modules_of_provider(const struct catalogue *c, uint32_t provider)
{
    uint32_t n = 0;

    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        const struct column_row *row = &c->columns->rows[slot];

        n += row->provider == provider && (row->flags & COLUMN_OFFERED);
    }
    return n;
}

static uint32_t
modules_of_topic(const struct catalogue *c, uint64_t bit)
{
    uint32_t n = 0;

    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        const struct column_row *row = &c->columns->rows[slot];

        n += (row->topics & bit) && (row->flags & COLUMN_OFFERED);
    }
    return n;
}

static void
names_suggest(struct suggesting *s)
{
    const struct catalogue *c = s->c;

    for (int i = 0; i < c->topics_len; i++) {
        const struct topic *t = &c->topics[i];

        if (name_fits(s, t->name_de))
            suggest(s, (struct search_suggestion){SUGGEST_TOPIC, t->name_de, t->code,
                                                  modules_of_topic(c, topic_bit(t->id))});
    }
    for (int i = 0; i < c->framework->competences_len; i++) {
        const struct competence *k = &c->framework->competences[i];

        if (name_fits(s, k->name_de))
            suggest(s, (struct search_suggestion){SUGGEST_COMPETENCE, k->name_de, k->code,
                                                  (uint32_t)c->ladders[k->id.n].rungs_len});
    }
    for (int i = 0; i < c->providers_len; i++) {
        const struct provider *p = &c->providers[i];

        if (name_fits(s, p->name))
            suggest(s, (struct search_suggestion){SUGGEST_PROVIDER, p->name, p->code,
                                                  modules_of_provider(c, (uint32_t)i)});
    }
}

/* Titles: the best hits of the text as typed. */
static enum err
titles_suggest(struct suggesting *s)
{
    struct search_query q = search_query_init(s->text);
    struct search_result r;

    q.typing = true;
    q.limit = s->max;
    TRY(search_run(s->arena, s->c, &q, &r));
    for (int i = 0; i < r.hits_len && r.words_found == r.words; i++) {
        if (name_fits(s, r.hits[i].module->title))
            suggest(s, (struct search_suggestion){SUGGEST_MODULE, r.hits[i].module->title,
                                                  r.hits[i].module->code, 1});
    }
    return OK;
}

enum err
search_suggest(struct arena *arena, const struct catalogue *c, struct slice text, int max,
               struct search_suggestions *ret_suggestions)
{
    struct suggesting s = {
        .arena = arena, .c = c, .text = text, .out = ret_suggestions, .max = max};
    struct tokens tokens = tokens_init(text);
    struct token *last = arena_new(arena, struct token);
    struct token t;

    assert(max >= 1 && max <= SEARCH_SUGGESTIONS_MAX);
    ret_suggestions->len = 0;
    if (text.len > SEARCH_TEXT_BYTES_MAX || !unicode_is_valid(text))
        return ERR_INVALID;
    if (last == NULL)
        return ERR_LIMIT;
    while (tokens_next(&tokens, &t)) {
        if (!t.part)
            *last = t;
    }
    if (last->len < 2 || last->to != text.len)
        return OK;
    s.last = token_word(last);
    s.last_from = last->from;
    TRY(words_suggest(&s));
    names_suggest(&s);
    return titles_suggest(&s);
}
