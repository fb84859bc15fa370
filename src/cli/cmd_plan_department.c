/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/cmd_plan_department.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json_write.h"
#include "cli/command.h"
#include "engine/plan_department.h"
#include "exchange/plan_json.h"
#include "service/threads.h"

enum { SECONDS_MAX = 86400, BYTES_MAX = 1 << 30 };

static const char HELP[] =
    "kommunalcampus plan department --input DEPT.jsonl [--out FILE] [--seconds S]\n"
    "  --input DEPT.jsonl  a plan problem a line, a line a person (docs/rules/plan.md);\n"
    "                      - is standard input\n"
    "  --out FILE          where the plans go (standard output)\n"
    "  --seconds S         at most (60)";

struct request {
    const char *input;
    const char *out;
    int64_t seconds;
};

struct reading {
    struct ctx *ctx;
    const char *path;
    size_t line; /* from 1 */
    struct plan_file files[PLAN_DEPARTMENT_MAX];
    struct plan_person people[PLAN_DEPARTMENT_MAX];
    size_t len;
    struct plan_names runs; /* "module run" */
    struct plan_names vouchers;
    int32_t *seats;
};

static enum err
read_words(struct ctx *ctx, int argc, char **argv, struct request *ret_request)
{
    static const struct option options[] = {
        {"input", required_argument, NULL, 'i'},
        {"out", required_argument, NULL, 'o'},
        {"seconds", required_argument, NULL, 's'},
        {NULL, 0, NULL, 0},
    };
    struct request r = {.seconds = 60};
    int option;

    optind = 0; /* glibc: start anew, main() may have used getopt already */
    opterr = 0;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        enum err e = OK;

        if (option == 'i')
            r.input = optarg;
        else if (option == 'o')
            r.out = optarg;
        else if (option == 's')
            e = slice_int(slice_of(optarg), 1, SECONDS_MAX, &r.seconds);
        else
            e = ERR_INVALID;
        if (e != OK)
            return fail(ctx, ERR_INVALID, "plan department does not know \"%s\"", argv[optind - 1]);
    }
    if (r.input == NULL || optind != argc)
        return fail(ctx, ERR_INVALID, "plan department --input DEPT.jsonl [--out FILE]");
    *ret_request = r;
    return OK;
}

/* The shared number of a run: the fewest seats anybody says are what there are. */
static enum err
share_run(struct reading *d, const struct plan_file *f, struct plan_choice at, uint32_t *ret_number)
{
    struct text t = text_init(d->ctx->arena, 2 * PLAN_ID_BYTES_MAX + 2);
    int32_t seats = f->problem.modules[at.module].runs[at.run].seats;
    size_t known = d->runs.len;
    struct slice name;
    size_t number;

    text_put(&t, f->modules.at[at.module]);
    text_putc(&t, '\n'); /* in no name of a JSON string that is an id people write */
    text_put(&t, f->runs[at.module][at.run]);
    TRY(text_end(&t, &name));
    TRY(plan_names_add(&d->runs, name, &number));
    if (number == known || seats < d->seats[number])
        d->seats[number] = seats;
    *ret_number = (uint32_t)number;
    return OK;
}

static enum err
share(struct reading *d, size_t who)
{
    struct plan_file *f = &d->files[who];
    struct arena *a = d->ctx->arena;
    const uint32_t **run_of = arena_array(a, const uint32_t *, f->problem.modules_len + 1);
    uint32_t *voucher_of = arena_array(a, uint32_t, f->problem.vouchers_len + 1);

    if (run_of == NULL || voucher_of == NULL)
        return ERR_LIMIT;
    for (size_t m = 0; m < f->problem.modules_len; m++) {
        uint32_t *runs = arena_array(a, uint32_t, f->problem.modules[m].runs_len + 1u);

        if (runs == NULL)
            return ERR_LIMIT;
        for (uint16_t r = 0; r < f->problem.modules[m].runs_len; r++)
            TRY(share_run(d, f, (struct plan_choice){(uint16_t)m, r, PLAN_NONE}, &runs[r]));
        run_of[m] = runs;
    }
    for (size_t v = 0; v < f->problem.vouchers_len; v++) {
        size_t number;

        TRY(plan_names_add(&d->vouchers, f->vouchers.at[v], &number));
        voucher_of[v] = (uint32_t)number;
    }
    d->people[who] = (struct plan_person){&f->problem, run_of, voucher_of};
    return OK;
}

/* The line's problem; what is wrong with it is told with the file's line. */
static enum err
read_person(struct reading *d, struct slice line)
{
    struct ctx of_line = {.arena = d->ctx->arena, .now = d->ctx->now};
    struct slice said;
    enum err e;

    if (d->len == PLAN_DEPARTMENT_MAX)
        return fail(d->ctx, ERR_LIMIT, "%s, line %zu: more than %d people", d->path, d->line,
                    PLAN_DEPARTMENT_MAX);
    e = plan_json_read(&of_line, line, &d->files[d->len]);
    if (e != OK) {
        said = slice_of(ctx_message(&of_line, e));
        if (slice_starts(said, SLICE("line 1, "))) /* of the one line it was given */
            said = slice_sub(said, 8, said.len);
        return fail(d->ctx, e, "%s, line %zu: %.*s", d->path, d->line, SLICE_ARG(said));
    }
    if (share(d, d->len) != OK)
        return fail(d->ctx, ERR_LIMIT, "%s, line %zu: more runs or memory than allowed", d->path,
                    d->line);
    d->len++;
    return OK;
}

static enum err
read_people(struct reading *d, struct slice bytes)
{
    struct ctx *ctx = d->ctx;
    size_t at = 0;

    TRY(plan_names_init(&d->runs, ctx->arena, PLAN_RUNS_MAX));
    TRY(plan_names_init(&d->vouchers, ctx->arena, PLAN_VOUCHERS_MAX * PLAN_DEPARTMENT_MAX));
    d->seats = arena_array(ctx->arena, int32_t, PLAN_RUNS_MAX);
    if (d->seats == NULL)
        return ERR_LIMIT;
    if (slice_starts(bytes, SLICE("\xef\xbb\xbf")))
        bytes = slice_sub(bytes, 3, bytes.len);
    while (at < bytes.len) {
        struct slice rest = slice_sub(bytes, at, bytes.len);
        struct slice line = slice_sub(rest, 0, slice_find_char(rest, '\n'));

        at += line.len + 1;
        d->line++;
        if (slice_trim(line).len > 0)
            TRY(read_person(d, line));
    }
    return d->len > 0 ? OK : fail(ctx, ERR_INVALID, "%s: nobody is in the department", d->path);
}

static void
put_total(struct json_write *w, const char *name, struct plan_total total)
{
    json_write_key(w, name);
    json_write_object(w);
    json_write_member_int(w, "gap", total.gap);
    json_write_member_int(w, "cents", total.cents);
    json_write_object_end(w);
}

static void
put_share(struct json_write *w, const struct plan_file *f, const struct plan_share *s)
{
    json_write_object(w);
    json_write_member_text(w, "status", slice_of(plan_status_name(s->status)));
    json_write_member_int(w, "gap", s->gap);
    json_write_member_int(w, "cents", s->cents);
    json_write_member_int(w, "gap_alone", s->gap_alone);
    json_write_member_int(w, "cents_alone", s->cents_alone);
    plan_json_write_chosen(w, f, s->choices, s->choices_len);
    json_write_object_end(w);
}

static void
put_result(struct text *t, const struct reading *d, const struct plan_department_result *r)
{
    struct json_write w = json_write_init(t);

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-plan-department/1"));
    put_total(&w, "fair", r->fair);
    put_total(&w, "best", r->best);
    put_total(&w, "bound", r->bound);
    json_write_key(&w, "exact");
    json_write_bool(&w, r->is_exact);
    json_write_key(&w, "complete");
    json_write_bool(&w, r->is_complete);
    json_write_member_int(&w, "outcomes", r->outcomes);
    json_write_key(&w, "plans");
    json_write_array(&w);
    for (size_t i = 0; i < d->len; i++)
        put_share(&w, &d->files[i], &r->shares[i]);
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(t, '\n');
}

/* Where the plans go: standard output, a device, or a file that is made beside its place. */
struct output {
    FILE *file;
    const char *path; /* NULL: standard output */
    const char *part; /* renamed to `path` when it is whole; NULL: written in place */
};

static enum err
output_open(struct ctx *ctx, const char *path, struct output *ret_output)
{
    struct output o = {.file = stdout, .path = path};
    struct text name = text_init(ctx->arena, 4096);
    struct stat known;
    struct slice part;

    if (path != NULL && (stat(path, &known) != 0 || S_ISREG(known.st_mode))) {
        text_printf(&name, "%s.%ld.part", path, (long)getpid());
        text_putc(&name, '\0');
        if (text_end(&name, &part) != OK)
            return fail(ctx, ERR_INVALID, "--out is longer than 4000 bytes");
        o.part = part.at;
    }
    if (path != NULL)
        o.file = fopen(o.part != NULL ? o.part : path, o.part != NULL ? "wbxe" : "wbe");
    if (o.file == NULL)
        return fail(ctx, ERR_IO, "%s cannot be written: %s", path, strerror(errno));
    *ret_output = o;
    return OK;
}

/* `e`: how making `bytes` went. Nothing is left of a file that could not be written whole. */
static enum err
output_end(struct ctx *ctx, const struct output *o, enum err e, struct slice bytes)
{
    bool fine =
        e == OK && fwrite(bytes.at, 1, bytes.len, o->file) == bytes.len && fflush(o->file) == 0;

    if (o->path != NULL)
        fine = fclose(o->file) == 0 && fine;
    if (o->part != NULL)
        fine = fine && rename(o->part, o->path) == 0;
    if (e == OK && !fine)
        e = fail(ctx, ERR_IO, "writing the plans: %s", strerror(errno));
    if (o->part != NULL && !fine)
        (void)unlink(o->part);
    return e;
}

static enum err
solve(struct ctx *ctx, const struct plan_limits *limits, const struct reading *d,
      struct slice *ret_bytes)
{
    const struct plan_department department = {d->people,   d->len,          d->seats,
                                               d->runs.len, d->vouchers.len, limits};
    struct text t = text_init(ctx->arena, BYTES_MAX);
    struct plan_department_result result;

    if (plan_department_solve(ctx->arena, &department, &result) != OK)
        return fail(ctx, ERR_LIMIT, "the search needs more memory than it may have");
    put_result(&t, d, &result);
    return text_end(&t, ret_bytes);
}

static enum err
run(struct ctx *ctx, const struct request *request)
{
    double end = command_seconds() + (double)request->seconds;
    const struct plan_limits limits = {
        .go_on = command_time_is_left, .go_on_arg = &end, .jobs = threads_jobs()};
    struct reading *d = arena_new(ctx->arena, struct reading);
    struct slice bytes = {0};
    struct output output = {.file = NULL};
    enum err e;

    if (d == NULL)
        return fail(ctx, ERR_LIMIT, "no memory");
    d->ctx = ctx;
    d->path = request->input;
    TRY(command_read_file(ctx, request->input, BYTES_MAX, &bytes));
    TRY(read_people(d, bytes));
    TRY(output_open(ctx, request->out, &output)); /* before the work, which may be long */
    e = solve(ctx, &limits, d, &bytes);
    return output_end(ctx, &output, e, bytes);
}

int
cmd_plan_department(int argc, char **argv)
{
    CLEANUP(arena_cleanup) struct arena *arena = arena_open((size_t)4 << 30);
    struct ctx ctx = {.arena = arena};
    struct request request = {.input = NULL};
    bool words;
    enum err e;

    if (arena == NULL)
        return EXIT_FAILED;
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return puts(HELP), EXIT_FINE;
    e = read_words(&ctx, argc, argv, &request);
    words = e == OK;
    if (e == OK)
        e = run(&ctx, &request);
    if (e == OK)
        return EXIT_FINE;
    fprintf(stderr, "kommunalcampus: %s\n", ctx_message(&ctx, e));
    return words ? EXIT_FAILED : EXIT_USAGE;
}
