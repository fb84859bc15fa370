/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Certification of blocks: experts judge a published version by a list of criteria, and a rule
 * makes the outcome of it (docs/rules/certification.md, CERT-n). Pure.
 */
#ifndef KC_DOMAIN_CERTIFICATION_H
#define KC_DOMAIN_CERTIFICATION_H

#include "base/limits.h"
#include "domain/actor.h"
#include "domain/module_version.h"

enum {
    CERTIFY_REVIEWS_MIN = 2,       /* independent experts (CERT-3) */
    CERTIFY_DAYS = 3 * 365,        /* a seal counts so long (CERT-8) */
    CERTIFY_DAYS_CONDITIONS = 365, /* with conditions */
    CERTIFY_REMIND_DAYS = 60,      /* before its last day (CERT-10) */
};

enum certification_state {
    CERTIFICATION_ASKED, /* experts are at it */
    CERTIFICATION_GRANTED,
    CERTIFICATION_CONDITIONS, /* granted with conditions */
    CERTIFICATION_REFUSED,
    CERTIFICATION_LAPSED, /* what was judged has changed (CERT-12) */
    CERTIFICATION_WITHDRAWN,
};
enum { CERTIFICATION_STATES = CERTIFICATION_WITHDRAWN + 1 };

enum verdict { VERDICT_MET, VERDICT_PARTLY, VERDICT_UNMET };
enum { VERDICTS = VERDICT_UNMET + 1 };

struct criterion {
    struct slice code;
    struct slice title;
    struct slice text; /* what to look at */
    bool required;     /* without it there is no seal (CERT-5) */
};

struct criteria {
    struct slice name;
    int version;
    struct criterion *at;
    int len; /* 1..CRITERIA_MAX */
};

struct judgement {
    enum verdict verdict;
    struct slice reason; /* 1..CERTIFY_REASON_BYTES_MAX */
};

struct certification_review {
    struct account_id reviewer;
    struct slice board;           /* name of the expert's organisation */
    struct judgement *judgements; /* one for each criterion */
    struct instant given;
};

struct certification_request {
    struct certification_id id;
    struct organisation_id organisation; /* the provider's */
    struct module_version_id version;    /* what is judged */
    struct slice code;                   /* of the block */
    struct slice title;                  /* of the version */
    enum certification_state state;
    struct slice criteria; /* the list as it was when it was asked for, as JSON */
    struct instant asked;
    struct instant decided; /* ms == 0: not yet */
    struct day first_day;   /* of the seal; n == 0: none */
    struct day last_day;
    struct slice reason; /* of lapse or withdrawal; empty: none */
};

/* As the catalogue shows it. */
struct certification_seal {
    struct slice by;
    struct slice criteria;
    struct day until;
};

struct certification_list {
    struct certification_request *at;
    int len;
};

/* "asked", "granted" ...: as it is kept. ERR_NOT_FOUND for any other word. */
const char *certification_state_code(enum certification_state s);
MUST_USE enum err certification_state_parse(struct slice code, enum certification_state *ret_state);
const char *certification_verdict_code(enum verdict v);
MUST_USE enum err certification_verdict_parse(struct slice code, enum verdict *ret_verdict);

/* Whether one may follow the other (CERT-7). */
bool certification_may_follow(enum certification_state from, enum certification_state to);
/* Whether it is a seal. */
bool certification_is_seal(enum certification_state s);

/*
 * CERT-4: what two or three experts say of a criterion together. Of two the worse one, of three the
 * middle one. False when two say "met" and "unmet": then a third one is asked.
 */
bool certification_verdict(const struct certification_review *reviews, int len, int criterion,
                           enum verdict *ret_verdict);
/* CERT-5: the outcome; CERTIFICATION_ASKED while another expert is needed. */
enum certification_state certification_outcome(const struct criteria *c,
                                               const struct certification_review *reviews, int len);
/* The last day of a seal that begins on `first`. */
struct day certification_last_day(enum certification_state outcome, struct day first);

/* CERT-2: nobody judges what the own organisation offers, and nobody twice. */
bool certification_may_judge(const struct certification_request *c,
                             const struct certification_review *reviews, int len,
                             const struct actor *actor);

#endif
