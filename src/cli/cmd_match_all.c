/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/cmd_match_all.h"

#include <getopt.h>
#include <string.h>

#include "cli/line_file.h"
#include "cli/match_all.h"
#include "exchange/offer_lines.h"
#include "service/platform.h"

enum { TOP_DEFAULT = 20, TOP_MAX = 100, THREADS_DEFAULT = 2, VERIFY_MAX = 1000000 };
enum { OFFERS_FIRST_DAY = 20454 }; /* 1 January 2026, on which the generator's year begins */
#define OFFERS_BYTES_MAX ((size_t)16 << 30)

static const char HELP[] =
    "kommunalcampus match --all --people PEOPLE.tsv --out FILE [OPTIONS]\n"
    "  --people FILE   people, a line each (docs/matching.md); ids only, no names\n"
    "  --out FILE      the best blocks of each person; must not be there, except with --resume\n"
    "  --offers FILE   the catalogue from JSON lines instead of the database\n"
    "  --top N         so many blocks for each, 1 to 100 (20)\n"
    "  --threads N     1 to 64 (2)\n"
    "  --resume        go on where a run that was killed has ended\n"
    "  --verify N      compare N people with judging every block\n"
    "  --exposure      print each provider's share of offers and of the first ten places\n"
    "  --quiet         no progress on standard error";

struct request {
    struct match_all all;
    const char *people;
    const char *offers;
    int64_t verify;
    bool exposure;
    bool help;
};

static enum err
take_number(struct ctx *ctx, const char *option, int64_t max, int64_t *ret_number)
{
    if (slice_int(slice_of(optarg), 1, max, ret_number) != OK)
        return fail(ctx, ERR_INVALID, "--%s: \"%s\" is no number from 1 to %lld", option, optarg,
                    (long long)max);
    return OK;
}

static enum err
take_option(struct ctx *ctx, int option, struct request *r)
{
    int64_t n = 0;

    switch (option) {
    case 'a':
        return OK;
    case 'p':
        r->people = optarg;
        return OK;
    case 'o':
        r->all.out_path = optarg;
        return OK;
    case 'f':
        r->offers = optarg;
        return OK;
    case 't':
        TRY(take_number(ctx, "top", TOP_MAX, &n));
        r->all.top = (int)n;
        return OK;
    case 'j':
        TRY(take_number(ctx, "threads", MATCH_ALL_THREADS_MAX, &n));
        r->all.threads = (int)n;
        return OK;
    case 'r':
        r->all.resume = true;
        return OK;
    case 'v':
        return take_number(ctx, "verify", VERIFY_MAX, &r->verify);
    case 'e':
        r->exposure = true;
        return OK;
    case 'q':
        r->all.quiet = true;
        return OK;
    case 'h':
        r->help = true;
        return OK;
    default:
        return fail(ctx, ERR_INVALID, "match --all does not know this: see match --all --help");
    }
}

static enum err
request_read(struct command *c, struct request *ret_request)
{
    static const struct option options[] = {
        {"all", no_argument, NULL, 'a'},       {"people", required_argument, NULL, 'p'},
        {"out", required_argument, NULL, 'o'}, {"offers", required_argument, NULL, 'f'},
        {"top", required_argument, NULL, 't'}, {"threads", required_argument, NULL, 'j'},
        {"resume", no_argument, NULL, 'r'},    {"verify", required_argument, NULL, 'v'},
        {"exposure", no_argument, NULL, 'e'},  {"quiet", no_argument, NULL, 'q'},
        {"help", no_argument, NULL, 'h'},      {NULL, 0, NULL, 0},
    };
    struct request r = {.all = {.top = TOP_DEFAULT, .threads = THREADS_DEFAULT}};
    int option;

    optind = 0; /* glibc: start anew, main() may have used getopt already */
    opterr = 0;
    while ((option = getopt_long(c->argc, c->argv, "", options, NULL)) != -1)
        TRY(take_option(&c->ctx, option, &r));
    if (!r.help && (optind < c->argc || r.people == NULL || r.all.out_path == NULL))
        return fail(&c->ctx, ERR_INVALID, "match --all --people PEOPLE.tsv --out FILE");
    *ret_request = r;
    return OK;
}

static enum err
job_do(struct command *c, struct arena *arena, struct request *r)
{
    struct match_all *all = &r->all;

    TRY(match_people_read(&c->ctx, arena, r->people, all->people.first_day, &all->people));
    TRY(match_all_run(&c->ctx, all));
    if (r->verify > 0) {
        TRY(match_all_verify(&c->ctx, all, r->verify));
        (void)fprintf(
            stderr, "match --all: %lld people compared, the same lists\n",
            (long long)(r->verify < all->people.people_len ? r->verify : all->people.people_len));
    }
    return r->exposure ? match_all_exposure(&c->ctx, all, stdout) : OK;
}

/* The catalogue of a file; names line and fault. */
static enum err
offers_read(struct ctx *ctx, struct arena *arena, const char *path,
            const struct catalogue **ret_catalogue)
{
    struct offer_set set;
    struct line_file file;
    struct slice line;
    bool more = true;
    enum err e = OK;

    TRY(offer_set_init(ctx, arena, &set));
    TRY(line_file_open(ctx, path, &file));
    while (e == OK) {
        struct arena_mark mark = arena_mark(ctx->arena);

        e = line_file_next(ctx, &file, &line, &more);
        if (e != OK || !more)
            break;
        e = offer_set_line(ctx, &set, line);
        arena_rewind(ctx->arena, mark);
    }
    line_file_close(&file);
    if (e != OK)
        return line_file_fail(ctx, &file, e);
    if (set.modules_len == 0)
        return fail(ctx, ERR_INVALID, "%s holds no offer", path);
    e = catalogue_build(arena,
                        &(struct catalogue_source){.framework = &set.framework,
                                                   .topics = set.topics,
                                                   .topics_len = OFFER_TOPICS,
                                                   .providers = set.providers,
                                                   .providers_len = (int)set.providers_len,
                                                   .venues = set.venues,
                                                   .venues_len = (int)set.venues_len,
                                                   .modules = set.modules,
                                                   .modules_len = (int)set.modules_len,
                                                   .today = {OFFERS_FIRST_DAY}},
                        ret_catalogue);
    if (e == ERR_CONFLICT)
        return fail(ctx, e, "%s: two offers have the same id", path);
    return e == OK ? OK : fail(ctx, e, "%s makes no catalogue: %s", path, err_name(e));
}

/* Without a database. */
static enum exit_code
run_offers(struct command *c, struct request *r)
{
    CLEANUP(arena_cleanup) struct arena *arena = arena_open(OFFERS_BYTES_MAX);
    enum err e = ERR_LIMIT;

    if (arena != NULL)
        e = offers_read(&c->ctx, arena, r->offers, &r->all.catalogue);
    if (e == OK) {
        r->all.people.first_day = r->all.catalogue->today;
        e = job_do(c, arena, r);
    }
    return e == OK ? EXIT_FINE : command_failed(c, e);
}

static enum err
run_snapshot(struct command *c, const struct snapshot *snap)
{
    CLEANUP(arena_cleanup) struct arena *arena = arena_open(OFFERS_BYTES_MAX);
    struct request r;
    enum err e;

    if (arena == NULL)
        return fail(&c->ctx, ERR_LIMIT, "no memory left");
    TRY(request_read(c, &r));
    r.all.catalogue = snap->catalogue;
    r.all.people.first_day = snap->catalogue->today;
    e = job_do(c, arena, &r);
    return e == ERR_INVALID ? ERR_CORRUPT : e; /* a broken file is no wrong call */
}

enum exit_code
cmd_match_all(struct command *c)
{
    struct request r;
    enum err e = request_read(c, &r);

    if (e != OK)
        return command_usage(c, "%s", ctx_message(&c->ctx, e));
    if (r.help) {
        (void)puts(HELP);
        return EXIT_FINE;
    }
    return r.offers != NULL ? run_offers(c, &r) : command_on_snapshot(c, run_snapshot);
}
