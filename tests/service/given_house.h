/* SPDX-License-Identifier: EUPL-1.2 */
/* Two municipalities with their personnel departments, and what tests of their people ask. */
#ifndef KC_TESTS_SERVICE_GIVEN_HOUSE_H
#define KC_TESTS_SERVICE_GIVEN_HOUSE_H

#include "service/employee_service.h"
#include "service/given.h"

/* Two municipalities, each with one person in its personnel department. */
struct house {
    struct platform *platform;
    struct organisation_id town[2];
    struct actor hr[2];
    struct grant grants[2];
};

void given_house(struct given *g, struct house *h);
/* The person of HR number `actor` in town number `town`. */
struct employee_use use_of(const struct house *h, int actor, int town);
struct employee_book book_of(struct given *g, const struct house *h, int town);
/* Who has the address; the test fails when nobody has. */
struct employment *person(struct employee_book *b, const char *email);
/* The secret in the newest mail to this address; at == NULL when there is none. */
struct slice mailed_secret(struct given *g, const char *email);
void given_accounts(struct given *g, struct accounts *acc);

#endif
