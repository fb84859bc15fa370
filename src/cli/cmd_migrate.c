/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus migrate: bring the database to this program's version. */
#include <stdio.h>

#include "cli/command.h"
#include "storage/db.h"
#include "storage/migrate.h"

enum exit_code
cmd_migrate(struct command *c)
{
    CLEANUP(db_cleanup) struct database *database = NULL;
    struct settings settings;
    enum err e;
    int applied = 0;

    if (command_asks_help(c))
        return puts("kommunalcampus migrate\n"
                    "  makes or updates the tables of the database that the settings name"),
               EXIT_FINE;
    if (c->argc > 1)
        return command_usage(c, "migrate takes no words; the database is a setting");
    e = settings_load(&c->ctx, c->config_path, &settings);
    if (e == OK)
        e = db_open(&c->ctx, slice_of(settings.database), NULL, &database);
    if (e == OK)
        e = migrate_run(database, &c->ctx, &migration_set, &applied);
    if (e != OK)
        return command_failed(c, e);
    if (applied == 0)
        puts("database: up to date");
    else
        printf("database: %d migrations applied\n", applied);
    return EXIT_FINE;
}
