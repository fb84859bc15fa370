/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * "What if ...": next to the plan, one change of the wishes, answered at once.
 *
 * The change stands in the address (/lehrplan?wenn=stunden-mehr-2, for another block
 * ?wenn=anderer-baustein&baustein=CODE), so it works as a plain link. Nothing is kept until
 * the person takes it over.
 */
#ifndef KC_WEB_PLAN_WHAT_IF_H
#define KC_WEB_PLAN_WHAT_IF_H

#include "service/learning_plans.h"
#include "web/page.h"

enum { WHAT_IF_CHOICES_MAX = 12 };

struct what_if_choice {
    struct slice url;
    struct slice label; /* "1 Stunde mehr je Woche" */
    bool is_asked;
};

/* A block that comes, goes or moves. */
struct what_if_block {
    struct slice title;
    struct day from;
    struct day until;
};

struct what_if_view {
    struct what_if_choice choices[WHAT_IF_CHOICES_MAX];
    int choices_len;
    bool asked;
    bool understood; /* what was asked can be, and would change the wishes */
    bool ready;      /* false: the plan is being made */
    bool changes;    /* anything of the plan */
    struct slice question;
    struct slice url;   /* to ask again */
    struct slice code;  /* for the form */
    struct slice block; /* code; may be empty */
    struct slice better;
    struct slice worse;
    struct slice *reached; /* names of competences that would be reached as well */
    int reached_len;
    struct slice *missed; /* that would not be any more */
    int missed_len;
    struct what_if_block *comes;
    int comes_len;
    struct what_if_block *goes;
    int goes_len;
    struct what_if_block *moves;
    int moves_len;
    const struct curriculum *plan; /* when it is ready */
    struct slice token;
};

/* "1 Stunde mehr je Woche"; in the request's arena. */
struct slice what_if_label(const struct page *page, struct situation_change change);
/* "/lehrplan?wenn=stunden-mehr-2#was-waere-wenn" */
struct slice what_if_url(const struct page *page, struct situation_change change);
/* What the address or the form asks for. ERR_NOT_FOUND: nothing; ERR_INVALID: nonsense. */
MUST_USE enum err what_if_read(const struct page *page, const struct form *form,
                               struct situation_change *ret_change);
/* Everything that the part of the page shows. Errors as learning_what_if(). */
MUST_USE enum err what_if_view_make(const struct page *page, const struct learning_person *person,
                                    const struct curriculum *chosen, struct what_if_view *ret_view);

#endif
