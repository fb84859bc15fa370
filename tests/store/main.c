/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store_suite sqlite|postgres: every test of this folder on one of the databases.
 *
 * The tests run in a child process, so that the server is stopped and the folder
 * removed even when an assertion ends them.
 */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "given.h"
#include "suite.h"

static int
run_all(void)
{
    int failures = 0;

    failures += suite_db();
    failures += suite_migrate();
    failures += suite_writers();
    failures += suite_faults();
    failures += suite_catalogue();
    failures += suite_people();
    failures += suite_items();
    failures += suite_reach();
    return failures == 0 ? 0 : 1;
}

int
main(int argc, char **argv)
{
    int status = 0;
    pid_t child;

    if (argc != 2 || given_start(argv[1]) != 0) {
        fprintf(stderr, "usage: store_suite sqlite|postgres (as a user who may start it)\n");
        given_stop();
        return 2;
    }
    (void)fflush(NULL);
    child = fork();
    if (child == 0)
        exit(run_all());
    if (child < 0 || waitpid(child, &status, 0) != child)
        status = 1;
    given_stop();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
