/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where a suite has its databases: a temporary folder for files of SQLite, and in it a cluster of
 * its own (cluster.h) for PostgreSQL.
 */
#ifndef KC_TESTS_STORE_GROUND_H
#define KC_TESTS_STORE_GROUND_H

#include <stdbool.h>

/* Once per run of a suite; kind "sqlite" or "postgres". 0, or 1 when it cannot be had. */
int ground_open(const char *kind, const char *suite);
/* Nothing of it is left. */
void ground_close(void);

bool ground_is_sqlite(void);
const char *ground_folder(void);

#endif
