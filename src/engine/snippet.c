/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/snippet.h"

#include <stdlib.h>

#include "engine/words.h"

enum { BYTES_WANTED = 200, BYTES_BEFORE = 40, BYTES_SLACK = 24 };

/* One marked word, or several that are one synonym. */
struct mark {
    size_t first; /* of the text's words */
    size_t last;
    uint32_t clauses;
    struct search_range range;
};

struct marks {
    struct mark *at;
    size_t len;
    size_t size;
    uint32_t clauses; /* of all of them */
};

static int
term_cmp(const void *pa, const void *pb)
{
    const struct marker_term *a = pa;
    const struct marker_term *b = pb;

    return (a->term > b->term) - (a->term < b->term);
}

enum err
marker_init(struct arena *arena, const struct index *x, const struct clauses *clauses,
            struct marker *ret_marker)
{
    struct marker_term *terms;
    size_t max = 0;
    int n = 0;
    int kept = 0;

    for (int i = 0; i < clauses->len; i++)
        max += (size_t)clauses->at[i].forms_len * COMPOUND_PARTS_MAX;
    terms = arena_array(arena, struct marker_term, max);
    if (terms == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < clauses->len; i++) {
        const struct clause *c = &clauses->at[i];

        for (int f = 0; f < c->forms_len && !c->excluded; f++) {
            for (int k = 0; k < c->forms[f].terms_len; k++)
                terms[n++] = (struct marker_term){c->forms[f].terms[k], 1u << i};
        }
    }
    if (n > 1)
        qsort(terms, (size_t)n, sizeof *terms, term_cmp);
    for (int i = 0; i < n; i++) {
        if (kept > 0 && terms[kept - 1].term == terms[i].term)
            terms[kept - 1].clauses |= terms[i].clauses;
        else
            terms[kept++] = terms[i];
    }
    *ret_marker = (struct marker){x, terms, kept, kept > 0 && terms[kept - 1].term >= x->stems_len};
    return OK;
}

static uint32_t
clauses_of_term(const struct marker *m, uint32_t term)
{
    int low = 0;
    int high = m->terms_len;

    while (low < high) {
        int mid = (low + high) / 2;

        if (m->terms[mid].term < term)
            low = mid + 1;
        else
            high = mid;
    }
    return low < m->terms_len && m->terms[low].term == term ? m->terms[low].clauses : 0;
}

static uint32_t
clauses_of_word(const struct marker *m, uint32_t word)
{
    const struct index_word *w = &m->x->words[word];
    uint32_t clauses = 0;

    for (uint32_t i = 0; i < w->terms_len; i++)
        clauses |= clauses_of_term(m, m->x->word_terms[w->terms_at + i]);
    return clauses;
}

static enum err
mark_add(struct arena *arena, struct marks *marks, struct mark mark)
{
    void *array = marks->at;

    TRY(arena_grow(arena, &array, marks->len, &marks->size, sizeof *marks->at));
    marks->at = array;
    marks->at[marks->len++] = mark;
    return OK;
}

/* The term of each of the last words that end with word `at`, the last one last; how many. */
static uint32_t
terms_before(const struct marker *m, struct index_text words, size_t at,
             uint32_t ret_terms[SYNONYM_WORDS_MAX])
{
    size_t from = at + 1 > SYNONYM_WORDS_MAX ? at + 1 - SYNONYM_WORDS_MAX : 0;

    for (size_t i = from; i <= at; i++)
        ret_terms[i - from] =
            m->x->word_terms[m->x->words[m->x->stream_words[words.words[i]]].terms_at];
    return (uint32_t)(at + 1 - from);
}

/* A synonym of several words that ends with word `at`: its clauses and how many words it has. */
static uint32_t
sequence_clauses(const struct marker *m, struct index_text words, size_t at, uint32_t *ret_len)
{
    uint32_t terms[SYNONYM_WORDS_MAX];
    uint32_t len = terms_before(m, words, at, terms);

    for (uint32_t i = 0; i + 1 < len; i++) {
        uint32_t group;
        uint32_t n = synonyms_at(&m->x->synonyms, terms + i, len - i, &group);
        uint32_t clauses = n == len - i ? clauses_of_term(m, m->x->stems_len + group) : 0;

        if (clauses != 0) {
            *ret_len = n;
            return clauses;
        }
    }
    return 0;
}

/* Grow the list by one mark that may swallow those before it. */
static enum err
mark_from(struct arena *arena, struct marks *marks, struct mark mark)
{
    while (marks->len > 0 && marks->at[marks->len - 1].last >= mark.first)
        mark.clauses |= marks->at[--marks->len].clauses;
    marks->clauses |= mark.clauses;
    return mark_add(arena, marks, mark);
}

/* Which words of a text are marked: they are numbered, the text itself is not needed for it. */
static enum err
words_mark(struct arena *arena, const struct marker *m, struct index_text words,
           struct marks *ret_marks)
{
    *ret_marks = (struct marks){0};
    for (size_t i = 0; m->terms_len > 0 && i < words.len; i++) {
        struct mark mark = {.first = i, .last = i};
        uint32_t len = 1;

        mark.clauses = clauses_of_word(m, m->x->stream_words[words.words[i]]);
        if (m->concepts)
            mark.clauses |= sequence_clauses(m, words, i, &len);
        mark.first = i + 1 - len;
        if (mark.clauses != 0)
            TRY(mark_from(arena, ret_marks, mark));
    }
    return OK;
}

/*
 * Where the marked words stand: the text is cut again only for them. With one clause the first mark
 * is the best, and none further away than a snippet is long is ever shown.
 */
static void
marks_place(struct slice text, bool whole, struct marks *marks)
{
    struct tokens tokens = tokens_init(text);
    bool first_is_best = !whole && (marks->clauses & (marks->clauses - 1)) == 0;
    size_t next = 0;

    for (size_t i = 0; i < marks->len; i++) {
        struct mark *mark = &marks->at[i];
        struct token t = {.from = text.len, .to = text.len};

        (void)tokens_skip(&tokens, mark->first - next);
        (void)tokens_next(&tokens, &t);
        mark->range = (struct search_range){(uint32_t)t.from, (uint32_t)t.to};
        if (mark->last > mark->first) {
            (void)tokens_skip(&tokens, mark->last - mark->first - 1);
            while (tokens_next(&tokens, &t) && t.part)
                continue;
            mark->range.to = (uint32_t)t.to;
        }
        next = mark->last + 1;
        if (first_is_best && t.from > marks->at[0].range.from + BYTES_WANTED + BYTES_SLACK) {
            marks->len = i;
            return;
        }
    }
}

/* A part of a text, with its marks. */
static enum err
snippet_cut(struct arena *arena, struct slice text, const struct marks *marks,
            struct search_range part, struct search_snippet *ret_snippet)
{
    struct search_snippet s = {.text = slice_sub(text, part.from, part.to - part.from),
                               .cut_before = part.from > 0,
                               .cut_after = part.to < text.len};

    s.ranges = arena_array(arena, struct search_range, marks->len);
    if (s.ranges == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < marks->len; i++) {
        struct search_range r = marks->at[i].range;

        if (r.from >= part.from && r.to <= part.to)
            s.ranges[s.ranges_len++] = (struct search_range){r.from - part.from, r.to - part.from};
    }
    *ret_snippet = s;
    return OK;
}

enum err
snippet_whole(struct arena *arena, const struct marker *marker, struct snippet_text text,
              struct search_snippet *ret_snippet)
{
    struct marks marks;

    TRY(words_mark(arena, marker, text.words, &marks));
    marks_place(text.text, true, &marks);
    return snippet_cut(arena, text.text, &marks, (struct search_range){0, (uint32_t)text.text.len},
                       ret_snippet);
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* The first byte of a word near `at`, at most BYTES_SLACK further on. */
static size_t
word_start(struct slice text, size_t at)
{
    size_t i = at;

    while (i > 0 && i < text.len && i < at + BYTES_SLACK && !is_blank(text.at[i - 1]))
        i++;
    while (i < text.len && ((unsigned char)text.at[i] & 0xc0) == 0x80)
        i++;
    return i;
}

/* The end of a word near `at`, at most BYTES_SLACK before. */
static size_t
word_end(struct slice text, size_t at)
{
    size_t i = at < text.len ? at : text.len;
    size_t least = i > BYTES_SLACK ? i - BYTES_SLACK : 0;

    while (i > least && i < text.len && !is_blank(text.at[i]))
        i--;
    while (i > 0 && i < text.len && ((unsigned char)text.at[i] & 0xc0) == 0x80)
        i--;
    return i;
}

/* The mark from which a window holds most different words; how many that are. */
static int
best_mark(const struct marks *marks, size_t *ret_mark)
{
    int most = 0;

    for (size_t i = 0; i < marks->len; i++) {
        uint32_t clauses = 0;

        for (size_t k = i;
             k < marks->len &&
             marks->at[k].range.to <= marks->at[i].range.from + BYTES_WANTED - BYTES_BEFORE;
             k++)
            clauses |= marks->at[k].clauses;
        if (__builtin_popcount(clauses) > most) {
            most = __builtin_popcount(clauses);
            *ret_mark = i;
        }
    }
    return most;
}

static enum err
text_read(struct arena *arena, const struct snippet_text *t, struct slice *ret_text)
{
    *ret_text = t->text;
    return t->module ? module_text(t->module, arena, t->which, ret_text) : OK;
}

enum err
snippet_best(struct arena *arena, const struct marker *marker, const struct snippet_text *texts,
             int texts_len, struct search_snippet *ret_snippet)
{
    struct marks best_marks = {0};
    struct slice text = SLICE("");
    size_t mark = 0;
    size_t from = 0;
    size_t to;
    int most = 0;

    for (int i = 0; i < texts_len; i++) {
        struct marks marks;
        struct slice own;
        size_t at;
        bool better; /* it cannot be with no more words than what was found */
        int n;

        TRY(words_mark(arena, marker, texts[i].words, &marks));
        better = __builtin_popcount(marks.clauses) > most;
        if (!better && text.len > 0)
            continue;
        TRY(text_read(arena, &texts[i], &own));
        if (text.len == 0)
            text = own;
        if (!better)
            continue;
        marks_place(own, false, &marks);
        n = best_mark(&marks, &at);
        if (n > most) {
            most = n;
            mark = at;
            text = own;
            best_marks = marks;
        }
    }
    if (most > 0 && best_marks.at[mark].range.from > BYTES_BEFORE &&
        text.len > BYTES_WANTED + BYTES_SLACK)
        from = word_start(text, best_marks.at[mark].range.from - BYTES_BEFORE);
    to = text.len - from > BYTES_WANTED + BYTES_SLACK ? word_end(text, from + BYTES_WANTED)
                                                      : text.len;
    return snippet_cut(arena, text, &best_marks,
                       (struct search_range){(uint32_t)from, (uint32_t)to}, ret_snippet);
}
