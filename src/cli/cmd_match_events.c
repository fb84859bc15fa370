/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/cmd_match_events.h"

#include <getopt.h>
#include <inttypes.h>

#include "cli/whole_file.h"
#include "service/experience_hand_on.h"

enum { ARENA_MEBIBYTES = 2048 };

static const char HELP[] =
    "kommunalcampus match events --out FILE [--forget]\n"
    "  --out FILE   where the lists that people gave for learning go; written whole or not at all\n"
    "  --forget     then delete them from the database\n"
    "Each person has a random name in it, another one each time. `match learn` reads the file.";

struct request {
    const char *out;
    bool forget;
};

static enum err
read_words(struct ctx *ctx, int argc, char **argv, struct request *ret_request)
{
    static const struct option options[] = {
        {"out", required_argument, NULL, 'o'},
        {"forget", no_argument, NULL, 'f'},
        {NULL, 0, NULL, 0},
    };
    struct request r = {NULL, false};
    int option;

    optind = 0; /* glibc: start anew, main() may have used getopt already */
    opterr = 0;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'o')
            r.out = optarg;
        else if (option == 'f')
            r.forget = true;
        else
            return fail(ctx, ERR_INVALID, "match events does not know \"%s\"", argv[optind - 1]);
    }
    if (optind < argc || r.out == NULL)
        return fail(ctx, ERR_INVALID, "match events --out FILE [--forget]");
    *ret_request = r;
    return OK;
}

static enum err
take(struct ctx *ctx, void *to, struct slice line)
{
    return whole_file_put(ctx, to, line);
}

static enum err
write_events(struct ctx *ctx, struct platform *p, const char *path,
             struct experience_handed *ret_handed)
{
    CLEANUP(arena_cleanup) struct arena *keep = arena_open((size_t)ARENA_MEBIBYTES << 20);
    CLEANUP(whole_file_done) struct whole_file f = {0};

    if (keep == NULL)
        return fail(ctx, ERR_LIMIT, "no memory");
    TRY(whole_file_begin(ctx, path, &f));
    TRY(experience_hand_on(ctx, p, keep, (struct experience_sink){take, &f}, ret_handed));
    return whole_file_end(ctx, &f);
}

static enum err
run(struct command *c, struct platform *p, const struct request *request)
{
    struct experience_handed handed = {.last = 0};

    TRY(write_events(&c->ctx, p, request->out, &handed));
    printf("%" PRId64 " lists of %" PRIu32 " people with %" PRId64 " blocks written to %s\n",
           handed.head.lists, handed.people, handed.head.shown, request->out);
    if (!request->forget)
        return OK;
    TRY(experience_forget(&c->ctx, p, &handed));
    printf("deleted from the database\n");
    return OK;
}

enum exit_code
cmd_match_events(struct command *c)
{
    struct command_opened o;
    struct request request = {NULL, false};
    enum err e;

    if (command_asks_help(c))
        return puts(HELP) >= 0 ? EXIT_FINE : EXIT_FAILED;
    if (read_words(&c->ctx, c->argc, c->argv, &request) != OK)
        return command_usage(c, "%s", ctx_message(&c->ctx, ERR_INVALID));
    e = command_open(c, true, &o);
    if (e != OK)
        return command_failed(c, e);
    e = run(c, o.platform, &request);
    command_close(&o);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
