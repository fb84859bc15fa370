/* SPDX-License-Identifier: EUPL-1.2 */
/* The framework and all items of data/items, for the tests of their formats. Include once. */
#ifndef KC_TESTS_EXCHANGE_GIVEN_ITEMS_H
#define KC_TESTS_EXCHANGE_GIVEN_ITEMS_H

#include "exchange/framework_json.h"
#include "exchange/items_json.h"
#include "given.h"

enum { ITEMS_MIN = 300 };

struct given_item {
    const struct item *item;
    struct slice competence;
};

struct given_items {
    const struct framework *framework;
    struct given_item all[ITEM_BANK_MAX];
    int len;
};

static inline const struct framework *
given_framework(struct ctx *ctx)
{
    struct framework_file *file = arena_new(arena, struct framework_file);
    struct topic_list topics = {0};

    assert_non_null(file);
    CHECK_ERR("topics", topics_json_read(ctx, own_file("data/topics.json"), &topics), OK);
    CHECK_ERR("framework", framework_json_read(ctx, own_file("data/framework.json"), &topics, file),
              OK);
    return &file->framework;
}

static inline struct given_items *
given_items(struct ctx *ctx)
{
    struct given_items *g = arena_new(arena, struct given_items);

    assert_non_null(g);
    g->framework = given_framework(ctx);
    for (int i = 0; i < g->framework->competences_len; i++) {
        const struct competence *c = &g->framework->competences[i];
        struct item_list list = {0};
        char path[200];

        (void)snprintf(path, sizeof path, "data/items/%.*s.json", SLICE_ARG(c->code));
        for (char *at = path + strlen("data/items/"); *at != '\0'; at++) {
            if (*at >= 'A' && *at <= 'Z')
                *at = (char)(*at - 'A' + 'a');
            else if (*at == '.' && strcmp(at, ".json") != 0)
                *at = '-';
        }
        CHECK_ERR(path, items_json_read(ctx, own_file(path), g->framework, &list), OK);
        for (int k = 0; k < list.len; k++)
            g->all[g->len++] = (struct given_item){&list.items[k], c->code};
    }
    assert_true(g->len >= ITEMS_MIN);
    return g;
}

/* Whether both say the same, as our own format has it. */
static inline bool
same_item(struct ctx *ctx, const struct item *a, const struct item *b, struct slice competence)
{
    struct slice first = {0};
    struct slice second = {0};

    CHECK_ERR("write", items_json_write_one(ctx, a, competence, &first), OK);
    CHECK_ERR("write", items_json_write_one(ctx, b, competence, &second), OK);
    return slice_eq(first, second);
}

#endif
