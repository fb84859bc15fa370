/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/certification.h"

#include "check.h"

/* Four criteria; the first two are required. */
static struct criterion CRITERIA[4] = {{.required = true}, {.required = true}};
static const struct criteria LIST = {.at = CRITERIA, .len = 4};

/* "mmpu": met, met, partly, not met. */
static void
fill(struct judgement *j, const char *word)
{
    for (int i = 0; i < LIST.len; i++)
        j[i].verdict = word[i] == 'm'   ? VERDICT_MET
                       : word[i] == 'p' ? VERDICT_PARTLY
                                        : VERDICT_UNMET;
}

/* CERT-3, CERT-4, CERT-5 */
static void
the_outcome_follows_from_the_judgements(void **state)
{
    static const struct {
        const char *reviews[CERTIFY_REVIEWS_MAX];
        enum certification_state outcome;
    } table[] = {
        {{NULL}, CERTIFICATION_ASKED},
        {{"mmmm"}, CERTIFICATION_ASKED},
        {{"uuuu"}, CERTIFICATION_ASKED},
        {{"mmmm", "mmmm"}, CERTIFICATION_GRANTED},
        {{"mmmm", "mmpm"}, CERTIFICATION_GRANTED},
        {{"mmpp", "mmpp"}, CERTIFICATION_GRANTED},
        {{"mmmm", "pmmm"}, CERTIFICATION_CONDITIONS},
        {{"mmmp", "mmmu"}, CERTIFICATION_CONDITIONS},
        {{"mmmu", "mmmu"}, CERTIFICATION_CONDITIONS},
        {{"pmmm", "ummm"}, CERTIFICATION_REFUSED},
        {{"ummm", "ummm"}, CERTIFICATION_REFUSED},
        {{"mmuu", "mmuu"}, CERTIFICATION_REFUSED}, /* more than a third */
        {{"mmmm", "ummm"}, CERTIFICATION_ASKED},   /* a third expert */
        {{"mmmm", "mmmu"}, CERTIFICATION_ASKED},
        {{"mmmm", "ummm", "mmmm"}, CERTIFICATION_GRANTED},
        {{"mmmm", "ummm", "pmmm"}, CERTIFICATION_CONDITIONS},
        {{"mmmm", "ummm", "ummm"}, CERTIFICATION_REFUSED},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct certification_review reviews[CERTIFY_REVIEWS_MAX];
        struct judgement said[CERTIFY_REVIEWS_MAX][4];
        int len = 0;

        for (; len < CERTIFY_REVIEWS_MAX && table[i].reviews[len] != NULL; len++) {
            fill(said[len], table[i].reviews[len]);
            reviews[len] = (struct certification_review){.judgements = said[len]};
        }
        CHECK_INT(len > 1 ? table[i].reviews[1] : "one or none",
                  certification_outcome(&LIST, reviews, len), table[i].outcome);
    }
}

/* CERT-7 */
static void
only_the_ways_of_the_rules_lead_on(void **state)
{
    static const char *const WAYS[CERTIFICATION_STATES] = {
        /* to: asked, granted, conditions, refused, lapsed, withdrawn */
        [CERTIFICATION_ASKED] = ".xxxx.",      [CERTIFICATION_GRANTED] = "....xx",
        [CERTIFICATION_CONDITIONS] = "....xx", [CERTIFICATION_REFUSED] = "......",
        [CERTIFICATION_LAPSED] = "......",     [CERTIFICATION_WITHDRAWN] = "......",
    };

    (void)state;
    for (int from = 0; from < CERTIFICATION_STATES; from++) {
        for (int to = 0; to < CERTIFICATION_STATES; to++)
            CHECK_INT(certification_state_code((enum certification_state)from),
                      certification_may_follow((enum certification_state)from,
                                               (enum certification_state)to),
                      WAYS[from][to] == 'x');
    }
}

/* CERT-2 */
static void
nobody_judges_the_own_house_or_twice(void **state)
{
    const struct grant board = {{9}, ROLE_CERTIFIER};
    const struct grant both[] = {{{9}, ROLE_CERTIFIER}, {{5}, ROLE_LEARNER}};
    const struct actor expert = {.id = {1}, .grants = &board, .grants_len = 1};
    const struct actor insider = {.id = {2}, .grants = both, .grants_len = 2};
    const struct certification_review given[CERTIFY_REVIEWS_MAX] = {
        {.reviewer = {1}}, {.reviewer = {3}}, {.reviewer = {4}}};
    struct certification_request c = {.organisation = {5}, .state = CERTIFICATION_ASKED};

    (void)state;
    CHECK_TRUE("an expert", certification_may_judge(&c, given, 0, &expert));
    CHECK_TRUE("nobody", !certification_may_judge(&c, given, 0, NULL));
    CHECK_TRUE("of the house", !certification_may_judge(&c, given, 0, &insider));
    CHECK_TRUE("twice", !certification_may_judge(&c, given, 1, &expert));
    CHECK_TRUE("a fourth", !certification_may_judge(&c, given, 3, &insider));
    c.organisation.n = 6;
    CHECK_TRUE("control: of another house", certification_may_judge(&c, given, 0, &insider));
    c.state = CERTIFICATION_REFUSED;
    CHECK_TRUE("decided", !certification_may_judge(&c, given, 0, &expert));
}

/* CERT-8 */
static void
a_seal_has_a_first_and_a_last_day(void **state)
{
    const struct day first = {20000};

    (void)state;
    CHECK_INT("three years", certification_last_day(CERTIFICATION_GRANTED, first).n, 21094);
    CHECK_INT("one year", certification_last_day(CERTIFICATION_CONDITIONS, first).n, 20364);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_outcome_follows_from_the_judgements),
        cmocka_unit_test(only_the_ways_of_the_rules_lead_on),
        cmocka_unit_test(nobody_judges_the_own_house_or_twice),
        cmocka_unit_test(a_seal_has_a_first_and_a_last_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
