/* SPDX-License-Identifier: EUPL-1.2 */
/* Sentences, words and the phrases that stand in them. */
#include <string.h>

#include "engine/advert_parts.h"

enum { WINDOW_WORDS = 3 }; /* that may stand between the words of a phrase, in all */
enum { REACH_WORDS_MAX = 2 * (ADVERT_PHRASE_WORDS_MAX + WINDOW_WORDS), PARTS_OF_A_WORD = 8 };

struct taker {
    struct arena *arena;
    const struct advert_words *w;
    struct stem *stem;
};

/* --- sentences ----------------------------------------------------------- */

static bool
is_abbreviation(const void *of, struct slice word)
{
    const struct advert_phrases *all = of;

    for (int i = 0; i < all->len; i++) {
        if (all->at[i].list == ADVERT_LIST_ABBREVIATION &&
            slice_eq_ascii_nocase(all->at[i].text, word))
            return true;
    }
    return false;
}

static enum err
take_sentences(struct taker *t, struct slice text, struct advert_text *ret_text)
{
    struct sentences s = {.text = text, .abbreviation = is_abbreviation, .of = &t->w->phrases};
    struct sentence one;
    void *array = NULL;
    size_t size = 0;

    while (sentences_next(&s, &one)) {
        TRY(arena_grow(t->arena, &array, (size_t)ret_text->len, &size, sizeof *ret_text->at));
        ret_text->at = array;
        ret_text->at[ret_text->len++] = (struct advert_sentence){.s = one};
    }
    return OK;
}

/* --- words --------------------------------------------------------------- */

/* Commas and what else parts a sentence. Hyphens of words are inside of words. */
static bool
parts_clause(struct slice between)
{
    for (size_t i = 0; i < between.len; i++) {
        char c = between.at[i];

        if (c == ',' || c == ';' || c == '(' || c == ')' || c == ':' || c == '.')
            return true;
    }
    return slice_find(between, SLICE("\xe2\x80\x93")) < between.len;
}

static bool
joins_clauses(struct slice word)
{
    return slice_is(word, "und") || slice_is(word, "sowie") || slice_is(word, "oder");
}

static void
place_word(const struct advert_sentence *s, const struct token *token, struct advert_word *word)
{
    const struct advert_word *before = &s->words[s->words_len - 1];
    size_t from = (size_t)(before->text.at - s->s.text.at) + before->text.len;
    bool parted = parts_clause(slice_sub(s->s.text, from, token->from - from));

    word->clause = (uint16_t)(before->clause + parted);
    word->piece = (uint16_t)(before->piece + (parted || joins_clauses(token_word(token))));
}

static enum err
word_push(struct taker *t, struct advert_sentence *s, size_t *size,
          const struct advert_asked *asked)
{
    void *array = s->words;
    struct advert_word *word;

    TRY(arena_grow(t->arena, &array, s->words_len, size, sizeof *s->words));
    s->words = array;
    word = &s->words[s->words_len];
    *word = (struct advert_word){
        .text = slice_sub(s->s.text, asked->word.from, asked->word.to - asked->word.from)};
    word->probes_len = (uint8_t)advert_words_probe(t->w, t->stem, asked, word->probes);
    if (s->words_len > 0)
        place_word(s, &asked->word, word);
    s->words_len++;
    return OK;
}

static enum err
take_words(struct taker *t, struct advert_sentence *s)
{
    struct tokens tokens = tokens_init(s->s.text);
    struct token parts[PARTS_OF_A_WORD];
    struct advert_asked asked = {.parts = parts};
    struct token token;
    size_t size = 0;
    bool begun = false;

    while (tokens_next(&tokens, &token)) {
        if (token.part) {
            if (asked.parts_len < PARTS_OF_A_WORD)
                parts[asked.parts_len++] = token;
            continue;
        }
        if (begun)
            TRY(word_push(t, s, &size, &asked));
        asked.word = token;
        asked.parts_len = 0;
        begun = true;
    }
    return begun ? word_push(t, s, &size, &asked) : OK;
}

/* --- phrases ------------------------------------------------------------- */

static bool
answers(const struct advert_word *word, uint32_t probe)
{
    for (int i = 0; i < word->probes_len; i++) {
        if (word->probes[i] == probe)
            return true;
    }
    return false;
}

/* The place nearest to `at` within `reach` words of it, in the same sentence. */
static bool
nearest(const struct advert_sentence *s, uint32_t at, uint32_t reach, uint32_t probe,
        uint32_t *ret_place)
{
    for (uint32_t away = 0; away <= reach; away++) {
        if (at + away < s->words_len && answers(&s->words[at + away], probe))
            return *ret_place = at + away, true;
        if (away <= at && answers(&s->words[at - away], probe))
            return *ret_place = at - away, true;
    }
    return false;
}

static bool
stands_in_order(const struct advert_sentence *s, uint32_t at, const struct advert_pattern *p)
{
    if (at + p->len > s->words_len)
        return false;
    for (uint32_t i = 0; i < p->len; i++) {
        if (!answers(&s->words[at + i], p->probes[i]))
            return false;
    }
    return true;
}

/* Whether all words of a pattern stand near word `at`, which answers the first. */
static bool
stands_at(const struct advert_sentence *s, uint32_t at, const struct advert_pattern *p,
          struct advert_found *ret_found)
{
    *ret_found = (struct advert_found){.from = at, .to = at};
    if (p->in_order) {
        ret_found->to = at + p->len - 1;
        return stands_in_order(s, at, p);
    }
    for (uint8_t i = 1; i < p->len; i++) {
        uint32_t place = 0;

        if (!nearest(s, at, p->len + WINDOW_WORDS - 1u, p->probes[i], &place) ||
            (p->ascends && place <= ret_found->to))
            return false;
        ret_found->from = place < ret_found->from ? place : ret_found->from;
        ret_found->to = place > ret_found->to ? place : ret_found->to;
    }
    return true;
}

static enum err
found_push(struct taker *t, struct advert_sentence *s, size_t *size, const struct advert_found *f)
{
    void *array = s->found;

    /* The first words come in order, so one that is further back cannot be the same. */
    for (int i = s->found_len; i-- > 0 && s->found[i].from + REACH_WORDS_MAX >= f->from;) {
        if (s->found[i].phrase == f->phrase && s->found[i].from == f->from)
            return OK;
    }
    TRY(arena_grow(t->arena, &array, (size_t)s->found_len, size, sizeof *s->found));
    s->found = array;
    s->found[s->found_len++] = *f;
    return OK;
}

/* The patterns that begin with this probe of word `at`. */
static enum err
take_patterns(struct taker *t, struct advert_sentence *s, size_t *size, uint32_t at, uint32_t probe)
{
    uint32_t k = t->w->first[probe];

    for (; k != ADVERT_PROBE_NONE; k = t->w->patterns[k].next) {
        struct advert_found f;

        if (!stands_at(s, at, &t->w->patterns[k], &f))
            continue;
        f.phrase = &t->w->phrases.at[t->w->patterns[k].phrase];
        TRY(found_push(t, s, size, &f));
    }
    return OK;
}

static enum err
take_phrases(struct taker *t, struct advert_sentence *s)
{
    size_t size = 0;

    for (uint32_t at = 0; at < s->words_len; at++) {
        for (int i = 0; i < s->words[at].probes_len; i++)
            TRY(take_patterns(t, s, &size, at, s->words[at].probes[i]));
    }
    return OK;
}

enum err
advert_text_take(struct arena *a, const struct advert_ask *ask, struct advert_text *ret_text)
{
    CLEANUP(stem_cleanup) struct stem *stem = stem_open();
    struct taker t = {a, ask->words, stem};

    *ret_text = (struct advert_text){.len = 0};
    if (stem == NULL)
        return ERR_LIMIT;
    TRY(take_sentences(&t, ask->text, ret_text));
    for (int i = 0; i < ret_text->len; i++) {
        TRY(take_words(&t, &ret_text->at[i]));
        TRY(take_phrases(&t, &ret_text->at[i]));
    }
    return OK;
}

bool
advert_sentence_has(const struct advert_sentence *s, enum advert_list list,
                    const struct advert_found **ret_found)
{
    for (int i = 0; i < s->found_len; i++) {
        if (s->found[i].phrase->list != list)
            continue;
        if (ret_found != NULL)
            *ret_found = &s->found[i];
        return true;
    }
    return false;
}

struct slice
advert_found_text(const struct advert_sentence *s, const struct advert_found *f)
{
    struct slice first = s->words[f->from].text;
    struct slice last = s->words[f->to].text;

    return (struct slice){first.at, (size_t)(last.at + last.len - first.at)};
}
