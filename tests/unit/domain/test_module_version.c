/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/module_version.h"

#include "check.h"

/* PUBLISH-1: these and no others. */
static void
only_the_ways_of_the_rules_lead_on(void **state)
{
    static const struct {
        enum module_state from;
        enum module_state to;
    } WAYS[] = {
        {MODULE_DRAFT, MODULE_REVIEW},       {MODULE_DRAFT, MODULE_PUBLISHED},
        {MODULE_REVIEW, MODULE_DRAFT},       {MODULE_REVIEW, MODULE_PUBLISHED},
        {MODULE_PUBLISHED, MODULE_REPLACED}, {MODULE_PUBLISHED, MODULE_RETIRED},
    };
    int allowed = 0;

    (void)state;
    for (int from = 0; from < MODULE_STATES; from++) {
        for (int to = 0; to < MODULE_STATES; to++) {
            bool known = false;

            for (size_t i = 0; i < ARRAY_LEN(WAYS); i++)
                known |= (int)WAYS[i].from == from && (int)WAYS[i].to == to;
            CHECK_INT(module_state_code((enum module_state)from),
                      module_state_may_follow((enum module_state)from, (enum module_state)to),
                      known);
            allowed += known;
        }
    }
    CHECK_INT("all of them", allowed, (int)ARRAY_LEN(WAYS));
}

static void
states_are_kept_by_their_words(void **state)
{
    enum module_state s = MODULE_DRAFT;

    (void)state;
    for (int i = 0; i < MODULE_STATES; i++) {
        CHECK_ERR("word", module_state_parse(slice_of(module_state_code((enum module_state)i)), &s),
                  OK);
        CHECK_INT("same", s, i);
    }
    CHECK_ERR("none", module_state_parse(SLICE("approved"), &s), ERR_NOT_FOUND);
    CHECK_ERR("empty", module_state_parse(SLICE(""), &s), ERR_NOT_FOUND);
}

/* PUBLISH-2 */
static void
who_wrote_it_publishes_only_when_alone(void **state)
{
    static const struct {
        const char *why;
        enum module_state state;
        int64_t who;
        int colleagues;
        bool may;
    } table[] = {
        {"the author alone, a draft", MODULE_DRAFT, 1, 1, true},
        {"the author alone, handed in before", MODULE_REVIEW, 1, 1, true},
        {"the author of two", MODULE_REVIEW, 1, 2, false},
        {"the author of two, a draft", MODULE_DRAFT, 1, 2, false},
        {"the second", MODULE_REVIEW, 2, 2, true},
        {"the second, before it is handed in", MODULE_DRAFT, 2, 2, false},
        {"nobody", MODULE_REVIEW, 0, 2, false},
        {"nobody, alone", MODULE_DRAFT, 0, 1, false},
        {"published already", MODULE_PUBLISHED, 2, 2, false},
        {"published already, alone", MODULE_PUBLISHED, 1, 1, false},
        {"replaced", MODULE_REPLACED, 1, 1, false},
        {"retired", MODULE_RETIRED, 2, 2, false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct module_version v = {.state = table[i].state, .author = {1}};

        CHECK_INT(
            table[i].why,
            module_version_may_publish(&v, (struct account_id){table[i].who}, table[i].colleagues),
            table[i].may);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_ways_of_the_rules_lead_on),
        cmocka_unit_test(states_are_kept_by_their_words),
        cmocka_unit_test(who_wrote_it_publishes_only_when_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
