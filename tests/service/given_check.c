/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/given_check.h"

#include <string.h>

static const struct crypto_key server_key = {{7}};

struct check_owner
check_given_owner(uint8_t n)
{
    struct check_owner owner;

    memset(owner.bytes, n, sizeof owner.bytes);
    return owner;
}

/* The desk with this person before it. */
struct check_desk
check_desk_at(const struct check_given_desk *d, uint8_t n)
{
    struct check_desk desk = d->desk;

    desk.owner = check_given_owner(n);
    return desk;
}

struct check_given_desk
check_desk_given(struct given *g)
{
    struct check_given_desk d = {.platform = given_platform(g)};

    assert_int_equal(crypto_start(), OK);
    return d;
}

void
check_desk_settle(struct check_given_desk *d)
{
    d->desk = (struct check_desk){.platform = d->platform,
                                  .bank = platform_items(d->platform),
                                  .key = &server_key,
                                  .owner = check_given_owner(1)};
}

void
check_desk_done(struct check_given_desk *d)
{
    platform_close(d->platform);
}

struct check_run_id
check_given_begin(struct given *g, const struct check_given_desk *d, uint8_t owner,
                  const char *scope)
{
    struct situation s = situation_default(day_of(g->ctx.now));
    struct check_desk desk = check_desk_at(d, owner);
    struct check_run_id id = {0};

    CHECK_ERR(scope, check_begin(&g->ctx, &desk, slice_of(scope), &s, &id), OK);
    return id;
}

struct check_view
check_given_look(struct given *g, const struct check_given_desk *d, uint8_t owner,
                 struct check_run_id id)
{
    struct check_desk desk = check_desk_at(d, owner);
    struct check_view view;

    CHECK_ERR("look", check_look(&g->ctx, &desk, id, &view), OK);
    return view;
}

/* The right answer to an item of any kind. */
static struct item_answer
right_answer(const struct item *it)
{
    struct item_answer a = {.unknown = false};

    for (int i = 0; i < it->choices_len; i++) {
        if (it->kind == ITEM_MULTIPLE)
            a.picked[i] = it->choices[i].credit > 0;
        else if (it->kind == ITEM_ORDER || it->kind == ITEM_MATCH)
            a.picked[i] = (uint8_t)i;
        else if (it->choices[i].credit == item_credit_max(it))
            a.picked[0] = (uint8_t)i;
    }
    for (int b = 0; b < it->blanks_len; b++) {
        if (it->blanks[b].accepted_len > 0)
            a.typed[b] = it->blanks[b].accepted[0];
        for (int i = 0; i < it->blanks[b].choices_len; i++)
            if (it->blanks[b].choices[i].credit > 0)
                a.picked[b] = (uint8_t)i;
    }
    return a;
}

/* Answer the next item, rightly or "I don't know". */
void
check_given_answer(struct given *g, const struct check_given_desk *d, uint8_t owner,
                   struct check_run_id id, bool right)
{
    struct check_view view = check_given_look(g, d, owner, id);
    struct item_answer a = right ? right_answer(view.next) : (struct item_answer){.unknown = true};
    struct check_desk desk = check_desk_at(d, owner);

    CHECK_INT("full credit", item_credit(view.next, &a), right ? item_credit_max(view.next) : 0);
    CHECK_ERR("take", check_take(&g->ctx, &desk, id, view.next->code, &a), OK);
}

int
check_given_answer_all(struct given *g, const struct check_given_desk *d, uint8_t owner,
                       struct check_run_id id, bool right)
{
    int n = 0;

    for (; check_given_look(g, d, owner, id).next != NULL; n++) {
        assert_true(n < CHECK_ITEMS_MAX);
        check_given_answer(g, d, owner, id, right);
        (void)given_ctx(g);
    }
    return n;
}
