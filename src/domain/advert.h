/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Phrases by which a job advertisement is read (docs/rules/advert.md): headings, levels, and what
 * tells of a competence. They are data, data/advert.de.txt, which people change.
 */
#ifndef KC_DOMAIN_ADVERT_H
#define KC_DOMAIN_ADVERT_H

#include "domain/competence.h"

/* What a part of an advertisement is about. */
enum advert_part {
    ADVERT_INTRO, /* before the first heading */
    ADVERT_TASKS,
    ADVERT_DUTIES, /* what is asked for */
    ADVERT_WISHES, /* what would be good to have */
    ADVERT_OFFER,
    ADVERT_APPLY,
    ADVERT_ABOUT, /* the employer */
    ADVERT_PARTS
};

enum advert_list {
    ADVERT_LIST_HEADING,      /* opens a part */
    ADVERT_LIST_ABBREVIATION, /* its full stop ends no sentence */
    ADVERT_LIST_SIGN,         /* a text with it is a job advertisement */
    ADVERT_LIST_LEFT_OUT,     /* a sentence with it says nothing of the job */
    ADVERT_LIST_WISH,         /* what the sentence says is a wish */
    ADVERT_LIST_LEVEL,
    ADVERT_LIST_PAY, /* what the job is paid by: the level where nothing else says one */
    ADVERT_LIST_COMPETENCE,
    ADVERT_LISTS
};

struct advert_phrase {
    struct slice text; /* words; "=word" no compound, "word*" a beginning, "\"...\"" as it stands */
    enum advert_list list;
    enum advert_part part;           /* of ADVERT_LIST_HEADING */
    uint8_t level;                   /* of LEVEL and PAY, 1..8 */
    struct competence_id competence; /* of COMPETENCE */
    bool weak;                       /* a hint: not enough alone */
    bool near;                       /* LEVEL: speaks of its own part of the sentence alone;
                                        COMPETENCE: is spoken of by such a part alone */
};

struct advert_phrases {
    struct advert_phrase *at;
    int len; /* <= ADVERT_PHRASES_MAX */
};

#endif
