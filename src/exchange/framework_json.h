/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Our topics and our competence framework, from data/topics.json and
 * data/framework.json (formats kommunalcampus-topics/1, -framework/1; described
 * in data/README.md, schemas in schemas/). Strict, see exchange/own_json.h.
 *
 * Ids are the position in the file, from 1. Whoever stores them keeps the id
 * that a code already has.
 */
#ifndef KC_EXCHANGE_FRAMEWORK_JSON_H
#define KC_EXCHANGE_FRAMEWORK_JSON_H

#include "base/ctx.h"
#include "domain/competence.h"
#include "domain/topic.h"

struct topic_words {
    struct slice *words; /* German words by which people know the topic */
    int len;
};

struct topic_list {
    struct topic *topics;
    struct topic_words *synonyms; /* one per topic; NULL when not asked for */
    int len;                      /* < TOPICS_MAX */
};

struct framework_word {
    struct slice name_de;
    struct slice name_en;
    struct slice description; /* German */
};

/* The framework, and the words for its areas, bands and levels. */
struct framework_file {
    struct framework framework;
    struct framework_word area[AREAS];
    struct framework_word band[BANDS];
    struct framework_word level[LEVEL_MAX + 1];
};

/* ERR_INVALID with line and path, ERR_LIMIT. */
MUST_USE enum err topics_json_read(struct ctx *ctx, struct slice bytes,
                                   struct topic_list *ret_topics);
MUST_USE enum err framework_json_read(struct ctx *ctx, struct slice bytes,
                                      const struct topic_list *topics,
                                      struct framework_file *ret_file);

struct json_value;
/* The bit set of the topic codes that `v` lists under "topics". ERR_INVALID when one is unknown. */
MUST_USE enum err topics_json_set(struct ctx *ctx, const struct topic_list *topics,
                                  const struct json_value *v, uint64_t *ret_set);

#endif
