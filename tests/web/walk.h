/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every route of a table, asked as every actor of a list, and every answer searched for words that
 * must not be there: who sees what of whom, tried instead of argued.
 *
 * Words are canaries: made so that they stand nowhere but in what is to be protected. Where one may
 * be seen is a list of its own; the walk counts both, so that a test can say "nowhere else" and
 * "there, really". A control walks a copy of the table with a handler that forgets to ask who it
 * is.
 *
 * A new route is walked without anybody thinking of it. A parameter of its path is tried with
 * each value that has its name, else with all values.
 */
#ifndef KC_TESTS_WEB_WALK_H
#define KC_TESTS_WEB_WALK_H

#include "fixture.h"
#include "web/route.h"

struct walk_actor {
    const char *name;
    const char *cookie; /* "kc_session=..."; "": nobody is signed in */
    bool looks_only;    /* GET alone: nothing of theirs is changed */
};

/* For ":name" of a path. */
struct walk_value {
    const char *name;
    const char *value;
};

struct walk_canary {
    const char *what; /* "the scope of the check" */
    const char *text;
};

/* Where a canary may be seen; NULL: any. */
struct walk_allowed {
    const char *actor;
    const char *route;
    const char *canary;
};

struct walk {
    const struct fixture *f;
    const struct route *routes;
    size_t routes_len;
    const struct walk_actor *actors;
    size_t actors_len;
    const struct walk_value *values;
    size_t values_len;
    const struct walk_canary *canaries;
    size_t canaries_len;
    const struct walk_allowed *allowed;
    size_t allowed_len;
    const char *fields;      /* sent with every form, encoded: "an=x%40y&zweck=z" */
    const char *const *last; /* names of routes that end the session; ended by NULL */
    const char *query;       /* put behind the address of every GET; NULL: nothing */
    const char *host;        /* of every request; NULL: "localhost" */
    /* Called for every answer; NULL: nobody is interested. */
    void (*judge)(const struct walk_actor *actor, const struct route *r, const char *path,
                  const struct answer *answer);
};

struct walk_found {
    int asked;   /* requests */
    int served;  /* of them answered with 200 */
    int leaked;  /* canaries where they must not be; each is printed */
    int allowed; /* canaries where they may be */
};

/* GET of every route, then every form, then every GET again: what a form did may show only then. */
struct walk_found walk_all(const struct walk *w);

#endif
