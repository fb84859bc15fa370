/* SPDX-License-Identifier: EUPL-1.2 */
#include "ground.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cluster.h"

static bool sqlite;
static char folder[128];

int
ground_open(const char *kind, const char *suite)
{
    sqlite = strcmp(kind, "sqlite") == 0;
    if (!sqlite && strcmp(kind, "postgres") != 0)
        return 1;
    (void)snprintf(folder, sizeof folder, "/tmp/kc-%s-XXXXXX", suite);
    if (mkdtemp(folder) == NULL)
        return 1;
    return sqlite ? 0 : cluster_start(folder);
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void
ground_close(void)
{
    if (!sqlite)
        cluster_stop();
    (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

bool
ground_is_sqlite(void)
{
    return sqlite;
}

const char *
ground_folder(void)
{
    return folder;
}
