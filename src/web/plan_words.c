/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/plan_words.h"

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

int
plan_words_differences(const struct page *page, const struct curriculum *chosen,
                       const struct curriculum *other,
                       struct slice ret_differences[PLAN_DIFFERENCES_MAX])
{
    int gaps = other->goals_closed - chosen->goals_closed;
    int weeks = (other->end.n - chosen->end.n) / 7;
    int64_t cents = other->price.n - chosen->price.n;
    int32_t minutes = other->minutes - chosen->minutes;
    int n = 0;

    if (gaps != 0)
        ret_differences[n++] = page_tell(page, gaps > 0 ? SAY_PLAN_MORE_GAPS : SAY_PLAN_FEWER_GAPS,
                                         SAY_ARGS(SAY_AS_INT(gaps > 0 ? gaps : -gaps)));
    if (weeks != 0)
        ret_differences[n++] = page_tell(page, weeks > 0 ? SAY_PLAN_LATER : SAY_PLAN_EARLIER,
                                         SAY_ARGS(SAY_AS_INT(weeks > 0 ? weeks : -weeks)));
    if (cents != 0)
        ret_differences[n++] =
            page_tell(page, cents > 0 ? SAY_PLAN_DEARER : SAY_PLAN_CHEAPER,
                      SAY_ARGS(SAY_AS_EURO((struct cents){cents > 0 ? cents : -cents})));
    if (minutes != 0)
        ret_differences[n++] = page_tell(page, minutes > 0 ? SAY_PLAN_LONGER : SAY_PLAN_SHORTER,
                                         SAY_ARGS(SAY_AS_HOURS(minutes > 0 ? minutes : -minutes)));
    return n;
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
