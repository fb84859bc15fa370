/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A job advertisement read: which competences it asks for, at which level, and what of its text
 * says so. The rules are docs/rules/advert.md (ADVERT-1 ..). Nothing but the text, the phrases,
 * the framework and the job profiles counts, so the same text always gives the same proposal.
 *
 * Slices of the proposal point into the text and the phrases.
 */
#ifndef KC_ENGINE_ADVERT_H
#define KC_ENGINE_ADVERT_H

#include "domain/advert.h"
#include "domain/job_profile.h"
#include "engine/advert_words.h"

/* How clearly the text asks for a competence (ADVERT-7). */
enum advert_strength { ADVERT_WEAK, ADVERT_SEEN, ADVERT_CLEAR };

/* Where a level comes from (ADVERT-5). */
enum advert_level_from {
    ADVERT_LEVEL_BUILT_IN, /* nothing says one */
    ADVERT_LEVEL_PAY,      /* the pay of the job */
    ADVERT_LEVEL_WORDS,    /* words of the sentence */
};

struct advert_quote {
    struct slice sentence;
    struct slice words;       /* of it, that tell of the competence */
    struct slice level_words; /* of it, that tell of a level; empty: none do */
    enum advert_part part;
    uint8_t level; /* that they tell; 0: none */
    bool wish;
    bool weak;
};

struct advert_need {
    const struct competence *competence;
    enum advert_strength strength;
    enum advert_level_from level_from;
    struct slice level_words; /* of the text: what the level comes from; empty: built in */
    uint8_t level;            /* 1..8 */
    uint8_t weight;           /* 1..JOB_WEIGHT_MAX */
    bool wish;                /* every sentence with it is a wish */
    int sentences;            /* with it */
    struct advert_quote quotes[ADVERT_QUOTES_MAX];
    int quotes_len;
};

/* What was not read as something that the job asks for, and why (ADVERT-3). */
struct advert_left_out {
    struct slice sentence;
    enum advert_part part; /* OFFER, APPLY, ABOUT; INTRO: a phrase says that it is none */
};

/* A job profile of the library that is like the advertisement (ADVERT-9). */
struct advert_job {
    const struct job_profile *job;
    int shared;      /* competences of the proposal that it has too, weak ones not counted */
    bool named;      /* the title of the advertisement has words of its name */
    double likeness; /* 0..1 */
};

enum { ADVERT_JOBS_SHOWN = 3 };

struct advert_proposal {
    struct slice title;        /* the line that names the job; empty: none was recognised */
    bool is_advert;            /* something in it says so (ADVERT-10) */
    struct advert_need *needs; /* the strongest and weightiest first */
    int needs_len;
    int seen; /* those before the weak ones */
    struct advert_left_out *left_out;
    int left_out_len;
    int read;                                  /* sentences that were read as speaking of the job */
    struct advert_job jobs[ADVERT_JOBS_SHOWN]; /* the most alike first */
    int jobs_len;
    uint8_t base_level; /* where no words say one */
    struct slice pay;   /* of the text; empty: not said */
};

struct advert_ask {
    struct slice text; /* valid, NFC */
    const struct advert_words *words;
    const struct framework *framework;
    const struct job_profile *jobs; /* copies of organisations are passed over */
    int jobs_len;
};

/* ERR_LIMIT: more than ADVERT_BYTES_MAX bytes, the arena is full, or no memory. */
MUST_USE enum err advert_read(struct arena *a, const struct advert_ask *ask,
                              struct advert_proposal *ret_proposal);

#endif
