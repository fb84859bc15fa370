/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/line_file.h"
#include "cli/match_all_file.h"

enum { LIST_BYTES_MAX = 1 << 20 };

/* The person's line, made by judging every block. */
static enum err
line_plain(struct ctx *ctx, const struct match_all *all, struct slice line, struct slice *ret_line)
{
    struct person_line *person = arena_new(ctx->arena, struct person_line);
    struct text out = text_init(ctx->arena, LIST_BYTES_MAX);
    struct match_context context;
    struct match_briefs briefs;
    struct match_ask ask;
    enum err e;

    if (person == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a person");
    TRY(person_line_read(ctx, line, all->people.first_day, person));
    ask = crowd_ask(all->people.crowd, person, all->top, &context);
    e = match_best(ctx->arena, all->catalogue, &ask, true, &briefs);
    if (e != OK)
        return fail(ctx, e, "matching failed: %s", err_name(e));
    match_all_put(&out, all->catalogue, person->id, &briefs);
    e = text_end(&out, ret_line);
    return e == OK ? OK : fail(ctx, e, "a list is too long");
}

/* The next line of a person, past those that begin with #. */
static enum err
answer_next(struct ctx *ctx, struct line_file *f, struct slice *ret_line)
{
    bool more;

    do {
        TRY(line_file_next(ctx, f, ret_line, &more));
        if (!more)
            return fail(ctx, ERR_CORRUPT, "%s ends before the people do", f->path);
    } while (slice_starts(*ret_line, SLICE("#")));
    return OK;
}

static enum err
compare(struct ctx *ctx, const struct match_all *all, int64_t sample, struct line_file *people,
        struct line_file *answers)
{
    int64_t len = all->people.people_len;

    for (int64_t i = 0; i < len; i++) {
        struct slice person = {0};
        struct slice answer = {0};
        struct slice plain = {0};
        struct arena_mark mark = arena_mark(ctx->arena);
        bool more;

        TRY(line_file_next(ctx, people, &person, &more));
        TRY(answer_next(ctx, answers, &answer));
        if (sample < len && i * sample % len >= sample)
            continue;
        TRY(line_plain(ctx, all, person, &plain));
        if (!slice_eq(answer, slice_sub(plain, 0, plain.len - 1)))
            return fail(ctx, ERR_CORRUPT,
                        "person %lld of %s: the list differs from judging every "
                        "block",
                        (long long)i + 1, all->people.path);
        arena_rewind(ctx->arena, mark);
    }
    return OK;
}

enum err
match_all_verify(struct ctx *ctx, const struct match_all *all, int64_t sample)
{
    struct line_file people;
    struct line_file answers;
    enum err e;

    TRY(line_file_open(ctx, all->people.path, &people));
    e = line_file_open(ctx, all->out_path, &answers);
    if (e == OK) {
        e = compare(ctx, all, sample, &people, &answers);
        line_file_close(&answers);
    }
    line_file_close(&people);
    return e;
}
