/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/right.h"

#include <string.h>

#include "check.h"

static const struct organisation_id HERE = {1};
static const struct organisation_id THERE = {2};

static struct actor
actor_of(const struct grant *grants, int len)
{
    return (struct actor){
        .id = {7}, .code = SLICE("abcdefghijklmnop"), .grants = grants, .grants_len = len};
}

/* The whole table, as it was agreed: who widens a right must change this line as well. */
static void
the_table_is_what_was_agreed(void **state)
{
    /* learner superior hr provider certifier funder operator; - none, o own, s same, a any */
    static const struct {
        enum right right;
        const char *name;
        const char *of;
    } rows[] = {
        {RIGHT_PUBLIC, "public", "-------"},
        {RIGHT_GUEST, "guest", "-------"},
        {RIGHT_OPERATOR_LOCAL, "operator_local", "-------"},
        {RIGHT_DIRECTORY, "directory", "-------"},
        {RIGHT_ACCOUNT, "account", "-------"},
        {RIGHT_EMPLOYMENT_READ, "employment_read", "oos----"},
        {RIGHT_EMPLOYEES_MANAGE, "employees_manage", "--s----"},
        {RIGHT_JOBS_MANAGE, "jobs_manage", "--s----"},
        {RIGHT_ROLES_GRANT, "roles_grant", "--s---a"},
        {RIGHT_ORGANISATION_EDIT, "organisation_edit", "--ssssa"},
        {RIGHT_ORGANISATION_ADMIT, "organisation_admit", "------a"},
        {RIGHT_MODULE_PUBLISH, "module_publish", "--ss---"},
        {RIGHT_MODULE_REVIEW, "module_review", "----a--"},
        {RIGHT_DEMAND_READ, "demand_read", "---a-aa"},
        {RIGHT_REPORT_GROUPS, "report_groups", "--s----"},
        {RIGHT_AUDIT_READ, "audit_read", "--s---a"},
        {RIGHT_PAGES_EDIT, "pages_edit", "------a"},
        {RIGHT_ITEM_WRITE, "item_write", "----a-a"},
        {RIGHT_ITEM_REVIEW, "item_review", "----a-a"},
        {RIGHT_ITEM_CALIBRATE, "item_calibrate", "----a-a"},
        {RIGHT_CRITERIA_WRITE, "criteria_write", "----a-a"},
        {RIGHT_CRITERIA_PUBLISH, "criteria_publish", "------a"},
    };

    (void)state;
    CHECK_INT("every right has a row", ARRAY_LEN(rows), RIGHTS);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CHECK_INT(rows[i].name, rows[i].right, i);
        assert_string_equal(right_name(rows[i].right), rows[i].name);
        for (int role = 0; role < ROLES; role++)
            CHECK_INT(rows[i].name, "-osa"[right_of_role(rows[i].right, (enum role)role)],
                      rows[i].of[role]);
        CHECK_INT(rows[i].name, right_is_action(rows[i].right), i > RIGHT_ACCOUNT);
    }
}

/* RIGHT-1, RIGHT-2: every right and role, in the own organisation, in another, and for nobody. */
static void
a_role_counts_where_it_was_given(void **state)
{
    (void)state;
    for (int r = 0; r < RIGHTS; r++) {
        for (int role = 0; role < ROLES; role++) {
            struct grant grant = {HERE, (enum role)role};
            struct actor actor = actor_of(&grant, 1);
            enum right right = (enum right)r;
            enum relation given = right_of_role(right, (enum role)role);

            CHECK_INT(right_name(right), right_allows(right, &actor, HERE),
                      given >= RELATION_SAME_ORGANISATION);
            CHECK_INT(right_name(right), right_allows(right, &actor, THERE),
                      given == RELATION_ANY_ORGANISATION);
            CHECK_INT(right_name(right), right_allows(right, NULL, HERE), false);
            CHECK_INT(right_name(right), right_reaches(right, &actor),
                      given != RELATION_NONE || right == RIGHT_ACCOUNT);
            CHECK_INT(right_name(right), right_reaches(right, NULL), false);
        }
    }
}

static void
of_several_roles_the_widest_counts(void **state)
{
    const struct grant grants[] = {
        {HERE, ROLE_LEARNER}, {THERE, ROLE_HR}, {HERE, ROLE_SUPERIOR}, {THERE, ROLE_PROVIDER}};
    struct actor actor = actor_of(grants, ARRAY_LEN(grants));

    (void)state;
    CHECK_INT("a learner here", right_in(RIGHT_EMPLOYMENT_READ, &actor, HERE), RELATION_OWN);
    CHECK_INT("hr there", right_in(RIGHT_EMPLOYMENT_READ, &actor, THERE),
              RELATION_SAME_ORGANISATION);
    CHECK_TRUE("not here", !right_allows(RIGHT_EMPLOYEES_MANAGE, &actor, HERE));
    CHECK_TRUE("but there", right_allows(RIGHT_EMPLOYEES_MANAGE, &actor, THERE));
    CHECK_TRUE("nor in none",
               !right_allows(RIGHT_EMPLOYEES_MANAGE, &actor, (struct organisation_id){0}));
    CHECK_TRUE("has", actor_has(&actor, ROLE_HR, THERE));
    CHECK_TRUE("has not", !actor_has(&actor, ROLE_HR, HERE));
    CHECK_TRUE("nobody has", !actor_has(NULL, ROLE_HR, HERE));
    CHECK_TRUE("without a role only the account is left",
               right_reaches(RIGHT_ACCOUNT, &(struct actor){.id = {1}}) &&
                   !right_reaches(RIGHT_EMPLOYMENT_READ, &(struct actor){.id = {1}}));
}

static void
roles_are_known_by_their_code_alone(void **state)
{
    static const char *const wrong[] = {"", "HR", "hr ", "admin", "operator\n", "learners"};
    enum role r = ROLE_LEARNER;

    (void)state;
    for (int i = 0; i < ROLES; i++) {
        CHECK_ERR(role_code((enum role)i), role_parse(slice_of(role_code((enum role)i)), &r), OK);
        CHECK_INT(role_code((enum role)i), r, i);
    }
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        CHECK_ERR(wrong[i], role_parse(slice_of(wrong[i]), &r), ERR_NOT_FOUND);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_what_was_agreed),
        cmocka_unit_test(a_role_counts_where_it_was_given),
        cmocka_unit_test(of_several_roles_the_widest_counts),
        cmocka_unit_test(roles_are_known_by_their_code_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
