/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/plan_words.h"

#include "web/plan_what_if.h"

enum { SENTENCE_BYTES_MAX = 2000 };

static const struct slice NOTHING = {"", 0};

struct slice
plan_words_proof(const struct page *page, const struct curriculum *plan)
{
    switch (plan->quality) {
    case QUALITY_BEST:
        return page_say(page, SAY_PLAN_PROOF_BEST);
    case QUALITY_WITHIN:
        return page_tell(page, SAY_PLAN_PROOF_WITHIN, SAY_ARGS(SAY_AS_INT(plan->gap_percent)));
    case QUALITY_UNKNOWN:
        return page_say(page, SAY_PLAN_PROOF_UNKNOWN);
    }
    return NOTHING;
}

struct slice
plan_words_role(const struct page *page, const struct curriculum_entry *e)
{
    switch (e->role) {
    case ROLE_CLOSES_GAP:
        break;
    case ROLE_PREPARES:
        if (e->serves != NULL)
            return page_tell(page, SAY_PLAN_ROLE_PREPARES, SAY_ARGS(SAY_AS_TEXT(e->serves->title)));
        break;
    case ROLE_FOLLOWS_UP:
        if (e->serves != NULL)
            return page_tell(page, SAY_PLAN_ROLE_FOLLOWS, SAY_ARGS(SAY_AS_TEXT(e->serves->title)));
        break;
    case ROLE_KEPT:
        return page_say(page, SAY_PLAN_ROLE_KEPT);
    }
    return NOTHING;
}

struct slice
plan_words_order(const struct page *page, const struct curriculum_entry *e)
{
    if (e->after != NULL && e->role == ROLE_FOLLOWS_UP && e->after == e->serves)
        return NOTHING;
    if (e->after != NULL)
        return page_tell(page, SAY_PLAN_ORDER_AFTER, SAY_ARGS(SAY_AS_TEXT(e->after->title)));
    if (e->run != NULL && e->run->sessions_len > 0)
        return page_say(page, SAY_PLAN_ORDER_DATE);
    return page_say(page, SAY_PLAN_ORDER_FREE);
}

/* In how many different weeks the run has sittings. */
static int
weeks_with_sittings(const struct run *run)
{
    int weeks = 0;

    for (int i = 0; i < run->sessions_len; i++) {
        if (i == 0 || day_monday(run->sessions[i].day).n != day_monday(run->sessions[i - 1].day).n)
            weeks++;
    }
    return weeks;
}

struct slice
plan_words_spread(const struct page *page, const struct curriculum_entry *e)
{
    int weeks = e->end_week - e->start_week + 1;

    if (e->run == NULL || e->run->sessions_len == 0 || weeks <= weeks_with_sittings(e->run))
        return NOTHING;
    return page_tell(page, SAY_PLAN_SPREAD,
                     SAY_ARGS(SAY_AS_INT(e->run->sessions_len), SAY_AS_INT(weeks),
                              SAY_AS_HOURS(e->weekly_minutes)));
}

/* Of one obstacle: what it is, what helps, where. */
struct obstacle_words {
    enum say_key reason;
    enum say_key hint;
    const char *url;
};

static const struct obstacle_words obstacles[OBSTACLES] = {
    [OBSTACLE_NO_OFFER] = {SAY_PLAN_NOT_NO_OFFER, SAY_PLAN_HELP_NO_OFFER, "/suche"},
    [OBSTACLE_WISHES] = {SAY_PLAN_NOT_WISHES, SAY_PLAN_HELP_WISHES, "/passung#nicht-dabei"},
    [OBSTACLE_PREREQUISITES] = {SAY_PLAN_NOT_PREREQUISITES, SAY_PLAN_HELP_PREREQUISITES,
                                "/situation/koennen"},
    [OBSTACLE_DATES] = {SAY_PLAN_NOT_DATES, SAY_PLAN_HELP_DATES, "/situation/wuensche#zeit"},
    [OBSTACLE_WEEKLY_TIME] = {SAY_PLAN_NOT_WEEKLY_TIME, SAY_PLAN_HELP_WEEKLY_TIME,
                              "/situation/wuensche#stunden"},
    [OBSTACLE_BUDGET] = {SAY_PLAN_NOT_BUDGET, SAY_PLAN_HELP_BUDGET, "/situation/wuensche#budget"},
    [OBSTACLE_TRADE_OFF] = {SAY_PLAN_NOT_TRADE_OFF, SAY_PLAN_HELP_TRADE_OFF,
                            "/situation/wuensche#zeit"},
};

struct slice
plan_words_obstacle(const struct page *page, enum curriculum_obstacle obstacle)
{
    assert(obstacle < OBSTACLES);
    return obstacle == OBSTACLE_NONE ? NOTHING : page_say(page, obstacles[obstacle].reason);
}

struct slice
plan_words_hint(const struct page *page, enum curriculum_obstacle obstacle, struct slice *ret_url)
{
    assert(obstacle < OBSTACLES);
    if (obstacle == OBSTACLE_NONE) {
        *ret_url = NOTHING;
        return NOTHING;
    }
    *ret_url = slice_of(obstacles[obstacle].url);
    return page_say(page, obstacles[obstacle].hint);
}

struct slice
plan_words_relief(const struct page *page, const struct situation *s,
                  const struct curriculum_relief *r)
{
    switch (r->demand) {
    case WHY_WEEKLY_TIME:
        return page_tell(page, SAY_PLAN_ENOUGH_HOURS,
                         SAY_ARGS(SAY_AS_HOURS(s->weekly_minutes + r->amount * 30)));
    case WHY_BUDGET:
        return page_tell(
            page, SAY_PLAN_ENOUGH_BUDGET,
            SAY_ARGS(SAY_AS_EURO((struct cents){s->budget.n + (int64_t)r->amount * 100})));
    case WHY_LATEST_END:
        return page_tell(page, SAY_PLAN_ENOUGH_END,
                         SAY_ARGS(SAY_AS_DAY(day_plus(s->latest_end, r->amount * 7))));
    case WHY_HALF_DAYS:
        return what_if_label(page, (struct situation_change){CHANGE_HALF_DAY_MORE, r->amount, {0}});
    case WHY_FORMATS:
        return page_say(page, SAY_PLAN_IF_ALL_FORMATS);
    case WHY_DISTANCE:
        return page_say(page, SAY_PLAN_ENOUGH_DISTANCE);
    case WHY_DEMANDS:
        break;
    }
    return NOTHING;
}

/* One measure: what to say when it is more, what when it is less, and which of them is better. */
struct measure {
    int64_t by;
    enum say_key more;
    enum say_key less;
    bool more_is_better;
    enum say_kind kind; /* SAY_INT, SAY_EURO, SAY_HOURS */
};

static struct say_arg
amount_of(const struct measure *m)
{
    int64_t n = m->by < 0 ? -m->by : m->by;

    if (m->kind == SAY_EURO)
        return say_arg_cents((struct cents){n});
    return (struct say_arg){.kind = m->kind, .n = n};
}

static void
measure_put(const struct page *page, const struct measure *m, struct text *better,
            struct text *worse)
{
    struct text *out = (m->by > 0) == m->more_is_better ? better : worse;
    const struct say_arg args[] = {amount_of(m)};

    if (m->by == 0)
        return;
    text_puts(out, out->len > 0 ? ", " : "");
    text_put(out, page_tell(page, m->by > 0 ? m->more : m->less, args, 1));
}

void
plan_words_difference(const struct page *page, const struct curriculum_difference *d,
                      struct slice *ret_better, struct slice *ret_worse)
{
    const struct measure measures[] = {
        {d->gaps, SAY_PLAN_MORE_GAPS, SAY_PLAN_FEWER_GAPS, true, SAY_INT},
        {d->gaps == 0 ? d->levels : 0, SAY_PLAN_MORE_LEVELS, SAY_PLAN_FEWER_LEVELS, true, SAY_INT},
        {d->days / 7, SAY_PLAN_LATER, SAY_PLAN_EARLIER, false, SAY_INT},
        {d->cents, SAY_PLAN_DEARER, SAY_PLAN_CHEAPER, false, SAY_EURO},
        {d->minutes, SAY_PLAN_LONGER, SAY_PLAN_SHORTER, false, SAY_HOURS},
        {d->days_on_site, SAY_PLAN_MORE_DAYS, SAY_PLAN_FEWER_DAYS, false, SAY_INT},
        {d->travel_km, SAY_PLAN_FARTHER, SAY_PLAN_NEARER, false, SAY_INT},
    };
    struct text better = text_init(page->req->arena, SENTENCE_BYTES_MAX);
    struct text worse = text_init(page->req->arena, SENTENCE_BYTES_MAX);

    for (size_t i = 0; i < ARRAY_LEN(measures); i++)
        measure_put(page, &measures[i], &better, &worse);
    if (text_end(&better, ret_better) != OK)
        *ret_better = NOTHING;
    if (text_end(&worse, ret_worse) != OK)
        *ret_worse = NOTHING;
}

struct slice
plan_words_blocks(const struct page *page, const struct curriculum_difference *d)
{
    int of = d->stays + d->moves + d->comes;

    if (d->comes == 0)
        return page_say(page,
                        d->goes > 0 || d->moves > 0 ? SAY_PLAN_SAME_BLOCKS : SAY_PLAN_SAME_PLAN);
    return page_tell(page, SAY_PLAN_NEW_BLOCKS, SAY_ARGS(SAY_AS_INT(d->comes), SAY_AS_INT(of)));
}

enum say_key
plan_words_other(enum preset preset)
{
    static const enum say_key words[PRESETS] = {
        [PRESET_BALANCED] = SAY_SITUATION_PRESET_BALANCED_NOTE,
        [PRESET_FASTEST] = SAY_SITUATION_PRESET_FASTEST_NOTE,
        [PRESET_CHEAPEST] = SAY_SITUATION_PRESET_CHEAPEST_NOTE,
        [PRESET_NEAR] = SAY_SITUATION_PRESET_NEAR_NOTE,
    };

    assert(preset < PRESETS);
    return words[preset];
}
