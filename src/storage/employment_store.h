/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Employments.
 *
 * What is asked for an organisation names the organisation: no row of another one is met.
 */
#ifndef KC_STORAGE_EMPLOYMENT_STORE_H
#define KC_STORAGE_EMPLOYMENT_STORE_H

#include "domain/employment.h"
#include "storage/db.h"

/* All of an organisation by name, in the arena, those that ended too. */
MUST_USE enum err employment_store_load(struct db *db, struct arena *arena,
                                        struct organisation_id organisation,
                                        struct employments *ret_employments);
/* Of a person, in every organisation, the newest first. */
MUST_USE enum err employment_store_of_account(struct db *db, struct arena *arena,
                                              struct account_id account,
                                              struct employments *ret_employments);
/* ERR_NOT_FOUND, without a message: this organisation has none of this id. */
MUST_USE enum err employment_store_find(struct db *db, struct arena *arena,
                                        struct organisation_id organisation,
                                        struct employment_id id, struct employment *ret_employment);
/*
 * Add one (id 0; sets it), or change what is known: account and organisation stay.
 *   ERR_CONFLICT    the person, or the mail address, works there already
 *   ERR_NOT_FOUND   this organisation has none of this id
 */
MUST_USE enum err employment_store_save(struct db *db, struct employment *e);
/*
 * What was entered for one account is another one's: the work, and where the person decides.
 *   ERR_CONFLICT   both work for the same organisation now
 */
MUST_USE enum err employment_store_move(struct db *db, struct account_id from,
                                        struct account_id to);
/* The same, but the work stays where it is when the other one works for that organisation now. */
MUST_USE enum err employment_store_move_free(struct db *db, struct account_id from,
                                             struct account_id to);
/*
 * An entry that nobody answered is another account's, with all for whom the person decides in this
 * organisation; nobody was asked yet.
 *   ERR_CONFLICT    that account works there already
 */
MUST_USE enum err employment_store_readdress(struct db *db, struct employment *e,
                                             struct account_id account);
/* Work that ended before that day goes. */
MUST_USE enum err employment_store_expire(struct db *db, struct day before, int64_t *ret_deleted);
/* Whoever works here and confirmed this job is to be asked again. */
MUST_USE enum err employment_store_unconfirm(struct db *db, struct organisation_id organisation,
                                             struct job_profile_id job);

#endif
