/* SPDX-License-Identifier: EUPL-1.2 */
/* Topics with the most blocks: where somebody can begin who has no word yet. */
#ifndef KC_WEB_POPULAR_TOPICS_H
#define KC_WEB_POPULAR_TOPICS_H

#include "engine/search.h"
#include "web/page.h"

struct popular_topic {
    struct slice code;
    struct slice name;
    uint32_t count;
};

/* From the facets of a search; the most frequent first. `ret_topics` has room for `max`. */
int popular_topics(const struct page *page, const struct search_result *result, int max,
                   struct popular_topic *ret_topics);

#endif
