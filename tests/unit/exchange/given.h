/* SPDX-License-Identifier: EUPL-1.2 */
/* What the tests of this folder share: an arena for each test, files, seeded damage. */
#ifndef KC_TESTS_EXCHANGE_GIVEN_H
#define KC_TESTS_EXCHANGE_GIVEN_H

#include <stdlib.h>
#include <string.h>

#include "base/ctx.h"
#include "check.h"

static struct arena *arena;

static int
open_arena(void **state)
{
    (void)state;
    arena = arena_open((size_t)512 * 1024 * 1024);
    return arena == NULL;
}

static int
close_arena(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

/* The file's bytes in the arena; at == NULL when there is no such file. */
static inline struct slice
file_bytes(const char *path)
{
    FILE *f = fopen(path, "rb");
    struct slice bytes = {0};
    char *at;
    long len;

    if (f == NULL)
        return bytes;
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    len = ftell(f);
    assert_true(len >= 0);
    rewind(f);
    at = arena_alloc(arena, (size_t)len + 1, 1);
    assert_non_null(at);
    bytes = (struct slice){at, fread(at, 1, (size_t)len, f)};
    assert_int_equal(bytes.len, len);
    (void)fclose(f);
    return bytes;
}

/* A file of the repository; it must be there. */
static inline struct slice
own_file(const char *name)
{
    char path[1024];
    struct slice bytes;

    (void)snprintf(path, sizeof path, "%s/%s", KC_SOURCE_DIR, name);
    bytes = file_bytes(path);
    if (bytes.at == NULL)
        fail_msg("cannot read %s", path);
    return bytes;
}

/*
 * A real file of others, which we may not keep in the repository: below
 * $KC_SHARED/data, or the folder "shared" beside the repository (or beside the
 * folder of worktrees). Where there is none, the test says so and is skipped.
 */
static inline struct slice
real_file(const char *name)
{
    const char *shared = getenv("KC_SHARED");
    char path[3][1024] = {"", "", ""};

    if (shared != NULL)
        (void)snprintf(path[0], sizeof path[0], "%s/data/%s", shared, name);
    (void)snprintf(path[1], sizeof path[1], "%s/../shared/data/%s", KC_SOURCE_DIR, name);
    (void)snprintf(path[2], sizeof path[2], "%s/../../shared/data/%s", KC_SOURCE_DIR, name);
    for (int i = 0; i < 3; i++) {
        struct slice bytes = path[i][0] ? file_bytes(path[i]) : (struct slice){0};

        if (bytes.at != NULL)
            return bytes;
    }
    print_message("skipped: there is no %s below KC_SHARED or ../shared\n", name);
    skip();
    return (struct slice){0};
}

/* SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere. */
static inline uint64_t
next_random(uint64_t *seed)
{
    uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/*
 * The bytes in memory of exactly their length, so that the sanitizer sees a
 * read past them; `changed` of them are replaced at random. Give back with free().
 */
static inline char *
damaged(struct slice bytes, size_t changed, uint64_t *seed)
{
    char *copy = malloc(bytes.len + (bytes.len == 0));

    assert_non_null(copy);
    if (bytes.len > 0)
        memcpy(copy, bytes.at, bytes.len);
    for (size_t i = 0; i < changed && bytes.len > 0; i++)
        copy[next_random(seed) % bytes.len] = (char)(next_random(seed) & 0xff);
    return copy;
}

/* One reading of bytes; answers like the reader under test, and asserts that
 * nothing came back when it failed. Also gets a message to look at. */
typedef enum err read_fn(struct ctx *ctx, struct slice bytes);

/* Of a big file, most cuts lie in its beginning: reading megabytes 200 times shows nothing more. */
enum { DAMAGE_SPAN_BYTES = 64 * 1024 };

/* Cut at 200 places, and three times 1,000 bytes changed; never half a result. */
static inline void
survives_damage_to(struct slice whole, read_fn *read)
{
    uint64_t seed = 20240521;

    for (int i = 0; i < 203; i++) {
        bool cut = i < 200;
        size_t span = i < 190 && whole.len > DAMAGE_SPAN_BYTES ? DAMAGE_SPAN_BYTES : whole.len;
        size_t len = cut ? (size_t)(next_random(&seed) % (span + 1)) : whole.len;
        char *bytes = damaged(slice_sub(whole, 0, len), cut ? 0 : 1000, &seed);
        struct arena *own = arena_open((size_t)256 * 1024 * 1024);
        struct ctx ctx = {.arena = own};
        enum err e;

        assert_non_null(own);
        e = read(&ctx, (struct slice){bytes, len});
        if (e != OK && ctx.failure.message[0] == '\0')
            fail_msg("damage %d: %s without a message", i, err_name(e));
        if (e != OK && e != ERR_INVALID && e != ERR_LIMIT)
            fail_msg("damage %d: ends as %s", i, err_name(e));
        arena_close(own);
        free(bytes);
    }
}

/* One mistake in a file that is right otherwise, and what the message must say. */
struct mistake {
    const char *why;
    const char *old;
    const char *new;
    const char *says;
};

static inline struct slice
with_mistake(const char *file, const struct mistake *m)
{
    struct slice whole = own_file(file);
    struct text t = text_init(arena, whole.len + 1000);
    size_t at = slice_find(whole, slice_of(m->old));
    struct slice got = {0};

    if (at == whole.len)
        fail_msg("%s: the file no longer has %s", m->why, m->old);
    text_put(&t, slice_sub(whole, 0, at));
    text_puts(&t, m->new);
    text_put(&t, slice_sub(whole, at + strlen(m->old), whole.len));
    CHECK_ERR(m->why, text_end(&t, &got), OK);
    return got;
}

static inline void
says(const struct mistake *m, const struct ctx *ctx, enum err e)
{
    CHECK_ERR(m->why, e, ERR_INVALID);
    if (strstr(ctx->failure.message, m->says) == NULL)
        fail_msg("%s: says \"%s\"", m->why, ctx->failure.message);
}

#endif
