/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/job_form.h"

#include "unit/web/given_person.h"

static void
a_job_is_taken_or_its_error_told(void **state)
{
    static const struct {
        const char *why;
        const char *sent;
        int64_t job; /* after reading */
        int errors;
        uint64_t interests;
    } table[] = {
        {"a job", "stelle=bauamt", 2, 0, 0},
        {"with topics", "stelle=standesamt&thema=ki&thema=recht", 1, 0, 1U << 1 | 1U << 5},
        {"a topic that is gone is dropped", "stelle=bauamt&thema=weg&thema=ki", 2, 0, 1U << 1},
        {"a topic twice is once", "stelle=bauamt&thema=ki&thema=ki", 2, 0, 1U << 1},
        {"white space", "stelle=+bauamt+", 2, 0, 0},
        {"no job", "thema=ki", 0, 1, 1U << 1},
        {"an empty one", "stelle=", 0, 1, 0},
        {"one that is not there", "stelle=papst", 0, 1, 0},
        {"two at once", "stelle=bauamt&stelle=standesamt", 0, 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(given_done) struct given g;
        struct job_form f;

        given_form(&g, table[i].sent);
        CHECK_ERR(table[i].why, job_form_read(&g.page, &g.form, &g.situation, &f), OK);
        CHECK_INT(table[i].why, f.errors.errors_len, table[i].errors);
        CHECK_INT(table[i].why, g.situation.job.n, table[i].job);
        CHECK_INT(table[i].why, g.situation.interests, table[i].interests);
        CHECK_TRUE(table[i].why, (f.job_error.len > 0) == (table[i].errors > 0));
    }
}

static void
what_was_chosen_is_shown_again_beside_the_error(void **state)
{
    CLEANUP(given_done) struct given g;
    struct job_form f;

    (void)state;
    given_form(&g, "thema=recht");
    assert_int_equal(job_form_read(&g.page, &g.form, &g.situation, &f), OK);
    CHECK_INT("jobs by name", f.jobs_len, 2);
    CHECK_SLICE("Bauamt is before Standesamt", f.jobs[0].value, "bauamt");
    CHECK_TRUE("KI was not chosen", !f.topics[0].chosen);
    CHECK_TRUE("Recht was chosen", f.topics[1].chosen);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_is_taken_or_its_error_told),
        cmocka_unit_test(what_was_chosen_is_shown_again_beside_the_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
