/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What every page of a personnel department begins with: the organisation of the address, which the
 * actor must manage, and the way between its pages.
 *
 *     CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
 *     struct staff_desk desk;
 *
 *     TRY(staff_desk_open(&desk, &page, STAFF_PEOPLE));
 */
#ifndef KC_WEB_STAFF_DESK_H
#define KC_WEB_STAFF_DESK_H

#include "service/employee_service.h"
#include "web/choice.h"
#include "web/page.h"
#include "web/parts.h"

enum staff_part {
    STAFF_PEOPLE,
    STAFF_IMPORT,
    STAFF_DIRECTORY,
    STAFF_UNITS,
    STAFF_JOBS,
    STAFF_LANDING,
    STAFF_REPORTS,
    STAFF_COUNCIL,
    STAFF_AUDIT,
};
enum { STAFF_PARTS = STAFF_AUDIT + 1 };

struct staff_link {
    enum say_key label;
    struct slice url;
    bool is_current;
};

struct staff_desk {
    struct page *page;
    struct organisation organisation;
    struct employee_use use; /* of services */
    struct staff_link links[STAFF_PARTS];
    int links_len;
};

/*
 * ERR_NOT_FOUND: no member has the code of the address. ERR_DENIED: the actor does not manage its
 * people (ORG-20).
 */
MUST_USE enum err staff_desk_open(struct staff_desk *d, struct page *page, enum staff_part part);
/* "/verwaltung/heidelberg" and what follows; in the arena. */
struct slice staff_desk_url(const struct staff_desk *d, const char *rest);
/* "/verwaltung/heidelberg/person/12" and what follows, which is short. */
struct slice staff_desk_person_url(const struct staff_desk *d, struct employment_id id,
                                   const char *rest);
/* "/verwaltung/heidelberg/stellen/CODE" of an own job profile; in the arena. */
struct slice staff_desk_job_url(const struct staff_desk *d, const struct job_profile *job);
/* "Dezernat II > Bürgeramt" of a unit, in the arena; empty when there is none. */
struct slice staff_desk_unit_path(const struct staff_desk *d, const struct employee_book *book,
                                  struct unit_id id);
/* All units by path to choose from, `chosen` is. In the arena. ERR_LIMIT. */
MUST_USE enum err staff_desk_units(const struct staff_desk *d, const struct employee_book *book,
                                   struct unit_id chosen, struct choice **ret_choices,
                                   int *ret_len);

#endif
