/* SPDX-License-Identifier: EUPL-1.2 */
/* The demo on a real server, with somebody of each role signed in: for tests of all routes. */
#ifndef KC_TESTS_WEB_CAMPUS_H
#define KC_TESTS_WEB_CAMPUS_H

#include "fixture.h"
#include "service/given.h"
#include "sessions.h"
#include "web/web_app.h"

/* Roles in the first municipality, in the second, and elsewhere. */
enum who {
    NOBODY,
    HR,
    HR_ELSEWHERE,
    LEARNER,
    SUPERIOR,
    PROVIDER,
    CERTIFIER,
    FUNDER,
    OPERATOR,
    SUSPENDED, /* signed in before that happened */
    PEOPLE
};
extern const char *const WHO_NAMES[PEOPLE];
/* Codes of the municipalities. */
extern const char *const TOWN_CODES[2];

struct campus {
    struct given *g;
    struct fixture f;
    struct web_app app;
    struct oidc oidc;
    struct accounts acc;
    struct actor who[PEOPLE];
    char cookies[PEOPLE][SESSION_COOKIE_BYTES]; /* "" of NOBODY */
};

/* A database; then everybody signed in; then the server. */
int campus_open(struct campus *c, void **state);
void campus_sign_in(struct campus *c);
void campus_serve(struct campus *c);
/* With handlers that a control puts in place; ROUTES_LEN of them. */
void campus_serve_routes(struct campus *c, const struct route *routes);
void campus_serve_no_more(struct campus *c);
int campus_close(struct campus *c);

#endif
