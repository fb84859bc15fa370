/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/rating_form.h"

#include "unit/web/given_person.h"

static void
each_rating_is_taken_or_its_error_told(void **state)
{
    static const struct {
        const char *why;
        const char *sent;
        int rating[3]; /* of competences 1 to 3 after reading; they were 2, 2, 2 */
        int errors;
    } table[] = {
        {"nothing is sent, nothing changes", "", {2, 2, 2}, 0},
        {"levels", "k-D1.1=0&k-M1=8&k-S1=4", {0, 8, 4}, 0},
        {"I do not know", "k-M1=%3F", {2, RATING_UNKNOWN, 2}, 0},
        {"empty is as absent", "k-M1=", {2, 2, 2}, 0},
        {"too high", "k-D1.1=9&k-M1=3", {2, 3, 2}, 1},
        {"negative", "k-M1=-1", {2, 2, 2}, 1},
        {"no number", "k-S1=gut", {2, 2, 2}, 1},
        {"huge", "k-S1=99999999999999999999", {2, 2, 2}, 1},
        {"twice", "k-M1=3&k-M1=4", {2, 2, 2}, 1},
        {"a competence that is not there", "k-X9=3", {2, 2, 2}, 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(given_done) struct given g;
        struct rating_form f;

        given_form(&g, table[i].sent);
        g.situation.job.n = 1;
        g.situation.rating[1] = g.situation.rating[2] = g.situation.rating[3] = 2;
        CHECK_ERR(table[i].why, rating_form_read(&g.page, &g.form, &g.situation, &f), OK);
        CHECK_INT(table[i].why, f.errors.errors_len, table[i].errors);
        for (int c = 0; c < 3; c++)
            CHECK_INT(table[i].why, g.situation.rating[c + 1], table[i].rating[c]);
    }
}

static void
competences_of_the_job_come_first_and_in_its_order(void **state)
{
    CLEANUP(given_done) struct given g;
    struct rating_form f;

    (void)state;
    given_form(&g, "");
    g.situation.job.n = 1;
    g.situation.rating[2] = 5;
    assert_int_equal(rating_form_show(&g.page, &g.situation, &f), OK);
    CHECK_INT("needed", f.needed_len, 2);
    CHECK_SLICE("first", f.needed[0].field, "k-M1");
    CHECK_INT("its level", f.needed[0].needed, 4);
    CHECK_TRUE("5 is the lower of the third band", f.needed[0].bands[2].low_chosen);
    CHECK_TRUE("and nothing else", !f.needed[0].bands[2].high_chosen && !f.needed[0].unknown);
    CHECK_TRUE("the second is unknown", f.needed[1].unknown);
    CHECK_INT("others", f.others_len, 1);
    CHECK_SLICE("the one other", f.others[0].field, "k-S1");
}

static void
a_wrong_rating_that_is_folded_away_opens_the_fold(void **state)
{
    CLEANUP(given_done) struct given g;
    struct rating_form f;

    (void)state;
    given_form(&g, "k-S1=11");
    g.situation.job.n = 1;
    assert_int_equal(rating_form_read(&g.page, &g.form, &g.situation, &f), OK);
    CHECK_TRUE("open", f.others_open);
    CHECK_SLICE("the link leads to it", f.errors.errors[0].id, "k-S1");
    CHECK_TRUE("told there", f.others[0].error.len > 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rating_is_taken_or_its_error_told),
        cmocka_unit_test(competences_of_the_job_come_first_and_in_its_order),
        cmocka_unit_test(a_wrong_rating_that_is_folded_away_opens_the_fold),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
