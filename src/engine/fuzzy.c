/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/fuzzy.h"

#include "engine/words.h"

void
fuzzy_init(struct fuzzy *f, const struct slice *words, uint32_t words_len, struct slice typed,
           int edits_max)
{
    assert(typed.len <= WORD_BYTES_MAX);
    f->words = words;
    f->words_len = words_len;
    f->typed = typed;
    f->edits_max = edits_max;
    f->at = 0;
    f->rows_ready = 0;
    f->previous = (struct slice){NULL, 0};
    for (size_t j = 0; j <= typed.len; j++)
        f->rows[0][j] = (uint8_t)j;
}

static uint8_t
least(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

/* Row i: distances of word[0..i) to every beginning of what was typed. Answers the least. */
static uint8_t
row_fill(struct fuzzy *f, struct slice word, size_t i)
{
    uint8_t *row = f->rows[i];
    const uint8_t *above = f->rows[i - 1];
    uint8_t best = row[0] = (uint8_t)i;

    for (size_t j = 1; j <= f->typed.len; j++) {
        uint8_t wrong = word.at[i - 1] != f->typed.at[j - 1];

        row[j] = least((uint8_t)(above[j - 1] + wrong), (uint8_t)(least(above[j], row[j - 1]) + 1));
        if (i > 1 && j > 1 && word.at[i - 1] == f->typed.at[j - 2] &&
            word.at[i - 2] == f->typed.at[j - 1])
            row[j] = least(row[j], (uint8_t)(f->rows[i - 2][j - 2] + 1));
        best = least(best, row[j]);
    }
    return best;
}

static size_t
common_prefix(struct slice a, struct slice b)
{
    size_t n = 0;

    while (n < a.len && n < b.len && a.at[n] == b.at[n])
        n++;
    return n;
}

/* The word at f->at; false when it is too far. f->at moves on, past all that cannot fit. */
static bool
word_try(struct fuzzy *f, int *ret_edits)
{
    struct slice word = f->words[f->at];
    size_t ready = common_prefix(word, f->previous);
    size_t i = ready < f->rows_ready ? ready : f->rows_ready;

    f->previous = word;
    while (i < word.len) {
        uint32_t from;
        uint32_t past;

        i++;
        f->rows_ready = i;
        if (row_fill(f, word, i) <= f->edits_max)
            continue;
        words_prefix(f->words, f->words_len, slice_sub(word, 0, i), &from, &past);
        f->at = past;
        return false;
    }
    f->rows_ready = word.len;
    f->at++;
    *ret_edits = f->rows[word.len][f->typed.len];
    return *ret_edits <= f->edits_max;
}

bool
fuzzy_next(struct fuzzy *f, uint32_t *ret_word, int *ret_edits)
{
    while (f->at < f->words_len) {
        uint32_t word = f->at;

        if (word_try(f, ret_edits)) {
            *ret_word = word;
            return true;
        }
    }
    return false;
}

int
fuzzy_edits_max(size_t letters)
{
    return letters < 4 ? 0 : letters < 8 ? 1 : 2;
}
