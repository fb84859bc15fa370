/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Phrases of advertisements made ready to be found: each word of a phrase is a probe, asked of each
 * word of a text. A word answers a probe by its stem, by the stem of a part of it (compounds and
 * hyphens, as the search takes them apart), or by how it begins. Other words of a synonym group
 * (data/synonyms.de.txt) find a competence as well when a phrase is one of them.
 */
#ifndef KC_ENGINE_ADVERT_WORDS_H
#define KC_ENGINE_ADVERT_WORDS_H

#include "domain/advert.h"
#include "engine/stem.h"
#include "engine/tokens.h"
#include "engine/words.h"

#define ADVERT_PROBE_NONE UINT32_MAX

enum { ADVERT_WORD_PROBES_MAX = 16 };

/* One phrase, or a synonym of one. All probes have to answer near each other. */
struct advert_pattern {
    uint32_t probes[ADVERT_PHRASE_WORDS_MAX];
    uint32_t phrase; /* in phrases */
    uint32_t next;   /* the next pattern with the same first probe */
    uint8_t len;
    bool ascends;  /* in this order */
    bool in_order; /* and side by side */
    bool is_synonym;
};

struct advert_prefix {
    struct slice folded;
    uint32_t probe;
    bool whole; /* of whole words alone */
};

struct advert_words {
    struct advert_phrases phrases;
    struct advert_pattern *patterns;
    uint32_t patterns_len;
    size_t patterns_size;
    uint32_t *first;      /* by probe: its first pattern */
    struct words probes;  /* a letter for the kind, then a stem or a beginning */
    struct words known;   /* folded words that can be parts of a compound */
    struct words endings; /* their stems: the last part may be another form */
    struct advert_prefix *prefixes;
    uint32_t prefixes_len;
    size_t prefixes_size;
};

/*
 * `synonyms` in the form of data/synonyms.de.txt. Everything lives in the arena; texts of the
 * phrases must live as long.
 *   ERR_LIMIT   the arena is full, or the system has no memory
 */
MUST_USE enum err advert_words_make(struct arena *a, const struct advert_phrases *phrases,
                                    struct slice synonyms, const struct advert_words **ret_words);

/* Probes that a word answers, each once; how many. `parts` are those of a hyphenated word. */
struct advert_asked {
    struct token word;
    const struct token *parts;
    int parts_len;
};
int advert_words_probe(const struct advert_words *w, struct stem *stem,
                       const struct advert_asked *asked,
                       uint32_t ret_probes[ADVERT_WORD_PROBES_MAX]);

#endif
