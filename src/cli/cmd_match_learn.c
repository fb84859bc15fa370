/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/cmd_match_learn.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli/whole_file.h"
#include "engine/match_learn.h"
#include "exchange/experience_json.h"

enum { ARENA_MEBIBYTES = 2048 };

static const char HELP[] =
    "kommunalcampus match learn --events EVENTS.jsonl --model FILE\n"
    "  --events FILE   lists that were shown and what was done with them; - is standard input\n"
    "  --model FILE    where the model goes; written whole or not at all\n"
    "docs/matching.md tells the form of both. The setting match_model switches a model on.";

struct request {
    const char *events;
    const char *model;
};

static enum err
read_words(struct ctx *ctx, int argc, char **argv, struct request *ret_request)
{
    static const struct option options[] = {
        {"events", required_argument, NULL, 'e'},
        {"model", required_argument, NULL, 'm'},
        {NULL, 0, NULL, 0},
    };
    struct request r = {NULL, NULL};
    int option;

    optind = 0; /* glibc: start anew, main() may have used getopt already */
    opterr = 0;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'e')
            r.events = optarg;
        else if (option == 'm')
            r.model = optarg;
        else
            return fail(ctx, ERR_INVALID, "match learn does not know \"%s\"", argv[optind - 1]);
    }
    if (optind < argc || r.events == NULL || r.model == NULL)
        return fail(ctx, ERR_INVALID, "match learn --events EVENTS.jsonl --model FILE");
    *ret_request = r;
    return OK;
}

/* Line by line; a last line without its end was cut. */
static enum err
read_lines(struct ctx *ctx, FILE *f, const char *name, struct experience_reader *r)
{
    size_t size = EXPERIENCE_LINE_BYTES_MAX + 2;
    char *line = arena_alloc(r->keep, size, 1);

    if (line == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a line");
    while (fgets(line, (int)size, f) != NULL) {
        size_t len = strlen(line);

        if (len > 0 && line[len - 1] == '\n')
            TRY(experience_events_line(ctx, r, (struct slice){line, len - 1}));
        else if (feof(f))
            return fail(ctx, ERR_INVALID, "events: %s ends within a line: it was cut", name);
        else if (len + 1 == size)
            return fail(ctx, ERR_LIMIT, "events, line %lld: longer than %d bytes",
                        (long long)r->line + 1, EXPERIENCE_LINE_BYTES_MAX);
        else
            return fail(ctx, ERR_INVALID, "events, line %lld: has a zero byte",
                        (long long)r->line + 1);
    }
    return ferror(f) ? fail(ctx, ERR_IO, "reading %s: %s", name, strerror(errno)) : OK;
}

static enum err
read_events(struct ctx *ctx, const char *path, struct arena *keep,
            struct experience_events *ret_events)
{
    bool is_stdin = strcmp(path, "-") == 0;
    struct experience_reader reader;
    FILE *f;
    enum err e;

    TRY(experience_events_begin(ctx, keep, &reader));
    f = is_stdin ? stdin : fopen(path, "re");
    if (f == NULL)
        return fail(ctx, ERR_IO, "opening %s: %s", path, strerror(errno));
    e = read_lines(ctx, f, is_stdin ? "standard input" : path, &reader);
    if (!is_stdin)
        (void)fclose(f);
    TRY(e);
    return experience_events_end(ctx, &reader, ret_events);
}

static enum err
write_model(struct ctx *ctx, const char *path, const struct experience_model *model)
{
    CLEANUP(whole_file_done) struct whole_file f = {0};
    struct text t = text_init(ctx->arena, EXPERIENCE_MODEL_BYTES_MAX);
    struct slice bytes = {0};

    experience_model_write(&t, model);
    if (text_end(&t, &bytes) != OK)
        return fail(ctx, ERR_LIMIT, "the model is larger than %d bytes",
                    EXPERIENCE_MODEL_BYTES_MAX);
    TRY(whole_file_begin(ctx, path, &f));
    TRY(whole_file_put(ctx, &f, bytes));
    return whole_file_end(ctx, &f);
}

static void
tell(const struct experience_model *m)
{
    printf("learnt from %u lists of %u people", m->lists - m->lists_ignored, m->people);
    if (m->lists_ignored > 0)
        printf(" (%u lists left out: more than %d of one person)", m->lists_ignored,
               EXPERIENCE_LISTS_PER_SESSION_MAX);
    printf(":");
    for (int i = DEED_OPENED; i < DEEDS; i++)
        printf(" %llu %s", (unsigned long long)m->deeds[i],
               experience_deed_code((enum experience_deed)i));
    printf("\ntwice as many choices are worth %.1f points\nplaces looked at:",
           m->doubling_milli / 1000.0);
    for (int k = 0; k < m->positions && k < 10; k++)
        printf(" %.2f", m->examination_milli[k] / 1000.0);
    printf("\n%d blocks and %d providers have a correction, of at most %d points\n", m->modules_len,
           m->providers_len, EXPERIENCE_POINTS_MAX);
}

static enum err
learn(struct ctx *ctx, const struct request *request)
{
    CLEANUP(arena_cleanup) struct arena *keep = arena_open((size_t)ARENA_MEBIBYTES << 20);
    struct experience_events events;
    struct experience_model model;
    enum err e;

    if (keep == NULL)
        return fail(ctx, ERR_LIMIT, "no memory");
    TRY(read_events(ctx, request->events, keep, &events));
    e = match_learn(keep, &events, &MATCH_LEARNING, &model);
    if (e == ERR_NOT_FOUND)
        return fail(ctx, e,
                    "nothing to learn from: %u people, of which at least %d must be there, "
                    "and somebody must have chosen something",
                    events.sessions_len, EXPERIENCE_PEOPLE_MIN);
    if (e != OK)
        return fail(ctx, e, "learning failed: %s", err_name(e));
    TRY(write_model(ctx, request->model, &model));
    tell(&model);
    return OK;
}

enum exit_code
cmd_match_learn(struct command *c)
{
    struct request request;
    enum err e;

    if (command_asks_help(c))
        return puts(HELP) >= 0 ? EXIT_FINE : EXIT_FAILED;
    if (read_words(&c->ctx, c->argc, c->argv, &request) != OK)
        return command_usage(c, "%s", ctx_message(&c->ctx, ERR_INVALID));
    e = learn(&c->ctx, &request);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
