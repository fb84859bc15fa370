/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/advert_words.h"

#include <string.h>

#include "engine/compound.h"
#include "engine/synonyms.h"

/* Kinds of probes: any word with this stem or a part with it; whole words alone; this form and no
 * other; beginnings of words and parts; of whole words. */
enum {
    PROBE_ANY = 's',
    PROBE_WHOLE = '=',
    PROBE_FORM = 'f',
    PROBE_PREFIX = 'p',
    PROBE_WHOLE_PREFIX = 'q'
};
enum { SYNONYM_GROUP_MEMBERS = 24 }; /* more of one group are not taken */
enum { PHRASE_KEY_BYTES_MAX = ADVERT_PHRASE_WORDS_MAX * (WORD_BYTES_MAX + 1) };

struct key {
    char bytes[WORD_BYTES_MAX + 1];
    size_t len;
};

static struct slice
key_of(struct key *k, char kind, struct slice form)
{
    k->bytes[0] = kind;
    k->len = 1 + (form.len < WORD_BYTES_MAX ? form.len : WORD_BYTES_MAX);
    memcpy(k->bytes + 1, form.at, k->len - 1);
    return (struct slice){k->bytes, k->len};
}

/* --- making -------------------------------------------------------------- */

struct maker {
    struct arena *arena;
    struct stem *stem;
    struct advert_words *w;
    struct words texts; /* phrases of competences as stems: finds what synonyms belong to */
    uint32_t *of_text;  /* by number in texts: the last phrase with it */
    size_t of_text_size;
    uint32_t *same_text; /* by phrase: the one before with the same text */
};

/* One word of a phrase as it was written, "=word" or "word*". */
struct written {
    struct token token;
    char kind;
};

static enum err
word_know(struct maker *m, struct slice folded)
{
    uint32_t number = 0;

    if (token_is_stop_word(folded))
        return OK;
    TRY(words_add(&m->w->known, folded, &number));
    return words_add(&m->w->endings, stem_word(m->stem, folded), &number);
}

/* Words between blanks, each by its own mark or else `usual`; what there is no room for is not
 * taken. */
static int
phrase_words(struct slice phrase, char usual, struct written ret_words[ADVERT_PHRASE_WORDS_MAX])
{
    struct slice rest = phrase;
    struct slice word;
    int len = 0;

    while (slice_next(&rest, ' ', &word)) {
        struct tokens tokens = tokens_init(word);
        struct token t;
        char kind = slice_starts(word, SLICE("=")) ? PROBE_WHOLE : usual;

        if (slice_ends(word, SLICE("*")))
            kind = kind == PROBE_WHOLE ? PROBE_WHOLE_PREFIX : PROBE_PREFIX;
        else if (slice_starts(word, SLICE("!")))
            kind = PROBE_FORM;
        while (len < ADVERT_PHRASE_WORDS_MAX && tokens_next(&tokens, &t)) {
            if (!t.part)
                ret_words[len++] = (struct written){t, kind};
        }
    }
    return len;
}

/* Without words that say nothing, when two others are left. */
static int
without_stop_words(struct written *words, int len)
{
    int others = 0;
    int kept = 0;

    for (int i = 0; i < len; i++)
        others += !token_is_stop_word(token_word(&words[i].token));
    for (int i = 0; i < len; i++) {
        if (others < 2 || !token_is_stop_word(token_word(&words[i].token)))
            words[kept++] = words[i];
    }
    return kept;
}

static enum err
probe_add(struct maker *m, const struct written *word, uint32_t *ret_probe)
{
    struct slice folded = token_word(&word->token);
    struct key key;
    uint32_t before = m->w->probes.len;
    void *prefixes = m->w->prefixes;

    TRY(word_know(m, folded));
    if (word->kind == PROBE_FORM || token_is_stop_word(folded))
        return words_add(&m->w->probes, key_of(&key, PROBE_FORM, folded), ret_probe);
    if (word->kind == PROBE_ANY || word->kind == PROBE_WHOLE)
        return words_add(&m->w->probes, key_of(&key, word->kind, stem_word(m->stem, folded)),
                         ret_probe);
    TRY(words_add(&m->w->probes, key_of(&key, word->kind, folded), ret_probe));
    if (m->w->probes.len == before)
        return OK;
    TRY(arena_grow(m->arena, &prefixes, m->w->prefixes_len, &m->w->prefixes_size,
                   sizeof *m->w->prefixes));
    m->w->prefixes = prefixes;
    folded = m->w->probes.folded[*ret_probe];
    m->w->prefixes[m->w->prefixes_len++] = (struct advert_prefix){
        slice_sub(folded, 1, folded.len), *ret_probe, word->kind == PROBE_WHOLE_PREFIX};
    return OK;
}

/* How the words of a phrase are found that have no mark of their own. */
static char
usual_kind(const struct advert_phrase *phrase, bool is_synonym)
{
    return phrase->list == ADVERT_LIST_LEVEL || is_synonym ? PROBE_WHOLE : PROBE_ANY;
}

static enum err
pattern_add(struct maker *m, uint32_t phrase, struct slice text, struct advert_pattern p)
{
    struct written words[ADVERT_PHRASE_WORDS_MAX];
    const struct advert_phrase *of = &m->w->phrases.at[phrase];
    void *patterns = m->w->patterns;
    int len = phrase_words(text, usual_kind(of, p.is_synonym), words);

    p.phrase = phrase;
    p.ascends = of->list == ADVERT_LIST_LEVEL;
    if (!p.in_order)
        len = without_stop_words(words, len);
    if (len == 0)
        return OK;
    for (int i = 0; i < len; i++)
        TRY(probe_add(m, &words[i], &p.probes[i]));
    p.len = (uint8_t)len;
    TRY(arena_grow(m->arena, &patterns, m->w->patterns_len, &m->w->patterns_size,
                   sizeof *m->w->patterns));
    m->w->patterns = patterns;
    m->w->patterns[m->w->patterns_len++] = p;
    return OK;
}

/* The stems of a phrase side by side: what is alike is the same phrase. */
static struct slice
text_key(struct maker *m, struct slice text, char ret_bytes[PHRASE_KEY_BYTES_MAX])
{
    struct written words[ADVERT_PHRASE_WORDS_MAX];
    int len = phrase_words(text, PROBE_ANY, words);
    size_t used = 0;

    for (int i = 0; i < len; i++) {
        struct slice stem = stem_word(m->stem, token_word(&words[i].token));

        if (used + stem.len + 1 > PHRASE_KEY_BYTES_MAX)
            break;
        memcpy(ret_bytes + used, stem.at, stem.len);
        used += stem.len;
        ret_bytes[used++] = ' ';
    }
    return (struct slice){ret_bytes, used};
}

static enum err
text_note(struct maker *m, uint32_t phrase, struct slice text)
{
    char bytes[PHRASE_KEY_BYTES_MAX];
    struct slice key = text_key(m, text, bytes);
    void *of = m->of_text;
    uint32_t before = m->texts.len;
    uint32_t number = 0;

    if (key.len == 0)
        return OK;
    TRY(words_add(&m->texts, key, &number));
    if (m->texts.len > before) {
        TRY(arena_grow(m->arena, &of, before, &m->of_text_size, sizeof *m->of_text));
        m->of_text = of;
        m->of_text[number] = ADVERT_PROBE_NONE;
    }
    m->same_text[phrase] = m->of_text[number];
    m->of_text[number] = phrase;
    return OK;
}

static enum err
phrases_add(struct maker *m)
{
    const struct advert_phrases *all = &m->w->phrases;

    m->same_text = arena_array(m->arena, uint32_t, (size_t)all->len + 1);
    if (m->same_text == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < all->len; i++) {
        struct slice text = all->at[i].text;
        bool quoted =
            text.len > 2 && slice_starts(text, SLICE("\"")) && slice_ends(text, SLICE("\""));

        if (quoted)
            text = slice_sub(text, 1, text.len - 2);
        TRY(pattern_add(m, (uint32_t)i, text, (struct advert_pattern){.in_order = quoted}));
        if (all->at[i].list == ADVERT_LIST_COMPETENCE && !quoted)
            TRY(text_note(m, (uint32_t)i, text));
    }
    return OK;
}

/* Other members of a group stand for the phrases that `member` is. */
static enum err
synonym_add(struct maker *m, struct slice member, struct slice other)
{
    char bytes[PHRASE_KEY_BYTES_MAX];
    uint32_t number = words_number(&m->texts, text_key(m, member, bytes));
    uint32_t phrase = number == WORDS_NONE ? ADVERT_PROBE_NONE : m->of_text[number];

    for (; phrase != ADVERT_PROBE_NONE; phrase = m->same_text[phrase])
        TRY(pattern_add(m, phrase, other, (struct advert_pattern){.is_synonym = true}));
    return OK;
}

static enum err
group_add(struct maker *m, const struct slice *members, int len)
{
    for (int i = 0; i < len; i++) {
        for (int k = 0; k < len; k++) {
            if (i != k)
                TRY(synonym_add(m, members[i], members[k]));
        }
    }
    return OK;
}

static enum err
synonyms_add(struct maker *m, struct slice text)
{
    struct slice members[SYNONYM_GROUP_MEMBERS];
    struct synonyms_reader r = synonyms_reader_init(text);
    struct slice member;
    uint32_t group = 0;
    int len = 0;

    while (synonyms_read(&r, &member)) {
        if (r.group != group) {
            TRY(group_add(m, members, len));
            len = 0;
            group = r.group;
        }
        if (len < SYNONYM_GROUP_MEMBERS)
            members[len++] = member;
    }
    return group_add(m, members, len);
}

static enum err
words_know(struct maker *m, struct slice text)
{
    struct tokens tokens = tokens_init(text);
    struct token t;

    while (tokens_next(&tokens, &t))
        TRY(word_know(m, token_word(&t)));
    return OK;
}

/* Words of synonyms, and those of compounds that the file names. */
static enum err
synonyms_know(struct maker *m, struct slice text)
{
    struct synonyms_reader r = synonyms_reader_init(text);
    struct slice rest = text;
    struct slice some;

    while (synonyms_read(&r, &some))
        TRY(words_know(m, some));
    while (synonyms_read_parts(&rest, &some))
        TRY(words_know(m, some));
    return OK;
}

static enum err
patterns_link(struct maker *m)
{
    struct advert_words *w = m->w;

    w->first = arena_array(m->arena, uint32_t, (size_t)w->probes.len + 1);
    if (w->first == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < w->probes.len; i++)
        w->first[i] = ADVERT_PROBE_NONE;
    for (uint32_t i = w->patterns_len; i-- > 0;) {
        w->patterns[i].next = w->first[w->patterns[i].probes[0]];
        w->first[w->patterns[i].probes[0]] = i;
    }
    return OK;
}

enum err
advert_words_make(struct arena *a, const struct advert_phrases *phrases, struct slice synonyms,
                  const struct advert_words **ret_words)
{
    CLEANUP(stem_cleanup) struct stem *stem = stem_open();
    struct maker m = {.arena = a, .stem = stem, .w = arena_new(a, struct advert_words)};

    if (stem == NULL || m.w == NULL)
        return ERR_LIMIT;
    m.texts = m.w->probes = m.w->known = m.w->endings = words_init(a);
    m.w->phrases = *phrases;
    TRY(phrases_add(&m));
    TRY(synonyms_add(&m, synonyms));
    TRY(synonyms_know(&m, synonyms));
    TRY(patterns_link(&m));
    *ret_words = m.w;
    return OK;
}

/* --- asking -------------------------------------------------------------- */

struct asking {
    const struct advert_words *w;
    struct stem *stem;
    uint32_t *probes;
    int len;
};

static void
answer(struct asking *a, uint32_t probe)
{
    if (probe == WORDS_NONE)
        return;
    for (int i = 0; i < a->len; i++) {
        if (a->probes[i] == probe)
            return;
    }
    if (a->len < ADVERT_WORD_PROBES_MAX)
        a->probes[a->len++] = probe;
}

static void
ask(struct asking *a, struct slice folded, bool whole)
{
    struct key key;
    struct slice stem;

    if (whole)
        answer(a, words_number(&a->w->probes, key_of(&key, PROBE_FORM, folded)));
    if (token_is_stop_word(folded))
        return;
    stem = stem_word(a->stem, folded);
    answer(a, words_number(&a->w->probes, key_of(&key, PROBE_ANY, stem)));
    if (whole)
        answer(a, words_number(&a->w->probes, key_of(&key, PROBE_WHOLE, stem)));
    for (uint32_t i = 0; i < a->w->prefixes_len; i++) {
        if ((whole || !a->w->prefixes[i].whole) && slice_starts(folded, a->w->prefixes[i].folded))
            answer(a, a->w->prefixes[i].probe);
    }
}

struct known {
    const struct advert_words *w;
    struct stem *stem;
};

static bool
knows(const void *of, struct slice folded, bool last)
{
    const struct known *k = of;

    return words_number(&k->w->known, folded) != WORDS_NONE ||
           (last && words_number(&k->w->endings, stem_word(k->stem, folded)) != WORDS_NONE);
}

static void
ask_parts(struct asking *a, struct slice folded)
{
    struct known known = {a->w, a->stem};
    struct compound_list list = {knows, &known};
    struct slice parts[COMPOUND_PARTS_MAX];
    bool fine[COMPOUND_PARTS_MAX];
    int len = compound_split(&list, folded, parts, fine);

    if (len == 0)
        len = compound_split_gap(&list, folded, parts);
    for (int i = 0; i < len; i++)
        ask(a, parts[i], false);
}

int
advert_words_probe(const struct advert_words *w, struct stem *stem,
                   const struct advert_asked *asked, uint32_t ret_probes[ADVERT_WORD_PROBES_MAX])
{
    struct asking a = {.w = w, .stem = stem, .probes = ret_probes};

    ask(&a, token_word(&asked->word), true);
    for (int i = 0; i < asked->parts_len; i++)
        ask(&a, token_word(&asked->parts[i]), true);
    ask_parts(&a, token_word(&asked->word));
    for (int i = 0; i < asked->parts_len; i++)
        ask_parts(&a, token_word(&asked->parts[i]));
    return a.len;
}
