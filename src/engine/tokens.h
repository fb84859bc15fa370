/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tokens: a text taken apart into words as people mean them.
 *
 * A word is a run of letters and digits; hyphens inside hold it together ("E-Akte" is the
 * word "eakte", followed by its parts "e" and "akte"). Gender forms are reduced to the base:
 * "Mitarbeiter:innen", "Mitarbeiter*in", "Mitarbeiter/-innen", "MitarbeiterInnen",
 * "Mitarbeiterin(nen)" and "Mitarbeiterinnen" are all "mitarbeiter".
 *
 * Words come folded: without case and accents, ß as ss, and both spellings of umlauts alike:
 * ä, ae and a are "a"; "ae", "oe", "ue" stay after a vowel or q ("neue", "Bauer").
 * Longer than WORD_BYTES_MAX they are cut, at a character.
 */
#ifndef KC_ENGINE_TOKENS_H
#define KC_ENGINE_TOKENS_H

#include "base/limits.h"
#include "base/slice.h"

enum { TOKEN_PARTS_MAX = 8 };

struct token {
    char bytes[WORD_BYTES_MAX];
    size_t len;
    size_t from; /* bytes of the text: from <= i < to */
    size_t to;
    bool part; /* of the hyphenated word before it */
};

struct tokens {
    struct slice text; /* valid UTF-8, NFC */
    size_t at;
    struct token parts[TOKEN_PARTS_MAX]; /* of the word just given, still to give */
    int parts_len;
    int parts_given;
    bool names; /* proper names: gender forms are left alone ("Schwerin" is no "Schwer") */
};

struct tokens tokens_init(struct slice text);
struct tokens tokens_init_names(struct slice text);
/* False at the end. */
bool tokens_next(struct tokens *t, struct token *ret_token);
/*
 * Pass over so many whole words, their parts not counted; gives how many there were. What
 * tokens_next() gives then is what it would have given behind them.
 */
size_t tokens_skip(struct tokens *t, size_t words);
struct slice token_word(const struct token *t);

/* der, die, und, für ...: words that say nothing alone. Folded. */
bool token_is_stop_word(struct slice word);
/* Kurs, Schulung, Seminar ...: what every block of the catalogue is. Folded. */
bool token_is_generic_word(struct slice word);

#endif
