/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What people let the match learn from: the lists they were shown, and how far they went with each
 * block. Kept only where the setting match_collect is on, and only of those who agreed (LEARN-10
 * to LEARN-14); under the person's own key, like the situation. That something cannot be noted is
 * never a reason to show an error: the notes here answer nothing.
 */
#ifndef KC_SERVICE_EXPERIENCE_SERVICE_H
#define KC_SERVICE_EXPERIENCE_SERVICE_H

#include "domain/experience.h"
#include "engine/match.h"
#include "service/consent_service.h"
#include "service/guest_service.h"

/* Where the situation and the lists of a person lie, and where what they said. */
struct experience_person {
    struct guest_key key;
    struct consent_person consents;
};

struct experience_state {
    bool offered;         /* lists are collected here, and something is known of the person */
    bool given;           /* to the text of today, and not longer ago than CONSENT_DAYS */
    struct instant since; /* when; only when given */
};

MUST_USE enum err experience_state_load(struct ctx *ctx, struct platform *p,
                                        const struct experience_person *person,
                                        struct experience_state *ret_state);
/*
 * The person's act (CONSENT_LEARNING), and the row that lists hang on, in one transaction.
 *   ERR_NOT_FOUND   lists are not collected here, or nothing is known of the person
 *   ERR_LIMIT       as consent_note()
 */
MUST_USE enum err experience_agree(struct ctx *ctx, struct platform *p,
                                   const struct experience_person *person);
/* The same taken back: all that was kept is deleted; not an error when nothing was. */
MUST_USE enum err experience_withdraw(struct ctx *ctx, struct platform *p,
                                      const struct experience_person *person);
/* A situation has come from elsewhere (ACCOUNT-12): its lists stay only if the person's yes, as it
 * is kept for them now, holds. */
MUST_USE enum err experience_settle(struct ctx *ctx, struct platform *p,
                                    const struct experience_person *person);

/* Matches that somebody is shown. */
struct experience_page {
    const struct match *matches;
    int len;
    int first_place;    /* of the first of them, from 1 */
    uint64_t interests; /* of who is shown them */
};
void experience_note_shown(struct ctx *ctx, struct platform *p,
                           const struct experience_person *person,
                           const struct experience_page *page);
/* What somebody did with some blocks: opened, kept for the plan, booked, completed. */
struct experience_did {
    enum experience_deed deed;
    const struct module_id *modules;
    int len;
};
void experience_note_did(struct ctx *ctx, struct platform *p,
                         const struct experience_person *person, struct experience_did did);

#endif
