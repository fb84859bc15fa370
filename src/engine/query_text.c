/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/query_text.h"

#include <string.h>

/* Stop words and parts need room too; past it the rest counts as ignored. */
enum { ITEMS_MAX = 4 * SEARCH_WORDS_MAX, TOKENS_MAX = TOKEN_PARTS_MAX + 1 };

struct parsing {
    struct arena *arena;
    struct slice text;
    size_t at;
    struct query_text q;
    int searched; /* items that count against SEARCH_WORDS_MAX */
};

static const struct slice QUOTES[] = {SLICE_INIT("\""), SLICE_INIT("„"), SLICE_INIT("“"),
                                      SLICE_INIT("”"),  SLICE_INIT("«"), SLICE_INIT("»")};

/* Bytes of the quotation mark at `at`, or 0. */
static size_t
quote_at(struct slice text, size_t at)
{
    unsigned char first = (unsigned char)text.at[at];

    if (first != '"' && first < 0xc0)
        return 0; /* all others begin with a byte beyond ASCII */
    for (size_t i = 0; i < ARRAY_LEN(QUOTES); i++) {
        if (slice_starts(slice_sub(text, at, text.len), QUOTES[i]))
            return QUOTES[i].len;
    }
    return 0;
}

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static enum err
item_add(struct parsing *p, struct query_item item)
{
    if (p->q.items_len == ITEMS_MAX || (!item.stop && p->searched == SEARCH_WORDS_MAX)) {
        p->q.ignored += !item.stop;
        return OK;
    }
    p->searched += !item.stop;
    if (p->q.items == NULL)
        p->q.items = arena_array(p->arena, struct query_item, ITEMS_MAX);
    if (p->q.items == NULL)
        return ERR_LIMIT;
    p->q.items[p->q.items_len++] = item;
    return OK;
}

static enum err
words_copy(struct arena *arena, const struct token *words, int len, struct query_item *item)
{
    item->words = arena_array(arena, struct token, (size_t)len);
    if (item->words == NULL)
        return ERR_LIMIT;
    memcpy(item->words, words, (size_t)len * sizeof *words);
    item->words_len = len;
    return OK;
}

/* A quoted text [from, to): all its whole words in order. */
static enum err
phrase_parse(struct parsing *p, size_t from, size_t to, bool excluded)
{
    struct tokens tokens = tokens_init(slice_sub(p->text, from, to - from));
    struct token words[SEARCH_PHRASE_WORDS_MAX];
    struct token t;
    struct query_item item = {.phrase = true, .excluded = excluded, .from = from, .to = to};
    int len = 0;

    while (tokens_next(&tokens, &t)) {
        if (t.part)
            continue;
        if (len == SEARCH_PHRASE_WORDS_MAX)
            p->q.ignored++;
        else
            words[len++] = t;
    }
    if (len == 0)
        return OK;
    TRY(words_copy(p->arena, words, len, &item));
    return item_add(p, item);
}

/* Unquoted text [from, to): each whole word is an item, with its parts. */
static enum err
chunk_parse(struct parsing *p, size_t from, size_t to, bool excluded)
{
    struct tokens tokens = tokens_init(slice_sub(p->text, from, to - from));
    struct token words[TOKENS_MAX];
    bool more = tokens_next(&tokens, &words[0]);

    while (more) {
        struct query_item item = {
            .excluded = excluded, .from = from + words[0].from, .to = from + words[0].to};
        struct token next;
        int len = 1;

        while ((more = tokens_next(&tokens, &next)) && next.part) {
            if (len < TOKENS_MAX)
                words[len++] = next;
        }
        item.stop = len == 1 && token_is_stop_word(token_word(&words[0]));
        TRY(words_copy(p->arena, words, len, &item));
        TRY(item_add(p, item));
        if (more)
            words[0] = next;
    }
    return OK;
}

static enum err
part_parse(struct parsing *p)
{
    struct slice text = p->text;
    bool excluded = text.at[p->at] == '-' && p->at + 1 < text.len && !is_space(text.at[p->at + 1]);
    size_t quote;
    size_t from;

    p->at += excluded; /* something stands behind it */
    quote = quote_at(text, p->at);
    from = p->at += quote;
    if (quote > 0) {
        while (p->at < text.len && quote_at(text, p->at) == 0)
            p->at++;
        p->q.open_ended = false;
        TRY(phrase_parse(p, from, p->at, excluded));
        p->at += p->at < text.len ? quote_at(text, p->at) : 0;
        return OK;
    }
    while (p->at < text.len && !is_space(text.at[p->at]) && quote_at(text, p->at) == 0)
        p->at++;
    p->q.open_ended = p->at == text.len;
    return chunk_parse(p, from, p->at, excluded);
}

enum err
query_text_parse(struct arena *arena, struct slice text, struct query_text *ret_query)
{
    struct parsing p = {.arena = arena, .text = text};

    while (p.at < text.len) {
        if (is_space(text.at[p.at])) {
            p.at++;
            p.q.open_ended = false;
        } else {
            TRY(part_parse(&p));
        }
    }
    *ret_query = p.q;
    return OK;
}
