/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/certification_service.h"

#include "base/json_write.h"

#include "domain/right.h"
#include "exchange/criteria_json.h"
#include "exchange/sheet_json.h"
#include "service/audit.h"
#include "service/criteria_service.h"
#include "service/publish_parts.h"
#include "storage/certification_store.h"
#include "storage/organisation_store.h"
#include "storage/reach.h"

struct certify_use {
    const struct publish_desk *desk; /* of a provider; NULL: of an expert or nobody */
    const struct actor *actor;
    struct certification_id id;
    struct slice code;
    const struct judgement *judgements;
    int len;
    struct slice reason;
    struct certification_list *list;
    struct certification_look *look;
};

static enum err
need_expert(struct ctx *ctx, const struct certification_use *use)
{
    if (right_allows(RIGHT_MODULE_REVIEW, use->actor, (struct organisation_id){0}))
        return OK;
    return fail(ctx, ERR_DENIED, "%s is missing", right_name(RIGHT_MODULE_REVIEW));
}

static enum err
tell(struct db *db, const struct actor *actor, const char *action,
     const struct certification_request *c)
{
    struct text t = text_init(db_ctx(db)->arena, 200);
    struct json_write w = json_write_init(&t);
    struct organisation o = {.id = {0}};
    struct audit_entry entry = {.actor = actor->code, .action = action, .subject = c->code};

    TRY(organisation_store_by_id(db, db_ctx(db)->arena, c->organisation, &o));
    entry.organisation = o.code;
    json_write_object(&w);
    json_write_member_int(&w, "certification", c->id.n);
    json_write_member_text(&w, "state", slice_of(certification_state_code(c->state)));
    json_write_object_end(&w);
    json_write_end(&w);
    TRY(text_end(&t, &entry.detail));
    return audit_add(db, &entry);
}

/* --- asking -------------------------------------------------------------------- */

static enum err
published_version(struct db *db, struct publish_use *u, struct module_version *ret_version)
{
    struct module_version_list all = {.at = NULL};
    struct module present = {.id = {0}};

    TRY(publish_module(db, u, u->code, &present));
    if (present.id.n == 0)
        return ERR_NOT_FOUND;
    if (present.gone || module_is_certified(&present, u->snap->today))
        return fail(db_ctx(db), ERR_CONFLICT, "block %.*s is not offered, or has a seal",
                    SLICE_ARG(u->code));
    TRY(module_version_store_of_code(db, u->desk->organisation.id, u->code, &all));
    if (all.len == 0)
        TRY(publish_adopt(db, u, &present, &all));
    for (int i = 0; i < all.len; i++) {
        if (all.at[i].state == MODULE_PUBLISHED) {
            *ret_version = all.at[i];
            return OK;
        }
    }
    return fail(db_ctx(db), ERR_CONFLICT, "nothing of %.*s is published", SLICE_ARG(u->code));
}

/* A seal that has run out is one no more when a new one is asked for. */
static enum err
end_old(struct db *db, struct publish_use *u)
{
    struct certification_list all = {.at = NULL};

    TRY(certification_store_of_block(db, u->code, &all));
    for (int i = 0; i < all.len; i++) {
        struct certification_request c = all.at[i];

        if (c.state == CERTIFICATION_ASKED)
            return fail(db_ctx(db), ERR_CONFLICT, "there is a request for %.*s",
                        SLICE_ARG(u->code));
        if (!certification_is_seal(c.state))
            continue;
        c.state = CERTIFICATION_LAPSED;
        TRY(certification_store_move(db, &c, all.at[i].state));
    }
    return OK;
}

static enum err
use_ask(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct module_version v = {.version = 0};
    struct certification_request c = {.organisation = u->desk->organisation.id, .code = u->code};
    struct criteria criteria;

    TRY(published_version(db, u, &v));
    TRY(end_old(db, u));
    TRY(criteria_in_force(db, &c.criteria));
    TRY(criteria_json_read(db_ctx(db), c.criteria, &criteria));
    c.version = v.id;
    TRY(certification_store_add(db, &c, u->desk->actor->id, &c.id));
    *(struct certification_id *)u->found = c.id;
    return tell(db, u->desk->actor, "certification.ask", &c);
}

enum err
certification_ask(struct ctx *ctx, const struct publish_desk *desk, struct slice code,
                  struct certification_id *ret_id)
{
    struct publish_use u = {.desk = desk, .code = code, .found = ret_id};

    return publish_write(ctx, &u, use_ask);
}

/* --- looking ------------------------------------------------------------------- */

static enum err
read_reviews(struct db *db, struct certification_look *l)
{
    struct certification_review_row rows[CERTIFY_REVIEWS_MAX];

    TRY(certification_store_reviews(db, l->certification.id, rows, &l->reviews_all));
    for (int i = 0; i < l->reviews_all; i++) {
        struct certification_review *r = &l->reviews[i];

        *r = (struct certification_review){rows[i].reviewer, rows[i].board, NULL, rows[i].given};
        TRY(criteria_json_read_judgements(db_ctx(db), rows[i].judgements, &l->criteria,
                                          &r->judgements));
    }
    l->reviews_len = l->reviews_all;
    return OK;
}

static enum err
read_look(struct db *db, const struct certification_request *c, struct certification_look *l)
{
    struct module_version v = {.version = 0};

    *l = (struct certification_look){.certification = *c};
    TRY(criteria_json_read(db_ctx(db), c->criteria, &l->criteria));
    TRY(module_version_store_find(db, c->organisation, c->version, &v));
    TRY(publish_sheet(db, &v, &l->sheet));
    TRY(read_reviews(db, l));
    l->is_decided = c->decided.ms != 0;
    for (int i = 0; l->reviews_all >= CERTIFY_REVIEWS_MIN && i < l->criteria.len; i++)
        (void)certification_verdict(l->reviews, l->reviews_all, i, &l->verdicts[i]);
    return OK;
}

/* CERT-3: before the outcome an expert sees the own review alone, anybody else none. */
static void
hide_others(struct certification_look *l, const struct actor *actor)
{
    int kept = 0;

    if (l->certification.decided.ms != 0)
        return;
    for (int i = 0; i < l->reviews_all; i++) {
        if (actor != NULL && l->reviews[i].reviewer.n == actor->id.n)
            l->reviews[kept++] = l->reviews[i];
    }
    l->reviews_len = kept;
}

static bool
is_own(const struct certification_request *c, const struct actor *actor)
{
    for (int i = 0; i < actor->grants_len; i++) {
        if (actor->grants[i].organisation.n == c->organisation.n)
            return true;
    }
    return false;
}

static enum err
use_expert_look(struct db *db, void *arg)
{
    struct certify_use *u = arg;
    struct certification_look *l = u->look;
    struct certification_request c = {.state = CERTIFICATION_ASKED};

    TRY(certification_store_find(db, u->id, &c));
    TRY(read_look(db, &c, l));
    l->may_judge = certification_may_judge(&c, l->reviews, l->reviews_all, u->actor);
    l->may_withdraw = certification_is_seal(c.state) && !is_own(&c, u->actor);
    hide_others(l, u->actor);
    return OK;
}

enum err
certification_look(struct ctx *ctx, const struct certification_use *use, struct certification_id id,
                   struct certification_look *ret_look)
{
    struct certify_use u = {.actor = use->actor, .id = id, .look = ret_look};

    TRY(need_expert(ctx, use));
    return reach_read(platform_db(use->platform), ctx, ACROSS_EXPERTS, use_expert_look, &u);
}

static enum err
use_open(struct db *db, void *arg)
{
    struct certify_use *u = arg;

    return certification_store_open(db, u->list);
}

enum err
certification_open(struct ctx *ctx, const struct certification_use *use,
                   struct certification_list *ret_list)
{
    struct certify_use u = {.actor = use->actor, .list = ret_list};

    TRY(need_expert(ctx, use));
    return reach_read(platform_db(use->platform), ctx, ACROSS_EXPERTS, use_open, &u);
}

static enum err
use_public(struct db *db, void *arg)
{
    struct certify_use *u = arg;
    struct certification_list all = {.at = NULL};

    TRY(certification_store_of_block(db, u->code, &all));
    for (int i = 0; i < all.len; i++) {
        if (all.at[i].first_day.n != 0)
            return read_look(db, &all.at[i], u->look);
    }
    return ERR_NOT_FOUND;
}

enum err
certification_public(struct ctx *ctx, const struct certification_use *use, struct slice code,
                     struct certification_look *ret_look)
{
    struct certify_use u = {.code = code, .look = ret_look};

    return reach_read(platform_db(use->platform), ctx, ACROSS_SEAL, use_public, &u);
}

static enum err
use_of_block(struct db *db, void *arg)
{
    struct certify_use *u = arg;
    struct certification_list all = {.at = NULL};

    TRY(certification_store_of_block(db, u->code, &all));
    for (int i = 0; i < all.len; i++) {
        if (all.at[i].organisation.n != u->desk->organisation.id.n)
            return ERR_NOT_FOUND;
    }
    *u->list = all;
    return OK;
}

enum err
certification_of_block(struct ctx *ctx, const struct publish_desk *desk, struct slice code,
                       struct certification_list *ret_list)
{
    struct certify_use u = {.desk = desk, .code = code, .list = ret_list};

    TRY(publish_need(ctx, desk));
    return db_read(platform_db(desk->platform), ctx, use_of_block, &u);
}

static enum err
use_provider_look(struct db *db, void *arg)
{
    struct certify_use *u = arg;
    struct certification_request c = {.state = CERTIFICATION_ASKED};

    TRY(certification_store_find(db, u->id, &c));
    if (c.organisation.n != u->desk->organisation.id.n)
        return ERR_NOT_FOUND;
    TRY(read_look(db, &c, u->look));
    hide_others(u->look, NULL);
    return OK;
}

enum err
certification_of_provider(struct ctx *ctx, const struct publish_desk *desk,
                          struct certification_id id, struct certification_look *ret_look)
{
    struct certify_use u = {.desk = desk, .id = id, .look = ret_look};

    TRY(publish_need(ctx, desk));
    return db_read(platform_db(desk->platform), ctx, use_provider_look, &u);
}

/* --- judging --------------------------------------------------------------------- */

/* The name of the board for which the expert speaks. */
static enum err
board_of(struct db *db, const struct actor *actor, struct slice *ret_board)
{
    for (int i = 0; i < actor->grants_len; i++) {
        struct organisation o = {.id = {0}};

        if (actor->grants[i].role != ROLE_CERTIFIER)
            continue;
        TRY(organisation_store_by_id(db, db_ctx(db)->arena, actor->grants[i].organisation, &o));
        *ret_board = o.name;
        return OK;
    }
    return fail(db_ctx(db), ERR_DENIED, "no expert of a board");
}

/* What the catalogue says of it. */
static enum err
show_seal(struct db *db, const struct certification_look *l)
{
    struct text t = text_init(db_ctx(db)->arena, 300);
    struct certification_seal seal = {.by = l->reviews[0].board,
                                      .until = l->certification.last_day};

    text_printf(&t, "%.*s, Fassung %d", SLICE_ARG(l->criteria.name), l->criteria.version);
    TRY(text_end(&t, &seal.criteria));
    return certification_store_show(db, &l->certification, &seal);
}

static enum err
decide(struct db *db, const struct actor *actor, struct certification_look *l)
{
    struct certification_request *c = &l->certification;
    enum certification_state outcome =
        certification_outcome(&l->criteria, l->reviews, l->reviews_all);

    if (outcome == CERTIFICATION_ASKED)
        return OK;
    assert(certification_may_follow(c->state, outcome));
    c->state = outcome;
    if (certification_is_seal(outcome)) {
        c->first_day = day_of(db_ctx(db)->now);
        c->last_day = certification_last_day(outcome, c->first_day);
        TRY(show_seal(db, l));
    }
    TRY(certification_store_move(db, c, CERTIFICATION_ASKED));
    return tell(db, actor, "certification.decide", c);
}

static enum err
use_judge(struct db *db, void *arg)
{
    struct certify_use *u = arg;
    struct certification_look *l = u->look;
    struct certification_request c = {.state = CERTIFICATION_ASKED};
    struct certification_review_row row = {.reviewer = u->actor->id};

    TRY(certification_store_find(db, u->id, &c));
    TRY(read_look(db, &c, l));
    if (c.state != CERTIFICATION_ASKED)
        return fail(db_ctx(db), ERR_CONFLICT, "request %lld is decided", (long long)c.id.n);
    if (!certification_may_judge(&c, l->reviews, l->reviews_all, u->actor))
        return fail(db_ctx(db), ERR_DENIED, "request %lld is not this person's to judge",
                    (long long)c.id.n);
    if (u->len != l->criteria.len)
        return fail(db_ctx(db), ERR_INVALID, "%d judgements of %d criteria", u->len,
                    l->criteria.len);
    TRY(board_of(db, u->actor, &row.board));
    TRY(criteria_json_write_judgements(db_ctx(db), &l->criteria, u->judgements, &row.judgements));
    TRY(certification_store_review(db, &c, l->reviews_all + 1, &row));
    TRY(tell(db, u->actor, "certification.judge", &c));
    TRY(read_reviews(db, l));
    return decide(db, u->actor, l);
}

enum err
certification_judge(struct ctx *ctx, const struct certification_use *use,
                    struct certification_id id, const struct judgement *judgements, int len)
{
    struct certification_look *l = arena_new(ctx->arena, struct certification_look);
    struct certify_use u = {
        .actor = use->actor, .id = id, .judgements = judgements, .len = len, .look = l};

    TRY(need_expert(ctx, use));
    if (l == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a review");
    for (int i = 0; i < len; i++) {
        if (judgements[i].reason.len == 0 || judgements[i].reason.len > CERTIFY_REASON_BYTES_MAX)
            return fail(ctx, ERR_INVALID, "a reason has 1 to %d bytes", CERTIFY_REASON_BYTES_MAX);
    }
    return reach_write(platform_db(use->platform), ctx, ACROSS_EXPERTS, use_judge, &u);
}

static enum err
use_show_again(struct db *db, void *arg)
{
    struct certify_use *u = arg;
    struct certification_list all = {.at = NULL};

    TRY(certification_store_of_block(db, u->code, &all));
    for (int i = 0; i < all.len; i++) {
        if (!certification_is_seal(all.at[i].state) ||
            all.at[i].organisation.n != u->desk->organisation.id.n)
            continue;
        TRY(read_look(db, &all.at[i], u->look));
        return show_seal(db, u->look);
    }
    return OK;
}

enum err
certification_show_again(struct ctx *ctx, const struct publish_desk *desk, struct slice code)
{
    struct certification_look *l = arena_new(ctx->arena, struct certification_look);
    struct certify_use u = {.desk = desk, .code = code, .look = l};

    TRY(publish_need(ctx, desk));
    if (l == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a seal");
    return db_write(platform_db(desk->platform), ctx, use_show_again, &u);
}

/* --- ends ------------------------------------------------------------------------- */

static enum err
end_seal(struct db *db, const struct actor *actor, struct certification_request *c,
         enum certification_state to)
{
    static const struct certification_seal NONE = {.until = {0}};
    enum certification_state before = c->state;

    if (!certification_may_follow(before, to))
        return fail(db_ctx(db), ERR_CONFLICT, "certification %lld is %s", (long long)c->id.n,
                    certification_state_code(before));
    c->state = to;
    TRY(certification_store_move(db, c, before));
    TRY(certification_store_show(db, c, &NONE));
    return tell(db, actor,
                to == CERTIFICATION_LAPSED ? "certification.lapse" : "certification.withdraw", c);
}

static enum err
use_withdraw(struct db *db, void *arg)
{
    struct certify_use *u = arg;
    struct certification_request c = {.state = CERTIFICATION_ASKED};

    TRY(certification_store_find(db, u->id, &c));
    if (is_own(&c, u->actor))
        return fail(db_ctx(db), ERR_DENIED, "seal %lld is of the own organisation",
                    (long long)c.id.n);
    c.reason = u->reason;
    return end_seal(db, u->actor, &c, CERTIFICATION_WITHDRAWN);
}

enum err
certification_withdraw(struct ctx *ctx, const struct certification_use *use,
                       struct certification_id id, struct slice reason)
{
    struct certify_use u = {.actor = use->actor, .id = id, .reason = slice_trim(reason)};

    TRY(need_expert(ctx, use));
    if (u.reason.len == 0 || u.reason.len > CERTIFY_REASON_BYTES_MAX)
        return fail(ctx, ERR_INVALID, "a reason has 1 to %d bytes", CERTIFY_REASON_BYTES_MAX);
    return reach_write(platform_db(use->platform), ctx, ACROSS_EXPERTS, use_withdraw, &u);
}

enum err
certification_lapse(struct db *db, const struct publish_desk *desk, struct slice code)
{
    struct certification_list all = {.at = NULL};

    TRY(certification_store_of_block(db, code, &all));
    for (int i = 0; i < all.len; i++) {
        if (certification_may_follow(all.at[i].state, CERTIFICATION_LAPSED))
            TRY(end_seal(db, desk->actor, &all.at[i], CERTIFICATION_LAPSED));
    }
    return OK;
}
