/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/situation_words.h"

#include "web/wishes_form.h"
#include "web/words.h"

enum { SENTENCES_MAX = 12, LIST_BYTES_MAX = 2048 };

static struct slice
format_list(const struct page *page, uint8_t formats)
{
    struct text t = text_init(page->req->arena, LIST_BYTES_MAX);
    struct slice s;

    for (int i = 0; i < FORMATS; i++) {
        if (!(formats >> i & 1))
            continue;
        text_puts(&t, t.len > 0 ? ", " : "");
        say_puts(&t, page->lang, words_format((enum module_format)i));
    }
    return text_end(&t, &s) == OK ? s : (struct slice){"", 0};
}

static struct slice
feature_list(const struct page *page, uint32_t features)
{
    struct text t = text_init(page->req->arena, LIST_BYTES_MAX);
    struct slice s;

    for (int i = 0; i < ACCESSIBILITIES; i++) {
        if (!(features >> i & 1))
            continue;
        text_puts(&t, t.len > 0 ? ", " : "");
        say_puts(&t, page->lang, words_accessibility((enum accessibility)i));
    }
    return text_end(&t, &s) == OK ? s : (struct slice){"", 0};
}

static struct slice
where(const struct page *page, const struct situation *s)
{
    if (s->distance_km == 0)
        return page_say(page, SAY_SITUATION_IS_ONLINE);
    if (s->distance_km >= DISTANCE_KM_MAX)
        return page_say(page, SAY_SITUATION_IS_ANYWHERE);
    if (!s->home.known)
        return page_say(page, SAY_SITUATION_IS_NO_PLACE);
    return page_tell(page, SAY_SITUATION_IS_NEAR,
                     SAY_ARGS(SAY_AS_INT(s->distance_km), SAY_AS_TEXT(s->home_name)));
}

static int
half_days(const struct situation *s)
{
    int n = 0;

    for (int i = 0; i < HALF_DAYS; i++)
        n += s->half_days >> i & 1;
    return n;
}

enum err
situation_words(const struct page *page, const struct situation *s, struct slice **ret_sentences,
                int *ret_len)
{
    struct slice *w = arena_array(page->req->arena, struct slice, SENTENCES_MAX);
    int n = 0;

    if (w == NULL)
        return ERR_LIMIT;
    w[n++] = page_tell(page, SAY_SITUATION_IS_TIME, SAY_ARGS(SAY_AS_HOURS(s->weekly_minutes)));
    w[n++] = page_tell(page, SAY_SITUATION_IS_PERIOD,
                       SAY_ARGS(SAY_AS_DAY(s->start), SAY_AS_DAY(s->latest_end)));
    if (s->blocked_weeks_len > 0)
        w[n++] =
            page_tell(page, SAY_SITUATION_IS_BLOCKED, SAY_ARGS(SAY_AS_INT(s->blocked_weeks_len)));
    if (s->half_days != HALF_DAYS_ALL)
        w[n++] = page_tell(page, SAY_SITUATION_IS_HALVES, SAY_ARGS(SAY_AS_INT(half_days(s))));
    w[n++] = s->budget.n >= CENTS_MAX
                 ? page_say(page, SAY_SITUATION_IS_NO_BUDGET)
                 : page_tell(page, SAY_SITUATION_IS_BUDGET, SAY_ARGS(SAY_AS_EURO(s->budget)));
    w[n++] = where(page, s);
    if (s->formats != (1U << FORMATS) - 1)
        w[n++] = page_tell(page, SAY_SITUATION_IS_FORMATS,
                           SAY_ARGS(SAY_AS_TEXT(format_list(page, s->formats))));
    w[n++] = page_say(page, s->german && s->english ? SAY_SITUATION_IS_BOTH_LANGUAGES
                            : s->english            ? SAY_SITUATION_IS_ENGLISH
                                                    : SAY_SITUATION_IS_GERMAN);
    if (s->accessibility != 0)
        w[n++] = page_tell(page, SAY_SITUATION_IS_FEATURES,
                           SAY_ARGS(SAY_AS_TEXT(feature_list(page, s->accessibility))));
    w[n++] = page_tell(page, SAY_SITUATION_IS_PRESET,
                       SAY_ARGS(SAY_AS_TEXT(page_say(page, wishes_preset_word(s->preset)))));
    assert(n <= SENTENCES_MAX);
    *ret_sentences = w;
    *ret_len = n;
    return OK;
}
