/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/match_left_out.h"

#include <stdlib.h>

/* A wish: its sentence with the number, and where it can be changed. */
struct wish {
    enum say_key key;
    const char *url; /* NULL: no wish, a fact */
};

static const struct wish wishes[MATCH_OUTS] = {
    [MATCH_OUT_NOT_OFFERED] = {SAY_MATCH_LEFT_NOT_OFFERED, NULL},
    [MATCH_OUT_DROPPED] = {SAY_MATCH_LEFT_DROPPED, "/lehrplan#festgelegt"},
    [MATCH_OUT_LANGUAGE] = {SAY_MATCH_LEFT_LANGUAGE, "/situation/wuensche#sprachen"},
    [MATCH_OUT_FORMAT] = {SAY_MATCH_LEFT_FORMAT, "#formate"},
    [MATCH_OUT_BUDGET] = {SAY_MATCH_LEFT_BUDGET, "#budget"},
    [MATCH_OUT_EMPLOYER] = {SAY_MATCH_LEFT_EMPLOYER, NULL},
    [MATCH_OUT_VOUCHER] = {SAY_MATCH_LEFT_VOUCHER, NULL},
    [MATCH_OUT_PREREQUISITE] = {SAY_MATCH_LEFT_PREREQUISITE, NULL},
    [MATCH_OUT_ACCESSIBILITY] = {SAY_MATCH_LEFT_ACCESSIBILITY, "/situation/wuensche#hilfen"},
    [MATCH_OUT_FULL] = {SAY_MATCH_LEFT_FULL, NULL},
    [MATCH_OUT_DISTANCE] = {SAY_MATCH_LEFT_DISTANCE, "#umkreis"},
    [MATCH_OUT_DATES] = {SAY_MATCH_LEFT_DATES, "/situation/wuensche#beginn"},
    [MATCH_OUT_BLOCKED_WEEK] = {SAY_MATCH_LEFT_BLOCKED_WEEK, "/situation/wuensche#wochen"},
    [MATCH_OUT_HALF_DAY] = {SAY_MATCH_LEFT_HALF_DAY, "/situation/wuensche#halbtage"},
    [MATCH_OUT_WEEKLY_TIME] = {SAY_MATCH_LEFT_WEEKLY_TIME, "#stunden"},
};

static struct match_left_out
left_out(const struct page *page, const struct situation *s, enum match_out reason, uint32_t count)
{
    struct wish wish = wishes[reason];
    struct match_left_out m = {.count = count};

    if (wish.url != NULL)
        m.url = slice_of(wish.url);
    if (reason == MATCH_OUT_DISTANCE && !s->home.known && s->distance_km > 0) {
        wish.key = SAY_MATCH_LEFT_NO_PLACE;
        m.url = SLICE("/situation/wuensche#ort");
    } else if (reason == MATCH_OUT_DISTANCE && s->distance_km == 0) {
        wish.key = SAY_MATCH_LEFT_ON_SITE;
    }
    if (wish.key == SAY_MATCH_LEFT_DISTANCE)
        m.sentence =
            page_tell(page, wish.key, SAY_ARGS(SAY_AS_INT(count), SAY_AS_INT(s->distance_km)));
    else if (wish.key == SAY_MATCH_LEFT_BUDGET)
        m.sentence = page_tell(page, wish.key, SAY_ARGS(SAY_AS_INT(count), SAY_AS_EURO(s->budget)));
    else if (wish.key == SAY_MATCH_LEFT_WEEKLY_TIME)
        m.sentence =
            page_tell(page, wish.key, SAY_ARGS(SAY_AS_INT(count), SAY_AS_HOURS(s->weekly_minutes)));
    else
        m.sentence = page_tell(page, wish.key, SAY_ARGS(SAY_AS_INT(count)));
    return m;
}

static int
left_out_cmp(const void *va, const void *vb)
{
    const struct match_left_out *a = va;
    const struct match_left_out *b = vb;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return slice_cmp(a->sentence, b->sentence);
}

int
match_left_out_list(const struct page *page, const struct situation *s, const uint32_t *out,
                    struct match_left_out *ret_list)
{
    int len = 0;

    /* What is not offered to anybody is no news to this person. */
    for (int reason = MATCH_OUT_DROPPED; reason < MATCH_OUTS; reason++) {
        if (out[reason] > 0)
            ret_list[len++] = left_out(page, s, (enum match_out)reason, out[reason]);
    }
    if (len > 0)
        qsort(ret_list, (size_t)len, sizeof *ret_list, left_out_cmp);
    return len;
}
