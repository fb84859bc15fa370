/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The items of the competence check, as they are in use and as they ever were.
 *
 * Banks are numbered: each approval, replacement or retirement of an item, and each calibration
 * taken into use, makes the next one. A check keeps the number of the bank that it began with and
 * is computed from that bank for ever (CHECK-42): so versions are only ever added here, and what is
 * known of one is never changed but for the bank in which its use ends. Readers need no lock and
 * hold nothing: what they have seen stays where it is until the bank is closed.
 */
#ifndef KC_SERVICE_ITEM_BANK_H
#define KC_SERVICE_ITEM_BANK_H

#include <stdatomic.h>

#include "base/ctx.h"
#include "domain/competence.h"
#include "domain/item_version.h"
#include "engine/irt_model.h"

struct database;

/* Parameters that a calibration found, in use from a bank on. */
struct item_parameters {
    int64_t since;
    struct irt_item model;
    const struct item_parameters *before; /* those of the bank before; NULL: the starting ones */
};

/* One version of an item that is or was in use. */
struct item_use {
    struct item_version_id id;
    const struct item *item;
    struct slice competence; /* code */
    int version;
    bool counts; /* with starting parameters; else only with calibrated ones (CHECK-40) */
    int64_t since;
    _Atomic(int64_t) until;                             /* INT64_MAX: in use */
    _Atomic(const struct item_parameters *) parameters; /* the newest */
};

struct item_bank;

/*
 * All versions of the database. Competences are those of `f`; an item of a competence that `f` does
 * not have is passed over (it belongs to another framework).
 *   ERR_CORRUPT   a row is wrong; the message names it
 *   ERR_LIMIT, ERR_IO, ERR_BUSY
 */
MUST_USE enum err item_bank_open(struct ctx *ctx, struct database *db, const struct framework *f,
                                 struct item_bank **ret_bank);
/* Take what the database has that is newer. The errors of item_bank_open(); then it stays as it
 * was, or has a part of the newer versions, which no bank's number names yet. */
MUST_USE enum err item_bank_refresh(struct ctx *ctx, struct item_bank *bank, struct database *db,
                                    const struct framework *f);
/* NULL is allowed. */
void item_bank_close(struct item_bank *bank);

/* The number of the bank that is in use now; 0: there are no items yet. */
int64_t item_bank_number(const struct item_bank *bank);
/* All versions, by id: those of a bank are among the first item_bank_len(). */
int item_bank_len(const struct item_bank *bank);
const struct item_use *item_bank_at(const struct item_bank *bank, int i);
/* Whether bank `number` has this version. */
bool item_use_is_in(const struct item_use *use, int64_t number);
/* NULL when bank `number` has no item of this code. */
const struct item *item_bank_find(const struct item_bank *bank, int64_t number, struct slice code);

/* By what the version measures in bank `number`: calibrated, or as CHECK-2 says. */
struct irt_item item_use_model(const struct item_use *use, int64_t number);
bool item_use_is_calibrated(const struct item_use *use, int64_t number);
/* Whether its answers change nothing about a result in bank `number` (CHECK-40). */
bool item_use_is_trial(const struct item_use *use, int64_t number);
/* The parameters of an item that nobody has calibrated (CHECK-2). */
struct irt_item item_start_model(const struct item *it);

#endif
