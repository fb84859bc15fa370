/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus audit: whether the audit log is whole, its end, and all of it as lines. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "service/audit_verify.h"

#define HEADS_BYTES_MAX ((size_t)16 << 20)

static const char HELP[] =
    "kommunalcampus audit verify [--from N] [--heads FILE]\n"
    "  walks the chain of the audit log and names the first place that is not as it was written;\n"
    "  exit code 3 when there is one. --heads: the end must be one that was kept in this file\n"
    "kommunalcampus audit head [--append FILE]\n"
    "  prints number and hash of the last event; --append: keeps it as a line of a file, which\n"
    "  should lie where whoever can write to the database cannot\n"
    "kommunalcampus audit export [--from N] [--organisation CODE]\n"
    "  all events as lines of JSON, with their hashes\n";

enum { EXPORT_PAGE = 200, HEAD_BYTES_MAX = 200, LINES_BYTES_MAX = 16 << 20 };

struct options {
    int64_t from;
    const char *heads;
    const char *append;
    struct slice organisation;
};

/* Each of the three takes some of the options. */
static enum err
read_options(struct command *c, struct options *o)
{
    bool verify = strcmp(c->argv[1], "verify") == 0;
    bool head = strcmp(c->argv[1], "head") == 0;

    o->from = 1;
    for (int i = 2; i < c->argc; i++) {
        const char *name = c->argv[i];
        bool known = strcmp(name, "--from") == 0           ? !head
                     : strcmp(name, "--heads") == 0        ? verify
                     : strcmp(name, "--append") == 0       ? head
                     : strcmp(name, "--organisation") == 0 ? !verify && !head
                                                           : false;

        if (!known)
            return fail(&c->ctx, ERR_INVALID, "audit %s does not know %s", c->argv[1], name);
        if (++i == c->argc)
            return fail(&c->ctx, ERR_INVALID, "%s needs a word", name);
        if (strcmp(name, "--heads") == 0)
            o->heads = c->argv[i];
        else if (strcmp(name, "--append") == 0)
            o->append = c->argv[i];
        else if (strcmp(name, "--organisation") == 0)
            o->organisation = slice_of(c->argv[i]);
        else if (slice_int(slice_of(c->argv[i]), 1, INT64_MAX, &o->from) != OK)
            return fail(&c->ctx, ERR_INVALID, "--from needs a number from 1");
    }
    return OK;
}

/* --- verify -------------------------------------------------------------- */

struct verify {
    struct audit_walk walk;
    struct audit_finding finding;
};

static enum err
walk_in(struct db *db, void *arg)
{
    struct verify *v = arg;

    return audit_verify(db, &v->walk, &v->finding);
}

static void
print_finding(const struct audit_finding *f)
{
    static const char *const what[AUDIT_FAULTS] = {
        [AUDIT_CHANGED] = "the event was changed",
        [AUDIT_MISSING] = "what had these numbers is gone",
        [AUDIT_MOVED] = "an event stands before the one that it followed",
        [AUDIT_INSERTED] = "an event was put in",
        [AUDIT_RENUMBERED] = "numbers were changed: the chain goes on, the numbers do not",
        [AUDIT_SPLICED] = "the second does not follow the first: made anew, or some taken out",
        [AUDIT_CUT] = "the end was cut off: a head of a later event was kept",
        [AUDIT_REMADE] = "the log was made anew: another head was kept",
    };

    printf("audit: %s at %lld", audit_fault_name(f->fault), (long long)f->first);
    if (f->last != f->first)
        printf("..%lld", (long long)f->last);
    printf(": %s\n", what[f->fault]);
}

static enum exit_code
run_verify(struct command *c, struct database *db, const struct options *o)
{
    struct verify v = {.walk = {.from = o->from, .control = AUDIT_NO_PART}};
    struct audit_head *heads = NULL;
    struct slice lines = SLICE("");
    enum err e = OK;

    if (o->heads != NULL)
        e = command_read_file(&c->ctx, o->heads, HEADS_BYTES_MAX, &lines);
    if (e == OK)
        e = audit_heads_parse(&c->ctx, lines, &heads, &v.walk.heads_len);
    v.walk.heads = heads;
    if (e == OK)
        e = db_read(db, &c->ctx, walk_in, &v);
    if (e != OK)
        return command_failed(c, e);
    printf("audit: %lld events from %lld on are in order", (long long)v.finding.events,
           (long long)o->from);
    printf(o->heads != NULL ? ", %d heads were kept\n" : "\n", v.walk.heads_len);
    if (v.finding.fault == AUDIT_SOUND)
        return EXIT_FINE;
    print_finding(&v.finding);
    return EXIT_FINDINGS;
}

/* --- head ---------------------------------------------------------------- */

static enum err
head_in(struct db *db, void *arg)
{
    return audit_head_now(db, arg);
}

/* One write, so that a line is whole or not there; on the disk before the program says so. */
static enum err
append(struct ctx *ctx, const char *path, struct slice line)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    bool written = fd >= 0 && write(fd, line.at, line.len) == (ssize_t)line.len && fsync(fd) == 0;
    int problem = errno;

    if (fd >= 0 && close(fd) != 0 && written) {
        problem = errno;
        written = false;
    }
    return written ? OK : fail(ctx, ERR_IO, "%s cannot be written: %s", path, strerror(problem));
}

static enum err
run_head(struct command *c, struct database *db, const struct options *o)
{
    struct text t = text_init(c->ctx.arena, HEAD_BYTES_MAX);
    struct audit_head head = {.id = 0};
    struct slice line = SLICE("");

    TRY(db_read(db, &c->ctx, head_in, &head));
    audit_head_put(&t, &head, c->ctx.now);
    text_putc(&t, '\n');
    TRY(text_end(&t, &line));
    if (o->append != NULL)
        TRY(append(&c->ctx, o->append, line));
    return command_print(c, &t);
}

/* --- export -------------------------------------------------------------- */

struct export
{
    int64_t after;
    struct audit_event events[EXPORT_PAGE];
    int len;
};

static enum err
export_in(struct db *db, void *arg)
{
    struct export *x = arg;

    return audit_store_page(db, x->after, x->events, EXPORT_PAGE, &x->len);
}

/* A page at a time: events are only appended, so all pages together are one state of the log. */
static enum err
run_export(struct command *c, struct database *db, const struct options *o)
{
    struct export *x = arena_new(c->ctx.arena, struct export);

    if (x == NULL)
        return ERR_LIMIT;
    x->after = o->from - 1;
    x->len = EXPORT_PAGE;
    while (x->len == EXPORT_PAGE) {
        struct arena_mark mark = arena_mark(c->ctx.arena);
        struct text t = text_init(c->ctx.arena, LINES_BYTES_MAX);

        TRY(db_read(db, &c->ctx, export_in, x));
        for (int i = 0; i < x->len; i++) {
            if (o->organisation.len == 0 || slice_eq(o->organisation, x->events[i].organisation))
                audit_event_put_json(&t, &x->events[i]);
            x->after = x->events[i].id;
        }
        TRY(command_print(c, &t));
        arena_rewind(c->ctx.arena, mark);
    }
    return OK;
}

enum exit_code
cmd_audit(struct command *c)
{
    bool verify = c->argc > 1 && strcmp(c->argv[1], "verify") == 0;
    bool head = c->argc > 1 && strcmp(c->argv[1], "head") == 0;
    bool out = c->argc > 1 && strcmp(c->argv[1], "export") == 0;
    enum exit_code code = EXIT_FINE;
    struct command_opened opened;
    struct options o = {.from = 1};
    enum err e = OK;

    if (c->argc == 2 && strcmp(c->argv[1], "--help") == 0)
        return fputs(HELP, stdout), EXIT_FINE;
    if (!verify && !head && !out)
        return command_usage(c, "audit verify, audit head, or audit export");
    if (read_options(c, &o) != OK)
        return command_usage(c, "%s", c->ctx.failure.message);
    e = command_open(c, false, &opened);
    if (e != OK)
        return command_failed(c, e);
    if (verify)
        code = run_verify(c, opened.database, &o);
    else
        e = head ? run_head(c, opened.database, &o) : run_export(c, opened.database, &o);
    command_close(&opened);
    return e == OK ? code : command_failed(c, e);
}
