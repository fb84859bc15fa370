/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The second step of "my situation": the own rating.
 *
 *   k-D1.1 ...   level 0 to 8 of that competence, or "?": I do not know
 *
 * A form is taken as a whole or not at all, as in job_form.h.
 */
#ifndef KC_WEB_RATING_FORM_H
#define KC_WEB_RATING_FORM_H

#include "domain/situation.h"
#include "web/form_errors.h"
#include "web/page.h"

struct rating_band {
    struct slice text; /* German: what somebody on this band can do */
    enum say_key word;
    uint8_t low; /* its two levels */
    uint8_t high;
    bool low_chosen;
    bool high_chosen;
};

struct rating_row {
    const struct competence *competence;
    struct slice field; /* "k-D1.1": its name */
    struct slice id;    /* "k-D1-1": where links lead */
    struct slice name;
    struct slice error;
    uint8_t needed; /* by the job; 0: not asked by it */
    enum say_key needed_word;
    uint8_t level;
    bool unknown;
    struct rating_band bands[BANDS];
};

struct rating_form {
    struct rating_row *needed; /* of the job, in its order */
    int needed_len;
    struct rating_row *others; /* the rest of the framework, in its order */
    int others_len;
    int others_rated;
    bool others_open; /* one of them is wrong, so it must be seen */
    struct form_errors errors;
};

/* ERR_LIMIT: the arena is full. */
MUST_USE enum err rating_form_show(const struct page *page, const struct situation *s,
                                   struct rating_form *ret_form);
MUST_USE enum err rating_form_read(const struct page *page, const struct form *sent,
                                   struct situation *s, struct rating_form *ret_form);

#endif
