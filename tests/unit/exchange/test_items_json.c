/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/items_json.h"

#include "base/unicode.h"
#include "exchange/framework_json.h"
#include "given.h"

/* What the bank must have of each competence (docs/rules/item.md, ITEM-11). */
enum { OF_DIGITAL_MIN = 8, OF_OTHERS_MIN = 6, LEVELS_MIN = 6, BANK_MIN = 250 };

/* Whoever picks the longest choice without reading must not do better than with luck (ITEM-12). */
enum { LONGEST_PERCENT_MAX = 30 };

static const struct framework *
given_framework(struct ctx *ctx)
{
    struct framework_file *file = arena_new(arena, struct framework_file);
    struct topic_list topics = {0};

    assert_non_null(file);
    CHECK_ERR(ctx->failure.message, topics_json_read(ctx, own_file("data/topics.json"), &topics),
              OK);
    CHECK_ERR(ctx->failure.message,
              framework_json_read(ctx, own_file("data/framework.json"), &topics, file), OK);
    return &file->framework;
}

/* "data/items/d1-1.json" of D1.1. */
static const char *
file_of(const struct competence *c, char *path, size_t size)
{
    (void)snprintf(path, size, "data/items/%.*s.json", SLICE_ARG(c->code));
    for (char *at = path + strlen("data/items/"); *at != '\0'; at++) {
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
        else if (*at == '.' && strcmp(at, ".json") != 0)
            *at = '-';
    }
    return path;
}

/* Whether the right choice of an item is longer than all others. */
static bool
longest_is_right(const struct item *it)
{
    int longest = 0;

    for (int i = 1; i < it->choices_len; i++)
        if (unicode_length(it->choices[i].text) > unicode_length(it->choices[longest].text))
            longest = i;
    return it->choices[longest].credit > 0;
}

static void
every_competence_has_its_items_spread_over_the_levels(void **state)
{
    struct ctx ctx = {.arena = arena};
    const struct framework *f = given_framework(&ctx);
    int kinds[ITEM_KINDS] = {0};
    int longest = 0;
    int all = 0;

    (void)state;
    for (int i = 0; i < f->competences_len; i++) {
        const struct competence *c = &f->competences[i];
        struct item_list list = {0};
        unsigned levels = 0;
        char path[200];

        CHECK_ERR(ctx.failure.message,
                  items_json_read(&ctx, own_file(file_of(c, path, sizeof path)), f, &list), OK);
        CHECK_INT(path, list.competence->id.n, c->id.n);
        CHECK_TRUE(path, list.len >= (c->area == AREA_DIGITAL ? OF_DIGITAL_MIN : OF_OTHERS_MIN));
        for (int k = 0; k < list.len; k++) {
            levels |= 1U << list.items[k].level;
            kinds[list.items[k].kind]++;
            longest += list.items[k].kind == ITEM_SINGLE && longest_is_right(&list.items[k]);
        }
        CHECK_TRUE(path, __builtin_popcount(levels) >= LEVELS_MIN);
        all += list.len;
    }
    CHECK_TRUE("the bank is large enough", all >= BANK_MIN);
    CHECK_TRUE("length is no hint", longest * 100 <= kinds[ITEM_SINGLE] * LONGEST_PERCENT_MAX);
    for (int k = 0; k < ITEM_KINDS; k++)
        CHECK_TRUE(item_kind_code((enum item_kind)k), kinds[k] > 0);
}

static void
a_mistake_in_a_file_of_items_is_named(void **state)
{
    static const struct mistake table[] = {
        {"other format", "kommunalcampus-items/1", "kommunalcampus-items/2", "line 2, format"},
        {"no such competence", "\"competence\": \"D1.1\"", "\"competence\": \"X1.1\"",
         "no competence \"X1.1\""},
        {"unknown member", "\"facet\":", "\"fasset\":", "fasset: is not known here"},
        {"code twice", "\"code\": \"d1-1-2\"", "\"code\": \"d1-1-1\"", "there twice"},
        {"unknown kind", "\"kind\": \"single\"", "\"kind\": \"essay\"", "no kind \"essay\""},
        {"level 9", "\"level\": 1", "\"level\": 9", "level: is 9"},
        {"no text", "\"text\": \"Sie brauchen", "\"text\": \"\", \"facet2\": \"Sie brauchen",
         "facet2: is not known here"},
        {"nothing right", ", \"right\": 1}", "}", "breaks the rule ITEM-2"},
        {"right is a number", "\"right\": 1", "\"right\": \"ja\"", "right"},
        {"credit where there is none", "\"right\": 1", "\"credit\": 3", "credit: is not known"},
        {"choices of another kind", "\"kind\": \"match\"", "\"kind\": \"order\"",
         "\"steps\" is missing"},
        {"half a pair", "\"left\": \"Wortlaut eines Bundesgesetzes\", ", "", "\"left\" is missing"},
        {"a gap without choices", "{\"choices\": [{\"text\": \"site:\", \"right\": 1}, ",
         "{\"choices\": [", "breaks the rule ITEM-6"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        const struct framework *f = given_framework(&ctx);
        struct item_list list = {0};

        says(&table[i], &ctx,
             items_json_read(&ctx, with_mistake("data/items/d1-1.json", &table[i]), f, &list));
        CHECK_INT("nothing returned", list.len, 0);
    }
}

static enum err
read_damaged(struct ctx *ctx, struct slice bytes)
{
    struct ctx own = {.arena = arena};
    struct item_list list = {0};
    enum err e = items_json_read(ctx, bytes, given_framework(&own), &list);

    CHECK_TRUE("all or nothing", e == OK || list.len == 0);
    return e;
}

static void
damage_never_gives_half_a_bank(void **state)
{
    (void)state;
    survives_damage_to(own_file("data/items/d1-1.json"), read_damaged);
}

/* Written and read again, and written once more: the same bytes. */
static void
each_item_is_written_as_it_was_read(void **state)
{
    struct ctx ctx = {.arena = arena};
    const struct framework *f = given_framework(&ctx);

    (void)state;
    for (int i = 0; i < f->competences_len; i++) {
        const struct competence *c = &f->competences[i];
        struct item_list list = {0};
        char path[200];

        CHECK_ERR("read", items_json_read(&ctx, own_file(file_of(c, path, sizeof path)), f, &list),
                  OK);
        for (int k = 0; k < list.len; k++) {
            struct item_list again = {0};
            struct slice first = {0};
            struct slice second = {0};

            CHECK_ERR("write", items_json_write_one(&ctx, &list.items[k], c->code, &first), OK);
            CHECK_ERR(ctx.failure.message, items_json_read(&ctx, first, f, &again), OK);
            CHECK_INT("one", again.len, 1);
            CHECK_INT("parts", item_parts(&again.items[0]), item_parts(&list.items[k]));
            CHECK_ERR("write", items_json_write_one(&ctx, &again.items[0], c->code, &second), OK);
            CHECK_TRUE(path, slice_eq(first, second));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_competence_has_its_items_spread_over_the_levels),
        TEST(a_mistake_in_a_file_of_items_is_named),
        TEST(each_item_is_written_as_it_was_read),
        TEST(damage_never_gives_half_a_bank),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
