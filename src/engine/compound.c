/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/compound.h"

#include <string.h>

#include "engine/tokens.h"

enum { PART_LETTERS_MIN = 4, COST_PART = 10, COST_SHORT = 4, COST_NONE = 1000000 };
enum { GAP_LETTERS_MIN = 4, BESIDE_GAP_LETTERS_MIN = 5 };

static const struct link {
    struct slice letters;
    int cost;
} LINKS[] = {
    {SLICE_INIT(""), 0},   {SLICE_INIT("s"), 1},  {SLICE_INIT("n"), 1}, {SLICE_INIT("es"), 2},
    {SLICE_INIT("en"), 2}, {SLICE_INIT("er"), 2}, {SLICE_INIT("e"), 2},
};

/* The cheapest way to reach a place in the word: the part that ends there, link included. */
struct step {
    int cost;
    uint8_t part_from;
    uint8_t part_len;
};

static bool
is_short_part(struct slice part)
{
    static const char *const SHORT[] = {"amt", "bau", "rat", "tag", "ort", "web", "weg", "art"};

    for (size_t i = 0; i < ARRAY_LEN(SHORT); i++) {
        if (slice_is(part, SHORT[i]))
            return true;
    }
    return false;
}

/* Endings that look like words: "Lehr-ende", "spar-same", "best-ehen". */
static bool
is_ending(struct slice part)
{
    static const char *const ENDINGS[] = {"ende", "enden", "ender", "same", "samen", "ehen"};

    for (size_t i = 0; i < ARRAY_LEN(ENDINGS); i++) {
        if (slice_is(part, ENDINGS[i]))
            return true;
    }
    return false;
}

static bool
can_be_part(const struct compound_list *list, struct slice part, bool last)
{
    if (part.len < PART_LETTERS_MIN && !is_short_part(part))
        return false;
    return list->knows(list->of, part, last) && !token_is_stop_word(part) && !is_ending(part);
}

/* Made of two words once, but what it means is not their sum: who asks for it wants it alone. */
static bool
is_whole(struct slice word)
{
    static const char *const WHOLE[] = {"haushalt",  "rathaus",   "grundlag",  "gutacht",
                                        "hochschul", "unterhalt", "aufenthalt"};
    static const char *const ENDINGS[] = {"", "e", "n", "en", "s", "es"};

    for (size_t i = 0; i < ARRAY_LEN(WHOLE); i++) {
        struct slice whole = slice_of(WHOLE[i]);

        for (size_t k = 0; k < ARRAY_LEN(ENDINGS); k++) {
            if (slice_starts(word, whole) &&
                slice_is(slice_sub(word, whole.len, word.len), ENDINGS[k]))
                return true;
        }
    }
    return false;
}

/* Try every link after the part word[from .. from+len). */
static void
steps_after(struct slice word, struct step *steps, size_t from, size_t len)
{
    int cost = steps[from].cost + COST_PART + (len < PART_LETTERS_MIN ? COST_SHORT : 0);

    for (size_t k = 0; k < ARRAY_LEN(LINKS); k++) {
        size_t to = from + len + LINKS[k].letters.len;

        if (to > word.len || (to == word.len && k > 0) ||
            !slice_eq(slice_sub(word, from + len, LINKS[k].letters.len), LINKS[k].letters))
            continue;
        if (cost + LINKS[k].cost < steps[to].cost)
            steps[to] = (struct step){cost + LINKS[k].cost, (uint8_t)from, (uint8_t)len};
    }
}

/* One tiling of the word, parts from the last to the first; 0 when there is none. */
static int
tile(const struct compound_list *list, struct slice word, struct slice *ret_parts, int max)
{
    struct step steps[WORD_BYTES_MAX + 1];
    int n = 0;

    if (is_whole(word))
        return 0;
    for (size_t i = 0; i <= word.len; i++)
        steps[i].cost = COST_NONE;
    steps[0].cost = 0;
    for (size_t from = 0; from + 3 <= word.len; from++) {
        if (steps[from].cost == COST_NONE)
            continue;
        for (size_t len = 3; from + len <= word.len; len++) {
            if (len < word.len &&
                can_be_part(list, slice_sub(word, from, len), from + len == word.len))
                steps_after(word, steps, from, len);
        }
    }
    if (steps[word.len].cost == COST_NONE)
        return 0;
    for (size_t at = word.len; at > 0; at = steps[at].part_from) {
        if (n == max)
            return n;
        ret_parts[n++] = slice_sub(word, steps[at].part_from, steps[at].part_len);
    }
    return n;
}

static bool
is_among(const struct slice *parts, int parts_len, struct slice part)
{
    for (int i = 0; i < parts_len; i++) {
        if (slice_eq(parts[i], part))
            return true;
    }
    return false;
}

int
compound_split(const struct compound_list *list, struct slice word,
               struct slice ret_parts[COMPOUND_PARTS_MAX], bool ret_fine[COMPOUND_PARTS_MAX])
{
    int len = 0;

    if (word.len < 2 * PART_LETTERS_MIN - 1 || word.len > WORD_BYTES_MAX)
        return 0;
    /* The word itself, then each part found is tried in turn: the list is its own queue. */
    for (int next = -1; next < len; next++) {
        struct slice found[COMPOUND_PARTS_MAX];
        int n = tile(list, next < 0 ? word : ret_parts[next], found, COMPOUND_PARTS_MAX);

        if (next >= 0)
            ret_fine[next] = n == 0;
        for (int i = n - 1; i >= 0 && len < COMPOUND_PARTS_MAX; i--) {
            if (!is_among(ret_parts, len, found[i]))
                ret_parts[len++] = found[i];
        }
    }
    return len;
}

/* The most of the word from its beginning that is known parts, one gap behind them. */
static int
gap_behind(const struct compound_list *list, struct slice word, struct slice *ret_parts)
{
    struct step steps[WORD_BYTES_MAX + 1];
    size_t at = 0;
    int n = 0;

    for (size_t i = 0; i <= word.len; i++)
        steps[i].cost = COST_NONE;
    steps[0].cost = 0;
    for (size_t from = 0; from + GAP_LETTERS_MIN <= word.len; from++) {
        if (steps[from].cost == COST_NONE)
            continue;
        at = from;
        for (size_t len = BESIDE_GAP_LETTERS_MIN; from + len + GAP_LETTERS_MIN <= word.len; len++) {
            if (can_be_part(list, slice_sub(word, from, len), false))
                steps_after(word, steps, from, len);
        }
    }
    for (; at > 0 && n < COMPOUND_PARTS_MAX; at = steps[at].part_from)
        ret_parts[n++] = slice_sub(word, steps[at].part_from, steps[at].part_len);
    return n;
}

/* The longest known end of the word, a gap before it. */
static int
gap_before(const struct compound_list *list, struct slice word, struct slice *ret_parts)
{
    for (size_t from = GAP_LETTERS_MIN; from + BESIDE_GAP_LETTERS_MIN <= word.len; from++) {
        struct slice rest = slice_sub(word, from, word.len);

        if (can_be_part(list, rest, true)) {
            ret_parts[0] = rest;
            return 1;
        }
    }
    return 0;
}

int
compound_split_gap(const struct compound_list *list, struct slice word,
                   struct slice ret_parts[COMPOUND_PARTS_MAX])
{
    int n;

    if (word.len < GAP_LETTERS_MIN + BESIDE_GAP_LETTERS_MIN || word.len > WORD_BYTES_MAX)
        return 0;
    n = gap_behind(list, word, ret_parts);
    return n > 0 ? n : gap_before(list, word, ret_parts);
}

void
compound_ask_for(const struct slice *parts, bool *fine, int len)
{
    int fine_len = 0;
    int generic = 0;

    for (int i = 0; i < len; i++) {
        fine_len += fine[i];
        generic += fine[i] && token_is_generic_word(parts[i]);
    }
    for (int i = 0; i < len && generic < fine_len; i++)
        fine[i] = fine[i] && !token_is_generic_word(parts[i]);
}
