/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Versions are added behind those that are there and published by the length and the number, in
 * that order: who sees a number sees the versions of its bank, and the ends of what it has no more.
 */
#include "service/item_bank.h"

#include <pthread.h>
#include <stdio.h>

#include "engine/check_level.h"
#include "exchange/items_json.h"
#include "storage/calibration_store.h"
#include "storage/db.h"
#include "storage/item_store.h"

enum { BANK_ARENA_BYTES_MAX = 512 << 20 };

struct item_bank {
    struct arena *arena; /* holds all of it */
    struct item_use *uses;
    _Atomic(int) len;
    _Atomic(int64_t) number;
    pthread_mutex_t lock; /* of who adds */
};

struct reading {
    int64_t after;
    int64_t number;
    struct item_version_list versions;
    struct calibration_parameters parameters;
};

static enum err
use_read(struct db *db, void *arg)
{
    struct reading *r = arg;

    TRY(item_store_bank(db, &r->number));
    if (r->number == r->after)
        return OK;
    TRY(item_store_used(db, r->after, &r->versions));
    return calibration_store_used(db, r->after, &r->parameters);
}

static struct item_use *
use_of(const struct item_bank *bank, struct item_version_id id)
{
    int len = atomic_load_explicit(&bank->len, memory_order_relaxed);

    for (int i = len - 1; i >= 0; i--)
        if (bank->uses[i].id.n == id.n)
            return &bank->uses[i];
    return NULL;
}

/* The framework's snapshot may end before the bank: nothing of it is kept. */
static enum err
add(struct ctx *ctx, struct item_bank *bank, const struct framework *f,
    const struct item_version *v)
{
    struct ctx own = {.arena = bank->arena, .now = ctx->now};
    int len = atomic_load_explicit(&bank->len, memory_order_relaxed);
    struct item_use *use = &bank->uses[len];
    struct item_list list = {0};
    struct slice content = {0};

    if (framework_by_code(f, v->competence) == NULL)
        return OK;
    if (len == ITEM_VERSIONS_MAX || arena_copy(bank->arena, v->content, &content) != OK ||
        arena_copy(bank->arena, v->competence, &use->competence) != OK)
        return fail(ctx, ERR_LIMIT, "more items than the bank holds");
    if (items_json_read(&own, content, f, &list) != OK || list.len != 1)
        return fail(ctx, ERR_CORRUPT, "version %lld of an item: %s", (long long)v->id.n,
                    own.failure.message);
    use->id = v->id;
    use->item = &list.items[0];
    use->version = v->version;
    use->counts = v->counts;
    use->since = v->since;
    atomic_init(&use->until, v->until == 0 ? INT64_MAX : v->until);
    atomic_init(&use->parameters, NULL);
    atomic_store_explicit(&bank->len, len + 1, memory_order_release);
    return OK;
}

/* In front of those it had: who asks for a bank of before goes on to them. */
static enum err
calibrate(struct ctx *ctx, struct item_bank *bank, const struct calibration_parameter *p)
{
    struct item_use *use = use_of(bank, p->version);
    struct item_parameters *own;

    if (use == NULL)
        return OK; /* of another framework */
    own = arena_new(bank->arena, struct item_parameters);
    if (own == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for parameters of items");
    own->since = p->since;
    own->before = atomic_load_explicit(&use->parameters, memory_order_relaxed);
    own->model = (struct irt_item){.kind = IRT_LOGISTIC,
                                   .steps = (uint8_t)item_credit_max(use->item),
                                   .a = p->a,
                                   .c = 0,
                                   .d = 1};
    if (own->model.steps > 1)
        own->model.kind = IRT_PARTIAL;
    for (int k = 0; k < own->model.steps; k++)
        own->model.b[k] = p->b[k];
    if (!irt_item_is_sound(&own->model))
        return fail(ctx, ERR_CORRUPT, "parameters of version %lld", (long long)p->version.n);
    atomic_store_explicit(&use->parameters, own, memory_order_release);
    return OK;
}

static enum err
take(struct ctx *ctx, struct item_bank *bank, const struct framework *f, const struct reading *r)
{
    for (int i = 0; i < r->versions.len; i++) {
        const struct item_version *v = &r->versions.versions[i];
        struct item_use *known = use_of(bank, v->id);

        if (known == NULL)
            TRY(add(ctx, bank, f, v));
        else
            atomic_store_explicit(&known->until, v->until == 0 ? INT64_MAX : v->until,
                                  memory_order_relaxed);
    }
    for (int i = 0; i < r->parameters.len; i++)
        TRY(calibrate(ctx, bank, &r->parameters.parameters[i]));
    atomic_store_explicit(&bank->number, r->number, memory_order_release);
    return OK;
}

enum err
item_bank_refresh(struct ctx *ctx, struct item_bank *bank, struct database *db,
                  const struct framework *f)
{
    struct reading r = {.after = 0};
    enum err e;

    (void)pthread_mutex_lock(&bank->lock);
    r.after = atomic_load_explicit(&bank->number, memory_order_relaxed);
    e = db_read(db, ctx, use_read, &r);
    if (e == OK && r.number != r.after)
        e = take(ctx, bank, f, &r);
    (void)pthread_mutex_unlock(&bank->lock);
    return e;
}

enum err
item_bank_open(struct ctx *ctx, struct database *db, const struct framework *f,
               struct item_bank **ret_bank)
{
    struct arena *arena = arena_open(BANK_ARENA_BYTES_MAX);
    struct item_bank *bank = arena != NULL ? arena_new(arena, struct item_bank) : NULL;
    enum err e = ERR_LIMIT;

    if (bank != NULL) {
        bank->arena = arena;
        bank->uses = arena_array(arena, struct item_use, ITEM_VERSIONS_MAX);
        (void)pthread_mutex_init(&bank->lock, NULL);
        if (bank->uses != NULL)
            e = item_bank_refresh(ctx, bank, db, f);
        else
            e = fail(ctx, ERR_LIMIT, "no memory for items");
        if (e == OK) {
            *ret_bank = bank;
            return OK;
        }
    }
    arena_close(arena);
    return bank == NULL ? fail(ctx, ERR_LIMIT, "no memory for items") : e;
}

void
item_bank_close(struct item_bank *bank)
{
    if (bank == NULL)
        return;
    (void)pthread_mutex_destroy(&bank->lock);
    arena_close(bank->arena);
}

/* --- asking ----------------------------------------------------------------- */

int64_t
item_bank_number(const struct item_bank *bank)
{
    return atomic_load_explicit(&bank->number, memory_order_acquire);
}

int
item_bank_len(const struct item_bank *bank)
{
    return atomic_load_explicit(&bank->len, memory_order_acquire);
}

const struct item_use *
item_bank_at(const struct item_bank *bank, int i)
{
    return &bank->uses[i];
}

bool
item_use_is_in(const struct item_use *use, int64_t number)
{
    return use->since <= number && number < atomic_load_explicit(&use->until, memory_order_relaxed);
}

const struct item *
item_bank_find(const struct item_bank *bank, int64_t number, struct slice code)
{
    int len = item_bank_len(bank);

    for (int i = 0; i < len; i++)
        if (slice_eq(bank->uses[i].item->code, code) && item_use_is_in(&bank->uses[i], number))
            return bank->uses[i].item;
    return NULL;
}

/* --- what it measures by ---------------------------------------------------- */

/* Of an uncalibrated situation: its three thresholds lie so far apart (CHECK-2). */
#define STEP_WIDTH CHECK_LEVEL_WIDTH

static double
guessing_of(const struct item *it)
{
    bool one_of = it->kind == ITEM_SINGLE || it->kind == ITEM_PICK;

    return one_of ? 1.0 / it->choices_len : 0;
}

struct irt_item
item_start_model(const struct item *it)
{
    struct irt_item model = check_item_start(it->level, guessing_of(it));
    int steps = item_credit_max(it);
    double middle = model.b[0];

    if (steps == 1)
        return model;
    model.kind = IRT_PARTIAL;
    model.steps = (uint8_t)steps;
    for (int k = 0; k < steps; k++)
        model.b[k] = middle + STEP_WIDTH * (k - (steps - 1) / 2.0);
    return model;
}

static const struct item_parameters *
parameters_in(const struct item_use *use, int64_t number)
{
    const struct item_parameters *p = atomic_load_explicit(&use->parameters, memory_order_acquire);

    while (p != NULL && p->since > number)
        p = p->before;
    return p;
}

struct irt_item
item_use_model(const struct item_use *use, int64_t number)
{
    const struct item_parameters *p = parameters_in(use, number);

    return p != NULL ? p->model : item_start_model(use->item);
}

bool
item_use_is_calibrated(const struct item_use *use, int64_t number)
{
    return parameters_in(use, number) != NULL;
}

bool
item_use_is_trial(const struct item_use *use, int64_t number)
{
    return !use->counts && !item_use_is_calibrated(use, number);
}
