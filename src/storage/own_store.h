/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the database holds about one person, table by table (PRIVACY-1). Each table that can hold
 * something about a person has a query here, or stands in OWN_TABLES with the reason why not; a
 * test compares both with the migrations, so that no table and no column is forgotten.
 */
#ifndef KC_STORAGE_OWN_STORE_H
#define KC_STORAGE_OWN_STORE_H

#include "base/day.h"
#include "domain/id.h"
#include "domain/own.h"
#include "storage/db.h"

/* Under which names the person is known; empty or 0: under none of that kind. */
struct own_person {
    struct account_id account;
    struct slice code;            /* of the account */
    struct slice email;           /* of the account */
    struct slice guest;           /* key of the situation, 32 bytes */
    struct slice check;           /* of the checks */
    struct slice consent;         /* of what the person consented to */
    struct slice recipient;       /* of shares addressed to the person */
    const struct slice *subjects; /* of attempts to sign in */
    int subjects_len;
};

/* What becomes of a table's rows about a person when the account is erased. */
enum own_end {
    OWN_END_NONE,    /* it holds nothing about people */
    OWN_END_DELETED, /* the rows go */
    OWN_END_CLEARED, /* the row stays without the person: it is an organisation's, or others' */
    OWN_END_STAYS,   /* it stays, under a code or number that leads to nobody any more */
    OWN_END_ALONE,   /* it never led to anybody */
};

struct own_table {
    const char *table;
    enum own_end end;
    bool exported;
    const char *left_out; /* columns that no export has, separated by a space: keys of ours, secrets
                             and their hashes */
};
/* All tables of the migrations, by name. */
extern const struct own_table OWN_TABLES[];
extern const size_t OWN_TABLES_LEN;

/* Everything about the person, in ctx->arena; of a query at most OWN_ROWS_MAX rows. Sealed contents
 * are not here: the service opens them. */
MUST_USE enum err own_store_load(struct db *db, const struct own_person *person,
                                 struct own_rows *ret_rows, int *ret_len);

/* For the test that compares it with the migrations: the text of each query of a table. */
const char *own_store_query_text(const char *table, int n);

#endif
