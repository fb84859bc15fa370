/* SPDX-License-Identifier: EUPL-1.2 */
/* A PostgreSQL cluster for the length of a test run. */
#ifndef KC_TESTS_STORE_CLUSTER_H
#define KC_TESTS_STORE_CLUSTER_H

#include <stddef.h>

/* Make and start it below `folder`. 0, or 1 (the reason is on stderr). */
int cluster_start(const char *folder);
/* Stop it; its files are below the folder still. */
void cluster_stop(void);
/* Stop it the hard way (open connections are cut) and start it again. */
void cluster_restart(void);
/* Run a statement as the superuser in the database "postgres". */
void cluster_sql(const char *statement);
/* Until a query answers true; the CTest time-out ends a wait in vain. */
void cluster_wait(const char *query);
/* A database by its name: its setting, making it empty, making it a copy of one nobody is connected
 * to. */
void cluster_setting(const char *name, char *ret_setting, size_t bytes);
void cluster_make_database(const char *name);
void cluster_copy_database(const char *from, const char *name);
/* A new, empty database; its setting for db_open() goes to `ret_setting`. */
void cluster_new_database(int number, char *ret_setting, size_t bytes);

#endif
