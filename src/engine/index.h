/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The word index of a catalogue: which offered modules hold which terms.
 *
 * Words are what stands in the texts, folded (engine/tokens.h). Terms are what is searched: stems
 * of words and of their parts, and one concept per group of synonyms. Each word has a list of the
 * terms that it stands for. A posting says in which slot a term stands, and how much: its impact,
 * tf / (1.2 + tf), where tf is the frequency of BM25F, weighted by field and normalised by its
 * length; in 1/INDEX_IMPACT_ONE. Impacts are computed when the index is built, so that a search
 * multiplies integers only and ranks alike on every machine.
 *
 * A rare term is a sorted list of slots. A frequent one, in at least one slot of
 * INDEX_DENSE_SHARE, is a bitmap with a running count per 64 slots: a slot is tested and its impact
 * found in a step, two frequent terms are intersected 64 slots at a time, and it is no
 * larger than the list would be.
 *
 * Fields: title; competences, topics and words for the format; provider with its city, and the
 * places of open runs; text (summary and description).
 */
#ifndef KC_ENGINE_INDEX_H
#define KC_ENGINE_INDEX_H

#include "base/jobs.h"
#include "engine/catalogue.h"
#include "engine/dictionary.h"
#include "engine/hints.h"
#include "engine/synonyms.h"

enum index_field { FIELD_TITLE, FIELD_COMPETENCES, FIELD_PROVIDER, FIELD_TEXT, FIELDS };

enum { INDEX_IMPACT_ONE = 65535, INDEX_DENSE_SHARE = 32 };

/*
 * In the stream of words: between texts of one field, and at the end of each of the FIELDS fields
 * of a module; one that is not offered has nothing else. Other numbers are words by way of
 * stream_words.
 */
#define STREAM_GAP UINT32_MAX
#define STREAM_FIELD_END (UINT32_MAX - 1)
/* In index.stream_at: in the stream of changed modules. */
#define STREAM_CHANGED (UINT64_C(1) << 63)

struct index_word {
    struct slice shown; /* as it stood first in a text; empty when in none */
    uint32_t count;     /* how often it stands in texts, parts of hyphenated words included */
    uint32_t terms_at;
    uint8_t terms_len; /* the first is its own stem; then stems of parts; then concepts */
    uint8_t head;      /* of a compound: the place of its last part among its terms; or 0 */
    uint32_t apart; /* of a compound: bits of those terms that all must stand where it is asked for
                       as its parts, see compound_ask_for() */
};

/* Either slots or bits are there; impacts are in order of the slots in both. */
struct postings {
    const uint32_t *slots;   /* ascending; NULL: see bits */
    const uint64_t *bits;    /* bit slot % 64 of word slot / 64; NULL: see slots */
    const uint32_t *ranks;   /* with bits: how many postings stand before each word */
    const uint16_t *impacts; /* 1 .. INDEX_IMPACT_ONE */
    uint32_t len;
};

/* As kept: impacts, and either slots or a bitmap with its ranks behind it. */
struct index_list {
    const uint16_t *impacts;
    const void *at;
    uint32_t len;
    bool dense;
};

struct index_origin; /* engine/index_parts.h: what a changed index is made from */

struct index {
    const struct slice *words_folded; /* sorted; a word's number is its place */
    const struct index_word *words;
    uint32_t words_len;
    const uint32_t *word_terms; /* lists of terms, see index_word */
    const struct slice *stems;  /* sorted; a stem's place is its term */
    struct dictionary word_at;
    struct dictionary stem_at;
    uint32_t stems_len;
    uint32_t terms_len;             /* stems, then concepts */
    const struct index_list *lists; /* by term */
    uint32_t bits_words;            /* of a bitmap, 64 slots each */
    const uint64_t *stream_at;      /* by slot: where the words of its fields begin */
    const uint16_t *stream;         /* engine/index_stream.c says how it is kept */
    const uint32_t *stream_ranks;   /* words by how often they stand in texts */
    uint32_t stream_most;           /* numbers of the longest module */
    const uint32_t *stream_changed; /* plain numbers */
    const uint32_t *stream_words;   /* words by their numbers in both streams */
    struct synonyms synonyms;
    struct hints hints;
    const struct index_origin *origin;
};

/* For catalogue_build(). ERR_LIMIT: the arena is full. */
MUST_USE enum err index_build(struct arena *arena, const struct catalogue *c, struct slice synonyms,
                              const struct jobs *jobs, const struct index **ret_index);

/*
 * Whether a module has the words that it had in a catalogue before, where it had the same slot:
 * then its postings and its stream are what they were. Beside each other: the same framework,
 * topics, providers and venues.
 */
bool index_has_same_words(const struct catalogue *before, const struct catalogue *c, uint32_t slot);

/*
 * The mean length of a field as impacts take it: rounded to 1/64 to 1/128 of it. So it is the same
 * while a few texts among many change, and their impacts alone do.
 */
float index_mean(uint64_t words, uint32_t modules);

/*
 * The words of a module: FIELDS fields. In `room`, of x->stream_most numbers, or where it lasts as
 * long as the index.
 */
const uint32_t *index_stream(const struct index *x, uint32_t slot, uint32_t *room);

/* Stream numbers of the whole words of one text, in order. */
struct index_text {
    const uint32_t *words;
    size_t len;
};

/* Text number `nth` (from 0) of a field of an offered module, of which `stream` is; empty when
 * there is none. */
struct index_text index_text(const uint32_t *stream, enum index_field field, int nth);
struct postings index_postings(const struct index *x, uint32_t term);
/* Whether any module holds it. */
bool index_has(const struct index *x, uint32_t term);
/* The term of a stem, of a folded word; UINT32_MAX when there is none. */
uint32_t index_stem(const struct index *x, struct slice stem);
uint32_t index_word(const struct index *x, struct slice folded);
#endif
