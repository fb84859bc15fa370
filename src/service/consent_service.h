/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What people consented to, for all purposes that need it (CONSENT-1 to CONSENT-8).
 *
 * A new purpose is one row in CONSENT_PURPOSES (consent_service.c), a name in enum consent_purpose,
 * and its two texts in text/consent.*.txt. Then
 *
 *   - what needs it asks consent_holds() in the very transaction that keeps something, and keeps
 *     nothing when it does not hold. Nothing is kept meanwhile "in case" it is given later;
 *   - it is given on the page of consents (`on_page`), or where it is asked for: there
 *     consent_note() in the use case of the person's act;
 *   - taking it back is the page's. What was kept because of it is to be deleted then, and the text
 *     says so, or says why it cannot: give the row a function `taken_back`, which runs in the same
 *     transaction with the person's hash;
 *   - who changes a text raises `wording`: consent to other words is none to these (CONSENT-2). A
 *     test compares the texts with their versions.
 *
 * A person is a keyed hash that no other table has: neither account nor situation nor checks lead
 * here. Pages make it with web/consent_owner.h, for an account or for a guest.
 */
#ifndef KC_SERVICE_CONSENT_SERVICE_H
#define KC_SERVICE_CONSENT_SERVICE_H

#include "base/crypto.h"
#include "domain/consent.h"
#include "domain/say.h"
#include "service/check_service.h"

struct database;
struct db;

enum consent_purpose {
    CONSENT_CALIBRATION, /* answers of a check help to calibrate items (CHECK-43) */
    CONSENT_SHARE,       /* one person sees one result (CHECK-22) */
    CONSENT_LEARNING,    /* the match learns from the lists that one is shown (LEARN-10) */
};
enum { CONSENT_PURPOSES_LEN = CONSENT_LEARNING + 1, CONSENT_ASKED_MAX = 4 };

struct consent_person {
    uint8_t bytes[CRYPTO_HASH_BYTES];
};

struct consent_rule {
    const char *code; /* in the table; never changed, never used again for something else */
    int wording;      /* version of `text` and `asked` together */
    enum say_key title;
    enum say_key text; /* what for, what is kept and how long, what taking it back does */
    enum say_key asked[CONSENT_ASKED_MAX]; /* words of the place where it is asked for */
    int asked_len;
    bool on_page; /* is given on the page of consents */
    /* Deletes what was kept because of it. NULL: nothing that could be found is. */
    enum err (*taken_back)(struct db *db, const struct consent_person *person);
};
extern const struct consent_rule CONSENT_PURPOSES[CONSENT_PURPOSES_LEN];

/* Of whose checks these are: with the server's key. */
struct consent_person consent_person_of(const struct crypto_key *key,
                                        const struct check_owner *owner);
struct slice consent_person_slice(const struct consent_person *person);

/* --- inside a use case --- */

/* Whether it holds now: given last, to these words, and not longer ago than CONSENT_DAYS. */
MUST_USE enum err consent_holds(struct db *db, const struct consent_person *person,
                                enum consent_purpose purpose, bool *ret_holds);
/*
 * The person's act, to the present words. What holds already is not given again, what does not
 * hold is not taken back: no row.
 *   ERR_LIMIT  CONSENT_ACTS_MAX acts are kept; taking back always works
 */
MUST_USE enum err consent_note(struct db *db, const struct consent_person *person,
                               enum consent_purpose purpose, bool given);

/* --- use cases --- */

MUST_USE enum err consent_give(struct ctx *ctx, struct database *db,
                               const struct consent_person *person, enum consent_purpose purpose);
MUST_USE enum err consent_take_back(struct ctx *ctx, struct database *db,
                                    const struct consent_person *person,
                                    enum consent_purpose purpose);

struct consent_view {
    struct {
        bool holds;
        struct day since;
    } now[CONSENT_PURPOSES_LEN];
    struct consent_act acts[CONSENT_ACTS_MAX]; /* from the first */
    int acts_len;
};
MUST_USE enum err consent_look(struct ctx *ctx, struct database *db,
                               const struct consent_person *person, struct consent_view *ret_view);
/* The title of a purpose that the table has. ERR_NOT_FOUND: there is no such purpose any more. */
MUST_USE enum err consent_title(struct slice code, enum say_key *ret_title);

/* What a guest consented to is the account's from now on (ACCOUNT-12). */
MUST_USE enum err consent_move(struct ctx *ctx, struct database *db,
                               const struct consent_person *from, const struct consent_person *to);
/* A guest deletes everything. */
MUST_USE enum err consent_forget(struct ctx *ctx, struct database *db,
                                 const struct consent_person *person);

#endif
