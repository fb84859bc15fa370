/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync_calls.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int calls;
static atomic_bool failing;

int
sync_calls_count(void)
{
    return atomic_load(&calls);
}

void
sync_calls_fail(bool fail)
{
    atomic_store(&failing, fail);
}

static int
sync_call(long number, int file)
{
    atomic_fetch_add(&calls, 1);
    if (atomic_load(&failing)) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(number, file);
}

int
fsync(int file)
{
    return sync_call(SYS_fsync, file);
}

int
fdatasync(int file)
{
    return sync_call(SYS_fdatasync, file);
}
