/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/consent_service.h"

#include <string.h>

#include "storage/consent_store.h"
#include "storage/db.h"

const struct consent_rule CONSENT_PURPOSES[CONSENT_PURPOSES_LEN] = {
    [CONSENT_CALIBRATION] = {.code = "calibration",
                             .wording = 1,
                             .title = SAY_CONSENT_CALIBRATION_TITLE,
                             .text = SAY_CONSENT_CALIBRATION,
                             .asked = {SAY_CHECK_GIVE, SAY_CHECK_GIVE_HINT},
                             .asked_len = 2},
    [CONSENT_SHARE] = {.code = "share",
                       .wording = 1,
                       .title = SAY_CONSENT_SHARE_TITLE,
                       .text = SAY_CONSENT_SHARE,
                       .asked = {SAY_SHARE_WHAT_SEEN, SAY_SHARE_WHAT_NOT, SAY_SHARE_WHAT_END,
                                 SAY_SHARE_WHAT_FREE},
                       .asked_len = 4},
    [CONSENT_LEARNING] = {.code = "learning",
                          .wording = 1,
                          .title = SAY_CONSENT_LEARNING_TITLE,
                          .text = SAY_CONSENT_LEARNING,
                          .asked = {SAY_MATCH_LEARN_HEAD, SAY_MATCH_LEARN_WHY},
                          .asked_len = 2},
};

struct consent_person
consent_person_of(const struct crypto_key *key, const struct check_owner *owner)
{
    struct crypto_hash h =
        crypto_mac(key, "consents of a person",
                   (struct slice){(const char *)owner->bytes, sizeof owner->bytes});
    struct consent_person p;

    memcpy(p.bytes, h.bytes, sizeof p.bytes);
    return p;
}

struct slice
consent_person_slice(const struct consent_person *person)
{
    return (struct slice){(const char *)person->bytes, sizeof person->bytes};
}

static struct slice
code_of(enum consent_purpose purpose)
{
    return slice_of(CONSENT_PURPOSES[purpose].code);
}

/* CONSENT-2, CONSENT-6 */
static bool
is_in_force(const struct consent_act *act, enum consent_purpose purpose, struct day today)
{
    return act->given && act->wording == CONSENT_PURPOSES[purpose].wording &&
           today.n - act->day.n < CONSENT_DAYS;
}

enum err
consent_holds(struct db *db, const struct consent_person *person, enum consent_purpose purpose,
              bool *ret_holds)
{
    struct consent_act act = {.given = false};
    enum err e = consent_store_last(db, consent_person_slice(person), code_of(purpose), &act);

    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    *ret_holds = e == OK && is_in_force(&act, purpose, day_of(db_ctx(db)->now));
    return OK;
}

enum err
consent_note(struct db *db, const struct consent_person *person, enum consent_purpose purpose,
             bool given)
{
    struct consent_act act = {.purpose = code_of(purpose),
                              .wording = CONSENT_PURPOSES[purpose].wording,
                              .given = given,
                              .day = day_of(db_ctx(db)->now)};
    int64_t acts = 0;
    bool holds = false;

    TRY(consent_holds(db, person, purpose, &holds));
    if (holds == given)
        return OK;
    TRY(consent_store_count(db, consent_person_slice(person), &acts));
    if (given && acts >= CONSENT_ACTS_MAX - CONSENT_PURPOSES_LEN)
        return fail(db_ctx(db), ERR_LIMIT, "consent was given and taken back %d times",
                    CONSENT_ACTS_MAX);
    return consent_store_add(db, consent_person_slice(person), &act);
}

struct use {
    const struct consent_person *person;
    const struct consent_person *to;
    enum consent_purpose purpose;
    struct consent_view *view;
};

static enum err
use_give(struct db *db, void *arg)
{
    const struct use *u = arg;

    return consent_note(db, u->person, u->purpose, true);
}

enum err
consent_give(struct ctx *ctx, struct database *db, const struct consent_person *person,
             enum consent_purpose purpose)
{
    return db_write(db, ctx, use_give, &(struct use){.person = person, .purpose = purpose});
}

static enum err
use_take_back(struct db *db, void *arg)
{
    const struct use *u = arg;

    TRY(consent_note(db, u->person, u->purpose, false));
    return CONSENT_PURPOSES[u->purpose].taken_back != NULL
               ? CONSENT_PURPOSES[u->purpose].taken_back(db, u->person)
               : OK;
}

enum err
consent_take_back(struct ctx *ctx, struct database *db, const struct consent_person *person,
                  enum consent_purpose purpose)
{
    return db_write(db, ctx, use_take_back, &(struct use){.person = person, .purpose = purpose});
}

static enum err
use_look(struct db *db, void *arg)
{
    const struct use *u = arg;
    struct consent_view *v = u->view;

    TRY(consent_store_all(db, consent_person_slice(u->person), v->acts, &v->acts_len));
    for (int p = 0; p < CONSENT_PURPOSES_LEN; p++) {
        struct consent_act last = {.given = false};
        enum err e = consent_store_last(db, consent_person_slice(u->person),
                                        code_of((enum consent_purpose)p), &last);

        if (e != OK && e != ERR_NOT_FOUND)
            return e;
        /* Never of the acts above: more than the page has room for may have come along
         * (CONSENT-7). */
        v->now[p].since = last.day;
        v->now[p].holds =
            e == OK && is_in_force(&last, (enum consent_purpose)p, day_of(db_ctx(db)->now));
    }
    return OK;
}

enum err
consent_look(struct ctx *ctx, struct database *db, const struct consent_person *person,
             struct consent_view *ret_view)
{
    return db_read(db, ctx, use_look, &(struct use){.person = person, .view = ret_view});
}

enum err
consent_title(struct slice code, enum say_key *ret_title)
{
    for (int p = 0; p < CONSENT_PURPOSES_LEN; p++)
        if (slice_is(code, CONSENT_PURPOSES[p].code)) {
            *ret_title = CONSENT_PURPOSES[p].title;
            return OK;
        }
    return ERR_NOT_FOUND;
}

static enum err
use_move(struct db *db, void *arg)
{
    const struct use *u = arg;

    return consent_store_move(db, consent_person_slice(u->person), consent_person_slice(u->to));
}

enum err
consent_move(struct ctx *ctx, struct database *db, const struct consent_person *from,
             const struct consent_person *to)
{
    return db_write(db, ctx, use_move, &(struct use){.person = from, .to = to});
}

static enum err
use_forget(struct db *db, void *arg)
{
    const struct use *u = arg;

    return consent_store_delete(db, consent_person_slice(u->person));
}

enum err
consent_forget(struct ctx *ctx, struct database *db, const struct consent_person *person)
{
    return db_write(db, ctx, use_forget, &(struct use){.person = person});
}
