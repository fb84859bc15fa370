/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * People as lines of values between tabs, the form of ../shared/bench/gen_persons.py:
 *
 *   id  town  lat  lon  have  want  cats  fmts  langs  price  km  weeks  hours
 *
 * `have` and `want` are "competence:level,..." or "-", competences 0..99; `cats`
 * "category:weight,..." 0..47; `fmts` a bit mask over Präsenz, Online live, Selbstlernkurs, Blended
 * Learning, Inhouse, Fernlehrgang; `langs` a bit mask, bit 0 German, bit 1 English; `price` the
 * budget in cents; `km` the greatest distance; `weeks` 52 bits, hexadecimal: the weeks of 2026 from
 * 1 January on in which the person can attend (each is taken for the calendar week of its first
 * day); `hours` per week. The town stands for the employer. The id does not begin with # and holds
 * neither white space nor control characters. No names and no other attributes are read or kept.
 */
#ifndef KC_EXCHANGE_PERSON_LINE_H
#define KC_EXCHANGE_PERSON_LINE_H

#include "base/ctx.h"
#include "domain/situation.h"

enum { PERSON_COMPETENCES = 100, PERSON_TOPICS = 48, PERSON_WEEKS = 52 };

/* One person; the slices point into the line, all else is within. Not to be copied. */
struct person_line {
    struct slice id;
    struct slice employer;
    struct situation situation; /* without a job */
    struct job_profile profile; /* of the person's own targets; targets_len may be 0 */
    struct job_target targets[JOB_PROFILE_TARGETS_MAX];
    struct day blocked[PLAN_WEEKS_MAX];
};

/*
 * `start` is the first day of the person's time, which lasts a year.
 *   ERR_INVALID   not such a line, or not UTF-8; the message names the column
 */
MUST_USE enum err person_line_read(struct ctx *ctx, struct slice line, struct day start,
                                   struct person_line *ret_person);

#endif
