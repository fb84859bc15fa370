/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
fd_close(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
}

/* ERR_NOT_FOUND when there is no such file. */
static enum err
key_read(struct ctx *ctx, const char *path, struct crypto_key *ret_key)
{
    CLEANUP(fd_close) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    uint8_t bytes[CRYPTO_KEY_BYTES + 1];
    struct stat st;
    ssize_t n;

    if (fd < 0 && errno == ENOENT)
        return ERR_NOT_FOUND;
    if (fd < 0 || fstat(fd, &st) != 0)
        return fail(ctx, ERR_IO, "open key file %s: %s", path, strerror(errno));
    if (st.st_mode & (S_IRWXG | S_IRWXO))
        return fail(ctx, ERR_DENIED, "key file %s has mode %03o, others may use it: chmod 600",
                    path, (unsigned)st.st_mode & 0777);
    n = read(fd, bytes, sizeof bytes);
    if (n < 0)
        return fail(ctx, ERR_IO, "read key file %s: %s", path, strerror(errno));
    if (n != CRYPTO_KEY_BYTES)
        return fail(ctx, ERR_CORRUPT, "key file %s has %s than %d bytes", path,
                    n < CRYPTO_KEY_BYTES ? "fewer" : "more", CRYPTO_KEY_BYTES);
    memcpy(ret_key->bytes, bytes, CRYPTO_KEY_BYTES);
    crypto_wipe(bytes, sizeof bytes);
    return OK;
}

/*
 * Written beside its place and linked there whole: two programs that start at
 * once both use the key of the one that was first.
 */
static enum err
key_make(struct ctx *ctx, const char *path)
{
    char beside[4096];
    struct crypto_key key;
    int len = snprintf(beside, sizeof beside, "%s.%ld.new", path, (long)getpid());
    bool written;
    int fd;

    if (len < 0 || (size_t)len >= sizeof beside)
        return fail(ctx, ERR_IO, "key file %s: the path is too long", path);
    fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(ctx, ERR_IO, "make key file %s: %s", beside, strerror(errno));
    crypto_random(key.bytes, sizeof key.bytes);
    written = write(fd, key.bytes, sizeof key.bytes) == sizeof key.bytes && fsync(fd) == 0;
    crypto_wipe(&key, sizeof key);
    written = close(fd) == 0 && written;
    written = written && (link(beside, path) == 0 || errno == EEXIST);
    len = errno;
    (void)unlink(beside);
    return written ? OK : fail(ctx, ERR_IO, "write key file %s: %s", path, strerror(len));
}

enum err
key_file_load(struct ctx *ctx, const char *path, struct crypto_key *ret_key)
{
    enum err e;

    if (crypto_start() != OK)
        return fail(ctx, ERR_IO, "start libsodium: the system gives no random numbers");
    e = key_read(ctx, path, ret_key);
    if (e != ERR_NOT_FOUND)
        return e;
    TRY(key_make(ctx, path));
    e = key_read(ctx, path, ret_key);
    return e == ERR_NOT_FOUND ? fail(ctx, ERR_IO, "key file %s vanished", path) : e;
}
