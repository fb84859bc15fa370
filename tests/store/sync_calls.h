/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fsync() and fdatasync() of this process, SQLite's included: the suite defines both, so the
 * dynamic linker gives these to libsqlite3. They count, and fail when told to.
 */
#ifndef KC_TESTS_STORE_SYNC_CALLS_H
#define KC_TESTS_STORE_SYNC_CALLS_H

#include <stdbool.h>

int sync_calls_count(void);
/* From now on every sync answers EIO, as a dying disk does; or works again. */
void sync_calls_fail(bool fail);

#endif
