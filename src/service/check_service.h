/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The competence check as a person takes it: begin, answer, go on later, see the result, delete.
 *
 * It belongs to the person alone (CHECK-19). Everything is kept under a hash that no other table
 * has, sealed with a key of that person, which is sealed with the server's: neither the database
 * nor a copy of it opens a result, and deleting the key makes every copy unreadable. There is no
 * function here that takes anything but the owner's hash, so nobody else can ask.
 */
#ifndef KC_SERVICE_CHECK_SERVICE_H
#define KC_SERVICE_CHECK_SERVICE_H

#include "base/crypto.h"
#include "domain/situation.h"
#include "engine/check_level.h"
#include "engine/check_session.h"
#include "service/check_record.h"
#include "service/item_bank.h"
#include "service/platform.h"

enum { CHECK_OWNER_BYTES = 32 };
/* Made by the web layer of the person's secret, for the check alone. */
struct check_owner {
    uint8_t bytes[CHECK_OWNER_BYTES];
};

/* What every check stands on, and who asks. */
struct check_desk {
    struct platform *platform;
    const struct item_bank *bank;
    const struct crypto_key *key; /* the server's: seals the keys of people */
    struct check_owner owner;
    bool control_without_consent; /* of the control of a test alone: nobody asks (CONSENT-1) */
};

/* One check, replayed from what is kept. */
struct check_view {
    struct check_run_id id;
    int64_t version;
    struct check_record record;
    const struct item **items; /* by the session's index */
    struct check_item *models; /* likewise */
    int items_len;
    bool is_estimated; /* some that count have starting parameters (CHECK-2) */
    struct check_session *session;
    const struct item *next; /* to be answered now; NULL: the check is over */
};

/* What a check found of one competence. */
struct check_found {
    struct slice competence;    /* code */
    int answers;                /* 0: nothing was asked, it is inferred from others (CHECK-16) */
    int rated;                  /* own rating when the check began; -1: none */
    int target;                 /* what the job asked for; -1: nothing */
    struct check_levels levels; /* with the chance of each */
    struct slice facets;        /* what was asked about, each once: "Filtern, Suchort" */
};

/*
 * Begin a check of `scope`: an area ("digital"), a group ("D1") or "job", the competences of the
 * job in the situation. Own rating and job decide only where asking begins (CHECK-3).
 *   ERR_NOT_FOUND   no such scope, no job chosen, or no items for any of it
 *   ERR_LIMIT       CHECK_RUNS_MAX checks are kept
 */
MUST_USE enum err check_begin(struct ctx *ctx, const struct check_desk *desk, struct slice scope,
                              const struct situation *situation, struct check_run_id *ret_id);
/* One of the person's checks. ERR_NOT_FOUND when it is not theirs. */
MUST_USE enum err check_look(struct ctx *ctx, const struct check_desk *desk, struct check_run_id id,
                             struct check_view *ret_view);
/* All of them, oldest first, room for CHECK_RUNS_MAX. */
struct check_list {
    struct check_run_id ids[CHECK_RUNS_MAX];
    struct check_record records[CHECK_RUNS_MAX];
    int len;
};
MUST_USE enum err check_list(struct ctx *ctx, const struct check_desk *desk,
                             struct check_list *ret_list);
/*
 * Take the answer to the item that is to be answered now; durable when it answers OK.
 *   ERR_CONFLICT    `item` is not that one: it was answered before, in another window perhaps
 *   ERR_INVALID     the answer is none to this item
 */
MUST_USE enum err check_take(struct ctx *ctx, const struct check_desk *desk, struct check_run_id id,
                             struct slice item, const struct item_answer *answer);
/* What it found, by competence as in the record; may be asked of a check that goes on. */
MUST_USE enum err check_result(struct ctx *ctx, const struct check_view *view,
                               struct check_found *ret_found);

/* One check is gone, or all with their key. Not an error when there is none. */
MUST_USE enum err check_delete(struct ctx *ctx, const struct check_desk *desk,
                               struct check_run_id id);
/*
 * A guest signs in: the checks of `desk` go to the account (ACCOUNT-12). `*ret_both`: both have
 * some, and nothing was changed. With `instead` those of the account are deleted first.
 */
struct check_move {
    struct check_owner to;
    bool instead;
};
MUST_USE enum err check_move(struct ctx *ctx, const struct check_desk *desk,
                             const struct check_move *move, bool *ret_both);
MUST_USE enum err check_delete_all(struct ctx *ctx, const struct check_desk *desk);
/* Checks of people who did not come since are deleted; answers of how many people. */
MUST_USE enum err check_expire(struct ctx *ctx, struct platform *p, struct instant before,
                               int64_t *ret_deleted);

#endif
