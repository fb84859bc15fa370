/* SPDX-License-Identifier: EUPL-1.2 */
/* store_suite sqlite|postgres: every test of this folder on one of the databases. */
#include "given.h"
#include "suite.h"

int
main(int argc, char **argv)
{
    int failures = 0;

    if (argc != 2 || given_start(argv[1]) != 0) {
        fprintf(stderr, "usage: store_suite sqlite|postgres (as a user who may start it)\n");
        given_stop();
        return 2;
    }
    failures += suite_db();
    failures += suite_migrate();
    failures += suite_writers();
    failures += suite_faults();
    failures += suite_catalogue();
    failures += suite_people();
    given_stop();
    return failures == 0 ? 0 : 1;
}
