/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/experience_service.h"

#include "engine/match_model.h"
#include "storage/db.h"
#include "storage/experience_store.h"
#include "storage/guest_store.h"

struct experience_use {
    const struct experience_person *person;
    struct instant now;
    struct experience_consent consent; /* the row that lists hang on */
    bool known;                        /* something lies under the key */
    bool holds;                        /* what the person said */
    struct experience_list list;
    struct experience_did did;
};

static struct slice
key_of(const struct experience_use *u)
{
    return (struct slice){(const char *)u->person->key.bytes, GUEST_KEY_BYTES};
}

/* CONSENT-1: what was said decides, and there must be the row that lists hang on. */
static bool
is_given(const struct experience_use *u)
{
    return u->holds && u->consent.guest != 0;
}

static enum err
use_given(struct db *db, void *arg)
{
    struct experience_use *u = arg;

    TRY(consent_holds(db, &u->person->consents, CONSENT_LEARNING, &u->holds));
    return experience_store_consent(db, key_of(u), &u->consent);
}

/* --- the yes ------------------------------------------------------------------ */

static enum err
use_consent(struct db *db, void *arg)
{
    struct experience_use *u = arg;
    struct instant unused;
    enum err e = guest_store_last_used(db, key_of(u), &unused);

    u->known = e == OK;
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    return use_given(db, u);
}

enum err
experience_state_load(struct ctx *ctx, struct platform *p, const struct experience_person *person,
                      struct experience_state *ret_state)
{
    struct experience_use u = {.person = person};

    *ret_state = (struct experience_state){.offered = false};
    if (!platform_collects(p))
        return OK;
    TRY(db_read(platform_db(p), ctx, use_consent, &u));
    ret_state->offered = u.known;
    ret_state->given = is_given(&u);
    if (ret_state->given)
        ret_state->since = u.consent.since;
    return OK;
}

static enum err
use_agree(struct db *db, void *arg)
{
    struct experience_use *u = arg;

    TRY(experience_store_agree(db, key_of(u), CONSENT_PURPOSES[CONSENT_LEARNING].wording, u->now));
    return consent_note(db, &u->person->consents, CONSENT_LEARNING, true);
}

enum err
experience_agree(struct ctx *ctx, struct platform *p, const struct experience_person *person)
{
    struct experience_use u = {.person = person, .now = ctx->now};

    if (!platform_collects(p))
        return ERR_NOT_FOUND;
    return db_write(platform_db(p), ctx, use_agree, &u);
}

static enum err
use_withdraw(struct db *db, void *arg)
{
    struct experience_use *u = arg;

    TRY(experience_store_withdraw(db, key_of(u)));
    return consent_note(db, &u->person->consents, CONSENT_LEARNING, false);
}

enum err
experience_withdraw(struct ctx *ctx, struct platform *p, const struct experience_person *person)
{
    struct experience_use u = {.person = person};

    return db_write(platform_db(p), ctx, use_withdraw, &u);
}

static enum err
use_settle(struct db *db, void *arg)
{
    struct experience_use *u = arg;

    TRY(use_given(db, u));
    return u->holds || u->consent.guest == 0 ? OK : experience_store_withdraw(db, key_of(u));
}

enum err
experience_settle(struct ctx *ctx, struct platform *p, const struct experience_person *person)
{
    struct experience_use u = {.person = person};

    return db_write(platform_db(p), ctx, use_settle, &u);
}

/* --- notes ---------------------------------------------------------------------- */

/* Whether anything is noted of this person (LEARN-10): asked before anything is written. */
static bool
may_note(struct ctx *ctx, struct platform *p, struct experience_use *u)
{
    if (!platform_collects(p))
        return false;
    if (db_read(platform_db(p), ctx, use_given, u) == OK)
        return is_given(u);
    ctx_clear(ctx);
    return false;
}

/* Asked again where it is written: the yes may have been taken back meanwhile. */
static enum err
use_shown(struct db *db, void *arg)
{
    struct experience_use *u = arg;

    TRY(use_given(db, u));
    return is_given(u) ? experience_store_add(db, u->consent.guest, &u->list) : OK;
}

static struct experience_shown
shown_of(const struct match *m, uint64_t interests)
{
    int score = m->score - m->correction / 100; /* as the page shows it before experience */

    return (struct experience_shown){
        .module = m->module->id,
        .overlap = (uint8_t)match_overlap(m->module->topics, interests),
        .score = (uint8_t)(score < 0     ? 0
                           : score > 100 ? 100
                                         : score),
    };
}

void
experience_note_shown(struct ctx *ctx, struct platform *p, const struct experience_person *person,
                      const struct experience_page *page)
{
    struct experience_use u = {.person = person, .now = ctx->now};
    int room = EXPERIENCE_POSITIONS_MAX - page->first_place + 1;

    if (page->len == 0 || room <= 0 || !may_note(ctx, p, &u))
        return;
    u.list.day = day_of(ctx->now);
    u.list.first_place = page->first_place;
    for (int i = 0; i < page->len && i < room; i++)
        u.list.shown[u.list.shown_len++] = shown_of(&page->matches[i], page->interests);
    if (db_write(platform_db(p), ctx, use_shown, &u) != OK)
        ctx_clear(ctx);
}

static enum err
use_did(struct db *db, void *arg)
{
    struct experience_use *u = arg;
    struct day since = day_plus(day_of(u->now), -EXPERIENCE_DEED_DAYS);

    TRY(use_given(db, u));
    for (int i = 0; is_given(u) && i < u->did.len; i++)
        TRY(experience_store_did(db, key_of(u), u->did.modules[i], u->did.deed, since));
    return OK;
}

void
experience_note_did(struct ctx *ctx, struct platform *p, const struct experience_person *person,
                    struct experience_did did)
{
    struct experience_use u = {.person = person, .now = ctx->now, .did = did};

    if (did.len > 0 && may_note(ctx, p, &u) && db_write(platform_db(p), ctx, use_did, &u) != OK)
        ctx_clear(ctx);
}
