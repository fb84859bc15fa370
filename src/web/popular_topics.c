/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/popular_topics.h"

#include <stdlib.h>

#include "service/browse_service.h"

static int
by_count(const void *left, const void *right)
{
    const struct popular_topic *a = left;
    const struct popular_topic *b = right;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return slice_cmp(a->name, b->name);
}

int
popular_topics(const struct page *page, const struct search_result *result, int max,
               struct popular_topic *ret_topics)
{
    const struct search_facet *facet = &result->facets[FACET_TOPIC];
    struct popular_topic topics[TOPICS_MAX];
    int len = 0;
    int shown;

    for (int i = 0; i < facet->values_len && len < TOPICS_MAX; i++) {
        const struct search_value *v = &facet->values[i];
        const struct topic *t = browse_topic_by_code(page->snap, v->code);

        topics[len++] = (struct popular_topic){
            v->code, t == NULL ? v->name : page_name(page, t->name_de, t->name_en), v->count};
    }
    if (len > 0)
        qsort(topics, (size_t)len, sizeof *topics, by_count);
    shown = len < max ? len : max;
    for (int i = 0; i < shown; i++)
        ret_topics[i] = topics[i];
    return shown;
}
