/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What every service test starts from: a fresh database of the kind the suite was
 * started with, migrated and seeded (without the demo unless asked for).
 */
#ifndef KC_TESTS_SERVICE_GIVEN_H
#define KC_TESTS_SERVICE_GIVEN_H

#include "check.h"
#include "service/platform.h"
#include "storage/db.h"

struct given {
    struct arena *arena;
    struct ctx ctx;
    char setting[600];
    struct database *database;
    uint64_t random;
};

int given_start(const char *kind);
void given_stop(void);

/* Setup and teardown of cmocka. */
int given_seeded(void **state);
int given_demo(void **state);
int given_done(void **state);

/* A context without a failure and with an empty arena; days after the first day. */
struct ctx *given_ctx(struct given *g);
struct ctx *given_later(struct given *g, int days);
void given_reopen(struct given *g);
/* splitmix64; below n. */
uint64_t given_below(struct given *g, uint64_t n);

/* The whole file below tests/ or an absolute path; false when it is not there. */
bool given_file(struct given *g, const char *path, struct slice *ret_bytes);

/* Everything a snapshot is built from, and the feeds, as two numbers: same state, same numbers. */
struct given_state {
    int64_t revision;
    uint64_t content;
    int modules;
    int gone;
    int providers;
    int venues;
    int municipalities;
    int postcodes;
    int64_t feed_items; /* of the feed "f" */
    int64_t feed_gone;
};
struct given_state given_look(struct given *g);
bool given_same(const struct given_state *a, const struct given_state *b);

/* The database can be reached no more, or is no database any more; only given_done() may follow. */
void given_destroy_database(struct given *g);

/* The platform over g's database; the test closes it. */
struct platform *given_platform(struct given *g);

#endif
