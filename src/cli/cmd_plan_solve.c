/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/cmd_plan_solve.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "engine/plan_conflict.h"
#include "engine/plan_solve.h"
#include "exchange/plan_json.h"
#include "service/threads.h"

enum { SECONDS_MAX = 86400 };

static const char HELP[] =
    "kommunalcampus plan solve PROBLEM.json [--seconds S] [--nodes N]\n"
    "  PROBLEM.json   docs/rules/plan.md tells the form; - is standard input\n"
    "  --seconds S    for the search at most (60); for reading and reasons it takes what it takes\n"
    "  --nodes N      of the search at most\n"
    "exit code 0: a plan; 3: proved that there is none; 1: none was found in the time given";

struct request {
    const char *path;
    int64_t seconds;
    int64_t nodes;
};

static enum err
read_words(struct ctx *ctx, int argc, char **argv, struct request *ret_request)
{
    static const struct option options[] = {
        {"seconds", required_argument, NULL, 's'},
        {"nodes", required_argument, NULL, 'n'},
        {NULL, 0, NULL, 0},
    };
    struct request r = {.seconds = 60};
    int option;

    optind = 0; /* glibc: start anew, main() may have used getopt already */
    opterr = 0;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        enum err e = ERR_INVALID;

        if (option == 's')
            e = slice_int(slice_of(optarg), 0, SECONDS_MAX, &r.seconds);
        else if (option == 'n')
            e = slice_int(slice_of(optarg), 1, INT64_MAX / 2, &r.nodes);
        if (e != OK)
            return fail(ctx, ERR_INVALID, "plan solve does not know \"%s\"", argv[optind - 1]);
    }
    if (optind + 1 != argc)
        return fail(ctx, ERR_INVALID, "plan solve PROBLEM.json [--seconds S] [--nodes N]");
    r.path = argv[optind];
    *ret_request = r;
    return OK;
}

static const char *const DEMAND_NAMES[] = {
    [PLAN_DEMAND_TARGET] = "target",
    [PLAN_DEMAND_WEEKLY] = "weekly minutes",
    [PLAN_DEMAND_FREE_WEEKS] = "free weeks",
    [PLAN_DEMAND_HOURS] = "minutes in all",
    [PLAN_DEMAND_BUDGET] = "budget",
    [PLAN_DEMAND_LAST_WEEK] = "last week",
    [PLAN_DEMAND_BUSY] = "busy half days",
    [PLAN_DEMAND_KEEP] = "keep",
    [PLAN_DEMAND_DROP] = "drop",
    [PLAN_DEMAND_EXCLUSION] = "exclusion",
    [PLAN_DEMAND_RUNS] = "runs",
};

static void
tell_demand(const struct plan_file *f, const struct plan_demand *d)
{
    struct slice name = SLICE("");

    if (d->kind == PLAN_DEMAND_TARGET)
        name = f->competences.at[f->problem.targets[d->n].competence];
    if (d->kind == PLAN_DEMAND_KEEP || d->kind == PLAN_DEMAND_DROP)
        name = f->modules.at[d->n];
    fprintf(stderr, "%s%s%.*s", DEMAND_NAMES[d->kind], name.len > 0 ? " " : "", SLICE_ARG(name));
}

/* PLAN-24, on standard error: what cannot be met together, and what could give way. */
static enum err
tell_conflict(struct ctx *ctx, const struct plan_file *f, const struct plan_limits *limits)
{
    struct plan_conflict_question q = {.p = &f->problem, .limits = limits};
    struct plan_demand *demands;
    struct plan_conflict c;

    if (plan_demands_of(ctx->arena, &f->problem, &demands, &q.demands_len) != OK)
        return OK; /* too many demands to look at: the plan itself says what is missed */
    q.demands = demands;
    if (plan_conflict_find(ctx->arena, &q, &c) != OK)
        return fail(ctx, ERR_LIMIT, "the search needs more memory than it may have");
    for (size_t i = 0; i < c.demands_len; i++) {
        fputs(i == 0 ? "cannot be met together: " : ", ", stderr);
        tell_demand(f, &demands[c.demands[i]]);
    }
    if (c.demands_len > 0)
        fputs("\n", stderr);
    for (size_t i = 0; i < c.reliefs_len; i++) {
        fputs("would do: ", stderr);
        tell_demand(f, &demands[c.reliefs[i].demand]);
        if (c.reliefs[i].has_value)
            fprintf(stderr, " %lld\n", (long long)c.reliefs[i].value);
        else
            fputs(" taken back\n", stderr);
    }
    return OK;
}

static enum err
solve(struct ctx *ctx, const struct request *request, enum plan_status *ret_status)
{
    double start = command_seconds();
    double end = start + (double)request->seconds;
    const struct plan_limits limits = {.nodes_max = request->nodes,
                                       .go_on = command_time_is_left,
                                       .go_on_arg = &end,
                                       .jobs = threads_jobs()};
    struct text t = text_init(ctx->arena, PLAN_JSON_BYTES_MAX);
    struct plan_file file;
    struct plan_result result;
    struct slice bytes;
    struct slice out;

    TRY(command_read_file(ctx, request->path, PLAN_JSON_BYTES_MAX, &bytes));
    TRY(plan_json_read(ctx, bytes, &file));
    start = command_seconds();
    if (plan_solve(ctx->arena, &file.problem, &limits, &result) != OK)
        return fail(ctx, ERR_LIMIT, "the search needs more memory than it may have");
    plan_json_write(&t, &file, &result, command_seconds() - start);
    TRY(text_end(&t, &out));
    if (fwrite(out.at, 1, out.len, stdout) != out.len || putchar('\n') == EOF || fflush(stdout))
        return fail(ctx, ERR_IO, "writing the solution: %s", strerror(errno));
    *ret_status = result.status;
    return result.status == PLAN_INFEASIBLE ? tell_conflict(ctx, &file, &limits) : OK;
}

int
cmd_plan_solve(int argc, char **argv)
{
    CLEANUP(arena_cleanup) struct arena *arena = arena_open((size_t)2 << 30);
    struct ctx ctx = {.arena = arena};
    struct request request = {.path = NULL};
    enum plan_status status = PLAN_UNKNOWN;
    bool words = false;
    enum err e;

    if (arena == NULL)
        return EXIT_FAILED;
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return puts(HELP), EXIT_FINE;
    e = read_words(&ctx, argc, argv, &request);
    words = e == OK;
    if (e == OK)
        e = solve(&ctx, &request, &status);
    if (e != OK) {
        fprintf(stderr, "kommunalcampus: %s\n", ctx_message(&ctx, e));
        return words ? EXIT_FAILED : EXIT_USAGE;
    }
    if (status == PLAN_INFEASIBLE)
        return EXIT_FINDINGS;
    return status == PLAN_UNKNOWN ? EXIT_FAILED : EXIT_FINE;
}
