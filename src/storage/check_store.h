/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Checks that people take: a store of their own, under a hash that no other table has.
 *
 * What a check holds is sealed before it comes here (service/check_service.h): this store, the
 * database and its copies hold nothing that anybody but the person could read (CHECK-19).
 * `person` is 32 bytes.
 */
#ifndef KC_STORAGE_CHECK_STORE_H
#define KC_STORAGE_CHECK_STORE_H

#include "domain/id.h"
#include "storage/db.h"

enum { CHECK_PERSON_BYTES = 32 };

/* A check as it is kept. */
struct check_row {
    struct check_run_id id;
    int64_t version;      /* from 1 */
    struct slice content; /* sealed */
};

/* ERR_NOT_FOUND, without a message, when the person has no checks. */
MUST_USE enum err check_store_key(struct db *db, struct slice person, struct slice *ret_sealed_key,
                                  struct instant *ret_last_used);
/* ERR_CONFLICT when there is one already. */
MUST_USE enum err check_store_person_add(struct db *db, struct slice person,
                                         struct slice sealed_key, struct instant now);
MUST_USE enum err check_store_person_touch(struct db *db, struct slice person, struct instant now);
/* Key and checks are gone; not an error when there are none. */
MUST_USE enum err check_store_person_delete(struct db *db, struct slice person);
/* Key and checks lie under another hash. ERR_NOT_FOUND, without a message: there were none, or the
 * other hash has some. */
MUST_USE enum err check_store_person_move(struct db *db, struct slice person,
                                          struct slice new_person);
MUST_USE enum err check_store_expire(struct db *db, struct instant before, int64_t *ret_deleted);

/* ERR_LIMIT when the person has CHECK_RUNS_MAX. */
MUST_USE enum err check_store_run_add(struct db *db, struct slice person, struct slice content,
                                      struct check_run_id *ret_id);
/* In place of version `row->version`. ERR_CONFLICT when that is not the last one any more. */
MUST_USE enum err check_store_run_save(struct db *db, struct slice person,
                                       const struct check_row *row);
/* Oldest first, in the arena of the use case; room for CHECK_RUNS_MAX. */
MUST_USE enum err check_store_run_all(struct db *db, struct slice person,
                                      struct check_row *ret_rows, int *ret_len);
/* Not an error when there is none. */
MUST_USE enum err check_store_run_delete(struct db *db, struct slice person,
                                         struct check_run_id id);

/* Of all people together. */
struct check_count {
    struct slice item; /* code; empty: checks begun, in `asked` */
    int64_t eligible;
    int64_t asked;
};
/* By code; in the arena of the use case. ERR_LIMIT: more than ITEM_BANK_MAX. */
MUST_USE enum err check_store_counts(struct db *db, struct check_count **ret_counts, int *ret_len);
/* Add to what was counted. */
MUST_USE enum err check_store_count(struct db *db, const struct check_count *more);

#endif
