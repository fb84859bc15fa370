/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus items: lists and packages of items of the check, in and out. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "service/item_transfer.h"

static const char HELP[] =
    "kommunalcampus items export [--format csv|qti] [--competence CODE] > FILE\n"
    "kommunalcampus items import FILE --as MAIL [--competence CODE] [--level N] [--facet WORD]\n"
    "  export   the items in use: a list as CSV, or a package of QTI 3.0 (a ZIP file)\n"
    "  import   a list as CSV, an item or a package of QTI 3.0; each becomes a draft of the "
    "account\n"
    "           with this mail address. All of a file, or nothing: problems are told by line\n"
    "  --competence, --level, --facet   for files of QTI that do not say it\n";

struct options {
    const char *file;
    struct slice format;
    struct slice as;
    struct item_transfer_in in;
};

static enum err
read_options(struct command *c, struct options *o)
{
    struct {
        const char *name;
        struct slice *to;
    } known[] = {{"--format", &o->format},
                 {"--as", &o->as},
                 {"--competence", &o->in.competence},
                 {"--level", &o->in.level},
                 {"--facet", &o->in.facet}};

    for (int i = 2; i < c->argc; i++) {
        size_t k = 0;

        while (k < ARRAY_LEN(known) && strcmp(known[k].name, c->argv[i]) != 0)
            k++;
        if (k < ARRAY_LEN(known) && i + 1 < c->argc)
            *known[k].to = slice_of(c->argv[++i]);
        else if (k == ARRAY_LEN(known) && o->file == NULL && c->argv[i][0] != '-')
            o->file = c->argv[i];
        else
            return fail(&c->ctx, ERR_INVALID, "items does not know %s here", c->argv[i]);
    }
    return OK;
}

static enum err
run_export(struct command *c, struct platform *p, const struct options *o)
{
    bool csv = o->format.len == 0 || slice_is(o->format, "csv");
    struct slice bytes = {0};

    TRY(item_transfer_export(&c->ctx, p, csv ? ITEM_FORMAT_CSV : ITEM_FORMAT_QTI, o->in.competence,
                             &bytes));
    if (fwrite(bytes.at, 1, bytes.len, stdout) != bytes.len || fflush(stdout) != 0)
        return fail(&c->ctx, ERR_IO, "the file cannot be written");
    return OK;
}

static void
print_problems(const struct item_import *im)
{
    for (int i = 0; i < im->problems_len; i++) {
        const struct item_import_problem *p = &im->problems[i];

        fprintf(stderr, "%.*s%sline %d: %s", SLICE_ARG(p->file), p->file.len > 0 ? ", " : "",
                p->line, item_problem_name(p->what));
        if (p->what == ITEM_PROBLEM_RULE && p->fault.rule > 0)
            fprintf(stderr, " ITEM-%d", p->fault.rule);
        else if (p->what == ITEM_PROBLEM_RULE)
            fprintf(stderr, ", longer than %d bytes", p->fault.bytes_max);
        fprintf(stderr, " %.*s\n", SLICE_ARG(p->value));
    }
    if (im->problems_count > im->problems_len)
        fprintf(stderr, "and %lld more\n", (long long)(im->problems_count - im->problems_len));
    fprintf(stderr, "%lld problems; nothing was taken\n", (long long)im->problems_count);
}

static enum err
run_import(struct command *c, struct platform *p, struct options *o)
{
    struct actor actor = {.grants = NULL};
    struct item_desk desk = {p, &actor};
    struct item_transfer_report r;
    enum err e = item_transfer_actor(&c->ctx, p, o->as, &actor);

    if (e == ERR_NOT_FOUND)
        return fail(&c->ctx, ERR_NOT_FOUND, "there is no active account of this mail address");
    TRY(e);
    TRY(command_read_file(&c->ctx, o->file, ITEM_FILE_BYTES_MAX, &o->in.bytes));
    TRY(item_transfer_import(&c->ctx, &desk, &o->in, &r));
    if (r.import.problems_count > 0) {
        print_problems(&r.import);
        return fail(&c->ctx, ERR_INVALID, "%s was not taken", o->file);
    }
    printf("%d new, %d next versions, %d unchanged\n", r.added, r.revised, r.unchanged);
    return OK;
}

enum exit_code
cmd_items(struct command *c)
{
    bool out = c->argc > 1 && strcmp(c->argv[1], "export") == 0;
    bool in = c->argc > 1 && strcmp(c->argv[1], "import") == 0;
    struct command_opened opened;
    struct options o = {.file = NULL};
    enum err e;

    if (c->argc == 2 && strcmp(c->argv[1], "--help") == 0)
        return fputs(HELP, stdout), EXIT_FINE;
    if (!in && !out)
        return command_usage(c, "items import FILE, or items export");
    if (read_options(c, &o) != OK)
        return command_usage(c, "%s", c->ctx.failure.message);
    if (in && (o.file == NULL || o.as.len == 0))
        return command_usage(c, "items import needs a file and --as MAIL");
    if (out && o.format.len > 0 && !slice_is(o.format, "csv") && !slice_is(o.format, "qti"))
        return command_usage(c, "--format is csv or qti");
    e = command_open(c, true, &opened);
    if (e != OK)
        return command_failed(c, e);
    e = in ? run_import(c, opened.platform, &o) : run_export(c, opened.platform, &o);
    command_close(&opened);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
