/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/crypto.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static_assert(CRYPTO_KEY_BYTES >= crypto_generichash_KEYBYTES_MIN, "a key BLAKE2b takes");
static_assert(CRYPTO_HASH_BYTES == crypto_generichash_BYTES, "BLAKE2b-256");

enum err
crypto_start(void)
{
    return sodium_init() < 0 ? ERR_IO : OK;
}

void
crypto_random(void *ret_bytes, size_t len)
{
    randombytes_buf(ret_bytes, len);
}

struct crypto_hash
crypto_mac(const struct crypto_key *key, const char *purpose, struct slice data)
{
    crypto_generichash_state state;
    struct crypto_hash h;

    /* They fail only for lengths that are constants here. */
    (void)crypto_generichash_init(&state, key->bytes, sizeof key->bytes, sizeof h.bytes);
    (void)crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
    (void)crypto_generichash_update(&state, (const unsigned char *)data.at, data.len);
    (void)crypto_generichash_final(&state, h.bytes, sizeof h.bytes);
    return h;
}

struct crypto_hash
crypto_fingerprint(struct slice data)
{
    struct crypto_hash h;

    (void)crypto_generichash(h.bytes, sizeof h.bytes, (const unsigned char *)data.at, data.len,
                             NULL, 0);
    return h;
}

bool
crypto_eq(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || sodium_memcmp(a.at, b.at, a.len) == 0);
}

enum err
crypto_base64url(struct arena *a, struct slice bytes, struct slice *ret_text)
{
    size_t size = sodium_base64_encoded_len(bytes.len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *out = arena_alloc(a, size, 1);

    if (out == NULL)
        return ERR_LIMIT;
    (void)sodium_bin2base64(out, size, (const unsigned char *)bytes.at, bytes.len,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    *ret_text = (struct slice){out, size - 1};
    return OK;
}

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
    sodium_memzero(bytes, sizeof bytes);
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
    sodium_memzero(&key, sizeof key);
    written = close(fd) == 0 && written;
    written = written && (link(beside, path) == 0 || errno == EEXIST);
    len = errno;
    (void)unlink(beside);
    return written ? OK : fail(ctx, ERR_IO, "write key file %s: %s", path, strerror(len));
}

enum err
crypto_key_load(struct ctx *ctx, const char *path, struct crypto_key *ret_key)
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
