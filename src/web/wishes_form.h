/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The third step of "my situation": time, money, place, what is needed.
 *
 *   stunden      hours a week, "4" or "4,5"
 *   beginn, ende days, ISO or German
 *   gesperrt     Monday of a week without learning, ISO; repeatable
 *   halbtag      0 Monday morning .. 9 Friday afternoon; repeatable
 *   budget       euros; empty = no limit
 *   ort          a place as people type it; empty = not stated
 *   ort_wahl     one of the places it could be
 *   umkreis      km; 0 = online only
 *   format, sprache, hilfe   codes; repeatable
 *   ziel         code of enum preset
 *
 * A form is taken as a whole or not at all, as in job_form.h. Fields that
 * are wrong keep what was typed.
 */
#ifndef KC_WEB_WISHES_FORM_H
#define KC_WEB_WISHES_FORM_H

#include "domain/situation.h"
#include "web/choice.h"
#include "web/form_errors.h"
#include "web/page.h"
#include "web/parts.h"

enum {
    WISHES_DISTANCES_MAX = 9,
    WISHES_PLACES_MAX = 8,
    WISHES_DAYS = 5,
    WISHES_HALVES = 2,
    WISHES_LANGUAGES = 2,
};

struct wishes_week {
    struct day monday;
    struct day friday;
    int number; /* ISO week */
    bool chosen;
};

/* One row of the table of half days: all mornings, all afternoons. */
struct wishes_half {
    enum say_key label;
    struct choice days[WISHES_DAYS]; /* label: the weekday's long name */
};

struct wishes_form {
    struct field hours;
    struct field from;
    struct field until;
    struct field budget;
    struct field place;
    struct choice *places; /* what the place could be; WISHES_PLACES_MAX at most */
    int places_len;
    struct choice distances[WISHES_DISTANCES_MAX];
    int distances_len;
    struct wishes_week *weeks;
    int weeks_len;
    int weeks_chosen;
    struct wishes_half halves[WISHES_HALVES];
    struct choice formats[FORMATS];
    struct choice languages[WISHES_LANGUAGES];
    struct choice features[ACCESSIBILITIES];
    int features_chosen;
    struct choice presets[PRESETS];
    struct slice distance_error;
    struct slice weeks_error;
    struct slice halves_error;
    struct slice formats_error;
    struct slice languages_error;
    struct slice features_error;
    struct slice preset_error;
    struct form_errors errors;
};

/* Every field as the situation has it. ERR_LIMIT: the arena is full. */
MUST_USE enum err wishes_form_show(const struct page *page, const struct situation *s,
                                   struct wishes_form *ret_form);
/*
 * Read what was sent into `*s` and `*ret_form`; without errors `*s` is sound.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err wishes_form_read(const struct page *page, const struct form *sent,
                                   struct situation *s, struct wishes_form *ret_form);
/* The same for the few wishes above the matches: hours, budget, distance, formats. */
MUST_USE enum err wishes_form_read_quick(const struct page *page, const struct form *sent,
                                         struct situation *s, struct wishes_form *ret_form);

/* "4", "4,5", "4.5" hours. ERR_INVALID: no number; ERR_LIMIT: less than half an hour, or more than
 * WEEKLY_MINUTES_MAX. */
MUST_USE enum err wishes_hours_parse(struct slice typed, int32_t *ret_minutes);

enum say_key wishes_preset_word(enum preset preset);

#endif
