/* SPDX-License-Identifier: EUPL-1.2 */
/* Between the files of engine/advert.h: a text taken apart, and what was found in it. */
#ifndef KC_ENGINE_ADVERT_PARTS_H
#define KC_ENGINE_ADVERT_PARTS_H

#include "engine/advert.h"
#include "engine/sentences.h"

struct advert_word {
    struct slice text;
    uint32_t probes[ADVERT_WORD_PROBES_MAX];
    uint16_t clause; /* between commas and the like, from 0 */
    uint16_t piece;  /* between these and "und", from 0 */
    uint8_t probes_len;
};

/* A phrase that stands in a sentence: words[from .. to] of it. */
struct advert_found {
    const struct advert_phrase *phrase;
    uint32_t from;
    uint32_t to;
};

enum advert_use { ADVERT_READ, ADVERT_IS_HEADING, ADVERT_IS_LEFT_OUT };

struct advert_sentence {
    struct sentence s;
    enum advert_part part;
    enum advert_use use;
    bool by_phrase; /* left out by a phrase in it, not by its part */
    bool names_job; /* has a sign of an advertisement */
    struct advert_word *words;
    uint32_t words_len;
    struct advert_found *found;
    int found_len;
};

struct advert_text {
    struct advert_sentence *at;
    int len;
};

/* Sentences, their words, and the phrases that stand in them; parts are still to be told. */
MUST_USE enum err advert_text_take(struct arena *a, const struct advert_ask *ask,
                                   struct advert_text *ret_text);

/* Whether a phrase of this list stands in it; *ret_found when not NULL. */
bool advert_sentence_has(const struct advert_sentence *s, enum advert_list list,
                         const struct advert_found **ret_found);
/* Its words from the first to the last, as they stand there. */
struct slice advert_found_text(const struct advert_sentence *s, const struct advert_found *f);

/* Which part each sentence is in, and which are left out (ADVERT-2, ADVERT-3). */
void advert_text_part(struct advert_text *t);

/* The proposal's needs, from the sentences that are read (ADVERT-4 to ADVERT-8). */
MUST_USE enum err advert_needs(struct arena *a, const struct advert_text *t,
                               const struct framework *f, struct advert_proposal *p);

/* The most alike profiles (ADVERT-9). */
MUST_USE enum err advert_jobs(struct arena *a, const struct advert_ask *ask,
                              struct advert_proposal *p);

#endif
