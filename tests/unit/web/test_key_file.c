/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/key_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

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
    CHECK_ERR("made", key_file_load(&ctx, path, &first), OK);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    CHECK_ERR("read again", key_file_load(&ctx, path, &second), OK);
    assert_memory_equal(first.bytes, second.bytes, sizeof first.bytes);

    assert_int_equal(chmod(path, 0640), 0);
    CHECK_ERR("others may read it", key_file_load(&ctx, path, &second), ERR_DENIED);
    assert_non_null(strstr(ctx.failure.message, "chmod 600"));
    assert_int_equal(chmod(path, 0600), 0);
    ctx_clear(&ctx);
    assert_int_equal(truncate(path, CRYPTO_KEY_BYTES - 1), 0);
    CHECK_ERR("too short", key_file_load(&ctx, path, &second), ERR_CORRUPT);
    ctx_clear(&ctx);
    fd = open(path, O_WRONLY | O_TRUNC);
    assert_int_equal(write(fd, "0123456789012345678901234567890123", 34), 34);
    (void)close(fd);
    CHECK_ERR("too long", key_file_load(&ctx, path, &second), ERR_CORRUPT);
    ctx_clear(&ctx);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("/dev/zero", path), 0);
    CHECK_ERR("a link", key_file_load(&ctx, path, &second), ERR_IO);
    ctx_clear(&ctx);
    assert_int_equal(unlink(path), 0);
    CHECK_ERR("no such folder", key_file_load(&ctx, "/nonexistent/key", &second), ERR_IO);
    assert_int_equal(rmdir(folder), 0); /* nothing is left beside it */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_key_is_made_once_and_kept_from_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
