/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/check_service.h"

#include <string.h>

#include "engine/check_joint.h"
#include "service/check_give.h"
#include "service/check_parts.h"
#include "service/consent_service.h"
#include "storage/consent_store.h"

/* CHECK-16: how competences go together. Assumed until there are answers to learn it from. */
#define CORRELATION_WITHIN 0.6
#define CORRELATION_ACROSS 0.4

/* --- looking ---------------------------------------------------------------- */

struct look_use {
    const struct check_desk *desk;
    struct check_run_id id; /* n == 0: all */
    struct check_list *list;
    struct check_view *view;
    struct instant last_used;
};

static enum err
use_look(struct db *db, void *arg)
{
    struct look_use *u = arg;
    struct ctx *ctx = db_ctx(db);
    struct check_row *rows = arena_array(ctx->arena, struct check_row, CHECK_RUNS_MAX);
    struct crypto_key key;
    int len = 0;
    enum err e;

    if (rows == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for checks");
    e = check_key_find(db, u->desk, &key);
    if (e == ERR_NOT_FOUND)
        return u->list != NULL ? OK : ERR_NOT_FOUND;
    TRY(e);
    TRY(check_store_run_all(db, check_owner_slice(&u->desk->owner), rows, &len));
    for (int i = 0; i < len; i++) {
        if (u->list != NULL) {
            u->list->ids[u->list->len] = rows[i].id;
            TRY(check_unseal(ctx, &key, rows[i].content, &u->list->records[u->list->len++]));
        } else if (rows[i].id.n == u->id.n) {
            u->view->id = rows[i].id;
            u->view->version = rows[i].version;
            TRY(check_unseal(ctx, &key, rows[i].content, &u->view->record));
            crypto_wipe(&key, sizeof key);
            return OK;
        }
    }
    crypto_wipe(&key, sizeof key);
    return u->list != NULL ? OK : ERR_NOT_FOUND;
}

enum err
check_list(struct ctx *ctx, const struct check_desk *desk, struct check_list *ret_list)
{
    struct look_use u = {.desk = desk, .list = ret_list};

    ret_list->len = 0;
    return db_read(platform_db(desk->platform), ctx, use_look, &u);
}

enum err
check_look(struct ctx *ctx, const struct check_desk *desk, struct check_run_id id,
           struct check_view *ret_view)
{
    struct check_view view = {.version = 0};
    struct look_use u = {.desk = desk, .id = id, .view = &view};

    TRY(db_read(platform_db(desk->platform), ctx, use_look, &u));
    TRY(check_replay(ctx, desk->bank, &view));
    *ret_view = view;
    return OK;
}

/* --- answering -------------------------------------------------------------- */

struct take_use {
    const struct check_desk *desk;
    const struct check_view *view;
    struct slice item;
};

static enum err
use_take(struct db *db, void *arg)
{
    struct take_use *u = arg;
    struct check_row row = {.id = u->view->id, .version = u->view->version};
    struct check_count count = {.item = u->item, .asked = 1};
    struct crypto_key key;

    TRY(check_key_find(db, u->desk, &key));
    TRY(check_seal(db_ctx(db), &key, &u->view->record, &row.content));
    crypto_wipe(&key, sizeof key);
    TRY(check_store_run_save(db, check_owner_slice(&u->desk->owner), &row));
    TRY(check_store_person_touch(db, check_owner_slice(&u->desk->owner), db_ctx(db)->now));
    return check_store_count(db, &count);
}

/* The record with one more answer, and ended when that was the last. */
static enum err
append(struct ctx *ctx, struct check_view *view, const struct item_answer *answer)
{
    struct check_record *r = &view->record;
    int next = check_next(view->session);
    int credit = item_credit(view->next, answer);
    struct check_given *given =
        arena_array(ctx->arena, struct check_given, (size_t)r->given_len + 1);
    enum err e;

    if (given == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for an answer");
    if (r->given_len > 0)
        memcpy(given, r->given, (size_t)r->given_len * sizeof *given);
    given[r->given_len++] =
        (struct check_given){view->next->code, (uint8_t)credit, answer->unknown, ctx->now};
    r->given = given;
    e = check_answer(view->session, next, credit);
    if (e != OK)
        return fail(ctx, e, "an answer does not fit its item");
    if (check_next(view->session) < 0)
        r->ended = ctx->now;
    return OK;
}

enum err
check_take(struct ctx *ctx, const struct check_desk *desk, struct check_run_id id,
           struct slice item, const struct item_answer *answer)
{
    struct check_view view;
    struct take_use u = {.desk = desk, .view = &view, .item = item};

    TRY(check_look(ctx, desk, id, &view));
    if (view.next == NULL || !slice_eq(view.next->code, item))
        return fail(ctx, ERR_CONFLICT, "check %lld is not at this item", (long long)id.n);
    if (!item_answer_is_sound(view.next, answer))
        return fail(ctx, ERR_INVALID, "the answer is none to item %.*s", SLICE_ARG(item));
    TRY(append(ctx, &view, answer));
    TRY(db_write(platform_db(desk->platform), ctx, use_take, &u));
    check_give_taken(ctx, desk, &view.record);
    return OK;
}

/* --- what it found ---------------------------------------------------------- */

/* Of a normal distribution: what each point of the grid weighs. */
static struct check_levels
levels_of(const struct irt_ability *a)
{
    double weights[IRT_GRID_POINTS_MAX];
    struct irt_prior normal = {a->theta, a->se};

    for (int q = 0; q < CHECK_GRID.points; q++)
        weights[q] = irt_prior_weight(&normal, irt_grid_at(&CHECK_GRID, q));
    return check_levels_of(&CHECK_GRID, weights);
}

/* The first letter of a code is its area: competences of one letter go together (CHECK-16). */
static enum err
joint_infer(struct ctx *ctx, const struct check_view *view, struct irt_ability *ret_abilities)
{
    const struct check_record *r = &view->record;
    size_t len = (size_t)r->subjects_len;
    struct irt_prior *priors = arena_array(ctx->arena, struct irt_prior, len);
    double *correlation = arena_array(ctx->arena, double, len *len);
    const double **likelihood = arena_array(ctx->arena, const double *, len);
    uint8_t *area_of = arena_array(ctx->arena, uint8_t, len);
    struct check_joint joint = {.len = r->subjects_len, .grid = &CHECK_GRID};
    enum err e;

    if (priors == NULL || correlation == NULL || likelihood == NULL || area_of == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a result");
    for (int s = 0; s < r->subjects_len; s++) {
        priors[s] = r->subjects[s].prior;
        area_of[s] = (uint8_t)r->subjects[s].competence.at[0];
        likelihood[s] =
            check_answers(view->session, s) > 0 ? check_likelihood(view->session, s) : NULL;
    }
    check_joint_correlation(area_of, r->subjects_len, CORRELATION_WITHIN, CORRELATION_ACROSS,
                            correlation);
    joint.priors = priors;
    joint.correlation = correlation;
    joint.likelihood = likelihood;
    e = check_joint_infer(ctx->arena, &joint, ret_abilities);
    return e == OK ? OK : fail(ctx, e, "a result cannot be inferred: %s", err_name(e));
}

/* What the items of subject `s` asked about, each facet once. */
static enum err
facets_of(struct ctx *ctx, const struct check_view *view, int s, struct slice *ret_facets)
{
    struct text t = text_init(ctx->arena, CHECK_FACETS_BYTES_MAX);
    const struct check_record *r = &view->record;
    struct slice *seen = arena_array(ctx->arena, struct slice, (size_t)r->given_len + 1);
    int seen_len = 0;

    if (seen == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a result");
    for (int g = 0; g < r->given_len; g++) {
        int at = check_index_of(view, r->given[g].item);
        bool known = at < 0 || view->models[at].competence != s;

        for (int i = 0; i < seen_len && !known; i++)
            known = slice_eq(seen[i], view->items[at]->facet);
        if (known)
            continue;
        text_puts(&t, seen_len > 0 ? ", " : "");
        text_put(&t, view->items[at]->facet);
        seen[seen_len++] = view->items[at]->facet;
    }
    return text_end(&t, ret_facets);
}

enum err
check_result(struct ctx *ctx, const struct check_view *view, struct check_found *ret_found)
{
    const struct check_record *r = &view->record;
    struct irt_ability *abilities =
        arena_array(ctx->arena, struct irt_ability, (size_t)r->subjects_len);

    if (abilities == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a result");
    TRY(joint_infer(ctx, view, abilities));
    for (int s = 0; s < r->subjects_len; s++) {
        ret_found[s] = (struct check_found){.competence = r->subjects[s].competence,
                                            .answers = check_answers(view->session, s),
                                            .rated = r->subjects[s].rated,
                                            .target = r->subjects[s].target,
                                            .levels = levels_of(&abilities[s])};
        TRY(facets_of(ctx, view, s, &ret_found[s].facets));
    }
    return OK;
}

/* --- deleting --------------------------------------------------------------- */

struct delete_use {
    const struct check_desk *desk;
    struct check_run_id id; /* n == 0: all */
    struct instant before;
    int64_t deleted;
};

static enum err
use_delete(struct db *db, void *arg)
{
    struct delete_use *u = arg;

    if (u->id.n != 0)
        return check_store_run_delete(db, check_owner_slice(&u->desk->owner), u->id);
    return check_store_person_delete(db, check_owner_slice(&u->desk->owner));
}

enum err
check_delete(struct ctx *ctx, const struct check_desk *desk, struct check_run_id id)
{
    struct delete_use u = {.desk = desk, .id = id};

    return db_write(platform_db(desk->platform), ctx, use_delete, &u);
}

enum err
check_delete_all(struct ctx *ctx, const struct check_desk *desk)
{
    struct delete_use u = {.desk = desk};

    return db_write(platform_db(desk->platform), ctx, use_delete, &u);
}

static enum err
use_expire(struct db *db, void *arg)
{
    struct delete_use *u = arg;

    return check_store_expire(db, u->before, &u->deleted);
}

enum err
check_expire(struct ctx *ctx, struct platform *p, struct instant before, int64_t *ret_deleted)
{
    struct delete_use u = {.before = before};

    TRY(db_write(platform_db(p), ctx, use_expire, &u));
    *ret_deleted = u.deleted;
    return OK;
}

struct move_use {
    const struct check_desk *desk;
    const struct check_move *move;
    bool both;
};

/* CONSENT-7 */
static enum err
move_consents(struct db *db, const struct move_use *u)
{
    struct consent_person from = consent_person_of(u->desk->key, &u->desk->owner);
    struct consent_person to = consent_person_of(u->desk->key, &u->move->to);

    return consent_store_move(db, consent_person_slice(&from), consent_person_slice(&to));
}

static enum err
use_move(struct db *db, void *arg)
{
    struct move_use *u = arg;
    struct slice from = check_owner_slice(&u->desk->owner);
    struct slice key = SLICE("");
    struct instant last_used = {0};
    enum err e = check_store_key(db, from, &key, &last_used);

    u->both = false;
    if (e == ERR_NOT_FOUND) /* no checks: what was said goes along all the same */
        return move_consents(db, u);
    TRY(e);
    if (u->move->instead)
        TRY(check_store_person_delete(db, check_owner_slice(&u->move->to)));
    e = check_store_person_move(db, from, check_owner_slice(&u->move->to));
    u->both = e == ERR_NOT_FOUND;
    if (u->both)
        return OK;
    TRY(e);
    return move_consents(db, u);
}

enum err
check_move(struct ctx *ctx, const struct check_desk *desk, const struct check_move *move,
           bool *ret_both)
{
    struct move_use u = {.desk = desk, .move = move};

    TRY(db_write(platform_db(desk->platform), ctx, use_move, &u));
    *ret_both = u.both;
    return OK;
}
