/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists of criteria as they are written: what is wrong with one, and what differs from the one
 * before (docs/rules/certification.md, CERT-13 to CERT-16). Pure.
 */
#ifndef KC_DOMAIN_CRITERIA_H
#define KC_DOMAIN_CRITERIA_H

#include "base/arena.h"
#include "domain/certification.h"

enum criteria_field { CRITERIA_NAME, CRITERIA_LIST, CRITERIA_CODE, CRITERIA_TITLE, CRITERIA_TEXT };
enum criteria_wrong { CRITERIA_MISSING, CRITERIA_LONG, CRITERIA_TWICE };

struct criteria_fault {
    enum criteria_field field;
    enum criteria_wrong wrong;
    int at; /* number of the criterion from 0; -1: of the list */
};

enum { CRITERIA_FAULTS_MAX = 3 * CRITERIA_MAX + 2 };
struct criteria_faults {
    struct criteria_fault at[CRITERIA_FAULTS_MAX];
    int len;
};

/* CERT-14. Of two that are alike the later one is wrong. */
void criteria_check(const struct criteria *c, struct criteria_faults *ret_faults);
/*
 * CERT-15: a criterion without a code has one made of its title, unlike all others; one with a code
 * keeps it. ERR_LIMIT: the arena is full.
 */
MUST_USE enum err criteria_name_codes(struct arena *a, struct criteria *c);

enum criteria_news { CRITERION_SAME, CRITERION_NEW, CRITERION_CHANGED };
/* What number `at` of `now` is beside the list `before`, by code. */
enum criteria_news criteria_news_of(const struct criteria *before, const struct criteria *now,
                                    int at);
/* Whether the list has a criterion of this code. */
bool criteria_has(const struct criteria *c, struct slice code);

#endif
