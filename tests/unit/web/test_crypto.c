/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/crypto.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

static void
the_hash_is_blake2b_and_each_purpose_has_its_own(void **state)
{
    /* BLAKE2b-256 of "", published with the reference implementation */
    static const uint8_t of_nothing[] = {
        0x0e, 0x57, 0x51, 0xc0, 0x26, 0xe5, 0x43, 0xb2, 0xe8, 0xab, 0x2e,
        0xb0, 0x60, 0x99, 0xda, 0xa1, 0xd1, 0xe5, 0xdf, 0x47, 0x77, 0x8f,
        0x77, 0x87, 0xfa, 0xab, 0x45, 0xcd, 0xf1, 0x2f, 0xe3, 0xa8,
    };
    static const struct crypto_key one = {{1}};
    static const struct crypto_key two = {{2}};
    struct crypto_hash h = crypto_fingerprint(SLICE(""));
    struct crypto_hash a;
    struct crypto_hash b;

    (void)state;
    assert_memory_equal(h.bytes, of_nothing, sizeof of_nothing);
    a = crypto_mac(&one, "p", SLICE("data"));
    b = crypto_mac(&one, "p", SLICE("data"));
    assert_memory_equal(a.bytes, b.bytes, sizeof a.bytes);
    b = crypto_mac(&two, "p", SLICE("data"));
    assert_memory_not_equal(a.bytes, b.bytes, sizeof a.bytes);
    b = crypto_mac(&one, "q", SLICE("data"));
    assert_memory_not_equal(a.bytes, b.bytes, sizeof a.bytes);
    b = crypto_mac(&one, "pd", SLICE("ata")); /* nothing moves over the border */
    assert_memory_not_equal(a.bytes, b.bytes, sizeof a.bytes);
}

static void
bytes_are_written_in_base64url(void **state)
{
    static const struct {
        const char *in;
        const char *out;
    } table[] = {{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"\xfb\xff\xfe", "-__-"}};
    CLEANUP(arena_cleanup) struct arena *a = arena_open(4096);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice s;

        CHECK_ERR(table[i].in, crypto_base64url(a, slice_of(table[i].in), &s), OK);
        CHECK_SLICE(table[i].in, s, table[i].out);
    }
    assert_true(crypto_eq(SLICE("abc"), SLICE("abc")));
    assert_false(crypto_eq(SLICE("abc"), SLICE("abd")));
    assert_false(crypto_eq(SLICE("abc"), SLICE("ab")));
    assert_true(crypto_eq(SLICE(""), SLICE("")));
}

static void
the_key_is_made_once_and_kept_from_others(void **state)
{
    char folder[] = "/tmp/kc-key-XXXXXX";
    struct ctx ctx = {.arena = NULL};
    struct crypto_key first;
    struct crypto_key second;
    struct stat st;
    char path[64];
    int fd;

    (void)state;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/key", folder);
    CHECK_ERR("made", crypto_key_load(&ctx, path, &first), OK);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    CHECK_ERR("read again", crypto_key_load(&ctx, path, &second), OK);
    assert_memory_equal(first.bytes, second.bytes, sizeof first.bytes);

    assert_int_equal(chmod(path, 0640), 0);
    CHECK_ERR("others may read it", crypto_key_load(&ctx, path, &second), ERR_DENIED);
    assert_non_null(strstr(ctx.failure.message, "chmod 600"));
    assert_int_equal(chmod(path, 0600), 0);
    ctx_clear(&ctx);
    assert_int_equal(truncate(path, CRYPTO_KEY_BYTES - 1), 0);
    CHECK_ERR("too short", crypto_key_load(&ctx, path, &second), ERR_CORRUPT);
    ctx_clear(&ctx);
    fd = open(path, O_WRONLY | O_TRUNC);
    assert_int_equal(write(fd, "0123456789012345678901234567890123", 34), 34);
    (void)close(fd);
    CHECK_ERR("too long", crypto_key_load(&ctx, path, &second), ERR_CORRUPT);
    ctx_clear(&ctx);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("/dev/zero", path), 0);
    CHECK_ERR("a link", crypto_key_load(&ctx, path, &second), ERR_IO);
    ctx_clear(&ctx);
    assert_int_equal(unlink(path), 0);
    CHECK_ERR("no such folder", crypto_key_load(&ctx, "/nonexistent/key", &second), ERR_IO);
    assert_int_equal(rmdir(folder), 0); /* nothing is left beside it */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hash_is_blake2b_and_each_purpose_has_its_own),
        cmocka_unit_test(bytes_are_written_in_base64url),
        cmocka_unit_test(the_key_is_made_once_and_kept_from_others),
    };

    return crypto_start() == OK ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
