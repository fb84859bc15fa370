/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/check_give.h"

#include <string.h>

#include "service/check_parts.h"
#include "service/consent_service.h"
#include "service/response_pool.h"

struct give_use {
    const struct check_desk *desk;
    const struct check_view *view;
};

static enum err
use_give(struct db *db, void *arg)
{
    struct give_use *u = arg;
    struct check_row row = {.id = u->view->id, .version = u->view->version};
    struct consent_person person = consent_person_of(u->desk->key, &u->desk->owner);
    struct crypto_key key;

    TRY(consent_note(db, &person, CONSENT_CALIBRATION, true));
    TRY(check_key_find(db, u->desk, &key));
    TRY(check_seal(db_ctx(db), &key, &u->view->record, &row.content));
    crypto_wipe(&key, sizeof key);
    return check_store_run_save(db, check_owner_slice(&u->desk->owner), &row);
}

enum err
check_give(struct ctx *ctx, const struct check_desk *desk, struct check_run_id id, enum lang lang)
{
    struct check_view view;
    struct give_use u = {desk, &view};

    TRY(check_look(ctx, desk, id, &view));
    view.record.gives = lang == LANG_EN ? SLICE("en") : SLICE("de");
    return db_write(platform_db(desk->platform), ctx, use_give, &u);
}

static struct item_version_id
version_of(const struct item_bank *bank, int64_t number, struct slice code)
{
    int len = item_bank_len(bank);

    for (int i = 0; i < len; i++) {
        const struct item_use *use = item_bank_at(bank, i);

        if (slice_eq(use->item->code, code) && item_use_is_in(use, number))
            return use->id;
    }
    return (struct item_version_id){0};
}

struct holds_use {
    struct consent_person person;
    bool holds;
};

static enum err
use_holds(struct db *db, void *arg)
{
    struct holds_use *u = arg;

    return consent_holds(db, &u->person, CONSENT_CALIBRATION, &u->holds);
}

/* CONSENT-1: it may have been taken back since the check began. In doubt it was. */
static bool
may_be_taken(struct ctx *ctx, const struct check_desk *desk)
{
    struct holds_use u = {.person = consent_person_of(desk->key, &desk->owner)};

    if (desk->control_without_consent)
        return true;
    if (db_read(platform_db(desk->platform), ctx, use_holds, &u) == OK)
        return u.holds;
    ctx_clear(ctx);
    return false;
}

void
check_give_taken(struct ctx *ctx, const struct check_desk *desk, const struct check_record *r)
{
    struct response_bundle b = {.month = day_month_first(day_of(r->ended))};

    if (r->gives.len != 2 || r->ended.ms == 0 || !may_be_taken(ctx, desk))
        return;
    memcpy(b.language, r->gives.at, 2);
    for (int i = 0; i < r->given_len && b.len < RESPONSE_ANSWERS_MAX; i++) {
        b.versions[b.len] = version_of(desk->bank, r->bank, r->given[i].item);
        b.credits[b.len] = r->given[i].credit;
        b.len += b.versions[b.len].n != 0;
    }
    if (response_pool_give(ctx, platform_responses(desk->platform), platform_db(desk->platform),
                           &desk->owner, &b) != OK)
        ctx_clear(ctx); /* the check itself is kept; the gift is lost */
}
