/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/item_calibration.h"

#include <math.h>
#include <string.h>

#include "domain/right.h"
#include "engine/check_level.h"
#include "engine/irt_elo.h"
#include "service/audit.h"
#include "service/threads.h"
#include "storage/calibration_store.h"
#include "storage/item_store.h"

/* The answers of one competence, as a table. */
struct table {
    struct irt_answers answers;
    uint8_t *cells;
    uint8_t *steps;
    uint8_t *group_of;
    int *item_of;         /* by column: of struct item_calibration */
    struct irt_item *now; /* by column: what it is measured by now; steps 0: to be estimated */
};

struct making {
    struct ctx *ctx;
    const struct item_bank *bank;
    int64_t number;
    struct calibration_answers given;
    struct item_calibration *out;
    int *place; /* by answer: of struct item_calibration; -1: of no item in use */
};

static enum err
use_given(struct db *db, void *arg)
{
    struct making *m = arg;

    TRY(calibration_store_answers(db, &m->given));
    if (m->given.bundles < RESPONSES_MIN)
        return fail(db_ctx(db), ERR_DENIED, "answers of %d checks are too few: %d are needed",
                    m->given.bundles, RESPONSES_MIN);
    return OK;
}

/* --- which items ------------------------------------------------------------ */

static int
place_of(const struct making *m, struct item_version_id id)
{
    for (int i = 0; i < m->out->len; i++)
        if (m->out->items[i].use->id.n == id.n)
            return i;
    return -1;
}

/* Every item in use that somebody answered. */
static enum err
collect(struct making *m)
{
    int len = item_bank_len(m->bank);
    int with = 0;

    m->out->items = arena_array(m->ctx->arena, struct item_calibrated, (size_t)len + 1);
    m->place = arena_array(m->ctx->arena, int, (size_t)m->given.len + 1);
    if (m->out->items == NULL || m->place == NULL)
        return fail(m->ctx, ERR_LIMIT, "no memory for a calibration");
    for (int i = 0; i < len; i++)
        if (item_use_is_in(item_bank_at(m->bank, i), m->number))
            m->out->items[m->out->len++] = (struct item_calibrated){
                .use = item_bank_at(m->bank, i), .group = {NAN, NAN, false}, .elo = NAN};
    for (int i = 0; i < m->given.len; i++) {
        int at = place_of(m, m->given.answers[i].version);

        if (at >= 0 && m->given.answers[i].credit <= item_credit_max(m->out->items[at].use->item))
            m->out->items[at].answers++;
    }
    for (int i = 0; i < m->out->len; i++)
        if (m->out->items[i].answers > 0)
            m->out->items[with++] = m->out->items[i];
    m->out->len = with;
    for (int i = 0; i < m->given.len; i++) {
        int at = place_of(m, m->given.answers[i].version);
        bool fits =
            at >= 0 && m->given.answers[i].credit <= item_credit_max(m->out->items[at].use->item);

        m->place[i] = fits ? at : -1;
    }
    return OK;
}

/* Enough answers, and each credit among them: else nothing can be estimated of it. */
static bool
has_enough(const struct making *m, int item)
{
    int counts[IRT_CATEGORIES_MAX] = {0};
    int max = item_credit_max(m->out->items[item].use->item);

    if (m->out->items[item].answers < ITEM_ANSWERS_MIN)
        return false;
    for (int i = 0; i < m->given.len; i++)
        if (m->place[i] == item)
            counts[m->given.answers[i].credit]++;
    for (int k = 0; k <= max; k++)
        if (counts[k] == 0)
            return false;
    return true;
}

/* --- one competence --------------------------------------------------------- */

/* Its columns: what can be estimated, and of the rest what counts already, as it is. */
static int
put_columns(const struct making *m, struct slice competence, struct table *t)
{
    int estimated = 0;

    for (int i = 0; i < m->out->len; i++) {
        struct item_calibrated *c = &m->out->items[i];
        bool enough;

        if (!slice_eq(c->use->competence, competence))
            continue;
        enough = has_enough(m, i);
        if (!enough && item_use_is_trial(c->use, m->number))
            continue;
        t->item_of[t->answers.items] = i;
        t->steps[t->answers.items] = (uint8_t)item_credit_max(c->use->item);
        if (!enough)
            t->now[t->answers.items] = item_use_model(c->use, m->number);
        t->answers.items++;
        estimated += enough;
        c->estimated = enough;
    }
    return estimated;
}

static int
column_of(const struct table *t, int item)
{
    for (int i = 0; i < t->answers.items; i++)
        if (t->item_of[i] == item)
            return i;
    return -1;
}

/* A row for each check that has an answer to one of the columns. */
static void
put_rows(const struct making *m, struct table *t)
{
    size_t width = (size_t)t->answers.items;

    memset(t->cells, IRT_MISSING, (size_t)m->given.bundles * width);
    for (int i = 0; i < m->given.len;) {
        const struct calibration_answer *first = &m->given.answers[i];
        bool any = false;

        for (; i < m->given.len && slice_eq(m->given.answers[i].bundle, first->bundle); i++) {
            int column = m->place[i] >= 0 ? column_of(t, m->place[i]) : -1;

            if (column < 0)
                continue;
            t->cells[(size_t)t->answers.people * width + (size_t)column] =
                (uint8_t)m->given.answers[i].credit;
            any = true;
        }
        t->group_of[t->answers.people] = slice_is(first->language, "en");
        t->answers.people += any;
    }
}

static enum err
estimate(const struct making *m, struct table *t)
{
    struct arena *a = m->ctx->arena;
    struct irt_calibration how = IRT_CALIBRATION;
    struct irt_item *items = arena_array(a, struct irt_item, (size_t)t->answers.items);
    struct irt_fit *fit = arena_array(a, struct irt_fit, (size_t)t->answers.items);
    struct irt_group *groups = arena_array(a, struct irt_group, (size_t)t->answers.items);
    struct irt_fitted fitted;
    enum err e;

    if (items == NULL || fit == NULL || groups == NULL)
        return ERR_LIMIT;
    how.model = IRT_GPCM;
    how.population = (struct irt_prior){0, CHECK_POPULATION_SD};
    how.fixed = t->now;
    e = irt_calibrate(a, &t->answers, &how, threads_jobs(), &fitted);
    if (e == OK)
        e = irt_fit_items(a, &t->answers, &how, &fitted, fit);
    if (e != OK)
        return e;
    for (int i = 0; i < t->answers.items; i++)
        items[i] = fitted.items[i].item;
    irt_group_items(&t->answers, items, &how.population, t->group_of, groups);
    for (int i = 0; i < t->answers.items; i++) {
        struct item_calibrated *c = &m->out->items[t->item_of[i]];

        c->estimate = fitted.items[i];
        c->fit = fit[i];
        c->group = groups[i];
        c->estimated = c->estimated && irt_item_is_sound(&fitted.items[i].item);
    }
    return OK;
}

static enum err
competence_make(const struct making *m, struct slice competence)
{
    struct arena *a = m->ctx->arena;
    struct arena_mark mark;
    size_t len = (size_t)m->out->len + 1;
    struct table t = {.item_of = arena_array(a, int, len),
                      .steps = arena_array(a, uint8_t, len),
                      .now = arena_array(a, struct irt_item, len)};
    enum err e;

    if (t.item_of == NULL || t.steps == NULL || t.now == NULL)
        return ERR_LIMIT;
    if (put_columns(m, competence, &t) == 0)
        return OK;
    mark = arena_mark(a);
    t.cells = arena_array(a, uint8_t, (size_t)m->given.bundles * (size_t)t.answers.items + 1);
    t.group_of = arena_array(a, uint8_t, (size_t)m->given.bundles + 1);
    if (t.cells == NULL || t.group_of == NULL)
        return ERR_LIMIT;
    t.answers.cells = t.cells;
    t.answers.steps = t.steps;
    put_rows(m, &t);
    e = estimate(m, &t);
    arena_rewind(a, mark);  /* estimates were copied */
    if (e == ERR_INVALID) { /* these answers do not determine the parameters */
        for (int i = 0; i < t.answers.items; i++)
            m->out->items[t.item_of[i]].estimated = false;
        return OK;
    }
    return e;
}

/* --- a first guess ---------------------------------------------------------- */

/* In the order of asking, check by check; each person begins in the middle. */
static enum err
elo_make(const struct making *m)
{
    struct irt_elo *items = arena_array(m->ctx->arena, struct irt_elo, (size_t)m->out->len + 1);

    if (items == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < m->out->len; i++)
        items[i].at = check_level_middle(m->out->items[i].use->item->level);
    for (int i = 0; i < m->given.len;) {
        const struct calibration_answer *first = &m->given.answers[i];
        struct irt_elo person = {0, 0};

        for (; i < m->given.len && slice_eq(m->given.answers[i].bundle, first->bundle); i++) {
            int at = m->place[i];

            if (at >= 0)
                irt_elo_answer(&person, &items[at],
                               (double)m->given.answers[i].credit /
                                   item_credit_max(m->out->items[at].use->item),
                               item_start_model(m->out->items[at].use->item).c);
        }
    }
    for (int i = 0; i < m->out->len; i++)
        m->out->items[i].elo = m->out->items[i].answers < RESPONSES_MIN ? NAN : items[i].at;
    return OK;
}

/* --- all of it -------------------------------------------------------------- */

static double
known(double n)
{
    return isfinite(n) ? n : -1;
}

static enum err
use_keep(struct db *db, void *arg)
{
    struct item_calibration *c = arg;

    TRY(calibration_store_add(db, c->bundles, &c->id));
    for (int i = 0; i < c->len; i++) {
        const struct irt_estimate *e = &c->items[i].estimate;
        struct calibration_parameter p = {.version = c->items[i].use->id,
                                          .answers = c->items[i].answers,
                                          .a = e->item.a,
                                          .se_a = known(e->se_a),
                                          .se_b = known(e->se_b[0])};

        for (int k = 0; k < e->item.steps && k < ITEM_CREDIT_MAX; k++)
            p.b[k] = e->item.b[k];
        if (c->items[i].estimated)
            TRY(calibration_store_parameter(db, c->id, &p));
    }
    return OK;
}

static enum err
competences_make(const struct making *m)
{
    for (int i = 0; i < m->out->len; i++) {
        bool first = true;

        for (int k = 0; k < i && first; k++)
            first = !slice_eq(m->out->items[k].use->competence, m->out->items[i].use->competence);
        if (first)
            TRY(competence_make(m, m->out->items[i].use->competence));
    }
    return elo_make(m);
}

enum err
item_calibration_make(struct ctx *ctx, struct platform *p, bool keep,
                      struct item_calibration *ret_calibration)
{
    struct item_calibration out = {.items = NULL};
    struct making m = {.ctx = ctx, .bank = platform_items(p), .out = &out};
    enum err e;

    TRY(db_read(platform_db(p), ctx, use_given, &m));
    m.number = item_bank_number(m.bank);
    out.bundles = m.given.bundles;
    TRY(collect(&m));
    e = competences_make(&m);
    if (e != OK)
        return fail(ctx, e, "a calibration cannot be computed: %s", err_name(e));
    for (int i = 0; i < out.len; i++)
        out.estimated += out.items[i].estimated;
    if (keep && out.estimated > 0)
        TRY(db_write(platform_db(p), ctx, use_keep, &out));
    *ret_calibration = out;
    return OK;
}

struct adopt_use {
    const struct item_desk *desk;
    int64_t id;
};

static enum err
use_adopt(struct db *db, void *arg)
{
    struct adopt_use *u = arg;
    struct text t = text_init(db_ctx(db)->arena, 32);
    struct audit_entry entry = {.actor = u->desk->actor->code, .action = "item.calibrate"};
    int64_t bank = 0;

    TRY(item_store_bank_raise(db, &bank));
    TRY(calibration_store_adopt(db, u->id, u->desk->actor->id, bank));
    text_int(&t, u->id);
    TRY(text_end(&t, &entry.subject));
    return audit_add(db, &entry);
}

enum err
item_calibration_adopt(struct ctx *ctx, const struct item_desk *desk, int64_t id)
{
    struct adopt_use u = {desk, id};

    if (!right_allows(RIGHT_ITEM_CALIBRATE, desk->actor, (struct organisation_id){0}))
        return fail(ctx, ERR_DENIED, "%s is missing", right_name(RIGHT_ITEM_CALIBRATE));
    TRY(db_write(platform_db(desk->platform), ctx, use_adopt, &u));
    return platform_refresh_items(ctx, desk->platform);
}
