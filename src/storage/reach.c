/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/reach.h"

#include <stdio.h>
#include <string.h>

const struct across_reason REACH_REASONS[ACROSS_LEN] = {
#define ACROSS(name, tables, why) {#name, tables, why},
#include "storage/across.def"
#undef ACROSS
};

struct reach
reach_across(enum across reason)
{
    return (struct reach){.across = UINT32_C(1) << reason};
}

enum err
reach_write(struct database *d, struct ctx *ctx, enum across reason, db_use_case *use_case,
            void *arg)
{
    uint32_t before = ctx->reach.across;
    enum err e;

    ctx->reach.across |= UINT32_C(1) << reason;
    e = db_write(d, ctx, use_case, arg);
    ctx->reach.across = before;
    return e;
}

enum err
reach_read(struct database *d, struct ctx *ctx, enum across reason, db_use_case *use_case,
           void *arg)
{
    uint32_t before = ctx->reach.across;
    enum err e;

    ctx->reach.across |= UINT32_C(1) << reason;
    e = db_read(d, ctx, use_case, arg);
    ctx->reach.across = before;
    return e;
}

static bool
opens(const char *tables, struct slice table)
{
    struct slice rest = slice_of(tables);
    struct slice word;

    while (slice_next(&rest, ' ', &word)) {
        if (slice_eq(word, table) || slice_is(word, "*"))
            return true;
    }
    return false;
}

bool
reach_opens(const struct reach *r, struct slice table)
{
    for (int i = 0; i < ACROSS_LEN; i++) {
        if ((r->across >> i & 1) != 0 && opens(REACH_REASONS[i].tables, table))
            return true;
    }
    return false;
}

bool
reach_meets(const struct reach *r, int64_t organisation, struct slice table)
{
    bool writes = slice_ends(table, SLICE("!"));

    if (organisation == 0 && !writes)
        return true;
    for (int i = 0; i < r->organisations_len && organisation != 0; i++) {
        if (r->organisations[i] == organisation)
            return true;
    }
    return reach_opens(r, table);
}

/* Of our own names and numbers: nothing in it needs quoting. */
static size_t
put(char *words, size_t len, const char *word, size_t word_len)
{
    assert(len + word_len + 2 < REACH_WORDS_BYTES);
    if (len > 0)
        words[len++] = ',';
    memcpy(words + len, word, word_len);
    words[len + word_len] = '\0';
    return len + word_len;
}

void
reach_put_tables(const struct reach *r, char ret_words[REACH_WORDS_BYTES])
{
    size_t len = 0;

    ret_words[0] = '\0';
    for (int i = 0; i < ACROSS_LEN; i++) {
        struct slice rest = slice_of(REACH_REASONS[i].tables);
        struct slice word;

        while ((r->across >> i & 1) != 0 && slice_next(&rest, ' ', &word))
            len = put(ret_words, len, word.at, word.len);
    }
}

void
reach_put_organisations(const struct reach *r, char ret_words[REACH_WORDS_BYTES])
{
    size_t len = 0;

    ret_words[0] = '\0';
    for (int i = 0; i < r->organisations_len; i++) {
        char number[24];
        int digits = snprintf(number, sizeof number, "%lld", (long long)r->organisations[i]);

        len = put(ret_words, len, number, (size_t)digits);
    }
}
