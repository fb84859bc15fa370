/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Courses of other platforms: MOOChub v3 (schema of github.com/MOOChub/schema),
 * and what servers really send under that name.
 *
 * One call reads one page (a file, an answer). What is odd about a record costs
 * that record at most; only a page that is no JSON, or no list of courses, is
 * refused whole. docs/exchange.md lists every tolerance and every rule by which
 * our fields come from theirs; in short:
 *
 * - names are compared without case and underscores, singular or plural; v2.3
 *   names mean the same (abstract, languages, moocProvider, instructors ...);
 * - null is absent; one thing is a list of one, a list is its first thing;
 * - HTML becomes prose (exchange/html_text.h);
 * - a skill of DigComp or ESCO that stands for a competence of the framework
 *   becomes a gain or a need with its level;
 * - members that nobody here knows are counted in the report; all that our fields
 *   do not hold, known or not, is kept in `extra`.
 */
#ifndef KC_EXCHANGE_MOOCHUB_H
#define KC_EXCHANGE_MOOCHUB_H

#include "base/ctx.h"
#include "domain/provider.h"
#include "exchange/framework_json.h"
#include "exchange/import_report.h"
#include "exchange/module_draft.h"

enum { MOOCHUB_LANGUAGES_MAX = 16 };

struct moochub_place {
    struct slice code; /* FEED-SLUG, the same for the same place; empty: no place */
    struct slice name;
    struct slice street;
    struct slice postcode;
    struct slice city;
    struct position position;
};

struct moochub_course {
    struct slice external_id; /* as the feed names it */
    struct slice course_code; /* may be empty */
    /* module.code is made from feed and external id alone. draft.provider is
     * provider.code; run_venues hold place.code for courses at a place. */
    struct module_draft draft;
    struct provider provider; /* publisher; kind and city are empty */
    struct moochub_place place;
    struct slice languages[MOOCHUB_LANGUAGES_MAX]; /* primary tags: "de", "en" */
    int languages_len;
    struct slice *creators; /* names */
    int creators_len;
    struct slice *keywords;
    int keywords_len;
    struct slice *required_courses; /* addresses of courses to take before */
    int required_courses_len;
    struct slice *skills_unmapped; /* names of skills that no competence stands for */
    int skills_unmapped_len;
    uint8_t level;                  /* of the whole course, 1..8; 0: not stated */
    bool price_stated;              /* false: taken as free because nothing is said */
    struct cents certificate_price; /* n == -1: not stated */
    struct day available_from;      /* n == 0: not stated */
    struct day available_until;     /* likewise */
    struct slice extra;             /* JSON object of what no field here holds */
};

struct moochub_page {
    struct slice self; /* addresses of this page and its neighbours; may be empty */
    struct slice next;
    struct slice prev;
    struct moochub_course *courses;
    int len; /* <= MOOCHUB_PAGE_MAX */
    struct slice
        *refused; /* ids of records that were not taken: they are in the feed all the same */
    int refused_len;
    struct import_report report;
};

struct moochub_options {
    struct slice feed; /* code of the feed: a-z, 0-9, hyphens; <= MOOCHUB_FEED_BYTES_MAX */
    const struct framework *framework;
    const struct topic_list *topics; /* with synonyms: keywords become topics; may be NULL */
};

/*
 * ERR_INVALID   not JSON, or neither a list of courses nor a page of them
 * ERR_LIMIT     more than MOOCHUB_PAGE_MAX records, a limit of json_read(), or the arena is full
 */
MUST_USE enum err moochub_read(struct ctx *ctx, struct slice bytes,
                               const struct moochub_options *options,
                               struct moochub_page *ret_page);

#endif
