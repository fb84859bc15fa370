/* SPDX-License-Identifier: EUPL-1.2 */
/* From a kept record back to where the person is: the same bank, the same draws, the answers. */
#include "service/check_parts.h"

const struct irt_grid CHECK_GRID = {-6, 6, 61};

/* One facet for all items of a competence: with six to eight of them, balancing facets would leave
 * nothing to choose by difficulty. */
enum err
check_models(struct ctx *ctx, const struct item_bank *bank, struct check_view *view)
{
    int64_t number = view->record.bank;
    int len = item_bank_len(bank);

    view->items = arena_array(ctx->arena, const struct item *, (size_t)len + 1);
    view->models = arena_array(ctx->arena, struct check_item, (size_t)len + 1);
    view->items_len = 0;
    if (view->items == NULL || view->models == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for items");
    for (int s = 0; s < view->record.subjects_len; s++) {
        for (int i = 0; i < len; i++) {
            const struct item_use *use = item_bank_at(bank, i);

            if (!slice_eq(use->competence, view->record.subjects[s].competence) ||
                !item_use_is_in(use, number))
                continue;
            view->is_estimated = view->is_estimated || (!item_use_is_trial(use, number) &&
                                                        !item_use_is_calibrated(use, number));
            view->items[view->items_len] = use->item;
            view->models[view->items_len++] =
                (struct check_item){.model = item_use_model(use, number),
                                    .competence = (uint16_t)s,
                                    .is_new = item_use_is_trial(use, number)};
        }
    }
    return OK;
}

int
check_index_of(const struct check_view *view, struct slice code)
{
    for (int i = 0; i < view->items_len; i++)
        if (slice_eq(view->items[i]->code, code))
            return i;
    return -1;
}

static void
mark_all(const struct check_view *view, const struct slice *codes, int len, uint8_t mark,
         uint8_t *marks)
{
    for (int i = 0; i < len; i++) {
        int at = check_index_of(view, codes[i]);

        if (at >= 0)
            marks[at] |= mark;
    }
}

static enum err
open_session(struct ctx *ctx, struct check_view *view)
{
    const struct check_record *r = &view->record;
    struct check_bank *bank = arena_new(ctx->arena, struct check_bank);
    uint8_t *marks = arena_array(ctx->arena, uint8_t, (size_t)view->items_len + 1);
    struct irt_prior *priors = arena_array(ctx->arena, struct irt_prior, (size_t)r->subjects_len);
    struct check_rules *rules = arena_new(ctx->arena, struct check_rules);
    struct check_start *start = arena_new(ctx->arena, struct check_start);
    enum err e;

    if (bank == NULL || marks == NULL || priors == NULL || rules == NULL || start == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a check");
    for (int s = 0; s < r->subjects_len; s++)
        priors[s] = r->subjects[s].prior;
    mark_all(view, r->held_back, r->held_back_len, CHECK_HELD_BACK, marks);
    mark_all(view, r->rare, r->rare_len, CHECK_RARE, marks);
    mark_all(view, r->recent, r->recent_len, CHECK_RECENT, marks);
    *start = (struct check_start){.seed = r->seed, .priors = priors, .marks = marks};
    *rules = CHECK_RULES;
    if (rules->items_max > view->items_len)
        rules->items_max = view->items_len;
    e = check_bank_make(ctx->arena, view->models, view->items_len, &CHECK_GRID, bank);
    if (e == OK)
        e = check_open(ctx->arena, bank, rules, start, &view->session);
    return e == OK ? OK : fail(ctx, e, "a check cannot be opened: %s", err_name(e));
}

/* An answer to an item that the bank no longer has counts no more; the others do. */
enum err
check_replay(struct ctx *ctx, const struct item_bank *bank, struct check_view *view)
{
    const struct check_record *r = &view->record;
    int next;

    TRY(check_models(ctx, bank, view));
    if (view->items_len == 0)
        return fail(ctx, ERR_NOT_FOUND, "no items for what is to be checked");
    TRY(open_session(ctx, view));
    for (int i = 0; i < r->given_len; i++) {
        int at = check_index_of(view, r->given[i].item);
        enum err e;

        if (at < 0)
            continue;
        e = check_answer(view->session, at, r->given[i].credit);
        if (e != OK)
            return fail(ctx, ERR_CORRUPT, "a kept answer does not fit its item: %s", err_name(e));
    }
    next = r->ended.ms != 0 ? -1 : check_next(view->session);
    view->next = next < 0 ? NULL : view->items[next];
    return OK;
}
