/* SPDX-License-Identifier: EUPL-1.2 */
/* Between the files moochub*.c, and for nobody else. */
#ifndef KC_EXCHANGE_MOOCHUB_PARTS_H
#define KC_EXCHANGE_MOOCHUB_PARTS_H

#include "exchange/json_read.h"
#include "exchange/moochub.h"

/* A word of a topic, folded. */
struct moochub_word {
    struct slice word;
    uint64_t topic;
};

/* One record being read. */
struct moochub_reader {
    struct ctx *ctx;
    const struct moochub_word *words; /* of all topics */
    size_t words_len;
    const struct moochub_options *options;
    struct import_report *report;
    const struct json_value *record;     /* data[i] */
    const struct json_value *attributes; /* of it, or the record itself */
    struct moochub_course *course;
    bool skipped; /* the reason is in the report */
};

/*
 * The first member that is given under one of the names, which are lower case
 * without underscores, separated by blanks: "startdate start". NULL otherwise.
 */
const struct json_value *moochub_member(const struct json_value *v, const char *names);
/* Whether the member's name is one of `names`, compared likewise. */
bool moochub_is_named(struct slice key, const char *names);

/* About the value `v`; "about" the record when NULL. */
void moochub_note(const struct moochub_reader *r, const struct json_value *v, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
/* The record is not taken. */
void moochub_skip(struct moochub_reader *r, const struct json_value *v, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* The beginning of a text, for a note; never half a character. */
struct slice moochub_excerpt(struct slice s, size_t bytes_max);

/* A text, {"name": text}, or [{"inLanguage", "name"}] (German first, then English, then
 * any), as a line without markup. Empty when there is none. */
MUST_USE enum err moochub_label(const struct moochub_reader *r, const struct json_value *v,
                                struct slice *ret_label);
/* HTML of the source as prose; what is too long is cut, with a note. */
MUST_USE enum err moochub_prose(const struct moochub_reader *r, const struct json_value *v,
                                size_t bytes_max, struct slice *ret_prose);
/* An address if it is http or https; empty and a note otherwise. */
struct slice moochub_url(const struct moochub_reader *r, const struct json_value *v);
/* Labels of a list, without the empty ones. */
MUST_USE enum err moochub_labels(const struct moochub_reader *r, const struct json_value *list,
                                 struct slice **ret_labels, int *ret_len);
/* "feed-" and the text as a code; a hash is added when that loses something. */
MUST_USE enum err moochub_code(const struct moochub_reader *r, struct slice from,
                               struct slice *ret_code);

/* moochub_skill.c: gives, needs, level, required_courses, skills_unmapped. */
MUST_USE enum err moochub_skills(struct moochub_reader *r);
/* moochub_time.c: runs, minutes, availability; needs format to be set as if without runs. */
MUST_USE enum err moochub_times(struct moochub_reader *r);
/* moochub_offer.c: price, certificate. May skip the record. */
void moochub_offers(struct moochub_reader *r, double days);
/* The length of the course in calendar days; 0 when it is not stated. */
double moochub_days(const struct moochub_reader *r);

#endif
