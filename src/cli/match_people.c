/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/line_file.h"
#include "cli/match_all.h"
#include "cli/people_ids.h"

/* Where the next line begins. */
static int64_t
offset_of(const struct line_file *f)
{
    return (int64_t)ftello(f->file) - (int64_t)(f->len - f->at);
}

static enum err
chunk_note(struct arena *arena, struct match_people *p, int64_t at)
{
    void *chunks = p->chunks_at;

    TRY(arena_grow(arena, &chunks, p->chunks_len, &p->chunks_size, sizeof *p->chunks_at));
    p->chunks_at = chunks;
    p->chunks_at[p->chunks_len++] = at;
    return OK;
}

/* One person more, who must not have been there. */
static enum err
person_take(struct ctx *ctx, struct match_people *p, struct people_ids *ids,
            const struct person_line *person)
{
    int64_t before = 0;

    if (p->people_len == MATCH_ALL_PEOPLE_MAX)
        return fail(ctx, ERR_LIMIT, "more than %d people", MATCH_ALL_PEOPLE_MAX);
    p->people_len++;
    TRY(people_ids_take(ctx, ids, person->id, p->people_len, &before));
    if (before > 0)
        return fail(ctx, ERR_CONFLICT, "the id \"%.*s\" is that of line %lld",
                    SLICE_ARG(person->id), (long long)before);
    return crowd_count(ctx, p->crowd, person);
}

enum err
match_people_read(struct ctx *ctx, struct arena *arena, const char *path, struct day first_day,
                  struct match_people *ret_people)
{
    struct match_people p = {.path = path, .first_day = first_day, .crowd = crowd_open(arena)};
    struct person_line *person = arena_new(arena, struct person_line);
    struct line_file file;
    struct slice line;
    struct people_ids ids = {.arena = arena};
    bool more = true;
    int64_t at;
    enum err e = OK;

    if (p.crowd == NULL || person == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for people");
    TRY(line_file_open(ctx, path, &file));
    while (e == OK) {
        at = offset_of(&file);
        e = line_file_next(ctx, &file, &line, &more);
        if (e != OK || !more)
            break;
        if (p.people_len % MATCH_ALL_CHUNK == 0 && (e = chunk_note(arena, &p, at)) != OK)
            break;
        e = person_line_read(ctx, line, first_day, person);
        if (e == OK)
            e = person_take(ctx, &p, &ids, person);
        p.hash = p.hash * UINT64_C(1099511628211) ^ slice_hash(line);
    }
    at = offset_of(&file);
    line_file_close(&file);
    if (e != OK)
        return line_file_fail(ctx, &file, e);
    if (p.people_len == 0)
        return fail(ctx, ERR_INVALID, "%s holds no person", path);
    TRY(chunk_note(arena, &p, at));
    p.chunks_len--;
    crowd_settle(p.crowd, first_day);
    *ret_people = p;
    return OK;
}
