/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus seed: what a fresh installation starts with. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "service/demo_people.h"
#include "service/demo_seals.h"
#include "service/seed_service.h"

static const char HELP[] =
    "kommunalcampus seed [--demo [--password WORD]]\n"
    "  Competence framework, topics, job profiles and member municipalities from the files\n"
    "  inside the program. Running it again brings them to the files' state.\n"
    "  --demo   the demo catalogue as well; its dates are counted from today; and invented people\n"
    "  --password WORD   the demo's accounts sign in with it (else with none); they are printed\n";

static enum err
set_password(struct command *c, struct database *db, const char *password)
{
    const struct demo_account *a;

    TRY(demo_people_set_password(&c->ctx, db, slice_of(password)));
    for (int i = 0; (a = demo_people_account(i)) != NULL; i++)
        printf("  %-10s %s\n", a->role, a->email);
    return OK;
}

enum exit_code
cmd_seed(struct command *c)
{
    struct command_opened opened;
    struct seed_report r;
    int seals = 0;
    bool demo = c->argc >= 2 && strcmp(c->argv[1], "--demo") == 0;
    const char *password =
        demo && c->argc == 4 && strcmp(c->argv[2], "--password") == 0 ? c->argv[3] : NULL;
    enum err e;

    if (c->argc == 2 && strcmp(c->argv[1], "--help") == 0)
        return fputs(HELP, stdout), EXIT_FINE;
    if ((c->argc > 1 && !demo) || (c->argc > 2 && password == NULL))
        return command_usage(c, "seed knows --demo, and behind it --password WORD");
    e = command_open(c, false, &opened);
    if (e != OK)
        return command_failed(c, e);
    e = seed_run(&c->ctx, opened.database, demo, &r);
    if (e == OK && demo)
        e = demo_seals_make(&c->ctx, opened.database, &seals);
    if (e == OK) {
        printf("framework %.*s: %d competences, %d job profiles, %d topics, %d members\n",
               SLICE_ARG(r.framework_version), r.competences, r.job_profiles, r.topics, r.members);
        printf("items of the check: %d, of them %d new and %d in another version\n", r.items.items,
               r.items.added, r.items.replaced);
        if (demo)
            printf("demo catalogue: %d blocks with %d dates, %d providers, %d venues, "
                   "%d organisations, %d people, %d blocks judged\n",
                   r.modules, r.runs, r.providers, r.venues, r.organisations, r.people, seals);
        if (password != NULL)
            e = set_password(c, opened.database, password);
    }
    command_close(&opened);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
