/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * service_suite sqlite|postgres TOPIC: the tests of one topic on one of the databases.
 *
 * The tests run in a child process, so that the server is stopped and the folder
 * removed even when an assertion ends them.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "service/given.h"
#include "service/suite.h"

static const struct {
    const char *name;
    int (*run)(void);
} topics[] = {
    {"seed", suite_seed},
    {"platform", suite_platform},
    {"accounts", suite_accounts},
    {"address", suite_address},
    {"mail", suite_mail},
    {"consent", suite_consent},
    {"audit", suite_audit},
    {"identity", suite_identity},
    {"passkeys", suite_passkeys},
    {"reports", suite_reports},
    {"legal", suite_legal},
    {"guest", suite_guest},
    {"experience", suite_experience},
    {"saved", suite_saved},
    {"check", suite_check},
    {"items", suite_items},
    {"publish", suite_publish},
    {"upload", suite_upload},
    {"demand", suite_demand},
    {"publish_codes", suite_publish_codes},
    {"certification", suite_certification},
    {"calibration", suite_calibration},
    {"import", suite_import},
    {"hostile", suite_hostile},
    {"killed", suite_killed},
    {"register", suite_register},
    {"learning", suite_learning},
    {"accepted", suite_accepted},
    {"employees", suite_employees},
    {"scim", suite_scim},
    {"organisations", suite_organisations},
    {"own", suite_own},
    {"erasure", suite_erasure},
    {"retention", suite_retention},
    {"check_share", suite_check_share},
};

static int
run_topic(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(topics); i++) {
        if (strcmp(topics[i].name, name) == 0)
            return topics[i].run() == 0 ? 0 : 1;
    }
    fprintf(stderr, "service_suite: no topic \"%s\"\n", name);
    return 2;
}

int
main(int argc, char **argv)
{
    int status = 0;
    pid_t child;

    if (argc != 3 || given_start(argv[1]) != 0) {
        fprintf(stderr,
                "usage: service_suite sqlite|postgres TOPIC (as a user who may start it)\n");
        given_stop();
        return 2;
    }
    (void)fflush(NULL);
    child = fork();
    if (child == 0)
        exit(run_topic(argv[2]));
    if (child < 0 || waitpid(child, &status, 0) != child)
        status = 1;
    given_stop();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
