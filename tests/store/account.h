/* SPDX-License-Identifier: EUPL-1.2 */
/* The tests' own aggregate: accounts with money, whose sum never changes. */
#ifndef KC_TESTS_STORE_ACCOUNT_H
#define KC_TESTS_STORE_ACCOUNT_H

#include "given.h"

struct account {
    int64_t id;
    struct slice name;
    int64_t money;
    struct slice photo;
    struct slice extra;
    double weight;
    int64_t owner;
};

/* arg: struct account *; sets id. */
enum err account_add(struct db *db, void *arg);
/* arg: struct account * with a name; fills the rest. */
enum err account_find(struct db *db, void *arg);

struct transfer {
    int64_t from;
    int64_t to;
    int64_t amount;
    bool fail_after; /* answer ERR_DENIED when all is written */
};

/* arg: struct transfer *. ERR_INVALID when it is not on `from`. */
enum err account_transfer(struct db *db, void *arg);

struct account_sum {
    int64_t money;
    int64_t accounts;
};

/* arg: struct account_sum * */
enum err account_total(struct db *db, void *arg);

/* `count` accounts with `money` each, ids 1 .. count. */
void account_given(struct given *g, int count, int64_t money);

#endif
