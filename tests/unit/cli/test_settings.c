/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "cli/settings.h"

/* A file with this content, in a fresh place; removed by the caller. */
static void
write_file(const char *path, const char *content)
{
    FILE *f = fopen(path, "we");

    assert_non_null(f);
    assert_int_equal(fwrite(content, 1, strlen(content), f), strlen(content));
    assert_int_equal(fclose(f), 0);
}

static void
a_file_is_taken_or_refused_with_its_line(void **state)
{
    static const struct {
        const char *content;
        enum err want;
        const char *message; /* a part of it */
    } table[] = {
        {"", OK, ""},
        {"port = 9090\n", OK, ""},
        {"; a comment\n[network]\nhost = ::1\nport = 0\ntls_in_front = yes\n", OK, ""},
        {"database = postgres://localhost/campus\n", OK, ""},
        {"socket = /run/kc.sock\nhost =\n", OK, ""},
        {"prot = 9090\n", ERR_INVALID, "line 1: there is no setting \"prot\""},
        {"\n\nport = many\n", ERR_INVALID, "line 3: port must be a whole number"},
        {"port = 65536\n", ERR_INVALID, "line 1: port"},
        {"port = -1\n", ERR_INVALID, "line 1: port"},
        {"port = 80 80\n", ERR_INVALID, "line 1: port"},
        {"port = 1\nport = 2\n", ERR_INVALID, "line 2: port is given a second time"},
        {"tls_in_front = true\n", ERR_INVALID, "must be yes or no"},
        {"port\n", ERR_INVALID, "line 1 is not \"name = value\""},
        {"database = mysql://x\n", ERR_INVALID, "database must be"},
        {"database = sqlite:\n", ERR_INVALID, "database must be"},
        {"host =\n", ERR_INVALID, "nothing to listen on"},
        {"data_dir =\n", ERR_INVALID, "data_dir is empty"},
        {"guest_days = 0\n", ERR_INVALID, "guest_days"},
    };
    char path[] = "/tmp/kc-settings-XXXXXX";
    int fd = mkstemp(path);

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
        struct ctx ctx = {.arena = a};
        struct settings s;

        write_file(path, table[i].content);
        CHECK_ERR(table[i].content, settings_load(&ctx, path, &s), table[i].want);
        if (strstr(ctx.failure.message, table[i].message) == NULL)
            fail_msg("%s: message is \"%s\"", table[i].content, ctx.failure.message);
    }
    assert_int_equal(unlink(path), 0);
}

static void
a_line_longer_than_the_limit_is_refused(void **state)
{
    char path[] = "/tmp/kc-settings-XXXXXX";
    int fd = mkstemp(path);
    char content[600];
    CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
    struct ctx ctx = {.arena = a};
    struct settings s;

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
    memset(content, 'x', sizeof content);
    memcpy(content, "data_dir = ", 11);
    content[sizeof content - 1] = '\0';
    write_file(path, content);
    CHECK_ERR("600 bytes", settings_load(&ctx, path, &s), ERR_LIMIT);
    assert_int_equal(unlink(path), 0);
}

static void
the_environment_wins_and_is_checked(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
    struct ctx ctx = {.arena = a};
    struct settings s;

    (void)state;
    assert_int_equal(setenv("KC_PORT", "4711", 1), 0);
    CHECK_ERR("good", settings_load(&ctx, NULL, &s), OK);
    CHECK_INT("port", s.port, 4711);
    assert_int_equal(setenv("KC_PORT", "x", 1), 0);
    CHECK_ERR("wrong", settings_load(&ctx, NULL, &s), ERR_INVALID);
    assert_non_null(strstr(ctx.failure.message, "environment: port"));
    assert_int_equal(unsetenv("KC_PORT"), 0);
}

static void
a_password_is_never_described(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
    struct ctx ctx = {.arena = a};
    struct text out = text_init(a, 16384);
    struct settings s;
    struct slice described = {0};

    (void)state;
    assert_int_equal(setenv("KC_DATABASE", "postgres://kc:geheim@db/campus", 1), 0);
    CHECK_ERR("load", settings_load(&ctx, NULL, &s), OK);
    settings_describe(&s, &out);
    CHECK_ERR("describe", text_end(&out, &described), OK);
    CHECK_TRUE("hidden", slice_find(described, SLICE("geheim")) == described.len);
    CHECK_TRUE("there", slice_find(described, SLICE("postgres")) < described.len);
    assert_int_equal(unsetenv("KC_DATABASE"), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_taken_or_refused_with_its_line),
        cmocka_unit_test(a_line_longer_than_the_limit_is_refused),
        cmocka_unit_test(the_environment_wins_and_is_checked),
        cmocka_unit_test(a_password_is_never_described),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
